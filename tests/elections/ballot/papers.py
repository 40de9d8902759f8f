"""Papers of a vote as a test writes them: names and numbers; turned into the fields of the page."""

from datetime import timedelta

from audits.models import Audit
from elections.queries.ballot import paper_form
from elections.rules import tally
from elections.rules.ballot_paper import Standing
from elections.services.ballot import enter_reading, prepare_ballot
from elections.services.declaration import declare_ballot


def fields_of_paper(ballot, venues: dict) -> dict[str, str]:
    """`venues`: {place: {"attended": n, post: {"issued": n, "returned": n, "valid": n, "invalid": n, "votes":
    {name: n or (yes, no, abstain)}, "write_ins": [(name, gender, votes)]}}}. "counts": (issued, returned, valid, invalid)."""
    form = paper_form(ballot)
    fields = {}
    for venue, name in form.venues:
        given = venues[name]
        fields[f"{venue}-attended"] = str(given["attended"])
        for post in form.posts:
            start, paper = f"{venue}-{post.key}", given[post.key]
            for key, number in zip(tally.BALLOT_COUNTS, paper["counts"], strict=True):
                fields[f"{start}-{key}"] = str(number)
            if "full" in paper:
                fields[f"{start}-full"] = str(paper["full"])
            for place, person in post.people:
                votes = paper["votes"][person]
                for mark, number in enumerate(votes if isinstance(votes, tuple) else (votes,)):
                    fields[f"{start}-{place}-{mark}"] = str(number)
            for line, (who, gender, votes) in enumerate(paper.get("write_ins", ())):
                fields[f"{start}-w{line}-name"] = who
                fields[f"{start}-w{line}-gender"] = gender
                fields[f"{start}-w{line}-votes"] = str(votes)
    return fields


def reading_of(ballot, venues: dict) -> tally.Reading:
    return tally.read(paper_form(ballot), fields_of_paper(ballot, venues))


def type_twice(ballot, venues: dict, first, second):
    """Two people type the paper; both readings agree."""
    enter_reading(ballot=ballot, reading=reading_of(ballot, venues), by=first)
    return enter_reading(ballot=ballot, reading=reading_of(ballot, venues), by=second)


def declared(ballot, venues: dict, first, second, number="报告单1号"):
    """Typed twice and declared by the second person."""
    return declare_ballot(ballot=type_twice(ballot, venues, first, second), report_number=number, by=second)


def one_hall(attended: int, **posts) -> dict:
    """A paper with one place of counting; `posts`: post → (counts, votes) or (counts, votes, write_ins)."""
    papers = {}
    for post, (counts, votes, *write_ins) in posts.items():
        papers[post] = {"counts": counts, "votes": votes, "write_ins": write_ins[0] if write_ins else []}
    return {"主会场": {"attended": attended, **papers}}


def people(**posts) -> list[Standing]:
    """post → names ("甲" or ("甲", gender))."""
    return [
        Standing(post, *(name if isinstance(name, tuple) else (name, "female")))
        for post, names in posts.items()
        for name in names
    ]


def way_behind(community_cycle, side, on, but=()) -> None:
    """Everything that stands in the way of a side's vote is behind the community: steps before it done in good time, the
    chair's audit published. `but`: codes left undone."""
    days = {code: on - timedelta(days=days) for code, days in BEFORE_THE_VOTE[side].items() if code not in but}
    for code, day in days.items():
        community_cycle.step_records.filter(code=code).update(state="done", done_on=day)
    if side == "residents_committee" and not community_cycle.audits.exists():
        Audit.objects.create(
            community_cycle=community_cycle, area_code=community_cycle.area_code, kind="departure", person_name="陶文礼",
            state="published", planned_on=on, published_on=on - timedelta(days=45),
        )  # fmt: skip


BEFORE_THE_VOTE = {
    "party": {"PA10": 22, "PA17": 12, "PA18": 4, "PA19": 3},
    "residents_committee": {"RC02": 45, "RC07": 23, "RC08": 22, "RC09": 14, "RC15": 5, "RC16": 2, "RC17": 2},
}


def prepared(community_cycle, by, *, side, due, seats, standing, held_on, venues=(("主会场", "hall"),)):
    """A first ballot of a community that has come this far."""
    way_behind(community_cycle, side, held_on)
    return prepare_ballot(
        community_cycle=community_cycle, side=side, held_on=held_on, due_count=due, seats=seats, people=standing,
        venues=venues, by=by,
    )  # fmt: skip
