"""A community's slate against its posts and against the structure asked for (domain brief §7): figures, not decisions.

Law: the residents' committee has more candidates than seats (城市居民委员会组织法 2025 第18条), a woman, and no near
relatives in it (第8条). Party rule: candidates for the Party committee are at least 120 in a hundred of its seats
(基层组织选举工作条例 2020). All other targets are policy and come from the parameters of the cycle; a missed one stops nothing.
A number that is not known is never taken for met.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from candidates.enums import Post
from candidates.rules.nomination import COMMITTEE_POSTS, ELECTION_RULES, LAW, PARTY_POSTS
from elections.enums import Education
from huanjie.shared.dates import age_on

EDUCATION_ORDER = tuple(Education.values)
COLLEGE_AND_ABOVE = frozenset({Education.POSTGRADUATE, Education.UNIVERSITY, Education.COLLEGE})
POLICY = "换届工作要求"
MANY = "≥"
BODIES = (("party", "党组织", PARTY_POSTS), ("committee", "居委会", COMMITTEE_POSTS))


@dataclass(frozen=True)
class Standing:
    """One person on the slate. `relatives` are the keys of others on it whose name he declared as a near relative's."""

    key: int
    name: str
    posts: frozenset[str]
    is_woman: bool = False
    birth_date: date | None = None
    education: str = ""
    in_party: bool = False
    is_incumbent: bool = False
    relatives: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Targets:
    """What the cycle asks for; the defaults are those of its parameters."""

    women: int = 1
    under35: int = 1
    under35_age: int = 35
    dual_office_percent: int = 100
    cross_percent: int = 0
    secretary_education: str = "college"
    party_margin: Fraction = Fraction(1, 5)
    margin_per_post: bool = False

    @classmethod
    def of(cls, values: Mapping) -> "Targets":
        """From the parameters of a cycle."""
        return cls(
            women=values["target_women"], under35=values["under35_rule"], under35_age=values["under35_age"],
            dual_office_percent=values["target_dual_office_percent"], cross_percent=values["target_cross_percent"],
            secretary_education=values["target_secretary_education"], party_margin=Fraction(values["party_margin"]),
            margin_per_post=values["rc_margin_scope"] == "per_post",
        )  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """One figure. `met` is None when it cannot be said (`gap` then says what is missing) or when nothing is asked."""

    key: str
    label: str
    value: str
    target: str = ""
    direction: str = ""
    met: bool | None = None
    gap: str = ""
    article: str = ""
    is_law: bool = False


def indicators(
    people: Sequence[Standing], seats: Mapping[str, int], targets: Targets, on: date
) -> list[Indicator]:  # fmt: skip
    """Every indicator of one community, ages on the given day. `seats` holds the posts whose number is known."""
    found = [_margin_of_party(people, seats, targets), *_margins_of_committee(people, seats, targets)]
    for key, label, posts in BODIES:
        body = [person for person in people if person.posts & posts]
        found += [_women(key, label, body, targets), _young(key, label, body, targets, on)]
    return [
        *found, _dual_office(people, targets), _cross(people, targets), _secretary(people, targets),
        _relatives(people), _party_share(people),
    ]  # fmt: skip


def failing(people: Sequence[Standing], seats: Mapping[str, int], targets: Targets, on: date) -> dict[str, str]:
    """What is not met: key → label."""
    return {each.key: each.label for each in indicators(people, seats, targets, on) if each.met is False}


def failing_without(
    people: Sequence[Standing], seats: Mapping[str, int], targets: Targets, on: date
) -> dict[int, list[str]]:  # fmt: skip
    """For each person: the indicators that hold now and would no longer, were he refused."""
    now = failing(people, seats, targets, on)
    found = {}
    for person in people:
        then = failing(without(people, person.key), seats, targets, on)
        found[person.key] = [label for key, label in then.items() if key not in now]
    return found


def without(people: Sequence[Standing], key: int) -> list[Standing]:
    """The slate with one person less."""
    return [person for person in people if person.key != key]


@dataclass(frozen=True)
class PostLine:
    """One post: who stands for it against its seats; `seats` is None when not filled in."""

    post: str
    seats: int | None
    names: tuple[str, ...]

    @property
    def label(self) -> str:
        return Post(self.post).label

    @property
    def surplus(self) -> int | None:
        return None if self.seats is None else len(self.names) - self.seats


