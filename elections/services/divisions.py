"""Loading an edition of the division codes: one transaction, again and again without doubling."""

from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from elections.enums import ChangeKind, CycleState, Inclusion
from elections.models import Community, CommunityCycle, District, Region, Subdistrict, TerritoryChange
from elections.permissions_territory import can_load_divisions
from elections.rules.divisions import Change, Comparison, Division, Edition, compare, core_name
from huanjie.activity.services import act
from huanjie.shared.scope import Level, ancestors_of, full_code, within
from huanjie.shared.verdict import Refused, require

CHUNK = 5000
TABLES = ((Region, 1), (District, 3), (Subdistrict, 4), (Community, 5))


@dataclass
class Summary:
    """How many units of each kind of change; `by_level` the same per level; `lost` names communities of an open cycle
    that a preview would take away."""

    unchanged: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    by_level: dict[int, dict[str, int]] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)

    KINDS = ("created", "renamed", "moved", "retired", "reused")

    @classmethod
    def of(cls, comparison: Comparison) -> "Summary":
        counts = dict.fromkeys(cls.KINDS, 0)
        by_level: dict[int, dict[str, int]] = {}
        for change in comparison.changes:
            counts[change.kind] += 1
            level = by_level.setdefault(change.level, dict.fromkeys(cls.KINDS, 0))
            level[change.kind] += 1
        return cls(comparison.unchanged, counts, dict(sorted(by_level.items())))

    def as_dict(self) -> dict:
        """As JSON keeps it."""
        levels = {str(level): counts for level, counts in self.by_level.items()}
        return {**self.counts, "unchanged": self.unchanged, "by_level": levels}


def preview_divisions(*, edition: Edition, area: str = "", renames=()) -> tuple[Comparison, Summary]:
    """What loading this edition would change. Writes nothing."""
    comparison = compare(_in_force(edition, area), edition, within=area, renames=renames)
    summary = Summary.of(comparison)
    summary.lost = communities_of_open_cycles([c.old.code for c in comparison.changes if _takes_away(c)])
    return comparison, summary


def load_divisions(
    *, edition: Edition, by, area: str = "", on: date | None = None, source: str = "", renames=(), expected=None
) -> Summary:
    """Bring the register to this edition, inside `area` (prefix). `on` is the first day of the changes (today).

    New districts come in silently; changes inside a district that was known before are written to TerritoryChange.
    `expected` is the Summary a person confirmed: another result raises Refused. Raises Refused too when a community due
    in an open cycle would be lost without an adjustment. Nothing is deleted.
    """
    require(can_load_divisions(by))
    on = on or timezone.localdate()
    with act() as log:
        before = _in_force(edition, area)
        comparison = compare(before, edition, within=area, renames=renames)
        summary = Summary.of(comparison)
        if expected is not None and expected != summary.as_dict():
            raise Refused("区划在您预览之后又有变化，没有导入。请重新上传并核对。")
        lost = communities_of_open_cycles([c.old.code for c in comparison.changes if _takes_away(c)])
        if lost:
            raise Refused(f"正在换届的社区不能直接撤销或改作他用：{'、'.join(lost[:5])}。"
                          "请先在换届管理中按文件调整其应换届口径；仅是更名的，请列入更名清单。")  # fmt: skip
        known = {key[1][:6] for key in before if key[0] == Level.DISTRICT}
        _retire(comparison, on)
        _rename(comparison)
        _create(comparison, known, on)
        _rehang(comparison)
        changes = _history(comparison, known, on, source)
        TerritoryChange.objects.bulk_create(changes, batch_size=CHUNK)
        log.record(by=by, verb="divisions.loaded", label=source, area=area, detail=summary.as_dict())
    return summary


def communities_of_open_cycles(codes: list[str]) -> list[str]:
    """Names of communities in force with these codes that an open cycle still counts as due."""
    names = []
    for start in range(0, len(codes), CHUNK):
        names += CommunityCycle.objects.filter(
            community__code__in=codes[start : start + CHUNK], community__valid_to__isnull=True,
            cycle__state=CycleState.OPEN, inclusion=Inclusion.DUE,
        ).values_list("community__name", flat=True)  # fmt: skip
    return sorted(names)


def _takes_away(change: Change) -> bool:
    return change.level == Level.COMMUNITY and change.kind in ("retired", "reused", "moved")


