"""The reserve pool: who is in it, what is done with him, and the posts that fall vacant."""

from datetime import timedelta

import pytest

from candidates.enums_review import Willingness
from candidates.models import Candidate, DevelopmentMeasure, PostPlan, ReservePool
from candidates.queries.reserve import pools_of
from candidates.rules.reserve import Cover
from candidates.services.reserve import (
    add_measure,
    correct,
    enter,
    leave,
    nominate_from_pool,
    plan_posts,
    plan_state,
    reveal_reserve,
    set_willingness,
)
from elections.models import CommunityCycle
from elections.services.cycle import close_cycle
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale


@pytest.fixture
def kept(place, number, today):
    """kept(**other) → what `enter` takes for 谢小燕."""

    def make(**other):
        return {
            "community_cycle": place, "name": "谢小燕", "gender": "female", "ethnicity": "汉族", "phone": "16000000001",
            "birth_date": today.replace(year=1991, month=3, day=22), "source": "graduate",
            "id_number": number(birth="19910322", woman=True), "posts": ["committee_member", "party_committee_member"],
            "education": "university", "political_status": "party_member", "current_post": "网格员",
            "entered_on": today - timedelta(days=90),
        } | other  # fmt: skip

    return make


@pytest.fixture
def person(kept, clerk):
    return enter(by=clerk, **kept())


def test_in_with_closed_numbers_and_nobody_asked_yet(person, number, clerk):
    row = ReservePool.objects.get()
    assert (row.willingness, row.id_number_masked, row.phone_masked, row.area_code, row.version) == (
        Willingness.UNKNOWN, "420***********" + number(birth="19910322", woman=True)[-4:], "160****0001",
        "420199001001", 1,
    )  # fmt: skip
    entry = ActivityEntry.objects.get(verb="reserve.entered")
    assert (entry.subject_label, entry.detail) == (
        "东湖甲社区后备人选", {"source": "graduate", "posts": ["committee_member", "party_committee_member"]},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "没有填写姓名"),
        ({"source": "friend"}, "没有选择来源"),
        ({"willingness": "sure"}, "没有选择本人意愿"),
        ({"posts": ["mayor"]}, "不在职务表内"),
        ({"gender": "male"}, "性别与身份证号不一致"),
        ({"id_number": "4201"}, "身份证号不正确"),
        ({"political_status": "royal"}, "政治面貌不在列表内"),
        ({"days": 1}, "还没有到"),
    ],
)
def test_what_does_not_fit_is_refused(kept, clerk, today, changes, words):
    facts = kept(**{key: value for key, value in changes.items() if key != "days"})
    facts["entered_on"] = today + timedelta(days=changes.get("days", -1))
    with pytest.raises(Refused, match=words):
        enter(by=clerk, **facts)
    assert ReservePool.objects.count() == 0


def test_one_pool_for_one_person(person, kept, other_place, clerk, street, today):
    with pytest.raises(Refused, match="本社区后备库已有这个人"):
        enter(by=clerk, **kept())
    with pytest.raises(Refused, match="已在另一个社区的后备库中") as refused:
        enter(by=street, **kept(community_cycle=other_place))
    assert "东湖甲" not in str(refused.value)
    leave(person=person, on=today, reason="迁往他处", by=clerk)
    assert enter(by=street, **kept(community_cycle=other_place)).area_code == other_place.area_code


def test_correcting_names_the_fields_only(person, clerk, number):
    row = correct(person=person, by=clerk, source="veteran", remark="  已谈话 ", expected_version=1)
    assert (row.source, row.remark, row.version, row.id_number) == (
        "veteran", "已谈话", 2, number(birth="19910322", woman=True),
    )  # fmt: skip
    assert ActivityEntry.objects.get(verb="reserve.corrected").detail == {"fields": ["remark", "source"]}
    assert correct(person=person, by=clerk, source="veteran").version == 2
    with pytest.raises(Stale):
        correct(person=person, by=clerk, source="other", expected_version=1)


def test_measures_and_willingness(person, clerk, today):
    add_measure(person=person, on=today, what=" 参加培训班 ", by=clerk)
    assert list(DevelopmentMeasure.objects.values_list("what", "by_name", "area_code")) == [
        ("参加培训班", clerk.name, "420199001001"),
    ]  # fmt: skip
    for on, what, words in ((today, "", "没有填写培养措施"), (today + timedelta(1), "培训", "还没有到")):
        with pytest.raises(Refused, match=words):
            add_measure(person=person, on=on, what=what, by=clerk)
    assert set_willingness(person=person, willingness="willing", by=clerk, expected_version=1).version == 2
    assert set_willingness(person=person, willingness="willing", by=clerk, expected_version=2).version == 2
    with pytest.raises(Stale):
        set_willingness(person=person, willingness="unwilling", by=clerk, expected_version=1)
    with pytest.raises(Refused, match="没有选择本人意愿"):
        set_willingness(person=person, willingness="", by=clerk)


