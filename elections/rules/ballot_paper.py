"""Whether the paper of a round may be as it is: posts, seats, names, venues, and more candidates than seats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from elections.enums import POSTS_OF, BallotPost, RoundKind, Side, VenueKind
from elections.rules.thresholds import candidates_exceed_seats, party_candidates_needed, party_margin_met
from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"
PARTY_RULES = "中国共产党基层组织选举工作条例"


@dataclass(frozen=True)
class Standing:
    """A person on the ballot of a post."""

    post: str
    name: str
    gender: str = ""
    key: str = ""


def check_paper(
    *, side: Side, due_count: int, seats: Mapping[str, int], people: Sequence[Standing],
    venues: Sequence[tuple[str, str]],
) -> Verdict:  # fmt: skip
    """The paper can be filled in at all: posts of this side, seats, a name once for a post, venues once; the Party side
    votes in halls only (中国共产党基层组织选举工作条例)."""
    wrong = [_label(post) for post in {*seats, *(each.post for each in people)} if post not in POSTS_OF[side]]
    if wrong:
        return no(f"{'、'.join(sorted(wrong))}不是{side.label}的职务。", "请核对职务。")
    if not seats or min(seats.values()) < 1:
        return no("还没有填写应选名额。", "请至少为一个职务填写名额。")
    if due_count < 1:
        return no("有权参加投票的人数应大于 0。", "党组织填应到会有选举权人数，居委会填登记选民数或代表人数。")
    named = [(each.post, each.name) for each in people]
    twice = sorted({name for post, name in named if named.count((post, name)) > 1})
    if twice:
        return no(f"{'、'.join(twice)}在同一职务中写了两次。", "请删去重复的一行；同名的两人请在姓名后注明。")
    homeless = sorted({each.name for each in people if each.post not in seats})
    if homeless:
        return no(f"{'、'.join(homeless)}的职务没有应选名额。", "请填写该职务的名额，或改正职务。")
    empty = [_label(post) for post in seats if post not in {each.post for each in people}]
    if empty:
        return no(f"{'、'.join(empty)}还没有候选人。", "请填写选票上的候选人。")
    return _check_venues(side, venues)


def _check_venues(side: Side, venues: Sequence[tuple[str, str]]) -> Verdict:
    names = [name for name, _ in venues]
    if not names or len(set(names)) < len(names):
        return no("投票点至少一个，名称不能重复。", "请核对投票点。")
    if side == Side.PARTY and any(kind != VenueKind.HALL for _, kind in venues):
        return no("党内选举在会场投票，不设流动票箱，不委托投票。", "请只填会场。", PARTY_RULES)
    return YES


def _label(post: str) -> str:
    return BallotPost(post).label if post in BallotPost.values else post


def check_choice(
    *, side: Side, kind: RoundKind, seats: Mapping[str, int], people: Sequence[Standing], parameters
) -> Verdict:
    """More candidates than seats. Residents' committee: as a whole or post by post, as the province says (csjwh-2026
    art. 18). Party: committee members by a fifth at least, secretary and deputies may be as many as the seats. Those
    whose votes were equal vote again among themselves."""
    if kind == RoundKind.TIE_BALLOT:
        return YES
    if side == Side.RESIDENTS_COMMITTEE:
        return _check_committee(seats, people, parameters)
    return _check_party(seats, people, parameters)


def _check_committee(seats, people, parameters) -> Verdict:
    least = parameters["rc_margin_min"]
    if parameters["rc_margin_scope"] == "per_post":
        groups = [(_label(post), count, _standing(people, post)) for post, count in seats.items()]
    else:
        groups = [("", sum(seats.values()), len({each.key or each.name for each in people}))]
    for label, wanted, standing in groups:
        if not candidates_exceed_seats(standing, wanted, least):
            return no(
                f"{label}应选 {wanted} 名，候选人 {standing} 名，没有差额。",
                f"候选人应当多于应选名额，至少 {wanted + least} 名，请补足候选人。",
                f"{LAW}第18条",
            )
    return YES


def _check_party(seats, people, parameters) -> Verdict:
    margin = parameters.ratio("party_margin")
    for post, count in seats.items():
        standing = _standing(people, post)
        if post == BallotPost.PARTY_MEMBER and not party_margin_met(standing, count, margin):
            return no(
                f"委员应选 {count} 名，候选人 {standing} 名，差额不足。",
                f"至少需要 {party_candidates_needed(count, margin)} 名候选人。",
                PARTY_RULES,
            )
        if standing < count:
            return no(
                f"{_label(post)}应选 {count} 名，候选人只有 {standing} 名。", "请补足候选人，或核对名额。", PARTY_RULES
            )
    return YES


def _standing(people, post) -> int:
    return sum(each.post == post for each in people)