def _in_force(edition: Edition, area: str) -> dict[tuple[int, str], Division]:
    """The register's units that this edition can speak about."""
    found: dict[tuple[int, str], Division] = {}
    for model, level in TABLES:
        rows = model.objects.current().order_by("code")
        if level >= Level.DISTRICT:
            if area:
                above = [full_code(prefix) for prefix in ancestors_of(area)]
                rows = rows.filter(Q(**within(area, "code")) | Q(code__in=above))
            elif len(edition.districts) == 1:
                rows = rows.filter(**within(min(edition.districts), "code"))
        for code, name in rows.values_list("code", "name").iterator(chunk_size=CHUNK):
            each = level if level > 1 else (Level.PROVINCE if code.endswith("0" * 10) else Level.CITY)
            found[(int(each), code)] = Division(code, name, int(each))
    return found


def _model(level: int):
    return Region if level < Level.DISTRICT else {n: m for m, n in TABLES}[level]


def _of_kind(comparison: Comparison, kinds: tuple[str, ...]) -> dict[type, list[Change]]:
    by_model: dict[type, list[Change]] = {}
    for change in comparison.changes:
        if change.kind in kinds:
            by_model.setdefault(_model(change.level), []).append(change)
    return by_model


def _retire(comparison: Comparison, on: date) -> None:
    """Close the rows whose code was given up, moved away or reused."""
    for model, changes in _of_kind(comparison, ("retired", "reused", "moved")).items():
        for start in range(0, len(changes), CHUNK):
            codes = [change.old.code for change in changes[start : start + CHUNK]]
            model.objects.current().filter(code__in=codes).update(valid_to=on)


def _rename(comparison: Comparison) -> None:
    for model, changes in _of_kind(comparison, ("renamed",)).items():
        for start in range(0, len(changes), CHUNK):
            new = {change.new.code: change.new.name for change in changes[start : start + CHUNK]}
            rows = list(model.objects.current().filter(code__in=new))
            for row in rows:
                row.name = new[row.code]
            model.objects.bulk_update(rows, ["name"], batch_size=500)


def _create(comparison: Comparison, known: set[str], on: date) -> None:
    """New rows from above to below, so that each finds its parent. Units of a district not known before are taken to
    have stood all along."""
    by_model = _of_kind(comparison, ("created", "reused", "moved"))
    for model, level in TABLES:
        changes = by_model.get(model, [])
        parents, field_name = _parents(level, changes)
        for start in range(0, len(changes), CHUNK):
            rows = []
            for change in changes[start : start + CHUNK]:
                code = change.new.code
                values = {"code": code, "name": change.new.name}
                if level > Level.DISTRICT:
                    values[field_name] = parents[code[: 6 if level == Level.SUBDISTRICT else 9]]
                if code[:6] in known:
                    values["valid_from"] = on
                rows.append(model(**values))
            _insert(model, rows)


def _insert(model, rows: list) -> None:
    """Many new rows at once; PostgreSQL takes a whole country in half the time by COPY."""
    if connection.vendor != "postgresql" or len(rows) < 100:
        model.objects.bulk_create(rows, batch_size=CHUNK)
        return
    names = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {connection.ops.quote_name(model._meta.db_table)} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([getattr(row, name) for name in names])


def _parents(level: int, changes: list[Change]) -> tuple[dict[str, int], str]:
    if level <= Level.DISTRICT or not changes:
        return {}, ""
    if level == Level.SUBDISTRICT:
        rows = District.objects.current().values_list("code", "pk")
        return {code[:6]: pk for code, pk in rows.iterator(chunk_size=CHUNK)}, "district_id"
    rows = Subdistrict.objects.current().values_list("code", "pk")
    return {code[:9]: pk for code, pk in rows.iterator(chunk_size=CHUNK)}, "subdistrict_id"


def _rehang(comparison: Comparison) -> None:
    """Communities that stand on follow a street whose code was reused: their code says they belong to it."""
    for change in comparison.changes:
        if change.kind == "reused" and change.level == Level.SUBDISTRICT:
            street = Subdistrict.objects.current().get(code=change.new.code)
            Community.objects.current().in_area(change.new.code[:9]).update(subdistrict=street)


def _history(comparison: Comparison, known: set[str], on: date, source: str) -> list[TerritoryChange]:
    return [
        TerritoryChange(
            kind=ChangeKind(change.kind), on=on, area_code=(change.new or change.old).code,
            old_code=change.old.code if change.old else "", old_name=change.old.name if change.old else "",
            new_code=change.new.code if change.new else "", new_name=change.new.name if change.new else "",
            source=_source_of(change, source)[:120],
        )
        for change in comparison.changes
        if (change.new or change.old).code[:6] in known
    ]  # fmt: skip


def _source_of(change: Change, source: str) -> str:
    if change.kind == "moved":
        return f"{source}（按同名推断）"
    if change.kind == "renamed" and change.level > Level.DISTRICT:
        old, new = change.old, change.new
        if core_name(old.name, old.level) == core_name(new.name, new.level):
            return f"{source}（仅后缀不同）"
    return source
