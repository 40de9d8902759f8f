"""The list of circumstances of a cycle and its departments: made once from the defaults, then edited by edition.

An edit touches only people who were not asked yet: cells keep the edition they were asked about.
"""

from dataclasses import replace

from django.db import IntegrityError, transaction

from candidates.models import Circumstance, ReviewDepartment
from candidates.permissions_circumstances import can_edit_circumstances
from candidates.rules.circumstances import CIRCUMSTANCES, DEPARTMENTS, check_edit, is_statutory
from elections.models import ElectionCycle
from elections.queries.rule_sets import cycle_parameters
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require

EDITABLE = (
    "title", "statement", "bar", "party_bar", "applies", "lookback_months", "departments", "evidence", "hit_action",
    "article", "content_fields", "is_active",
)  # fmt: skip
DEPARTMENT_FIELDS = ("name", "short_name", "position", "is_active")


def ensure_review_setup(cycle: ElectionCycle, by) -> None:
    """The departments and circumstances of a cycle, from the defaults and the cycle's own parameters. What is there
    already stays as it is."""
    with act() as log:
        cycle = ElectionCycle.objects.select_for_update().get(pk=cycle.pk)
        departments, circumstances = _missing_departments(cycle), _missing_circumstances(cycle)
        if not (departments or circumstances):
            return
        ReviewDepartment.objects.bulk_create(departments)
        Circumstance.objects.bulk_create(circumstances)
        log.record(
            by=by, verb="review.set_up", subject=cycle,
            detail={"departments": len(departments), "circumstances": len(circumstances)},
        )  # fmt: skip


def _missing_departments(cycle) -> list[ReviewDepartment]:
    """All of the defaults for a cycle that has none; a department that was taken off the list does not come back."""
    if ReviewDepartment.objects.filter(cycle=cycle).exists():
        return []
    return [
        ReviewDepartment(
            cycle=cycle, area_code=cycle.area_code, code=each.code, name=each.name, short_name=each.short_name,
            position=position,
        )
        for position, each in enumerate(DEPARTMENTS, start=1)
    ]  # fmt: skip


def _missing_circumstances(cycle) -> list[Circumstance]:
    if Circumstance.objects.filter(cycle=cycle).exists():
        return []
    parameters = cycle_parameters(cycle)
    chosen, months = parameters["qualification_list"], parameters["cooling_months"]
    today = clock.today()
    return [
        Circumstance(
            cycle=cycle, area_code=cycle.area_code, code=each.code, title=each.title, statement=each.statement,
            bar=each.bar, party_bar=each.party_bar, applies=each.applies, lookback_months=months.get(each.code),
            departments=list(each.departments), evidence=each.evidence, hit_action=each.hit_action, article=each.article,
            content_fields=list(each.content_fields), is_active=is_statutory(each) or each.code in chosen,
            effective_on=min(today, cycle.starts_on),
        )
        for each in CIRCUMSTANCES
    ]  # fmt: skip


def edit_circumstance(
    *, circumstance: Circumstance, reason: str, by, expected_version: int | None = None, **changes
) -> Circumstance:
    """A new edition. The one before stays for the opinions that were asked about it. Returns the edition in force; the
    same one when nothing differs."""
    if unknown := set(changes) - set(EDITABLE):
        raise TypeError(f"not editable: {', '.join(sorted(unknown))}")
    require(_given(reason))
    with act() as log:
        require(can_edit_circumstances(by, ElectionCycle.objects.get(pk=circumstance.cycle_id)))
        row = Circumstance.objects.select_for_update().get(pk=circumstance.pk)
        if row.replaced_on is not None or (expected_version is not None and row.version != expected_version):
            raise Stale(f"情形 {row.code}")
        new = _edition_after(row, changes, reason, by)
        changed = sorted(name for name in EDITABLE if getattr(new, name) != getattr(row, name))
        if not changed:
            return row
        active = ReviewDepartment.objects.filter(cycle=row.cycle_id, is_active=True).values_list("code", flat=True)
        known = set(active) | set(row.departments)
        require(check_edit(row, new, known))
        require(_someone_answers(new, set(active)))
        row.replaced_on = clock.today()
        row.version += 1
        row.save(update_fields=["replaced_on", "version"])
        new.save(force_insert=True)
        log.record(
            by=by, verb="circumstance.edited", subject=new, detail={"edition": new.edition, "fields": changed}
        )  # fmt: skip
    return new


