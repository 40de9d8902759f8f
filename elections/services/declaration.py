"""The result of a round: previewed, declared, carried on in a further round, or left with fewer seats."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from elections.enums import BallotState, ElectState, RoundKind, Side
from elections.models import Ballot, BallotOutcome, ElectedPerson
from elections.permissions_ballot import (
    can_declare_ballot,
    can_note_relatives,
    can_open_next_round,
    can_reduce_seats,
)
from elections.queries.ballot import (
    is_complete,
    latest_outcome,
    pending_of,
    pending_rounds,
    standing_entries,
)
from elections.queries.ballot_count import to_count
from elections.queries.rule_sets import cycle_parameters
from elections.rules.ballot_paper import Standing
from elections.rules.concluding import Outcome, Result
from elections.rules.conclusion import counts_of, group_to_open, next_rounds_of, standing_people, words_of
from elections.rules.counting import Count
from elections.rules.outcome import decide
from elections.rules.reconcile import Weight, reconcile
from elections.rules.seats_left import may_leave_empty, without_empty_seats
from elections.rules.tally import Flaw
from elections.services.ballot import locked, locked_member, write_ballot
from elections.services.handover import begin_handover
from elections.services.procedure import stored_evidence
from elections.services.vote_steps import call_for_step, complete_by_result
from huanjie.activity.services import act, change_state
from huanjie.shared import clock
from huanjie.shared.crypto import sm3_hex
from huanjie.shared.verdict import YES, Refused, Stale, no, require

STATES = {
    Result.ELECTED: ElectState.ELECTED,
    Result.AWAITING_REVIEW: ElectState.AWAITING_REVIEW,
    Result.RELATIVES: ElectState.RELATIVES,
}


NOTHING_EMPTY = no("没有空缺的名额可以减少。", "请刷新页面查看最新情况。")

NEVER_FEWER = no("居民委员会的空缺名额不能减少。", "请另行选举。", "城市居民委员会组织法第19条")


@dataclass(frozen=True)
class Preview:
    """What declaring would conclude."""

    is_decided: bool
    is_valid: bool
    words: list[dict]


def contradictions(ballot: Ballot, data: dict) -> list[Flaw]:
    """Where a reading contradicts itself (domain brief §13), at the field it is about. More returned than issued is no
    slip of typing but an outcome: it passes."""
    places = _places(ballot)
    problems = reconcile(to_count(ballot, data), cycle_parameters(ballot.community_cycle.cycle))
    return [
        Flaw(places.get(problem.place, ""), str(problem)) for problem in problems if problem.weight == Weight.WRONG
    ]  # fmt: skip


def _places(ballot: Ballot) -> dict[str, str]:
    """The place a problem names → the first field to look at."""
    venues = list(ballot.venues.all())
    first = venues[0]
    places = {"参加人数": f"{first.pk}-attended"}
    for seat in ballot.seats.all():
        label = seat.get_post_display()
        places |= {f"{venue.name}{label}": f"{venue.pk}-{seat.post}-issued" for venue in venues}
        places |= dict.fromkeys((label, f"{label}合计"), f"{first.pk}-{seat.post}-issued")
    return places


def decided(ballot: Ballot) -> tuple[Count, Outcome]:
    """What follows from the two readings that agree."""
    count = to_count(ballot, standing_entries(ballot)[0].data)
    return count, decide(count, cycle_parameters(ballot.community_cycle.cycle))


def preview(ballot: Ballot) -> Preview:
    """The conclusion before anybody confirms it."""
    _, outcome = decided(ballot)
    return Preview(outcome.is_decided, outcome.is_valid, words_of(outcome))


def note_relatives(
    *, ballot: Ballot, one: str, other: str, related: bool, by, expected_version: int | None = None
) -> Ballot:
    """Note, or take back, that two people of this side are near relatives (csjwh-2026 art. 8)."""
    with act() as log:
        row = locked(ballot)
        if expected_version is not None and row.version != expected_version:
            raise Stale(str(row))
        require(can_note_relatives(by, row))
        if one == other:
            raise Refused(no("请选择两个不同的人。"))
        pair = sorted((one, other))
        rest = [each for each in row.relatives if sorted(each) != pair]
        row.relatives = [*rest, pair] if related else rest
        row.version += 1
        row.save(update_fields=["relatives", "version"])
        verb = "ballot.relatives_noted" if related else "ballot.relatives_removed"
        log.record(by=by, verb=verb, subject=row, detail={"pairs": len(row.relatives)})
    return row


def declare_ballot(
    *, ballot: Ballot, report_number: str, by, report_file=None, expected_version: int | None = None
) -> Ballot:
    """Freeze what follows from the paper: words, sums, digest; name the elected; complete the step of the vote where it may
    be; where the residents' committee is complete with this, begin its handover. Further rounds are set up by `open_next_round`, nothing is set up here."""
    with act() as log:
        row = locked(ballot)
        require(can_declare_ballot(by, row))
        count, outcome = decided(row)
        if not outcome.is_decided:
            raise Refused(no("报告单上的数字互相对不上，不能确认结果。", "请按提示核对，由录错的人重录。"))
        fields = {"report_number": report_number.strip()[:60]}
        if report_file:
            fields["report_file"] = stored_evidence(report_file)
        row = change_state(
            subject=row, to=BallotState.DECLARED, by=by, expected_version=expected_version,
            comment=f"报告单 {report_number.strip()}", set_fields=fields,
        )  # fmt: skip
        frozen = freeze(row, count, outcome, by)
        people = _elect(row, outcome)
        log.record(
            by=by, verb="ballot.outcome", subject=row,
            detail={"valid": outcome.is_valid, "elected": len(people), "next_rounds": len(frozen.next_rounds),
                    "digest": frozen.digest},
        )  # fmt: skip
        complete_by_result(row, by)
        after_declaring(row, by)
    return row


