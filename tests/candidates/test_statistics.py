"""Statistics of the joint review: each figure counted by hand, who sees what, constant queries, the file."""

import io
from datetime import date, timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from candidates.models import DepartmentOpinion, JointReview, ReviewBatch
from candidates.permissions_papers import PAPER_KINDS, can_print_kind, can_see_breakdown, can_see_statistics
from candidates.queries.statistics import joint_review_statistics
from candidates.rules.statistics import (
    Asked,
    Cells,
    discreet,
    figures,
    refused_by_code,
    spoken_mean,
    spoken_rate,
    together,
)
from candidates.services import nominate, send_to_joint_review, start_preliminary_review
from huanjie.accounts.enums import Role
from huanjie.accounts.viewers import Viewer
from tests.candidates.test_papers import refused, reviewed  # noqa: F401

DAY = date(2026, 12, 1)
PAGE = "candidates:review_statistics"


def test_the_rules_count_persons_once_and_keep_two_integers():
    asked = [Asked("a", 1, 1), Asked("a", 2, 1), Asked("b", 1, 2)]
    cells = [
        Cells("a", 7, DAY, DAY + timedelta(days=5), DAY + timedelta(days=2), 3),
        Cells("a", 8, DAY, DAY + timedelta(days=5), None, 4),
        Cells("b", 7, DAY, DAY + timedelta(days=5), DAY + timedelta(days=6), 1),
    ]
    found = figures(asked, cells, [("a", 1), ("a", 1), ("b", 1)], [("b", 1)], DAY + timedelta(days=5))
    a, b, both = found["a"], found["b"], together(found.values())
    assert [(x.people, x.times, x.hit_rate, x.refusals, x.mean_days, x.late_departments, x.unanswered)
            for x in (a, b, both)] == [
        (2, 2, (1, 2), 0, (6, 3), 0, 4), (1, 2, (1, 1), 1, (6, 1), 1, 0), (2, 4, (1, 2), 1, (12, 4), 1, 4),
    ]  # fmt: skip
    late = figures(asked, cells, [], [], DAY + timedelta(days=6))
    assert (late["a"].late, late["b"].late) == ({8}, {7})


def test_codes_discretion_and_words():
    assert refused_by_code([(1, ["Q01", "Q03"]), (2, ["Q01"]), (1, ["Q01"])]) == {"Q01": 2, "Q03": 1}
    assert [discreet(n, False) for n in (0, 1, 2, 3)] == [0, None, None, 3]
    assert [discreet(n, True) for n in (0, 1, 2, 3)] == [0, 1, 2, 3]
    assert (spoken_rate(3, 150), spoken_rate(0, 0)) == ("2.0%（3/150）", "—")
    assert (spoken_mean(3, 2), spoken_mean(0, 0)) == ("1.5 天", "—")


def test_who_prints_and_who_reads():
    def allowed(check):
        return {role for role in Role if check(Viewer(1, "某人", role, "420199"))}

    street = {Role.STREET_STAFF, Role.STREET_LEADER}
    assert {kind: allowed(lambda viewer, kind=kind: can_print_kind(viewer, kind)) for kind in PAPER_KINDS} == {
        "registration": street | {Role.DISTRICT_ORGANIZER}, "review": {Role.DISTRICT_ORGANIZER},
        "notification": {Role.DISTRICT_ORGANIZER},
    }  # fmt: skip
    assert allowed(can_see_statistics) == {Role.DISTRICT_ORGANIZER, Role.LEADER}
    assert allowed(can_see_breakdown) == {Role.DISTRICT_ORGANIZER}


