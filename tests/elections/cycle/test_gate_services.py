"""Steps recorded through the gates in the database: refused with the article, granted under a document, many at once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.enums import AuditKind, AuditState
from audits.models import Audit
from candidates.enums import CandidateState
from candidates.models import Candidate
from elections import gates, slates
from elections.enums import Side, StepState
from elections.models import StepException, StepRecord
from elections.permissions_cycle import can_grant_exception
from elections.queries.gates import judgements
from elections.queries.procedure import board
from elections.queries.schedule import schedule_of
from elections.services.exceptions import grant_exception
from elections.services.procedure import complete_step, complete_steps, start_step
from elections.slates import EVERYBODY, slate_of
from huanjie.accounts.enums import Role
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import YES, Refused, no

AUDIT_LAW = "城市居民委员会组织法第38条"


def done(community_cycle, *codes, on):
    community_cycle.step_records.filter(code__in=codes).update(state=StepState.DONE, done_on=on)


def audit(community_cycle, state, kind=AuditKind.DEPARTURE):
    return Audit.objects.create(
        community_cycle=community_cycle, area_code=community_cycle.area_code, kind=kind, person_name="陶文礼", state=state,
        planned_on=community_cycle.cycle.starts_on, published_on=community_cycle.cycle.starts_on,
    )  # fmt: skip


def candidate(community_cycle, name, state, **more):
    more = {"posts": ["committee_chair"], "gender": "female"} | more
    return Candidate.objects.create(
        community_cycle=community_cycle, area_code=community_cycle.area_code, name=name, state=state,
        nominated_on=community_cycle.cycle.starts_on, **more,
    )  # fmt: skip


SEATS = {"committee_chair": 1, "committee_member": 4}


@pytest.fixture
def answers(monkeypatch):
    """What the keepers of candidates and of the plan of seats answer: {pk: numbers}, changed by the test."""
    counts, seats = {}, {}
    monkeypatch.setattr(slates, "_counts", [])
    monkeypatch.setattr(slates, "_seats", [])
    slates.register_counts(lambda members: {m.pk: counts[m.pk] for m in members if m.pk in counts})
    slates.register_seats(lambda members: {m.pk: seats[m.pk] for m in members if m.pk in seats})
    return counts, seats


@pytest.fixture
def review(monkeypatch):
    """What the keeper of candidates answers for the review gate, changed by the test; open at first."""
    found = {"verdict": YES}
    monkeypatch.setitem(gates._answers, "review", lambda members: {m.pk: found["verdict"] for m in members})
    return found


@pytest.fixture
def ready(community_cycle, today, answers, review):
    """RC15 of 东湖甲社区: everything before it done in good time, the review passed, six formal candidates for five seats,
    the chair's audit not published."""
    counts, seats = answers
    counts[community_cycle.pk] = {
        "committee_chair": 2,
        "committee_member": 4,
        "committee_people": 6,
        "committee_women": 2,
    }
    seats[community_cycle.pk] = SEATS
    done(community_cycle, *(f"RC{n:02}" for n in range(1, 15)), on=today - timedelta(days=1))
    audit(community_cycle, AuditState.REPORTED)
    return StepRecord.objects.select_related("step", "community_cycle__cycle").get(
        community_cycle=community_cycle, code="RC15"
    )


def test_a_shut_gate_refuses_with_its_article(ready, street, today):
    with pytest.raises(Refused) as refused:
        complete_step(record=ready, done_on=today, evidence="第9号公告", by=street)
    assert refused.value.verdict.article == AUDIT_LAW
    assert "还有 1 项没有公布结果" in refused.value.verdict.reason
    ready.refresh_from_db()
    assert ready.state == StepState.NOT_STARTED
    Audit.objects.update(state=AuditState.PUBLISHED)
    assert complete_step(record=ready, done_on=today, evidence="第9号公告", by=street).state == StepState.DONE


def test_the_formal_list_is_not_recorded_without_a_choice(ready, answers, street, today):
    Audit.objects.update(state=AuditState.PUBLISHED)
    counts, seats = answers
    known = counts[ready.community_cycle_id]
    for numbers, words in (
        (known | {"committee_people": 5}, "居民委员会应选 5 名，正式候选人 5 名"),
        (known | {"committee_women": 0}, "正式候选人中妇女 0 人"),
        (None, "还没有正式候选人的人数，不能核对差额。请在“候选人”中登记居委会职数，并确定正式候选人。"),
    ):
        counts.pop(ready.community_cycle_id)
        if numbers:
            counts[ready.community_cycle_id] = numbers
        with pytest.raises(Refused) as refused:
            complete_step(record=ready, done_on=today, evidence="第9号公告", by=street)
        assert words in str(refused.value.verdict)
        counts[ready.community_cycle_id] = known
    seats.clear()
    with pytest.raises(Refused, match="还没有居委会的应选名额"):
        complete_step(record=ready, done_on=today, evidence="第9号公告", by=street)
    seats[ready.community_cycle_id] = SEATS
    assert complete_step(record=ready, done_on=today, evidence="第9号公告", by=street).state == StepState.DONE