def post_lines(people: Sequence[Standing], seats: Mapping[str, int]) -> list[PostLine]:
    """Every post that has seats or candidates."""
    return [
        PostLine(post, seats.get(post), tuple(person.name for person in people if post in person.posts))
        for post in Post.values
        if post in seats or any(post in person.posts for person in people)
    ]


def make_up(people: Sequence[Standing], on: date) -> list[tuple[str, str]]:
    """Who they are, in figures without a target: age, education, women, Party, incumbents."""
    total = len(people)
    ages = [age_on(person.birth_date, on) for person in people if person.birth_date]
    bands = Counter(_band(age) for age in ages)
    education = Counter(person.education for person in people)
    levels = [f"{level.label} {education[level]}" for level in Education if education[level]]
    return [
        ("人数", f"{total} 人"),
        ("平均年龄", f"{sum(ages) / len(ages):.1f} 岁" if ages else "—"),
        ("年龄结构", "、".join(f"{band} {bands[band]}" for band in BANDS if bands[band]) or "—"),
        ("学历结构", "、".join(levels) or "—"),
        ("大专以上", _share(sum(person.education in COLLEGE_AND_ABOVE for person in people), total)),
        ("女性", _share(sum(person.is_woman for person in people), total)),
        ("中共党员", _share(sum(person.in_party for person in people), total)),
        ("连任", _share(sum(person.is_incumbent for person in people), total)),
    ]


BANDS = ("35 岁以下", "36—45 岁", "46—55 岁", "56 岁以上")


def _band(age: int) -> str:
    return BANDS[0 if age <= 35 else 1 if age <= 45 else 2 if age <= 55 else 3]


def _share(part: int, total: int) -> str:
    return f"{part} 人（{part * 100 / total:.1f}%）" if total else "0 人"


