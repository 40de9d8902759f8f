"""Printed papers: what stands on them, who gets them, what is put on record."""

import io
import zipfile
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from pypdf import PdfReader

from candidates.models import (
    CandidateRelative,
    Circumstance,
    DepartmentOpinion,
    JointReview,
    ReviewBatch,
    ReviewConclusion,
    ReviewDepartment,
    WrittenNotification,
)
from candidates.queries.papers import review_facts
from candidates.queries.review_content import facts_of
from candidates.rules.review_content import digest_of
from candidates.rules.review_papers import opinion_rows
from candidates.services.review_papers import make_paper, order_papers
from huanjie.activity.models import ActivityEntry
from huanjie.files.models import FileJob
from huanjie.files.services import run_job
from huanjie.shared.verdict import Refused

FINDING = "某判决书载明的事实摘要"


@pytest.fixture
def reviewed(in_joint_review, cycle, today):
    """In a sent batch: the court found something in Q01, civil affairs cleared two, one was not answered."""
    batch = ReviewBatch.objects.create(cycle=cycle, area_code="420199", number=1, name="第一批", state="sent",
                                       as_of=today, sent_on=today, due_on=today + timedelta(days=5))  # fmt: skip
    review = JointReview.objects.create(batch=batch, candidate=in_joint_review, area_code=in_joint_review.area_code)
    asked = {"court": ("区法院", "Q01", "Q03"), "civil": ("区民政局", "Q09", "Q10")}
    said = {
        ("court", "Q01"): {"answer": "found", "document_number": "（2024）刑初1号", "facts": FINDING},
        ("civil", "Q09"): {"answer": "clear"}, ("civil", "Q10"): {"answer": "clear"},
    }  # fmt: skip
    known = facts_of([in_joint_review.pk])[in_joint_review.pk]
    for place, (code, (name, *circumstances)) in enumerate(asked.items()):
        department = ReviewDepartment.objects.create(cycle=cycle, area_code="420199", code=code, name=name,
                                                     short_name=name, position=place)  # fmt: skip
        for each in circumstances:
            circumstance, _ = Circumstance.objects.get_or_create(
                cycle=cycle, code=each,
                defaults={"area_code": "420199", "title": f"情形{each}", "statement": f"{each}的完整表述。", "article": "第18条",
                          "bar": "statutory", "party_bar": "statutory", "hit_action": "reject", "effective_on": today},
            )  # fmt: skip
            signed = {"signed_at": timezone.now(), "signed_by_id": 1, "signed_by_name": f"{name}经办", "as_of": today,
                      "expires_on": today + timedelta(days=30)}  # fmt: skip
            answer = said.get((code, each))
            DepartmentOpinion.objects.create(
                joint_review=review, candidate=in_joint_review, department=department, circumstance=circumstance,
                area_code=in_joint_review.area_code, content_digest=digest_of(known, circumstance), **({**signed, **answer} if answer else {}),
            )  # fmt: skip
    return in_joint_review


@pytest.fixture
def refused(reviewed, organizer, today):
    """Refused, told in writing."""
    reviewed.state, reviewed.concluded_on = "not_passed", today
    reviewed.save()
    conclusion = ReviewConclusion.objects.create(
        candidate=reviewed, joint_review=reviewed.joint_reviews.get(), area_code=reviewed.area_code, state="in_force",
        decision="not_passed", circumstances=["Q01"], reason="依据生效判决", document_number="联审〔2026〕3号",
        basis_digest="x", decided_on=today, decided_at=timezone.now(), decided_by_id=1, decided_by_name="周正",
    )  # fmt: skip
    WrittenNotification.objects.create(conclusion=conclusion, area_code=reviewed.area_code, number="告〔2026〕1号",
                                       told_on=date(2026, 11, 20), method="当面", told_by_name="街道",
                                       reconsider_until=date(2026, 11, 25))  # fmt: skip
    return reviewed


