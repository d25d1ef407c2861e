"""Where days stand on the line of years."""

from datetime import date, timedelta

import pytest

from aftersales_desktop.domain.lifespan import Lifespan, lifespan_of

TODAY = date(2026, 11, 23)


def test_the_ends_and_the_middle():
    span = Lifespan(date(2026, 1, 1), date(2026, 1, 11))
    assert [span.place(date(2026, 1, day)) for day in (1, 6, 11)] == [0.0, 0.5, 1.0]
    assert (span.place(date(2020, 1, 1)), span.place(date(2030, 1, 1))) == (0.0, 1.0)


def test_it_holds_every_day_and_today_and_at_least_a_year():
    span = lifespan_of([date(2024, 5, 1), date(2027, 2, 2)], TODAY)
    assert (span.first, span.last) == (date(2024, 5, 1), date(2027, 2, 2))
    assert lifespan_of([], TODAY) == Lifespan(TODAY, TODAY + timedelta(days=365))


@pytest.mark.parametrize(
    ("calendar", "marks"),
    [
        ("jalali", ((date(2025, 3, 21), 1404), (date(2026, 3, 21), 1405))),
        ("gregorian", ((date(2025, 1, 1), 2025), (date(2026, 1, 1), 2026))),
    ],
)
def test_years_begin_in_the_readers_calendar(calendar, marks):
    assert Lifespan(date(2024, 5, 1), date(2026, 12, 1)).years(calendar) == marks


def test_a_long_life_has_few_marks():
    years = Lifespan(date(1930, 1, 1), date(2026, 1, 1)).years("jalali")
    assert 6 <= len(years) <= 13
    assert [year for _day, year in years] == sorted(year for _day, year in years)
