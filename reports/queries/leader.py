"""What a leader reads in two minutes: where we stand, what moved since the last reading, what is late or stuck."""

from collections import defaultdict
from dataclasses import dataclass, field

from elections.queries import facts
from huanjie.activity.models import ActivityEntry
from huanjie.shared.scope import Level
from reports.enums import BriefingState
from reports.figures import FIGURES, RATIOS, Figure
from reports.models import Briefing
from reports.queries.district_day import Child, Day, children_of, counts_of, day_of, names_of
from reports.rules.briefing import Headline, headline

READING = ("briefing.read", "briefing.downloaded")


@dataclass(frozen=True)
class Move:
    """A figure that is not what it was at the last reading."""

    figure: Figure
    before: int
    now: int

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class LateStreet:
    """A street's steps that are past their planned day."""

    area: str
    name: str
    steps: int
    communities: int
    days: int


@dataclass
class LeaderPage:
    day: Day
    since: Briefing | None
    was_read: bool
    headlines: list[Headline]
    moves: list[Move]
    late: list[LateStreet]
    unfiled: list[Child]
    latest: Briefing | None
    is_new: bool
    past: list[Briefing]
    problems: list[str] = field(default_factory=list)

    @property
    def late_steps(self) -> int:
        return sum(street.steps for street in self.late)


def issued_to(viewer):
    """Issued briefings a viewer may read, the newest first: those of the viewer's own area where it has its own,
    otherwise those of the areas in it."""
    ready = Briefing.objects.visible_to(viewer).filter(state=BriefingState.READY).order_by("-on", "-number")
    own = ready.filter(area_code=viewer.area)
    return own if len(viewer.area) >= 6 else ready


def last_read(viewer) -> Briefing | None:
    """The briefing this person opened or took last."""
    entry = (
        ActivityEntry.objects.filter(actor_id=viewer.user_id, verb__in=READING, subject_type="reports.briefing")
        .order_by("-number")
        .first()
    )
    return Briefing.objects.visible_to(viewer).filter(pk=entry.subject_id).first() if entry else None


def leader_page(viewer) -> LeaderPage:
    """The page of a viewer's own area. Compared with the briefing this person read last; when that is the newest one of
    this very day, or nothing was read, with the briefing before today's."""
    day = day_of(viewer.area)
    past = list(issued_to(viewer)[:13])
    read = last_read(viewer)
    since, was_read = _since(day, past, read)
    latest = past[0] if past else None
    children = children_of(day)
    return LeaderPage(
        day=day,
        since=since,
        was_read=was_read,
        headlines=headline(_as_snapshot(day, since)) if day.summary else [],
        moves=_moves(day, since),
        late=_late(day),
        unfiled=[child for child in children if counts_of(child.summary)["open"] and day.is_over],
        latest=latest,
        is_new=latest is not None and (read is None or (latest.on, latest.number) > (read.on, read.number)),
        past=past[1:],
        problems=list(latest.snapshot.get("problems", [])) if latest else [],
    )


def _since(day: Day, past: list[Briefing], read: Briefing | None) -> tuple[Briefing | None, bool]:
    if read is not None and read.area_code == day.area and read.on < day.on:
        return read, True
    return next((briefing for briefing in past if briefing.on < day.on and briefing.area_code == day.area), None), False


def _before(day: Day, since: Briefing | None, key: str) -> int | None:
    """A figure as it was in that briefing, or on the report day before where there is no briefing to compare with."""
    if since is not None:
        return since.snapshot["figures"].get(key, {}).get("value")
    return day.before.values.get(key) if day.before else None


def _moves(day: Day, since: Briefing | None) -> list[Move]:
    moves = []
    for key, figure in FIGURES.items():
        before, now = _before(day, since, key), day.value(key)
        if before is not None and now is not None and before != now:
            moves.append(Move(figure, before, now))
    return moves


def _as_snapshot(day: Day, since: Briefing | None) -> dict:
    """Today's figures in the shape of a snapshot, so that the page and the paper choose and word them alike."""
    figures = {
        key: {"label": figure.label, "unit": figure.unit, "value": day.value(key), "previous": _before(day, since, key)}
        for key, figure in FIGURES.items()
    }
    ratios = {
        key: {
            "label": ratio.label,
            "numerator": day.value(ratio.numerator),
            "denominator": day.value(ratio.denominator),
            "previous_numerator": _before(day, since, ratio.numerator),
            "previous_denominator": _before(day, since, ratio.denominator),
        }
        for key, ratio in RATIOS.items()
        if day.value(ratio.denominator)
    }
    counts = day.counts
    for key, label in (("on_time", "日报按时率"), ("complete", "日报完整率")):
        ratios[key] = {"label": label, "numerator": counts[key], "denominator": counts["due"]}
    return {"figures": figures, "ratios": ratios}


def _late(day: Day) -> list[LateStreet]:
    if day.cycle is None or day.level > Level.SUBDISTRICT:
        return []
    length = 9 if day.level == Level.DISTRICT else 12
    found: dict[str, list] = defaultdict(list)
    rows = facts.late_steps(day.cycle, day.on, day.area).select_related(None).order_by()
    for code, planned_on in rows.values_list("area_code", "planned_on"):
        found[code[:length]].append((code, planned_on))
    names = names_of(found, day.on)
    streets = [
        LateStreet(area, names[area], len(steps), len({code for code, _ in steps}),
                   max((day.on - planned_on).days for _, planned_on in steps))
        for area, steps in found.items()
    ]  # fmt: skip
    return sorted(streets, key=lambda street: (-street.steps, street.area))
