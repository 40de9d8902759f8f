"""A person decides, another signs, the reviewed person is told and may ask again. Silence does none of it."""

from datetime import timedelta

import pytest

from candidates.enums_review import Answer
from candidates.models import Candidate, DepartmentOpinion, JointReview, Reconsideration, ReviewConclusion
from candidates.queries import decisions
from candidates.queries.standing import standing
from candidates.services import (
    co_sign,
    conclude,
    correct_candidate,
    decide_reconsideration,
    file_reconsideration,
    notify_person,
    open_reasons,
    record_answer,
    reopen,
)
from elections.queries.calendar import work_calendar
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from huanjie.activity.models import ActivityEntry
from huanjie.activity.queries.history import changes_of
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.colleagues import colleague
from tests.candidates.review_fixtures import FOUND, officer_of, review, sent_batch, sign_all

DOCUMENT = "滨联审〔2026〕3号"
REASON = "经会议研究，情节轻微，已整改到位。"
STATUTORY, POLICY = {("court", "Q01"): FOUND}, {"Q10": FOUND}
pytestmark = pytest.mark.django_db


@pytest.fixture
def second(organizer):
    return colleague(2, "文静")


@pytest.fixture
def third(organizer):
    return colleague(3, "邵宁")


def fresh(candidate):
    return Candidate.objects.get(pk=candidate.pk)


def refuse(candidate, today, by, **other):
    facts = {"decision": "not_passed", "document_number": DOCUMENT, "on": today, "by": by} | other
    return conclude(candidate=candidate, **facts)


@pytest.fixture
def refused(in_joint_review, organizer, today):
    """A statutory hit, refused by the first organizer."""
    review(in_joint_review, organizer, STATUTORY)
    return refuse(in_joint_review, today, organizer)


@pytest.fixture
def told(refused, organizer, today):
    notify_person(conclusion=refused, number="滨联审告〔2026〕3号", told_on=today, method="当面送达", by=organizer)
    return ReviewConclusion.objects.get(pk=refused.pk)


@pytest.fixture
def asked(told, organizer, today):
    return file_reconsideration(conclusion=told, grounds="判决书所载另有其人", filed_on=today, by=organizer)


@pytest.fixture
def weighed(in_joint_review, organizer, today):
    """A policy hit, passed by the first organizer with a reason."""
    review(in_joint_review, organizer, POLICY)
    return conclude(candidate=in_joint_review, decision="passed", reason=REASON, on=today, by=organizer)


def test_all_clear_is_passed_by_a_named_person(in_joint_review, organizer, today):
    review(in_joint_review, organizer)
    row = conclude(candidate=in_joint_review, decision="passed", on=today, by=organizer)
    candidate = fresh(in_joint_review)
    assert (candidate.state, candidate.concluded_on, row.state, row.circumstances) == ("passed", today, "in_force", [])
    assert (row.decided_by_id, row.basis_digest) == (organizer.user_id, standing(candidate, today).digest)
    assert list(changes_of(row).values_list("before", "after")) == [("", "in_force")]


@pytest.mark.parametrize("decision", [None, "", "yes", True])
def test_a_conclusion_has_no_default(in_joint_review, organizer, today, decision):
    review(in_joint_review, organizer)
    with pytest.raises(Refused, match="没有填写联审结论"):
        conclude(candidate=in_joint_review, decision=decision, on=today, by=organizer)
    assert (fresh(in_joint_review).state, ReviewConclusion.objects.count()) == ("joint_review", 0)


def test_the_system_concludes_nothing(in_joint_review, today):
    with pytest.raises(Refused, match="具名的工作人员"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=Viewer.system("420199"))


def test_silence_passes_nobody(in_joint_review, organizer, today):
    with pytest.raises(Refused, match="没有联审单位的核查意见"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=organizer)
    sent_batch([in_joint_review], organizer)
    with pytest.raises(Refused, match="没有有效的核查意见"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=organizer)


def test_a_statutory_hit_can_only_be_refused(in_joint_review, organizer, today):
    review(in_joint_review, organizer, STATUTORY)
    with pytest.raises(Refused, match="Q01 经核查发现"):
        conclude(candidate=in_joint_review, decision="passed", reason=REASON, on=today, by=organizer)
    with pytest.raises(Refused, match="要有依据"):
        refuse(in_joint_review, today, organizer, document_number=" ")
    row = refuse(in_joint_review, today, organizer)
    candidate = fresh(in_joint_review)
    assert (candidate.state, candidate.conclusion_document, candidate.concluded_on) == ("not_passed", DOCUMENT, today)
    assert (row.state, row.circumstances) == ("in_force", ["Q01"])
    assert JointReview.objects.get(candidate=candidate).closed_at is not None


