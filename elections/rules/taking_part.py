"""How many took part in a vote, and whether that is enough (csjwh-2026 art. 19; Party regulation, 4/5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from elections.enums import ElectionMode, VenueKind
from elections.rules.concluding import LAW, PARTY_RULES, Reason
from elections.rules.counting import Count, PostCount
from elections.rules.parameters import Ratio
from elections.rules.reconcile import attended_by, due_name, is_over, total_of
from elections.rules.thresholds import (
    party_quorum_met,
    party_quorum_needed,
    turnout_needed,
    turnout_valid,
)

TURNOUT = {
    ElectionMode.ALL_VOTERS: "turnout_all_voters",
    ElectionMode.HOUSEHOLDS: "turnout_households",
    ElectionMode.REPRESENTATIVES: "rep_quorum",
}
NAMES = {Ratio(1, 2): "半数", Ratio(2, 3): "三分之二", Ratio(4, 5): "五分之四", Ratio(1, 3): "三分之一"}


def ratio_name(ratio: Ratio) -> str:
    """A ratio in words."""
    return NAMES.get(ratio, f"{ratio.denominator}分之{ratio.numerator}")


@dataclass(frozen=True)
class Base:
    """One post as it counts: the places that stand (`post`), those set aside (`void`), the people taking part and the
    ballots cast. `is_stated` is False where the paper does not say how many took part."""

    post: PostCount
    taking_part: int | None
    cast: int | None
    void: tuple[str, ...] = ()
    is_stated: bool = True

    @property
    def is_void(self) -> bool:
        """Nothing is left that could be counted."""
        return bool(self.void) and not self.post.tallies


def base_of(count: Count, post: PostCount, parameters: Mapping) -> Base:
    """What counts for a post. Where more ballots came back than were issued, everything of the post is void, or that
    place alone where the province says so (domain brief §12.19). With representatives nothing cast by proxy counts."""
    attended = attended_by(count)
    void = _void_places(count, post, parameters)
    proxied = {v.name for v in count.venues if v.kind == VenueKind.PROXY} if _no_proxies(count) else set()
    kept = _without(_without(post, void), proxied if _votes_by_place(post) else set())
    if attended is not None:
        attended = max(0, attended - _people_at(count, post, void) - _by_proxy(count, proxied))
    whole = total_of(kept)
    known = [n for n in (attended, whole.returned, whole.valid, whole.issued) if n is not None]
    cast = [n for n in (whole.returned, whole.valid, *known) if n is not None]
    return Base(kept, known[0] if known else None, cast[0] if cast else None, tuple(sorted(void)), attended is not None)


def _void_places(count: Count, post: PostCount, parameters: Mapping) -> set[str]:
    bad = {tally.venue for tally in post.tallies if is_over(tally)}
    if not bad and not is_over(total_of(post)):
        return set()
    alone = not count.is_party and parameters["overcount_scope"] == "station" and _votes_by_place(post)
    return bad if alone and bad else {tally.venue for tally in post.tallies} or {""}


def _votes_by_place(post: PostCount) -> bool:
    """Without each place's votes, one place's ballots cannot be taken out again."""
    return any(tally.votes for tally in post.tallies)


def _without(post: PostCount, places: set[str]) -> PostCount:
    kept = tuple(tally for tally in post.tallies if tally.venue not in places)
    return post if len(kept) == len(post.tallies) else replace(post, tallies=kept, total=None)


def _no_proxies(count: Count) -> bool:
    return not count.is_party and count.mode == ElectionMode.REPRESENTATIVES


def _people_at(count: Count, post: PostCount, places: set[str]) -> int:
    """Those who took part at places whose ballots are set aside."""
    attended = {venue.name: venue.attended for venue in count.venues}
    issued = {tally.venue: tally.issued for tally in post.tallies}
    return sum(attended.get(name) or issued.get(name) or 0 for name in places)


def _by_proxy(count: Count, venues: set[str]) -> int:
    if not _no_proxies(count):
        return 0
    at_places = sum(venue.attended or 0 for venue in count.venues if venue.name in venues)
    return max(at_places, sum(proxy.principals for proxy in count.proxies))


def turnout_counts(count: Count, parameters: Mapping) -> bool:
    """Whether this round has to reach the turnout: every first one, and later ones unless the province says not."""
    return count.is_party or count.elects_anew or bool(parameters["turnout_in_later_rounds"])


def enough(count: Count, taking_part: int, parameters) -> bool:
    """The quorum of the Party side, the turnout of the residents' side."""
    if count.is_party:
        return party_quorum_met(taking_part, count.due, parameters.ratio("party_quorum"))
    if not turnout_counts(count, parameters):
        return True
    return turnout_valid(count.mode, taking_part, count.due, parameters.ratio(TURNOUT[count.mode]))


def turnout_reason(count: Count, taking_part: int, parameters) -> Reason:
    """Why the vote is valid or not, as far as those taking part go."""
    return _quorum(count, taking_part, parameters) if count.is_party else _turnout(count, taking_part, parameters)


def _quorum(count: Count, present: int, parameters) -> Reason:
    ratio = parameters.ratio("party_quorum")
    least = party_quorum_needed(count.due, ratio)
    start = f"应到会有选举权人数 {count.due} 人，实到会 {present} 人，"
    if party_quorum_met(present, count.due, ratio):
        return Reason(f"{start}不少于{ratio_name(ratio)}（{least} 人），到会人数符合规定。", PARTY_RULES)
    remedy = "请另行召集大会重新选举；请假、外出、住院的党员仍计入应到会，可不计入的须上级同意并经大会通过。"
    return Reason(f"{start}不到{ratio_name(ratio)}（须 {least} 人），选举无效。", PARTY_RULES, remedy)


def _turnout(count: Count, cast: int, parameters) -> Reason:
    ratio, article = parameters.ratio(TURNOUT[count.mode]), f"{LAW}第19条"
    least = turnout_needed(count.mode, count.due, ratio)
    start = f"{due_name(count)} {count.due} 人，参加投票 {cast} 人，"
    if turnout_valid(count.mode, cast, count.due, ratio):
        return Reason(f"{start}超过{ratio_name(ratio)}（须 {least} 人），参加人数符合规定。", article)
    if not turnout_counts(count, parameters):
        return Reason(f"{start}没有超过{ratio_name(ratio)}；按本届规定，本轮不要求达到。", article)
    remedy = "请组织重新选举；原居民委员会继续履行职责到新一届产生。"
    return Reason(f"{start}没有超过{ratio_name(ratio)}（须 {least} 人），选举无效。", article, remedy)
