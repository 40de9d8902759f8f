"""Partial dates as staff type them: ``1965.03``, ``65.3``, ``一九五六年十一月``, ``Mar-82``, a real date cell, a serial.

A date keeps the precision it was given with: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``. These texts sort and compare
correctly against each other as strings as long as the shorter one is taken as a prefix.
"""

import calendar
import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from huanjie.shared.text import BLANK_WORDS, is_blank, remove_invisible

EXCEL_EPOCH = dt.date(1899, 12, 30)
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date that was read. ``text`` is None when the cell is blank, or impossible (then ``error`` is set).

    ``warnings`` are codes without a column: two_digit_year, ambiguous_month, ambiguous_day, excel_serial, year_assumed.
    ``alternative`` is the other reading of an ambiguous month; ``age`` is an age written in the same cell.
    """

    text: str | None = None
    precision: str | None = None
    warnings: tuple[str, ...] = ()
    error: str = ""
    age: int | None = None
    alternative: str | None = None

    @property
    def first_day(self) -> dt.date | None:
        """The earliest day the text can mean."""
        return first_day(self.text) if self.text else None

    @property
    def last_day(self) -> dt.date | None:
        """The latest day the text can mean."""
        return last_day(self.text) if self.text else None


BLANK = PartialDate()
INVALID = PartialDate(error="invalid_date")


def first_day(text: str) -> dt.date:
    """The earliest day a partial date text can mean."""
    return dt.date.fromisoformat((text + "-01-01")[:10])


def last_day(text: str) -> dt.date:
    """The latest day a partial date text can mean."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    return dt.date(year, month, parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1])