def freeze(ballot: Ballot, count: Count, outcome: Outcome, by, document_number: str = "") -> BallotOutcome:
    """Add the conclusion to the ballot; what was concluded before stays beside it."""
    start = max((each["number"] for old in ballot.outcomes.all() for each in old.next_rounds), default=0) + 1
    return add_outcome(
        ballot, is_valid=outcome.is_valid, words=words_of(outcome), counts=counts_of(count, outcome),
        next_rounds=next_rounds_of(count, outcome.next_rounds, start), by=by, document_number=document_number,
    )  # fmt: skip


def add_outcome(ballot: Ballot, *, is_valid, words, counts, next_rounds, by, document_number="") -> BallotOutcome:
    """Write one frozen conclusion with its digest (SM3)."""
    content = {"ballot": ballot.pk, "valid": is_valid, "words": words, "counts": counts, "next_rounds": next_rounds}
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return BallotOutcome.objects.create(
        ballot=ballot, is_valid=is_valid, words=words, counts=counts, next_rounds=next_rounds,
        digest=sm3_hex(canonical.encode()), declared_at=clock.now(), declared_by=by.name,
        document_number=document_number,
    )  # fmt: skip


def _elect(ballot: Ballot, outcome: Outcome) -> list[ElectedPerson]:
    return ElectedPerson.objects.bulk_create(
        ElectedPerson(
            ballot=ballot, community_cycle=ballot.community_cycle, area_code=ballot.area_code, side=ballot.side,
            post=each.post, name=each.name, gender=each.gender, key=each.key, is_write_in=each.is_write_in,
            votes=each.votes, state=STATES[each.result], elected_on=ballot.held_on,
        )
        for each in standing_people(outcome)
    )  # fmt: skip


def after_declaring(ballot: Ballot, by) -> None:
    """What a settled round sets going: those who waited for it, and the handover of a complete committee."""
    from elections.services.settling import settle_waiting

    settle_waiting(ballot, by)
    member = ballot.community_cycle
    if ballot.side == Side.RESIDENTS_COMMITTEE and is_complete(member, ballot.side):
        last = member.ballots.filter(side=ballot.side).aggregate(last=Max("held_on"))["last"]
        begin_handover(community_cycle=member, elected_on=last, by=by)


def next_group(ballot: Ballot) -> list[dict]:
    """What the next round after this ballot votes on: of one kind, each post once."""
    return group_to_open(pending_rounds(ballot))