def test_out_with_a_reason_and_then_no_more(person, clerk, today):
    for on, reason, words in (
        (today, " ", "要写明原因"), (today + timedelta(1), "调离", "和今天之间"),
        (person.entered_on - timedelta(1), "调离", "和今天之间"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            leave(person=person, on=on, reason=reason, by=clerk)
    row = leave(person=person, on=today, reason="已调离", by=clerk, expected_version=1)
    assert (row.left_on, row.leave_reason) == (today, "已调离")
    with pytest.raises(Refused, match="已经出库"):
        add_measure(person=person, on=today, what="培训", by=clerk)


def test_a_nomination_from_the_pool_is_one_like_any_other(person, clerk, today, number):
    facts = {"posts": ["committee_member"], "nomination": "organization", "political_status": "party_member",
             "join_date": "2014.6", "nominated_on": today}  # fmt: skip
    with pytest.raises(Refused, match="应填写入党时间"):
        nominate_from_pool(person=person, by=clerk, **facts | {"join_date": ""})
    assert (Candidate.objects.count(), ReservePool.objects.get().candidate) == (0, None)
    candidate = nominate_from_pool(person=person, by=clerk, expected_version=1, **facts)
    assert (candidate.name, candidate.state, candidate.source, candidate.join_date, candidate.id_number) == (
        "谢小燕", "nominated", "graduate", "2014-06", number(birth="19910322", woman=True),
    )  # fmt: skip
    assert ReservePool.objects.get().candidate == candidate
    with pytest.raises(Refused, match="已经从后备库提名"):
        nominate_from_pool(person=person, by=clerk, **facts)


def test_nobody_is_nominated_against_his_will(person, clerk, today):
    set_willingness(person=person, willingness="unwilling", by=clerk)
    with pytest.raises(Refused, match="本人不愿意，不能提名"):
        nominate_from_pool(
            person=person, posts=["committee_member"], nomination="organization", political_status="party_member",
            join_date="2014-06", nominated_on=today, by=clerk,
        )  # fmt: skip


def test_showing_the_number_needs_a_purpose(person, clerk, number):
    with pytest.raises(Refused, match="要写明用途"):
        reveal_reserve(person=person, purpose="看", by=clerk)
    assert reveal_reserve(person=person, purpose="与公安核对身份", by=clerk) == (
        number(birth="19910322", woman=True), "16000000001",
    )  # fmt: skip
    assert ActivityEntry.objects.get(verb="reserve.identity_revealed").detail == {"purpose": "与公安核对身份"}


def test_the_plan_of_posts(place, clerk, street):
    state = plan_state(place)
    plan_posts(
        community_cycle=place, plan={"committee_chair": (1, 1), "committee_member": (4, 2)}, by=clerk, expected=state
    )
    assert list(PostPlan.objects.values_list("post", "seats", "falling_vacant", "version")) == [
        ("committee_chair", 1, 1, 1), ("committee_member", 4, 2, 1),
    ]  # fmt: skip
    with pytest.raises(Stale):
        plan_posts(community_cycle=place, plan={"committee_chair": (1, 0)}, by=street, expected=state)
    plan_posts(
        community_cycle=place, plan={"committee_chair": None, "committee_member": (5, 2)}, by=street,
        expected=plan_state(place),
    )  # fmt: skip
    assert list(PostPlan.objects.values_list("post", "seats", "version")) == [("committee_member", 5, 2)]
    for plan, words in (
        ({"committee_chair": (1, 2)}, "预计空缺 2 名，多于职数 1 名"), ({"mayor": (1, 0)}, "不在职务表内"),
        ({"committee_chair": (-1, -2)}, "不能为负数"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            plan_posts(community_cycle=place, plan=plan, by=clerk)


def test_the_figures_of_a_community(person, kept, number, place, other_place, clerk, today):
    set_willingness(person=person, willingness="willing", by=clerk)
    enter(by=clerk, **kept(id_number=number(1, birth="19910322", woman=True), source="veteran"))
    gone = enter(by=clerk, **kept(id_number=number(2, birth="19910322", woman=True), source="veteran"))
    leave(person=gone, on=today, reason="已调离", by=clerk)
    plan_posts(community_cycle=place, plan={"committee_chair": (1, 1), "committee_member": (4, 2)}, by=clerk)
    pools = pools_of([place, other_place])
    pool = pools[place.pk]
    assert (pool.total, dict(pool.by_source), pool.willing, pool.nominated) == (2, {"graduate": 1, "veteran": 1}, 1, 0)
    assert pool.covers == [Cover("committee_chair", 1, 0), Cover("committee_member", 2, 1)]
    assert (pool.vacant, pool.covered, pool.gap) == (3, 1, 2)
    assert (pools[other_place.pk].total, pools[other_place.pk].gap) == (0, 0)


def test_the_figures_cost_two_queries(person, cycle, django_assert_num_queries):
    rows = list(CommunityCycle.objects.filter(cycle=cycle))
    for some in (rows[:1], rows):
        with django_assert_num_queries(2):
            pools_of(some)


def test_after_the_cycle_nothing_is_written(person, kept, place, cycle, organizer, clerk, today):
    close_cycle(cycle=cycle, by=organizer)
    for write in (
        lambda: enter(by=clerk, **kept()),
        lambda: correct(person=person, source="veteran", by=clerk),
        lambda: leave(person=person, on=today, reason="调离", by=clerk),
        lambda: plan_posts(community_cycle=place, plan={"committee_chair": (1, 1)}, by=clerk),
    ):
        with pytest.raises(Refused, match="不能再填报"):
            write()
