"""居务监督委员会: who may sit on it and who was chosen (csjwh-2026 art. 27, 29, 36)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"


@dataclass(frozen=True)
class Vote:
    """A person the meeting voted on and the votes for them."""

    name: str
    votes: int


@dataclass(frozen=True)
class Chosen:
    """`names` are elected, most votes first; `tied` have equal votes for fewer seats than they are; `open_seats` were
    won by nobody."""

    names: tuple[str, ...]
    tied: tuple[str, ...] = ()
    open_seats: int = 0


def meeting_valid(*, is_residents: bool, due: int, attended: int) -> Verdict:
    """Residents' meeting: more than half of those of age (or of the households' representatives) take part, art. 27.
    Representatives' meeting: two thirds of its members or more, art. 29."""
    if attended > due:
        return no(f"实到 {attended} 人多于应到 {due} 人。", "请核对会议签到册。")
    if is_residents and attended * 2 <= due:
        return no(
            f"居民会议应到 {due} 人，实到 {attended} 人，没有过半数。",
            f"至少要有 {due // 2 + 1} 人参加，请重新召开。",
            f"{LAW}第27条",
        )
    if not is_residents and attended * 3 < due * 2:
        need = -(-due * 2 // 3)
        return no(
            f"居民代表会议应到 {due} 人，实到 {attended} 人，不足三分之二。",
            f"至少要有 {need} 人参加，请重新召开。",
            f"{LAW}第29条",
        )
    return YES


def may_sit(names: Iterable[str], *, in_committee: Iterable[str], relatives: Iterable[str]) -> Verdict:
    """Members of the residents' committee and their near relatives may not sit on it, art. 36."""
    names = set(names)
    members, near = sorted(names & set(in_committee)), sorted(names & set(relatives))
    if members:
        return no(
            f"{'、'.join(members)}是居委会当选人，不能担任居务监督委员会成员。",
            "请另行推选；同名的两人请在姓名后注明。",
            f"{LAW}第36条",
        )
    if near:
        return no(
            f"{'、'.join(near)}是居委会当选人的近亲属，不能担任居务监督委员会成员。", "请另行推选。", f"{LAW}第36条"
        )
    return YES


def choose(votes: Sequence[Vote], *, seats: int, attended: int) -> Chosen:
    """More than half of those who attended must agree (art. 27, 29); of more than there are seats those with most votes
    are chosen, and equal votes at the edge are voted on again: nobody is picked by strokes, age or lot."""
    agreed = sorted((vote for vote in votes if vote.votes * 2 > attended), key=lambda vote: (-vote.votes, vote.name))
    if len(agreed) <= seats:
        return Chosen(tuple(vote.name for vote in agreed), open_seats=seats - len(agreed))
    edge = agreed[seats - 1].votes
    above = [vote for vote in agreed if vote.votes > edge]
    at_edge = [vote for vote in agreed if vote.votes == edge]
    if len(above) + len(at_edge) == seats:
        return Chosen(tuple(vote.name for vote in (*above, *at_edge)))
    return Chosen(tuple(vote.name for vote in above), tuple(vote.name for vote in at_edge), seats - len(above))
