"""What the departments have said about candidates and still stand by, over all rounds.

Of each department and circumstance the newest live cell counts: a later round replaces what it asks again and leaves the
rest. Nothing an earlier round found is lost because a later one did not ask."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef

from candidates.models import Candidate, Circumstance, DepartmentOpinion, Recusal
from candidates.queries.review_content import facts_of
from candidates.rules.circumstances import action_for, bar_for
from candidates.rules.review_content import Facts, digest_of
from candidates.rules.standing import Cell, Standing, standing_of

_FIELDS = (
    "pk", "candidate_id", "department_id", "department__code", "circumstance_id", "circumstance__code", "answer",
    "expires_on", "content_digest", "is_recused",
)  # fmt: skip


def standings(candidates: Iterable[Candidate], on: date) -> dict[int, Standing]:
    """Candidate id → standing as of a day: four queries, however many."""
    cells = cells_by_candidate([row.pk for row in candidates])
    return {pk: standing_of(found, on) for pk, found in cells.items()}


def standing(candidate: Candidate, on: date) -> Standing:
    """The standing of one."""
    return standings([candidate], on)[candidate.pk]


def cells_by_candidate(keys: Iterable[int]) -> dict[int, list[Cell]]:
    """Candidate id → the cells that count, as the rule reads them."""
    keys = list(keys)
    rows = list(_live(keys))
    facts = facts_of(keys)
    asked = Circumstance.objects.in_bulk({row[4] for row in rows})
    now = _Now(facts, asked)
    newest: dict[int, dict[tuple[int, str], Cell]] = defaultdict(dict)
    for pk, candidate, department_id, department, circumstance, code, answer, expires_on, digest, is_recused in rows:
        bar, action, current = now.of(candidate, circumstance)
        newest[candidate][department_id, code] = Cell(
            key=pk, department=department, circumstance=code, bar=bar, hit_action=action, answer=answer,
            expires_on=expires_on, is_current=digest == current, is_recused=is_recused,
        )  # fmt: skip
    return {key: list(newest[key].values()) for key in keys}


def cells_of(candidate: Candidate) -> list[DepartmentOpinion]:
    """The rows that count, without reasons, in the departments' order."""
    rows = (
        DepartmentOpinion.objects.filter(candidate=candidate, voided_at__isnull=True)
        .select_related("department", "circumstance", "joint_review__batch")
        .defer("facts")
        .order_by("pk")
    )
    newest = {(row.department_id, row.circumstance.code): row for row in rows}
    return sorted(
        newest.values(), key=lambda row: (row.department.position, row.department_id, row.circumstance.code)
    )  # fmt: skip


def _live(keys):
    recused = Recusal.objects.filter(
        candidate=OuterRef("candidate"), user=OuterRef("signed_by_id"), lifted_at__isnull=True
    )
    return (
        DepartmentOpinion.objects.filter(candidate__in=keys, voided_at__isnull=True)
        .annotate(is_recused=Exists(recused))
        .order_by("pk")
        .values_list(*_FIELDS)
    )


class _Now:
    """Bar, action and digest of a circumstance for a candidate as registered now, worked out once each."""

    def __init__(self, facts: dict[int, Facts], circumstances: dict[int, Circumstance]):
        self.facts, self.circumstances, self.known = facts, circumstances, {}

    def of(self, candidate: int, circumstance: int):
        key = candidate, circumstance
        if key not in self.known:
            facts, asked = self.facts[candidate], self.circumstances[circumstance]
            self.known[key] = bar_for(asked, facts.posts), action_for(asked, facts.posts), digest_of(facts, asked)
        return self.known[key]