def words_of(content: bytes, form: str) -> str:
    """Everything a reader of the file sees, without spaces and line ends."""
    if form == "pdf":
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    else:
        document = Document(io.BytesIO(content))
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        heads = [paragraph.text for paragraph in document.sections[0].header.paragraphs]
        text = "".join([*heads, *(paragraph.text for paragraph in document.paragraphs), *cells])
    return "".join(text.split())


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_review_form_says_what_each_department_said(reviewed, organizer, number, form):
    _, content = make_paper(candidate=reviewed, kind="review", form=form, purpose="联审会议审议", by=organizer)
    words = words_of(content, form)
    wanted = ["区法院", FINDING, "（2024）刑初1号", "Q09、Q10", "未发现", "未反馈", "区民政局经办", "第一批", "已反馈3/4项",
              "联审领导小组结论", reviewed.id_number_masked, f"{organizer.name}{timezone.localdate():%Y-%m-%d}"]  # fmt: skip
    assert [each for each in wanted if each not in words] == []
    assert number() not in words


def test_the_same_person_in_one_line_only_what_was_said_alike(reviewed, organizer):
    facts = review_facts(reviewed, timezone.localdate())
    day = f"{timezone.localdate():%Y-%m-%d}"
    assert opinion_rows(facts["opinions"], facts["on"]) == [
        ["区法院", "Q01", "发现", f"（2024）刑初1号；{FINDING}", f"区法院经办\n截至 {day}"],
        ["区法院", "Q03", "未反馈", "—", "—"],
        ["区民政局", "Q09、Q10", "未发现", "无", f"区民政局经办\n截至 {day}"],
    ]
    late = opinion_rows(facts["opinions"], facts["on"] + timedelta(days=31))
    assert [row[2] for row in late] == ["发现（已过期）", "未反馈", "未发现（已过期）"]


