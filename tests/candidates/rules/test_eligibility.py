"""Facts before anybody reviews."""

from dataclasses import replace
from datetime import date

import pytest

from candidates.enums import Post
from candidates.rules.eligibility import Discipline, Person, Relative, facts_of

DAY, REVIEW = date(2026, 12, 6), date(2026, 11, 20)
GOOD = Person(
    posts=[Post.PARTY_SECRETARY, Post.COMMITTEE_CHAIR], birth_date=date(1983, 6, 15), political_status="party_member",
    join_date="2006-07", full_date="2007-07", is_household_registered=True, current_post="社区书记", is_incumbent=True,
)  # fmt: skip


def lines(**changes):
    return [
        (fact.label, fact.value, fact.attention)
        for fact in facts_of(replace(GOOD, **changes), election_day=DAY, review_day=REVIEW)
    ]


def one(label, **changes):
    return next((value, attention) for found, value, attention in lines(**changes) if found == label)


def test_somebody_about_whom_all_is_known():
    assert lines() == [
        ("选举日年龄", "43 周岁（2026-12-06）", False), ("户籍和居住", "户籍在本社区", False),
        ("党员身份", "中共党员，2006-07 入党，2007-07 转正", False),
        ("处分", "登记中没有处分记录，以联审单位核查为准", False), ("近亲属", "登记中没有近亲属", False),
        ("拟任职务", "党组织书记、居委会主任", False), ("现任职务", "社区书记（连任）", False),
    ]  # fmt: skip


def test_every_fact_names_its_source():
    found = facts_of(GOOD, election_day=DAY, review_day=REVIEW)
    assert [fact.source for fact in found if not fact.source] == []
    assert {fact.label: fact.article for fact in found if fact.article} == {
        "选举日年龄": "城市居民委员会组织法第16条", "户籍和居住": "城市居民委员会组织法第16条",
        "党员身份": "中国共产党基层组织选举工作条例第5条", "近亲属": "城市居民委员会组织法第8条",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("birth", "fact"),
    [(date(2008, 12, 6), ("18 周岁（2026-12-06）", False)), (date(2008, 12, 7), ("17 周岁（2026-12-06）", True)),
     (None, ("未登记", True))],
)  # fmt: skip
def test_eighteen_on_the_election_day(birth, fact):
    assert one("选举日年龄", birth_date=birth) == fact


@pytest.mark.parametrize(
    ("household", "since", "fact"),
    [
        (False, "2025-12-06", ("户籍不在本社区，2025-12-06 起居住，到选举日满一年", False)),
        (False, "2025-12-07", ("户籍不在本社区，2025-12-07 起居住，到选举日不满一年", True)),
        (False, "2025-12", ("户籍不在本社区，2025-12 起居住，是否满一年要看具体日期", True)),
        (False, "2025-11", ("户籍不在本社区，2025-11 起居住，到选举日满一年", False)),
        (False, "", ("户籍不在本社区，居住起始时间未登记", True)),
        (None, "", ("户籍未登记，居住起始时间未登记", True)),
        (None, "2020-01", ("户籍未登记，2020-01 起居住，到选举日满一年", True)),
    ],
)
def test_residence(household, since, fact):
    assert one("户籍和居住", is_household_registered=household, resident_since=since) == fact


@pytest.mark.parametrize(
    ("changes", "fact"),
    [
        ({"full_date": ""}, ("中共党员，2006-07 入党，转正时间未登记", True)),
        ({"political_status": "probationary", "full_date": ""}, ("中共预备党员，2006-07 入党", True)),
        ({"political_status": "none", "posts": [Post.COMMITTEE_MEMBER]}, ("群众", False)),
        ({"political_status": "none"}, ("群众", True)),
        ({"political_status": ""}, ("未登记", True)),
        ({"full_date": "2027-01"}, ("中共党员，2006-07 入党，2027-01 转正", True)),
    ],
)
def test_party_standing(changes, fact):
    assert one("党员身份", **changes) == fact


def test_a_discipline_is_shown_with_its_period_as_of_the_review():
    old = Discipline("party_warning", date(2025, 11, 19), None, "滨纪〔2025〕8号", "区纪委监委函")
    running = replace(old, effective_on=date(2025, 11, 20))
    assert one("处分", disciplines=[old]) == ("党内警告，2025-11-19 至 2026-11-19，影响期已满", False)
    assert one("处分", disciplines=[running]) == ("党内警告，2025-11-20 至 2026-11-20，影响期内", True)
    expelled = replace(old, measure="expulsion")
    fact = next(
        f
        for f in facts_of(replace(GOOD, disciplines=[expelled]), election_day=DAY, review_day=REVIEW)
        if f.label == "处分"
    )
    assert (fact.article, fact.source, fact.attention) == (
        "城市居民委员会组织法第18条", "滨纪〔2025〕8号（区纪委监委函）", True,
    )  # fmt: skip


def test_relatives_of_the_same_name_are_pointed_out():
    wife = Relative("配偶", "贺小红", "东湖甲社区", "网格员")
    assert one("近亲属", relatives=[wife]) == ("配偶 贺小红，东湖甲社区 网格员", False)
    assert one("近亲属", relatives=[replace(wife, met_as="候选人")]) == (
        "配偶 贺小红，东湖甲社区 网格员；与本社区候选人同名，请核对是否同一人", True,
    )  # fmt: skip
