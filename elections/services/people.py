"""Acts on the roster, one person at a time."""

from django.db import IntegrityError, transaction

from elections.enums import Education, Gender
from elections.models import PartyMember, PartyOrganization
from elections.permissions import can_edit_member, can_edit_roster, can_reveal_member
from elections.queries.people import is_on_another_roster
from huanjie.activity.services import act
from huanjie.shared.identity import parse_id_number
from huanjie.shared.verdict import Refused, Stale, no, require

ELSEWHERE = no("已在其他单位名册中，请联系区委组织部。")
DETAILS = ("name", "ethnicity", "education", "join_date", "full_date", "is_probationary", "remark")
GENDERS = {label: value for value, label in Gender.choices}


def register_member(*, by, organization: PartyOrganization, id_number: str, phone: str = "", **details) -> PartyMember:
    """Put a person on the roster. Sex and birth date come from the ID number, as the election rules want."""
    require(can_edit_roster(by))
    _inside(by, organization)
    member = PartyMember(**_checked(details))
    _place(member, organization)
    _identify(member, id_number, phone)
    with act() as log:
        _save(member)
        log.record(by=by, verb="party_member.registered", subject=member, label=_label(member))
    return member


def update_member(*, member: PartyMember, by, expected_version: int, organization: PartyOrganization,
                  id_number: str = "", phone: str | None = None, **details) -> PartyMember:  # fmt: skip
    """Change a line. A blank ID number and a phone of None stay as they are. The log says which fields, never what."""
    with act() as log:
        row = _locked(member, by, expected_version)
        _inside(by, organization)
        before = {name: getattr(row, name) for name in (*DETAILS, "organization_id", "id_number_hash", "phone")}
        for name, value in _checked(details).items():
            setattr(row, name, value)
        _place(row, organization)
        _identify(row, id_number or row.id_number, row.phone if phone is None else phone)
        row.version += 1
        _save(row)
        changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
        log.record(by=by, verb="party_member.changed", subject=row, label=_label(row), detail={"fields": changed})
    return row


def mark_left(*, member: PartyMember, by, expected_version: int, on, reason: str) -> PartyMember:
    """Take a person off the roster as of a day; the line stays for the record. `reason` is one of LEFT_REASONS."""
    with act() as log:
        row = _locked(member, by, expected_version)
        row.left_on = on
        row.version += 1
        _save(row)
        detail = {"on": on.isoformat(), "comment": f"{on.isoformat()} {LEFT_REASONS[reason]}"}
        log.record(by=by, verb="party_member.left", subject=row, label=_label(row), detail=detail)
    return row


LEFT_REASONS = {
    "transferred": "组织关系转出",
    "deceased": "去世",
    "expelled": "出党（除名、开除、退党）",
    "mistake": "登记有误",
}
PURPOSES = {
    "identity": "核对身份",
    "candidate": "候选人资格联审",
    "election": "选举组织",
    "correction": "更正名册",
    "inspection": "上级检查",
}


def reveal_member(*, member: PartyMember, by, purpose: str) -> tuple[str, str]:
    """ID number and phone in full, after the purpose is on record. `purpose` is one of PURPOSES."""
    require(can_reveal_member(by, member))
    with act() as log:
        log.record(by=by, verb="party_member.revealed", subject=member, label=_label(member),
                   detail={"purpose": purpose, "comment": f"用途：{PURPOSES[purpose]}"})  # fmt: skip
    return member.id_number, member.phone


def note_lookup(*, by, found: int) -> None:
    """Put on record that somebody looked for an ID number, and whether it was found; not the number."""
    with act() as log:
        log.record(by=by, verb="party_member.looked_up", area=by.area, label="按身份证号查询", detail={"found": found})


# --- organizations -----------------------------------------------------------------------------------------------------
def save_organization(*, by, organization: PartyOrganization | None = None, community=None, name: str, kind: str,
                      parent: PartyOrganization | None = None) -> PartyOrganization:  # fmt: skip
    """Make an organization, or change one."""
    require(can_edit_roster(by))
    row = organization or PartyOrganization(community=community, area_code=community.code)
    _inside(by, row)
    if parent is not None and (parent.pk == row.pk or parent.community.subdistrict_id != row.community.subdistrict_id):
        raise Refused("上级党组织须是同一街道的另一个党组织。")
    row.name, row.kind, row.parent = name, kind, parent
    try:
        with act() as log:
            row.save()
            verb = "party_organization.changed" if organization else "party_organization.registered"
            log.record(by=by, verb=verb, subject=row)
    except IntegrityError:
        raise Refused("本社区已有同名党组织。") from None
    return row


# --- parts -------------------------------------------------------------------------------------------------------------
def _locked(member, by, expected_version: int) -> PartyMember:
    row = PartyMember.objects.select_for_update().get(pk=member.pk)
    require(can_edit_member(by, row))
    if row.version != expected_version:
        raise Stale("此人的记录")
    return row


def _inside(by, thing) -> None:
    if not by.sees(thing.area_code):
        raise Refused("所选党组织不在您管辖的区域内。")


def _checked(details: dict) -> dict:
    unknown = details.keys() - set(DETAILS)
    if unknown:
        raise TypeError(f"not a detail of a member: {sorted(unknown)}")
    if details.get("education") and details["education"] not in Education.values:
        raise ValueError("education")
    return details


def _place(member, organization) -> None:
    member.organization, member.community_id, member.area_code = (
        organization, organization.community_id, organization.area_code,
    )  # fmt: skip


def _identify(member, id_number: str, phone: str) -> None:
    read = parse_id_number(id_number)
    if read.error:
        raise Refused("身份证号不对，请对照身份证核对。")
    if is_on_another_roster(read.text, except_pk=member.pk):
        raise Refused(ELSEWHERE)
    member.set_identity(read.text, phone)
    member.gender, member.birth_date = GENDERS[read.gender], read.birth_date


def _save(member) -> None:
    try:
        with transaction.atomic():
            member.save()
    except IntegrityError:
        raise Refused(ELSEWHERE) from None


def _label(member) -> str:
    """How the log calls a person: by the number of the line, since a name is personal data too."""
    return f"党员 {member.pk}"