def test_what_no_longer_counts_says_so(reviewed):
    DepartmentOpinion.objects.filter(answer="found").update(content_digest="of something else")
    facts = review_facts(reviewed, timezone.localdate())
    assert [row[2] for row in opinion_rows(facts["opinions"], facts["on"])] == [
        "发现（登记已改，须重新核查）", "未反馈", "未发现",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_registration_form(candidate, street, form):
    CandidateRelative.objects.create(candidate=candidate, area_code=candidate.area_code, relation="spouse",
                                     name="林某", unit="区医院", post="护士")  # fmt: skip
    _, content = make_paper(candidate=candidate, kind="registration", form=form, by=street)
    words = words_of(content, form)
    wanted = [
        "候选人登记表",
        "戚志远",
        "党组织书记、居委会主任",
        "配偶林某，区医院护士",
        "组织推荐",
        "提名依据未登记",
        "街道党工委预审意见",
    ]
    assert [each for each in wanted if each not in words] == []


def test_the_letter_names_ground_reason_and_rights(refused, organizer):
    _, content = make_paper(candidate=refused, kind="notification", form="docx", purpose="送达本人", by=organizer)
    words = words_of(content, "docx")
    wanted = ["告〔2026〕1号", "联审不通过，不能列为候选人", "Q01的完整表述（依据：第18条）", "理由：依据生效判决", "申辩",
              "申请复议，请在2026年11月25日以前提出", "2026年11月20日"]  # fmt: skip
    assert [each for each in wanted if each not in words] == []
    assert ("草稿" in words, FINDING in words) == (False, False)


def test_before_the_delivery_is_registered_the_letter_is_a_draft(refused, organizer):
    WrittenNotification.objects.all().delete()
    _, content = make_paper(candidate=refused, kind="notification", form="docx", purpose="送达本人", by=organizer)
    assert "草稿，未发布" in words_of(content, "docx")


def test_opening_needs_a_purpose_and_is_put_on_record(reviewed, organizer):
    with pytest.raises(Refused, match="用途"):
        make_paper(candidate=reviewed, kind="review", form="docx", purpose=" 看 ", by=organizer)
    assert not ActivityEntry.objects.filter(verb="candidate.paper_made").exists()
    make_paper(candidate=reviewed, kind="review", form="docx", purpose="联审会议审议", by=organizer)
    entry = ActivityEntry.objects.get(verb="candidate.paper_made")
    assert entry.detail == {"kind": "review", "format": "docx", "purpose": "联审会议审议"}
    assert (entry.subject_label, entry.actor_name) == ("候选人资格联审表", organizer.name)


def url(name, *args):
    return reverse(f"candidates:{name}", args=args)


def test_the_page_offers_what_the_role_may_have(refused, client_as):
    seen = {}
    for role, area in (("district_organizer", "420199"), ("street_staff", "420199001"), ("street_leader", "420199001"),
                       ("community_clerk", "420199001001"), ("reviewing_department", "420199"), ("leader", "420199")):  # fmt: skip
        client = client_as(role, area)
        page = client.get(url("candidate_papers", refused.pk))
        posts = [client.post(url("candidate_paper", refused.pk, kind),
                             {f"{kind}-format": "docx", f"{kind}-purpose": "送达本人用"}).status_code
                 for kind in ("registration", "review", "notification")]  # fmt: skip
        seen[role] = (page.status_code, *posts)
    assert seen == {
        "district_organizer": (200, 200, 200, 200), "street_staff": (200, 200, 403, 403),
        "street_leader": (200, 200, 403, 403), "community_clerk": (403, 403, 403, 403),
        "reviewing_department": (403, 403, 403, 403), "leader": (403, 403, 403, 403),
    }  # fmt: skip


def test_the_candidates_page_leads_there(candidate, client_as):
    address = url("candidate_papers", candidate.pk)
    shown = {
        role: address in client_as(role, area).get(candidate.get_absolute_url()).content.decode()
        for role, area in (("street_staff", "420199001"), ("community_clerk", "420199001001"))
    }
    assert shown == {"street_staff": True, "community_clerk": False}


def test_without_a_purpose_the_page_says_so(reviewed, client_as):
    client = client_as("district_organizer", "420199")
    answer = client.post(url("candidate_paper", reviewed.pk, "review"), {"review-format": "pdf", "review-purpose": ""})
    assert (answer.status_code, "请填写用途。" in answer.content.decode()) == (422, True)
    done = client.post(url("candidate_paper", reviewed.pk, "review"),
                       {"review-format": "pdf", "review-purpose": "会议审议"})  # fmt: skip
    assert (done["Content-Type"], done["Cache-Control"]) == ("application/pdf", "private, no-store")


def test_a_batch_is_one_zip_for_the_person_who_asked(reviewed, organizer):
    with pytest.raises(Refused, match="用途"):
        order_papers(batch=reviewed.joint_reviews.get().batch, kind="review", form="docx", by=organizer)
    job = order_papers(batch=reviewed.joint_reviews.get().batch, kind="review", form="docx", purpose="归档打印",
                       by=organizer)  # fmt: skip
    run_job(job.pk)
    job.refresh_from_db()
    assert (job.error, job.result) == ("", {"papers": 1})
    with job.result_file.open() as stored, zipfile.ZipFile(stored) as package:
        [name] = package.namelist()
        assert name.endswith("-戚志远.docx")
        assert FINDING in words_of(package.read(name), "docx")


def test_the_street_orders_its_own_only(reviewed, client_as):
    other = client_as("street_staff", "420199002")
    assert "第一批" not in other.get(url("batch_papers")).content.decode()
    mine = client_as("street_staff", "420199001")
    page = mine.get(url("batch_papers")).content.decode()
    assert ("第一批" in page, "资格联审表" in page) == (True, False)
    batch = reviewed.joint_reviews.get().batch
    assert mine.post(url("batch_papers"), {"batch": batch.pk, "kind": "review", "format": "pdf"}).status_code == 422
    done = mine.post(url("batch_papers"), {"batch": batch.pk, "kind": "registration", "format": "docx"})
    assert (done.status_code, FileJob.objects.filter(kind="candidate_papers").count()) == (302, 1)
