"""How a page writes numbers, shares, days and moments. Text in, text out; the tags and the lists both use it."""

from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from django.utils import timezone

NOTHING = "—"
MINUTE, HOUR, DAY = 60, 3600, 86400


def number(value: int | float | Decimal | None) -> str:
    """3412 is "3,412"; None is a dash, never a nought."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return f"{value:,}"


def delta(value: int | float | None) -> str:
    """+14, −3 (a real minus sign), and nothing for no change."""
    if not value:
        return ""
    return f"+{value:,}" if value > 0 else f"−{abs(value):,}"


def percent(numerator: int | None, denominator: int | None) -> str:
    """95.3%, half up to one decimal; "100%" and "0%" only when it is so, otherwise with more decimals. The briefing
    rounds the same way (reports.rules.briefing.words): a page and a paper never differ."""
    if not denominator or numerator is None:
        return NOTHING
    if numerator % denominator == 0:
        return f"{numerator // denominator * 100}%"
    for decimals in range(1, 7):
        scale = 10**decimals
        units = (2 * numerator * 100 * scale + denominator) // (2 * denominator)
        if units % (100 * scale):
            break
    return f"{units // scale}.{units % scale:0{decimals}d}%"


def month_day(value: date | datetime | None) -> str:
    """12月10日."""
    if value is None:
        return NOTHING
    value = local(value)
    return f"{value.month}月{value.day}日"


def local(value: date | datetime) -> date | datetime:
    """An aware moment in the installation's time zone; anything else as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def moment(value: datetime | None) -> str:
    """2026-12-10 17:02."""
    return NOTHING if value is None else local(value).strftime("%Y-%m-%d %H:%M")


def relative(value: datetime, now: datetime) -> str:
    """刚刚, 5 分钟前, 还有 38 分钟: one unit, rounded down; beyond 30 days nothing, the date says it better."""
    seconds = int((now - value).total_seconds())
    span = abs(seconds)
    if span >= 30 * DAY:
        return ""
    if span < MINUTE:
        return "刚刚" if seconds >= 0 else "马上"
    for size, unit in ((DAY, "天"), (HOUR, "小时"), (MINUTE, "分钟")):
        if span >= size:
            words = f"{span // size} {unit}"
            return f"{words}前" if seconds > 0 else f"还有 {words}"
    return ""


def duration(seconds: float) -> str:
    """约 2 分钟, 约 20 秒: for waiting, so rounded up and never exact."""
    seconds = max(1, int(seconds))
    if seconds < MINUTE:
        return f"约 {-(-seconds // 5) * 5} 秒"
    if seconds < HOUR:
        return f"约 {-(-seconds // MINUTE)} 分钟"
    return f"约 {-(-seconds // HOUR)} 小时"


def cell(value: Any) -> str:
    """A value of a list as its page shows it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    return str(value)
