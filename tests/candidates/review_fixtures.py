"""A joint review played through the real services, by officers with accounts of their own. For every test that needs a
candidate who was really reviewed: import the functions, or the fixture `reviewed`."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.enums_review import Answer, ReviewRound
from candidates.models import DepartmentOpinion, ReviewDepartment
from candidates.services.circumstances import ensure_review_setup
from candidates.services.joint_review import open_batch, send_batch, sign, sign_many_clear
from huanjie.accounts.enums import Role
from huanjie.accounts.models import Assignment, User
from huanjie.accounts.viewers import Viewer
from huanjie.shared import clock

SMALL = {"court": ["Q01"], "discipline": ["Q02", "Q06"], "police": ["Q03", "Q04", "Q07"]}
"""Duties that cover the law with three departments, for tests that need many reviews."""
FOUND = {"answer": Answer.FOUND, "document_number": "（2024）江0199刑初1号", "facts": "依据生效文书。"}


def officer_of(department: ReviewDepartment, number: int = 1) -> Viewer:
    """An officer of a department, with an account and an assignment in force; made when missing."""
    user, _ = User.objects.get_or_create(
        username=f"{department.code}-{number}", defaults={"name": f"{department.short_name}经办{number}", "unit": department.name}
    )  # fmt: skip
    assignment, _ = Assignment.objects.get_or_create(
        user=user, role=Role.REVIEWING_DEPARTMENT, area_code=department.area_code,
        defaults={"starts_on": timezone.localdate() - timedelta(days=400)},
    )  # fmt: skip
    return Viewer.of(assignment)


def sent_batch(candidates, by, *, departments=None, on=None, round=ReviewRound.FIRST, due_in: int = 5):
    """A batch of these candidates, sent; nothing signed yet."""
    rows, today = list(candidates), clock.today()
    cycle = rows[0].community_cycle.cycle
    ensure_review_setup(cycle, by)
    batch = open_batch(
        cycle=cycle, candidates=rows, name=f"{ReviewRound(round).label}批次", departments=departments, as_of=today,
        due_on=today + timedelta(days=due_in), round=round, by=by,
    )  # fmt: skip
    return send_batch(batch=batch, on=on or today, by=by)


def open_cells(candidate):
    """The live, unsigned cells of a candidate, in order."""
    rows = DepartmentOpinion.objects.filter(candidate=candidate, voided_at__isnull=True, answer="")
    return list(rows.select_related("department", "circumstance").order_by("pk"))


def cell_of(candidate, code: str, department: str | None = None) -> DepartmentOpinion:
    """The newest live cell of a circumstance; of a department by its code, or of the first."""
    rows = DepartmentOpinion.objects.filter(candidate=candidate, voided_at__isnull=True, circumstance__code=code)
    rows = rows.select_related("department", "circumstance")
    return rows.get(department__code=department) if department else rows.order_by("pk").first()


def sign_all(candidate, answers=None, as_of=None) -> None:
    """Every open cell signed by an officer of its department: as `answers` says by circumstance code or by (department
    code, circumstance code), a dict of what `sign` takes; 未发现 otherwise."""
    answers, as_of, clear = answers or {}, as_of or clock.today(), {}
    for cell in open_cells(candidate):
        said = answers.get((cell.department.code, cell.circumstance.code)) or answers.get(cell.circumstance.code)
        if said is None:
            clear.setdefault(cell.department, []).append(cell)
        else:
            sign(opinion=cell, as_of=as_of, by=officer_of(cell.department), **said)
    for department, cells in clear.items():
        sign_many_clear(opinions=cells, as_of=as_of, by=officer_of(department))


def review(candidate, by, answers=None, as_of=None, **batch):
    """A candidate in joint review, asked about in a batch of their own and signed by every department. Returns the
    batch."""
    made = sent_batch([candidate], by, **batch)
    sign_all(candidate, answers, as_of)
    return made


@pytest.fixture
def reviewed(organizer):
    """reviewed(candidate, answers={}) → the same candidate: batch sent and every cell signed, clear unless said."""

    def make(candidate, answers=None, **other):
        review(candidate, organizer, answers, **other)
        return candidate

    return make
