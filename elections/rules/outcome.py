"""What follows from a signed result report: `decide(count, parameters)` (domain brief §12, §13).

Pure: the same count gives the same outcome, whatever the order of its lines. Each conclusion carries its reason in words
with the numbers, the article, and what to do next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from elections.enums import RoundKind
from elections.rules.concluding import (
    CHOSEN,
    LAW,
    Alert,
    NextRound,
    Outcome,
    PersonOutcome,
    PostOutcome,
    Reason,
    Result,
)
from elections.rules.counting import Count, Person, PostCount
from elections.rules.filling import Conflicts, Filling, fill
from elections.rules.following import (
    article_of,
    may_reduce,
    rerun_of,
    supplementary,
    supplementary_line,
    tie_ballots,
)
from elections.rules.reconcile import Problem, Weight, reconcile, total_of
from elections.rules.taking_part import Base, base_of, enough, ratio_name, turnout_reason
from elections.rules.team import alerts
from elections.rules.thresholds import committee_votes_needed, party_votes_needed

__all__ = [
    "Alert", "Count", "NextRound", "Outcome", "PersonOutcome", "PostOutcome", "Problem", "Reason", "Result", "decide",
    "reconcile",
]  # fmt: skip

RELATIVES_BARRED = {True: "party_relatives_barred", False: "rc_relatives_barred"}


def decide(count: Count, parameters) -> Outcome:
    """The outcome of one round. Undecided when the numbers contradict each other: then only `problems` speak."""
    problems = reconcile(count, parameters)
    bases = [base_of(count, post, parameters) for post in _by_rank(count)]
    problems += [_no_number(base) for base in bases if base.taking_part is None]
    if any(problem.weight == Weight.WRONG for problem in problems):
        reason = Reason("报告单上的数字互相对不上，还不能得出结果。", "", "请先按所列问题核对报告单。")
        return Outcome(False, False, (reason,), problems=tuple(problems))
    rounds: list[NextRound] = []
    posts, seen = [], _Seen.at_first(count, parameters)
    for base in bases:
        post, following, seen = _decide_post(count, base, seen, parameters)
        posts.append(post)
        rounds += following
    posts = _flag_relatives(posts, seen)
    valid = all(post.is_valid for post in posts)
    return Outcome(
        True, valid, _reasons(count, bases, parameters), tuple(posts), tuple(rounds),
        alerts(count, bases, posts, parameters), tuple(problems),
    )  # fmt: skip


def _by_rank(count: Count) -> list[PostCount]:
    """The higher post first: it decides between relatives and between two posts of one person."""
    return sorted(count.posts, key=lambda post: (post.rank, post.post))


def _no_number(base: Base) -> Problem:
    words = "没有参加投票人数，也没有选票数，不能判断选举是否有效。"
    return Problem(base.post.label, words, "请按报告单补填。")


def _reasons(count: Count, bases: list[Base], parameters) -> tuple[Reason, ...]:
    return tuple(dict.fromkeys(turnout_reason(count, base.taking_part, parameters) for base in bases))


@dataclass(frozen=True)
class _Seen:
    """Who holds, or may come to hold, a post of this side; who conflicts with whom; whom relatives wait for."""

    conflicts: Conflicts
    posts: Mapping[str, str]
    names: Mapping[str, str]
    awaited: frozenset[str] = frozenset()

    @classmethod
    def at_first(cls, count: Count, parameters) -> "_Seen":
        names = {p.key: p.name for post in count.posts for p in post.people} | {h.key: h.name for h in count.already}
        pairs: dict[str, set[str]] = {key: set() for key in names}
        if not count.is_party:
            for key in names:
                pairs[key].add(key)
        if parameters[RELATIVES_BARRED[count.is_party]]:
            for one, other in count.relatives:
                pairs.setdefault(one, set()).add(other)
                pairs.setdefault(other, set()).add(one)
        conflicts = Conflicts(
            {key: frozenset(others) for key, others in pairs.items()},
            frozenset(holder.key for holder in count.already),
            leave_open=parameters["relatives_order"] == "authority",
        )
        return cls(conflicts, {holder.key: holder.post for holder in count.already}, names)

    def after(self, post: PostCount, filling: Filling) -> "_Seen":
        conflicts = replace(
            self.conflicts, held=self.conflicts.held | set(filling.elected),
            open=self.conflicts.open | set(filling.tied) | set(filling.waiting),
        )  # fmt: skip
        awaited = self.awaited
        for key in filling.waiting:
            awaited |= filling.because[key] - {key}
        return _Seen(conflicts, {**self.posts, **dict.fromkeys(filling.elected, post.post)}, self.names, awaited)


def _decide_post(count: Count, base: Base, seen: _Seen, parameters) -> tuple[PostOutcome, list[NextRound], _Seen]:
    post = base.post
    if base.is_void or not enough(count, base.taking_part, parameters):
        return _void(count, base), [rerun_of(count, post)], seen
    line = _line(count, base, parameters)
    votes = {key: given.yes for key, given in total_of(post).votes.items()}
    reached = {key: number for key, number in votes.items() if number >= line.needed}
    filling = fill(reached, post.seats, seen.conflicts)
    people = sorted(
        (_person(count, post, person, votes[person.key], line, filling, seen) for person in post.people),
        key=lambda person: (-person.votes, person.key),
    )
    outcome, following = _conclude(count, base, line, people, filling, seen, parameters)
    return outcome, following, seen.after(post, filling)


def _void(count: Count, base: Base) -> PostOutcome:
    post = base.post
    votes = total_of(post).votes
    people = tuple(
        PersonOutcome(
            person.key, person.name, post.post, votes[person.key].yes if person.key in votes else 0, Result.VOID,
            f"{person.name}：{post.label}选举无效，得票不作为依据。", article_of(count), person.gender, person.is_write_in,
        )
        for person in sorted(post.people, key=lambda person: person.key)
    )  # fmt: skip
    reasons = ()
    if base.is_void:
        words = f"{post.label}收回选票多于发出选票，选举无效，应选 {post.seats} 名全部重新投票。"
        reasons = (Reason(words, article_of(count), "请封存选票，报告上级，按规定重新投票。"),)
    return PostOutcome(
        post.post, post.seats, False, people=people, vacant=post.seats, declared=post.declared, reasons=reasons
    )


@dataclass(frozen=True)
class _Line:
    """The votes that elect in this round, and what they are measured by, in words."""

    needed: int
    above: str
    below: str


def _line(count: Count, base: Base, parameters) -> _Line:
    if count.kind == RoundKind.TIE_BALLOT:
        return _Line(1, "再次投票得票多", "没有得票")
    if count.is_party:
        ratio = parameters.ratio("party_win")
        needed, of = party_votes_needed(count.due, ratio), f"应到会有选举权人数 {count.due} 人的{ratio_name(ratio)}"
    elif count.kind == RoundKind.SUPPLEMENTARY_BALLOT:
        needed, of = supplementary_line(base.cast, parameters), f"已投选票 {base.cast} 张的三分之一"
        of = of.replace("三分之一", ratio_name(parameters.ratio("runoff_ratio")))
        needed = max(1, needed)
        return _Line(needed, f"不少于{of}（{needed} 票）", f"少于{of}（须 {needed} 票）")
    else:
        ratio = parameters.ratio("rc_win")
        needed = committee_votes_needed(base.taking_part, ratio)
        of = f"参加投票 {base.taking_part} 人的{ratio_name(ratio)}"
    return _Line(needed, f"超过{of}（须 {needed} 票）", f"没有超过{of}（须 {needed} 票）")


def _person(
    count: Count, post: PostCount, person: Person, votes: int, line: _Line, filling: Filling, seen
) -> PersonOutcome:
    result = _result(person, filling)
    words = f"{person.name}{'（另选人）' if person.is_write_in else ''}"
    words += (
        f"{'赞成' if count.is_party else '得'} {votes} 票，{_why(person, post, votes, line, result, filling, seen)}"
    )
    article = f"{LAW}第8条" if result in (Result.RELATIVES, Result.STEPS_BACK) else article_of(count)
    if result == Result.AWAITING_REVIEW:
        article = f"{LAW}第18条"
    return PersonOutcome(
        person.key, person.name, post.post, votes, result, words, article, person.gender, person.is_write_in
    )


def _result(person: Person, filling: Filling) -> Result:
    key = person.key
    if key in filling.elected:
        return Result.AWAITING_REVIEW if person.is_write_in or person.barred else Result.ELECTED
    for result, keys in (
        (Result.TIED, filling.tied), (Result.RELATIVES, filling.waiting), (Result.STEPS_BACK, filling.stepped_back),
    ):  # fmt: skip
        if key in keys:
            return result
    return Result.NOT_ELECTED


def _why(
    person: Person, post: PostCount, votes: int, line: _Line, result: Result, filling: Filling, seen: _Seen
) -> str:
    key = person.key
    match result:
        case Result.ELECTED:
            return f"{line.above}，当选。"
        case Result.AWAITING_REVIEW:
            return f"{line.above}，得票够当选，须经资格审查后再公布。"
        case Result.TIED:
            tie = next(tie for tie in filling.ties if key in tie.keys)
            others = "、".join(seen.names[each] for each in tie.keys if each != key)
            return f"{line.above}，与{others}票数相等，名额 {tie.seats} 个，须再次投票。"
        case Result.STEPS_BACK | Result.RELATIVES:
            return f"{line.above}，{_in_favour_of(key, result, filling, seen)}"
    if votes >= line.needed:
        return f"{line.above}，但应选 {post.seats} 名已由得票多的人选满，不当选。"
    return f"{line.below}，不当选。"


def _in_favour_of(key: str, result: Result, filling: Filling, seen: _Seen) -> str:
    others = sorted(filling.because.get(key, ()))
    if others == [key]:
        if result == Result.RELATIVES:
            return "在另一职务上还没有结果，等结果确定后再定。"
        return "已当选较高的职务，同一委员会只任一个职务，名额由得票次多的人递补。"
    names = "、".join(seen.names.get(other, other) for other in others if other != key)
    if result == Result.RELATIVES:
        return f"与{names}是近亲属，不能同时任职，谁留任待确定。"
    return f"与当选的{names}是近亲属，职务高的、得票多的留任，本人不任职，名额由得票次多的人递补。"


def _conclude(count: Count, base: Base, line: _Line, people, filling: Filling, seen: _Seen, parameters):
    """Seats filled, left open and left empty, and the rounds that follow."""
    post, vacant = base.post, filling.left
    open_seats = sum(tie.seats for tie in filling.ties) + len(filling.waiting)
    following = tie_ballots(count, post, filling, seen.names)
    reasons, reduced_to = [_summary(post, filling, vacant, open_seats)], None
    if not post.people:
        reasons, vacant = [], 0
    elif vacant and filling.elected and may_reduce(count, post.reduction, base.taking_part, parameters):
        reduced_to, vacant = post.seats - vacant, 0
        reasons.append(_reduction(count, post, base.taking_part, reduced_to))
    elif vacant:
        following.append(supplementary(count, post, vacant, people, _out(count, post, filling, seen), parameters))
    outcome = PostOutcome(
        post.post, post.seats, True, line.needed, tuple(people), vacant, open_seats, reduced_to, post.declared,
        tuple(reasons),
    )  # fmt: skip
    return outcome, following


def _summary(post: PostCount, filling: Filling, vacant: int, open_seats: int) -> Reason:
    words = f"{post.label}应选 {post.seats} 名，当选 {len(filling.elected)} 名"
    words += f"，{open_seats} 名待定" if open_seats else ""
    words += f"，缺 {vacant} 名" if vacant else ""
    return Reason(f"{words}。")


def _reduction(count: Count, post: PostCount, electors: int, left: int) -> Reason:
    how = (
        "大会主席团决定"
        if post.reduction.by_presidium
        else f"到会选举人 {electors} 人中 {post.reduction.consenting} 人同意"
    )
    return Reason(
        f"经{how}，{post.label}名额减为 {left} 名，不再选举。", article_of(count), "请把表决记录附在报告单后。"
    )


def _out(count: Count, post: PostCount, filling: Filling, seen: _Seen) -> frozenset[str]:
    """Who cannot stand in a supplementary ballot: those barred, and relatives of somebody elected."""
    held = seen.conflicts.held | set(filling.elected)
    barred = {person.key for person in post.people if person.barred}
    return frozenset(barred | {p.key for p in post.people if seen.conflicts.of(p.key) & held})


def _flag_relatives(posts: list[PostOutcome], seen: _Seen) -> list[PostOutcome]:
    """Where an authority decides between relatives, the one with more votes waits for it too."""
    if not (seen.conflicts.leave_open and seen.awaited):
        return posts
    return [replace(post, people=tuple(_await(person, seen) for person in post.people)) for post in posts]


def _await(person: PersonOutcome, seen: _Seen) -> PersonOutcome:
    if person.key not in seen.awaited or person.result not in CHOSEN:
        return person
    words = f"{person.words}但有近亲属同时够当选，谁留任由街道按省里的规定确定。"
    return replace(person, result=Result.RELATIVES, words=words, article=f"{LAW}第8条")
