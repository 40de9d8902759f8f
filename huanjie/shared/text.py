"""Words typed into cells: invisible characters, blanks, Han names and the small fixed vocabularies of the forms."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_PLAIN = re.compile(r"[\u4e00-\u9fff0-9A-Za-z]+")
_FULL_WIDTH = {
    code: code - 0xFEE0 for span in ((0xFF10, 0xFF1A), (0xFF21, 0xFF3B), (0xFF41, 0xFF5B)) for code in range(*span)
}
_SPACE_BESIDE_HAN = re.compile(r"(?<=[⺀-鿿（）、，。；：·])\s+|\s+(?=[⺀-鿿（）、，。；：·])")
_DASHES = "/\\-—–−－_~～―─…"
_BLANKS = "无 暂无 暂缺 缺 空 空缺 没有 不详 未知 未填 待补 待填 无此项 不适用 NONE NULL N/A NA NIL #N/A"
BLANK_WORDS = frozenset(_BLANKS.split())


class Name(NamedTuple):
    """A personal name: ``verdict`` is accept, review or reject; ``text`` is empty when the name cannot be known;
    ``kept`` is what was typed without padding, so that a doubtful character is never dropped."""

    text: str
    verdict: str
    reason: str = ""
    kept: str = ""


def remove_invisible(text: str) -> str:
    """Drop characters nobody can see (zero width, direction marks, BOM, controls); white space stays."""
    return _INVISIBLE.sub("", text)


def clean_text(value: object) -> str:
    """One line of text: full-width digits and letters made plain, white space beside Han removed, Chinese
    punctuation kept. NFC, not NFKC: the latter would turn （） and ： into their ASCII forms."""
    if value is None:
        return ""
    text = value if type(value) is str else plain_number(value)
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_FULL_WIDTH)
    return " ".join(_SPACE_BESIDE_HAN.sub("", text).split())


def plain_number(value: object) -> str:
    """Text of a cell value; a whole number in a float cell is shown without its ``.0``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e16:
        return str(int(value))
    return str(value)


