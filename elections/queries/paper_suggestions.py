"""Answers the records suggest to the questions of a new draft. A suggestion is typed in for the drafter, who may change
it: what must not be changed is a recorded fact and never asked (`elections.queries.paper_facts`)."""

from collections.abc import Callable, Container

from elections.enums import BallotPost, RoundKind, Side
from elections.enums_electorate import ObjectionState, Standing
from elections.enums_paper import PaperState
from elections.models import (
    Ballot,
    CommitteeVote,
    CommunityCycle,
    DuplicateVoter,
    Paper,
    Representative,
    VoterObjection,
)
from elections.queries.ballot import latest_outcome, pending_of
from elections.rules.representatives import group_order
from huanjie.shared.strokes import by_surname

MARKS = {
    "request_mark": "PA-08Q", "exclusion_request_mark": "PA-10Q", "candidates_request_mark": "PA-16Q",
    "result_request_mark": "PA-24Q",
}  # fmt: skip


def suggested(community_cycle: CommunityCycle, asked: Container[str]) -> dict[str, str]:
    """Question → suggested answer, for those of the questions that the records know something about."""
    found: dict[str, str] = {}
    for keys, read in SOURCES:
        if any(key in asked for key in keys):
            found |= read(community_cycle)
    return {key: value for key, value in found.items() if key in asked and value}


def _marks(community_cycle) -> dict[str, str]:
    """The numbers of the community's own requests, as they were issued."""
    out = Paper.objects.filter(community_cycle=community_cycle, code__in=MARKS.values(), state=PaperState.ISSUED)
    mark_of = dict(out.order_by("pk").values_list("code", "mark"))
    return {key: mark_of.get(code, "") for key, code in MARKS.items()}


def _supplementary(community_cycle) -> dict[str, str]:
    """Those with most votes among the not elected, post by post (csjwh-2026 art. 19)."""
    lines = []
    for ballot, each in pending_of(community_cycle, Side.RESIDENTS_COMMITTEE):
        if each["kind"] == RoundKind.SUPPLEMENTARY_BALLOT:
            lines += [_line(person, each["post"], votes) for person, votes in _with_votes(ballot, each)]
    return {"supplementary_candidates": "\n".join(lines)}


def _line(person: dict, post: str, votes: int | None) -> str:
    told = "" if votes is None else f" {votes}票"
    return f"{person['name']} {BallotPost(post).label}{told}"


def _with_votes(ballot: Ballot, each: dict) -> list[tuple[dict, int | None]]:
    counted = latest_outcome(ballot).counts["posts"]
    votes = {one["key"]: one["yes"] for post in counted if post["post"] == each["post"] for one in post["people"]}
    return [(person, votes.get(person["key"])) for person in each["people"]]


def _withdrawal(community_cycle) -> dict[str, str]:
    """The latest member of the election committee who left, and who was called in since (art. 15)."""
    people = CommitteeVote.objects.filter(committee__community_cycle=community_cycle)
    left = people.filter(state=Standing.WITHDRAWN, joined_on__isnull=False).order_by("-withdrawn_on", "-pk").first()
    if left is None:
        return {}
    later = people.filter(state=Standing.SERVING, joined_on__gte=left.withdrawn_on).exclude(pk=left.pk)
    heir = later.order_by("joined_on", "rank").first()
    return {
        "left_member": left.name,
        "left_reason": left.get_ground_display(),
        "successor": heir.name if heir else "",
    }


def _voters(community_cycle) -> dict[str, str]:
    """Who came onto the list or off it since the last correction was announced (domain brief §12.16)."""
    last = Paper.objects.filter(community_cycle=community_cycle, code="RC-AS", state=PaperState.ISSUED)
    since = last.order_by("-issued_on").values_list("issued_on", flat=True).first()
    decided = VoterObjection.objects.filter(community_cycle=community_cycle, state=ObjectionState.DECIDED)
    frozen = DuplicateVoter.objects.filter(frozen_in=community_cycle, changes_list=True)
    if since:
        decided, frozen = decided.filter(decided_on__gt=since), frozen.filter(settled_on__gt=since)
    removed = [*decided.filter(change=-1).values_list("name", flat=True), *frozen.values_list("name", flat=True)]
    return {
        "voters_added": "、".join(by_surname(decided.filter(change=1).values_list("name", flat=True))),
        "voters_removed": "、".join(by_surname(removed)),
    }


def _group_leaders(community_cycle) -> dict[str, str]:
    rows = Representative.objects.filter(community_cycle=community_cycle, left_on__isnull=True, is_group_leader=True)
    return {
        "group_leaders": "\n".join(
            f"{row.group} {row.name}" for row in sorted(rows, key=lambda row: group_order(row.group))
        )
    }


Source = Callable[[CommunityCycle], dict[str, str]]
SOURCES: tuple[tuple[frozenset[str], Source], ...] = (
    (frozenset(MARKS), _marks),
    (frozenset({"supplementary_candidates"}), _supplementary),
    (frozenset({"left_member", "left_reason", "successor"}), _withdrawal),
    (frozenset({"voters_added", "voters_removed"}), _voters),
    (frozenset({"group_leaders"}), _group_leaders),
)
