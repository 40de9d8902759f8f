"""The reserve pool: in, corrected, developed, asked, nominated, out; and the posts that fall vacant."""

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from candidates.enums import PoliticalStatus, Post
from candidates.enums_review import ReserveSource, Willingness
from candidates.models import Candidate, DevelopmentMeasure, PostPlan, ReservePool
from candidates.services.identity import check_card, set_identity
from candidates.services.nomination import nominate
from candidates.services.reveal import PURPOSE_AT_LEAST, Identity
from elections.enums import CycleState
from elections.models import CommunityCycle
from huanjie.activity.services import act
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, no, require

CORRECTABLE = (
    "name", "gender", "ethnicity", "birth_date", "id_number", "phone", "source", "posts", "political_status",
    "education", "current_post", "remark", "entered_on",
)  # fmt: skip


def enter(
    *,
    community_cycle: CommunityCycle,
    name: str,
    gender: str,
    ethnicity: str = "",
    birth_date: date,
    id_number: str,
    phone: str = "",
    source: str,
    posts: list[str],
    willingness: str = Willingness.UNKNOWN,
    political_status: str = "",
    education: str = "",
    current_post: str = "",
    remark: str = "",
    entered_on: date,
    by,
) -> ReservePool:
    """Put somebody into the pool of a community. The same person is in one pool of a cycle only."""
    with act() as log:
        place = _running(community_cycle)
        row = ReservePool(
            cycle=place.cycle, community_cycle=place, area_code=place.area_code, name=name.strip(), gender=gender,
            ethnicity=ethnicity.strip(), birth_date=birth_date, source=source, posts=list(posts),
            willingness=willingness, political_status=political_status, education=education,
            current_post=current_post.strip(), remark=remark.strip(), entered_on=entered_on,
        )  # fmt: skip
        set_identity(row, id_number, phone)
        _check(row)
        _save(row)
        log.record(
            by=by, verb="reserve.entered", subject=row, label=f"{place.community.name}后备人选",
            detail={"source": row.source, "posts": row.posts},
        )  # fmt: skip
    return row


def correct(*, person: ReservePool, by, expected_version: int | None = None, **fields) -> ReservePool:
    """Correct what was written (CORRECTABLE); the log keeps the names of the fields, not what they held."""
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise TypeError(f"not correctable: {', '.join(sorted(unknown))}")
    with act() as log:
        row = _locked(person, expected_version)
        before = {name: getattr(row, name) for name in fields}
        id_number, phone = fields.pop("id_number", row.id_number), fields.pop("phone", row.phone)
        for name, value in fields.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        set_identity(row, id_number, phone)
        _check(row)
        changed = sorted(name for name, value in before.items() if getattr(row, name) != value)
        if not changed:
            return row
        row.version += 1
        _save(row)
        log.record(by=by, verb="reserve.corrected", subject=row, label="后备人选", detail={"fields": changed})
    return row


def add_measure(*, person: ReservePool, on: date, what: str, by) -> DevelopmentMeasure:
    """A measure of development: a course, a post to train in, a mentor."""
    require(YES if what.strip() else no("没有填写培养措施。", "请写明做了什么，如“参加社区工作者培训班”。"))
    require(YES if on <= clock.today() else no(f"日期 {on} 还没有到。", "请填写实际日期。"))
    with act() as log:
        row = _locked(person)
        measure = DevelopmentMeasure.objects.create(
            person=row, area_code=row.area_code, on=on, what=what.strip(), by_name=by.name
        )
        log.record(by=by, verb="reserve.measure_added", subject=row, label="后备人选", detail={"on": str(on)})
    return measure


def set_willingness(
    *, person: ReservePool, willingness: str, by, expected_version: int | None = None
) -> ReservePool:  # fmt: skip
    """What the person himself said when asked."""
    if willingness not in Willingness.values:
        raise Refused(no("没有选择本人意愿。", "请从列表中选择。"))
    with act() as log:
        row = _locked(person, expected_version)
        if row.willingness == willingness:
            return row
        row.willingness, row.version = willingness, row.version + 1
        row.save(update_fields=["willingness", "version"])
        log.record(by=by, verb="reserve.willingness_set", subject=row, label="后备人选")
    return row


