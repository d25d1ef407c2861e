"""Names of days and months in both languages and both calendars."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.i18n import Words

DAY = date(2025, 6, 1)


@pytest.mark.parametrize(
    ("language", "calendar", "day", "month"),
    [
        ("fa", "jalali", "۱۱ خرداد", "خرداد ۱۴۰۴"),
        ("fa", "gregorian", "۱ ژوئن", "ژوئن ۲۰۲۵"),
        ("en", "jalali", "11 Khordad", "Khordad 1404"),
        ("en", "gregorian", "1 June", "June 2025"),
    ],
)
def test_in_the_words_of_the_reader(language, calendar, day, month):
    words = Words(language, calendar)
    assert words.day_and_month(DAY) == day
    assert words.month_name(DAY) == month
    assert Words(language).month_name(DAY, calendar) == month
    assert words.long_date(DAY).endswith(f"{day} {month.split()[1]}")
