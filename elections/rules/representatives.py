"""Representatives pasted from a sheet: one a line, group, name, sex, Party member, minority, household
(城市居民委员会组织法 2025 art. 13)."""

import re
from dataclasses import dataclass

from elections.enums import Gender
from elections.enums_electorate import RepresentativeKind
from huanjie.shared.identity import holds_id_number

SEXES = {"男": Gender.MALE, "女": Gender.FEMALE}
YES_WORDS = frozenset({"是", "√", "✓", "1", "党员", "中共党员", "少数民族"})
NO_WORDS = frozenset({"", "否", "0", "×", "群众", "汉族", "无"})
HEADERS = frozenset({"居民小组", "小组", "组别"})
LIMIT = 500

DIGITS = "〇一二三四五六七八九"
NUMBER = re.compile(r"\d+|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]")


def group_order(name: str) -> tuple[int, str]:
    """第二小组 before 第十小组 and 2组 before 10组: by the first number in the name, then by the name."""
    found = NUMBER.search(name)
    if found is None:
        return 10_000, name
    text = found[0]
    if text.isdecimal():
        return int(text), name
    tens, has_tens, ones = text.rpartition("十") if "十" in text else ("", "", text)
    return (DIGITS.index(tens or "一") * 10 if has_tens else 0) + (DIGITS.index(ones) if ones else 0), name


@dataclass(frozen=True)
class Line:
    group: str
    name: str
    gender: str
    is_party_member: bool = False
    is_minority: bool = False
    household: str = ""


def read_lines(text: str, kind: str) -> tuple[list[Line], list[str]]:
    """The people of a pasted table and what is wrong with it, line by line. Nothing is taken while anything is wrong."""
    lines, flaws, seen = [], [], {}
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip():
            continue
        cells = [cell.strip() for cell in re.split(r"\t|,|，", raw.strip("\r\n"))]
        if cells[0] in HEADERS:
            continue
        line, wrong = _read(cells, kind)
        key = (line.group, line.name)
        if not wrong and key in seen:
            wrong = f"与第 {seen[key]} 行是同一小组的同名代表，请在姓名后注明"
        if wrong:
            flaws.append(f"第 {number} 行：{wrong}。")
        seen.setdefault(key, number)
        lines.append(line)
    if len(lines) > LIMIT:
        flaws.append(f"一次最多 {LIMIT} 行，现有 {len(lines)} 行，请分几次粘贴。")
    return ([] if flaws else lines), flaws


def _read(cells: list[str], kind: str) -> tuple[Line, str]:
    group, name, sex, party, minority, household = (cells + [""] * 6)[:6]
    line = Line(group[:40], name[:50], SEXES.get(sex, ""), party in YES_WORDS, minority in YES_WORDS, household[:60])
    if any(holds_id_number(cell) for cell in cells):
        return line, "有身份证号，名单上不需要，请删去"
    if not group or not name:
        return line, "缺居民小组或姓名，应为“居民小组 姓名 性别 是否党员 是否少数民族 户”"
    if sex not in SEXES:
        return line, f"性别“{sex}”看不懂，请写男或女"
    for word, label in ((party, "是否党员"), (minority, "是否少数民族")):
        if word not in YES_WORDS | NO_WORDS:
            return line, f"{label}“{word}”看不懂，请写是或否"
    if kind == RepresentativeKind.HOUSEHOLD and not household:
        return line, "户代表要写明户（如 3 栋 2 单元 501，或户主姓名）"
    return line, ""
