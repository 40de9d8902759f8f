"""The sheet that goes out to a reviewing department and comes back: what is in it, and what was understood.

One row a candidate, two columns a circumstance (answer, document). The key column ties every answer to the cell it was
asked in and to the content it was asked about; an answer without its key is nobody's. Pure: rows in, findings out."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from candidates.enums_review import Answer
from candidates.rules.signing import check_answer

KEY = "核对码（请勿改动）"
FACTS, AS_OF = "事实摘要", "核查截至日期"
PERSON = ("序号", "姓名", "出生年月", "身份证号", "社区", "拟任职务")
ANSWERS = {answer.label: answer.value for answer in Answer}
DIGEST_PREFIX = 12
_KEY = re.compile(r"HJ(?P<batch>\d+)-(?P<department>\d+)\|(?P<cells>.+)")
_CELL = re.compile(r"(?P<code>[A-Za-z0-9_]+)=(?P<opinion>\d+):(?P<version>\d+):(?P<digest>[0-9a-f]+)")


@dataclass(frozen=True)
class KeyCell:
    """One asked cell as the key column names it."""

    code: str
    opinion: int
    version: int
    digest: str


@dataclass(frozen=True)
class SheetAnswer:
    """One answer found in a row."""

    opinion: int
    version: int
    digest: str
    code: str
    answer: str
    document_number: str
    facts: str
    as_of: date


@dataclass
class SheetRow:
    """One candidate's row: `answers` to be signed, `blank` cells that stay open, `problems` in words."""

    number: int
    name: str
    masked: str
    answers: list[SheetAnswer] = field(default_factory=list)
    blank: int = 0
    problems: list[str] = field(default_factory=list)


def key_of(batch: int, department: int, cells: Sequence[KeyCell]) -> str:
    """What the hidden column holds."""
    written = ";".join(f"{c.code}={c.opinion}:{c.version}:{c.digest[:DIGEST_PREFIX]}" for c in cells)
    return f"HJ{batch}-{department}|{written}"


def read_key(text: str) -> tuple[int, int, list[KeyCell]] | None:
    """(batch, department, cells) of a key; None when it was damaged."""
    found = _KEY.fullmatch(text.strip())
    if found is None:
        return None
    cells = []
    for part in found["cells"].split(";"):
        cell = _CELL.fullmatch(part)
        if cell is None:
            return None
        cells.append(KeyCell(cell["code"], int(cell["opinion"]), int(cell["version"]), cell["digest"]))
    return int(found["batch"]), int(found["department"]), cells


def headers(codes: Sequence[str]) -> list[str]:
    """The sheet's header row."""
    pairs = [name for code in codes for name in (f"{code} 核查结果", f"{code} 文书号")]
    return [KEY, *PERSON, *pairs, FACTS, AS_OF]


class NotOurs(ValueError):
    """The file is not a returned sheet of this batch and department; says so in words."""


def read_sheet(rows: Sequence[Sequence], batch: int, department: int, today: date) -> list[SheetRow]:
    """The rows of a returned sheet. Raises NotOurs when it is another batch's or another department's."""
    where = next((n for n, row in enumerate(rows) if KEY in map(_text, row)), None)
    if where is None:
        raise NotOurs("文件里没有“核对码”一列。请使用本批次下载的回执表填写，不要删除列。")
    columns = {_text(cell): place for place, cell in enumerate(rows[where]) if _text(cell)}
    found, seen = [], set()
    for number, row in enumerate(rows[where + 1 :], start=where + 2):
        if not any(_text(cell) for cell in row):
            continue
        read = _row(number, _named(row, columns), (batch, department), today)
        again = {answer.opinion for answer in read.answers} & seen
        if again:
            read.answers, read.problems = [], [*read.problems, "此人在表中重复出现，后一行没有读取。"]
        seen |= {answer.opinion for answer in read.answers}
        found.append(read)
    if not found:
        raise NotOurs("表中没有候选人。")
    return found


def _named(row: Sequence, columns: dict[str, int]) -> dict:
    return {name: row[place] if place < len(row) else None for name, place in columns.items()}


def _row(number: int, cells: dict, ours: tuple[int, int], today: date) -> SheetRow:
    read = SheetRow(number, _text(cells.get("姓名")), _text(cells.get("身份证号")))
    key = read_key(_text(cells.get(KEY)))
    if key is None:
        read.problems.append("核对码缺失或被改动，这一行没有读取。")
        return read
    if key[:2] != ours:
        raise NotOurs("这份回执表是另一批次或另一单位的，没有读取。请核对后上传本批次、本单位的回执表。")
    as_of = _day(cells.get(AS_OF), today, read.problems)
    facts = _text(cells.get(FACTS))
    for cell in key[2]:
        written = _text(cells.get(f"{cell.code} 核查结果"))
        if not written:
            read.blank += 1
            continue
        answer = _answer(cell, written, _text(cells.get(f"{cell.code} 文书号")), facts, as_of, read.problems)
        if answer is not None:
            read.answers.append(answer)
    return read


def _answer(cell, written, document, facts, as_of, problems) -> SheetAnswer | None:
    answer = ANSWERS.get(written.replace(" ", ""))
    if answer is None:
        problems.append(f"{cell.code} 的“{written[:20]}”不是可用的结果，请填写：{'、'.join(ANSWERS)}。")
        return None
    verdict = check_answer(answer, document, facts)
    if not verdict:
        problems.append(f"{cell.code}：{verdict}")
        return None
    if as_of is None:
        return None
    about = "" if answer == Answer.CLEAR else facts
    return SheetAnswer(cell.opinion, cell.version, cell.digest, cell.code, answer, document, about, as_of)


def _day(value, today: date, problems: list[str]) -> date | None:
    """A real date of the sheet, or text like 2026-12-10, 2026/12/10, 2026年12月10日; not in the future."""
    if hasattr(value, "date"):
        value = value.date()
    if not isinstance(value, date):
        parts = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", _text(value))
        try:
            value = date(*map(int, parts.groups())) if parts else None
        except ValueError:
            value = None
    if value is None:
        problems.append(f"“{AS_OF}”没有填写或无法识别，应为 2026-12-10 这样的日期。")
    elif value > today:
        problems.append(f"“{AS_OF}”{value} 还没有到。")
        return None
    return value


def _text(value) -> str:
    """A cell's text, without the apostrophe that keeps a spreadsheet from running it."""
    return "" if value is None else str(value).strip().removeprefix("'").strip()
