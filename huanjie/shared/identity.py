"""Identity numbers and telephone numbers as people type them in spreadsheets, and how they may be shown."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from huanjie.shared.text import is_blank, remove_invisible

_CLEAN = re.compile(r"[0-9]{17}[0-9X]")
# What follows a number must be a remark: a letter or a star there stands for a digit.
_FOUND = re.compile(r"([^0-9]{0,12}?)([0-9]{17}[0-9X]|[0-9]{15})([(\[{【〔《<;:|、/\u4e00-\u9fff].*)?", re.DOTALL)
_SECOND = re.compile(r"[0-9]{15}")
_SCIENTIFIC = re.compile(r"[1-9](\.[0-9]+)?E\+?1[4-9]")
_LOOKS_LIKE_X = str.maketrans({"×": "X", "Х": "X", "χ": "X", "Χ": "X"})
_NOISE = re.compile(r"[\s\-_'’‘`\"“”=.,]")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_MONTH_LENGTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-9])|0[3-9][0-9]{2})?([02-9][0-9]{6,7})(?:-([0-9]{1,6}))?")
_SERVICE = re.compile(r"[48]00[0-9]{7}")
_SEVERAL = re.compile(r"[/、;,|\n]|或|(?<=[0-9])(?!转|分机)[\u4e00-\u9fff]+(?=[0-9])")


class IdNumber(NamedTuple):
    """An identity number that was read: ``text`` has 18 characters, or is empty and ``error`` says why."""

    text: str
    birth_date: str = ""
    gender: str = ""
    error: str = ""
    warnings: tuple[str, ...] = ()


class Phone(NamedTuple):
    """A phone that was read: ``text`` is None when the cell is blank (``valid``) or cannot be a phone (not ``valid``)."""

    text: str | None
    valid: bool


def check_digit(first_17: str) -> str:
    """The 18th character for 17 digits (GB 11643, modulus 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, first_17, strict=True))
    return _CHECK_DIGITS[total % 11]


