"""Recusal: declared by the officer or inferred from the records. It hides the record at once, names who takes over, and
leaves its trace for ever."""

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from candidates.enums_review import RecusalGround
from candidates.models import Candidate, CandidateRelative, Recusal
from candidates.permissions_decisions import can_declare_recusal, can_lift_recusal
from candidates.queries.recusal import is_recused, officers, others_for
from candidates.rules.recusal import Officer, Person, infer
from huanjie.accounts.enums import Role
from huanjie.accounts.models import User
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.scope import covers
from huanjie.shared.verdict import Refused, no, require

REASON_AT_LEAST = 4
INFERRED_FOR = (Role.REVIEWING_DEPARTMENT, Role.DISTRICT_ORGANIZER)


def declare_recusal(*, candidate: Candidate, note: str, by) -> Recusal:
    """The officer stays away from this candidate; from now on the record is hidden from them."""
    with act() as log:
        row = Candidate.objects.select_for_update(of=("self",)).select_related("community_cycle__cycle").get(
            pk=candidate.pk
        )  # fmt: skip
        require(can_declare_recusal(by, row))
        if is_recused(by.user_id, row.pk):
            raise Refused(no("您已经回避此人。"))
        made = Recusal(
            candidate=row, area_code=row.area_code, user_id=by.user_id, user_name=by.name, unit=by.unit,
            ground=RecusalGround.DECLARED, note=note.strip()[:200], created_by_name=by.name,
        )  # fmt: skip
        _name_replacement(made, by.role, by.unit)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError:
            raise Refused(no("您已经回避此人。")) from None
        _hand_on(row, by.user_id)
        log.record(by=by, verb="recusal.declared", subject=made, label="回避", detail=_detail(made))
    return made


def infer_recusals(*, candidates: Iterable[Candidate], by) -> list[Recusal]:
    """Compare the names and units of the officers with the registrations, all candidates together. A pair that already
    has a recusal, or one lifted for the same ground, is left alone."""
    with act() as log:
        keys = [each.pk for each in candidates]
        rows = {
            row.pk: row
            for row in Candidate.objects.filter(pk__in=keys).only("area_code", "name", "work_unit", "predecessor_name")
        }
        staff = {each.user_id: each for role in INFERRED_FOR for each in officers(role)}
        known = _known(keys)
        made = [
            _inferred(found, rows[found.person.key], staff, by)
            for found in infer(_officers(staff), _people(rows))
            if covers(staff[found.officer.key].area_code, rows[found.person.key].area_code)
            and not known & {(found.person.key, found.officer.key, ground) for ground in (found.ground.value, "")}
        ]
        _name_replacements(made, staff)
        Recusal.objects.bulk_create(made, batch_size=500)
        if made:
            log.record(
                by=by, verb="recusal.inferred", label=f"比对出 {len(made)} 项回避", area=by.area,
                detail={"recusals": [each.pk for each in made]},
            )  # fmt: skip
    return made


def lift_recusal(*, recusal: Recusal, reason: str, by) -> Recusal:
    """The record is shown again: same name, another person. Only what was inferred can be lifted; the trace stays."""
    if len(reason.strip()) < REASON_AT_LEAST:
        raise Refused(no("撤销回避要写明原因。", f"请写清楚核实情况（不少于 {REASON_AT_LEAST} 个字）。"))
    with act() as log:
        row = _locked(recusal)
        require(can_lift_recusal(by, row))
        if is_recused(by.user_id, row.candidate_id):
            raise Refused(no("您与此人有回避关系，不能撤销。", "请由其他工作人员办理。"))
        row.lifted_at, row.lifted_by_name, row.lift_reason = clock.now(), by.name, reason.strip()[:200]
        row.save(update_fields=["lifted_at", "lifted_by_name", "lift_reason"])
        log.record(by=by, verb="recusal.lifted", subject=row, label="回避", detail=_detail(row))
    return row


