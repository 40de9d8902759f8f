"""Clocks and limits of what the public brings forward (domain brief §4.4; csjwh-2026 art. 17)."""

import secrets
from datetime import date, datetime, timedelta

from elections.enums_paper import ReportKind

FIRST_CHECK = timedelta(hours=48)
A_DAY_FROM_ONE_ADDRESS = 5
A_DAY_IN_ONE_COMMUNITY = 60
TEXT_LENGTH, CONTACT_LENGTH = 2000, 60
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks like something else
WORDS = "松竹梅兰菊荷桂柳杨枫山川江河湖海云霞星月春夏秋冬晨暮琴棋书画诗茶"


def check_due(received: datetime) -> datetime:
    """登记即编号，48 小时内初核."""
    return received + FIRST_CHECK


def answer_due(kind: str, received: datetime, decide_days: int, before: datetime) -> datetime:
    """An appeal about the list of voters is decided within so many days of its receipt, the day itself not counted;
    everything else before the election day, when it must be clear whether it touches the election."""
    if kind != ReportKind.VOTER_LIST:
        return max(before, received + FIRST_CHECK)
    return received.replace(hour=23, minute=59, second=59, microsecond=0) + timedelta(days=decide_days)


def is_in_time(kind: str, on: date, published_on: date | None, appeal_days: int) -> bool:
    """Whether an appeal came within so many days of the list's publication; a late one is received all the same."""
    return kind != ReportKind.VOTER_LIST or published_on is None or on <= published_on + timedelta(days=appeal_days)


def new_receipt(on: date) -> str:
    """20261125-7K3MQ9: the day and six letters by chance."""
    return f"{on:%Y%m%d}-{''.join(secrets.choice(ALPHABET) for _ in range(6))}"


def new_secret() -> str:
    """The look-up word: five characters that can be read out and written down (33 million)."""
    return "".join(secrets.choice(WORDS) for _ in range(5))
