"""Which round has to follow: 再次投票 of those tied, 另行选举 for what stayed empty, 重新选举 of what was void."""

from collections.abc import Mapping

from elections.enums import BallotPost, RoundKind
from elections.rules.concluding import LAW, PARTY_RULES, NextRound, PersonOutcome, Result
from elections.rules.counting import Count, PostCount, Reduction
from elections.rules.filling import Filling
from elections.rules.thresholds import party_candidates_needed, seats_may_be_reduced, supplementary_votes_needed


def article_of(count: Count) -> str:
    """What both thresholds and later rounds rest on."""
    return PARTY_RULES if count.is_party else f"{LAW}第19条"


def rerun_of(count: Count, post: PostCount) -> NextRound:
    """Everything of the post again (domain brief §12.19, §12.21)."""
    keys = tuple(sorted(person.key for person in post.people if not person.is_write_in))
    words = f"{post.label}选举无效，应选 {post.seats} 名重新选举；本轮记录保留。"
    return NextRound(RoundKind.RERUN_ELECTION, post.post, post.seats, keys, words, article_of(count))


def tie_ballots(count: Count, post: PostCount, filling: Filling, names: Mapping[str, str]) -> list[NextRound]:
    """Those tied vote again for the seats that their votes could not decide (domain brief §12.5)."""
    return [
        NextRound(
            RoundKind.TIE_BALLOT, post.post, tie.seats, tie.keys,
            f"{post.label}还有 {tie.seats} 个名额，{'、'.join(names[key] for key in tie.keys)}票数相等，"
            "在这几人中再次投票，得票多的当选。",
            article_of(count),
        )
        for tie in filling.ties
    ]  # fmt: skip


def may_reduce(count: Count, reduction: Reduction | None, electors: int, parameters: Mapping) -> bool:
    """Party only: what is missing may stay empty when the electors agree or the presidium decides."""
    if not count.is_party or reduction is None:
        return False
    half = parameters["party_reduce_consent"] == "half_or_more"
    return reduction.by_presidium or seats_may_be_reduced(reduction.consenting, electors, half)


def supplementary(
    count: Count, post: PostCount, vacant: int, people: list[PersonOutcome], out: frozenset[str], parameters
) -> NextRound:
    """另行选举 for `vacant` seats: of those not elected, the ones with most votes stand (art. 19). Equal votes at the end of
    the list all stand; `out` may not."""
    left = [p for p in people if p.result == Result.NOT_ELECTED and p.votes > 0 and p.key not in out]
    if count.is_party:
        left = [p for p in left if not p.is_write_in]
    wanted = _wanted(count, post, vacant, parameters)
    standing = _most_votes(left, wanted)
    words = f"{post.label}应选 {post.seats} 名，还缺 {vacant} 名，另行选举。" + _candidates(standing, wanted)
    if not count.is_party:
        days = parameters["supplementary_days"]
        words += f"得票多的当选，但不得少于已投选票总数的三分之一；在投票日后 {days} 日以内进行。"
        ratio = parameters["runoff_ratio"]
        words = words if ratio == "1/3" else words.replace("三分之一", f" {ratio} ")
    else:
        consent = "半数以上" if parameters["party_reduce_consent"] == "half_or_more" else "超过半数"
        words += f"接近应选名额的，也可经{consent}选举人同意或者大会主席团决定，减少名额不再选。"
    keys = tuple(person.key for person in standing)
    return NextRound(RoundKind.SUPPLEMENTARY_BALLOT, post.post, vacant, keys, words, article_of(count))


def _wanted(count: Count, post: PostCount, vacant: int, parameters) -> int:
    """How many should stand: more than the seats on the residents' side, a fifth more for Party committee members."""
    if not count.is_party:
        return vacant + parameters["rc_margin_min"]
    if post.post == BallotPost.PARTY_MEMBER:
        return party_candidates_needed(vacant, parameters.ratio("party_margin"))
    return vacant


def _most_votes(people: list[PersonOutcome], wanted: int) -> list[PersonOutcome]:
    ranked = sorted(people, key=lambda person: (-person.votes, person.key))
    if len(ranked) <= wanted:
        return ranked
    last = ranked[wanted - 1].votes
    return [person for person in ranked if person.votes >= last]


def _candidates(standing: list[PersonOutcome], wanted: int) -> str:
    if not standing:
        return "没有得票的未当选人，请按规定另行提名候选人。"
    names = "、".join(f"{person.name}（{person.votes} 票）" for person in standing)
    short = f"候选人至少 {wanted} 名，不足的请按规定另行提名。" if len(standing) < wanted else ""
    return f"候选人为未当选人员中得票多的：{names}。{short}"


def supplementary_line(cast: int, parameters) -> int:
    """The votes without which nobody is elected in a supplementary ballot (art. 19)."""
    return supplementary_votes_needed(cast, parameters.ratio("runoff_ratio"))
