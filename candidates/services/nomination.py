"""Nominate a person, and correct what was written while no conclusion has been drawn."""

from datetime import date

from django.db import IntegrityError, transaction

from candidates.enums import OPEN_TO_CORRECTION, CandidateState, PoliticalStatus
from candidates.enums_review import ReserveSource
from candidates.models import Candidate
from candidates.rules.nomination import (
    check_age,
    check_full_date,
    check_joining,
    check_party_posts,
    check_posts,
    check_resident_since,
)
from candidates.services.identity import check_card, set_identity
from candidates.services.joint_review import void_changed
from elections.enums import CycleState
from elections.models import CommunityCycle, ElectionCycle
from huanjie.activity.models import StateChange
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.crypto import lookup_hash
from huanjie.shared.dates import read_date
from huanjie.shared.verdict import Refused, Stale, no, require

CORRECTABLE = (
    "name", "gender", "ethnicity", "birth_date", "id_number", "phone", "posts", "nomination", "political_status",
    "join_date", "education", "current_post", "is_incumbent", "nominated_on", "remark", "work_unit", "full_date",
    "native_place", "source", "is_household_registered", "resident_since", "certificate", "predecessor_name",
)  # fmt: skip
PARTIAL_DATES = {"join_date": "入党时间", "full_date": "转正时间", "resident_since": "居住起始时间"}
PERSONAL = frozenset({"name", "gender", "ethnicity", "birth_date", "id_number", "phone"})


def nominate(
    *,
    community_cycle: CommunityCycle,
    name: str,
    gender: str,
    ethnicity: str = "",
    birth_date: date,
    id_number: str,
    phone: str = "",
    posts: list[str],
    nomination: str,
    political_status: str,
    join_date: str = "",
    education: str = "",
    current_post: str = "",
    is_incumbent: bool = False,
    nominated_on: date,
    by,
    remark: str = "",
    work_unit: str = "",
    full_date: str = "",
    native_place: str = "",
    source: str = "",
    is_household_registered: bool | None = None,
    resident_since: str = "",
    certificate: str = "",
    predecessor_name: str = "",
    batch=None,
) -> Candidate:
    """Put a person forward for one or more posts of a community. The same person stands in one community of a cycle
    only. Nothing about the person's qualification is decided here."""
    with act() as log:
        community_cycle = CommunityCycle.objects.select_related("community").get(pk=community_cycle.pk)
        cycle = _running(community_cycle)
        row = Candidate(
            community_cycle=community_cycle, area_code=community_cycle.area_code, name=name.strip(), gender=gender,
            ethnicity=ethnicity.strip(), birth_date=birth_date, posts=list(posts), nomination=nomination,
            political_status=political_status, join_date=join_date, education=education,
            current_post=current_post.strip(), is_incumbent=is_incumbent, nominated_on=nominated_on,
            remark=remark.strip(), work_unit=work_unit.strip(), full_date=full_date, native_place=native_place.strip(),
            source=source, is_household_registered=is_household_registered, resident_since=resident_since,
            certificate=certificate.strip(), predecessor_name=predecessor_name.strip(), batch=batch,
        )  # fmt: skip
        _read_dates(row)
        set_identity(row, id_number, phone)
        _check(row, cycle)
        _save(row)
        _first_state(row, by)
        log.record(
            by=by, verb="candidate.nominated", subject=row, label=f"{community_cycle.community.name}候选人",
            detail={"posts": row.posts, "on": str(nominated_on)},
        )  # fmt: skip
    return row


