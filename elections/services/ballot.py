"""The record of a vote: set up, typed in twice by two people, corrected under a document. Declaring is in
`elections.services.declaration`."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Max

from elections.enums import BallotPost, BallotState, ElectState, RoundKind, Side
from elections.models import Ballot, BallotEntry, BallotPerson, BallotSeat, BallotVenue, CommunityCycle, ElectedPerson
from elections.permissions_ballot import can_correct_ballot, can_enter_ballot, can_prepare_ballot, can_start_over
from elections.queries.ballot import paper_form, standing_entries
from elections.queries.rule_sets import cycle_parameters
from elections.queries.vote_steps import judged_vote
from elections.rules.ballot_paper import Standing, check_choice, check_paper
from elections.rules.gates import in_words
from elections.rules.tally import Reading, differences
from elections.services.vote_steps import take_back_with_result
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.verdict import YES, Refused, Stale, Verdict, no, require


def prepare_ballot(
    *, community_cycle: CommunityCycle, side: str, held_on: date, due_count: int, seats: Mapping[str, int],
    people: Iterable[Standing], venues: Iterable[tuple[str, str]], by,
) -> Ballot:  # fmt: skip
    """Set up the first ballot of some posts of a side: who could vote, the names as printed, the places of counting. The
    Party side elects its committee and then, in the committee, its secretary: two first ballots.

    Raises Refused with the article where the ballot itself would be unlawful, or where what stands in the way of its step
    (order, the law's days, the gates) is not out of the way.
    """
    with act():
        member = locked_member(community_cycle)
        require(can_prepare_ballot(by, member))
        require(_check_first(member, side, seats))
        require(in_words(judged_vote(member, side=side, posts=list(seats), on=held_on)))
        return write_ballot(
            member=member, side=Side(side), kind=RoundKind.FIRST_BALLOT, held_on=held_on, due_count=due_count,
            seats=seats, people=list(people), venues=list(venues), by=by,
        )  # fmt: skip


def locked_member(community_cycle: CommunityCycle) -> CommunityCycle:
    """The community's row, held until the act ends: rounds of one community are set up one after the other."""
    return CommunityCycle.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=community_cycle.pk)


def write_ballot(
    *, member, side, kind, held_on, due_count, seats, people, venues, by, follows=None, answers=()
) -> Ballot:
    """Check the paper and write the round; the caller holds the community's row and asked for the permission."""
    parameters = cycle_parameters(member.cycle)
    require(check_paper(side=side, due_count=due_count, seats=seats, people=people, venues=venues))
    require(check_choice(side=side, kind=kind, seats=seats, people=people, parameters=parameters))
    require(_check_day(member, held_on, follows))
    last = Ballot.objects.filter(community_cycle=member, side=side).aggregate(last=Max("round_number"))["last"] or 0
    with act() as log:
        ballot = Ballot.objects.create(
            community_cycle=member, area_code=member.area_code, side=side, round_number=last + 1, kind=kind,
            follows=follows, mode="" if side == Side.PARTY else member.election_mode, held_on=held_on,
            due_count=due_count, relatives=follows.relatives if follows else [], answers=list(answers),
        )  # fmt: skip
        _write_paper(ballot, seats, people, venues)
        log.record(
            by=by, verb="ballot.prepared", subject=ballot,
            detail={"side": side.value, "round": last + 1, "kind": kind.value, "seats": dict(seats), "people": len(people)},
        )  # fmt: skip
    return ballot


def _check_first(member: CommunityCycle, side: str, seats) -> Verdict:
    """Each post has one first ballot in a cycle."""
    rounds = list(Ballot.objects.filter(community_cycle=member, side=side).prefetch_related("seats"))
    begun = {seat.post for ballot in rounds for seat in ballot.seats.all()}
    twice = [BallotPost(post).label for post in seats if post in begun]
    if twice:
        return no(f"{'、'.join(twice)}的首次投票已经登记。", "请在已有的一轮中继续办理。")
    if any(ballot.state != BallotState.DECLARED for ballot in rounds):
        return no("前一轮投票的结果还没有确认。", "请先确认前一轮的结果。")
    return YES


def _check_day(member: CommunityCycle, held_on: date, follows: Ballot | None) -> Verdict:
    if held_on > clock.today():
        return no(f"投票日期 {held_on} 还没有到。", "投票结束后再登记，请填写实际日期。")
    if held_on < member.cycle.starts_on:
        return no(f"投票日期 {held_on} 早于本届启动日期 {member.cycle.starts_on}。", "请核对年份和日期。")
    if follows is not None and held_on < follows.held_on:
        return no(f"投票日期 {held_on} 早于前一轮的 {follows.held_on}。", "请核对日期。")
    return YES


