"""Objections: numbered, checked within 48 hours, concluded by a person, and what follows for the candidate."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.models import Candidate, NoticeObjection, Recusal
from candidates.queries.notice import late_objections, notices_to_correct, objections, open_objections
from candidates.services import objection as services
from candidates.services.notice import correct_notice, end_notice, publish_notice
from elections.models import PublicReport
from elections.services.public_report import receive_report
from huanjie.accounts.models import User
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale

RC = "residents_committee"
SAID = "此人欠缴物业费，曾在会上辱骂居民"


@pytest.fixture
def notice(people, place, street, today):
    return publish_notice(community_cycle=place, side=RC, starts_on=today, ends_on=today + timedelta(days=2), by=street)


@pytest.fixture
def objection(notice, people, street):
    return services.receive(
        notice=notice, candidate=people[1], text=SAID, contact="周某某 16000000001", is_named=True, by=street
    )


@pytest.fixture
def close(organizer, today):
    """close(objection, **other) → concluded as found untrue."""

    def make(objection, **other):
        return services.close(**({"objection": objection, "result": "not_confirmed", "findings": "经核实不属实",
                                  "on": today, "by": organizer} | other))  # fmt: skip

    return make


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_registered_is_numbered_with_its_clock(objection, street):
    row = fresh(objection)
    assert (row.state, row.text, row.first_check_due_at - row.received_at) == ("received", SAID, timedelta(hours=48))
    assert row.number.startswith(f"Y{timezone.localdate():%Y%m%d}-")
    assert list(changes_of(row).values_list("before", "after", "by_name")) == [("", "received", street.name)]


def test_the_log_holds_nothing_that_was_said(objection, close, organizer, street):
    services.start_investigation(objection=objection, by=street)
    close(objection, findings="核实情况甲乙丙")
    logged = " ".join(f"{row.verb} {row.subject_label} {row.detail}" for row in ActivityEntry.objects.all())
    history = " ".join(changes_of(objection).values_list("comment", flat=True))
    assert "notice_objection.registered" in logged
    for secret in ("物业费", "16000000001", "核实情况甲乙丙", "谢小燕"):
        assert secret not in logged.partition("notice_objection")[2] + history


def test_nobody_off_the_notice_and_nothing_said(notice, facts, number, street):
    from candidates.services import nominate

    other = nominate(by=street, **facts(id_number=number(8), name="孙立", posts=["committee_member"]))
    with pytest.raises(Refused, match="不在这份公示"):
        services.receive(notice=notice, candidate=other, text=SAID, by=street)
    with pytest.raises(Refused, match="没有填写异议内容"):
        services.receive(notice=notice, text=" ", by=street)
    with pytest.raises(Refused, match="时间还没有到"):
        services.receive(notice=notice, text=SAID, received_at=timezone.now() + timedelta(days=1), by=street)


def test_a_corrected_notice_takes_none(notice, people, street, organizer, today):
    from candidates.services.review import withdraw

    withdraw(candidate=people[3], on=today, reason="本人申请", by=organizer)
    correct_notice(notice=notice, reason="因候选人退出", by=street)
    with pytest.raises(Refused, match="已经更正"):
        services.receive(notice=notice, text=SAID, by=street)


def test_from_the_public_page_once_with_its_own_clock(notice, people, place, street):
    receive_report(community_cycle=place, kind="candidate", text=SAID, contact="16000000002", address="127.0.0.1")
    report = PublicReport.objects.get()
    row = services.take_over(report=report, notice=notice, candidate=people[0], by=street)
    assert (row.text, row.contact, row.public_report_id) == (SAID, "16000000002", report.pk)
    assert (row.received_at, row.first_check_due_at, row.is_named) == (report.received_at, report.check_due_at, True)
    with pytest.raises(Refused, match="已经登记为公示异议"):
        services.take_over(report=report, notice=notice, by=street)
    assert (NoticeObjection.objects.count(), fresh(report).state) == (1, "registered")


def test_a_report_of_another_community(notice, other_place, organizer):
    receive_report(community_cycle=other_place, kind="candidate", text=SAID, contact="", address="127.0.0.1")
    with pytest.raises(Refused, match="不是对本社区"):
        services.take_over(report=PublicReport.objects.get(), notice=notice, by=organizer)


def test_looking_into_it_holds_the_candidate_and_concluding_releases(objection, people, street, close, today):
    row = services.start_investigation(objection=objection, investigator_name="某核实员", by=street, expected_version=1)
    held = fresh(people[1])
    assert (row.state, row.investigator_name, row.first_checked_at is not None) == ("investigating", "某核实员", True)
    assert (held.held_on, held.hold_reason) == (today, f"公示异议 {row.number} 核实中")
    assert fresh(people[0]).held_on is None
    closed = close(row)
    assert (closed.state, closed.result, closed.closed_by_name) == ("closed", "not_confirmed", "区委组织部")
    assert (fresh(people[1]).held_on, fresh(people[1]).hold_reason, fresh(people[1]).state) == (None, "", "passed")


def test_the_hold_lasts_as_long_as_another_objection_is_open(objection, notice, people, street, close):
    second = services.receive(notice=notice, candidate=people[1], text="另一件事", by=street)
    services.start_investigation(objection=objection, by=street)
    close(objection)
    assert fresh(people[1]).held_on is not None
    close(second)
    assert fresh(people[1]).held_on is None


def test_a_hold_of_another_kind_stays(objection, people, close, today):
    Candidate.objects.filter(pk=people[1].pk).update(held_on=today, hold_reason="区纪委要求暂缓")
    close(objection)
    assert fresh(people[1]).hold_reason == "区纪委要求暂缓"


def test_the_district_holds_at_once_and_lifts(objection, people, organizer, street):
    with pytest.raises(Refused, match="区委组织部决定"):
        services.hold(objection=objection, by=street)
    assert services.hold(objection=objection, by=organizer).held_on is not None
    with pytest.raises(Refused, match="写明原因"):
        services.release(objection=objection, reason="", by=organizer)
    assert services.release(objection=objection, reason="初核不属实", by=organizer).held_on is None


def test_struck_out_withdraws_and_the_notice_must_be_corrected(
    objection, notice, people, street, organizer, close, cycle
):
    services.start_investigation(objection=objection, by=street)
    closed = close(objection, result="disqualified", document_number="滨纪〔2026〕7号")
    row = fresh(people[1])
    assert (row.state, closed.document_number) == ("withdrawn", "滨纪〔2026〕7号")
    assert changes_of(row).last().comment == "公示异议查实，不能列为候选人（滨纪〔2026〕7号）"
    assert [each.pk for each in notices_to_correct(organizer, cycle)] == [notice.pk]
    new = correct_notice(notice=notice, reason="因候选人退出", by=street)
    assert [line["name"] for line in new.lines] == ["戚志远", "林晓", "周敏"]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"result": ""}, "没有选择处理结果"),
        ({"result": "maybe"}, "没有选择处理结果"),
        ({"findings": " "}, "写明核实情况"),
        ({"result": "confirmed_no_effect"}, "查实的要有依据"),
        ({"result": "disqualified"}, "查实的要有依据"),
        ({"result": "disqualified", "document_number": "滨纪〔2026〕7号"}, "没有经过核实"),
        ({"days": 1}, "还没有到"),
        ({"days": -1}, "早于受理日期"),
    ],
)
def test_no_conclusion_without_its_ground(objection, close, people, today, other, words):
    given = {key: value for key, value in other.items() if key != "days"}
    with pytest.raises(Refused, match=words):
        close(objection, on=today + timedelta(days=other.get("days", 0)), **given)
    assert (fresh(objection).state, fresh(people[1]).state) == ("received", "passed")


def test_nobody_is_struck_out_who_was_not_named(notice, street, close):
    row = services.receive(notice=notice, text=SAID, by=street)
    services.start_investigation(objection=row, by=street)
    with pytest.raises(Refused, match="没有指明候选人"):
        close(row, result="disqualified", document_number="滨纪〔2026〕7号")


def test_the_street_checks_and_the_district_concludes(objection, close, street, viewer):
    with pytest.raises(Refused, match="区委组织部决定"):
        close(objection, by=street)
    for role, area in (("community_clerk", "420199001001"), ("leader", "420199"), ("street_staff", "420199002")):
        with pytest.raises(Refused):
            services.start_investigation(objection=objection, by=viewer(role, area))
    assert fresh(objection).state == "received"


def test_closed_is_closed_and_an_old_page_is_told(objection, close, street):
    services.start_investigation(objection=objection, by=street, expected_version=1)
    with pytest.raises(Stale):
        close(objection, expected_version=1)
    close(objection, expected_version=2)
    with pytest.raises(Refused, match="已经办结"):
        close(objection)


def test_a_recused_officer_has_nothing_to_do_with_it(objection, people, organizer, close, street):
    Recusal.objects.create(
        candidate=people[1], area_code=people[1].area_code, user=User.objects.get(pk=organizer.user_id),
        user_name=organizer.name, ground="relative",
    )  # fmt: skip
    assert not objections(organizer).exists() and objections(street).count() == 1
    for act in (lambda: close(objection), lambda: services.open_objection(objection=objection, by=organizer)):
        with pytest.raises(Refused, match="回避"):
            act()


def test_one_that_names_nobody_is_seen_by_a_recused_officer_too(notice, people, organizer, street):
    services.receive(notice=notice, text=SAID, by=street)
    Recusal.objects.create(
        candidate=people[1], area_code=people[1].area_code, user=User.objects.get(pk=organizer.user_id),
        user_name=organizer.name, ground="relative",
    )  # fmt: skip
    assert objections(organizer).count() == 1


def test_what_is_late(objection, street, cycle, later):
    assert (open_objections(street, cycle).count(), late_objections(street, cycle).count()) == (1, 0)
    with later(3):
        assert late_objections(street, cycle).count() == 1
    services.start_investigation(objection=objection, by=street)
    with later(3):
        assert late_objections(street, cycle).count() == 0
    with later(30):
        assert late_objections(street, cycle).count() == 1


def test_late_objections_are_taken_after_the_notice_ended(notice, people, street, later):
    with later(3):
        end_notice(notice=notice, by=street)
        assert services.receive(notice=notice, candidate=people[0], text=SAID, by=street).state == "received"