@pytest.mark.parametrize("way", ["batch", "department", "street"])
def test_the_figures_of_one_refused_person(refused, organizer, cycle, way):  # noqa: F811
    today = refused.concluded_on
    found = joint_review_statistics(organizer, cycle, way, today + timedelta(days=6))
    total = found.total
    assert (total.people, total.times, total.hit_rate, total.refusals, total.mean_days, total.late_departments,
            total.unanswered) == (1, 1, (1, 1), 1, (0, 3), 1, 1)  # fmt: skip
    assert found.by_code == [("Q01", "情形Q01", 1)]
    lines = [(line.label, line.figures.people, line.figures.hits, line.figures.refusals, line.figures.unanswered)
             for line in found.lines]  # fmt: skip
    assert (
        lines
        == {
            "batch": [("第一批", 1, 1, 1, 1)],
            "department": [("区法院", 1, 1, 1, 1), ("区民政局", 1, 0, 0, 0)],
            "street": [("东湖街道", 1, 1, 1, 1)],
        }[way]
    )


def test_void_cells_and_drafts_count_for_nothing(reviewed, organizer, cycle, today):  # noqa: F811
    from django.utils import timezone

    DepartmentOpinion.objects.filter(answer="found").update(voided_at=timezone.now())
    found = joint_review_statistics(organizer, cycle, "batch", today).total
    assert (found.hit_rate, found.answered, found.unanswered) == ((0, 1), 2, 1)
    ReviewBatch.objects.update(state="draft")
    found = joint_review_statistics(organizer, cycle, "batch", today)
    assert (found.lines, found.total.people) == ([], 0)


def test_leaders_get_numbers_but_no_circumstance(refused, client_as):  # noqa: F811
    organizer, leader = client_as("district_organizer", "420199"), client_as("leader", "420199")
    mine, theirs = (client.get(reverse(PAGE)).content.decode() for client in (organizer, leader))
    assert ("情形Q01" in mine, "少于 3" in mine) == (True, False)
    assert ("情形Q01" in theirs, "少于 3" in theirs, "戚志远" in theirs) == (False, True, False)
    assert client_as("street_staff", "420199001").get(reverse(PAGE)).status_code == 403


def test_the_file(refused, client_as):  # noqa: F811
    answer = client_as("district_organizer", "420199").get(reverse(PAGE) + "?by=street&export=xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.rows]
    assert rows == [
        ["街道", "送审人数", "送审人次", "命中人数", "命中率", "取消资格人数", "平均反馈时长", "超时单位数", "未反馈数"],
        ["东湖街道", 1, 1, 1, "100.0%（1/1）", 1, "0.0 天", 0, 1], ["合计", 1, 1, 1, "100.0%（1/1）", 1, "0.0 天", 0, 1],
    ]  # fmt: skip


@pytest.mark.parametrize("way", ["batch", "department", "street"])
def test_the_page_is_flat_in_queries(reviewed, facts, number, prove, street, cycle, client_as, today, way,  # noqa: F811
                                     django_assert_num_queries, django_assert_max_num_queries):  # fmt: skip
    client, address = client_as("district_organizer", "420199"), f"{reverse(PAGE)}?by={way}"
    client.get(address)
    with django_assert_max_num_queries(20) as few:
        client.get(address)
    cells = list(DepartmentOpinion.objects.all())
    for n in (2, 3):
        row = prove(nominate(by=street, **facts(id_number=number(n), name=f"候选{n}")))
        row = start_preliminary_review(candidate=row, on=today - timedelta(days=3), by=street)
        row = send_to_joint_review(candidate=row, on=today, by=street)
        batch = ReviewBatch.objects.create(cycle=cycle, area_code="420199", number=n, name=f"第{n}批", state="sent",
                                           as_of=today, sent_on=today, due_on=today)  # fmt: skip
        review = JointReview.objects.create(batch=batch, candidate=row, area_code=row.area_code)
        for cell in cells:
            cell.pk, cell.joint_review, cell.candidate = None, review, row
            cell.save(force_insert=True)
    with django_assert_num_queries(len(few)):
        page = client.get(address).content.decode()
    assert ("第3批" in page) == (way == "batch")
