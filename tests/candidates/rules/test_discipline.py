"""How long a discipline keeps its consequence."""

from datetime import date

import pytest

from candidates.enums_review import Measure
from candidates.rules.discipline import Period, period_of, words_of

DAY = date(2024, 8, 31)


def test_every_measure_has_its_months():
    assert {measure: period_of(measure, DAY, date(2025, 8, 31)).ends_on for measure in Measure} == {
        Measure.PARTY_WARNING: date(2025, 8, 31),
        Measure.PARTY_SERIOUS_WARNING: date(2026, 2, 28),
        Measure.PARTY_REMOVAL: date(2026, 8, 31),
        Measure.PARTY_PROBATION: date(2027, 8, 31),
        Measure.EXPULSION: None,
        Measure.ADMIN_WARNING: date(2025, 2, 28),
        Measure.ADMIN_DEMERIT: date(2025, 8, 31),
        Measure.ADMIN_GRAVE_DEMERIT: date(2026, 2, 28),
        Measure.ADMIN_DEMOTION: date(2026, 8, 31),
    }


@pytest.mark.parametrize(
    ("period", "day", "runs"),
    [
        (period_of(Measure.PARTY_WARNING, DAY), date(2024, 8, 30), False),
        (period_of(Measure.PARTY_WARNING, DAY), DAY, True),
        (period_of(Measure.PARTY_WARNING, DAY), date(2025, 8, 31), True),
        (period_of(Measure.PARTY_WARNING, DAY), date(2025, 9, 1), False),
        (period_of(Measure.PARTY_PROBATION, DAY), date(2099, 1, 1), True),
        (period_of(Measure.EXPULSION, DAY), date(2099, 1, 1), True),
    ],
)
def test_the_last_day_counts_and_what_has_no_end_runs_on(period, day, runs):
    assert period.runs_on(day) == runs


def test_in_words():
    assert [words_of(period, date(2026, 1, 1)) for period in (
        Period(DAY, date(2025, 8, 31)), Period(DAY, date(2026, 2, 28)), Period(DAY, None), Period(DAY, None, True),
    )] == [
        "2024-08-31 至 2025-08-31，影响期已满", "2024-08-31 至 2026-02-28，影响期内",
        "2024-08-31 起，党员权利尚未恢复，影响期未满", "2024-08-31 起，无期限",
    ]  # fmt: skip