def test_what_is_weighed_waits_for_another_person(weighed, organizer, second, today):
    assert (weighed.state, fresh(weighed.candidate).state) == ("awaiting_second", "joint_review")
    with pytest.raises(Refused, match="会签须由另一人办理"):
        co_sign(conclusion=weighed, agreed=True, by=organizer)
    with pytest.raises(Refused, match="明确选择“同意”"):
        co_sign(conclusion=weighed, agreed=None, by=second)
    row = co_sign(conclusion=weighed, agreed=True, by=second, expected_version=1)
    candidate = fresh(weighed.candidate)
    assert (row.state, row.second_by_id, candidate.state, candidate.concluded_on) == (
        "in_force", second.user_id, "passed", today
    )  # fmt: skip
    with pytest.raises(Refused, match="不需要会签"):
        co_sign(conclusion=row, agreed=True, by=second)


def test_weighing_needs_a_reason(in_joint_review, organizer, today):
    review(in_joint_review, organizer, {"Q10": {"answer": Answer.CANNOT_CHECK}})
    with pytest.raises(Refused, match="须说明理由"):
        conclude(candidate=in_joint_review, decision="passed", reason="没有问题", on=today, by=organizer)
    assert conclude(
        candidate=in_joint_review, decision="passed", reason=REASON, on=today, by=organizer
    ).circumstances == ["Q10"]  # fmt: skip


def test_a_second_signature_refused_leaves_the_review_open(weighed, organizer, second, today):
    with pytest.raises(Refused, match="不同意要写明意见"):
        co_sign(conclusion=weighed, agreed=False, by=second)
    with pytest.raises(Refused, match="等待第二人会签"):
        conclude(candidate=weighed.candidate, decision="passed", reason=REASON, on=today, by=organizer)
    co_sign(conclusion=weighed, agreed=False, note="理由不充分", by=second)
    assert fresh(weighed.candidate).state == "joint_review"
    again = refuse(fresh(weighed.candidate), today, second, reason=REASON)
    assert again.state == "awaiting_second"


def test_cells_that_changed_between_the_signatures_stop_the_second(weighed, organizer, second, today):
    correct_candidate(candidate=weighed.candidate, by=organizer, name="戚志元")
    with pytest.raises(Stale, match="核查意见已被他人更新"):
        co_sign(conclusion=weighed, agreed=True, by=second)
    assert fresh(weighed.candidate).state == "joint_review"
    sign_all(fresh(weighed.candidate), POLICY)
    conclude(candidate=fresh(weighed.candidate), decision="passed", reason=REASON, on=today, by=second)
    assert [row.state for row in ReviewConclusion.objects.order_by("pk")] == ["superseded", "awaiting_second"]


def test_an_old_page_signs_nothing(in_joint_review, weighed, organizer, second, today):
    with pytest.raises(Stale):
        conclude(
            candidate=in_joint_review, decision="passed", reason=REASON, on=today, by=organizer, expected_version=1
        )
    with pytest.raises(Stale):
        co_sign(conclusion=weighed, agreed=True, by=second, expected_version=9)
    assert ReviewConclusion.objects.get().state == "awaiting_second"


def test_nobody_concludes_on_the_own_work(in_joint_review, organizer, street, today):
    batch = review(in_joint_review, organizer)
    both = colleague(0, role=Role.DISTRICT_ORGANIZER)
    in_two_roles = Viewer(street.user_id, street.name, both.role, both.area)
    with pytest.raises(Refused, match="提名或预审"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=in_two_roles)
    officer = officer_of(DepartmentOpinion.objects.filter(joint_review__batch=batch).first().department)
    with pytest.raises(Refused, match="签署过此人的核查意见"):
        conclude(
            candidate=in_joint_review,
            decision="passed",
            on=today,
            by=Viewer(officer.user_id, "x", both.role, both.area),
        )
    with pytest.raises(Refused, match="由区委组织部录入"):
        conclude(candidate=in_joint_review, decision="passed", on=today, by=officer)


def test_the_person_is_told_and_the_clock_begins(refused, organizer, today):
    with pytest.raises(Refused, match="编号和送达方式"):
        notify_person(conclusion=refused, number="3号", told_on=today, method=" ", by=organizer)
    with pytest.raises(Refused, match="还没有到"):
        notify_person(conclusion=refused, number="3号", told_on=today + timedelta(days=1), method="当面", by=organizer)
    row = notify_person(conclusion=refused, number="3号", told_on=today, method="当面", by=organizer)
    assert len(work_calendar().working_days(today + timedelta(days=1), row.reconsider_until)) == 5
    assert work_calendar().is_working_day(row.reconsider_until)
    with pytest.raises(Refused, match="已经登记过送达"):
        notify_person(
            conclusion=ReviewConclusion.objects.get(), number="4号", told_on=today, method="当面", by=organizer
        )


def test_the_answer_is_kept_closed(told, organizer, today):
    record_answer(conclusion=told, answer="事情已经过去二十年", answered_on=today, by=organizer)
    entry = ActivityEntry.objects.get(verb="conclusion.answered")
    assert "二十年" not in str(entry.detail) + entry.subject_label
    with pytest.raises(Refused, match="已经登记过本人申辩"):
        record_answer(conclusion=ReviewConclusion.objects.get(), answer="再说", answered_on=today, by=organizer)


