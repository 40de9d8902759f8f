"""Acts on household and residents' representatives (art. 13, 14, 17)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from elections.enums_electorate import RepresentativeKind
from elections.models import CommunityCycle, Representative
from elections.queries import registration as queries
from elections.rules.representatives import Line
from elections.services.electorate_locks import locked_community
from elections.services.registration import correction_is_due
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, no, require


def add_representatives(
    *, community_cycle: CommunityCycle, kind: str, lines: Sequence[Line], by
) -> list[Representative]:  # fmt: skip
    """Put people on the list, all of them or none. After the list is out this calls for a correction."""
    kind = RepresentativeKind(kind)
    require(YES if lines else no("没有可以登记的行。", "请每行填写一名代表。"))
    with act() as log:
        member = locked_community(community_cycle, by)
        rows = [
            Representative(
                community_cycle=member, area_code=member.area_code, kind=kind, group=line.group, name=line.name,
                gender=line.gender, is_party_member=line.is_party_member, is_minority=line.is_minority,
                household=line.household,
            )
            for line in lines
        ]  # fmt: skip
        try:
            with transaction.atomic():
                Representative.objects.bulk_create(rows)
        except IntegrityError:
            raise Refused(no(
                "有人或有户已经在名单上。", "同一小组的同名代表请在姓名后注明；户代表一户一名。")) from None  # fmt: skip
        _note_change(member, kind)
        log.record(by=by, verb="representatives.added", subject=member, label=f"{member.community.name}{kind.label}",
                   detail={"kind": kind.value, "count": len(rows)})  # fmt: skip
    return rows


def remove_representative(
    *, representative: Representative, by, expected_version: int | None = None
) -> Representative:  # fmt: skip
    """Somebody is no longer a representative; the line stays for the record."""
    with act() as log:
        row, member = _row(representative, expected_version, by)
        row.left_on, row.is_group_leader = clock.today(), False
        row.version += 1
        row.save()
        _note_change(member, row.kind)
        log.record(
            by=by, verb="representatives.removed", subject=row, label=f"代表 {row.pk}", detail={"kind": row.kind}
        )
    return row


def make_group_leader(
    *, representative: Representative, by, expected_version: int | None = None
) -> Representative:  # fmt: skip
    """Chosen by the group from among its representatives (art. 13); the one before steps back."""
    with act() as log:
        row, member = _row(representative, expected_version, by)
        if row.kind != RepresentativeKind.RESIDENT:
            raise Refused(
                no("居民小组长由小组从居民代表中推选。", "请在居民代表中选择。", "城市居民委员会组织法第13条")
            )
        Representative.objects.filter(community_cycle=member, group=row.group, is_group_leader=True).update(
            is_group_leader=False
        )
        row.is_group_leader = True
        row.version += 1
        row.save()
        log.record(by=by, verb="representatives.leader", subject=row, label=f"代表 {row.pk}")
    return row


def _note_change(member: CommunityCycle, kind: str) -> None:
    roll = queries.roll_of(member)
    if roll is not None and roll.representatives_published_on and kind == queries.kind_for(member.election_mode):
        correction_is_due(member, clock.today())


def _row(representative: Representative, expected_version: int | None, by) -> tuple[Representative, CommunityCycle]:
    member = locked_community(representative.community_cycle, by)
    row = Representative.objects.select_for_update().get(pk=representative.pk)
    if expected_version is not None and row.version != expected_version:
        raise Stale("这名代表")
    if row.left_on is not None:
        raise Refused(no("此人已不再担任代表。"))
    return row, member
