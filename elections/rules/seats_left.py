"""Seats that nobody won, or that somebody gave up again: left empty, passed on by votes, or voted on anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from elections.rules.conclusion import line
from elections.rules.thresholds import seats_may_be_reduced
from huanjie.shared.verdict import YES, Verdict, no

PARTY_RULES = "中国共产党基层组织选举工作条例"
LAW = "城市居民委员会组织法"


def may_leave_empty(
    counts: Mapping, empty: Sequence[Mapping], consenting: int | None, *, half_is_enough: bool = False
) -> Verdict:
    """Party regulation (2020): near the number of seats, with more than half of the electors agreeing or by decision of the
    presidium (`consenting` None), the rest is not elected. A post that nobody won is not near its number."""
    for each in empty:
        post = _post(counts, each["post"])
        if not post["elected"]:
            return no(f"{post['label']}没有人当选，不能减少名额。", "请另行选举。", PARTY_RULES)
    electors = counts["attended"]
    if consenting is None:
        return YES
    if consenting > electors:
        return no(f"同意 {consenting} 人，多于到会选举人 {electors} 人。", "请核对表决记录。")
    if not seats_may_be_reduced(consenting, electors, half_is_enough):
        return no(
            f"到会选举人 {electors} 人，同意 {consenting} 人，没有超过半数，不能减少名额。",
            f"至少要有 {electors // 2 + 1} 人同意；不足的请另行选举。",
            PARTY_RULES,
        )
    return YES


def without_empty_seats(
    counts: Mapping, empty: Sequence[Mapping], consenting: int | None
) -> tuple[dict, list[dict]]:  # fmt: skip
    """The sums with the posts' lower number of seats, and the sentences that say so."""
    how = "大会主席团决定" if consenting is None else f"到会选举人 {counts['attended']} 人中 {consenting} 人同意"
    gone = {each["post"]: each["seats"] for each in empty}
    posts, said = [], []
    for post in counts["posts"]:
        if post["post"] in gone:
            post = post | {"reduced_to": post["seats"] - gone[post["post"]]}
            words = f"经{how}，{post['label']}名额由 {post['seats']} 名减为 {post['reduced_to']} 名，不再选举。"
            said.append(line(words, PARTY_RULES, "请把表决记录附在报告单后。"))
        posts.append(post)
    return {**counts, "posts": posts}, said


def _post(counts: Mapping, post: str) -> Mapping:
    return next(each for each in counts["posts"] if each["post"] == post)


@dataclass(frozen=True)
class Succession:
    """Who takes a seat given up again: `heir` by votes, or `tied` vote again for it, or, with neither, `standing` are the
    candidates of a supplementary ballot, those with most votes."""

    heir: Mapping | None = None
    tied: tuple[Mapping, ...] = ()
    standing: tuple[Mapping, ...] = ()


def succeed(counts: Mapping, post: str, *, out: Collection[str], by_votes: bool, wanted: int) -> Succession:
    """The seat of a near relative passes on by votes to whoever reached the votes that elect (domain brief §12.14); any
    other seat is voted on in a supplementary ballot, in which at least `wanted` should stand (csjwh-2026 art. 19).
    `out` hold office already or may not stand."""
    of_post = _post(counts, post)
    left = [each for each in of_post["people"] if each["key"] not in out and each["yes"] > 0]
    reached = [each for each in left if each["yes"] >= (of_post["needed"] or 1)] if by_votes else []
    if reached:
        most = max(each["yes"] for each in reached)
        first = tuple(each for each in reached if each["yes"] == most)
        return Succession(heir=first[0]) if len(first) == 1 else Succession(tied=first)
    ranked = sorted(left, key=lambda each: (-each["yes"], each["key"]))
    edge = ranked[wanted - 1]["yes"] if len(ranked) > wanted else 0
    return Succession(standing=tuple(each for each in ranked if each["yes"] >= edge))
