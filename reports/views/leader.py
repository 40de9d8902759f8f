"""One page for a leader, phone first."""

from django.shortcuts import render
from django.urls import reverse

from huanjie.shared.verdict import require
from reports.permissions import can_see_briefings
from reports.queries.leader import leader_page
from reports.tables_district import day_url, figure_url

REPORTING = ("on_time", "complete")
MOST_STREETS = 6


def leader(request):
    """Where we stand, what moved, what is late, what waits for a decision, and the latest briefing."""
    require(can_see_briefings(request.viewer))
    page = leader_page(request.viewer)
    day = page.day
    headlines = [
        (item, day_url(day.area, day.on) if item.key in REPORTING else figure_url(item.key, day.area, day.on))
        for item in page.headlines
    ]
    moves = [(move, figure_url(move.figure.key, day.area, day.on)) for move in page.moves]
    late = [(street, _board_url(street.area)) for street in page.late]
    return render(request, "reports/leader_page.html", {
        "page": page, "day": day, "headlines": headlines, "moves": moves, "late": late[:MOST_STREETS],
        "late_more": max(len(late) - MOST_STREETS, 0), "unfiled": [(c, day_url(c.area, day.on)) for c in page.unfiled],
        "cycle": day.cycle, "title": "一页通", "board_url": _board_url(),
    })  # fmt: skip


def _board_url(street: str = "") -> str:
    """The board of communities and steps with only the late ones."""
    return f"{reverse('elections:board')}?late=on&side=all" + (f"&street={street}" if len(street) == 9 else "")