def test_only_who_was_told_can_ask_again_and_only_in_time(refused, organizer, today, later):
    with pytest.raises(Refused, match="还没有登记书面告知"):
        file_reconsideration(conclusion=refused, grounds="不服", filed_on=today, by=organizer)
    note = notify_person(conclusion=refused, number="3号", told_on=today, method="当面", by=organizer)
    late = (note.reconsider_until - today).days + 1
    with later(late), pytest.raises(Refused, match="已经逾期") as refusal:
        file_reconsideration(conclusion=refused, grounds="不服", filed_on=today + timedelta(days=late), by=organizer)
    assert "申请复议期限" in refusal.value.verdict.article and refusal.value.verdict.remedy
    with later(late - 1):
        row = file_reconsideration(conclusion=refused, grounds="不服", filed_on=note.reconsider_until, by=organizer)
        assert len(work_calendar().working_days(row.filed_on + timedelta(days=1), row.due_on)) == 7
        with pytest.raises(Refused, match="一份结论只复议一次"):
            file_reconsideration(
                conclusion=ReviewConclusion.objects.get(), grounds="再", filed_on=row.filed_on, by=organizer
            )


def decide(row, granted, by, on, **other):
    facts = {"document_number": "滨联审复〔2026〕1号", "answer": "经复核，原结论依据充分，予以维持。"} | other
    return decide_reconsideration(reconsideration=row, granted=granted, on=on, by=by, **facts)


def test_reconsideration_is_not_decided_by_who_signed(asked, organizer, second, today):
    with pytest.raises(Refused, match="您签署过原结论"):
        decide(asked, False, organizer, today)
    with pytest.raises(Refused, match="明确选择"):
        decide(asked, None, second, today)
    with pytest.raises(Refused, match="书面答复本人"):
        decide(asked, False, second, today, answer="维持")
    row = decide(asked, False, second, today)
    assert (row.state, row.decided_by_id, fresh(asked.candidate).state) == ("rejected", second.user_id, "not_passed")
    with pytest.raises(Refused, match="已经办结"):
        decide(row, True, second, today)


def test_granted_is_reviewed_anew_on_new_cells(asked, organizer, second, today):
    decide(asked, True, second, today)
    candidate = fresh(asked.candidate)
    assert (candidate.state, candidate.concluded_on, candidate.conclusion_document) == ("joint_review", None, "")
    assert ReviewConclusion.objects.get().state == "superseded"
    with pytest.raises(Refused, match="还没有新的核查意见"):
        refuse(candidate, today, organizer)
    sent_batch([candidate], organizer, round="reconsideration")
    with pytest.raises(Refused, match="没有有效的核查意见"):
        conclude(candidate=candidate, decision="passed", on=today, by=organizer)
    sign_all(candidate)
    assert conclude(candidate=candidate, decision="passed", on=today, by=organizer).state == "in_force"
    assert fresh(candidate).state == "passed"


def test_there_is_no_other_way_back(refused, organizer, second, today):
    with pytest.raises(Refused, match="只有“资格联审”时"):
        conclude(candidate=fresh(refused.candidate), decision="passed", on=today, by=second)
    with pytest.raises(Refused, match="只有“联审通过”"):
        reopen(candidate=fresh(refused.candidate), reason="有新情况", by=second)


def test_who_passed_is_taken_back_only_for_something_new(passed, organizer, second, today):
    with pytest.raises(Refused, match="没有新的情况"):
        reopen(candidate=passed, reason="再看一下", by=second)
    sent_batch([passed], organizer, round="second")
    sign_all(passed, STATUTORY)
    row = reopen(candidate=passed, reason="二次联审有新意见", by=second)
    assert (row.state, row.concluded_on, ReviewConclusion.objects.get().state) == ("joint_review", None, "superseded")
    assert refuse(row, today, second).state == "in_force"


def test_reasons_open_for_a_purpose_and_never_reach_the_log(weighed, organizer, second, street):
    with pytest.raises(Refused, match="写明用途"):
        open_reasons(candidate=weighed.candidate, purpose="看看", by=second)
    with pytest.raises(Refused, match="按需查看"):
        open_reasons(candidate=weighed.candidate, purpose="核对结论", by=street)
    opened = open_reasons(candidate=weighed.candidate, purpose="会签前核对", by=second)
    assert ({row.facts for row in opened.opinions}, [row.reason for row in opened.conclusions]) == (
        {FOUND["facts"]},
        [REASON],
    )
    entry = ActivityEntry.objects.get(verb="candidate.reasons_opened")
    assert (entry.actor_id, entry.detail) == (second.user_id, {"purpose": "会签前核对"})
    logged = "".join(f"{row.detail}{row.subject_label}" for row in ActivityEntry.objects.all())
    assert [secret in logged for secret in (REASON, FOUND["facts"])] == [False, False]


def test_what_waits_for_whom(weighed, organizer, second, cycle):
    assert [decisions.waiting_for_second(each, cycle).count() for each in (organizer, second)] == [0, 1]


def test_what_waits_after_a_refusal(asked, organizer, second, cycle):
    assert [decisions.to_be_told(second, cycle).count(), Reconsideration.objects.count()] == [0, 1]
    assert [decisions.open_reconsiderations(each, cycle).count() for each in (organizer, second)] == [0, 1]