def compact(value: object) -> str:
    """NFKC text without any white space or invisible character: for comparing, never for keeping."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", plain_number(value))) if value is not None else ""
    return "".join(text.split())


def is_blank(value: object) -> bool:
    """Whether a cell says nothing: empty, or one of the signs written because a form forbids empty cells."""
    if value is None or value == "":
        return True
    if type(value) is not str or len(value) > 12:
        return False
    return _is_blank_text(value)


@lru_cache(maxsize=4096)
def _is_blank_text(value: str) -> bool:
    text = compact(value).upper().strip("()（）[]")
    return not text.strip(_DASHES) or text in BLANK_WORDS


# --- names -----------------------------------------------------------------------------------------------------------

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\ufa0e-\ufa29\U00020000-\U0003347f"
_USUAL_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_HAN_NAME = re.compile(f"[{_HAN}]+(?:·[{_HAN}]+)*")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]|\\[U\\+[0-9A-F]{4,6}\\]")
_DESCRIBED = re.compile("[\u2ff0-\u2fff\u31ef]")
_DOTS = re.compile(
    "[\u00b7\u2022\u2027\u30fb\uff65\uff0e\u22c5\u25cf\u2219\u0387\u318d\u16eb\u2e31\ufe52\u2024\u00b0\u3002.]+"
)
_REMARK = re.compile(r"[(\[{【〔〈《,，;；:：].*$|[0-9]+$|[①-⑳㊀-㊉]$", re.DOTALL)
# Parts of a character in brackets: followed by more of the name, or holding a component that is no character.
_PARTS_OF_CHARACTER = re.compile(
    rf"[(（\[【](?:[{_HAN}⺀-⻳]{{2,4}}[)）\]】](?=[{_HAN}])|[^)）\]】]*[氵亻扌忄纟钅饣讠犭礻衤艹宀辶阝刂冫彳疒灬廴勹冖丬亠⺀-⻳])"
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_MARKUP = re.compile(r"[<>'\"`|&$%^*={}\\#@]|--|https?:")
# Radicals that look like whole characters; NFKC maps U+2F00-2FD5 but not these (U+2E80-2EF3).
_RADICALS = str.maketrans(
    "⺁⺟⺠⺢⺣⺪⺫⺬⺮⺯⺶⺹⺼⺽⻁⻂⻃⻄⻅⻆⻉⻊⻋⻏⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻟⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂母民水火疋网示竹糸羊老肉臼虎衣覀西见角贝足车邑長镸长门雨青韦页风飞食食马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
_RADICAL = re.compile("[\u2e80-\u2ef3]")


def parse_name(value: object) -> Name:
    """Read a personal name written in Han characters; white space and dot variants are made regular."""
    if type(value) is str and _USUAL_NAME.fullmatch(value) and value not in BLANK_WORDS:
        return Name(value, "accept", "", value)
    if is_blank(value):
        return Name("", "reject", "missing_name")
    return _unusual_name(str(value))


@lru_cache(maxsize=8192)
def _unusual_name(raw: str) -> Name:
    kept = "".join(_INVISIBLE.sub("", raw).split())
    if not kept or kept[0] in "=+@-\t" or "?" in kept or "？" in kept or "\ufffd" in kept or _MARKUP.search(kept):
        return Name("", "reject", "invalid_name")
    private = _PRIVATE.search(kept)
    if private or _DESCRIBED.search(kept) or _PARTS_OF_CHARACTER.search(kept):
        return Name("", "review", "name_private_character" if private else "name_described_character", kept)
    text = unicodedata.normalize("NFKC", _DOTS.sub("·", kept))
    bare = _REMARK.sub("", text.replace("（", "(")).strip("·")
    if bare and _LATIN.search(bare) or (bare != text and re.search(r"\([A-Za-z]+\)", text)):
        return Name("", "review", "name_pinyin", kept)
    return _judge_name(bare.translate(_RADICALS), bare, text, kept)


def _judge_name(name: str, bare: str, text: str, kept: str) -> Name:
    """The verdict on a name free of remarks; ``bare`` still has its radicals, ``text`` its remarks."""
    if not _HAN_NAME.fullmatch(name):
        if _RADICAL.search(name):
            return Name("", "review", "name_lookalike_character", kept)
        return Name("", "reject", "invalid_name")
    if is_blank(name):
        return Name("", "reject", "missing_name")
    if len(name) > 25:
        return Name(name, "review", "name_too_long", kept)
    if name != bare:
        return Name(name, "review", "name_lookalike_character", kept)
    if bare != text.strip("·"):
        return Name(name, "review", "name_annotation", kept)
    if len(name) == 1:
        return Name(name, "review", "name_single_character", kept)
    return Name(name, "accept", "", kept)


# --- fixed vocabularies ----------------------------------------------------------------------------------------------

_ETHNICITY_NAMES = (
    "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 "
    "傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 "
    "仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 "
    "鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 穿青人"
)
ETHNICITIES = tuple(_ETHNICITY_NAMES.split())
_ETHNICITY = {name.removesuffix("族"): name for name in ETHNICITIES} | {
    "维": "维吾尔族",
    "蒙": "蒙古族",
    "穿青": "穿青人",
}
# Order matters: 研究生班 before 大学, 大学专科 before 大学, 高中 before 中.
_EDUCATION = (
    ("研究生及以上", re.compile(r"研究生|硕士|博士|硕研|博研|在职研")),
    ("大学专科", re.compile(r"专科|大专|高职|高专|电大专|专升本在读")),
    ("大学本科", re.compile(r"本科|学士|大学|大本|党校大学|函授本|自考本|双学位|专升本")),
    ("高中及中专", re.compile(r"高中|中专|中技|技校|职高|职中|中师|高技|技工|中等")),
    ("初中及以下", re.compile(r"初中|小学|文盲|半文盲|高小|初小|扫盲|识字|初级中学|以下")),
)
EDUCATIONS = tuple(label for label, _ in _EDUCATION)
_YES = frozenset(("是", "√", "✓", "✔", "☑", "对", "有", "Y", "YES", "TRUE", "1", "○", "连任", "同意", "已"))
_NO = frozenset(("否", "×", "✗", "✘", "X", "N", "NO", "FALSE", "0", "无", "没有", "不是", "非", "不", "未", "/"))


@lru_cache(maxsize=4096)
def parse_ethnicity(value: object) -> str | None:
    """The full name of an ethnicity (``汉`` is 汉族); None when the cell is blank or names none of the 56."""
    text = compact(value)
    return _ETHNICITY.get(text.removesuffix("族")) if text else None


@lru_cache(maxsize=1024)
def parse_gender(value: object) -> str | None:
    """男, 女, or None."""
    text = compact(value).removesuffix("性").upper()
    return {"男": "男", "女": "女", "M": "男", "F": "女", "MALE": "男", "FEMALE": "女"}.get(text)


@lru_cache(maxsize=8192)
def parse_education(value: object) -> str | None:
    """One of the five classes of the ministry list; the highest class named in the cell wins."""
    text = compact(value)
    if re.search(r"(本科|大学|大专|专科|高中|初中)及以下", text):
        return "初中及以下" if "初中" in text else "高中及中专"
    return next((label for label, pattern in _EDUCATION if pattern.search(text)), None)


@lru_cache(maxsize=1024)
def parse_yes_no(value: object) -> bool | None:
    """True, False, or None for a blank or unreadable cell."""
    text = compact(value).upper()
    return True if text in _YES else False if text in _NO else None


# --- numbers ---------------------------------------------------------------------------------------------------------

_NUMBER = re.compile(
    r"([约近超]?(?:过|于)?)([+\-]?\d+(?:\.\d+)?)(万|千|百)?(余|多|几)?([^\d+\-.%]{0,4}?)(%|\+|左右|以上)?([^\d+\-.%]{0,3})"
)
_HAN_NUMBER = re.compile(r"[零〇一二两三四五六七八九十百千万]+")
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10000}


class Number(NamedTuple):
    """A number read from a cell; ``value`` is None when the cell is blank (``valid``) or unreadable (not ``valid``)."""

    value: int | float | None
    valid: bool = True
    has_unit: bool = False
    is_approximate: bool = False
    is_percent: bool = False


def parse_number(value: object) -> Number:
    """Read a count or a rate: full-width digits, thousands commas, units, 约/余/+ and Chinese numerals."""
    if isinstance(value, bool):
        return Number(int(value))
    if isinstance(value, int | float):
        return Number(int(value) if value == value // 1 else value)
    return Number(None) if is_blank(value) else _number_from_text(str(value))


@lru_cache(maxsize=16384)
def _number_from_text(value: str) -> Number:
    text = re.sub(r"(?<=\d)[,'](?=\d{3}(?!\d))", "", compact(value).strip("'’=\"").replace("−", "-").replace("％", "%"))
    if _HAN_NUMBER.fullmatch(text):
        return Number(han_number(text))
    found = _NUMBER.fullmatch(text)
    if not found:
        return Number(None, valid=False)
    about, digits, scale, odd, unit, sign, unit_after = found.groups()
    number = float(digits) * _SCALES.get(scale or "", 1)
    return Number(
        value=int(number) if number.is_integer() else number,
        has_unit=bool(unit or unit_after or scale),
        is_approximate=bool(about or odd or sign in ("+", "左右", "以上") or (scale and "." in digits)),
        is_percent=sign == "%",
    )


def han_number(text: str) -> int:
    """``二十三`` is 23, ``一百零五`` is 105; digits without scales are read one after another (``一九五六``)."""
    if not any(char in _SCALES for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = section = digit = 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char == "万":
            total, section, digit = (total + section + digit) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _SCALES[char], 0
    return total + section + digit
