"""Changes of divisions made by people, each on the strength of a document. Nothing is deleted: a row gets the first
day on which it no longer stands, and the change is written down for ever."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from elections.enums import ChangeKind
from elections.models import Community, PartyMember, PartyOrganization, Subdistrict, TerritoryChange
from elections.permissions_territory import can_change_unit
from elections.services.divisions import communities_of_open_cycles
from huanjie.activity.services import act
from huanjie.shared.scope import Level, level_of_code
from huanjie.shared.text import clean_text
from huanjie.shared.verdict import Refused, require

SOURCE = "人工登记"


def rename_unit(*, unit, name: str, document_number: str, on: date, by):
    """Give a street or community in force another name. The code stays, and so does everything that hangs on it."""
    name = clean_text(name)
    with act() as log:
        row = _locked(unit, by, document_number, on)
        if not name or name == row.name:
            raise Refused("请填写与现名不同的新名称。")
        old, row.name = row.name, name
        row.save(update_fields=["name"])
        _record(log, by, ChangeKind.RENAMED, row, on, document_number, old=(row.code, old), new=(row.code, name))
    return row


def retire_unit(*, unit, document_number: str, on: date, by):
    """Give up a code. A street must be empty first; a community due in an open cycle is refused."""
    with act() as log:
        row = _locked(unit, by, document_number, on)
        if isinstance(row, Subdistrict) and row.communities.current().exists():
            raise Refused(f"{row.name}下还有社区，请先将其划转或撤销。")
        _keep_cycles([row])
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        _record(log, by, ChangeKind.RETIRED, row, on, document_number, old=(row.code, row.name))
    return row


def move_community(
    *, community: Community, subdistrict: Subdistrict, code: str, document_number: str, on: date, by
) -> Community:
    """Put a community under another street of the district, with the code it has there. Its Party organizations and
    roster follow; roles granted for the old code do not. Returns the new row."""
    with act() as log:
        row = _locked(community, by, document_number, on)
        require(can_change_unit(by, subdistrict))
        if subdistrict.pk == row.subdistrict_id:
            raise Refused(f"{row.name}已在{subdistrict.name}。")
        _keep_cycles([row])
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        new = _create(code, row.name, subdistrict, on)
        _carry_roster(row, new)
        _record(log, by, ChangeKind.MOVED, new, on, document_number, old=(row.code, row.name), new=(code, new.name))
    return new


def merge_communities(
    *, communities: Sequence[Community], survivor: Community, document_number: str, on: date, by
) -> Community:
    """Join communities to the `survivor`, which keeps its code and name. Their rosters join its own."""
    gone = [community for community in communities if community.pk != survivor.pk]
    if not gone:
        raise Refused("请至少选择一个并入的社区。")
    with act() as log:
        keeper = _locked(survivor, by, document_number, on)
        rows = [_locked(community, by, document_number, on) for community in sorted(gone, key=lambda c: c.pk)]
        if any(row.code[:6] != keeper.code[:6] for row in rows):
            raise Refused("只能合并同一个区的社区。")
        _keep_cycles(rows)
        for row in rows:
            row.valid_to = on
            row.save(update_fields=["valid_to"])
            _carry_roster(row, keeper)
            _record(log, by, ChangeKind.MERGED, row, on, document_number,
                    old=(row.code, row.name), new=(keeper.code, keeper.name))  # fmt: skip
    return keeper


def split_community(
    *, community: Community, parts: Sequence[tuple[str, str]], keeps: bool, document_number: str, on: date, by
) -> list[Community]:
    """Found communities (code, name) out of one, in its street. With `keeps` the old one goes on, smaller; without, its
    code is given up and its roster stays written under it until people are assigned anew. Returns the new ones."""
    if not parts or (not keeps and len(parts) < 2):
        raise Refused("请填写分设出的社区；原社区不保留的，至少填两个。")
    with act() as log:
        row = _locked(community, by, document_number, on)
        if not keeps:
            _keep_cycles([row])
            row.valid_to = on
            row.save(update_fields=["valid_to"])
        made = [_create(code, name, row.subdistrict, on) for code, name in parts]
        for new in made:
            _record(log, by, ChangeKind.SPLIT, new, on, document_number,
                    old=(row.code, row.name), new=(new.code, new.name))  # fmt: skip
    return made


def _locked(unit, by, document_number: str, on: date):
    if not document_number.strip():
        raise Refused("请填写依据文号。")
    if on > timezone.localdate():
        raise Refused("生效日期不能晚于今天，请在文件生效后登记。")
    row = type(unit).objects.select_for_update().get(pk=unit.pk)
    require(can_change_unit(by, row))
    if on < row.valid_from:
        raise Refused(f"生效日期早于{row.name}代码的启用日期（{row.valid_from}）。")
    return row


def _keep_cycles(rows: Sequence) -> None:
    lost = communities_of_open_cycles([row.code for row in rows if isinstance(row, Community)])
    if lost:
        raise Refused(
            f"{'、'.join(lost)}正在换届，不能撤并或划转。请先按文件将其应换届口径调整为“批准延期”或“本届不换届”。"
        )


def _create(code: str, name: str, subdistrict: Subdistrict, on: date) -> Community:
    code, name = code.strip(), clean_text(name)
    if len(code) != 12 or not code.isdecimal() or level_of_code(code) != Level.COMMUNITY:
        raise Refused(f"“{code}”不是 12 位社区代码。")
    if not code.startswith(subdistrict.prefix):
        raise Refused(f"代码 {code} 不属于{subdistrict.name}（应以 {subdistrict.prefix} 开头）。")
    if not name:
        raise Refused("请填写社区名称。")
    try:
        with transaction.atomic():
            return Community.objects.create(code=code, name=name, subdistrict=subdistrict, valid_from=on)
    except IntegrityError:
        raise Refused(f"代码 {code} 正在使用。") from None


def _carry_roster(old: Community, new: Community) -> None:
    """Organizations and members go with the community."""
    taken = set(new.party_organizations.values_list("name", flat=True))
    clash = sorted(taken.intersection(old.party_organizations.values_list("name", flat=True)))
    if clash:
        raise Refused(f"两个社区都有“{clash[0]}”，请先改名再合并。")
    PartyOrganization.objects.filter(community=old).update(community=new, area_code=new.code)
    PartyMember.objects.filter(community=old).update(community=new, area_code=new.code)


def _record(log, by, kind: ChangeKind, unit, on: date, document_number: str, *, old=("", ""), new=("", "")) -> None:
    TerritoryChange.objects.create(
        kind=kind, on=on, old_code=old[0], old_name=old[1], new_code=new[0], new_name=new[1],
        document_number=document_number.strip(), source=SOURCE, area_code=unit.code,
    )  # fmt: skip
    log.record(by=by, verb=f"unit.{kind.value}", subject=unit, detail={
        "old": " ".join(old).strip(), "new": " ".join(new).strip(), "document_number": document_number.strip()})  # fmt: skip