def leave(*, person: ReservePool, on: date, reason: str, by, expected_version: int | None = None) -> ReservePool:
    """Out of the pool, with the reason; the record stays."""
    require(YES if reason.strip() else no("出库要写明原因。", "请填写原因，如“本人不愿意”“已调离”。"))
    with act() as log:
        row = _locked(person, expected_version)
        if not row.entered_on <= on <= clock.today():
            raise Refused(no(f"出库日期 {on} 应在入库日期 {row.entered_on} 和今天之间。", "请填写实际日期。"))
        row.left_on, row.leave_reason, row.version = on, reason.strip(), row.version + 1
        row.save(update_fields=["left_on", "leave_reason", "version"])
        log.record(by=by, verb="reserve.left", subject=row, label="后备人选", detail={"on": str(on)})
    return row


def nominate_from_pool(
    *,
    person: ReservePool,
    posts: list[str],
    nomination: str,
    political_status: str,
    join_date: str = "",
    nominated_on: date,
    by,
    expected_version: int | None = None,
) -> Candidate:
    """A nomination with what the pool knows; the person is linked to it and nominated from the pool once."""
    with act() as log:
        row = _locked(person, expected_version)
        if row.candidate_id is not None:
            raise Refused(no("此人已经从后备库提名。", "请在候选人页面办理。"))
        if row.willingness == Willingness.UNWILLING:
            raise Refused(no("本人不愿意，不能提名。", "如本人改变意愿，请先登记本人意愿。"))
        candidate = nominate(
            community_cycle=row.community_cycle, name=row.name, gender=row.gender, ethnicity=row.ethnicity,
            birth_date=row.birth_date, id_number=row.id_number, phone=row.phone, posts=posts, nomination=nomination,
            political_status=political_status, join_date=join_date, education=row.education,
            current_post=row.current_post, nominated_on=nominated_on, source=row.source, by=by,
        )  # fmt: skip
        row.candidate, row.version = candidate, row.version + 1
        row.save(update_fields=["candidate", "version"])
        log.record(by=by, verb="reserve.nominated", subject=row, label="后备人选", detail={"candidate": candidate.pk})
    return candidate


def plan_posts(
    *, community_cycle: CommunityCycle, plan: Mapping[str, tuple[int, int] | None], by, expected: str | None = None
) -> list[PostPlan]:  # fmt: skip
    """The seats of each post and how many of them fall vacant: post → (seats, falling vacant), or None for a post that
    is not planned. `expected` is the `plan_state` the page showed."""
    for post, numbers in plan.items():
        require(_check_plan(post, numbers))
    with act() as log:
        place = _running(community_cycle)
        if expected is not None and plan_state(place) != expected:
            raise Stale("职数")
        for post, numbers in plan.items():
            _set_plan(place, post, numbers)
        log.record(
            by=by, verb="reserve.posts_planned", subject=place, label=place.community.name,
            detail={"posts": {post: list(numbers) for post, numbers in plan.items() if numbers}},
        )  # fmt: skip
    return list(PostPlan.objects.filter(community_cycle=place))


def plan_state(community_cycle: CommunityCycle) -> str:
    """What a page shows of the plan, to see whether somebody changed it meanwhile."""
    rows = PostPlan.objects.filter(community_cycle=community_cycle).order_by("post")
    return ";".join(f"{row.post}:{row.version}" for row in rows)


