"""Whether the numbers of a signed report agree with one another: the identities of domain brief §13.

发出 ≥ 收回 = 有效 + 无效; votes of a person ≤ 有效; the places sum up to the whole. Nothing is corrected here: a problem
names the place and what to look at.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from elections.enums import POSTS_OF, BallotPost, ElectionMode, RoundKind, Side, VenueKind
from elections.rules.counting import Count, Person, PostCount, Tally, Venue, Votes
from elections.rules.thresholds import proxy_within_limit, returned_within_issued

LAW = "城市居民委员会组织法"
PARTY_RULES = "中国共产党基层组织选举工作条例"
PAPER = "请对照签字的报告单核对"
COUNTS = {"issued": "发出", "returned": "收回", "valid": "有效", "invalid": "无效"}


class Weight(StrEnum):
    """`WRONG`: the numbers contradict each other, nothing follows from them until they are mended. `VOID`: the numbers
    stand and make the vote void. `LOOK`: somebody should look."""

    WRONG = "wrong"
    VOID = "void"
    LOOK = "look"


@dataclass(frozen=True)
class Problem:
    """One thing that does not fit: where, what, and what to do."""

    place: str
    words: str
    remedy: str = f"{PAPER}。"
    article: str = ""
    weight: Weight = Weight.WRONG

    def __str__(self):
        return f"{self.place}：{self.words}{self.remedy}" if self.place else f"{self.words}{self.remedy}"


def reconcile(count: Count, parameters: Mapping | None = None) -> list[Problem]:
    """Everything that does not fit, in an order that does not depend on the order of the input; [] when all fits."""
    found = {*_of_the_whole(count), *_of_proxies(count, parameters or {})}
    for post in count.posts:
        found |= {*_of_post(count, post)}
    return sorted(found, key=lambda problem: (problem.place, problem.words))


def total_of(post: PostCount) -> Tally:
    """The post's ballots and votes over all places; what the places leave open is taken from the paper's own total."""
    whole = post.total or Tally()
    fields = {name: _sum_or(post.tallies, name, getattr(whole, name)) for name in (*COUNTS, "full")}
    return Tally(**fields, votes=_votes(post.tallies) or dict(whole.votes))


def _sum_or(tallies: tuple[Tally, ...], name: str, otherwise: int | None) -> int | None:
    values = [getattr(tally, name) for tally in tallies]
    return otherwise if not values or None in values else sum(values)


def _votes(tallies: tuple[Tally, ...]) -> dict[str, Votes]:
    votes: dict[str, Votes] = {}
    for tally in tallies:
        for key, given in tally.votes.items():
            votes[key] = votes[key] + given if key in votes else given
    return votes


def attended_by(count: Count) -> int | None:
    """Those who took part, from the paper's head or its places; None when it says neither."""
    if count.attended is not None:
        return count.attended
    at_places = [venue.attended for venue in count.venues]
    return None if not at_places or None in at_places else sum(at_places)


def due_name(count: Count) -> str:
    """What `due` is called."""
    if count.is_party:
        return "应到会有选举权人数"
    return {ElectionMode.HOUSEHOLDS: "户代表", ElectionMode.REPRESENTATIVES: "居民代表"}.get(count.mode, "登记选民")


def _of_the_whole(count: Count) -> Iterator[Problem]:
    attended, here = attended_by(count), "参加人数"
    if count.due is None:
        yield Problem(here, f"没有填写{due_name(count)}，不能判断选举是否有效。", "请填写有权参加投票的人数。")
    elif count.due < 1:
        yield Problem(here, f"{due_name(count)}是 {count.due}，应大于 0。", "请填写有权参加投票的人数。")
    if not count.is_party and count.mode is None:
        yield Problem("选举方式", "没有写明选举方式。", "请选择全体选民、户代表或居民代表方式。", f"{LAW}第14条")
    if None not in (attended, count.due) and attended > count.due:
        yield Problem(here, f"参加投票 {attended} 人，多于{due_name(count)} {count.due} 人。")
    at_places = [venue.attended for venue in count.venues]
    if count.attended is not None and at_places and None not in at_places and sum(at_places) != count.attended:
        yield Problem(here, f"各投票点参加人数之和 {sum(at_places)} 不等于参加投票总数 {count.attended}。")
    yield from _of_venues(count.venues, count.side)
    posts = [post.post for post in count.posts]
    if not posts:
        yield Problem("职务", "没有任何职务的选票。", "请至少填写一个职务。")
    for post in sorted({p for p in posts if posts.count(p) > 1}):
        yield Problem(_label(post), "同一职务写了两次。", "请合并成一项。")


def _label(post: str) -> str:
    return BallotPost(post).label if post in BallotPost.values else post


def _of_venues(venues: tuple[Venue, ...], side: Side) -> Iterator[Problem]:
    names = [venue.name for venue in venues]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield Problem(name, "投票点名称重复。", "请为每个投票点写不同的名称。")
    for venue in venues:
        if side == Side.PARTY and venue.kind != VenueKind.HALL:
            words = f"党内选举在会场投票，没有{VenueKind(venue.kind).label}。"
            yield Problem(venue.name, words, "请核对投票点；分会场按会场登记。", PARTY_RULES)


