"""How numbers, dates and lists are written in an official text (GB/T 15835-2011; domain §6.4, §9.2)."""

from datetime import date, datetime

ORDINALS = "一二三四五六七八九十"


def percent(numerator, denominator):
    """95.3%, rounded half up to one decimal; never 100 or 0 when it is not (then more decimals), "100%" when it is."""
    if not denominator or numerator is None:
        return None
    if numerator % denominator == 0:
        return f"{numerator // denominator * 100}%"
    decimals = 1
    while True:
        scale = 10**decimals
        units = _rounded(numerator * 100 * scale, denominator)
        if units % (100 * scale) or decimals == 6:
            return f"{units // scale}.{units % scale:0{decimals}d}%"
        decimals += 1


def tenths(numerator, denominator):
    """The rounded percentage in tenths of a point, as an integer; None without a denominator."""
    return _rounded(numerator * 1000, denominator) if denominator and numerator is not None else None


def points(delta):
    """Percentage points from tenths: 28 is "2.8"."""
    return f"{delta // 10}.{delta % 10}" if delta % 10 else f"{delta // 10}"


def _rounded(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def day(text):
    """2026-12-10 as 12月10日."""
    on = date.fromisoformat(text)
    return f"{on.month}月{on.day}日"


def full_day(text):
    """2026-12-10 as 2026年12月10日: Arabic figures, whole year, no leading zero (GB/T 9704-2012 7.3.5.4)."""
    return f"{date.fromisoformat(text).year}年{day(text)}"


def moment(text):
    """2026-11-24T17:00+08:00 as 2026年11月24日17时."""
    at = datetime.fromisoformat(text)
    minutes = f"{at.minute}分" if at.minute else ""
    return f"{full_day(at.date().isoformat())}{at.hour}时{minutes}"


def days_until(start, end):
    """Whole days from one ISO date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def ordinal(number):
    """1 is 一, 12 is 十二, 23 is 二十三 (to 99)."""
    tens, ones = divmod(number, 10)
    lead = "" if not tens else "十" if tens == 1 else ORDINALS[tens - 1] + "十"
    return lead + (ORDINALS[ones - 1] if ones else "")


def some(names, *, most=3, of=None):
    """ "甲、乙、丙" or, when there are more, "甲、乙、丙等"."""
    names = list(names)
    return "、".join(names[:most]) + ("等" if (of or len(names)) > most else "")


def whole(area_name):
    """全区, 全县, 全市, 全街道: what the area calls itself."""
    for kind in ("街道", "社区", "区", "县", "市", "旗", "镇", "乡"):
        if area_name.endswith(kind):
            return f"全{kind}"
    return "全域"


def closed(text):
    """A remark typed by a person, made to end as a sentence; empty stays empty."""
    text = " ".join(text.split())
    return text if not text or text[-1] in "。！？…" else text.rstrip("，；、,;.") + "。"
