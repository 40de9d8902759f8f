"""A list of audits as streets keep it: its columns and what makes a row good (csjwh-2026 art. 38)."""

import datetime as dt
from collections.abc import Iterator

from audits.enums import AuditKind
from elections.rules.places import PlaceIndex
from elections.rules.roster import street_of
from huanjie.shared.dates import read_date
from huanjie.shared.spreadsheet.header import Column, Layout
from huanjie.shared.spreadsheet.results import PERSON_COLUMNS, PERSON_TEXTS, Phrasebook, RowResult, judged, skipped
from huanjie.shared.spreadsheet.table import Row, Table
from huanjie.shared.text import clean_text, is_blank, parse_name

OF_A_PERSON = frozenset({AuditKind.TERM, AuditKind.DEPARTURE})
DAYS = ("planned_on", "started_on", "reported_on", "published_on")

LAYOUT = Layout(
    columns=(
        Column("index", "序号", ("编号", "序")),
        Column("community", "社区", ("社区名称", "所在社区", "被审计社区", "被审计单位", "社区居委会", "居委会")),
        Column("street", "街道", ("所在街道", "街道名称", "所属街道")),
        Column("kind", "审计类型", ("类型", "审计种类", "审计类别", "审计项目")),
        Column("person", "审计对象", ("被审计人", "姓名", "对象", "被审计人姓名")),
        Column("person_post", "职务", ("现任职务", "被审计人职务")),
        Column("auditor_unit", "审计机构", ("审计单位", "实施单位", "审计组", "承办机构")),
        Column("planned_on", "计划完成日期", ("计划完成时间", "计划日期", "计划完成", "完成时限", "时限")),
        Column("started_on", "进点日期", ("进点时间", "开始日期", "进场日期")),
        Column("report_number", "报告文号", ("文号", "审计报告文号", "报告编号")),
        Column("reported_on", "报告日期", ("出具日期", "报告时间", "出具报告日期", "报告出具日期")),
        Column("problem_count", "问题数", ("问题个数", "发现问题数", "问题")),
        Column("published_on", "公布日期", ("公示日期", "公开日期", "公布时间", "公示时间")),
        Column("remark", "备注", ("说明",)),
    ),
    required=(frozenset({"community"}), frozenset({"kind"}), frozenset({"planned_on"})),
    anchor="index",
)  # fmt: skip

BOOK = Phrasebook(
    texts={
        **PERSON_TEXTS,
        "missing_kind": "没有写审计类型。请填写“任期经济责任审计”“离任经济责任审计”或“财务收支审计”。",
        "unknown_kind": "审计类型无法辨认。请填写“任期经济责任审计”“离任经济责任审计”或“财务收支审计”。",
        "missing_person": "经济责任审计没有写审计对象。请填写姓名。",
        "person_on_accounts": "财务收支审计的对象是社区，不应填写姓名。请核对审计类型。",
        "missing_planned": "没有写计划完成日期。请补填，如 2026-10-20。",
        "day_needed": "“{}”要写到日。请按 2026-10-20 的样式填写。",
        "days_out_of_order": "“{}”早于上一环节的日期。请核对。",
        "report_incomplete": "报告文号和报告日期应一起填写。请补全。",
        "published_without_report": "有公布日期但没有报告文号和日期。请补填报告。",
        "invalid_count": "问题数不是整数。请填写整数，没有问题填 0。",
        "duplicate_audit": "本表前面已有同一对象的同类审计。请删除多余的一行。",
    },
    columns={
        **PERSON_COLUMNS,
        **dict.fromkeys(("missing_name", "invalid_name", "missing_person", "person_on_accounts"), "person"),
        "missing_kind": "kind", "unknown_kind": "kind", "missing_planned": "planned_on",
        "report_incomplete": "report_number", "published_without_report": "published_on",
        "invalid_count": "problem_count",
    },
    labels=LAYOUT.labels,
)  # fmt: skip


def parse_kind(text: str) -> AuditKind | None:
    """任期、离任、财务收支, with or without the rest of the name."""
    if "离任" in text:
        return AuditKind.DEPARTURE
    if "任期" in text or "任中" in text:
        return AuditKind.TERM
    return AuditKind.REVENUE_AND_EXPENDITURE if "收支" in text or "财务" in text else None