def _of_proxies(count: Count, parameters: Mapping) -> Iterator[Problem]:
    yield from _beyond_the_list(count)
    if not count.proxies:
        return
    if count.is_party:
        yield Problem("委托投票", "党内选举不能委托他人投票。", "请核对；委托的票不应发出。", PARTY_RULES)
        return
    article, most = f"{LAW}第19条", parameters.get("proxy_max", 3)
    for proxy in count.proxies:
        if not proxy_within_limit(proxy.principals, most):
            words = f"{proxy.name}接受 {proxy.principals} 人委托，最多 {most} 人。"
            yield Problem("委托投票", words, f"请只保留 {most} 人的委托，其余由本人投票或改托他人。", article)
        if proxy.is_candidate:
            yield Problem("委托投票", f"{proxy.name}是候选人，不得接受委托。", "请改托其他选民。", article)
    if count.mode == ElectionMode.REPRESENTATIVES:
        words = f"居民代表方式不实行委托投票，{_principals(count)} 张委托票无效，不计入参加投票人数。"
        yield Problem(
            "委托投票", words, "请查明委托票是否已与其他选票混在一起，混在一起的报街道处理。", article, Weight.LOOK
        )


def _beyond_the_list(count: Count) -> Iterator[Problem]:
    """No more votes by proxy than written proxies (art. 19)."""
    at_places = sum(venue.attended or 0 for venue in count.venues if venue.kind == VenueKind.PROXY)
    if count.is_party or at_places <= _principals(count):
        return
    if count.proxies:
        words = f"委托投票 {at_places} 人，多于登记的书面委托 {_principals(count)} 人。"
        yield Problem("委托投票", words, "请对照委托投票证核对，补登委托名单或改正人数。", f"{LAW}第19条")
    else:
        words = f"委托投票 {at_places} 人，没有登记书面委托的名单。"
        yield Problem("委托投票", words, "请登记委托名单，以便核对每人不超过规定的人数。", f"{LAW}第19条", Weight.LOOK)


def _principals(count: Count) -> int:
    return sum(proxy.principals for proxy in count.proxies)


def _of_post(count: Count, post: PostCount) -> Iterator[Problem]:
    if post.seats < 1:
        yield Problem(post.label, "应选名额应大于 0。", "请填写应选名额。")
    if post.post in BallotPost.values and post.post not in POSTS_OF[count.side]:
        yield Problem(post.label, f"不是{Side(count.side).label}的职务。", "请核对职务。")
    if post.declared is not None and post.declared > post.seats:
        yield Problem(post.label, f"公布当选 {post.declared} 名，多于应选 {post.seats} 名。")
    yield from _of_people(count, post)
    venues = {venue.name: venue for venue in count.venues}
    yield from _of_places(post, venues)
    for tally in post.tallies:
        place = f"{tally.venue}{post.label}" if tally.venue else post.label
        yield from _of_tally(count, post, tally, place)
        venue = venues.get(tally.venue)
        if venue is not None and venue.attended is not None and (tally.issued or 0) > venue.attended:
            yield Problem(place, f"发出 {tally.issued} 张，多于参加的 {venue.attended} 人。")
    whole, attended = total_of(post), attended_by(count)
    if post.total is not None and post.tallies:
        yield from _of_sum(post)
    if len(post.tallies) != 1:
        said = any(is_over(tally) for tally in post.tallies)
        of_whole = _of_tally(count, post, whole, f"{post.label}合计")
        yield from (problem for problem in of_whole if not said or problem.weight != Weight.VOID)
    if attended is not None and (whole.issued or 0) > attended:
        yield Problem(
            f"{post.label}合计", f"发出 {whole.issued} 张，多于参加投票的 {attended} 人。",
            "受委托代投的，委托人也计入参加投票人数；请核对。",
        )  # fmt: skip


def is_over(tally: Tally) -> bool:
    """More ballots returned than issued."""
    return None not in (tally.issued, tally.returned) and not returned_within_issued(tally.returned, tally.issued)


def _of_people(count: Count, post: PostCount) -> Iterator[Problem]:
    keys = [person.key for person in post.people]
    for key in sorted({k for k in keys if keys.count(k) > 1}):
        yield Problem(post.label, f"“{_name(post.people, key)}”写了两次。", "请合并成一行；同名的两人请加以区分。")
    votes = total_of(post).votes
    for person in post.people:
        if person.key not in votes:
            yield Problem(post.label, f"{person.name}没有填写得票。", "请按报告单补填；没有得票的填 0。")
    strangers = set(votes) - set(keys)
    for tally in post.tallies:
        strangers |= set(tally.votes) - set(keys)
    for key in sorted(strangers):
        yield Problem(post.label, f"“{key}”有票数，但不在候选人和另选人中。", "请补写此人。")
    if count.kind == RoundKind.TIE_BALLOT:
        for person in post.people:
            if person.is_write_in:
                words = f"{person.name}是另选人；再次投票只在票数相等的人中进行。"
                yield Problem(post.label, words, "请核对；投给其他人的选票作无效票。", _article(count, "19"))


