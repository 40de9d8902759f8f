"""What happens to somebody elected between the vote and the office: reviewed, one of two near relatives, void."""

from dataclasses import dataclass

from elections.enums import BallotPost, ElectState, RoundKind, Side
from elections.models import Ballot, ElectedPerson
from elections.permissions_ballot import can_settle_elected
from elections.queries.ballot import elected, latest_outcome, pending_of, pending_rounds
from elections.queries.rule_sets import cycle_parameters
from elections.rules.conclusion import line
from elections.rules.seats_left import LAW, PARTY_RULES, Succession, succeed
from elections.rules.thresholds import party_candidates_needed
from elections.services.declaration import add_outcome, after_declaring
from huanjie.activity.services import act, change_state
from huanjie.shared.verdict import Refused, no, require

GONE = (ElectState.WITHDRAWN, ElectState.VOID)
ARTICLES = {
    (ElectState.AWAITING_REVIEW, ElectState.VOID): f"{LAW}第18条",
    (ElectState.RELATIVES, ElectState.WITHDRAWN): f"{LAW}第8条",
    (ElectState.ELECTED, ElectState.VOID): f"{LAW}第22条",
}


@dataclass(frozen=True)
class Choice:
    """One conclusion that may be reached on somebody elected."""

    to: ElectState
    label: str


def choices_for(person: ElectedPerson) -> list[Choice]:
    """What can be concluded now, by what still stands between the vote and the office."""
    match person.state:
        case ElectState.AWAITING_REVIEW:
            return [Choice(ElectState.ELECTED, "审查合格，当选"), Choice(ElectState.VOID, "审查不合格，当选无效")]
        case ElectState.RELATIVES:
            return [Choice(ElectState.ELECTED, "留任"), Choice(ElectState.WITHDRAWN, "回避，不任职")]
        case ElectState.ELECTED:
            return [Choice(ElectState.VOID, "当选无效"), Choice(ElectState.WITHDRAWN, "本人不再任职")]
    return []


def settle_elected(
    *, person: ElectedPerson, to: str, document_number: str, by, comment: str = "",
    expected_version: int | None = None,
) -> ElectedPerson:  # fmt: skip
    """Write a conclusion under the number of its document: a write-in's review (csjwh-2026 art. 18), which of near
    relatives stays (art. 8), a void election (art. 22). A seat that becomes free passes on by votes when a near
    relative gave it up; otherwise a supplementary ballot is called for."""
    to = ElectState(to)
    if not document_number.strip():
        raise Refused(no("结论要有依据。", "请填写依据的文号。"))
    with act():
        ballot = Ballot.objects.select_for_update(of=("self",)).select_related("community_cycle__cycle").get(
            pk=person.ballot_id
        )  # fmt: skip
        row = ElectedPerson.objects.select_for_update(of=("self",)).select_related("community_cycle__cycle").get(
            pk=person.pk
        )  # fmt: skip
        require(can_settle_elected(by, row))
        if to not in [choice.to for choice in choices_for(row)]:
            raise Refused(no("不能作出这个结论。", "请刷新页面查看最新情况。"))
        if to == ElectState.ELECTED:
            _require_no_relative(row, ballot)
        settled = _settle(row, to, by, comment.strip(), document_number.strip()[:60], ballot, expected_version)
        after_declaring(ballot, by)
    return settled


def _settle(row, to, by, comment, document_number, ballot, expected_version=None) -> ElectedPerson:
    before = ElectState(row.state)
    settled = change_state(
        subject=row, to=to, by=by, comment=comment[:500], expected_version=expected_version,
        set_fields={"document_number": document_number},
    )  # fmt: skip
    if to in GONE:
        _free_seat(settled, before, ballot, by, document_number)
    return settled


def conflicting(person: ElectedPerson, ballot: Ballot) -> set[str]:
    """Whom this person cannot sit beside: near relatives, and oneself in another post of the residents' committee."""
    near = {each for pair in ballot.relatives if person.key in pair for each in pair if each != person.key}
    return near | ({person.key} if ballot.side == Side.RESIDENTS_COMMITTEE else set())


def _holders(person: ElectedPerson, ballot: Ballot):
    """Others, or this person in another post, who hold office on this side."""
    settled = (ElectState.ELECTED, ElectState.AWAITING_REVIEW)
    return elected(ballot.community_cycle, ballot.side).filter(state__in=settled).exclude(pk=person.pk)


def _require_no_relative(person: ElectedPerson, ballot: Ballot) -> None:
    against = conflicting(person, ballot)
    beside = [each.name for each in _holders(person, ballot) if each.key in against and each.key != person.key]
    if beside:
        names = "、".join(beside)
        raise Refused(
            no(f"近亲属{names}已经当选，不能同时任职。", f"请先登记{names}不再任职，或登记本人回避。", f"{LAW}第8条")
        )


def settle_waiting(ballot: Ballot, by) -> None:
    """Those who waited for a round to be settled (a near relative, or the same person in a higher post, was tied): once it
    is, they stay or step back by the rule. Where the province leaves it to an authority, nothing is settled here."""
    if cycle_parameters(ballot.community_cycle.cycle)["relatives_order"] == "authority":
        return
    waiting = elected(ballot.community_cycle, ballot.side).filter(state=ElectState.RELATIVES)
    for person in waiting.select_related("ballot__community_cycle__cycle", "community_cycle__cycle"):
        against = conflicting(person, person.ballot)
        open_ties = {
            each["key"]
            for _, pending in [*pending_of(ballot.community_cycle, ballot.side), *_running_ties(ballot)]
            for each in pending["people"]
            if pending["kind"] == RoundKind.TIE_BALLOT
        }
        if against & {each.key for each in _holders(person, person.ballot)}:
            words = "较高职务或近亲属的投票有了结果，按规定回避。"
            _settle(person, ElectState.WITHDRAWN, by, words, ballot.report_number, person.ballot)
        elif not against & open_ties:
            _settle(person, ElectState.ELECTED, by, "所等的投票有了结果，留任。", ballot.report_number, person.ballot)


