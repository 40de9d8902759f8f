"""The numbers of a signed result report as people type them: read, compared reading against reading, summed.

Two people type the same paper without seeing each other's numbers; where the two readings differ the paper decides, not
one of them (domain brief §12.23, §13).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from huanjie.shared.text import clean_text, compact

LARGEST = 9_999_999
WRITE_IN_LINES, WRITE_IN_SPARE, WRITE_IN_LIMIT = 4, 2, 60
BALLOT_COUNTS = {"issued": "发出选票", "returned": "收回选票", "valid": "有效票", "invalid": "无效票"}
OPTIONAL_COUNTS = {"full": "选满名额的票"}
ALL_COUNTS = BALLOT_COUNTS | OPTIONAL_COUNTS
"""Some papers state how many ballots picked as many as there are seats (全票); others do not."""
GENDERS = {"male": "男", "female": "女"}


@dataclass(frozen=True)
class PostForm:
    """One post on the paper: its key and label, the seats, and the people on it as (key, name)."""

    key: str
    label: str
    seats: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class PaperForm:
    """What a ballot's paper asks for. `marks` are the columns behind a name: 赞成、不赞成、弃权, or 得票 alone."""

    venues: tuple[tuple[str, str], ...]
    posts: tuple[PostForm, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Flaw:
    """Something in a reading that is no number or is missing: the field's name and what to do."""

    name: str
    words: str


@dataclass(frozen=True)
class Difference:
    """One place where two readings say different things."""

    place: str
    first: str
    second: str


@dataclass
class Reading:
    """`data` in the shape that `BallotEntry` keeps; it is complete only without flaws."""

    data: dict
    flaws: list[Flaw] = field(default_factory=list)


def read(form: PaperForm, fields: Mapping[str, str]) -> Reading:
    """What was typed. Every number of the paper must be given, 0 included: an empty field is never read as 0. Only what
    not every paper has (`OPTIONAL_COUNTS`) may stay empty."""
    reading = Reading({"venues": {}})
    for venue, name in form.venues:
        reading.data["venues"][venue] = {
            "attended": _number(reading, fields, f"{venue}-attended", f"{name}的参加人数"),
            "posts": {post.key: _post(reading, form, fields, venue, name, post) for post in form.posts},
        }
    return reading


def _post(reading: Reading, form: PaperForm, fields, venue: str, place: str, post: PostForm) -> dict:
    start = f"{venue}-{post.key}"
    counts = {
        key: _number(reading, fields, f"{start}-{key}", f"{place}{post.label}的{label}")
        for key, label in BALLOT_COUNTS.items()
    }
    for key, label in OPTIONAL_COUNTS.items():
        name = f"{start}-{key}"
        given = compact(fields.get(name, ""))
        counts[key] = _number(reading, fields, name, f"{place}{post.label}的{label}") if given else None
    votes = {
        key: [
            _number(reading, fields, f"{start}-{key}-{place_of}", f"{place}{post.label}{name}的{mark}")
            for place_of, mark in enumerate(form.marks)
        ]
        for key, name in post.people
    }
    return {**counts, "votes": votes, "write_ins": _write_ins(reading, fields, start, post, f"{place}{post.label}")}


def _write_ins(reading: Reading, fields, start: str, post: PostForm, place: str) -> list[dict]:
    """Names written in, ordered by name so that the order of typing makes no difference."""
    lines = []
    standing = {name for _, name in post.people}
    for line in range(WRITE_IN_LIMIT):
        field_of = f"{start}-w{line}"
        name = clean_text(fields.get(f"{field_of}-name", ""))[:50]
        gender = fields.get(f"{field_of}-gender", "")
        if not name and not compact(fields.get(f"{field_of}-votes", "")):
            continue
        if not name:
            reading.flaws.append(Flaw(f"{field_of}-name", f"{place}另选人第 {line + 1} 行有票数，没有姓名。"))
        if name in standing:
            words = f"{place}另选人“{name}”已是这个职务的候选人，请把票数记在候选人一行。"
            reading.flaws.append(Flaw(f"{field_of}-name", words))
        votes = _number(reading, fields, f"{field_of}-votes", f"{place}另选人{name}的得票")
        lines.append({"name": name, "gender": gender if gender in GENDERS else "", "votes": votes})
    names = [line["name"] for line in lines]
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        reading.flaws.append(Flaw(f"{start}-w0-name", f"{place}另选人“{name}”写了两行，请合并成一行。"))
    return sorted(lines, key=lambda line: line["name"])


def _number(reading: Reading, fields, name: str, label: str) -> int | None:
    text = compact(fields.get(name, "")).replace(",", "")
    if not text:
        reading.flaws.append(Flaw(name, f"{label}没有填写。没有的请填 0。"))
        return None
    if not (text.isascii() and text.isdigit()):
        reading.flaws.append(Flaw(name, f"{label}“{text[:12]}”不是整数，请按报告单填写数字。"))
        return None
    if int(text) > LARGEST:
        reading.flaws.append(Flaw(name, f"{label}太大，请核对是否多输了几位。"))
        return None
    return int(text)


def write_in_lines(fields: Mapping[str, str], start: str, more: int = 0) -> int:
    """How many lines for names written in the page shows: those filled in and a few to spare."""
    used = [line for line in range(WRITE_IN_LIMIT) if fields.get(f"{start}-w{line}-name", "")]
    return min(WRITE_IN_LIMIT, max(WRITE_IN_LINES, max(used, default=-1) + 1 + WRITE_IN_SPARE) + more)


def fields_of(form: PaperForm, data: dict) -> dict[str, str]:
    """The reading back as the fields of the page, for showing it again."""
    shown = {}
    for venue, _ in form.venues:
        of_venue = data["venues"][venue]
        shown[f"{venue}-attended"] = _text(of_venue["attended"])
        for post in form.posts:
            start, of_post = f"{venue}-{post.key}", of_venue["posts"][post.key]
            shown |= {f"{start}-{key}": _text(of_post.get(key)) for key in ALL_COUNTS}
            for key, votes in of_post["votes"].items():
                shown |= {f"{start}-{key}-{place}": _text(count) for place, count in enumerate(votes)}
            for line, person in enumerate(of_post["write_ins"]):
                shown |= {f"{start}-w{line}-{key}": _text(person[key]) for key in ("name", "gender", "votes")}
    return shown


def _text(value) -> str:
    return "" if value is None else str(value)


def differences(form: PaperForm, first: dict, second: dict) -> list[Difference]:
    """Where two readings of the same paper differ, place by place in the order of the paper; [] when they agree."""
    mine, theirs = dict(_places(form, first)), dict(_places(form, second))
    return [
        Difference(place, mine.get(place, "没有"), theirs.get(place, "没有"))
        for place in dict.fromkeys((*mine, *theirs))
        if mine.get(place) != theirs.get(place)
    ]


def _places(form: PaperForm, data: dict) -> Iterator[tuple[str, str]]:
    for venue, name in form.venues:
        of_venue = data["venues"][venue]
        yield f"{name}：参加人数", _text(of_venue["attended"])
        for post in form.posts:
            of_post, start = of_venue["posts"][post.key], f"{name}：{post.label}"
            for key, label in ALL_COUNTS.items():
                yield f"{start}{label}", _text(of_post.get(key)) or "没有"
            for key, person in post.people:
                for mark, count in zip(form.marks, of_post["votes"][key], strict=True):
                    yield f"{start}候选人{person}{mark}", _text(count)
            for person in of_post["write_ins"]:
                yield f"{start}另选人{person['name']}得票", _text(person["votes"])
                yield f"{start}另选人{person['name']}性别", GENDERS.get(person["gender"], "未填")