def test_counts_are_those_of_the_side_asked_for(community_cycle, answers):
    counts, seats = answers
    counts[community_cycle.pk] = {"party_committee_member": 6, "committee_chair": 2, "committee_people": 2, "x": 1}
    seats[community_cycle.pk] = {"party_committee_member": 5}
    members = [community_cycle]
    assert slates.counts_of(members, Side.PARTY) == {community_cycle.pk: {"party_committee_member": 6}}
    assert slates.counts_of(members, Side.RESIDENTS_COMMITTEE) == {
        community_cycle.pk: {"committee_chair": 2, "committee_people": 2}
    }
    assert slates.seats_of(members, Side.RESIDENTS_COMMITTEE) == {community_cycle.pk: {}}
    assert slates.counts_of([], Side.PARTY) == {}


def test_an_exception_needs_a_document_and_stays(ready, organizer, street, today):
    grant = {"record": ready, "rule": "gate:audit", "by": organizer}
    with pytest.raises(Refused, match="批准文号"):
        grant_exception(reason="报告已出，待公布", document_number=" ", **grant)
    with pytest.raises(Refused, match="理由"):
        grant_exception(reason="", document_number="滨组函〔2026〕8号", **grant)
    with pytest.raises(Refused, match="只有区委组织部"):
        grant_exception(record=ready, rule="gate:audit", reason="报告已出", document_number="8号", by=street)
    granted = grant_exception(reason="报告已出，待公布", document_number="滨组函〔2026〕8号", **grant)
    assert (granted.document_number, granted.granted_by, granted.article) == (
        "滨组函〔2026〕8号", organizer.name, AUDIT_LAW
    )  # fmt: skip
    assert complete_step(record=ready, done_on=today, evidence="第9号公告", by=street).state == StepState.DONE
    assert StepException.objects.get() == granted
    entry = ActivityEntry.objects.get(verb="steprecord.exception_granted")
    assert entry.detail == {"rule": "gate:audit", "document": "滨组函〔2026〕8号", "reason": "报告已出，待公布"}


def test_nobody_excepts_from_the_law(ready, review, organizer):
    review["verdict"] = no("还有 1 名候选人的资格联审没有结论。")
    with pytest.raises(Refused, match="任何一级都不能批准例外"):
        grant_exception(record=ready, rule="gate:review", reason="急", document_number="1号", by=organizer)
    with pytest.raises(Refused, match="不需要批准例外"):
        grant_exception(record=ready, rule="H8", reason="急", document_number="1号", by=organizer)
    assert not StepException.objects.exists()


@pytest.mark.parametrize("role", Role)
def test_only_the_district_grants(ready, viewer, role):
    area = {Role.COMMUNITY_CLERK: "420199001001", Role.STREET_STAFF: "420199001", Role.STREET_LEADER: "420199001"}
    verdict = can_grant_exception(viewer(role, area.get(role, "420199")), ready)
    assert verdict.ok == (role == Role.DISTRICT_ORGANIZER)


def test_many_at_once_name_the_community_in_the_way(cycle, street, today):
    for member in cycle.communities.all():
        done(member, "PA07", on=today)
    last = StepRecord.objects.get(code="PA07", area_code="420199001003")
    StepRecord.objects.filter(pk=last.pk).update(state=StepState.NOT_STARTED, done_on=None)
    records = list(StepRecord.objects.filter(code="PA08", area_code__startswith="420199001").select_related("step"))
    with pytest.raises(Refused, match="东湖丙社区“呈报换届请示”：“上届委员会研究换届”还没有完成。"):
        complete_steps(step=records[0].step, records=records, done_on=today, evidence="请示", by=street)
    assert not StepRecord.objects.filter(code="PA08", state=StepState.DONE).exists()


def test_as_many_queries_for_three_communities_as_for_one(cycle, today):
    records = list(
        StepRecord.objects.filter(code="RC15").select_related("step", "community_cycle__cycle").order_by("area_code")
    )

    def count(rows):
        judgements(rows, today)
        with CaptureQueriesContext(connection) as queries:
            judgements(rows, today)
        return len(queries)

    assert count(records[:3]) == count(records[:1])