def open_next_round(
    *, ballot: Ballot, held_on: date, due_count: int, by, people: Iterable[Standing] | None = None,
    venues: Iterable[tuple[str, str]] | None = None, expected_version: int | None = None,
) -> Ballot:  # fmt: skip
    """Set up the round that the outcome calls for: kind and seats from it; its people too, unless others are named (a
    supplementary ballot may need further nominations; a tie is voted on by those tied and nobody else). The round
    before stays as it is."""
    with act():
        member = locked_member(ballot.community_cycle)
        row = locked(ballot)
        if expected_version is not None and row.version != expected_version:
            raise Stale(str(row))
        require(can_open_next_round(by, row))
        group = next_group(row)
        if not group:
            raise Refused(no("这一轮之后不需要再投票。", "请刷新页面查看最新情况。"))
        _require_quiet(row)
        kind = RoundKind(group[0]["kind"])
        standing = standing_in(group) if people is None else list(people)
        if kind == RoundKind.TIE_BALLOT and _who(standing) != _who(standing_in(group)):
            raise Refused(no("再次投票只在票数相等的人中进行。", "请不要增减候选人。", group[0]["article"]))
        places = [(venue.name, venue.kind) for venue in row.venues.all()] if venues is None else list(venues)
        ballot = write_ballot(
            member=member, side=Side(row.side), kind=kind, held_on=held_on, due_count=due_count,
            seats={each["post"]: each["seats"] for each in group}, people=standing, venues=places, by=by,
            follows=row, answers=[each["number"] for each in group],
        )  # fmt: skip
        call_for_step(ballot, by)
        return ballot


def standing_in(group: Iterable[dict]) -> list[Standing]:
    """The people of the next round as lines of its paper."""
    return [
        Standing(each["post"], person["name"], person["gender"], "" if person["key"][:1] == "@" else person["key"])
        for each in group
        for person in each["people"]
    ]


def _who(people: Iterable[Standing]) -> set[tuple[str, str]]:
    return {(each.post, each.name) for each in people}


def _require_quiet(ballot: Ballot) -> None:
    running = (
        Ballot.objects.filter(community_cycle=ballot.community_cycle_id, side=ballot.side)
        .exclude(state=BallotState.DECLARED)
        .first()
    )
    if running is not None:
        raise Refused(no(f"第 {running.round_number} 轮的结果还没有确认。", "请先确认那一轮的结果。"))


def reduce_seats(
    *, ballot: Ballot, document_number: str, by, consent_count: int | None = None, expected_version: int | None = None
) -> Ballot:
    """Party side: leave the seats empty that nobody won, with the consent of more than half of the electors present or by
    decision of the presidium (`consent_count` None). Adds a conclusion; the one before stays readable."""
    if not document_number.strip():
        raise Refused(no("减少名额要写明依据。", "请填写表决记录或决定编号。"))
    with act() as log:
        row = locked(ballot)
        if expected_version is not None and row.version != expected_version:
            raise Stale(str(row))
        require(can_reduce_seats(by, row))
        require(YES if row.side == Side.PARTY else NEVER_FEWER)
        empty = [each for each in pending_rounds(row) if each["kind"] == RoundKind.SUPPLEMENTARY_BALLOT]
        before = latest_outcome(row)
        half = cycle_parameters(row.community_cycle.cycle)["party_reduce_consent"] == "half_or_more"
        require(may_leave_empty(before.counts, empty, consent_count, half_is_enough=half) if empty else NOTHING_EMPTY)
        counts, said = without_empty_seats(before.counts, empty, consent_count)
        frozen = add_outcome(
            row, is_valid=before.is_valid, words=[*said, *before.words], counts=counts,
            next_rounds=[each for each in before.next_rounds if each not in empty], by=by,
            document_number=document_number.strip()[:60],
        )  # fmt: skip
        row.version += 1
        row.save(update_fields=["version"])
        log.record(
            by=by, verb="ballot.seats_reduced", subject=row,
            detail={"document": document_number.strip(), "consent": consent_count, "digest": frozen.digest},
        )  # fmt: skip
        after_declaring(row, by)
    return row


def calls_for(doing: str, ballot: Ballot) -> bool:
    """Whether the outcome makes this act meaningful now; permission is asked elsewhere."""
    if doing == "relatives":
        return ballot.state != BallotState.DECLARED
    if doing == "next_round":
        return bool(next_group(ballot))
    if doing == "reduce_seats":
        outcome = latest_outcome(ballot)
        return ballot.side == Side.PARTY and outcome is not None and _has_empty_seats(ballot)
    return True


def _has_empty_seats(ballot: Ballot) -> bool:
    return any(each["kind"] == RoundKind.SUPPLEMENTARY_BALLOT for each in pending_rounds(ballot))


def what_is_left(community_cycle, side: str) -> str:
    """What this side still has to vote on, in words; '' when nothing."""
    return "".join(each["text"] for _, each in pending_of(community_cycle, side))
