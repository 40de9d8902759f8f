"""Who can be nominated, and what stays closed."""

from datetime import date, timedelta

import pytest

from candidates.enums import CandidateState
from candidates.models import Candidate
from candidates.services import correct_candidate, nominate, withdraw
from elections.services.cycle import close_cycle
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale


def test_a_nomination_decides_nothing_and_hides_the_numbers(candidate, clerk, number):
    row = Candidate.objects.get()
    assert (row.state, row.version, row.area_code) == (CandidateState.NOMINATED, 1, "420199001001")
    assert (row.preliminary_on, row.review_sent_on, row.concluded_on, row.formal_on) == (None,) * 4
    assert (row.id_number, row.id_number_masked) == (number(), "420***********" + number()[-4:])
    assert (row.phone, row.phone_masked) == ("16000000000", "160****0000")
    assert row.posts_label == "党组织书记、居委会主任"
    assert list(changes_of(row).values_list("before", "after", "by_name")) == [("", "nominated", clerk.name)]
    entry = ActivityEntry.objects.get(verb="candidate.nominated")
    assert (entry.subject_label, entry.detail["posts"]) == ("东湖甲社区候选人", ["party_secretary", "committee_chair"])


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"posts": []}, "没有选择拟任职务"),
        ({"posts": ["committee_chair", "committee_deputy_chair"]}, "同一委员会只能提名一个职务"),
        ({"posts": ["party_secretary", "party_committee_member"]}, "同一委员会只能提名一个职务"),
        ({"posts": ["mayor"]}, "不在职务表内"),
        ({"political_status": "none", "join_date": ""}, "须由中共正式党员担任，非中共党员"),
        ({"political_status": "probationary"}, "预备党员没有被选举权"),
        ({"join_date": ""}, "应填写入党时间"),
        ({"join_date": "2000-01"}, "入党时不满 18 周岁"),
        ({"join_date": "2099-01"}, "入党时间还没有到"),
        ({"join_date": "去年"}, "无法识别"),
        ({"id_number": "42019919830615"}, "身份证号不正确"),
        ({"id_number": ""}, "没有填写身份证号"),
        ({"gender": "female"}, "性别与身份证号不一致"),
        ({"birth_date": date(1983, 6, 16)}, "出生日期与身份证号不一致，身份证号对应 1983-06-15"),
        ({"phone": "123"}, "联系电话不正确"),
        ({"political_status": ""}, "没有选择政治面貌"),
        ({"name": " "}, "没有填写姓名"),
    ],
)
def test_facts_that_do_not_fit_are_refused_with_their_reason(facts, clerk, changes, words):
    with pytest.raises(Refused, match=words):
        nominate(by=clerk, **facts(**changes))
    assert Candidate.objects.count() == 0


@pytest.mark.parametrize(("days", "fits"), [(0, True), (1, False)])
def test_eighteen_on_the_election_day(facts, clerk, cycle, number, days, fits):
    on = cycle.election_day
    birth = date(on.year - 18, on.month, on.day) + timedelta(days=days)
    young = facts(
        birth_date=birth, id_number=number(birth=f"{birth:%Y%m%d}"), posts=["committee_member"],
        political_status="league_member", join_date="",
    )  # fmt: skip
    if fits:
        assert nominate(by=clerk, **young).state == CandidateState.NOMINATED
    else:
        with pytest.raises(Refused, match="不满 18 周岁"):
            nominate(by=clerk, **young)


def test_a_nomination_in_the_future_is_refused(facts, clerk, today):
    with pytest.raises(Refused, match="还没有到"):
        nominate(by=clerk, **facts(nominated_on=today + timedelta(days=1)))


def test_one_person_stands_in_one_community(candidate, facts, clerk, street, other_place, today):
    with pytest.raises(Refused, match="本社区已经登记了这个人"):
        nominate(by=clerk, **facts())
    with pytest.raises(Refused, match="已在另一个社区提名") as refused:
        nominate(by=street, **facts(community_cycle=other_place))
    assert "东湖甲" not in str(refused.value)
    withdraw(candidate=candidate, on=today, reason="本人申请", by=street)
    moved = nominate(by=street, **facts(community_cycle=other_place))
    assert moved.area_code == "420199001002"


def test_nobody_is_nominated_in_an_ended_cycle(facts, clerk, cycle, organizer):
    close_cycle(cycle=cycle, by=organizer)
    with pytest.raises(Refused, match="已结束"):
        nominate(by=clerk, **facts())


def test_a_correction_is_checked_and_logged_without_its_content(candidate, clerk):
    row = correct_candidate(candidate=candidate, by=clerk, expected_version=1, name="戚致远", phone="16000000001")
    assert (row.name, row.phone_masked, row.version) == ("戚致远", "160****0001", 2)
    entry = ActivityEntry.objects.get(verb="candidate.corrected")
    assert (entry.detail, entry.subject_label) == ({"fields": ["name", "phone"]}, "候选人")
    with pytest.raises(Stale):
        correct_candidate(candidate=candidate, by=clerk, expected_version=1, name="别名")
    with pytest.raises(Refused, match="同一委员会"):
        correct_candidate(candidate=candidate, by=clerk, posts=["committee_chair", "committee_member"])
    assert correct_candidate(candidate=candidate, by=clerk, name="戚致远").version == 2


def test_after_a_conclusion_nothing_is_corrected(passed, organizer):
    with pytest.raises(Refused, match="已有结论"):
        correct_candidate(candidate=passed, by=organizer, name="改名")


def test_what_is_not_correctable_is_a_mistake_of_ours(candidate, clerk):
    with pytest.raises(TypeError):
        correct_candidate(candidate=candidate, by=clerk, state="passed")


def test_what_the_registration_form_asks_further_is_kept_and_checked(facts, clerk, number):
    more = {
        "work_unit": "东湖甲社区居委会", "full_date": "2007.7", "native_place": "江汉江城", "source": "veteran",
        "is_household_registered": False, "resident_since": "2020年3月", "certificate": "中级社会工作师",
        "predecessor_name": "贺建国",
    }  # fmt: skip
    row = nominate(by=clerk, **facts(**more))
    row.refresh_from_db()
    kept = more | {"full_date": "2007-07", "resident_since": "2020-03"}
    assert {name: getattr(row, name) for name in kept} == kept
    for wrong, words in (
        ({"full_date": "2005-01"}, "转正时间早于入党时间"),
        ({"full_date": "2099-01"}, "转正时间还没有到"),
        ({"resident_since": "2099-01"}, "居住起始时间还没有到"),
        ({"resident_since": "很久"}, "居住起始时间“很久”无法识别"),
        ({"source": "friend"}, "来源类别不在列表内"),
    ):
        with pytest.raises(Refused, match=words):
            correct_candidate(candidate=row, by=clerk, **wrong)
    with pytest.raises(Refused, match="只有中共正式党员"):
        nominate(
            by=clerk,
            **facts(
                id_number=number(8), posts=["committee_chair"], political_status="none", join_date="", full_date="2007"
            ),
        )
