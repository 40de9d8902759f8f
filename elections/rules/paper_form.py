"""How a paper looks once its words stand: what the printed page, the word-processor file and the public page share."""

import json
import math
import re
from collections.abc import Mapping

from elections.rules.paper_kind import Genre, Issuer, PaperKind
from elections.rules.paper_markup import spoken
from huanjie.shared.crypto import sm3_hex

SHORT = {Issuer.ORGANIZATION: "党", Issuer.ELECTION_COMMITTEE: "选", Issuer.COMMITTEE: "居"}
SERIES_OF_ANNOUNCEMENTS = "announcement"


def digest(value) -> str:
    """SM3 over the canonical JSON: the same words and facts give the same digest anywhere."""
    return sm3_hex(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode())


def spoken_digest(value: str) -> str:
    """A digest in groups of eight, for reading aloud."""
    return " ".join(value[start : start + 8] for start in range(0, len(value), 8))


def next_announcement(kind: PaperKind, used: int) -> str:
    """The number of a kind's next announcement when `used` of it have been numbered: 4, 2-1 then 2-2, 补1 then 补2."""
    if not kind.number.isascii():
        return f"{kind.number}{used + 1}"
    if not used:
        return kind.number
    if found := re.fullmatch(r"(\d+)-(\d+)", kind.number):
        return f"{found[1]}-{int(found[2]) + used}"
    return f"{kind.number}-{used}"


def correction_number(number: str, times: int) -> str:
    """The number of the paper that corrects `number` for the `times`-th time."""
    return f"{number.partition('更')[0]}更{times}"


def mark_of_announcement(number: str) -> str:
    """第4号公告; 第4号更正公告（第2次）."""
    base, _, times = number.partition("更")
    words = f"第{base}号" if base.isascii() else f"{base.replace('补', '补充公告第')}号"
    if not times:
        return f"{words}公告" if base.isascii() else words
    return f"{words}更正公告" + (f"（第{times}次）" if int(times) > 1 else "")


def mark_of_document(place: str, issuer: Issuer, year: int, number: int) -> str:
    """发文字号: 机关代字, 年份, 序号 (GB/T 9704-2012 7.2.5): no leading zeros, no 第."""
    return f"{place}{SHORT[issuer]}〔{year}〕{number}号"


LINE = 17  # characters of 小二标宋 on one line of the title, with a margin at both sides
ENDINGS = (
    "委员会",
    "社区",
    "街道",
    "大会",
    "选举",
    "换届",
    "进行",
    "关于",
    "的",
    "、",
    "）",
    "和",
    "会议",
    "候选人",
    "名单",
)


def title_lines(title: str) -> list[str]:
    """A title over several lines of about the same length, broken behind a word (GB/T 9704-2012 7.3.1: 回行词意完整)."""
    lines, rest = [], title
    for left in range(math.ceil(len(title) / LINE), 1, -1):
        even = math.ceil(len(rest) / left)
        places = [n for n in range(max(even - 5, 1), min(even + 5, LINE) + 1) if rest[:n].endswith(ENDINGS)]
        cut = min(places, key=lambda n: abs(n - even)) if places else even
        lines.append(rest[:cut])
        rest = rest[cut:]
    return [*lines, rest]


def layout(kind: PaperKind, words: Mapping, *, mark: str, issued_on: str, is_draft=False, is_demo=False) -> dict:
    """Everything the renderers need, in plain words."""
    has_head = kind.genre in (Genre.REQUEST, Genre.REPLY, Genre.REPORT, Genre.LETTER)
    return {
        "title": words["title"],
        "title_lines": title_lines(words["title"]),
        "letterhead": {"organ": words["signature"], "mark": mark, "signer": words.get("signer", "")}
        if has_head and words["signature"]
        else None,
        "number_line": mark if mark and not has_head else "",
        "addressee": words["addressee"],
        "blocks": [*([["text", words["correction"]]] if words.get("correction") else []), *words["blocks"]],
        "annexes": words["annexes"],
        "signature": words["signature"],
        "date": spoken(issued_on) if issued_on and words["signature"] else "",
        "is_draft": is_draft,
        "is_demo": is_demo,
        "is_wide": False,
    }