def test_the_step_page_says_what_stands_in_the_way_and_what_was_granted(ready, client_as, organizer):
    client = client_as(Role.DISTRICT_ORGANIZER)
    page = client.get(ready.get_absolute_url()).content.decode()
    assert "今天还不能登记完成" in page and AUDIT_LAW in page and "登记批准的例外" in page
    answer = client.post(f"{ready.get_absolute_url()}except/", {
        "except-version": ready.version, "except-rule": "gate:audit", "except-reason": "待公布",
        "except-document_number": "滨组函〔2026〕8号",
    })  # fmt: skip
    assert answer.status_code == 302
    page = client.get(ready.get_absolute_url()).content.decode()
    assert "今天还不能登记完成" not in page and "滨组函〔2026〕8号" in page
    community = client.get(ready.community_cycle.get_absolute_url()).content.decode()
    assert "批准的例外" in community and "滨组函〔2026〕8号" in community


def test_the_page_names_what_stands_on_a_step_and_asks_to_confirm(community_cycle, client_as, today):
    done(community_cycle, "PA07", on=today - timedelta(days=4))
    done(community_cycle, "PA08", on=today)
    record = community_cycle.step_records.get(code="PA07")
    client, url = client_as(Role.STREET_STAFF, "420199001"), record.get_absolute_url()
    page = client.get(url).content.decode()
    assert f"“呈报换届请示”（{today} 完成，须在它完成之后进行）" in page
    assert "这些步骤仍为已完成，日期和材料不变" in page and "我已核对以上步骤，仍要退回" in page
    typed = {"reopen-version": record.version, "reopen-reason": "日期写错"}
    unseen = client.post(f"{url}reopen/", typed | {"reopen-seen": "on"})
    assert unseen.status_code == 422 and "后面还有 1 个已完成的步骤以本步骤为前提" in unseen.content.decode()
    unticked = client.post(f"{url}reopen/", typed | {"reopen-shown": "PA08"})
    assert unticked.status_code == 422 and "请先核对以上步骤，再勾选确认。" in unticked.content.decode()
    record.refresh_from_db()
    assert record.state == StepState.DONE
    assert client.post(f"{url}reopen/", typed | {"reopen-shown": "PA08", "reopen-seen": "on"}).status_code == 302
    record.refresh_from_db()
    assert record.state == StepState.UNDER_WAY


@pytest.mark.parametrize(("days", "refused"), [(9, ["H10"]), (10, [])])
def test_h10_the_meeting_is_held_ten_days_after_the_notice_its_step_began_with(
    community_cycle, street, today, days, refused
):
    record = community_cycle.step_records.get(code="RC03")
    start_step(record=record, on=today - timedelta(days=days), by=street)
    record = StepRecord.objects.select_related("step", "community_cycle__cycle").get(pk=record.pk)
    assert [each.rule for each in judgements([record], today)[record.pk].refusals] == refused


def test_h10_a_meeting_recorded_at_once_says_nothing_of_its_notice(community_cycle, street, today):
    """The cycle began sixty days ago: long enough. Its notice is then the one a paper or nobody knows."""
    record = community_cycle.step_records.get(code="RC03")
    done = complete_step(record=record, done_on=today, evidence="第1号公告", by=street)
    assert done.started_on == done.done_on
    assert "H10" not in [each.rule for each in schedule_of(community_cycle).broken]
    done_later = community_cycle.step_records.filter(code="RC03")
    done_later.update(started_on=today - timedelta(days=9))
    assert "H10" in [each.rule for each in schedule_of(community_cycle).broken]


def test_the_page_asks_for_the_day_of_the_notice(community_cycle, client_as):
    client = client_as(Role.STREET_STAFF, "420199001")
    pages = [
        client.get(community_cycle.step_records.get(code=code).get_absolute_url()).content.decode()
        for code in ("RC03", "RC04")
    ]
    assert ["填会议通知发出的日期" in page for page in pages] == [True, False]


def test_a_street_is_not_offered_exceptions(ready, client_as):
    page = client_as(Role.STREET_STAFF, "420199001").get(ready.get_absolute_url()).content.decode()
    assert "今天还不能登记完成" in page and "登记批准的例外" not in page


def test_a_gate_nobody_answers_stays_shut(community_cycle):
    gates.declare(gates.Gate("test_only", "试验关", "试验条"))
    verdict = gates.verdicts("test_only", [community_cycle])[community_cycle.pk]
    assert (verdict.ok, verdict.article) == (False, "试验条")
    assert "不能视为通过" in verdict.reason