def _running_ties(ballot: Ballot) -> list[tuple[Ballot, dict]]:
    """Rounds set up and not yet declared, in the shape of rounds to come."""
    running = Ballot.objects.filter(community_cycle=ballot.community_cycle_id, side=ballot.side).exclude(
        state="declared"
    )
    return [
        (each, numbered)
        for each in running.select_related("follows")
        if each.follows
        for numbered in latest_outcome(each.follows).next_rounds
        if numbered["number"] in each.answers
    ]


def _free_seat(person: ElectedPerson, before: ElectState, ballot: Ballot, by, document_number: str) -> None:
    """Add to the ballot's conclusion what becomes of the seat."""
    outcome = latest_outcome(ballot)
    by_votes = before == ElectState.RELATIVES
    succession = succeed(
        outcome.counts, person.post, out=_out(person, ballot), by_votes=by_votes, wanted=_wanted(person, ballot)
    )
    article = PARTY_RULES if ballot.side == Side.PARTY else ARTICLES.get((before, ElectState(person.state)), "")
    said = f"{person.get_post_display()}{person.name}{person.get_state_display()}（{document_number}）。"
    words = [line(said, article), _what_follows(person, succession, ballot)]
    rounds = list(outcome.next_rounds)
    if succession.heir:
        _inherit(person, succession.heir, ballot)
    else:
        rounds = _with_round(rounds, person, succession, ballot)
    add_outcome(
        ballot, is_valid=outcome.is_valid, words=[*words, *outcome.words], counts=outcome.counts, next_rounds=rounds,
        by=by, document_number=document_number,
    )  # fmt: skip


def _out(person: ElectedPerson, ballot: Ballot) -> set[str]:
    """Those who hold office on this side or gave it up, and near relatives of holders."""
    rows = ElectedPerson.objects.filter(community_cycle=ballot.community_cycle_id, side=ballot.side)
    holders = {row.key for row in rows if row.state not in GONE}
    gone = {row.key for row in rows if row.state in GONE and row.ballot_id == ballot.pk}
    near = {each for pair in ballot.relatives if holders & set(pair) for each in pair}
    return holders | gone | near


def _wanted(person: ElectedPerson, ballot: Ballot) -> int:
    parameters = cycle_parameters(ballot.community_cycle.cycle)
    if ballot.side == Side.RESIDENTS_COMMITTEE:
        return 1 + parameters["rc_margin_min"]
    if person.post == BallotPost.PARTY_MEMBER:
        return party_candidates_needed(1, parameters.ratio("party_margin"))
    return 1


def _what_follows(person: ElectedPerson, succession: Succession, ballot: Ballot) -> dict:
    label = person.get_post_display()
    article = PARTY_RULES if ballot.side == Side.PARTY else f"{LAW}第19条"
    if succession.heir:
        return line(f"名额由得票次多的{succession.heir['name']}（{succession.heir['yes']} 票）递补{label}。", article)
    if succession.tied:
        names = "、".join(each["name"] for each in succession.tied)
        return line(f"{names}票数相等，在这几人中再次投票。", article)
    names = "、".join(f"{each['name']}（{each['yes']} 票）" for each in succession.standing)
    who = f"候选人为未当选人员中得票多的：{names}；" if names else ""
    return line(f"{label}缺 1 名，另行选举。{who}候选人不足的请按规定另行提名。", article)


def _inherit(person: ElectedPerson, heir: dict, ballot: Ballot) -> None:
    state = ElectState.AWAITING_REVIEW if heir["is_write_in"] else ElectState.ELECTED
    ElectedPerson.objects.create(
        ballot=ballot, community_cycle=ballot.community_cycle, area_code=ballot.area_code, side=ballot.side,
        post=person.post, name=heir["name"], gender=heir["gender"], key=heir["key"], votes=heir["yes"], state=state,
        is_write_in=heir["is_write_in"], elected_on=ballot.held_on,
    )  # fmt: skip


def _with_round(rounds: list[dict], person, succession: Succession, ballot: Ballot) -> list[dict]:
    """The rounds to come with one more seat to vote on; a supplementary ballot of the post not yet set up takes it in."""
    kind = RoundKind.TIE_BALLOT if succession.tied else RoundKind.SUPPLEMENTARY_BALLOT
    text, article = (_what_follows(person, succession, ballot)[key] for key in ("text", "article"))
    people = [_short(each) for each in succession.tied or succession.standing]
    waiting = [each["number"] for each in pending_rounds(ballot)]
    numbers = [each["number"] for old in ballot.outcomes.all() for each in old.next_rounds]
    for place, each in enumerate(rounds):
        if each["number"] in waiting and (each["kind"], each["post"]) == (kind, person.post) and not succession.tied:
            known = {one["key"] for one in each["people"]}
            joined = [*each["people"], *(one for one in people if one["key"] not in known)]
            more = each | {"seats": each["seats"] + 1, "people": joined, "text": each["text"] + text}
            return [*rounds[:place], more, *rounds[place + 1 :]]
    made = {"number": max(numbers, default=0) + 1, "kind": kind.value, "post": person.post, "seats": 1,
            "people": people, "text": text, "article": article}  # fmt: skip
    return [*rounds, made]


def _short(each: dict) -> dict:
    return {key: each[key] for key in ("key", "name", "gender")}
