"""The facts of the formal gate, gathered for many communities in a constant number of queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from candidates.enums import CandidateState
from candidates.enums_review import ConclusionState, Decision, NoticeState
from candidates.models import Candidate, CandidateNotice, NoticeObjection, PostPlan, ReviewConclusion
from candidates.queries.listed import is_formal_on
from candidates.queries.standing import standings
from candidates.rules.formal_list import UNDECIDED, FormalGate, Notice, Person, judge
from candidates.rules.objection import OPEN
from candidates.rules.sides import posts_of_side
from elections import gates
from elections.enums import Inclusion, Side
from elections.models import CommunityCycle, StepException
from elections.queries.rule_sets import cycle_parameters
from elections.rules.gates import AUDIT, FORMAL_LIST
from huanjie.shared.verdict import YES, Verdict

MAY_BE_HELD = (CandidateState.PASSED, CandidateState.FORMAL)
LEFT = (CandidateState.WITHDRAWN, CandidateState.NOT_PASSED)


def running_candidates(members: Sequence[CommunityCycle]) -> list[Candidate]:
    """Everybody who has neither left nor been refused."""
    rows = Candidate.objects.filter(community_cycle__in=[member.pk for member in members]).exclude(state__in=LEFT)
    return list(rows.defer("id_number", "phone").order_by("pk"))


def people_of(rows: Sequence[Candidate], on: date) -> dict[int, Person]:
    """What the gate must know of each, posts of both sides: six queries, however many."""
    stands = standings(rows, on) if rows else {}
    keys = [row.pk for row in rows]
    passed = ReviewConclusion.objects.filter(
        candidate__in=keys, state=ConclusionState.IN_FORCE, decision=Decision.PASSED
    )  # fmt: skip
    digests = dict(passed.values_list("candidate_id", "basis_digest"))
    objections = Counter(
        NoticeObjection.objects.filter(candidate__in=keys, state__in=OPEN).values_list("candidate_id", flat=True)
    )
    return {
        row.pk: Person(
            key=row.pk, name=row.name, gender=row.gender, posts=tuple(row.posts), state=row.state,
            standing=stands.get(row.pk), concluded_digest=digests.get(row.pk), is_held=row.held_on is not None,
            hold_reason=row.hold_reason, open_objections=objections[row.pk], version=row.version,
        )
        for row in rows
    }  # fmt: skip


def of_side(rows: Iterable[Candidate], people: dict[int, Person], side: str) -> list[Person]:
    """Those who stand for posts of this side, with these posts only."""
    found = []
    for row in rows:
        if posts := posts_of_side(row.posts, side):
            found.append(replace(people[row.pk], posts=posts, is_on_list=is_formal_on(row, side)))
    return found


def formal_gate(community_cycle: CommunityCycle, side: str, on: date, only: Iterable[int] | None = None) -> FormalGate:
    """The gate before the formal list of one side: over everybody who has not left, or over the list as it stands with
    the candidates `only` added."""
    rows = running_candidates([community_cycle])
    if only is not None:
        wanted = set(only)
        rows = [row for row in rows if row.pk in wanted or is_formal_on(row, side)]
    return _gates([community_cycle], rows, on)[community_cycle.pk, Side(side)]


def formal_gates(members: Sequence[CommunityCycle], on: date) -> dict[tuple[int, Side], FormalGate]:
    """Both sides of many communities (of one cycle, with it loaded)."""
    return _gates(members, running_candidates(members), on)


def _gates(members, rows, on) -> dict[tuple[int, Side], FormalGate]:
    if not members:
        return {}
    people, audits = people_of(rows, on), _audits(members)
    seats, notices = _seats(members), _notices(members)
    parameters = cycle_parameters(members[0].cycle)
    by_member = defaultdict(list)
    for row in rows:
        by_member[row.community_cycle_id].append(row)
    return {
        (member.pk, side): judge(
            side=side, people=of_side(by_member[member.pk], people, side), seats=seats[member.pk],
            notice=notices.get((member.pk, side)), parameters=parameters, audit=audits[member.pk],
        )
        for member in members
        for side in Side
    }  # fmt: skip


def _audits(members) -> dict[int, Verdict]:
    """The audit gate's verdicts; an exception a superior granted before the formal list holds here too."""
    excepted = StepException.objects.filter(community_cycle__in=members, step__code=FORMAL_LIST, rule=f"gate:{AUDIT}")
    found = set(excepted.values_list("community_cycle_id", flat=True))
    return {
        pk: YES if pk in found else verdict for pk, verdict in gates.verdicts(AUDIT, members).items()
    }  # fmt: skip


def _seats(members) -> dict[int, dict[str, int]]:
    found = defaultdict(dict)
    for member, post, seats in PostPlan.objects.filter(community_cycle__in=members).values_list(
        "community_cycle_id", "post", "seats"
    ):
        found[member][post] = seats
    return found


def _notices(members) -> dict[tuple[int, str], Notice]:
    unnamed = Counter(
        NoticeObjection.objects.filter(
            notice__community_cycle__in=members, candidate__isnull=True, state__in=OPEN
        ).values_list("notice__community_cycle_id", "notice__side")
    )
    rows = CandidateNotice.objects.filter(community_cycle__in=members).exclude(state=NoticeState.CORRECTED)
    return {
        (row.community_cycle_id, row.side): Notice(
            row.state, {line["key"]: line for line in row.lines}, unnamed[row.community_cycle_id, row.side]
        )
        for row in rows
    }


def seats_of(community_cycle: CommunityCycle) -> dict[str, int]:
    """The seats of a community by post."""
    return dict(PostPlan.objects.filter(community_cycle=community_cycle).values_list("post", "seats"))


def places_with_counts(viewer, cycle):
    """The communities of the viewer's area with how far their candidates are."""
    objections = NoticeObjection.objects.filter(notice__community_cycle=OuterRef("pk"), state__in=OPEN)
    notices = CandidateNotice.objects.filter(community_cycle=OuterRef("pk"), state=NoticeState.PUBLISHED)
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=cycle)
        .exclude(inclusion=Inclusion.NOT_DUE)
        .select_related("cycle", "community__subdistrict")
        .annotate(
            waiting=Count("candidates", filter=Q(candidates__state__in=UNDECIDED)),
            passed=Count("candidates", filter=Q(candidates__state=CandidateState.PASSED)),
            held=Count("candidates", filter=Q(candidates__state__in=MAY_BE_HELD, candidates__held_on__isnull=False)),
            formal=Count("candidates", filter=Q(candidates__state=CandidateState.FORMAL)),
            on_notice=_count(notices, "community_cycle"),
            open_objections=_count(objections, "notice__community_cycle"),
        )
    )


def _count(rows, by: str):
    found = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(found), 0)