def age_on(birth: dt.date, on: dt.date) -> int:
    """Completed years of age on a day (a person born on 29 February is older on 1 March)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def read_date(value: object, *, century_ends: int = 2030, year: int | None = None) -> PartialDate:
    """Read one cell of a date column.

    Two-digit years fall in the hundred years that end with ``century_ends``. With ``year`` given (a report's year),
    a text without a year is a month and a day of that year.
    """
    if value is None or value == "":
        return BLANK
    return _read(value, type(value) is str, century_ends, year)


@lru_cache(maxsize=65536)
def _read(value: object, is_text: bool, century_ends: int, year: int | None) -> PartialDate:
    # is_text keeps 1990.1 and "1990.1" apart for the reader; the cache would keep them apart anyway.
    if isinstance(value, dt.datetime | dt.date):
        return _made(value.year, value.month, value.day)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return INVALID
    if is_text:
        return BLANK if is_blank(value) else _from_text(value, century_ends, year)
    if year is not None and 1 <= value < 13:
        return _day_of_year(value, year)
    return _from_number(value, century_ends)


def _day_of_year(value: float, year: int) -> PartialDate:
    """A number cell such as 10.2 in a report: 2 October, or 20 October that lost its zero."""
    month, _, day = repr(float(value)).partition(".")
    doubtful = ("ambiguous_day",) if day in ("1", "2", "3") else ()
    return _made(year, int(month), int(day), ("year_assumed", *doubtful))


def _from_number(value: float, century_ends: int) -> PartialDate:
    if value == int(value) or 10000 <= value < 100000:
        return _from_digits(str(int(value)), century_ends)
    text = repr(round(value, 4))
    if not re.fullmatch(r"[0-9]{2}([0-9]{2})?\.[0-9]{1,4}", text):
        return INVALID
    year, _, rest = text.partition(".")
    full_year, warnings = _full_year(year, century_ends)
    if rest == "1":
        return _made(full_year, 1, None, (*warnings, "ambiguous_month"), alternative=f"{full_year:04d}-10")
    return _made(full_year, int(rest[:2]), int(rest[2:]) if len(rest) > 2 else None, warnings)


def _from_digits(text: str, century_ends: int) -> PartialDate:
    """Digits without a separator: 1965, 196503, 19650301, 650301, or a serial of five digits."""
    if len(text) == 4:
        return _made(int(text), None, None)
    if len(text) == 5:
        day = EXCEL_EPOCH + dt.timedelta(days=int(text))
        return _made(day.year, day.month, day.day, ("excel_serial",))
    if len(text) == 6 and FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        return _made(int(text[:4]), int(text[4:]), None)
    if len(text) == 6:
        full_year, warnings = _full_year(text[:2], century_ends)
        return _made(full_year, int(text[2:4]), int(text[4:]), warnings)
    if len(text) == 8:
        return _made(int(text[:4]), int(text[4:6]), int(text[6:]))
    return INVALID


_AGE = re.compile(r"\(?(?:年龄|现年)?:?([0-9]{1,3})(?:周)?岁\)?")
_BRACKETS = re.compile(r"\([^)]*\)?")
_TIME = re.compile(r"[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?$|[0-9]{1,2}时.*$")
_HAN_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九两", "000001234567892")
_TENS = re.compile(r"([1-9])?十([1-9])?")
_MONTH_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), start=1)}
_ENGLISH = re.compile(r"(?:([0-9]{1,2})[-\s./]*)?([A-Za-z]{3,9})[-\s./,']*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(
    r"([0-9]{4}|[0-9]{2})(?:年|[.\-/,、\s])([0-9]{1,2})(?:月份?)?(?:[.\-/,、\s]?([0-9]{1,2})[日号]?)?[.\-/]?"
)
_YEAR_ONLY = re.compile(r"([0-9]{4}|[0-9]{2})年")
_NO_YEAR = re.compile(r"([0-9]{1,2})(?:月|[.\-/])([0-9]{1,2})[日号]?")
_WORDS = re.compile(r"^(公元|农历|约)|(出生|生|入党|转正|左右|许)$")


def _from_text(value: str, century_ends: int, year: int | None) -> PartialDate:
    text = unicodedata.normalize("NFKC", remove_invisible(value)).strip().strip("'’‘`=\"").strip()
    age = _AGE.search(text)
    text = _BRACKETS.sub("", _AGE.sub("", text) if age else text).strip().rstrip("、。;")
    text = _WORDS.sub("", _TIME.sub("", " ".join(text.split()))).strip()
    if not text or text.upper() in BLANK_WORDS:
        return PartialDate(age=int(age[1])) if age else BLANK
    read = _from_plain(_arabic(text), century_ends, year)
    if not age or read.error:
        return read
    return PartialDate(read.text, read.precision, read.warnings, "", int(age[1]), read.alternative)


def _arabic(text: str) -> str:
    """Chinese numerals to digits: 一九五六年十一月 is 1956年11月; 二十 is 20; white space inside dates goes."""
    if re.search(r"[〇○零一二三四五六七八九十]|[0-9][Oo]", text):
        text = _TENS.sub(lambda m: str(int(m[1] or 1) * 10 + int(m[2] or 0)), text.translate(_HAN_DIGITS))
    return re.sub(r"\s*([年月日号.\-/,、])\s*", r"\1", text.translate(str.maketrans("。．·—–－~‐‑−", "...-------")))


def _from_plain(text: str, century_ends: int, year: int | None) -> PartialDate:
    if re.fullmatch(r"[0-9]+", text):
        return _from_digits(text, century_ends)
    if re.fullmatch(r"[0-9]{5}\.[0-9]+", text):
        return _from_digits(text[:5], century_ends)
    if year is not None and (found := _NO_YEAR.fullmatch(text)):
        return _made(year, int(found[1]), int(found[2]), ("year_assumed",))
    if found := _YEAR_FIRST.fullmatch(text):
        full_year, warnings = _full_year(found[1], century_ends)
        return _made(full_year, int(found[2]), int(found[3]) if found[3] else None, warnings)
    if found := _YEAR_ONLY.fullmatch(text):
        full_year, warnings = _full_year(found[1], century_ends)
        return _made(full_year, None, None, warnings)
    if (found := _ENGLISH.fullmatch(text)) and found[2][:3].lower() in _MONTHS:
        full_year, warnings = _full_year(found[3], century_ends)
        return _made(full_year, _MONTHS[found[2][:3].lower()], int(found[1]) if found[1] else None, warnings)
    return INVALID


def _full_year(text: str, century_ends: int) -> tuple[int, tuple[str, ...]]:
    """A year of four digits; two digits are completed and warned about."""
    if len(text) == 4:
        return int(text), ()
    return century_ends - (century_ends - int(text)) % 100, ("two_digit_year",)


def _made(
    year: int, month: int | None, day: int | None, warnings: tuple[str, ...] = (), alternative: str | None = None
) -> PartialDate:
    """Build the date at the precision given, or INVALID when there is no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return INVALID
    if month is None:
        return PartialDate(f"{year:04d}", "year", warnings)
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return INVALID
    if day is None:
        return PartialDate(f"{year:04d}-{month:02d}", "month", warnings, alternative=alternative)
    return PartialDate(f"{year:04d}-{month:02d}-{day:02d}", "day", warnings)