def correct_candidate(*, candidate: Candidate, by, expected_version: int | None = None, **fields) -> Candidate:
    """Correct fields (CORRECTABLE) before a conclusion: everything is checked again as on nomination. What the log
    keeps are the names of the fields, not what they held."""
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise TypeError(f"not correctable: {', '.join(sorted(unknown))}")
    with act() as log:
        found = Candidate.objects.select_related("community_cycle").get(pk=candidate.pk)
        cycle = _running(found.community_cycle)
        row = Candidate.objects.select_for_update().get(pk=candidate.pk)
        if expected_version is not None and row.version != expected_version:
            raise Stale("候选人信息")
        if row.state not in OPEN_TO_CORRECTION:
            raise Refused(
                no(
                    f"候选人当前为“{row.get_state_display()}”，已有结论，不能再修改登记信息。",
                    "如有错误，请联系区委组织部。",
                )
            )
        before = {field: getattr(row, field) for field in fields}
        id_number, phone = fields.pop("id_number", row.id_number), fields.pop("phone", row.phone)
        for field, value in fields.items():
            setattr(row, field, value.strip() if isinstance(value, str) else value)
        row.posts = list(row.posts)
        _read_dates(row)
        set_identity(row, id_number, phone)
        _check(row, cycle)
        changed = sorted(field for field, value in before.items() if getattr(row, field) != value)
        if not changed:
            return row
        row.version += 1
        _save(row)
        log.record(by=by, verb="candidate.corrected", subject=row, label="候选人", detail={"fields": changed})
        if row.state == CandidateState.JOINT_REVIEW:
            void_changed(candidate=row, by=by)
    return row


def _running(community_cycle: CommunityCycle) -> ElectionCycle:
    """The cycle, locked: nominations of one cycle wait for one another, so nobody is nominated twice at once."""
    cycle = ElectionCycle.objects.select_for_update().get(pk=community_cycle.cycle_id)
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))
    return cycle


def _read_dates(row: Candidate) -> None:
    for field, label in PARTIAL_DATES.items():
        text = getattr(row, field)
        read = read_date(text)
        if read.error:
            raise Refused(no(f"{label}“{text}”无法识别。", "请按“年-月”填写，如 2006-07。"))
        setattr(row, field, read.text or "")


def _check(row: Candidate, cycle: ElectionCycle) -> None:
    today = clock.today()
    if not row.name:
        raise Refused(no("没有填写姓名。"))
    if row.political_status not in PoliticalStatus.values:
        raise Refused(no("没有选择政治面貌。", "请从列表中选择。"))
    if row.source and row.source not in ReserveSource.values:
        raise Refused(no("来源类别不在列表内。", "请从列表中选择。"))
    require(check_card(row))
    require(check_posts(row.posts))
    require(check_party_posts(row.posts, PoliticalStatus(row.political_status)))
    require(check_age(row.birth_date, cycle.election_day))
    require(check_joining(row.political_status, row.join_date, row.birth_date, today))
    require(check_full_date(row.political_status, row.join_date, row.full_date, today))
    require(check_resident_since(row.resident_since, today))
    if row.nominated_on > today:
        raise Refused(no(f"提名日期 {row.nominated_on} 还没有到。", "请填写实际提名日期。"))
    _check_once(row, cycle)


def _check_once(row: Candidate, cycle: ElectionCycle) -> None:
    """One person, one community, one registration in a cycle. The words name no other community: the person asking may
    have no business there."""
    others = (
        Candidate.objects.filter(community_cycle__cycle=cycle, id_number_hash=lookup_hash(row.id_number))
        .exclude(pk=row.pk)
        .exclude(state=CandidateState.WITHDRAWN)
        .values_list("community_cycle_id", flat=True)
    )
    for community_cycle_id in others:
        if community_cycle_id == row.community_cycle_id:
            raise Refused(no("本社区已经登记了这个人。", "如需增加或更改职务，请修改原来的登记。"))
        raise Refused(
            no(
                "这个人本届已在另一个社区提名，同一人不能在两个社区提名。",
                "请与区委组织部核对；原提名退出后方可在本社区提名。",
            )
        )


def _save(row: Candidate) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(no("本社区已经登记了这个人。", "请刷新页面查看。")) from None


def _first_state(row: Candidate, by) -> None:
    StateChange.objects.create(
        subject_type=row._meta.label_lower, subject_id=str(row.pk), area_code=row.area_code, before="",
        after=CandidateState.NOMINATED.value, at=clock.now(), by_id=by.user_id, by_name=by.name, role=by.role,
    )  # fmt: skip