def parse_id_number(value: object) -> IdNumber:
    """Read an identity number from a cell value of any type; never repairs a number that lost digits."""
    if type(value) is str and _CLEAN.fullmatch(value):
        return _judged(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if is_blank(value):
        return IdNumber("", error="missing_id")
    return _from_text(str(value))


def _from_number(value: float) -> IdNumber:
    """A numeric cell holds 15 digits: an old number survives, a new one has lost its end."""
    if abs(value) >= 1e15:
        return IdNumber("", error="id_precision_lost")
    text = str(int(value))
    return _from_text(text) if value == int(value) else IdNumber("", error="id_format")


def _from_text(value: str) -> IdNumber:
    text = unicodedata.normalize("NFKC", remove_invisible(value)).upper().translate(_LOOKS_LIKE_X)
    text = _NOISE.sub("", text) if not _SCIENTIFIC.fullmatch(text.strip()) else text.strip()
    if _SCIENTIFIC.fullmatch(text):
        return IdNumber("", error="id_precision_lost")
    found = _FOUND.fullmatch(text)
    if not found or _SECOND.search(found[3] or ""):
        return IdNumber("", error="id_format")
    before, number, after = found.groups()
    warnings = ("id_annotation",) if before or after else ()
    if len(number) == 15:
        number = _to_18(number)
        warnings += ("id_15_digits_converted",)
    judged = _judged(number)
    return judged._replace(warnings=(*warnings, *judged.warnings)) if not judged.error else judged


def _to_18(number: str) -> str:
    """Numbers of 15 digits were issued to people born in 19xx and carry no check digit."""
    longer = f"{number[:6]}19{number[6:]}"
    return longer + check_digit(longer)


def _judged(text: str) -> IdNumber:
    # Written out, because calling int() on 17 characters costs four times as much and a roster has 100,000 numbers.
    b = text.encode()
    total = (
        7 * b[0] + 9 * b[1] + 10 * b[2] + 5 * b[3] + 8 * b[4] + 4 * b[5] + 2 * b[6] + b[7] + 6 * b[8]
        + 3 * b[9] + 7 * b[10] + 9 * b[11] + 10 * b[12] + 5 * b[13] + 8 * b[14] + 4 * b[15] + 2 * b[16]
    )  # fmt: skip
    if _CHECK_DIGITS[(total - _ZERO_OFFSET) % 11] != text[17] or text.endswith("0000"):
        return IdNumber("", error="id_precision_lost" if text.endswith("000") else "id_checksum")
    birth = _birth(text[6:14])
    if not birth:
        return IdNumber("", error="id_birth_date")
    doubt = ("id_ends_in_zeros",) if text.endswith("000") else ()
    return IdNumber(text, birth, "男" if b[16] & 1 else "女", "", doubt)


def holds_id_number(value: object) -> bool:
    """Whether a cell that should hold something else is an identity number of eighteen characters."""
    if not isinstance(value, str) or len(value) < 18:
        return False
    number = parse_id_number(value)
    return bool(number.text) and "id_annotation" not in number.warnings


_ZERO_OFFSET = 48 * sum(_WEIGHTS)


@lru_cache(maxsize=65536)
def _birth(digits: str) -> str:
    """``YYYYMMDD`` as ``YYYY-MM-DD``, or an empty string when there is no such day."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if not (1850 <= year <= 2150 and 1 <= month <= 12 and 1 <= day <= _MONTH_LENGTHS[month - 1]):
        return ""
    if month == 2 and day == 29 and (year % 4 or (year % 100 == 0 and year % 400)):
        return ""
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def mask_id_number(text: str | None) -> str:
    """First three and last four characters; anything that is not 15 or 18 long is hidden whole."""
    text = text or ""
    if len(text) not in (15, 18):
        return "*" * len(text)
    return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"


def normalize_phone(value: object) -> Phone:
    """Read the first phone in a cell: a mobile as 11 digits, a landline as area code, dash, number."""
    if type(value) is str and _MOBILE.fullmatch(value):
        return Phone(value, True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(int(value)) if value == int(value) else str(value)
    if is_blank(value):
        return Phone(None, True)
    text = unicodedata.normalize("NFKC", remove_invisible(str(value))).strip().strip("'’‘`=\"").removesuffix(".0")
    for part in _SEVERAL.split(text):
        if phone := _one_phone(part):
            return Phone(phone, True)
    return Phone(None, False)


def _one_phone(part: str) -> str | None:
    text = re.sub(r"\([^0-9)]*\)|[^0-9+()\-—–转]", "", part)
    digits = re.sub(r"[^0-9]", "", text)
    if len(digits) == 13 and digits.startswith("86"):
        digits = digits[2:]
    if _MOBILE.fullmatch(digits) or _SERVICE.fullmatch(digits):
        return digits
    text = re.sub(r"^\(?(0[0-9]{2,3})\)?-?", r"\1", re.sub(r"[—–转]+", "-", re.sub(r"^(\+86|0086)-?", "", text)))
    if found := _LANDLINE.fullmatch(text) or _LANDLINE.fullmatch(digits):
        return "-".join(piece for piece in found.groups() if piece)
    return None


def mask_phone(text: str | None) -> str:
    """``138****5678``; a landline keeps its area code and last four digits; other text is hidden whole."""
    text = text or ""
    if _MOBILE.fullmatch(text):
        return f"{text[:3]}****{text[-4:]}"
    area, dash, rest = text.partition("-") if text.startswith("0") else ("", "", text)
    number, extension_dash, extension = rest.partition("-")
    if not number.isdigit() or len(number) < 7 or (area and not area.isdigit()):
        return "*" * len(text)
    shown = f"{area}{dash}{'*' * (len(number) - 4)}{number[-4:]}"
    return f"{shown}{extension_dash}{'*' * len(extension)}"
