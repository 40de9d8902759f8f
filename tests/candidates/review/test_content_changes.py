"""A correction voids the cells it touches and no other; what ran out is asked anew."""

from datetime import timedelta

import pytest

from candidates.models import Candidate, DepartmentOpinion, Recusal
from candidates.queries.standing import cells_of, standing, standings
from candidates.services import correct_candidate, nominate, send_to_joint_review, start_preliminary_review
from candidates.services.background import add_discipline
from candidates.services.joint_review import renew_expired, sign, sign_many_clear, void_changed
from huanjie.activity.models import ActivityEntry
from huanjie.shared.verdict import Refused, Stale
from tests.candidates.review_fixtures import FOUND, SMALL, cell_of, officer_of, review, sent_batch, sign_all

WIDER = {**SMALL, "organization": ["Q10"]}


@pytest.fixture
def signed(in_joint_review, organizer):
    review(in_joint_review, organizer, {"Q07": FOUND}, departments=WIDER)
    return in_joint_review


def void_codes():
    return sorted(
        DepartmentOpinion.objects.filter(voided_at__isnull=False).values_list("circumstance__code", flat=True)
    )


def pending_codes(candidate, on):
    return sorted(cell.circumstance for cell in standing(candidate, on).pending)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"phone": "16000000001", "remark": "备注", "education": "college"}, []),
        ({"work_unit": "另一单位"}, ["Q10"]),
        ({"resident_since": "2020-01"}, ["Q10"]),
        ({"join_date": "2007-08"}, ["Q02", "Q06"]),
        ({"name": "戚志新"}, ["Q01", "Q02", "Q03", "Q04", "Q06", "Q07", "Q10"]),
        ({"posts": ["committee_chair"]}, ["Q01", "Q02", "Q03", "Q04", "Q06", "Q07", "Q10"]),
    ],
)
def test_a_correction_voids_what_it_touches(signed, organizer, today, change, expected):
    correct_candidate(candidate=signed, by=organizer, **change)
    assert (void_codes(), pending_codes(signed, today)) == (expected, expected)
    assert standing(signed, today).spoiled == ()
    entries = ActivityEntry.objects.filter(verb="opinion.voided")
    assert [entry.detail["circumstances"] for entry in entries] == ([expected] if expected else [])


def test_a_voided_cell_keeps_what_it_said(signed, organizer):
    correct_candidate(candidate=signed, by=organizer, name="戚志新")
    old = DepartmentOpinion.objects.get(voided_at__isnull=False, circumstance__code="Q07")
    assert (old.answer, old.document_number, old.void_reason) == ("found", FOUND["document_number"], "登记内容有变化")
    new = cell_of(signed, "Q07")
    assert (new.answer, new.content_digest != old.content_digest, new.circumstance_id) == (
        "",
        True,
        old.circumstance_id,
    )


def test_nothing_changed_touches_nothing(signed, organizer):
    correct_candidate(candidate=signed, by=organizer, name=signed.name)
    assert (void_changed(candidate=signed, by=organizer), void_codes()) == (0, [])


def test_a_discipline_is_asked_about(signed, organizer, today):
    add_discipline(
        candidate=signed, measure="party_warning", document_number="纪〔2026〕1号", effective_on=today,
        source="区纪委监委函", by=organizer,
    )  # fmt: skip
    assert pending_codes(signed, today) == ["Q02", "Q06"]


def test_an_open_cell_asks_about_what_stands_now(in_joint_review, organizer, today):
    sent_batch([in_joint_review], organizer, departments=SMALL)
    before = cell_of(in_joint_review, "Q07")
    correct_candidate(candidate=in_joint_review, by=organizer, name="戚志新")
    with pytest.raises(Stale):
        sign(opinion=before, answer="clear", as_of=today, by=officer_of(before.department), expected_version=1)
    assert void_codes() == []
    sign_all(in_joint_review)
    assert standing(in_joint_review, today).is_complete


