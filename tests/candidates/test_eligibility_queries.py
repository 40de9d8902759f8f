"""Eligibility facts from the records."""

from datetime import date

import pytest

from candidates.queries.eligibility import eligibility_of
from candidates.services import nominate, withdraw
from candidates.services.background import add_discipline, add_relative


def facts_named(candidate, label, on=None):
    return [(fact.value, fact.attention) for fact in eligibility_of(candidate, on) if fact.label == label]


def test_what_the_registration_lacks_is_pointed_out(candidate, cycle):
    assert [(fact.label, fact.attention) for fact in eligibility_of(candidate)] == [
        ("选举日年龄", False), ("户籍和居住", True), ("党员身份", True), ("处分", False), ("近亲属", False),
        ("拟任职务", False), ("现任职务", False),
    ]  # fmt: skip


def test_a_relative_who_stands_in_the_same_community(candidate, facts, number, clerk, other_place, street, today):
    add_relative(candidate=candidate, relation="sibling", name="戚志高", by=clerk)
    assert facts_named(candidate, "近亲属") == [("兄弟姐妹 戚志高", False)]
    elsewhere = facts(id_number=number(1), name="戚志高", community_cycle=other_place)
    nominate(by=street, **elsewhere)
    assert facts_named(candidate, "近亲属") == [("兄弟姐妹 戚志高", False)]
    brother = nominate(
        by=clerk, **facts(id_number=number(2), name="戚志高", posts=["committee_member"], is_incumbent=False)
    )
    assert facts_named(candidate, "近亲属") == [("兄弟姐妹 戚志高；与本社区候选人同名，请核对是否同一人", True)]
    withdraw(candidate=brother, on=today, reason="本人申请", by=clerk)
    assert facts_named(candidate, "近亲属") == [("兄弟姐妹 戚志高", False)]


def test_a_discipline_counts_on_the_review_s_day(candidate, clerk):
    add_discipline(
        candidate=candidate, measure="admin_warning", document_number="滨监〔2026〕2号", effective_on=date(2026, 1, 31),
        source="区纪委监委函", by=clerk,
    )  # fmt: skip
    assert [facts_named(candidate, "处分", on) for on in (date(2026, 7, 31), date(2026, 8, 1))] == [
        [("政务警告，2026-01-31 至 2026-07-31，影响期内", True)],
        [("政务警告，2026-01-31 至 2026-07-31，影响期已满", False)],
    ]


@pytest.mark.parametrize("relatives", [1, 4])
def test_queries_do_not_grow_with_relatives(candidate, clerk, relatives, django_assert_num_queries):
    for n in range(relatives):
        add_relative(candidate=candidate, relation="sibling", name=f"戚志{'高远大明'[n]}", by=clerk)
    with django_assert_num_queries(5):  # the cycle among them
        eligibility_of(candidate)
