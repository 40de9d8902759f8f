"""Every declared round of a side as a result paper states it: its own figures, as they were declared.

A later round never replaces the figures of an earlier one (domain brief §12.21). The sums are those frozen with the
outcome (`elections.rules.conclusion.counts_of`); nothing is computed anew. Pure: plain data in, words and tables out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from elections.rules.concluding import Result
from elections.rules.paper_markup import spoken

BALLOTS = {"issued": "发出", "returned": "收回", "valid": "有效", "invalid": "无效"}


@dataclass(frozen=True)
class DeclaredRound:
    """One round: `kind` in words, `due` what those who could vote are called, `counts` frozen with the outcome."""

    kind: str
    held_on: date
    due: str
    counts: Mapping
    is_valid: bool = True
    is_party: bool = False

    @property
    def label(self) -> str:
        return f"{self.kind}（{spoken(self.held_on)}）"

    @property
    def posts(self) -> list[Mapping]:
        return self.counts["posts"]


def sections(rounds: Sequence[DeclaredRound]) -> list[dict]:
    """What `[rounds:key]` of a text is made of: heading (where there are several rounds), lines, tables."""
    return [
        {
            "heading": each.label if len(rounds) > 1 else "",
            "lines": [turnout(each), *_ballots(each), *_written_in(each), *_void(each)],
            "tables": [["", votes_table(each)], *([["各投票点情况", venues]] if (venues := venues_table(each)) else [])],
        }
        for each in rounds
    ]  # fmt: skip


def figures(rounds: Sequence[DeclaredRound]) -> str:
    """The turnout and the ballots of every round in running words, each round named where there are several."""
    said = ["".join([turnout(each), *_ballots(each), *_void(each)]) for each in rounds]
    if len(rounds) == 1:
        return said[0]
    return "".join(f"{each.label}：{words}" for each, words in zip(rounds, said, strict=True))


def turnout(each: DeclaredRound) -> str:
    """Who could vote and who took part."""
    due, attended = each.counts["due"], each.counts["attended"]
    word = "实到会" if each.is_party else "参加投票"
    return f"{each.due}{due}名，{word}{attended}名。"


def _ballots(each: DeclaredRound) -> list[str]:
    """发出、收回、有效、无效 post by post; said once where every post has the same numbers."""
    numbers = {tuple(post[key] for key in BALLOTS) for post in each.posts}
    if len(numbers) == 1:
        return [_of(each.posts[0])]
    return [f"{post['label']}选票：{_of(post)}" for post in each.posts]


def _of(post: Mapping) -> str:
    return (
        f"发出选票{post['issued']}张，收回选票{post['returned']}张，"
        f"其中有效票{post['valid']}张，无效票{post['invalid']}张。"
    )


def _written_in(each: DeclaredRound) -> list[str]:
    """另选他人, everybody named on a ballot."""
    found = [f"{one['name']}{one['yes']}票" for post in each.posts for one in post["people"] if one["is_write_in"]]
    return [f"另选他人：{'、'.join(found)}。"] if found else []


def _void(each: DeclaredRound) -> list[str]:
    return [] if each.is_valid else ["本轮选举无效。" if len(each.posts) == 1 else _void_posts(each)]


def _void_posts(each: DeclaredRound) -> str:
    labels = [post["label"] for post in each.posts if not post["is_valid"]]
    return f"{'、'.join(labels)}选举无效。" if len(labels) < len(each.posts) else "本轮选举无效。"


def votes_table(each: DeclaredRound) -> dict:
    """Everybody on the ballot with the votes and what they came to, the most votes first."""
    marks = [("yes", "赞成"), ("no", "不赞成"), ("abstain", "弃权")] if each.is_party else [("yes", "得票")]
    rows = [
        [one["name"], post["label"], *(_number(one[key]) for key, _ in marks), _result(one["result"])]
        for post in each.posts
        for one in post["people"]
        if not one["is_write_in"]
    ]
    labels = [[label, 18] for _, label in marks]
    return {"columns": [["姓名", 30], ["职务", 0], *labels, ["结果", 34]], "rows": rows}


def _number(value: int | None) -> str:
    return "—" if value is None else str(value)


def _result(value: str) -> str:
    return Result(value).label if value else "—"


def venues_table(each: DeclaredRound) -> dict | None:
    """Ballots of every place of counting, where there was more than one (domain brief §12.1, §13)."""
    places = each.counts.get("places", [])
    if len(places) < 2:
        return None
    several = len(each.posts) > 1
    rows = [
        [place["name"], *([post["label"]] if several else []), _number(place["attended"]),
         *(_number(post[key]) for key in BALLOTS)]
        for place in places
        for post in place["posts"]
    ]  # fmt: skip
    head = [["投票点", 0], *([["选票", 34]] if several else []), ["参加", 18]]
    return {"columns": [*head, *([label, 18] for label in BALLOTS.values())], "rows": rows}


def sealing_table(rounds: Sequence[DeclaredRound]) -> dict:
    """The ballots of every round and post to be sealed: what was counted is printed, the rest written by hand."""
    several = len(rounds) > 1
    rows = [
        [f"{each.label}{post['label']}" if several else post["label"], str(post["valid"]), str(post["invalid"]), "", ""]
        for each in rounds
        for post in each.posts
    ]
    columns = [["选票种类", 0], ["有效票", 22], ["无效票", 22], ["未用选票", 26], ["封条编号", 36]]
    return {"columns": columns, "rows": rows, "by_hand": True}


def seats_open(rounds: Sequence[DeclaredRound], seats: Mapping[str, int], taken: int) -> int:
    """Seats nobody holds: those of the first ballots less what was given up by the electors' consent and `taken`."""
    given_up = sum(
        post["seats"] - post["reduced_to"] for each in rounds for post in each.posts if post["reduced_to"] is not None
    )
    return max(sum(seats.values()) - given_up - taken, 0)