@pytest.mark.parametrize(
    ("states", "open_words"),
    [
        ((), "还没有联审通过的候选人"),
        ((CandidateState.NOT_PASSED, CandidateState.WITHDRAWN), "还没有联审通过的候选人"),
        ((CandidateState.PASSED, CandidateState.NOMINATED, CandidateState.JOINT_REVIEW), "还有 2 名候选人"),
    ],
)
def test_the_review_gate(community_cycle, states, open_words):
    for place, state in enumerate(states):
        candidate(community_cycle, f"候选人{place}", state)
    verdict = gates.verdicts("review", [community_cycle])[community_cycle.pk]
    assert not verdict.ok
    assert verdict.reason.startswith(open_words)


@pytest.mark.parametrize(
    ("audits", "ok"),
    [
        ([], False),
        ([(AuditKind.REVENUE_AND_EXPENDITURE, AuditState.PUBLISHED)], False),
        ([(AuditKind.TERM, AuditState.PUBLISHED)], True),
        ([(AuditKind.TERM, AuditState.PUBLISHED), (AuditKind.DEPARTURE, AuditState.REPORTED)], False),
        ([(AuditKind.TERM, AuditState.PUBLISHED), (AuditKind.REVENUE_AND_EXPENDITURE, AuditState.PLANNED)], True),
    ],
)
def test_the_audit_gate_asks_for_the_chairs_audit(community_cycle, audits, ok):
    for kind, state in audits:
        audit(community_cycle, state, kind)
    assert gates.verdicts("audit", [community_cycle])[community_cycle.pk].ok == ok


def test_a_slate_is_what_the_candidates_app_says(community_cycle):
    candidate(community_cycle, "林晓", CandidateState.FORMAL, posts=["party_secretary", "committee_chair"])
    candidate(community_cycle, "周敏", CandidateState.PASSED)
    candidate(community_cycle, "钱峰", CandidateState.WITHDRAWN)
    candidate(community_cycle, "孙立", CandidateState.FORMAL, posts=["party_committee_member"])
    side = Side.RESIDENTS_COMMITTEE

    def names(**states):
        return [line.name for line in slate_of(community_cycle, side, **states)]

    assert names() == ["林晓"]
    assert names(states=("passed", "formal")) == ["林晓", "周敏"]
    assert names(states=EVERYBODY) == ["林晓", "周敏", "钱峰"]
    (line,) = slate_of(community_cycle, side)
    assert (line.posts, line.gender_label) == (("committee_chair",), "女")


def test_the_board_marks_what_presses_and_cannot_be_recorded(ready, client_as, organizer, today):
    """RC15 is due today and waits for the audit; RC16 is due too and waits for RC15; RC19 lies far ahead."""
    steps = StepRecord.objects.filter(community_cycle=ready.community_cycle)
    steps.filter(code__in=("RC15", "RC16")).update(planned_on=today - timedelta(days=1))
    elsewhere = StepRecord.objects.exclude(community_cycle=ready.community_cycle)
    elsewhere.update(state=StepState.DONE, done_on=today)
    shown = board(ready.community_cycle.cycle, organizer, today, side=Side.RESIDENTS_COMMITTEE)
    row = shown.rows[0]
    cells = {step.code: cell for step, cell in zip(shown.steps, row.cells, strict=True)}
    assert (row.blocked, row.late, shown.blocked) == (2, 2, 2)
    assert cells["RC15"].title.endswith("逾期，受阻。居委会主任的经济责任审计还有 1 项没有公布结果。")
    assert cells["RC16"].title.endswith("逾期，受阻。“公布正式候选人”还没有完成。")
    assert cells["RC19"].look == "not_started"
    assert {step.code: late for step, _, late in shown.counts}["RC15"] == 1
    only = board(ready.community_cycle.cycle, organizer, today, side="residents_committee", blocked_only=True)
    assert [each.community_cycle for each in only.rows] == [ready.community_cycle]
    own = client_as(Role.DISTRICT_ORGANIZER).get(ready.community_cycle.get_absolute_url()).content.decode()
    assert (
        "已逾期。居委会主任的经济责任审计还有 1 项没有公布结果。" in own
        and "已逾期。“公布正式候选人”还没有完成。" in own
    )
    page = client_as(Role.DISTRICT_ORGANIZER).get(
        f"/elections/cycles/{ready.community_cycle.cycle_id}/board/?blocked=on&side=all"
    )
    assert "东湖甲社区" in page.content.decode() and "东湖乙社区" not in page.content.decode()