def _edition_after(row: Circumstance, changes: dict, reason: str, by) -> Circumstance:
    values = {name: getattr(row, name) for name in EDITABLE} | {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    for name in ("departments", "content_fields"):
        values[name] = list(dict.fromkeys(values[name]))
    return Circumstance(
        cycle_id=row.cycle_id, area_code=row.area_code, code=row.code, edition=row.edition + 1,
        effective_on=clock.today(), changed_by=by.name, change_reason=reason.strip()[:200], **values,
    )  # fmt: skip


def set_department(
    *,
    department: ReviewDepartment,
    name: str | None = None,
    short_name: str | None = None,
    position: int | None = None,
    is_active: bool | None = None,
    by,
    expected_version: int | None = None,
) -> ReviewDepartment:
    """Name, order, and whether it takes part. The last department of a circumstance of the law cannot be rested."""
    given = {"name": name, "short_name": short_name, "position": position, "is_active": is_active}
    with act() as log:
        require(can_edit_circumstances(by, ElectionCycle.objects.get(pk=department.cycle_id)))
        row = ReviewDepartment.objects.select_for_update().get(pk=department.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale(f"联审单位“{row.name}”")
        before = {each: getattr(row, each) for each in DEPARTMENT_FIELDS}
        for each, value in given.items():
            if value is not None:
                setattr(row, each, value.strip() if isinstance(value, str) else value)
        changed = sorted(each for each in DEPARTMENT_FIELDS if getattr(row, each) != before[each])
        if not changed:
            return row
        if not row.name or not row.short_name:
            raise Refused(no("单位名称和简称不能为空。"))
        if before["is_active"] and not row.is_active:
            require(_may_rest(row))
        row.version += 1
        _save(row)
        log.record(by=by, verb="review_department.changed", subject=row, detail={"fields": changed})
    return row


def add_department(*, cycle: ElectionCycle, code: str, name: str, short_name: str, by) -> ReviewDepartment:
    """One more department, after the others. What it is asked about is said in the circumstances."""
    require(can_edit_circumstances(by, cycle))
    if not (code.strip() and name.strip() and short_name.strip()):
        raise Refused(no("代号、单位名称和简称都要填写。"))
    with act() as log:
        last = ReviewDepartment.objects.filter(cycle=cycle).order_by("-position").first()
        row = ReviewDepartment(
            cycle=cycle, area_code=cycle.area_code, code=code.strip(), name=name.strip(), short_name=short_name.strip(),
            position=(last.position if last else 0) + 1,
        )  # fmt: skip
        _save(row)
        log.record(by=by, verb="review_department.added", subject=row)
    return row


def _save(row: ReviewDepartment) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(no(f"已经有代号或名称相同的联审单位“{row.name}”。", "请核对名称。")) from None


def _may_rest(row: ReviewDepartment) -> Verdict:
    others = set(
        ReviewDepartment.objects.filter(cycle=row.cycle_id, is_active=True)
        .exclude(pk=row.pk)
        .values_list("code", flat=True)
    )
    current = Circumstance.objects.filter(cycle=row.cycle_id, replaced_on__isnull=True, is_active=True)
    for each in current:
        if row.code in each.departments and not (verdict := _someone_answers(each, others)):
            return replace(verdict, remedy=f"请先为 {each.code} 指定其他核查单位。")
    return YES


def _someone_answers(circumstance: Circumstance, active: set[str]) -> Verdict:
    if is_statutory(circumstance) and not active.intersection(circumstance.departments):
        return no(f"{circumstance.code} 是法律规定的情形，至少要有一个参加联审的单位核查。", "", circumstance.article)
    return YES


def _given(reason: str) -> Verdict:
    return YES if reason.strip() else no("没有填写修改原因。", "修改原因记入版本历史。")
