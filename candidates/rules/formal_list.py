"""Who may be put on the formal list, and whether the list may stand (csjwh-2026 art. 8, 18, 38; 基层组织选举工作条例 2020;
domain brief §2.1, §2.4 H6). Every refusal says why, by which article, and what to do; silence approves nobody.

The second review is due before the ballots are printed (本届规则“二次联审”), after the list stands: it is not asked for here, but
once it has been sent out its cells count like all others, and an empty one shuts the gate.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from candidates.enums import CandidateState, Post
from candidates.enums_review import NoticeState
from candidates.rules.notice import posts_in_words
from candidates.rules.standing import Standing, proposal
from elections.enums import POSTS_OF, Gender, RoundKind, Side
from elections.rules.ballot_paper import PARTY_RULES, check_choice
from elections.rules.ballot_paper import Standing as OnBallot
from huanjie.shared.verdict import YES, Verdict, no

LAW = "城市居民委员会组织法"
REVIEW_ARTICLE = f"{LAW}第18条；基层组织选举工作条例第5条"
NOTICE_ARTICLE = "本届规则“候选人公示”"
UNDECIDED = (CandidateState.NOMINATED, CandidateState.PRELIMINARY_REVIEW, CandidateState.JOINT_REVIEW)


@dataclass(frozen=True)
class Person:
    """A candidate as the gate sees one. `posts` are those of the side; `concluded_digest` is the digest the conclusion in
    force (passed) rests on, None when there is none."""

    key: int
    name: str
    gender: str
    posts: tuple[str, ...]
    state: str
    standing: Standing | None
    concluded_digest: str | None
    is_held: bool = False
    hold_reason: str = ""
    open_objections: int = 0
    is_on_list: bool = False
    version: int = 1


@dataclass(frozen=True)
class Notice:
    """The standing notice of the side: its state and its frozen lines by key."""

    state: str
    lines: Mapping[int, dict]
    open_objections: int = 0


@dataclass(frozen=True)
class Found:
    """What stands in the way of one person."""

    person: Person
    problems: tuple[Verdict, ...]


@dataclass(frozen=True)
class FormalGate:
    """The gate's answer: what concerns the list, and what concerns each person."""

    side: Side
    of_the_list: tuple[Verdict, ...]
    people: tuple[Found, ...]

    @property
    def ok(self) -> bool:
        return not self.of_the_list and not any(found.problems for found in self.people)

    @property
    def verdict(self) -> Verdict:
        """All of it in one refusal, every candidate by name."""
        if self.ok:
            return YES
        words = [str(problem) for problem in self.of_the_list]
        words += [f"{each.person.name}：{problem}" for each in self.people for problem in each.problems]
        articles = {problem.article for problem in self._all if problem.article}
        return no("".join(words), "", "；".join(sorted(articles)))

    @property
    def _all(self) -> list[Verdict]:
        return [*self.of_the_list, *(problem for found in self.people for problem in found.problems)]


def check_review(person: Person) -> list[Verdict]:
    """The part of the joint review: concluded as passed by a person, complete, in date, about what stands today. What was
    passed in spite of a hit rests on exactly the cells it was decided on."""
    if person.state in UNDECIDED:
        label = CandidateState(person.state).label
        return [no(f"当前为“{label}”，资格联审还没有结论。", "请办结联审，或登记退出。", REVIEW_ARTICLE)]
    standing = person.standing
    if standing is None or not standing.cells:
        return [no("没有联审单位的核查意见。", "请送联审单位核查，没有意见不等于未发现。", REVIEW_ARTICLE)]
    if standing.statutory_hits or not standing.is_complete:
        return [no(proposal(standing), "", REVIEW_ARTICLE)]
    if person.concluded_digest is None:
        return [no("没有已生效的联审通过结论。", "请由区委组织部作出结论；需要会签的完成会签。", REVIEW_ARTICLE)]
    if standing.needs_second_signature and standing.digest != person.concluded_digest:
        return [no("作出结论以后，核查意见有变化。", "请按现在的意见重新作出结论并会签。", REVIEW_ARTICLE)]
    return []


def check_standing(person: Person) -> list[Verdict]:
    """Review, hold, objections: what must hold for a person whatever list it is."""
    found = check_review(person)
    if person.is_held:
        found.append(no(f"已暂缓（{person.hold_reason or '核实中'}）。", "核实办结、解除暂缓以后再确定。"))
    if person.open_objections:
        found.append(no(f"有 {person.open_objections} 件公示异议没有办结。", "请先办结异议。", NOTICE_ARTICLE))
    return found


