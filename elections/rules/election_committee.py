"""居民选举委员会: the order its vote gave, who has to leave, who is called in (城市居民委员会组织法 2025 art. 15)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from elections.rules.thresholds import meeting_decides
from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"
ARTICLE = f"{LAW}第15条"


@dataclass(frozen=True)
class Vote:
    """A person voted on."""

    name: str
    votes: int


@dataclass(frozen=True)
class Place:
    """Where the votes put a person. Chosen ones serve, the others with more than half wait to be called in."""

    name: str
    votes: int
    rank: int
    is_chosen: bool
    has_majority: bool


@dataclass(frozen=True)
class Ranking:
    """All people in order; `tied` are names with equal votes for fewer seats than they are; `open_seats` stay empty."""

    places: tuple[Place, ...]
    tied: tuple[str, ...]
    open_seats: int


def ranking(votes: Sequence[Vote], *, seats: int, attended: int) -> Ranking:
    """The order of the vote: more than half of those present, most votes first (art. 15, 27, 29). Equal votes at the
    last seat decide nothing; nobody is picked by strokes, age or lot."""
    ordered = sorted(votes, key=lambda vote: (-vote.votes, vote.name))
    agreed = [vote for vote in ordered if meeting_decides(vote.votes, attended)]
    tied: tuple[str, ...] = ()
    if len(agreed) > seats > 0 and agreed[seats - 1].votes == agreed[seats].votes:
        tied = tuple(vote.name for vote in agreed if vote.votes == agreed[seats].votes)
    chosen = {vote.name for vote in agreed[:seats]}
    places = tuple(
        Place(vote.name, vote.votes, rank, vote.name in chosen, vote in agreed)
        for rank, vote in enumerate(ordered, start=1)
    )
    return Ranking(places, tied, max(0, seats - len(agreed)))


def check_votes(votes: Sequence[Vote], *, seats: int, attended: int, size: tuple[int, int]) -> Verdict:
    """The result can be read: seats within the usual size, names once, no votes beyond those present (art. 15)."""
    if not size[0] <= seats <= size[1]:
        return no(f"选举委员会应选 {seats} 人，本届规定 {size[0]}—{size[1]} 人。", "请核对推选的名额。", ARTICLE)
    names = [vote.name for vote in votes]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        return no(f"{'、'.join(twice)}写了两次。", "请删去重复的一行；同名的两人请在姓名后注明。")
    over = [vote.name for vote in votes if vote.votes > attended]
    if over:
        return no(f"{'、'.join(over)}的得票多于实到 {attended} 人。", "请核对得票。")
    return YES


@dataclass(frozen=True)
class Member:
    """Somebody serving, or next in the order, with the near relatives declared: (name, relation)."""

    key: int
    name: str
    relatives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Conflict:
    """Why a member leaves: nominated (`relation` is ''), or this relative was."""

    member: Member
    nominee: str
    relation: str = ""


def conflicts(members: Iterable[Member], nominees: Collection[str]) -> list[Conflict]:
    """Members who were nominated, or whose near relative was: they leave the committee (art. 15; near relatives as in
    民法典 art. 1045). Compared by name: a person decides whether it is the same one."""
    named = set(nominees)
    found = []
    for member in members:
        if member.name in named:
            found.append(Conflict(member, member.name))
            continue
        found.extend(
            Conflict(member, name, relation) for name, relation in member.relatives if name in named
        )  # fmt: skip
    return found


def next_in_order(reserve: Sequence[Member], nominees: Collection[str]) -> Member | None:
    """Who is called in: the first of the order who is not in conflict himself; None when the list is used up and
    another vote is needed (art. 15)."""
    barred = {conflict.member.key for conflict in conflicts(reserve, nominees)}
    return next((member for member in reserve if member.key not in barred), None)


def size_words(serving: int, seats: int, least: int) -> str:
    """What is wrong with the number of people now serving; '' when nothing is (art. 15)."""
    if serving < least:
        return f"现有 {serving} 人，不足 {least} 人，须尽快递补或另行推选。"
    if serving < seats:
        return f"推选 {seats} 人，现有 {serving} 人，缺 {seats - serving} 人。"
    return "人数为双数，表决时可能相持；宜为单数。" if serving % 2 == 0 else ""