def test_a_new_side_brings_its_questions_and_a_lost_one_takes_them_along(
    cycle, in_joint_review, organizer, today, django_assert_max_num_queries
):
    from candidates.models import Circumstance
    from candidates.services.circumstances import edit_circumstance, ensure_review_setup

    ensure_review_setup(cycle, organizer)
    edit_circumstance(
        circumstance=Circumstance.objects.get(cycle=cycle, code="Q07"), applies="party", reason="区委文件", by=organizer
    )
    correct_candidate(candidate=in_joint_review, by=organizer, posts=["committee_chair"])
    review(in_joint_review, organizer, departments=SMALL)
    assert "Q07" not in {cell.circumstance.code for cell in cells_of(in_joint_review)}
    correct_candidate(candidate=in_joint_review, by=organizer, posts=["committee_chair", "party_secretary"])
    assert "Q07" in pending_codes(in_joint_review, today)
    sign_all(in_joint_review)
    correct_candidate(candidate=in_joint_review, by=organizer, posts=["committee_chair"])
    gone = DepartmentOpinion.objects.get(circumstance__code="Q07", answer="clear")
    assert (gone.void_reason, gone.voided_at is None) == ("拟任职务有变化，不再核查此项", False)
    assert "Q07" not in {cell.circumstance.code for cell in cells_of(in_joint_review)}


def test_a_change_that_went_past_the_door_spoils(signed, today):
    """Even a row changed behind the services' back is not passed on an opinion about somebody else."""
    Candidate.objects.filter(pk=signed.pk).update(name="别人")
    assert len(standing(signed, today).spoiled) == 7


def test_what_ran_out_is_asked_anew(signed, organizer, today, later):
    assert renew_expired(candidate=signed, by=organizer) == 0
    with later(46):
        assert len(standing(signed, today + timedelta(days=46)).spoiled) == 7
        assert renew_expired(candidate=signed, by=organizer) == 7
        assert len(pending_codes(signed, today + timedelta(days=46))) == 7
        assert set(DepartmentOpinion.objects.exclude(void_reason="").values_list("void_reason", flat=True)) == {
            "意见已过有效期"
        }
        assert renew_expired(batch=signed.joint_reviews.get().batch, by=organizer) == 0


def test_what_a_recused_officer_signed_is_asked_anew(signed, organizer, today):
    cell = cell_of(signed, "Q01")
    officer = officer_of(cell.department)
    Recusal.objects.create(
        candidate=signed, area_code=signed.area_code, user_id=officer.user_id, user_name=officer.name, ground="declared"
    )
    assert renew_expired(candidate=signed, by=organizer) == 1
    assert DepartmentOpinion.objects.get(pk=cell.pk).void_reason == "签署人应当回避"
    with pytest.raises(Refused, match="应当回避"):
        sign_many_clear(opinions=[cell_of(signed, "Q01")], as_of=today, by=officer)


def test_who_renews(signed, street, candidate):
    with pytest.raises(Refused, match="由区委组织部办理"):
        renew_expired(candidate=signed, by=street)


def test_nothing_to_renew_without_an_open_review(in_joint_review, organizer):
    with pytest.raises(Refused, match="没有进行中的联审"):
        renew_expired(candidate=in_joint_review, by=organizer)


def test_standings_of_many_take_four_queries(
    signed, facts, number, street, prove, organizer, today, django_assert_num_queries
):
    with django_assert_num_queries(4):
        standings([signed], today)
    others = []
    for n in (1, 2):
        row = prove(nominate(by=street, **facts(id_number=number(n), name="某某")))
        row = start_preliminary_review(candidate=row, on=today, by=street)
        others.append(send_to_joint_review(candidate=row, on=today, by=street))
    sent_batch(others, organizer, departments=WIDER)
    with django_assert_num_queries(4):
        found = standings([signed, *others], today)
    assert [found[row.pk].cells for row in (signed, *others)] == [7, 7, 7]


def test_sending_does_not_ask_the_database_for_each_person(
    facts, number, street, prove, organizer, today, django_assert_max_num_queries
):
    rows = []
    for n in range(3):
        row = prove(nominate(by=street, **facts(id_number=number(n), name="某某")))
        row = start_preliminary_review(candidate=row, on=today, by=street)
        rows.append(send_to_joint_review(candidate=row, on=today, by=street))
    sent_batch(rows[:1], organizer, departments=WIDER)
    with django_assert_max_num_queries(60) as captured:
        sent_batch(rows[1:2], organizer, departments=WIDER)
    one = len(captured)
    row = prove(nominate(by=street, **facts(id_number=number(5), name="某某")))
    row = start_preliminary_review(candidate=row, on=today, by=street)
    more = [rows[2], send_to_joint_review(candidate=row, on=today, by=street)]
    with django_assert_max_num_queries(60) as captured:
        sent_batch(more, organizer, departments=WIDER)
    assert len(captured) == one