def normalize_audits(table: Table, places: PlaceIndex, on: dt.date, street_code: str = "") -> Iterator[RowResult]:
    """The verdict on every row, in order. ``on`` is today: nothing but the plan lies in the future."""
    street, seen = street_code or street_of(table, places), set()
    for row in table.rows():
        yield skipped(row.number, row.why) if row.why else _read(row, table, places, on, street, seen)


def _read(row: Row, table: Table, places: PlaceIndex, on: dt.date, street: str, seen: set) -> RowResult:
    errors: list[str] = []
    hints: dict[str, str] = {}
    cells = {key: row.cells[index] for key, index in table.header.columns.items() if index < len(row.cells)}
    texts = {key: "" if is_blank(cell) else clean_text(str(cell)) for key, cell in cells.items()}
    if texts.get("street"):
        match = places.street(cells["street"])
        street = match.code or street
        _note(match, errors, hints)
    match = places.community(cells.get("community", ""), street)
    _note(match, errors, hints)
    kind = parse_kind(texts.get("kind", ""))
    if kind is None:
        errors.append("unknown_kind" if texts.get("kind") else "missing_kind")
    person = _person(cells.get("person", ""), kind, errors)
    days = {key: _day(cells.get(key, ""), key, on, errors) for key in DAYS}
    if days["planned_on"] is None and not any("计划完成日期" in code for code in errors):
        errors.append("missing_planned")
    number = texts.get("report_number", "")
    _check_course(days, number, errors)
    values = {
        "community_code": match.code, "community": texts.get("community", ""), "kind": kind.value if kind else "",
        "kind_label": kind.label if kind else "", "person": person, "person_post": texts.get("person_post", ""),
        "auditor_unit": texts.get("auditor_unit", ""), **{key: day.isoformat() if day else "" for key, day in days.items()},
        "report_number": number, "problem_count": _count(cells.get("problem_count", ""), errors),
        "remark": texts.get("remark", ""),
    }  # fmt: skip
    subject = (match.code, values["kind"], person)
    if not errors and subject in seen:
        errors.append("duplicate_audit")
    seen.add(subject)
    return judged(row.number, values, (), errors, hints or None)


def _note(match, errors: list, hints: dict) -> None:
    if match.error:
        errors.append(match.error)
        hints[match.error] = match.hint


def _person(cell, kind, errors: list) -> str:
    if is_blank(cell) or clean_text(str(cell)) == "社区":
        if kind in OF_A_PERSON:
            errors.append("missing_person")
        return ""
    if kind is not None and kind not in OF_A_PERSON:
        errors.append("person_on_accounts")
    name = parse_name(cell)
    if name.verdict == "reject":
        errors.append(name.reason)
    return name.text or name.kept


def _day(cell, key: str, on: dt.date, errors: list) -> dt.date | None:
    label = LAYOUT.labels[key]
    read = read_date(cell, century_ends=on.year + 10)
    if read.error:
        errors.append(f"invalid_date:{label}")
        return None
    if not read.text:
        return None
    if read.precision != "day":
        errors.append(f"day_needed:{label}")
        return None
    day = dt.date.fromisoformat(read.text)
    if key != "planned_on" and day > on:
        errors.append(f"date_in_future:{label}")
    return day


def _check_course(days: dict, number: str, errors: list) -> None:
    if bool(number) != bool(days["reported_on"]):
        errors.append("report_incomplete")
    if days["published_on"] and not days["reported_on"]:
        errors.append("published_without_report")
    last = None
    for key in DAYS[1:]:
        if days[key] and last and days[key] < last:
            errors.append(f"days_out_of_order:{LAYOUT.labels[key]}")
        last = days[key] or last


def _count(cell, errors: list) -> int | None:
    if is_blank(cell):
        return None
    text = str(cell).strip().rstrip("个条项")
    text = text[:-2] if text.endswith(".0") else text
    if not text.isdecimal():
        errors.append("invalid_count")
        return None
    return int(text)
