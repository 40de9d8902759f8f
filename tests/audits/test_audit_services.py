"""An audit from plan to publication."""

from datetime import timedelta

import pytest

from audits.enums import AuditState
from audits.models import Audit
from audits.queries import facts as figures
from audits.services import correct_audit, plan_audit, publish_audit, report_audit, start_audit, withdraw_report
from audits.services.audit import record_audit
from elections.services.cycle import close_cycle
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale


def test_the_whole_way_with_its_days_and_its_history(reported, auditor, today):
    row = publish_audit(audit=reported, published_on=today, by=auditor, expected_version=3)
    assert (row.state, row.version, row.started_on, row.reported_on, row.report_number, row.problem_count, row.published_on) == (
        AuditState.PUBLISHED, 4, today - timedelta(days=9), today - timedelta(days=4), "滨审报〔2026〕1号", 2, today
    )  # fmt: skip
    assert list(changes_of(row).values_list("before", "after", "comment")) == [
        ("", "planned", ""), ("planned", "under_way", ""), ("under_way", "reported", "滨审报〔2026〕1号"),
        ("reported", "published", ""),
    ]  # fmt: skip
    labels = ActivityEntry.objects.filter(verb="audit.planned").values_list("subject_label", flat=True)
    assert list(labels) == ["东湖甲社区离任经济责任审计"]


@pytest.mark.parametrize(
    ("kind", "person", "words"),
    [
        ("term", "", "要写明审计对象"),
        ("departure", " ", "要写明审计对象"),
        ("revenue_and_expenditure", "某人", "对象是社区"),
    ],
)
def test_the_subject_fits_the_kind(place, auditor, today, kind, person, words):
    with pytest.raises(Refused, match=words):
        plan_audit(community_cycle=place, kind=kind, person_name=person, planned_on=today, by=auditor)
    assert Audit.objects.count() == 0


def test_one_audit_of_a_kind_for_a_subject(audit, place, auditor, today):
    with pytest.raises(Refused, match="已经登记过"):
        plan_audit(community_cycle=place, kind="departure", person_name="戴华辉", planned_on=today, by=auditor)
    plan_audit(community_cycle=place, kind="revenue_and_expenditure", planned_on=today, by=auditor)
    with pytest.raises(Refused, match="已经登记过"):
        plan_audit(community_cycle=place, kind="revenue_and_expenditure", planned_on=today, by=auditor)


def test_no_step_is_skipped_and_none_done_twice(audit, auditor, today):
    with pytest.raises(Refused, match="不能直接变为"):
        publish_audit(audit=audit, published_on=today, by=auditor)
    start_audit(audit=audit, on=today, by=auditor, expected_version=1)
    with pytest.raises(Stale):
        start_audit(audit=audit, on=today, by=auditor, expected_version=1)
    with pytest.raises(Refused, match="不能直接变为"):
        start_audit(audit=audit, on=today, by=auditor)
    assert changes_of(audit).count() == 2


def test_a_report_has_a_number_and_a_count(audit, auditor, today):
    begun = start_audit(audit=audit, on=today, by=auditor)
    for number, count, words in ((" ", 0, "报告文号"), ("文", None, "没有填写问题数"), ("文", -1, "没有填写问题数")):
        with pytest.raises(Refused, match=words):
            report_audit(audit=begun, report_number=number, reported_on=today, problem_count=count, by=auditor)
    with pytest.raises(Refused, match="早于上一环节"):
        report_audit(
            audit=begun, report_number="文", reported_on=today - timedelta(days=1), problem_count=0, by=auditor
        )
    with pytest.raises(Refused, match="还没有到"):
        report_audit(
            audit=begun, report_number="文", reported_on=today + timedelta(days=1), problem_count=0, by=auditor
        )


def test_a_report_goes_back_with_a_reason(reported, auditor):
    with pytest.raises(Refused, match="写明原因"):
        withdraw_report(audit=reported, reason="", by=auditor)
    row = withdraw_report(audit=reported, reason="数字有误", by=auditor, expected_version=3)
    assert (row.state, row.reported_on, row.report_number, row.problem_count) == (AuditState.UNDER_WAY, None, "", None)


def test_corrections_until_it_is_published(reported, auditor, today):
    row = correct_audit(audit=reported, by=auditor, expected_version=3, problem_count=5, auditor_unit="会计师事务所")
    assert (row.problem_count, row.version) == (5, 4)
    assert ActivityEntry.objects.get(verb="audit.corrected").detail == {"fields": ["auditor_unit", "problem_count"]}
    with pytest.raises(Stale):
        correct_audit(audit=reported, by=auditor, expected_version=3, remark="x")
    with pytest.raises(Refused, match="没有填写问题数"):
        correct_audit(audit=reported, by=auditor, problem_count=None)
    publish_audit(audit=row, published_on=today, by=auditor)
    with pytest.raises(Refused, match="已经公布"):
        correct_audit(audit=row, by=auditor, remark="x")


def test_an_ended_cycle_takes_no_audit(audit, place, auditor, cycle, viewer, today):
    close_cycle(cycle=cycle, by=viewer())
    for act in (
        lambda: plan_audit(community_cycle=place, kind="term", person_name="甲", planned_on=today, by=auditor),
        lambda: start_audit(audit=audit, on=today, by=auditor),
    ):
        with pytest.raises(Refused, match="已结束"):
            act()


def test_an_audit_is_registered_as_it_stands(place, auditor, today):
    def recorded(name, **days):
        return record_audit(community_cycle=place, kind="term", person_name=name, planned_on=today, by=auditor, **days)

    assert recorded("甲").state == AuditState.PLANNED
    assert recorded("乙", started_on=today).state == AuditState.UNDER_WAY
    report = {"report_number": "文", "reported_on": today - timedelta(days=1)}
    assert recorded("丙", **report).state == AuditState.REPORTED
    row = recorded("丁", **report, published_on=today)
    assert (row.state, list(changes_of(row).values_list("before", "after"))) == ("published", [("", "published")])
    for name, days, words in (("戊", {"report_number": "文"}, "一起填写"), ("己", {"published_on": today}, "没有报告"),
                              ("庚", {**report, "published_on": today - timedelta(days=2)}, "先后不对"),
                              ("辛", {"started_on": today + timedelta(days=1)}, "还没有到")):  # fmt: skip
        with pytest.raises(Refused, match=words):
            recorded(name, **days)


def test_figures_stand_as_they_were_on_a_day(reported, auditor, cycle, today):
    publish_audit(audit=reported, published_on=today, by=auditor)

    def counts(days):
        on = today - timedelta(days=days)
        return [
            figures.due(cycle).count(),
            figures.reported_by(cycle, on).count(),
            figures.published_by(cycle, on).count(),
        ]

    assert [counts(days) for days in (5, 4, 1, 0)] == [[1, 0, 0], [1, 1, 0], [1, 1, 0], [1, 1, 1]]
