"""Identity and telephone numbers: every way they are typed, and that a mask hides them. All numbers are invented."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huanjie.shared.identity import (
    IdNumber,
    Phone,
    check_digit,
    holds_id_number,
    mask_id_number,
    mask_phone,
    normalize_phone,
    parse_id_number,
)

GOOD = "42019919750812001X"
READ = IdNumber(GOOD, "1975-08-12", "男")


@pytest.mark.parametrize(
    "typed",
    [
        GOOD,
        "42019919750812001x",
        "420199 19750812 001x",
        "４２０１９９１９７５０８１２００１Ｘ",
        f"'{GOOD}",
        f"\t{GOOD}",
        f'="{GOOD}"',
        f"\ufeff{GOOD}\u200b",
        "420199-19750812-001X",
    ],
)
def test_reads_every_way_of_typing_a_number(typed):
    assert parse_id_number(typed) == READ


@pytest.mark.parametrize("typed", [f"{GOOD}（已核）", f"'{GOOD}已核", f"{GOOD}(本人)"])
def test_splits_a_remark_off(typed):
    assert parse_id_number(typed) == READ._replace(warnings=("id_annotation",))


def test_converts_fifteen_digits():
    expected = IdNumber("420199195203011112", "1952-03-01", "男", warnings=("id_15_digits_converted",))
    assert parse_id_number("420199520301111") == expected
    assert parse_id_number(420199520301111.0) == expected


@pytest.mark.parametrize("typed", [4.20199196807151e17, 420199196807151000, "4.20199E+17", "420199196807150000"])
def test_never_repairs_lost_digits(typed):
    assert parse_id_number(typed) == IdNumber("", error="id_precision_lost")


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", "missing_id"),
        ("暂缺", "missing_id"),
        (None, "missing_id"),
        ("420199197703031130", "id_checksum"),
        ("4201991977030311", "id_format"),
        ("护照", "id_format"),
        (12.5, "id_format"),
        ("420199190101121O19", "id_format"),  # a letter for a zero: not an old number of fifteen digits
        ("420199190101121***", "id_format"),
        ("420199196503121019/42019919750812001X", "id_format"),
        ("42019919770230113" + check_digit("42019919770230113"), "id_birth_date"),
    ],
)
def test_names_what_is_wrong(typed, error):
    assert parse_id_number(typed) == IdNumber("", error=error)


@given(st.dates(min_value=dt.date(1900, 1, 1)), st.integers(1, 999))
def test_what_was_formatted_is_parsed(birth, serial):
    if birth.year > 2099:
        birth = birth.replace(year=2000 + birth.year % 100, day=min(birth.day, 28))
    first = f"420199{birth:%Y%m%d}{serial:03d}"
    number = first + check_digit(first)
    read = parse_id_number(number)
    doubt = ("id_ends_in_zeros",) if number.endswith("000") else ()
    expected = IdNumber(number, birth.isoformat(), "男" if serial % 2 else "女", "", doubt)
    assert read == expected
    assert parse_id_number(f" '{number[:6]} {number[6:]}\n") == expected


def test_knows_a_number_in_the_wrong_cell():
    assert holds_id_number(GOOD) and holds_id_number(f"'{GOOD[:6]} {GOOD[6:]}")
    for other in (f"身份证号：{GOOD}", "420199650312101", "420199196503121018", 4.2e17, "", None):
        assert not holds_id_number(other)


def test_masks_an_identity_number():
    assert mask_id_number(GOOD) == "420***********001X"
    assert mask_id_number("123456") == "******"
    assert mask_id_number(None) == ""


@given(st.text(min_size=1, max_size=40))
def test_a_mask_never_reveals_the_middle(text):
    masked = mask_id_number(text)
    assert len(masked) == len(text)
    assert set(masked[3 : len(text) - 4]) <= {"*"}
    if len(text) not in (15, 18):
        assert set(masked) == {"*"}


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (16000000001.0, "16000000001"),
        ("160-0000-0002", "16000000002"),
        ("１６００００００００４", "16000000004"),
        ("+86 160 0000 0003", "16000000003"),
        ("16000000003（女儿）", "16000000003"),
        ("16000000003.0", "16000000003"),
        ("16000000003/16000000004", "16000000003"),
        ("027-00000011", "027-00000011"),
        ("02700000011", "027-00000011"),
        ("(027)00000011", "027-00000011"),
        ("0710-2000001", "0710-2000001"),
    ],
)
def test_normalizes_phones(typed, text):
    assert normalize_phone(typed) == Phone(text, True)


@pytest.mark.parametrize("typed", ["1600000002", "1.60E+10", "电话", 12.5, "6位短号666123"])
def test_refuses_what_is_no_phone(typed):
    assert normalize_phone(typed) == Phone(None, False)


@pytest.mark.parametrize("typed", ["", None, "无", "/"])
def test_a_blank_phone_is_no_fault(typed):
    assert normalize_phone(typed) == Phone(None, True)


def test_masks_phones():
    assert mask_phone("13812345678") == "138****5678"
    assert mask_phone("027-00000011") == "027-****0011"
    assert mask_phone("82000001") == "****0001"
    assert mask_phone("12345") == "*****"
    assert mask_phone(None) == ""


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_masked_mobile_shows_seven_digits(phone):
    assert mask_phone(normalize_phone(phone).text) == f"{phone[:3]}****{phone[7:]}"
