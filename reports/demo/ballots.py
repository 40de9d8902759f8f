"""A few communities whose Party side has voted already: declared, a seat to vote on again, read once, read differently.

The day of the residents' committee lies ahead; nothing of it is written down before it was held.
"""

from datetime import date

from elections.enums import BallotPost, Side, StepState
from elections.models import Ballot, StepRecord
from elections.queries.ballot import paper_form
from elections.queries.electorate import expected_in
from elections.rules.ballot_paper import Standing
from elections.rules.tally import BALLOT_COUNTS, read
from elections.services.ballot import enter_reading, prepare_ballot
from elections.services.declaration import declare_ballot
from reports.demo.stage import Stage

GENDERS = {"男": "male", "女": "female"}
MEETING = "PA21"
SEATS, STANDING, FEWEST = 5, 6, 20
ENDINGS = ("whole", "whole", "short", "read_once", "differing")


def play(stage: Stage, today: date) -> None:
    """The first communities whose assembly was held by today."""
    held = StepRecord.objects.filter(
        community_cycle__cycle=stage.cycle, code=MEETING, done_on__lte=today, state=StepState.DONE
    )
    for ending, record in zip(
        ENDINGS, held.select_related("community_cycle__cycle").order_by("area_code"), strict=False
    ):
        _play(stage, record, ending)


def _play(stage: Stage, record: StepRecord, ending: str) -> None:
    member, street = record.community_cycle, stage.street_viewers[record.area_code[:9]]
    due = max(FEWEST, expected_in(member) or 0)
    people = [stage.people.person(stage.first, youngest=28, oldest=55) for _ in range(STANDING)]
    ballot = prepare_ballot(
        community_cycle=member, side=Side.PARTY, held_on=record.done_on, due_count=due,
        seats={BallotPost.PARTY_MEMBER.value: SEATS}, venues=[("主会场", "hall")], by=street,
        people=[Standing(BallotPost.PARTY_MEMBER.value, each.name, GENDERS[each.gender]) for each in people],
    )  # fmt: skip
    attended = due - due // 10
    yes = [attended - n for n in range(SEATS)] + [due // 3]
    if ending == "short":
        yes[SEATS - 1] = due // 2
    form = paper_form(ballot)
    first = read(form, _fields(ballot, attended, yes))
    enter_reading(ballot=ballot, reading=first, by=street)
    if ending == "read_once":
        return
    if ending == "differing":
        yes[0] -= 1
    enter_reading(ballot=ballot, reading=read(form, _fields(ballot, attended, yes)), by=stage.organizer)
    if ending in ("whole", "short"):
        name = member.community.name
        declare_ballot(ballot=ballot, report_number=f"{name}党组织选举结果报告单", by=street)


def _fields(ballot: Ballot, attended: int, yes: list[int]) -> dict[str, str]:
    venue, post = ballot.venues.get(), BallotPost.PARTY_MEMBER.value
    fields = {f"{venue.pk}-attended": str(attended)}
    counts = (attended, attended, attended, 0)
    fields |= {f"{venue.pk}-{post}-{key}": str(n) for key, n in zip(BALLOT_COUNTS, counts, strict=True)}
    for person, given in zip(ballot.people.all(), yes, strict=True):
        for place, number in enumerate((given, attended - given, 0)):
            fields[f"{venue.pk}-{post}-{person.pk}-{place}"] = str(number)
    return fields