def reveal_reserve(*, person: ReservePool, purpose: str, by) -> Identity:
    """The whole ID number and phone. The log keeps who, whose and what for, never the numbers."""
    if len(purpose.strip()) < PURPOSE_AT_LEAST:
        raise Refused(no("查看完整身份证号要写明用途。", f"请写清楚用途（不少于 {PURPOSE_AT_LEAST} 个字）。"))
    with act() as log:
        row = ReservePool.objects.get(pk=person.pk)
        log.record(
            by=by, verb="reserve.identity_revealed", subject=row, label="后备人选身份信息",
            detail={"purpose": purpose.strip()},
        )  # fmt: skip
    return Identity(row.id_number, row.phone)


def _check_plan(post: str, numbers):
    if post not in Post.values:
        return no("职务不在职务表内。")
    if numbers is None:
        return YES
    seats, vacant = numbers
    if seats < 0 or vacant < 0:
        return no(f"{Post(post).label}的职数和预计空缺不能为负数。")
    if vacant > seats:
        return no(f"{Post(post).label}预计空缺 {vacant} 名，多于职数 {seats} 名。", "请核对。")
    return YES


def _set_plan(place: CommunityCycle, post: str, numbers) -> None:
    row = PostPlan.objects.filter(community_cycle=place, post=post).first()
    if numbers is None:
        if row is not None:
            row.delete()
        return
    seats, vacant = numbers
    if row is None:
        PostPlan.objects.create(
            community_cycle=place, area_code=place.area_code, post=post, seats=seats, falling_vacant=vacant
        )
    elif (row.seats, row.falling_vacant) != (seats, vacant):
        row.seats, row.falling_vacant, row.version = seats, vacant, row.version + 1
        row.save()


def _running(community_cycle: CommunityCycle) -> CommunityCycle:
    row = (
        CommunityCycle.objects.select_for_update(of=("self",))
        .select_related("cycle", "community")
        .get(pk=community_cycle.pk)
    )  # fmt: skip
    if row.cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{row.cycle}”{row.cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))
    return row


def _locked(person: ReservePool, expected_version: int | None = None) -> ReservePool:
    row = (
        ReservePool.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=person.pk)
    )  # fmt: skip
    if expected_version is not None and row.version != expected_version:
        raise Stale("后备人选登记")
    cycle = row.community_cycle.cycle
    if cycle.state != CycleState.OPEN:
        raise Refused(no(f"“{cycle}”{cycle.get_state_display()}，不能再填报。", "如有需要，请联系区委组织部。"))
    if row.left_on is not None:
        raise Refused(no("此人已经出库，不能再修改。", "如需重新入库，请重新登记。"))
    return row


def _check(row: ReservePool) -> None:
    if not row.name:
        raise Refused(no("没有填写姓名。"))
    require(check_card(row))
    if row.source not in ReserveSource.values:
        raise Refused(no("没有选择来源。", "请从列表中选择。"))
    if row.willingness not in Willingness.values:
        raise Refused(no("没有选择本人意愿。", "请从列表中选择。"))
    if row.political_status and row.political_status not in PoliticalStatus.values:
        raise Refused(no("政治面貌不在列表内。", "请从列表中选择。"))
    if set(row.posts) - set(Post.values):
        raise Refused(no("培养方向不在职务表内。", "请从列表中选择。"))
    if row.entered_on > clock.today():
        raise Refused(no(f"入库日期 {row.entered_on} 还没有到。", "请填写实际日期。"))
    _check_once(row)


def _check_once(row: ReservePool) -> None:
    """The words name no other community: the person asking may have no business there."""
    other = (
        ReservePool.objects.filter(cycle_id=row.cycle_id, id_number_hash=row.id_number_hash, left_on__isnull=True)
        .exclude(pk=row.pk)
        .first()
    )
    if other is None:
        return
    if other.community_cycle_id == row.community_cycle_id:
        raise Refused(no("本社区后备库已有这个人。", "请修改原来的登记。"))
    raise Refused(no("这个人已在另一个社区的后备库中。", "请与区委组织部核对；原登记出库后方可在本社区入库。"))


def _save(row: ReservePool) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Refused(no("后备库已有这个人。", "请刷新页面查看。")) from None