def reassign(*, recusal: Recusal, by) -> Recusal:
    """Name another officer where there was none, once the unit has one."""
    with act() as log:
        row = _locked(recusal)
        require(can_lift_recusal(by, row, declared_too=True))
        role = Role.REVIEWING_DEPARTMENT if row.unit else Role.DISTRICT_ORGANIZER
        _name_replacement(row, role, row.unit)
        if row.reassigned_to_id is None:
            raise Refused(no(f"{row.unit or '本单位'}没有其他经办人。", "请先由系统管理员为该单位开通账号。"))
        row.save(update_fields=["reassigned_to_id", "reassigned_to_name"])
        log.record(by=by, verb="recusal.reassigned", subject=row, label="回避", detail=_detail(row))
    return row


def _inferred(found, candidate, staff, by) -> Recusal:
    user = staff[found.officer.key].user
    return Recusal(
        candidate=candidate, area_code=candidate.area_code, user=user, user_name=user.name, unit=user.unit,
        ground=found.ground, is_inferred=True, created_by_name=by.name,
    )  # fmt: skip


def _known(keys: list[int]) -> set[tuple]:
    """(candidate, officer, ground) of what was lifted, and (candidate, officer, "") of what is in force."""
    rows = Recusal.objects.filter(candidate_id__in=keys)
    return {
        (candidate, user, "" if lifted is None else ground)
        for candidate, user, ground, lifted in rows.values_list("candidate_id", "user_id", "ground", "lifted_at")
    }


def _officers(staff: dict) -> list[Officer]:
    return [Officer(each.user_id, each.user.name, each.user.unit) for each in staff.values()]


def _people(rows: dict[int, Candidate]) -> list[Person]:
    relatives: dict[int, list[str]] = {}
    for candidate, name in CandidateRelative.objects.filter(candidate_id__in=list(rows)).values_list(
        "candidate_id", "name"
    ):
        relatives.setdefault(candidate, []).append(name)
    return [
        Person(row.pk, row.work_unit, row.predecessor_name, tuple(relatives.get(row.pk, ()))) for row in rows.values()
    ]


def _name_replacements(made: list[Recusal], staff: dict) -> None:
    """One query for the recusals in force, whatever the number of candidates."""
    hidden = {(each.candidate_id, each.user_id) for each in made} | set(
        Recusal.objects.filter(candidate_id__in={each.candidate_id for each in made}, lifted_at=None).values_list(
            "candidate_id", "user_id"
        )
    )
    for each in made:
        own = staff[each.user_id]
        _point(each, next(
            (other.user for other in sorted(staff.values(), key=lambda one: one.user_id)
             if other.role == own.role and _same_office(other, own)
             and covers(other.area_code, each.area_code) and (each.candidate_id, other.user_id) not in hidden),
            None,
        ))  # fmt: skip


def _same_office(other, own) -> bool:
    return own.role != Role.REVIEWING_DEPARTMENT or other.user.unit == own.user.unit


def _name_replacement(row: Recusal, role: str, unit: str) -> None:
    wanted = unit if role == Role.REVIEWING_DEPARTMENT else None
    others = others_for(row.candidate, role, wanted, {row.user_id})
    _point(row, others[0] if others else None)


def _point(row: Recusal, user: User | None) -> None:
    row.reassigned_to_id, row.reassigned_to_name = (user.pk, user.name) if user else (None, "")


def _hand_on(candidate: Candidate, user_id: int) -> None:
    """Whoever was to take over and now stays away too hands it on."""
    for row in Recusal.objects.filter(candidate=candidate, lifted_at=None, reassigned_to_id=user_id):
        role = Role.REVIEWING_DEPARTMENT if row.unit else Role.DISTRICT_ORGANIZER
        _name_replacement(row, role, row.unit)
        row.save(update_fields=["reassigned_to_id", "reassigned_to_name"])


def _locked(recusal: Recusal) -> Recusal:
    return (
        Recusal.objects.select_for_update(of=("self",))
        .select_related("candidate__community_cycle__cycle")
        .get(pk=recusal.pk)
    )


def _detail(row: Recusal) -> dict:
    return {"candidate": row.candidate_id, "ground": row.ground, "officer": row.user_id, "to": row.reassigned_to_id}