def _name(people: tuple[Person, ...], key: str) -> str:
    return next(person.name for person in people if person.key == key)


def _article(count: Count, number: str) -> str:
    return PARTY_RULES if count.is_party else f"{LAW}第{number}条"


def _of_places(post: PostCount, venues: Mapping[str, Venue]) -> Iterator[Problem]:
    names = [tally.venue for tally in post.tallies]
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield Problem(post.label, f"投票点“{name}”的选票写了两次。", "请合并成一行。")
    if not venues or names in ([], [""]):
        return
    for name in sorted(set(names) - set(venues)):
        yield Problem(post.label, f"“{name}”不在投票点名单中。", "请补写投票点，或改正名称。")
    for name in sorted(set(venues) - set(names)):
        yield Problem(post.label, f"缺少投票点“{name}”的选票数。", "请补填；没有发票的填 0。")


def _of_tally(count: Count, post: PostCount, tally: Tally, place: str) -> Iterator[Problem]:
    """发出 ≥ 收回 = 有效 + 无效; votes within the valid ballots."""
    if is_over(tally):
        yield Problem(
            place, f"收回 {tally.returned} 张，多于发出 {tally.issued} 张，选举无效。",
            "请报告上级后重新投票。", _article(count, "19"), Weight.VOID,
        )  # fmt: skip
    if None not in (tally.returned, tally.valid, tally.invalid) and tally.valid + tally.invalid != tally.returned:
        yield Problem(
            place, f"有效 {tally.valid} 张与无效 {tally.invalid} 张之和 {tally.valid + tally.invalid}，"
            f"不等于收回 {tally.returned} 张。"
        )  # fmt: skip
    missing = [
        p.name for p in post.people if tally.venue and tally.votes and not p.is_write_in and p.key not in tally.votes
    ]
    for person in sorted(missing):
        yield Problem(place, f"没有填写{person}的得票。", "请按报告单补填；没有得票的填 0。")
    limit, name = (tally.valid, "有效票") if tally.valid is not None else (tally.returned, "收回票")
    if limit is None:
        return
    if tally.valid is not None and tally.returned is not None and tally.valid > tally.returned:
        yield Problem(place, f"有效票 {tally.valid} 张，多于收回 {tally.returned} 张。")
    if tally.full is not None and tally.full > limit:
        yield Problem(place, f"选满名额的 {tally.full} 张，多于{name} {limit} 张。")
    yield from _of_votes(post, tally, place, limit, name)
    if count.is_party:
        yield from _of_write_ins(post, tally, place)


def _of_votes(post: PostCount, tally: Tally, place: str, limit: int, name: str) -> Iterator[Problem]:
    names = {person.key: person.name for person in post.people}
    for key, votes in tally.votes.items():
        marks = votes.yes + (votes.no or 0) + (votes.abstain or 0)
        what = "赞成、不赞成、弃权之和" if votes.no is not None or votes.abstain is not None else "得票"
        if marks > limit:
            yield Problem(place, f"{names.get(key, key)}的{what} {marks}，多于{name} {limit} 张。")
    picked = sum(votes.yes for votes in tally.votes.values())
    if picked > limit * post.seats:
        words = f"各人得票之和 {picked}，多于{name} {limit} 张乘应选 {post.seats} 名的 {limit * post.seats}。"
        yield Problem(place, words, "所选人数多于应选名额的选票是无效票，请核对。")


def _of_write_ins(post: PostCount, tally: Tally, place: str) -> Iterator[Problem]:
    """Only who votes no may write somebody in (Party rule P14): no more write-ins than noes."""
    added = sum(tally.votes[p.key].yes for p in post.people if p.is_write_in and p.key in tally.votes)
    noes = [tally.votes[p.key].no for p in post.people if not p.is_write_in and p.key in tally.votes]
    if added and None not in noes and added > sum(noes):
        words = f"另选他人 {added} 票，多于不赞成的 {sum(noes)} 票；投不赞成票者方可另选他人。"
        yield Problem(place, words, "请核对有无弃权而另选的选票。", PARTY_RULES, Weight.LOOK)


def _of_sum(post: PostCount) -> Iterator[Problem]:
    """The places sum up to what the paper states as its total."""
    whole = total_of(replace(post, total=None))
    for name, label in COUNTS.items():
        mine, theirs = getattr(whole, name), getattr(post.total, name)
        if None not in (mine, theirs) and mine != theirs:
            yield Problem(f"{post.label}合计", f"各投票点{label}之和 {mine}，不等于合计 {theirs}。")
    names = {person.key: person.name for person in post.people}
    for key, votes in post.total.votes.items():
        mine = whole.votes.get(key)
        if mine is not None and mine.yes != votes.yes:
            words = f"{names.get(key, key)}各投票点得票之和 {mine.yes}，不等于合计 {votes.yes}。"
            yield Problem(f"{post.label}合计", words)
