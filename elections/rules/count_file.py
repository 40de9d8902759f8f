"""A count as JSON and an outcome as JSON (format: docs/domain.md, "The file of a count")."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from elections.enums import ElectionMode, Gender, RoundKind, Side, VenueKind
from elections.rules.concluding import Outcome
from elections.rules.counting import (
    Count,
    DualPlan,
    Holder,
    Person,
    PostCount,
    Proxy,
    Reduction,
    Tally,
    Venue,
    Votes,
)
from elections.rules.rule_sets import (
    RULE_SETS,
    Parameters,
    check_value,
    freeze,
    parameter_of,
    parameters_for,
    rule_set_in_force,
)

LARGEST = 9_999_999
NUMBERS = ("issued", "returned", "valid", "invalid", "full")


class Unreadable(Exception):
    """The file is no count: `place` says where, `words` what was expected there."""

    def __init__(self, place: str, words: str):
        self.place, self.words = place or "文件", words
        super().__init__(f"{self.place}：{words}")


def read_file(data) -> tuple[Count, Parameters]:
    """The count and the parameters it is decided by: the rules in force now, those named by `rule_set`, or those in
    force on `held_on`; `parameters` replaces single values within their legal bounds."""
    top = _object(data, "", {
        "side", "mode", "round", "rule_set", "held_on", "parameters", "due", "attended", "venues", "posts", "proxies",
        "relatives", "already", "dual", "committee_size", "units", "note",
    })  # fmt: skip
    return _count(top), _parameters(top)


def _parameters(top: Mapping) -> Parameters:
    codes = _codes(top)
    frozen = freeze(**codes)
    for key, value in _object(top.get("parameters", {}), "parameters").items():
        place = f"parameters.{key}"
        try:
            allowed = check_value(parameter_of(frozen, key), value)
        except KeyError:
            raise Unreadable(place, "没有这个参数。") from None
        if not allowed:
            raise Unreadable(place, f"{allowed}（{allowed.article}）" if allowed.article else str(allowed))
        frozen["parameters"][key] = value
    return parameters_for(frozen)


def _codes(top: Mapping) -> dict[str, str]:
    on = _day(top["held_on"], "held_on") if "held_on" in top else date.max
    codes = {side.value: rule_set_in_force(side, on).code for side in (Side.PARTY, Side.RESIDENTS_COMMITTEE)}
    if "rule_set" in top:
        code = _one_of(top["rule_set"], "rule_set", RULE_SETS)
        codes[RULE_SETS[code].side.value] = code
    return codes


def _count(top: Mapping) -> Count:
    side = Side(_one_of(_given(top, "side", ""), "side", Side.values))
    mode = top.get("mode")
    return Count(
        side=side,
        due=_maybe(top, "due", ""),
        mode=ElectionMode(_one_of(mode, "mode", ElectionMode.values)) if mode is not None else None,
        kind=RoundKind(_one_of(top.get("round", RoundKind.FIRST_BALLOT.value), "round", RoundKind.values)),
        attended=_maybe(top, "attended", ""),
        venues=tuple(_venue(v, f"venues[{n}]") for n, v in enumerate(_list(top.get("venues", []), "venues"))),
        posts=tuple(_post(p, f"posts[{n}]", side) for n, p in enumerate(_list(_given(top, "posts", ""), "posts"))),
        proxies=tuple(_proxy(p, f"proxies[{n}]") for n, p in enumerate(_list(top.get("proxies", []), "proxies"))),
        relatives=tuple(_pair(p, f"relatives[{n}]") for n, p in enumerate(_list(top.get("relatives", []), "relatives"))),
        already=tuple(_holder(h, f"already[{n}]") for n, h in enumerate(_list(top.get("already", []), "already"))),
        dual=tuple(_dual(d, f"dual[{n}]") for n, d in enumerate(_list(top.get("dual", []), "dual"))),
        committee_size=_maybe(top, "committee_size", ""),
        units=_number(top.get("units", 1), "units", least=1),
    )  # fmt: skip


def _venue(data, place: str) -> Venue:
    venue = _object(data, place, {"name", "kind", "attended"})
    kind = _one_of(venue.get("kind", VenueKind.HALL.value), f"{place}.kind", VenueKind.values)
    return Venue(
        _text(_given(venue, "name", place), f"{place}.name"), VenueKind(kind), _maybe(venue, "attended", place)
    )


def _post(data, place: str, side: Side) -> PostCount:
    post = _object(data, place, {"post", "seats", "people", "ballots", "total", "declared", "reduction"})
    people = [
        _object(p, f"{place}.people[{n}]") for n, p in enumerate(_list(post.get("people", []), f"{place}.people"))
    ]
    ballots = _list(post.get("ballots", []), f"{place}.ballots")
    tallies = [_tally(b, f"{place}.ballots[{n}]") for n, b in enumerate(ballots)]
    total = _tally(post["total"], f"{place}.total") if "total" in post else None
    persons = []
    for number, person in enumerate(people):
        here = f"{place}.people[{number}]"
        found = _person(person, here)
        persons.append(found)
        _give_votes(person, here, found.key, tallies, total := total or Tally(votes={}), side)
    return PostCount(
        post=_text(_given(post, "post", place), f"{place}.post"),
        seats=_number(_given(post, "seats", place), f"{place}.seats"),
        people=tuple(persons),
        tallies=tuple(tallies),
        total=total if total and (total.votes or "total" in post) else None,
        declared=_maybe(post, "declared", place),
        reduction=_reduction(post["reduction"], f"{place}.reduction") if "reduction" in post else None,
    )


def _tally(data, place: str) -> Tally:
    given = _object(data, place, {"venue", *NUMBERS})
    numbers = {name: _maybe(given, name, place) for name in NUMBERS}
    return Tally(_text(given.get("venue", ""), f"{place}.venue", least=0), **numbers, votes={})


def _person(data: Mapping, place: str) -> Person:
    _object(data, place, {"name", "key", "gender", "write_in", "barred", "votes", "yes", "no", "abstain", "at"})
    name = _text(_given(data, "name", place), f"{place}.name")
    gender = data.get("gender", "")
    return Person(
        key=_text(data.get("key", name), f"{place}.key"),
        name=name,
        gender=_one_of(gender, f"{place}.gender", ["", *Gender.values]),
        is_write_in=_switch(data.get("write_in", False), f"{place}.write_in"),
        barred=_text(data.get("barred", ""), f"{place}.barred", least=0),
    )


def _give_votes(data: Mapping, place: str, key: str, tallies: list[Tally], total: Tally, side: Side) -> None:
    """Votes at places go to their tallies; those of the whole to the only tally there is, or to the total."""
    whole = _votes(data, place, side)
    at = _object(data.get("at", {}), f"{place}.at")
    by_name = {tally.venue: tally for tally in tallies}
    for venue, given in at.items():
        here = f"{place}.at.{venue}"
        if venue not in by_name:
            raise Unreadable(here, "没有这个投票点的选票，请先在 ballots 中写明。")
        by_name[venue].votes[key] = _votes_at(given, here, side)
    if whole is not None:
        (tallies[0] if len(tallies) == 1 and not at else total).votes[key] = whole


def _votes(data: Mapping, place: str, side: Side) -> Votes | None:
    name = "yes" if side == Side.PARTY else "votes"
    other = "votes" if side == Side.PARTY else "yes"
    if other in data:
        raise Unreadable(f"{place}.{other}", f"{side.label}的得票请写 {name}。")
    if name not in data:
        return None
    return Votes(_number(data[name], f"{place}.{name}"), _maybe(data, "no", place), _maybe(data, "abstain", place))


def _votes_at(given, place: str, side: Side) -> Votes:
    if side == Side.PARTY and isinstance(given, list):
        if len(given) != 3:
            raise Unreadable(place, "请写 [赞成, 不赞成, 弃权] 三个数。")
        return Votes(*(_number(number, f"{place}[{n}]") for n, number in enumerate(given)))
    return Votes(_number(given, place))


def _proxy(data, place: str) -> Proxy:
    proxy = _object(data, place, {"name", "principals", "is_candidate"})
    return Proxy(
        _text(_given(proxy, "name", place), f"{place}.name"),
        _number(_given(proxy, "principals", place), f"{place}.principals"),
        _switch(proxy.get("is_candidate", False), f"{place}.is_candidate"),
    )


def _holder(data, place: str) -> Holder:
    holder = _object(data, place, {"key", "name", "post", "gender"})
    name = _text(_given(holder, "name", place), f"{place}.name")
    return Holder(
        _text(holder.get("key", name), f"{place}.key"), name, _text(_given(holder, "post", place), f"{place}.post"),
        _one_of(holder.get("gender", ""), f"{place}.gender", ["", *Gender.values]),
    )  # fmt: skip


def _dual(data, place: str) -> DualPlan:
    plan = _object(data, place, {"key", "other_post", "other_elected"})
    other = plan.get("other_elected")
    return DualPlan(
        _text(_given(plan, "key", place), f"{place}.key"),
        _text(_given(plan, "other_post", place), f"{place}.other_post"),
        None if other is None else _switch(other, f"{place}.other_elected"),
    )


def _reduction(data, place: str) -> Reduction:
    given = _object(data, place, {"consenting", "by_presidium"})
    by_presidium = _switch(given.get("by_presidium", False), f"{place}.by_presidium")
    return Reduction(_number(given.get("consenting", 0), f"{place}.consenting"), by_presidium)


def _pair(data, place: str) -> tuple[str, str]:
    pair = _list(data, place)
    if len(pair) != 2 or pair[0] == pair[1]:
        raise Unreadable(place, '近亲属请写成两个不同的人，如 ["甲", "乙"]。')
    return _text(pair[0], f"{place}[0]"), _text(pair[1], f"{place}[1]")


def _given(data: Mapping, key: str, place: str):
    if key not in data:
        raise Unreadable(f"{place}.{key}".lstrip("."), "没有填写。")
    return data[key]


def _object(data, place: str, known: set[str] | None = None) -> Mapping:
    if not isinstance(data, dict):
        raise Unreadable(place, "应为一个对象 {…}。")
    strangers = sorted(set(data) - known) if known else []
    if strangers:
        raise Unreadable(f"{place}.{strangers[0]}".lstrip("."), "没有这一项，请核对名称。")
    return data


def _list(data, place: str) -> list:
    if not isinstance(data, list):
        raise Unreadable(place, "应为一个列表 […]。")
    return data


def _text(data, place: str, least: int = 1) -> str:
    if not isinstance(data, str) or len(data.strip()) < least:
        raise Unreadable(place, "应为文字。")
    return data.strip()


def _switch(data, place: str) -> bool:
    if not isinstance(data, bool):
        raise Unreadable(place, "应为 true 或 false。")
    return data


def _number(data, place: str, least: int = 0) -> int:
    if isinstance(data, bool) or not isinstance(data, int) or not least <= data <= LARGEST:
        raise Unreadable(place, f"应为不小于 {least} 的整数。")
    return data


def _maybe(data: Mapping, key: str, place: str) -> int | None:
    return _number(data[key], f"{place}.{key}".lstrip(".")) if data.get(key) is not None else None


def _one_of(data, place: str, known) -> str:
    if not isinstance(data, str) or data not in known:
        raise Unreadable(place, f"应为 {'、'.join(filter(None, known))} 之一。")
    return data


def _day(data, place: str) -> date:
    try:
        return date.fromisoformat(data)
    except (TypeError, ValueError):
        raise Unreadable(place, "应为 2026-12-10 这样的日期。") from None


def outcome_as_json(outcome: Outcome) -> dict:
    """Everything of an outcome in plain JSON."""
    data = asdict(outcome)
    for post, plain in zip(outcome.posts, data["posts"], strict=True):
        plain["label"] = post.label
        for person, row in zip(post.people, plain["people"], strict=True):
            row["label"] = person.result.label
    data["elected"] = [{"key": p.key, "name": p.name, "post": p.post, "votes": p.votes} for p in outcome.elected]
    data["is_complete"] = outcome.is_complete
    return data
