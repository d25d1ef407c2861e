"""The Jalali calendar: every day both ways, months and terms, working days, and dates as people type them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCalendar, QDate

from aftersales_desktop.domain import jalali
from aftersales_desktop.domain.jalali import DateProblem, from_jalali, parse_date, to_jalali
from aftersales_desktop.i18n import Message, Words

TODAY = from_jalali(1404, 9, 2)
DAYS = st.dates(jalali.FIRST_DAY, jalali.LAST_DAY)
LEAP_YEARS = {year for year in range(1300, 1437) if year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}}


def test_the_range():
    assert date(1921, 3, 21) == jalali.FIRST_DAY
    assert date(2058, 3, 19) == jalali.LAST_DAY
    assert date(2025, 11, 23) == TODAY


def test_every_day_goes_there_and_back_and_agrees_with_qt():
    calendar = QCalendar(QCalendar.System.Jalali)
    day, expected = jalali.FIRST_DAY, (1300, 1, 1)
    while day <= jalali.LAST_DAY:
        assert to_jalali(day) == expected
        assert from_jalali(*expected) == day
        assert calendar.dateFromParts(*expected) == QDate(day.year, day.month, day.day)
        expected = _following(*expected)
        day += timedelta(days=1)
    assert expected == (1436, 12, 30)


def _following(year: int, month: int, day: int) -> tuple[int, int, int]:
    """The next Jalali day by the 33-year rule of leap years."""
    length = 31 if month <= 6 else 30 if month < 12 or year in LEAP_YEARS else 29
    if day < length:
        return year, month, day + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


@pytest.mark.parametrize("parts", [(1404, 12, 30), (1404, 13, 1), (1404, 0, 1), (1404, 1, 0), (1404, 7, 31)])
def test_days_that_do_not_exist(parts):
    with pytest.raises(ValueError):
        from_jalali(*parts)


@pytest.mark.parametrize(
    ("start", "months", "later"),
    [
        ((1404, 1, 31), 6, (1404, 7, 30)),
        ((1404, 1, 31), 11, (1404, 12, 29)),
        ((1403, 1, 31), 11, (1403, 12, 30)),
        ((1403, 12, 30), 12, (1404, 12, 29)),
        ((1403, 12, 30), 60, (1408, 12, 30)),
        ((1404, 12, 29), 1, (1405, 1, 29)),
        ((1404, 12, 29), 12, (1405, 12, 29)),
        ((1404, 5, 10), 0, (1404, 5, 10)),
        ((1404, 1, 31), -1, (1403, 12, 30)),
        ((1404, 3, 5), -15, (1402, 12, 5)),
        ((1404, 6, 31), 18, (1405, 12, 29)),
    ],
)
def test_months_later(start, months, later):
    assert to_jalali(jalali.add_months(from_jalali(*start), months)) == later


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((1404, 1, 1), 12, (1404, 12, 29)),
        ((1403, 1, 1), 12, (1403, 12, 30)),
        ((1404, 1, 31), 6, (1404, 7, 29)),
        ((1403, 12, 30), 12, (1404, 12, 28)),
        ((1404, 9, 2), 18, (1406, 3, 1)),
        ((1404, 7, 1), 1, (1404, 7, 30)),
        ((1404, 6, 31), 1, (1404, 7, 29)),
    ],
)
def test_the_last_day_of_a_term(start, months, end):
    assert to_jalali(jalali.term_end(from_jalali(*start), months)) == end


@given(DAYS, st.integers(-240, 240))
def test_months_keep_the_day_or_take_the_last(start, months):
    year, month, day = to_jalali(start)
    later_year, later_month, later_day = to_jalali(jalali.add_months(start, months))
    assert (later_year - year) * 12 + later_month - month == months
    assert later_day == min(day, jalali.days_in_month(later_year, later_month))


@given(DAYS, st.integers(0, 239))
def test_a_longer_term_ends_later_and_a_later_start_never_ends_earlier(start, months):
    end = jalali.term_end(start, months)
    assert jalali.term_end(start, months + 1) > end
    assert jalali.term_end(start + timedelta(days=1), months) >= end
    assert jalali.add_months(end + timedelta(days=1), 0) == jalali.add_months(start, months)


def test_month_days():
    assert jalali.month_days(1404, 12) == (date(2026, 2, 20), date(2026, 3, 20))
    assert jalali.month_days(1403, 12) == (date(2025, 2, 19), date(2025, 3, 20))
    assert jalali.month_days(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    for wrong in (0, 13):
        with pytest.raises(ValueError):
            jalali.month_days(1404, wrong)


@given(DAYS)
def test_months_follow_each_other_without_gap(day):
    month = jalali.month_of(day)
    assert month.first <= day <= month.last
    assert to_jalali(month.last + timedelta(days=1))[2] == 1
    assert jalali.month_of(day, "gregorian").first == day.replace(day=1)


@pytest.mark.parametrize(
    ("typed", "year", "number", "first", "last"),
    [
        ("1404-05", 1404, 5, date(2025, 7, 23), date(2025, 8, 22)),
        (" ۱۴۰۴/۵ ", 1404, 5, date(2025, 7, 23), date(2025, 8, 22)),
        ("2025-08", 2025, 8, date(2025, 8, 1), date(2025, 8, 31)),
        ("٢٠٢٥-٨", 2025, 8, date(2025, 8, 1), date(2025, 8, 31)),
        ("1436-12", 1436, 12, date(2058, 2, 19), date(2058, 3, 20)),
    ],
)
def test_parse_month(typed, year, number, first, last):
    assert jalali.parse_month(typed) == (first, last, year, number)


@pytest.mark.parametrize("typed", ["", "1404", "1404-13", "1404-0", "1404-05-01", "abc", "14-05", "1299-12", "1437-01"])
def test_parse_month_refuses(typed):
    with pytest.raises(DateProblem):
        jalali.parse_month(typed)


def test_holidays():
    friday, saturday = date(2025, 11, 28), date(2025, 11, 29)
    assert jalali.is_holiday(friday)
    assert not jalali.is_holiday(saturday)
    assert jalali.is_holiday(saturday, {saturday})
    fixed = [(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)]
    assert all(jalali.is_holiday(from_jalali(1404, *day)) for day in fixed)
    off = [day for day in _days_of(1404) if jalali.is_holiday(day) and day.weekday() != jalali.FRIDAY]
    assert {to_jalali(day)[1:] for day in off} <= set(fixed)


def _days_of(year: int) -> list[date]:
    first = from_jalali(year, 1, 1)
    return [first + timedelta(days=place) for place in range((from_jalali(year + 1, 1, 1) - first).days)]


def test_working_days():
    assert jalali.working_day(TODAY) == TODAY
    assert jalali.next_working_day(TODAY) == from_jalali(1404, 9, 3)
    assert to_jalali(jalali.working_day(from_jalali(1404, 12, 29))) == (1405, 1, 5)
    thursday = from_jalali(1404, 9, 6)
    assert to_jalali(jalali.next_working_day(thursday)) == (1404, 9, 8)
    assert to_jalali(jalali.next_working_day(thursday, {from_jalali(1404, 9, 8)})) == (1404, 9, 9)


@given(DAYS, st.sets(st.dates(jalali.FIRST_DAY, jalali.LAST_DAY), max_size=3))
def test_the_next_working_day_is_the_first_that_is_none(day, holidays):
    found = jalali.next_working_day(day, holidays)
    between = [day + timedelta(days=step) for step in range(1, (found - day).days)]
    assert not jalali.is_holiday(found, holidays)
    assert all(jalali.is_holiday(skipped, holidays) for skipped in between)


EITHER = [
    ("امروز", (1404, 9, 2)), ("ا", (1404, 9, 2)), (".", (1404, 9, 2)), ("t", (1404, 9, 2)), ("Today", (1404, 9, 2)),
    ("ديروز", (1404, 9, 1)), ("yesterday", (1404, 9, 1)), ("پریروز", (1404, 8, 30)), ("فردا", (1404, 9, 3)),
    ("tomorrow", (1404, 9, 3)), ("پس‌فردا", (1404, 9, 4)), ("پس فردا", (1404, 9, 4)), ("پسفردا", (1404, 9, 4)),
    ("day after tomorrow", (1404, 9, 4)), ("the day before yesterday", (1404, 8, 30)),
    ("+7", (1404, 9, 9)), ("-3", (1404, 8, 29)), ("−۳", (1404, 8, 29)), ("+ ۱۰", (1404, 9, 12)), ("+0", (1404, 9, 2)),
    ("شنبه", (1404, 9, 8)), ("یکشنبه", (1404, 9, 9)), ("یک‌شنبه", (1404, 9, 9)), ("يك شنبه", (1404, 9, 9)),
    ("۵شنبه", (1404, 9, 6)), ("سه شنبه", (1404, 9, 4)), ("جمعه", (1404, 9, 7)), ("Sunday", (1404, 9, 9)),
    ("mon", (1404, 9, 3)), ("FRI", (1404, 9, 7)),
    ("۱۲ آذر", (1404, 9, 12)), ("12 اذر 1403", (1403, 9, 12)), ("آذر ۱۲", (1404, 9, 12)), ("12 azar", (1404, 9, 12)),
    ("12Azar1404", (1404, 9, 12)), ("1404 آذر 12", (1404, 9, 12)), ("۱ فروردین‌ماه ۱۴۰۵", (1405, 1, 1)),
    ("5 دي 99", (1399, 10, 5)), ("Nov 23", (1404, 9, 2)), ("23 November 2025", (1404, 9, 2)),
    ("November 23rd, 2025", (1404, 9, 2)), ("۲۳ نوامبر ۲۰۲۵", (1404, 9, 2)), ("1 may", (1404, 2, 11)),
    ("یکشنبه ۲ آذر ۱۴۰۴", (1404, 9, 2)), ("یک شنبه 2 آذر", (1404, 9, 2)), ("Sunday 23 November 2025", (1404, 9, 2)),
    ("14040301", (1404, 3, 1)), ("۱۴۰۴/۳/۱", (1404, 3, 1)), ("1404-03-01", (1404, 3, 1)), ("1404.3.1", (1404, 3, 1)),
    ("1404 3 1", (1404, 3, 1)), ("1404،3،1", (1404, 3, 1)), ("1/3/1404", (1404, 3, 1)), ("2025-05-22", (1404, 3, 1)),
    ("22/5/2025", (1404, 3, 1)), ("20250522", (1404, 3, 1)), ("\u2066۱۴۰۴/۰۹/۰۲\u2069", (1404, 9, 2)),
    ("1403/12/30", (1403, 12, 30)), ("1300/1/1", (1300, 1, 1)), ("1436/12/29", (1436, 12, 29)),
]  # fmt: skip


@pytest.mark.parametrize("calendar", ["jalali", "gregorian"])
@pytest.mark.parametrize(("typed", "parts"), EITHER)
def test_dates_that_mean_the_same_in_either_calendar(typed, parts, calendar):
    assert to_jalali(parse_date(typed, TODAY, calendar=calendar)) == parts


@pytest.mark.parametrize(
    ("typed", "in_jalali", "in_gregorian"),
    [
        ("5", date(2025, 11, 26), date(2025, 11, 5)),
        ("3/1", date(2025, 5, 22), date(2025, 3, 1)),
        ("۰۳۰۱", date(2025, 5, 22), date(2025, 3, 1)),
        ("040301", date(2025, 5, 22), date(2004, 3, 1)),
        ("04/3/1", date(2025, 5, 22), date(2004, 3, 1)),
        ("1/3/04", date(2025, 5, 22), date(2004, 3, 1)),
        ("49/1/1", None, date(2049, 1, 1)),
        ("50/1/1", date(1971, 3, 21), date(2050, 1, 1)),
        ("99/12/30", date(2021, 3, 20), None),
        ("1/3/99", date(2020, 5, 21), None),
        ("01/03/99", date(2020, 5, 21), None),
        ("35/12/29", date(2057, 3, 19), date(2035, 12, 29)),
    ],
)
def test_bare_digits_belong_to_the_calendar(typed, in_jalali, in_gregorian):
    for calendar, expected in (("jalali", in_jalali), ("gregorian", in_gregorian)):
        if expected is None:
            with pytest.raises(DateProblem):
                parse_date(typed, TODAY, calendar=calendar)
        else:
            assert parse_date(typed, TODAY, calendar=calendar) == expected


NOT_UNDERSTOOD = Message("This date was not understood; type it like {example}.", example=TODAY)
OUT_OF_RANGE = Message("Enter a date between {first} and {last}.", first=jalali.FIRST_DAY, last=jalali.LAST_DAY)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", Message("Enter a date.")),
        ("  \u200f", Message("Enter a date.")),
        *((typed, NOT_UNDERSTOOD) for typed in (
            "abc", "301", "12345", "1404/05", "12:30", "12 foo", "آذر", "12 azar nov", "12 azar 2025", "23 nov 1404",
            "1 2 3 4", "14040230 5", "4/3/1", "1404_3_1", "++3", "+", "/", "1 2 azar 3", "azar 1404", "۱۴۰۴/۳/۱؟",
        )),
        ("1404/12/30", Message("That month has {length} days; there is no day {day}.", length=29, day=30)),
        ("7/31", Message("That month has {length} days; there is no day {day}.", length=30, day=31)),
        ("1404/1/0", Message("That month has {length} days; there is no day {day}.", length=31, day=0)),
        ("2025-02-29", Message("That month has {length} days; there is no day {day}.", length=28, day=29)),
        ("31 آذر", Message("That month has {length} days; there is no day {day}.", length=30, day=31)),
        ("13/1", Message("There is no month {month}; months run from 1 to 12.", month=13)),
        ("1404", Message("There is no month {month}; months run from 1 to 12.", month=14)),
        ("1404/0/1", Message("There is no month {month}; months run from 1 to 12.", month=0)),
        ("دوشنبه ۲ آذر ۱۴۰۴", Message("The weekday does not fit this date; check both.")),
        *((typed, OUT_OF_RANGE) for typed in (
            "1299/12/29", "1437/1/1", "1500/1/1", "1699/1/1", "0001/1/1", "1921-03-20", "2058-03-20", "9999-12-31",
            "+99999", "-99999", "00000101",
        )),
    ],
)  # fmt: skip
def test_dates_that_are_refused(typed, message):
    with pytest.raises(DateProblem) as refused:
        parse_date(typed, TODAY)
    assert refused.value.message == message


@given(st.text(alphabet="0123456789۰۱۹٤/-. +tآذرشنبهazrnov،:\u200c", max_size=14) | st.text(max_size=12), DAYS)
def test_anything_typed_gives_a_date_in_range_or_a_sentence(typed, today):
    for calendar in ("jalali", "gregorian"):
        try:
            day = parse_date(typed, today, calendar=calendar)
        except DateProblem as problem:
            assert problem.message.msgid.endswith(".")
        else:
            assert jalali.FIRST_DAY <= day <= jalali.LAST_DAY


@given(DAYS, DAYS)
def test_what_the_program_shows_can_be_typed_back(day, today):
    for words in (Words("en"), Words("fa"), Words("en", "jalali"), Words("fa", "gregorian")):
        assert parse_date(words.date(day), today, calendar=words.calendar) == day
        assert parse_date(words.long_date(day), today, calendar=words.calendar) == day


@given(DAYS, st.integers(-300, 300))
def test_shifted_days(today, days):
    shifted = today + timedelta(days=days)
    if jalali.FIRST_DAY <= shifted <= jalali.LAST_DAY:
        assert parse_date(f"{days:+}", today) == shifted


@given(DAYS)
def test_a_weekday_is_the_next_one(today):
    if today + timedelta(days=7) <= jalali.LAST_DAY:
        for name in ("شنبه", "سه‌شنبه", "Friday"):
            day = parse_date(name, today)
            assert 1 <= (day - today).days <= 7
        assert parse_date("شنبه", today).weekday() == 5
