"""Papers of communities: what is out, what is due, what a package holds."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q

from elections.enums import Inclusion
from elections.enums_paper import PaperState
from elections.models import CommunityCycle, Paper, StepRecord
from elections.queries.cycle import current_cycle
from elections.rules.paper_kind import PaperKind
from elections.rules.papers import CATALOGUE, kind_of
from huanjie.accounts.queries import installation


@dataclass(frozen=True)
class Published:
    """An issued paper as the schedule asks for it: `dates` are the days named in it, by fact."""

    code: str
    mark: str
    number: str
    step_code: str
    issued_on: date
    dates: dict[str, date]


def papers(viewer):
    """Papers inside the viewer's area."""
    return Paper.objects.visible_to(viewer).select_related(
        "community_cycle__cycle", "community_cycle__community__subdistrict__district", "corrects"
    )


def papers_of(community_cycle: CommunityCycle):
    """All papers of a community, in the order of the way."""
    return Paper.objects.filter(community_cycle=community_cycle).order_by("pk")


def communities_with_papers(viewer):
    """Communities of the running cycle with how many papers they have in each state."""
    counts = {
        f"{state}_count": Count("papers", filter=Q(papers__state=state))
        for state in (PaperState.ISSUED, PaperState.DRAFT, PaperState.CORRECTED)
    }
    return (
        CommunityCycle.objects.visible_to(viewer)
        .filter(cycle=current_cycle(viewer))
        .exclude(inclusion=Inclusion.NOT_DUE)
        .select_related("community__subdistrict")
        .annotate(**counts, last_on=Max("papers__issued_on"))
    )


def published(community_cycle: CommunityCycle) -> list[Published]:
    """Announcements and notices that are out and stand: moving a day in them needs a correction (domain brief §2.4 H12)."""
    rows = Paper.objects.filter(community_cycle=community_cycle, is_public=True, state=PaperState.ISSUED)
    return [
        Published(
            row.code, row.mark, row.number, row.step_code, row.issued_on,
            {key: date.fromisoformat(day) for key, day in row.dates.items()},
        )
        for row in rows.order_by("issued_on", "pk")
    ]  # fmt: skip


def announced(community_cycles: Sequence[CommunityCycle]) -> dict[int, dict[str, date]]:
    """The answer for `elections.published`: the numbers that are out and since when, for many communities at once."""
    found: dict[int, dict[str, date]] = defaultdict(dict)
    rows = Paper.objects.filter(
        community_cycle__in=[each.pk for each in community_cycles], is_public=True, state=PaperState.ISSUED
    ).exclude(number="")
    for pk, number, on in rows.order_by("issued_on").values_list("community_cycle_id", "number", "issued_on"):
        found[pk].setdefault(number.partition("更")[0], on)
    return dict(found)


@dataclass
class Line:
    """A kind of paper in one community: its papers, when it is due, how it stands."""

    kind: PaperKind
    papers: list[Paper]
    due_on: date | None
    is_needed: bool
    look: str
    step_name: str = ""

    @property
    def standing(self) -> Paper | None:
        """What counts now: the last issued one, or the draft."""
        return next((p for p in reversed(self.papers) if p.state in (PaperState.ISSUED, PaperState.DRAFT)), None)

    @property
    def may_begin(self) -> bool:
        """Whether another draft of this kind makes sense."""
        states = {paper.state for paper in self.papers}
        if PaperState.DRAFT in states:
            return False
        return self.kind.repeats or PaperState.ISSUED not in states


def lines_of(community_cycle: CommunityCycle, side: str, today: date) -> list[Line]:
    """Every kind of one side with its papers, in the order of the way."""
    steps = {
        code: (planned_on, is_needed, name)
        for code, planned_on, is_needed, name in StepRecord.objects.filter(community_cycle=community_cycle).values_list(
            "code", "planned_on", "is_needed", "step__name"
        )
    }
    mine: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers_of(community_cycle).filter(side=side):
        mine[paper.code].append(paper)
    return [_line(kind, mine[kind.code], steps, today) for kind in CATALOGUE.values() if kind.side == side]


def _line(kind: PaperKind, rows: list[Paper], steps: dict, today: date) -> Line:
    due_on, is_needed, step_name = steps.get(kind.step, (None, False, ""))
    if kind.when:
        is_needed = is_needed and steps.get(kind.when, (None, False, ""))[1]
    states = {paper.state for paper in rows}
    if PaperState.ISSUED in states:
        look = "done"
    elif PaperState.DRAFT in states:
        look = "in_progress"
    elif not is_needed or kind.repeats:
        look = "not_due"
    else:
        look = "overdue" if due_on and due_on < today else "not_started"
    return Line(kind, rows, due_on, is_needed, look, step_name)


def is_demo() -> bool:
    """Whether this installation plays invented data: its papers say so."""
    row = installation.current()
    return bool(row is not None and row.is_demo)


def latest_answers(community_cycle: CommunityCycle) -> dict:
    """What was typed into earlier papers of the community, the newest answer of each question."""
    answers: dict = {}
    for given in papers_of(community_cycle).exclude(state=PaperState.WITHDRAWN).values_list("given", flat=True):
        answers |= given
    return answers


def kind_of_paper(paper: Paper) -> PaperKind:
    return kind_of(paper.code)
