"""What may never hang on a notice board: whole ID numbers, telephone numbers, homes, bank accounts.

Domain brief §11.4 (国办《2018 年政务公开工作要点》; 政府信息公开条例第15条). Pure: words in, findings out.
"""

import re
import unicodedata
from dataclasses import dataclass

from huanjie.shared.text import remove_invisible

_GAP = r"[\s\-—–_.·]{0,2}"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(rf"(?<![0-9]){'[0-9]' + ('(?:' + _GAP + '[0-9])' + '{14,18}')}(?:{_GAP}[Xx×])?(?![0-9])")
_ID_X = re.compile(rf"(?<![0-9])[0-9](?:{_GAP}[0-9]){{16}}{_GAP}[Xx×]")
_MOBILE = re.compile(rf"(?<![0-9])(?:\+?86{_GAP})?1{_GAP}[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])")
_LANDLINE = re.compile(r"(?<![0-9])(?:[(]?0[0-9]{2,3}[)]?[\s\-—–]{0,2})[2-9][0-9]{3}[\s\-]?[0-9]{3,4}(?![0-9])")
_LOCAL = re.compile(r"(?:电话|手机|联系方式|号码|热线|致电|拨打)[::]?\s*[0-9][0-9\s\-]{5,}[0-9]")
_HOME = re.compile(
    r"[0-9一二三四五六七八九十百零]+\s*(?:栋|幢|座|号楼|单元|门)(?:\s*[0-9一二三四五六七八九十A-Z]+\s*(?:栋|幢|座|号楼|单元|门|楼|层))*"
    r"\s*[0-9一二三四五六七八九十A-Z]+\s*(?:室|户|号|房)"
)
_DOOR = re.compile(
    r"(?:路|街|道|巷|弄|胡同|里|村|小区|花园|苑)\s*[0-9]+(?:[-之][0-9]+)?\s*号\s*[0-9]+(?:[-][0-9]+)?\s*(?:室|房|户)?"
)
_LIVES = re.compile(r"(?:家庭住址|家庭地址|现住址|户籍地址|住址)[::]?\s*\S+")


@dataclass(frozen=True)
class Leak:
    """`kind` in Chinese; `line` the line of the paper it stands in, with the finding itself covered."""

    kind: str
    line: str


KINDS = (
    ("身份证号", _ID_X), ("电话号码", _MOBILE), ("身份证号或银行账号", _NUMBER), ("电话号码", _LANDLINE), ("电话号码", _LOCAL),
    ("住址", _HOME), ("住址", _DOOR), ("住址", _LIVES),
)  # fmt: skip


def leaks(text: str) -> list[Leak]:
    """What in a text for the public identifies a person beyond the name, one finding a line at most."""
    found = []
    for line in text.splitlines():
        plain = _DAY.sub("某日", unicodedata.normalize("NFKC", remove_invisible(line)))
        for kind, pattern in KINDS:
            if hit := pattern.search(plain):
                found.append(Leak(kind, _covered(plain, hit)))
                break
    return found


def _covered(line: str, hit: re.Match) -> str:
    start = max(hit.start() - 12, 0)
    return f"{'…' if start else ''}{line[start : hit.start()].strip()}〔{'*' * 4}〕{line[hit.end() : hit.end() + 6].strip()}"


def words_of(found: list[Leak]) -> str:
    """The refusal in words: what and where."""
    return "；".join(f"“{leak.line}”一处像是{leak.kind}" for leak in found[:3])
