"""What a notice of candidates says and how long it hangs (基层组织选举工作条例 2020 and csjwh-2026 art. 18; domain brief §4.4,
§11.4). Names and posts, nothing else."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from candidates.enums import Post
from elections.enums import Side
from elections.rules.paper_form import digest
from elections.rules.paper_privacy import leaks, words_of
from huanjie.shared.calendar import WorkCalendar
from huanjie.shared.verdict import YES, Verdict, no

BOTTOM_LINE = "政府信息公开条例第15条；公示不得出现身份证号、手机号、住址"
PARTY_RULES = "中国共产党基层组织选举工作条例；本届规则“候选人公示”"
LAW = "城市居民委员会组织法第18条；本届规则“正式候选人提前公布”"
FIELDS = frozenset({"key", "name", "posts"})
RESIDENTS_DAYS = 3
"""D-7 to D-5 are three days, both counted (domain brief §4.4)."""
_NAME = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·•A-Za-z .’'-]{1,50}")


@dataclass(frozen=True)
class Days:
    """What the period is measured by: working days on the Party side; on the residents' side the election day and how
    many days before it the formal list is out."""

    side: Side
    today: date
    calendar: WorkCalendar
    working_days: int
    election_day: date
    lead_days: int


@dataclass(frozen=True)
class Change:
    """What a correction changes: names that left, names that are new or stand for another post."""

    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def needs_new_period(self) -> bool:
        """Whoever was not on the notice before has to hang there for a whole period of their own."""
        return bool(self.new)


def line_of(key: int, name: str, posts: Iterable[str]) -> dict:
    """One line as it is frozen."""
    return {"key": key, "name": name, "posts": [str(post) for post in posts]}


def posts_in_words(line: dict) -> str:
    """The posts of a line in words."""
    return "、".join(Post(post).label for post in line["posts"])


def check_lines(lines: Sequence[dict], may_be_empty: bool = False) -> Verdict:
    """Names and posts only. An ID number, telephone, birth date or home in a line stops the whole notice."""
    if not lines and not may_be_empty:
        return no("没有可以公示的候选人。", "联审通过、没有暂缓的候选人才能公示。")
    for line in lines:
        if set(line) != FIELDS or not line["posts"] or set(line["posts"]) - set(Post.values):
            return no("公示名单只能有姓名和拟任职务。", "请核对候选人登记。", BOTTOM_LINE)
        if not _NAME.fullmatch(line["name"]):
            return no("公示名单中有姓名含数字或符号。", "请先在候选人登记中改正姓名。", BOTTOM_LINE)
    return check_words("\n".join(f"{line['name']} {posts_in_words(line)}" for line in lines))


def check_words(text: str) -> Verdict:
    """Words for the public hold nothing that identifies beyond the name."""
    found = leaks(text)
    return no(f"{words_of(found)}，不能公示。", "请删去后再公示。", BOTTOM_LINE) if found else YES


def check_period(starts_on: date, ends_on: date, days: Days) -> Verdict:
    """Party: so many working days, the first and the last counted (候选人公示, 5 by default). Residents' committee: three
    days at least, over when the formal list is due (D-7 to D-5)."""
    if starts_on < days.today:
        return no(f"公示开始日期 {starts_on} 已经过去。", "公示从发布之日或以后开始，不能倒填。")
    if ends_on < starts_on:
        return no("公示结束日期早于开始日期。", "请核对日期。")
    if days.side == Side.PARTY:
        return _check_working_days(starts_on, ends_on, days)
    return _check_before_vote(starts_on, ends_on, days)


def _check_working_days(starts_on: date, ends_on: date, days: Days) -> Verdict:
    found = len(days.calendar.working_days(starts_on, ends_on))
    if found < days.working_days:
        least = _after_working_days(starts_on, days)
        return no(
            f"公示期只有 {found} 个工作日，应不少于 {days.working_days} 个工作日。",
            f"从 {starts_on} 开始的，至少公示到 {least}。", PARTY_RULES,
        )  # fmt: skip
    return YES


def _check_before_vote(starts_on: date, ends_on: date, days: Days) -> Verdict:
    last = days.election_day - timedelta(days=days.lead_days)
    if ends_on > last:
        return no(
            f"公示结束日期 {ends_on} 太晚，正式候选人应在选举日前 {days.lead_days} 天公布。",
            f"请在 {last} 以前结束公示；时间不够的，请按程序推迟选举日。", LAW,
        )  # fmt: skip
    if (ends_on - starts_on).days + 1 < RESIDENTS_DAYS:
        return no(
            f"公示期不足 {RESIDENTS_DAYS} 天。",
            f"请公示到 {starts_on + timedelta(days=RESIDENTS_DAYS - 1)} 或以后。",
            LAW,
        )
    return YES


def _after_working_days(starts_on: date, days: Days) -> date:
    day = starts_on if days.calendar.is_working_day(starts_on) else days.calendar.next_working_day(starts_on)
    for _ in range(days.working_days - 1):
        day = days.calendar.next_working_day(day)
    return day


def proposed_period(days: Days) -> tuple[date, date]:
    """The days a form begins with: from today on, on the residents' side D-7 to D-5 where there is still time."""
    if days.side == Side.PARTY:
        return days.today, _after_working_days(days.today, days)
    last = days.election_day - timedelta(days=days.lead_days)
    starts_on = max(days.today, last - timedelta(days=RESIDENTS_DAYS - 1))
    return starts_on, max(last, starts_on)


def check_ending(ends_on: date, today: date) -> Verdict:
    """Over is over: not on the last day itself."""
    if today <= ends_on:
        return no(f"公示期到 {ends_on} 为止，还没有满。", "期满次日起登记公示期满。")
    return YES


def change_between(before: Sequence[dict], after: Sequence[dict]) -> Change:
    """What a correction would change; a person with another post or name is new."""
    old, new = {_whole(line): line for line in before}, {_whole(line): line for line in after}
    return Change(
        gone=tuple(line["name"] for whole, line in old.items() if whole not in new),
        new=tuple(line["name"] for whole, line in new.items() if whole not in old),
    )


def _whole(line: dict) -> tuple:
    return line["key"], line["name"], tuple(line["posts"])


def digest_of(
    *, area_code: str, side: str, starts_on: date, ends_on: date, lines: Sequence[dict], corrects: str = ""
) -> str:
    """What hangs on the board, in one number: lines, days, and the notice it corrects."""
    return digest(
        {"area": area_code, "side": side, "from": str(starts_on), "to": str(ends_on), "lines": list(lines),
         "corrects": corrects}
    )  # fmt: skip
