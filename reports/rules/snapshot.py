"""The frozen snapshot behind a briefing: its shape, its canonical bytes and its digest.

A briefing is issued from a snapshot and never from live rows (domain §9.4: every figure carries its as-of time).
Two machines that hold the same snapshot must come to the same bytes, hence the same digest on the paper.
Digest: SM3, GB/T 32905-2016.
"""

import json
from datetime import date, datetime

from cryptography.hazmat.primitives import hashes

SCHEMA = 1

REQUIRED = {
    "schema": int,
    "area": dict,
    "cycle": dict,
    "on": str,
    "as_of": str,
    "number": int,
    "year": int,
    "is_demo": bool,
    "issuer": str,
    "figures": dict,
    "ratios": dict,
    "columns": list,
    "streets": list,
    "communities": list,
    "trend": list,
    "reporting": dict,
    "late_steps": list,
    "missing": list,
    "notes": list,
    "problems": list,
    "next_steps": list,
}
RATIO_PARTS = ("numerator", "denominator", "previous_numerator", "previous_denominator")


class SnapshotError(ValueError):
    """The snapshot cannot be issued; `problems` says why, one line each."""

    def __init__(self, problems):
        self.problems = list(problems)
        super().__init__("；".join(self.problems))


def canonical_bytes(snapshot):
    """The one spelling of a snapshot: sorted keys, no spaces, UTF-8, integers only."""
    floats = list(_floats(snapshot))
    if floats:
        raise SnapshotError(f"{path} 是小数,快照只存整数" for path in floats)
    return json.dumps(snapshot, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def digest(snapshot):
    """SM3 of the canonical bytes as 64 hexadecimal characters (GB/T 32905-2016)."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(canonical_bytes(snapshot))
    return sm3.finalize().hex()


def spoken_digest(value, *, groups=8):
    """The digest in groups of eight, as it is printed for a person to compare."""
    return " ".join(value[start : start + 8] for start in range(0, 8 * groups, 8) if value[start : start + 8])


def validate(snapshot):
    """Raise SnapshotError with every fault of shape; return the snapshot unchanged when there is none."""
    problems = list(_shape(snapshot))
    if not problems:
        problems = [*_dates(snapshot), *_numbers(snapshot), *_references(snapshot)]
    problems += [f"{path} 是小数,快照只存整数" for path in _floats(snapshot)]
    if problems:
        raise SnapshotError(problems)
    return snapshot


def _shape(snapshot):
    if not isinstance(snapshot, dict):
        yield "快照不是一个对象"
        return
    for key, kind in REQUIRED.items():
        if key not in snapshot:
            yield f"缺少 {key}"
        elif not isinstance(snapshot[key], kind) or (kind is int and isinstance(snapshot[key], bool)):
            yield f"{key} 的类型不对"
    if snapshot.get("schema") not in (None, SCHEMA):
        yield f"不认识的快照版本 {snapshot['schema']}"
    for part, keys in (("area", ("code", "name", "full_name")), ("cycle", ("name", "election_day"))):
        for key in keys:
            if isinstance(snapshot.get(part), dict) and not isinstance(snapshot[part].get(key), str):
                yield f"{part}.{key} 应为文字"


def _dates(snapshot):
    days = {"on": snapshot["on"], "cycle.election_day": snapshot["cycle"]["election_day"]}
    if snapshot.get("previous_on") is not None:
        days["previous_on"] = snapshot["previous_on"]
    days |= {f"trend[{index}].on": point.get("on") for index, point in enumerate(snapshot["trend"])}
    for path, value in days.items():
        if not _is_date(value):
            yield f"{path} 不是日期"
    try:
        if datetime.fromisoformat(snapshot["as_of"]).tzinfo is None:
            yield "as_of 没有时区"
    except ValueError:
        yield "as_of 不是时刻"


def _is_date(value):
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _numbers(snapshot):
    for key, figure in snapshot["figures"].items():
        for part in ("label", "unit"):
            if not isinstance(figure.get(part), str):
                yield f"figures.{key}.{part} 应为文字"
        yield from _counts(f"figures.{key}", {part: figure.get(part) for part in ("value", "previous")})
    for key, ratio in snapshot["ratios"].items():
        yield from _counts(f"ratios.{key}", {part: ratio.get(part) for part in RATIO_PARTS})
    for kind in ("streets", "communities"):
        for row in snapshot[kind]:
            yield from _counts(f"{kind}.{row.get('name')}", row.get("figures", {}))
            yield from _counts(f"{kind}.{row.get('name')}", row.get("reporting", {}))
    for point in snapshot["trend"]:
        yield from _counts(f"trend.{point['on']}", point.get("figures", {}))
    yield from _counts("reporting", snapshot["reporting"])


def _counts(path, values):
    for key, value in values.items():
        if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
            yield f"{path}.{key} 应为非负整数"


def _references(snapshot):
    yield from (f"columns 中的 {key} 没有定义" for key in snapshot["columns"] if key not in snapshot["figures"])
    streets = {row.get("code") for row in snapshot["streets"]}
    for row in snapshot["communities"]:
        if row.get("street") not in streets:
            yield f"社区 {row.get('name')} 不属于任何一个街道"


def _floats(value, path="快照"):
    if isinstance(value, float):
        yield path
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _floats(item, f"{path}.{key}")
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _floats(item, f"{path}[{index}]")