def _write_paper(ballot: Ballot, seats, people: list[Standing], venues) -> None:
    BallotSeat.objects.bulk_create(BallotSeat(ballot=ballot, post=post, count=count) for post, count in seats.items())
    BallotVenue.objects.bulk_create(
        BallotVenue(ballot=ballot, position=place, name=name, kind=kind)
        for place, (name, kind) in enumerate(venues, start=1)
    )
    places: dict[str, int] = {}
    rows = []
    for each in people:
        places[each.post] = places.get(each.post, 0) + 1
        rows.append(BallotPerson(ballot=ballot, post=each.post, position=places[each.post], name=each.name,
                                 gender=each.gender, key=each.key))  # fmt: skip
    BallotPerson.objects.bulk_create(rows)


def enter_reading(*, ballot: Ballot, reading: Reading, by, expected_entry: int | None = None) -> Ballot:
    """Keep one person's reading of the paper. The first waits for a second person; two that agree make the ballot
    verified, two that do not are shown side by side until one of the two people types it anew.

    The other person's typing does not make this page stale: only one's own newer reading does (`expected_entry` is the
    one the page showed). The same numbers sent twice are kept once.
    """
    if reading.flaws:
        raise Refused(no(f"报告单还有 {len(reading.flaws)} 处没有填对，没有保存。", "请按提示逐处填写。"))
    with act():
        row = locked(ballot)
        require(can_enter_ballot(by, row))
        standing = standing_entries(row)
        sheet = _sheet_for(standing, by)
        mine = next((each for each in standing if each.sheet == sheet), None)
        if mine is not None and mine.data == reading.data:
            return row
        if mine is not None and mine.pk != expected_entry:
            raise Stale("您录的这一遍")
        BallotEntry.objects.filter(ballot=row, sheet=sheet, is_superseded=False).update(is_superseded=True)
        entry = BallotEntry.objects.create(
            ballot=row, sheet=sheet, data=reading.data, entered_by_id=by.user_id, entered_by=by.name,
            entered_at=clock.now(),
        )  # fmt: skip
        other = next((each for each in standing if each.sheet != sheet), None)
        return change_state(subject=row, to=_after(row, entry, other), by=by, comment=f"第 {sheet} 遍录入")


def _sheet_for(standing: list[BallotEntry], by) -> int:
    for entry in standing:
        if entry.entered_by_id == by.user_id:
            return entry.sheet
    if len(standing) == 2:
        names = "、".join(entry.entered_by for entry in standing)
        raise Refused(no(f"报告单已由{names}各录一遍。", "要换人录入，请街道先清除录入，重新开始。"))
    return 2 if standing and standing[0].sheet == 1 else 1


def _after(ballot: Ballot, entry: BallotEntry, other: BallotEntry | None) -> BallotState:
    if other is None:
        return BallotState.ENTERED
    same = not differences(paper_form(ballot), entry.data, other.data)
    return BallotState.VERIFIED if same else BallotState.DIFFERING


def start_over(*, ballot: Ballot, reason: str, by, expected_version: int | None = None) -> Ballot:
    """Set both readings aside (they stay in the history) and begin again with two people."""
    require(YES if reason.strip() else no("清除录入要写明原因。", "请填写原因。"))
    with act():
        row = locked(ballot)
        require(can_start_over(by, row))
        return _begin_again(row, reason.strip(), by, expected_version)


def correct_ballot(
    *, ballot: Ballot, reason: str, document_number: str, by, expected_version: int | None = None
) -> Ballot:
    """Take a declared result back under the number of a correction sheet (domain brief §12.23): its people are no
    longer elected by it, both readings are typed anew, and the old outcome stays readable."""
    require(YES if reason.strip() else no("更正结果要写明原因。", "请填写原因。"))
    require(YES if document_number.strip() else no("更正结果要有更正单。", "请填写更正单编号。"))
    with act():
        row = locked(ballot)
        require(can_correct_ballot(by, row))
        later = Ballot.objects.filter(follows=row).first()
        if later is not None:
            raise Refused(no(f"在这一轮之后已经登记了第 {later.round_number} 轮。", "请先更正后一轮，再更正这一轮。"))
        for person in ElectedPerson.objects.filter(ballot=row).exclude(state=ElectState.VOID):
            change_state(
                subject=person, to=ElectState.VOID, by=by, comment=reason.strip()[:500],
                set_fields={"document_number": document_number.strip()},
            )  # fmt: skip
        comment = f"{reason.strip()}（更正单 {document_number.strip()}）"
        take_back_with_result(row, comment, by)
        return _begin_again(row, comment, by, expected_version)


def _begin_again(row: Ballot, comment: str, by, expected_version) -> Ballot:
    BallotEntry.objects.filter(ballot=row, is_superseded=False).update(is_superseded=True)
    return change_state(
        subject=row, to=BallotState.PREPARED, by=by, comment=comment[:500], expected_version=expected_version
    )


def locked(ballot: Ballot) -> Ballot:
    """The round's row, held until the act ends."""
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("community_cycle__cycle", "community_cycle__community")
        .get(pk=ballot.pk)
    )
