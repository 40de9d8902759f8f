"""The public board: names and posts without sign-in, the days left, what is corrected; nothing of domain brief §11.4."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from candidates.models import Candidate, CandidateNotice
from candidates.rules.notice import line_of
from elections.public_notices import notices_of
from elections.services.cycle import close_cycle


@pytest.fixture
def notice(candidate, place, today):
    """notice(**other) → a notice of the Party side on the board, of 戚志远 with all that is known of him."""

    def make(**other):
        lines = [line_of(candidate.pk, candidate.name, ["party_secretary"])]
        return CandidateNotice.objects.create(**({
            "community_cycle": place, "area_code": place.area_code, "side": "party", "lines": lines, "digest": "ab" * 32,
            "starts_on": today, "ends_on": today + timedelta(days=6),
        } | other))  # fmt: skip

    return make


def page_of(row):
    return Client().get(reverse("public:candidate_notice", args=[row.area_code, row.pk]))


def test_the_board_without_sign_in(notice, place):
    row = notice()
    board = Client().get(reverse("public:community", args=[place.area_code])).content.decode()
    assert ("党组织候选人公示" in board, "还有 7 天" in board) == (True, True)
    answer = page_of(row)
    page = answer.content.decode()
    cells = re.findall(r"<td>(.*?)</td>", page)
    assert (answer.status_code, cells) == (200, ["1", "戚志远", "党组织书记"])
    assert "?kind=candidate" in page and "还有 7 天" in page


def test_nothing_else_about_a_person_is_public(notice, candidate):
    page = page_of(notice()).content.decode()
    stored = Candidate.objects.get(pk=candidate.pk)
    for secret in (stored.id_number, stored.phone, stored.id_number_masked, stored.phone_masked, "1983", "汉族", "社区书记",
                   "大学", f"/candidates/{candidate.pk}/"):  # fmt: skip
        assert secret and secret not in page


def test_what_has_not_begun_hangs_nowhere(notice, place, today):
    row = notice(starts_on=today + timedelta(days=1))
    assert (page_of(row).status_code, notices_of(place)) == (404, [])


def test_over_and_corrected(notice, place, today):
    old = notice(state="corrected", starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=2))
    new = notice(state="ended", corrects=old, correction_reason="因候选人退出", lines=[], starts_on=old.starts_on,
                 ends_on=old.ends_on)  # fmt: skip
    assert [(row.key, row.corrects, row.corrected_by, row.days_left) for row in notices_of(place)] == [
        (str(new.pk), str(old.pk), "", 0), (str(old.pk), "", str(new.pk), 0),
    ]  # fmt: skip
    assert (
        "这份公示已经更正" in page_of(old).content.decode()
        and "对候选人提出异议</a>" not in page_of(old).content.decode()
    )
    assert "更正说明：因候选人退出" in page_of(new).content.decode()


def test_another_communitys_address_and_no_such_notice(notice, other_place):
    row = notice()
    for area, key in ((other_place.area_code, row.pk), (row.area_code, row.pk + 1)):
        assert Client().get(reverse("public:candidate_notice", args=[area, key])).status_code == 404


def test_after_the_cycle_there_is_nothing_to_object_to(notice, cycle, organizer):
    row = notice()
    close_cycle(cycle=cycle, by=organizer)
    assert "对候选人提出异议</a>" not in page_of(row).content.decode()


def test_the_form_to_object_begins_with_candidates(notice, place):
    page = Client().get(reverse("public:report", args=[place.area_code]) + "?kind=candidate").content.decode()
    assert re.search(r'<input[^>]*value="candidate"[^>]*checked', page)
    plain = Client().get(reverse("public:report", args=[place.area_code])).content.decode()
    assert "checked" not in plain


def test_one_standing_notice_of_a_side(notice, django_assert_num_queries):
    from django.db import IntegrityError, transaction

    notice()
    with pytest.raises(IntegrityError), transaction.atomic():
        notice()
    notice(side="residents_committee")


def test_the_board_is_flat_in_queries(notice, place, django_assert_max_num_queries, django_assert_num_queries):
    address = reverse("public:community", args=[place.area_code])
    notice()
    with django_assert_max_num_queries(20) as few:
        Client().get(address)
    notice(side="residents_committee")
    notice(state="corrected")
    with django_assert_num_queries(len(few.captured_queries)):
        Client().get(address)


def test_formal_on_one_side_is_passed_on_the_other(candidate, place):
    from elections.slates import slate_of

    Candidate.objects.filter(pk=candidate.pk).update(state="formal", formal_sides=["party"])
    names = {side: [line.name for line in slate_of(place, side)] for side in ("party", "residents_committee")}
    assert names == {"party": ["戚志远"], "residents_committee": []}
    assert [line.state for line in slate_of(place, "residents_committee", ("passed", "formal"))] == ["passed"]
    Candidate.objects.filter(pk=candidate.pk).update(formal_sides=None)
    assert [line.name for line in slate_of(place, "residents_committee")] == ["戚志远"]
