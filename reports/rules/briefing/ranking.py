"""Which streets are ahead and which behind, said only where it is a fact (no order is made up among equals)."""

from dataclasses import dataclass

# The steps of the residents' committee and Party side, latest first, and how each is named in a sentence.
STAGES = {
    "handed_over": "工作移交",
    "voted": "投票选举",
    "formal_list_published": "正式候选人公布",
    "nominated": "候选人提名",
    "voter_list_published": "选民名单公布",
    "registration_done": "选民登记",
    "committee_formed": "居民选举委员会推选",
    "party_elected": "党组织选举",
}


@dataclass(frozen=True)
class Ranking:
    stage: str
    complete: tuple[str, ...]
    ahead: tuple[str, ...]
    behind: tuple[str, ...]


def ranking(snapshot, *, most=3):
    """Rank streets by the share of communities past the stage now under way; None when there is nothing to compare."""
    stage = current_stage(snapshot)
    rows = [
        (row["name"], row["figures"].get(stage), row["figures"].get("communities_due")) for row in snapshot["streets"]
    ]
    rows = [(name, done, due) for name, done, due in rows if done is not None and due]
    if not stage or len(rows) < 2:
        return None
    complete = tuple(name for name, done, due in rows if done >= due)
    rest = sorted((row for row in rows if row[1] < row[2]), key=lambda row: -row[1] / row[2])
    ahead = () if complete else _clear(rest, most)
    behind = _clear(rest[::-1], most) if len(rest) > most or complete else ()
    return Ranking(STAGES[stage], complete, ahead, behind)


def current_stage(snapshot):
    """The latest stage that some but not all communities have passed, hand-over aside unless all have voted."""
    figures = snapshot["figures"]
    due = figures.get("communities_due", {}).get("value")
    done = {stage: figures.get(stage, {}).get("value") for stage in STAGES}
    under_way = [stage for stage, count in done.items() if count and due and count < due]
    if under_way and under_way[0] == "handed_over" and done["voted"] != due:
        under_way = under_way[1:]
    return under_way[0] if under_way else None


def _clear(rows, most):
    """The first rows of an order, cut back to where a strict step separates them from the next."""
    for count in range(min(most, len(rows)), 0, -1):
        if count == len(rows) or rows[count][1] * rows[count - 1][2] != rows[count - 1][1] * rows[count][2]:
            return tuple(name for name, *_ in rows[:count])
    return ()
