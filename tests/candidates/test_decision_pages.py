"""The pages of the decision: proposal, two signatures, the letter, reconsideration, recusal, reasons under a watermark."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.models import Candidate, DepartmentOpinion, OpinionEvidence, Recusal, ReviewConclusion
from candidates.services import conclude, declare_recusal, notify_person
from candidates.services.joint_review import add_evidence
from huanjie.activity.models import ActivityEntry
from huanjie.navigation import todos_for
from tests.candidates.colleagues import colleague, signed_in
from tests.candidates.review_fixtures import FOUND, officer_of, open_cells, review, sent_batch

REASON = "经会议研究，情节轻微，已整改到位。"
pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def text(answer):
    return answer.content.decode()


@pytest.fixture
def first(organizer):
    return signed_in(organizer)


@pytest.fixture
def second(organizer):
    return colleague(2, "文静")


def test_the_form_proposes_and_chooses_nothing(in_joint_review, organizer, first, today):
    review(in_joint_review, organizer, {"Q10": FOUND})
    page = text(first.get(url("conclude", in_joint_review.pk)))
    assert "Q10 经核查发现，作出结论须说明理由" in page and "checked" not in page
    assert (FOUND["facts"] in page, FOUND["document_number"] in page, in_joint_review.id_number_masked in page) == (
        False, False, True,
    )  # fmt: skip
    bare = first.post(url("conclude", in_joint_review.pk), {"on": str(today)})
    assert (bare.status_code, "请明确选择“通过”或“不通过”。" in text(bare)) == (422, True)
    short = first.post(url("conclude", in_joint_review.pk), {"decision": "passed", "on": str(today), "reason": "轻微"})
    assert "请写清楚理由（不少于 10 个字）" in text(short)
    first.post(url("conclude", in_joint_review.pk), {"decision": "passed", "on": str(today), "reason": REASON})
    assert (Candidate.objects.get().state, ReviewConclusion.objects.get().state) == ("joint_review", "awaiting_second")


def test_a_statutory_hit_leaves_one_choice(in_joint_review, organizer, first, today):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    page = text(first.get(url("conclude", in_joint_review.pk)))
    assert ('value="not_passed"' in page, 'value="passed"' in page) == (True, False)
    forged = first.post(url("conclude", in_joint_review.pk), {"decision": "passed", "on": str(today), "reason": REASON})
    assert (forged.status_code, Candidate.objects.get().state) == (422, "joint_review")


def test_the_whole_way_on_the_pages(in_joint_review, organizer, first, second, cycle, today):
    review(in_joint_review, organizer, {"Q10": FOUND})
    first.post(url("conclude", in_joint_review.pk), {"decision": "not_passed", "on": str(today), "reason": REASON,
                                                     "document_number": "滨联审〔2026〕3号"})  # fmt: skip
    row, other = ReviewConclusion.objects.get(), signed_in(second)
    assert "会签须由另一人办理" in text(first.get(url("conclusion", row.pk)))
    assert ("待我会签的联审结论", 1) in [(todo.label, todo.count) for todo in todos_for(second)]
    assert "待我会签的联审结论" not in [todo.label for todo in todos_for(organizer)]
    page = text(other.get(url("conclusion", row.pk)))
    assert ('name="sign-agreed"' in page, "checked" in page, REASON in page) == (True, False, False)
    other.post(url("conclusion_act", row.pk, "sign"), {"sign-agreed": "yes", "sign-version": "1"})
    assert Candidate.objects.get().state == "not_passed"
    assert ("待书面告知本人的结论", 1) in [(todo.label, todo.count) for todo in todos_for(second)]
    first.post(
        url("conclusion_act", row.pk, "tell"),
        {"tell-number": "告3号", "tell-told_on": str(today), "tell-method": "当面"},
    )
    first.post(url("conclusion_act", row.pk, "answer"), {"answer-answer": "确有其事", "answer-answered_on": str(today)})
    first.post(url("conclusion_act", row.pk, "file"), {"file-grounds": "处罚已撤销", "file-filed_on": str(today)})
    assert 'name="decide-granted"' not in text(other.get(url("conclusion", row.pk)))
    third = signed_in(colleague(3, "邵宁"))
    granted = {"decide-granted": "yes", "decide-on": str(today), "decide-document_number": "复1号",
               "decide-answer": "处罚决定已经撤销，复议成立。"}  # fmt: skip
    assert other.post(url("conclusion_act", row.pk, "decide"), granted).status_code == 403
    third.post(url("conclusion_act", row.pk, "decide"), granted)
    assert (Candidate.objects.get().state, ReviewConclusion.objects.get().state) == ("joint_review", "superseded")
    listed = text(third.get(url("reconsiderations")))
    assert "复议成立，重新联审" in listed and "处罚已撤销" not in listed


@pytest.mark.parametrize(
    ("role", "area"),
    [("street_staff", "420199001"), ("street_leader", "420199001"), ("community_clerk", "420199001001"),
     ("reviewing_department", "420199"), ("leader", "420199"), ("auditor", "420199001")],
)  # fmt: skip
def test_everybody_else_sees_pass_or_not_and_no_reason(in_joint_review, organizer, client_as, today, role, area):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    row = conclude(
        candidate=in_joint_review, decision="not_passed", document_number="3号", reason=REASON, on=today, by=organizer
    )
    notify_person(conclusion=row, number="告3号", told_on=today, method="当面", by=organizer)
    client = client_as(role, area)
    places = [url("conclusions"), url("conclusion", row.pk), url("reconsiderations"), url("recusals"),
              url("conclusion_of", in_joint_review.pk), url("reasons", in_joint_review.pk)]  # fmt: skip
    assert {client.get(place).status_code for place in places} == {403}
    answer = client.get(in_joint_review.get_absolute_url())
    if answer.status_code == 200:
        page = text(answer)
        assert "不通过" in page
        secrets = [FOUND["facts"], REASON, FOUND["document_number"]]
        secrets += [] if role == "reviewing_department" else ["Q01", "区法院"]
        assert [each for each in secrets if each in page] == []


def test_reasons_are_shown_once_under_a_watermark(in_joint_review, organizer, first, second, today):
    review(in_joint_review, organizer, {"Q10": FOUND})
    place = url("reasons", in_joint_review.pk)
    assert FOUND["facts"] not in text(first.get(place))
    vague = first.post(place, {"purpose": "看"})
    assert (vague.status_code, FOUND["facts"] in text(vague)) == (422, False)
    shown = first.post(place, {"purpose": "起草联审结论"})
    page = text(shown)
    assert (shown.status_code, shown["Cache-Control"], FOUND["facts"] in page) == (200, "no-store", True)
    assert page.count(f"<span>{organizer.name} ") == 24 and "watermark.css" in page
    assert ActivityEntry.objects.filter(verb="candidate.reasons_opened").count() == 1
    assert FOUND["facts"] not in text(first.get(place))


def test_evidence_needs_the_purpose_too(in_joint_review, organizer, first, second):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    cell = DepartmentOpinion.objects.get(answer="found")
    add_evidence(
        opinion=cell, file=SimpleUploadedFile("佐证.pdf", b"%PDF-1.4\n%%EOF\n"), by=officer_of(cell.department)
    )
    place = url("evidence", OpinionEvidence.objects.get().pk)
    assert first.get(place).status_code == 403
    first.post(url("reasons", in_joint_review.pk), {"purpose": "起草联审结论"})
    assert [first.get(place).status_code, signed_in(second).get(place).status_code] == [200, 403]
    assert signed_in(officer_of(cell.department)).get(place).status_code == 200
    declare_recusal(candidate=in_joint_review, note="同学", by=organizer)
    assert first.get(place).status_code == 404


def test_a_recused_officer_finds_nothing(in_joint_review, organizer, first, second):
    sent_batch([in_joint_review], organizer)
    officer = officer_of(open_cells(in_joint_review)[0].department)
    client = signed_in(officer)
    assert client.get(in_joint_review.get_absolute_url()).status_code == 200
    gone = client.post(url("recusal_declare", in_joint_review.pk), {"note": "同学"}, follow=True)
    assert ("已登记回避" in text(gone), "戚志远" in text(gone)) == (True, False)
    assert client.get(in_joint_review.get_absolute_url()).status_code == 404
    assert "戚志远" not in text(client.get(url("candidates")))
    row = Recusal.objects.get()
    assert f"{row.unit}没有其他经办人" in [todo.label for todo in todos_for(organizer)]
    page = text(first.get(url("recusal", row.pk)))
    assert ("指定其他经办人" in page, "撤销回避</summary>" in page) == (True, False)
    assert row.user_name in text(first.get(url("recusals") + "?standing=alone"))


def test_an_organizer_who_stays_away_finds_no_conclusion(in_joint_review, organizer, second, first, today):
    review(in_joint_review, organizer, {("court", "Q01"): FOUND})
    row = conclude(candidate=in_joint_review, decision="not_passed", document_number="3号", on=today, by=organizer)
    client = signed_in(second)
    assert client.get(url("conclusion", row.pk)).status_code == 200
    declare_recusal(candidate=Candidate.objects.get(), note="近亲属", by=second)
    assert [client.get(url(name, pk)).status_code for name, pk in (("conclusion", row.pk), ("reasons", in_joint_review.pk))] == [404, 404]  # fmt: skip
    assert "戚志远" not in text(client.get(url("conclusions"))) + text(client.get(url("recusals")))


@pytest.mark.parametrize("name", ["conclusions", "reconsiderations", "recusals"])
def test_lists_cost_the_same_at_one_and_three_rows(
    name, in_joint_review, facts, number, street, organizer, first, today, django_assert_max_num_queries
):
    from candidates.models import JointReview, Reconsideration
    from candidates.services import nominate

    batch = sent_batch([in_joint_review], organizer)

    def add(candidate):
        joint, _ = JointReview.objects.get_or_create(
            batch=batch, candidate=candidate, defaults={"area_code": candidate.area_code}
        )
        row = ReviewConclusion.objects.create(
            candidate=candidate, joint_review=joint, area_code=candidate.area_code, state="in_force", decision="not_passed",
            basis_digest="x", decided_on=today, decided_at="2026-11-01T00:00Z", decided_by_id=1, decided_by_name="某人",
        )  # fmt: skip
        Reconsideration.objects.create(
            candidate=candidate, conclusion=row, area_code=candidate.area_code, filed_on=today, due_on=today
        )
        declare_recusal(candidate=candidate, note="同学", by=street)

    def count():
        with django_assert_max_num_queries(100) as captured:
            assert first.get(url(name)).status_code == 200
        return len(captured)

    add(in_joint_review)
    count()
    one = count()
    for n in (1, 2):
        add(
            nominate(
                by=colleague(9, role="street_staff", area="420199001"), **facts(id_number=number(n), name=f"候选{n}")
            )
        )
    assert count() == one
