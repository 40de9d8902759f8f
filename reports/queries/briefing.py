"""The list behind a number of a briefing, as it stood: read from the stored snapshot and from nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reports.figures import FIGURES, RATIOS
from reports.rules.briefing.facts import LARGE_PARTY_ORGANIZATION, Facts

REPORTING = {
    "due": "应报", "filed": "已报", "on_time": "按时", "late": "迟报", "missing": "未报", "nil": "零报告",
    "approved": "已通过", "discrepancies": "数账不符项", "days_reported": "已报送天数",
}  # fmt: skip


@dataclass
class Behind:
    """What a number was made of. `columns` are (label, is a number); `total` is the sum row, [] for none."""

    title: str
    value: str
    columns: list[tuple[str, bool]]
    rows: list[list]
    total: list = field(default_factory=list)
    note: str = ""


def behind(snapshot: dict, key: str) -> Behind | None:
    """The list behind the number named `key` in the briefing's words (see `reports.rules.briefing.facts`)."""
    if key in snapshot["ratios"]:
        return _ratio(snapshot, key)
    if key in snapshot["figures"]:
        return _figure(snapshot, key)
    kind, dot, name = key.partition(".")
    if dot:
        maker = {"reporting": _reporting, "count": _count, "largest": _largest}.get(kind)
        return maker(snapshot, name) if maker else None
    return _difference(snapshot, key.split("-")) if "-" in key else None


def _streets(snapshot: dict) -> dict[str, str]:
    return {street["code"]: street["name"] for street in snapshot["streets"]}


def _communities(snapshot: dict, values) -> list[list]:
    """Street, community and what `values(figures)` gives, for every community in the snapshot."""
    streets = _streets(snapshot)
    return [[streets.get(row["street"], ""), row["name"], *values(row["figures"])] for row in snapshot["communities"]]


def _figure(snapshot: dict, key: str) -> Behind:
    figure = snapshot["figures"][key]
    unit = f"（{figure['unit']}）"
    found = Behind(
        figure["label"],
        _said(figure["value"], figure["unit"]),
        [("街道", False), ("社区", False), (figure["label"] + unit, True)],
        _communities(snapshot, lambda figures: [figures.get(key)]),
        ["合计", "", figure["value"]],
    )
    if figure.get("previous") is not None:
        found.note = f"上期为 {figure['previous']:,} {figure['unit']}。"
    return found


def _ratio(snapshot: dict, key: str) -> Behind:
    ratio = snapshot["ratios"][key]
    declared = RATIOS.get(key)
    if declared is None:
        return Behind(ratio["label"], _said(ratio["numerator"], ""), [], [])
    up, down = declared.numerator, declared.denominator
    names = [snapshot["figures"].get(each, {}).get("label") or FIGURES[each].label for each in (up, down)]
    return Behind(
        ratio["label"],
        f"{_said(ratio['numerator'], '')} / {_said(ratio['denominator'], '')}",
        [("街道", False), ("社区", False), (f"分子：{names[0]}", True), (f"分母：{names[1]}", True)],
        _communities(snapshot, lambda figures: [figures.get(up), figures.get(down)]),
        ["合计", "", ratio["numerator"], ratio["denominator"]],
        declared.note,
    )


def _difference(snapshot: dict, keys: list[str]) -> Behind | None:
    if any(key not in snapshot["figures"] for key in keys):
        return None
    labels = [snapshot["figures"][key]["label"] for key in keys]
    value = Facts(snapshot).value("-".join(keys))

    def parts(figures: dict) -> list:
        numbers = [figures.get(key) for key in keys]
        left = None if numbers[0] is None else numbers[0] - sum(number or 0 for number in numbers[1:])
        return [*numbers, left]

    rows = [row for row in _communities(snapshot, parts) if row[-1]]
    return Behind(
        " 减 ".join(labels),
        _said(value, snapshot["figures"][keys[0]]["unit"]),
        [("街道", False), ("社区", False), *((label, True) for label in labels), ("差额", True)],
        rows,
        ["合计", "", *_sums(rows, range(2, 2 + len(keys))), value],
        "只列差额不为零的社区。",
    )


def _sums(rows: list[list], places: Iterable[int]) -> list[int]:
    return [sum(row[place] or 0 for row in rows) for place in places]


def _reporting(snapshot: dict, name: str) -> Behind | None:
    if name not in snapshot["reporting"]:
        return None
    label, value = REPORTING.get(name, name), snapshot["reporting"][name]
    if name == "missing":
        return _missing(snapshot)
    if name in ("discrepancies", "days_reported"):
        return Behind(label, _said(value, "项" if name == "discrepancies" else "天"), [], [], [], "快照只存合计数。")
    rows = [[street["name"], street.get("reporting", {}).get(name)] for street in snapshot["streets"]]
    return Behind(f"日报{label}社区", _said(value, "个"), [("街道", False), (label, True)], rows, ["合计", value])


def _missing(snapshot: dict) -> Behind:
    rows = [[row["street"], row["community"]] for row in snapshot["missing"]]
    return Behind("未报日报的社区", _said(len(rows), "个"), [("街道", False), ("社区", False)], rows)


def _count(snapshot: dict, name: str) -> Behind | None:
    value = (
        Facts(snapshot).value(f"count.{name}") if name in ("late_communities", "large") or name in snapshot else None
    )
    if name in ("late_steps", "late_communities"):
        rows = [
            [r["street"], r["community"], r["step"], r["planned_on"], r["days_late"]] for r in snapshot["late_steps"]
        ]
        columns = [("街道", False), ("社区", False), ("步骤", False), ("计划日期", False), ("逾期天数", True)]
        title = "逾期的步骤" if name == "late_steps" else "有逾期步骤的社区"
        return Behind(title, _said(value, "项" if name == "late_steps" else "个"), columns, rows)
    if name == "missing":
        return _missing(snapshot)
    if name == "streets":
        return Behind("街道", _said(value, "个"), [("街道", False)], [[s["name"]] for s in snapshot["streets"]])
    if name == "communities":
        return Behind(
            "社区", _said(value, "个"), [("街道", False), ("社区", False)], _communities(snapshot, lambda f: [])
        )
    if name == "large":
        found = _by_members(snapshot, LARGE_PARTY_ORGANIZATION)
        found.title, found.value = f"党员 {LARGE_PARTY_ORGANIZATION} 人以上的社区", _said(value, "个")
        return found
    return None


def _largest(snapshot: dict, name: str) -> Behind | None:
    largest = snapshot.get("largest_party_organization")
    if not largest:
        return None
    found = _by_members(snapshot, 0)
    found.title, found.value = f"党员人数最多的社区：{largest['community']}", _said(largest["members"], "人")
    return found


def _by_members(snapshot: dict, least: int) -> Behind:
    rows = [row for row in _communities(snapshot, lambda f: [f.get("party_members")]) if (row[2] or 0) >= least]
    rows.sort(key=lambda row: -(row[2] or 0))
    return Behind("党员数", "", [("街道", False), ("社区", False), ("党员数（人）", True)], rows)


def _said(value: int | None, unit: str) -> str:
    return "—" if value is None else f"{value:,} {unit}".strip()
