"""Whether the formal list of the residents' committee leaves a choice (domain brief §2.4 H6; csjwh-2026 art. 8 and 18).

Numbers only: `formal` are formal candidates by post, beside them under PEOPLE how many different people they are and under
WOMEN how many of them are women; `seats` are the seats by post. None, or a number left out, means that nobody knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from elections.enums import POSTS_OF, BallotPost, Side
from elections.rules.intervals import Force
from elections.rules.procedure_intervals import LAW
from elections.rules.thresholds import candidates_exceed_seats
from huanjie.shared.verdict import Verdict, no

FORMAL_LIST = "RC15"
PEOPLE, WOMEN = "committee_people", "committee_women"
POSTS = POSTS_OF[Side.RESIDENTS_COMMITTEE]
CHOICE_ARTICLE, WOMEN_ARTICLE = f"{LAW}第18条", f"{LAW}第8条，省、自治区、直辖市的选举办法"
WHERE = "请在“候选人”中登记居委会职数，并确定正式候选人。"


@dataclass(frozen=True)
class Flaw:
    """What the list lacks. `about` is a post, or WOMEN, or '' for the whole list."""

    about: str
    verdict: Verdict
    force: Force = Force.LAW


def flaws_of(formal: Mapping[str, int] | None, seats: Mapping[str, int] | None, parameters: Mapping) -> list[Flaw]:
    """What is known to be wrong with the list: too few candidates (art. 18), no woman among them (art. 8, as the province
    has it). Nothing is said of what nobody knows."""
    if formal is None:
        return []
    return [*_too_few(formal, seats or {}, parameters), *_no_woman(formal, parameters)]


def unknown_of(formal: Mapping[str, int] | None, seats: Mapping[str, int] | None, parameters: Mapping) -> list[Flaw]:
    """What has to be known before the list is published and is not: silence never approves."""
    least, women = parameters.get("rc_margin_min", 1), parameters.get("rc_women_min", 1)
    found = []
    if least and formal is None:
        found.append(Flaw("", no("还没有正式候选人的人数，不能核对差额。", WHERE, CHOICE_ARTICLE)))
    if least and not any((seats or {}).get(post) for post in POSTS):
        found.append(Flaw("", no("还没有居委会的应选名额，不能核对差额。", WHERE, CHOICE_ARTICLE)))
    if women and formal is not None and WOMEN not in formal:
        words = no("正式候选人的性别不全，不能核对有没有妇女。", "请在“候选人”中补填性别。", WOMEN_ARTICLE)
        found.append(Flaw(WOMEN, words, Force.LOCAL))
    return found


def _too_few(formal, seats, parameters) -> Iterator[Flaw]:
    least = parameters.get("rc_margin_min", 1)
    wanted = {post: seats[post] for post in POSTS if seats.get(post)}
    if not least or not wanted:
        return
    if parameters.get("rc_margin_scope") == "per_post":
        groups = [(post, BallotPost(post).label, count, formal.get(post, 0)) for post, count in wanted.items()]
    else:
        people = formal.get(PEOPLE, sum(formal.get(post, 0) for post in POSTS))
        groups = [("", "居民委员会", sum(wanted.values()), people)]
    for about, label, count, standing in groups:
        if not candidates_exceed_seats(standing, count, least):
            words = f"候选人名额应当多于应选名额：{label}应选 {count} 名，正式候选人 {standing} 名。"
            yield Flaw(about, no(words, f"请补充提名，正式候选人不少于 {count + least} 名。", CHOICE_ARTICLE))


def _no_woman(formal, parameters) -> Iterator[Flaw]:
    least = parameters.get("rc_women_min", 1)
    women = formal.get(WOMEN)
    if women is not None and women < least:
        words = f"居民委员会成员中应当有妇女：正式候选人中妇女 {women} 人，应不少于 {least} 人。"
        yield Flaw(WOMEN, no(words, "请补充提名妇女候选人。", WOMEN_ARTICLE), Force.LOCAL)
