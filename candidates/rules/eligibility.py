"""What is known about a person before anybody reviews: facts with where they come from, never a verdict.

城市居民委员会组织法 2025 第8条 (near relatives), 第16条 (eighteen, residence); 党章第7条 and 基层组织选举工作条例第5条 (Party
standing); domain brief §3.2 Q06 (periods of disciplines). `attention` marks what a reviewer should look at; what is not
known always does: empty is never clear.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from candidates.enums import PoliticalStatus, Post
from candidates.enums_review import Measure
from candidates.rules.discipline import article_of, period_of, words_of
from candidates.rules.nomination import ELECTION_RULES, IN_THE_PARTY, LAW, PARTY_POSTS
from elections.rules.electorate import months_after
from huanjie.shared.dates import age_on, first_day, last_day

ADULT = 18
FORM, CARD, DECLARED = "候选人登记", "身份证号", "本人申报"
UNKNOWN = "未登记"


@dataclass(frozen=True)
class Fact:
    """One line of the panel 资格事实."""

    label: str
    value: str
    source: str
    article: str = ""
    attention: bool = False


@dataclass(frozen=True)
class Relative:
    """A declared near relative, and whether somebody of that name stands or sits in the same community."""

    relation: str
    name: str
    unit: str = ""
    post: str = ""
    met_as: str = ""


@dataclass(frozen=True)
class Discipline:
    measure: str
    effective_on: date
    rights_restored_on: date | None
    document_number: str
    source: str


@dataclass(frozen=True)
class Person:
    """What the records say about a candidate."""

    posts: Sequence[str]
    birth_date: date | None
    political_status: str = ""
    join_date: str = ""
    full_date: str = ""
    is_household_registered: bool | None = None
    resident_since: str = ""
    current_post: str = ""
    work_unit: str = ""
    is_incumbent: bool = False
    relatives: Sequence[Relative] = ()
    disciplines: Sequence[Discipline] = ()


def facts_of(person: Person, *, election_day: date, review_day: date) -> list[Fact]:
    """All facts in the order people ask for them. Ages count on the election day, disciplines on the day of review."""
    return [
        age(person, election_day), residence(person, election_day), *party_standing(person, election_day),
        *disciplines(person, review_day), *relatives(person), *posts_held(person),
    ]  # fmt: skip


def age(person: Person, election_day: date) -> Fact:
    """第16条: eighteen on the election day. An upper limit is nowhere in the law."""
    article = f"{LAW}第16条"
    if person.birth_date is None:
        return Fact("选举日年龄", UNKNOWN, CARD, article, attention=True)
    years = age_on(person.birth_date, election_day)
    return Fact("选举日年龄", f"{years} 周岁（{election_day}）", CARD, article, attention=years < ADULT)


def residence(person: Person, election_day: date) -> Fact:
    """第16条: registered here, or living here; local practice asks for a year. A community worker of six months may ask
    to be registered, so a short stay is a thing to look at and not an end."""
    article = f"{LAW}第16条"
    if person.is_household_registered:
        return Fact("户籍和居住", "户籍在本社区", FORM, article)
    household = "户籍不在本社区" if person.is_household_registered is False else "户籍未登记"
    if not person.resident_since:
        return Fact("户籍和居住", f"{household}，居住起始时间未登记", FORM, article, attention=True)
    unclear = person.is_household_registered is None
    words = f"{household}，{person.resident_since} 起居住"
    if months_after(last_day(person.resident_since), 12) <= election_day:
        return Fact("户籍和居住", f"{words}，到选举日满一年", FORM, article, attention=unclear)
    if months_after(first_day(person.resident_since), 12) <= election_day:
        return Fact("户籍和居住", f"{words}，是否满一年要看具体日期", FORM, article, attention=True)
    return Fact("户籍和居住", f"{words}，到选举日不满一年", FORM, article, attention=True)


def party_standing(person: Person, election_day: date) -> list[Fact]:
    """Full member since when; a probationary one has no right to be elected (党章第7条)."""
    for_party = bool(PARTY_POSTS & set(person.posts))
    article = ELECTION_RULES if for_party else ""
    if not person.political_status:
        return [Fact("党员身份", UNKNOWN, FORM, article, attention=True)]
    label = PoliticalStatus(person.political_status).label
    if person.political_status not in IN_THE_PARTY:
        return [Fact("党员身份", label, FORM, article, attention=for_party)]
    since = f"{label}，{person.join_date} 入党" if person.join_date else f"{label}，入党时间未登记"
    if person.political_status == PoliticalStatus.PROBATIONARY:
        return [Fact("党员身份", since, FORM, article, attention=for_party or not person.join_date)]
    if not person.full_date:
        return [Fact("党员身份", f"{since}，转正时间未登记", FORM, article, attention=True)]
    late = first_day(person.full_date) > election_day
    return [
        Fact("党员身份", f"{since}，{person.full_date} 转正", FORM, article, attention=late or not person.join_date)
    ]


def disciplines(person: Person, review_day: date) -> list[Fact]:
    """Each discipline with its computed period (Q06); an expulsion concerns 第18条. None on record is not none at all."""
    if not person.disciplines:
        return [Fact("处分", "登记中没有处分记录，以联审单位核查为准", DECLARED)]
    found = []
    for each in person.disciplines:
        period = period_of(each.measure, each.effective_on, each.rights_restored_on)
        article = f"{LAW}第18条" if each.measure == Measure.EXPULSION else article_of(each.measure)
        value = f"{Measure(each.measure).label}，{words_of(period, review_day)}"
        source = f"{each.document_number}（{each.source}）"
        found.append(Fact("处分", value, source, article, attention=period.runs_on(review_day)))
    return found


def relatives(person: Person) -> list[Fact]:
    """第8条: near relatives do not sit in one committee. Names are compared, so it may be somebody else of that name."""
    article = f"{LAW}第8条"
    if not person.relatives:
        return [Fact("近亲属", "登记中没有近亲属", DECLARED, article)]
    found = []
    for each in person.relatives:
        place = " ".join(part for part in (each.unit, each.post) if part)
        value = f"{each.relation} {each.name}" + (f"，{place}" if place else "")
        if each.met_as:
            value += f"；与本社区{each.met_as}同名，请核对是否同一人"
        found.append(Fact("近亲属", value, DECLARED, article, attention=bool(each.met_as)))
    return found


def posts_held(person: Person) -> list[Fact]:
    """What the person does now, and what for."""
    wanted = "、".join(Post(post).label for post in person.posts)
    now = " ".join(part for part in (person.work_unit, person.current_post) if part) or UNKNOWN
    return [
        Fact("拟任职务", wanted or UNKNOWN, FORM, attention=not wanted),
        Fact("现任职务", now + ("（连任）" if person.is_incumbent else ""), FORM),
    ]
