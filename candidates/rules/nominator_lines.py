"""Joint nominators as they are pasted: one line a voter, 姓名 and 身份证号 in any order of blanks, commas or tabs."""

import re
from dataclasses import dataclass

from huanjie.shared.identity import parse_id_number
from huanjie.shared.text import parse_name

_DIGITS = re.compile(r"[0-9０-９]{8,}[XxＸｘ]?")
_ID_LENGTHS = (15, 18)
_LEADING_INDEX = re.compile(r"^\s*[(（]?\d{1,3}[)）.、,，\s]\s*")


@dataclass(frozen=True)
class Voter:
    """One line read. `problem` is empty when it is good; it never repeats the ID number."""

    line: int
    name: str = ""
    id_number: str = ""
    problem: str = ""


def read_voters(text: str) -> list[Voter]:
    """Every line that is not blank, in order."""
    lines = enumerate(text.splitlines(), start=1)
    return [_read(number, line) for number, line in lines if line.strip()]


def _read(number: int, line: str) -> Voter:
    runs = [found.group() for found in _DIGITS.finditer(line)]
    if not runs:
        return Voter(number, problem="没有找到身份证号")
    written = next((run for run in runs if len(run) in _ID_LENGTHS), runs[0])
    card = parse_id_number(written)
    if card.error:
        return Voter(number, problem="身份证号不正确")
    rest = _DIGITS.sub(" ", _LEADING_INDEX.sub("", line))
    name = parse_name(re.sub(r"[\s,，;；:：、]+", " ", rest).strip())
    if name.verdict == "reject":
        return Voter(number, problem="没有找到姓名")
    return Voter(number, name.text or name.kept, card.text)