def check_noticed(person: Person, notice: Notice | None) -> list[Verdict]:
    """The notice is over, and the person hung on it for this very post."""
    if notice is None:
        return [no("还没有公示。", "请先发布候选人公示。", NOTICE_ARTICLE)]
    line = notice.lines.get(person.key)
    if line is None:
        return [no("没有列入公示名单。", "请更正公示，补上此人重新公示。", NOTICE_ARTICLE)]
    if set(line["posts"]) != set(person.posts) or line["name"] != person.name:
        return [
            no(f"公示的是“{line['name']} {posts_in_words(line)}”，与现在的登记不一致。", "请更正公示。", NOTICE_ARTICLE)
        ]
    if notice.state != NoticeState.ENDED:
        return [no("公示还没有登记期满。", "期满次日起登记公示期满。", NOTICE_ARTICLE)]
    return []


def check_seats(side: Side, seats: Mapping[str, int], people: Sequence[Person], parameters) -> list[Verdict]:
    """Art. 18 and the Party's margin of a fifth: more candidates than seats, counted as on the ballot. Every elected post
    has its number of seats, and somebody stands for every seat."""
    on_ballot = [post.value for post in POSTS_OF[side]]
    seats = {post: count for post, count in seats.items() if post in on_ballot and count}
    standing = [
        OnBallot(post, each.name, each.gender, str(each.key))
        for each in people
        for post in each.posts
        if post in on_ballot
    ]
    wanted = {each.post for each in standing}
    if not seats:
        return [no(f"没有登记{side.label}的职数，无法核对差额。", "请先登记职数。", _choice_article(side))]
    if missing := sorted(wanted - set(seats)):
        return [no(f"{_labels(missing)}有候选人，没有登记职数。", "请登记职数，或更正拟任职务。")]
    if empty := sorted(set(seats) - wanted):
        return [no(f"{_labels(empty)}还没有候选人。", "请提名并办结联审。", _choice_article(side))]
    verdict = check_choice(
        side=side, kind=RoundKind.FIRST_BALLOT, seats=seats, people=standing, parameters=parameters
    )  # fmt: skip
    return [] if verdict else [verdict]


def _choice_article(side: Side) -> str:
    return PARTY_RULES if side == Side.PARTY else f"{LAW}第18条"


def _labels(posts: Collection[str]) -> str:
    return "、".join(Post(post).label for post in posts)


def check_women(side: Side, people: Sequence[Person], least: int) -> list[Verdict]:
    """Art. 8: the residents' committee has a woman member, so a woman stands for it."""
    women = len({each.key for each in people if each.gender == Gender.FEMALE})
    if side == Side.PARTY or women >= least:
        return []
    return [no(f"候选人中妇女 {women} 名，至少应有 {least} 名。", "请提名妇女候选人。", f"{LAW}第8条")]


def judge(
    *, side: Side, people: Sequence[Person], seats: Mapping[str, int], notice: Notice | None, parameters,
    audit: Verdict | None,
) -> FormalGate:  # fmt: skip
    """The whole gate over the list as it would stand. `audit` is the audit gate's verdict; it is asked on the residents'
    side, where art. 38 stands, unless the cycle lets it wait until the vote."""
    of_the_list = []
    if not people:
        of_the_list.append(no("没有可以列入正式名单的候选人。", "请先办结资格联审和公示。", REVIEW_ARTICLE))
    else:
        of_the_list += check_seats(side, seats, people, parameters)
        of_the_list += check_women(side, people, parameters["rc_women_min"])
    if _asks_audit(side, parameters) and not audit:
        unanswered = no("没有审计结论。", "请核对审计登记。", f"{LAW}第38条")
        of_the_list.append(unanswered if audit is None else audit)
    if notice is not None and notice.open_objections:
        of_the_list.append(
            no(f"有 {notice.open_objections} 件没有指明候选人的异议没有办结。", "请先办结异议。", NOTICE_ARTICLE)
        )
    found = tuple(Found(each, (*check_standing(each), *check_noticed(each, notice))) for each in people)
    return FormalGate(side, tuple(of_the_list), found)


def _asks_audit(side: Side, parameters) -> bool:
    return side == Side.RESIDENTS_COMMITTEE and parameters["audit_before_stage"] == "formal_candidates"