def _margin_of_party(people, seats, targets: Targets) -> Indicator:
    """条例: candidates are at least the seats and the margin more, rounded up."""
    article, label = ELECTION_RULES.removesuffix("第5条"), "党组织候选人差额"
    total = _seats(seats, PARTY_POSTS)
    standing = sum(bool(person.posts & PARTY_POSTS) for person in people)
    if total is None:
        return _unknown_seats("party_margin", label, f"{standing} 名候选人", article)
    wanted = -(-total * (1 + targets.party_margin) // 1)
    return _at_least(
        "party_margin", label, standing, int(wanted), "名", article, f"{standing} 名候选人，应选 {total} 名"
    )


def _margins_of_committee(people, seats, targets: Targets) -> list[Indicator]:
    """第18条: more candidates than seats; counted together, or post by post where the province asks for it."""
    if not targets.margin_per_post:
        return [_committee_margin("committee_margin", "居委会候选人差额", people, seats, COMMITTEE_POSTS)]
    return [
        _committee_margin(f"committee_margin_{post}", f"{Post(post).label}差额", people, seats, {post})
        for post in Post.values
        if post in COMMITTEE_POSTS
    ]


def _committee_margin(key, label, people, seats, posts) -> Indicator:
    article, total = f"{LAW}第18条", _seats(seats, posts)
    standing = sum(bool(person.posts & posts) for person in people)
    if total is None:
        return _unknown_seats(key, label, f"{standing} 名候选人", article)
    value = f"{standing} 名候选人，应选 {total} 名"
    return _at_least(key, label, standing, total + 1 if total else 0, "名", article, value, is_law=True)


def _women(key, label, body, targets: Targets) -> Indicator:
    """第8条 asks for a woman in the residents' committee; the target may ask for more, and in the Party committee too."""
    law = 1 if key == "committee" else 0
    wanted, is_law = max(targets.women, law), key == "committee"
    article = f"{LAW}第8条" if is_law else POLICY
    women = sum(person.is_woman for person in body)
    return _at_least(f"{key}_women", f"{label}妇女", women, wanted, "名", article, is_law=is_law)


def _young(key, label, body, targets: Targets, on: date) -> Indicator:
    known = [person for person in body if person.birth_date]
    young = sum(age_on(person.birth_date, on) <= targets.under35_age for person in known)
    return _at_least(f"{key}_young", f"{label} {targets.under35_age} 岁以下", young, targets.under35, "名", POLICY)


def _dual_office(people, targets: Targets) -> Indicator:
    """一肩挑: one person stands for secretary and for chair."""
    both = [person.name for person in people if {Post.PARTY_SECRETARY, Post.COMMITTEE_CHAIR} <= person.posts]
    value = f"有（{'、'.join(both)}）" if both else "没有"
    if not targets.dual_office_percent:
        return Indicator("dual_office", "书记、主任一肩挑", value, article=POLICY)
    return Indicator(
        "dual_office", "书记、主任一肩挑", value, f"全区 {targets.dual_office_percent}%", MANY, bool(both),
        "" if both else "没有同时提名书记和主任的人选", POLICY,
    )  # fmt: skip


def _cross(people, targets: Targets) -> Indicator:
    """交叉任职: people on both sides among all on either (domain brief §6.4)."""
    either = [person for person in people if person.posts & (PARTY_POSTS | COMMITTEE_POSTS)]
    both = sum(bool(person.posts & PARTY_POSTS) and bool(person.posts & COMMITTEE_POSTS) for person in either)
    value = f"{both} 人，占 {both * 100 / len(either):.1f}%" if either else "0 人"
    if not targets.cross_percent:
        return Indicator("cross", "交叉任职", value, article=POLICY)
    met = bool(either) and both * 100 >= targets.cross_percent * len(either)
    short = -(-targets.cross_percent * len(either) // 100) - both
    gap = "" if met else f"还差 {short} 人" if either else "还没有候选人"
    return Indicator("cross", "交叉任职", value, f"{targets.cross_percent}%", MANY, met, gap, POLICY)


def _secretary(people, targets: Targets) -> Indicator:
    """新任书记学历: who stands for secretary and is not one already."""
    new = [person for person in people if Post.PARTY_SECRETARY in person.posts and not person.is_incumbent]
    value = "、".join(f"{person.name}（{_education(person)}）" for person in new) or "没有新任人选"
    if targets.secretary_education == "none" or not new:
        return Indicator("secretary_education", "新任书记学历", value, article=POLICY)
    lowest = EDUCATION_ORDER.index(targets.secretary_education)
    unknown = [person.name for person in new if not person.education]
    below = [person.name for person in new if person.education and EDUCATION_ORDER.index(person.education) > lowest]
    target = Education(targets.secretary_education).label
    met, gap = (False, f"{'、'.join(below)}不够") if below else (True, "")
    if unknown and not below:
        met, gap = None, f"{'、'.join(unknown)}没有登记学历"
    return Indicator("secretary_education", "新任书记学历", value, target, MANY, met, gap, POLICY)


def _education(person: Standing) -> str:
    return Education(person.education).label if person.education else "未登记"


def _relatives(people) -> Indicator:
    """第8条: near relatives do not sit in one residents' committee. Names are compared; a person has to make sure."""
    names = {person.key: person.name for person in people}
    pairs = sorted({tuple(sorted((person.key, other))) for person in people for other in person.relatives & set(names)})
    words = "、".join(f"{names[first]}与{names[second]}" for first, second in pairs)
    return Indicator(
        "relatives", "近亲属", words or "申报中没有", "没有", "=", not pairs, "请核对是否近亲属，应当回避" if pairs else "",
        f"{LAW}第8条", is_law=True,
    )  # fmt: skip


def _party_share(people) -> Indicator:
    """居委会党员比例; the last term's is not on record here, so whether it rose is for people to say."""
    body = [person for person in people if person.posts & COMMITTEE_POSTS]
    value = _share(sum(person.in_party for person in body), len(body))
    return Indicator("party_share", "居委会党员比例", value, article=POLICY)


def _seats(seats: Mapping[str, int], posts) -> int | None:
    """Seats of these posts together; None when none of them is filled in."""
    known = [seats[post] for post in posts if post in seats]
    return sum(known) if known else None


def _unknown_seats(key, label, value, article) -> Indicator:
    return Indicator(key, label, value, gap="没有填写职数，不能比较", article=article)


def _at_least(
    key, label, count: int, wanted: int, unit: str, article: str, value: str = "", is_law: bool = False
) -> Indicator:  # fmt: skip
    value = value or f"{count} {unit}"
    if not wanted:
        return Indicator(key, label, value, article=article, is_law=is_law)
    gap = "" if count >= wanted else f"还差 {wanted - count} {unit}"
    return Indicator(key, label, value, f"{wanted} {unit}", MANY, count >= wanted, gap, article, is_law)
