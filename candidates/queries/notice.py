"""Notices of candidates and objections, as the office sees them and as the board shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from candidates.enums import CandidateState
from candidates.enums_review import NoticeState, ObjectionState
from candidates.models import Candidate, CandidateNotice, NoticeObjection
from candidates.queries.recusal import recused_candidates
from candidates.rules.notice import Days, line_of
from candidates.rules.objection import OPEN
from candidates.rules.sides import posts_of_side
from elections.enums import Side
from elections.models import CommunityCycle
from elections.queries.calendar import work_calendar
from elections.queries.rule_sets import cycle_parameters
from huanjie.shared import clock

ON_NOTICE = (CandidateState.PASSED, CandidateState.FORMAL)


@dataclass(frozen=True)
class Draft:
    """What a notice would say now; `left_out` are those of the side who are not on it, with the reason."""

    lines: list[dict]
    left_out: list[tuple[Candidate, str]]


def draft_of(community_cycle: CommunityCycle, side: str) -> Draft:
    """The lines of everybody who passed and is not held, in the order of registration."""
    lines, left_out = [], []
    rows = Candidate.objects.filter(community_cycle=community_cycle).exclude(state=CandidateState.WITHDRAWN)
    for row in rows.defer("id_number", "phone").order_by("pk"):
        posts = posts_of_side(row.posts, side)
        if not posts:
            continue
        if row.state not in ON_NOTICE:
            left_out.append((row, CandidateState(row.state).label))
        elif row.held_on is not None:
            left_out.append((row, "已暂缓"))
        else:
            lines.append(line_of(row.pk, row.name, posts))
    return Draft(lines, left_out)


def days_for(community_cycle: CommunityCycle, side: str) -> Days:
    """What the period of a notice is measured by."""
    parameters = cycle_parameters(community_cycle.cycle)
    return Days(
        Side(side), clock.today(), work_calendar(), parameters["candidate_publicity_days"], community_cycle.day,
        parameters["formal_list_lead_days"],
    )  # fmt: skip


def notices(viewer):
    """Notices inside the viewer's area, with their community and the objections still open."""
    return (
        CandidateNotice.objects.visible_to(viewer)
        .select_related("community_cycle__cycle", "community_cycle__community__subdistrict", "corrects")
        .annotate(open_objections=Count("objections", filter=Q(objections__state__in=OPEN)))
    )


def standing_notice(community_cycle: CommunityCycle, side: str) -> CandidateNotice | None:
    """The one notice of a side that has not been corrected."""
    return (
        CandidateNotice.objects.filter(community_cycle=community_cycle, side=side)
        .exclude(state=NoticeState.CORRECTED)
        .select_related("community_cycle__cycle", "community_cycle__community")
        .first()
    )


def gone_from(rows: Iterable[CandidateNotice]) -> dict[int, list[str]]:
    """By notice, the names that hang there though the person withdrew, was struck out or stands for another post."""
    rows = [row for row in rows if row.state != NoticeState.CORRECTED]
    keys = {line["key"] for row in rows for line in row.lines}
    now = {
        pk: (name, posts)
        for pk, name, posts in Candidate.objects.filter(pk__in=keys, state__in=ON_NOTICE).values_list(
            "pk", "name", "posts"
        )
    }
    return {row.pk: [line["name"] for line in row.lines if not _stands(line, row.side, now)] for row in rows}


def _stands(line: dict, side: str, now: dict) -> bool:
    name, posts = now.get(line["key"], ("", ()))
    return name == line["name"] and set(posts_of_side(posts, side)) == set(line["posts"])


def notices_to_correct(viewer, cycle) -> list[CandidateNotice]:
    """Standing notices that no longer say what is true."""
    rows = list(notices(viewer).filter(community_cycle__cycle=cycle).exclude(state=NoticeState.CORRECTED))
    gone = gone_from(rows)
    return [row for row in rows if gone[row.pk]]


def notices_to_end(viewer, cycle):
    """Notices whose days are over and which nobody has closed."""
    return CandidateNotice.objects.visible_to(viewer).filter(
        community_cycle__cycle=cycle, state=NoticeState.PUBLISHED, ends_on__lt=clock.today()
    )


def objections(viewer):
    """Objections inside the viewer's area, without what was said; none about a candidate from whom the viewer is
    recused."""
    return (
        NoticeObjection.objects.visible_to(viewer)
        .exclude(candidate__in=recused_candidates(viewer))
        .select_related(
            "notice", "notice__community_cycle__cycle", "notice__community_cycle__community__subdistrict", "candidate",
        )
        .defer("text", "contact", "findings", "candidate__id_number", "candidate__phone")
    )  # fmt: skip


def only_late(rows):
    """Open ones whose first check is overdue, and open ones on or after the election day."""
    now, today = clock.now(), clock.today()
    voted = Q(notice__community_cycle__election_day__lte=today) | Q(
        notice__community_cycle__election_day__isnull=True, notice__community_cycle__cycle__election_day__lte=today
    )
    unchecked = Q(state=ObjectionState.RECEIVED, first_check_due_at__lt=now)
    return rows.filter(unchecked | voted, state__in=OPEN)


def late_objections(viewer, cycle):
    """Those that should have been checked, or concluded, by now."""
    return only_late(open_objections(viewer, cycle))


def open_objections(viewer, cycle):
    """Those not concluded."""
    return objections(viewer).filter(notice__community_cycle__cycle=cycle, state__in=OPEN)


def names_on(notice: CandidateNotice) -> list[tuple[int, str]]:
    """Whom an objection can be about."""
    return [(line["key"], line["name"]) for line in notice.lines]


def standing_notices_of(community_cycle: CommunityCycle) -> list[CandidateNotice]:
    """The standing notices of a community, one a side at most."""
    rows = CandidateNotice.objects.filter(community_cycle=community_cycle).exclude(state=NoticeState.CORRECTED)
    return list(rows.select_related("community_cycle__cycle", "community_cycle__community").order_by("side"))


def notices_to_correct_of(community_cycle: CommunityCycle) -> list[tuple[CandidateNotice, list[str]]]:
    """Those of a community that no longer say what is true, with the names."""
    rows = standing_notices_of(community_cycle)
    gone = gone_from(rows)
    return [(row, gone[row.pk]) for row in rows if gone[row.pk]]
