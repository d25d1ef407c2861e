"""The solar calendar of Iran: conversion, months, working days, and reading dates the way people type them."""

from __future__ import annotations

import calendar as gregorian_calendar
import re
from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple

from persiantools.jdatetime import JalaliDate

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.text import ZERO_WIDTH_NON_JOINER, ascii_digits, clean, fold
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import (
    ENGLISH_MONTHS,
    ENGLISH_WEEKDAYS,
    GREGORIAN_MONTHS_IN_PERSIAN,
    JALALI_MONTHS,
    JALALI_MONTHS_LATIN,
    PERSIAN_WEEKDAYS,
)

FIRST_GREGORIAN_YEAR = 1700
FRIDAY = 4
SOLAR_HOLIDAYS = frozenset({(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)})
ONE_DAY = timedelta(days=1)


class DateProblem(DeskError):
    """A date that cannot be read or does not exist; the sentence says what to type instead."""


class Month(NamedTuple):
    """One month of either calendar, as the days it spans."""

    first: date
    last: date
    year: int
    number: int


def to_jalali(day: date) -> tuple[int, int, int]:
    """Jalali year, month and day."""
    jalali = JalaliDate(day)
    return jalali.year, jalali.month, jalali.day


def from_jalali(year: int, month: int, day: int) -> date:
    """The day with this Jalali date; ValueError when there is no such day."""
    return JalaliDate(year, month, day).to_gregorian()


# From 1437 on calendars begin to differ: Qt has that New Year a day before the 33-year rule.
FIRST_DAY = from_jalali(1300, 1, 1)
LAST_DAY = from_jalali(1436, 12, 29)


def days_in_month(year: int, month: int) -> int:
    """Length of a month; a year from 1700 on is Gregorian. ValueError for a month outside 1 to 12."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}")
    if year >= FIRST_GREGORIAN_YEAR:
        return gregorian_calendar.monthrange(year, month)[1]
    return JalaliDate.days_in_month(month, year)


def add_months(day: date, months: int) -> date:
    """The same day of the month, some Jalali months later (or earlier); the month's last day where that is missing."""
    year, month, day_of_month = to_jalali(day)
    years, place = divmod(month - 1 + months, 12)
    year, month = year + years, place + 1
    return from_jalali(year, month, min(day_of_month, days_in_month(year, month)))


def term_end(start: date, months: int) -> date:
    """The last day of a term: start + months Jalali months - 1 day.

    Every warranty, contract and extension ends by this one rule, always counted from its start and never from an
    earlier end: 1404/01/31 + 6 months ends 1404/07/29, and 1403/12/30 + 12 months ends 1404/12/28.
    """
    return add_months(start, months) - ONE_DAY


def month_days(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month; a year from 1700 on is Gregorian. ValueError when there is no such month."""
    length = days_in_month(year, month)
    if year >= FIRST_GREGORIAN_YEAR:
        return date(year, month, 1), date(year, month, length)
    return from_jalali(year, month, 1), from_jalali(year, month, length)


def month_of(day: date, calendar: str = "jalali") -> Month:
    """The month that holds a day, in the calendar asked for."""
    year, month = to_jalali(day)[:2] if calendar == "jalali" else (day.year, day.month)
    return Month(*month_days(year, month), year, month)


def parse_month(text: str) -> Month:
    """Read 1404-05, ۱۴۰۴/۵ or 2025-08; DateProblem when it is not a month between 1300 and 1436."""
    found = re.fullmatch("([0-9]{4}) ?([0-9]{1,2})", fold(text))
    if found is None or not 1 <= int(found[2]) <= 12 or not int(found[1]):
        raise DateProblem(Message("This is not a month; type it like 1404-05 or 2025-08."))
    year, number = int(found[1]), int(found[2])
    first, last = month_days(year, number)
    if not FIRST_DAY <= first <= LAST_DAY:
        raise _out_of_range()
    return Month(first, last, year, number)


def is_holiday(day: date, holidays: Collection[date] = ()) -> bool:
    """Fridays, the holidays fixed in the solar year, and the given ones (the lunar ones move and must be given)."""
    return day.weekday() == FRIDAY or to_jalali(day)[1:] in SOLAR_HOLIDAYS or day in holidays


def working_day(day: date, holidays: Collection[date] = ()) -> date:
    """The day itself, or the first working day after it when it is a holiday."""
    while is_holiday(day, holidays):
        day += ONE_DAY
    return day


def next_working_day(day: date, holidays: Collection[date] = ()) -> date:
    """The first working day after a day."""
    return working_day(day + ONE_DAY, holidays)


def _keyed(*names: str) -> list[str]:
    return [fold(name).replace(" ", "") for name in names]


_RELATIVE = {
    **dict.fromkeys(_keyed("امروز", "ا", "t", "today"), 0),
    **dict.fromkeys(_keyed("دیروز", "yesterday"), -1),
    **dict.fromkeys(_keyed("پریروز", "the day before yesterday", "day before yesterday"), -2),
    **dict.fromkeys(_keyed("فردا", "tomorrow"), 1),
    **dict.fromkeys(_keyed("پس‌فردا", "the day after tomorrow", "day after tomorrow"), 2),
}
_WEEKDAYS = {
    name: number
    for names in (
        PERSIAN_WEEKDAYS,
        ENGLISH_WEEKDAYS,
        [name[:3] for name in ENGLISH_WEEKDAYS],
        ["2شنبه", "3شنبه", "4شنبه", "5شنبه", "جمعه", "شنبه", "1شنبه"],
    )
    for number, name in enumerate(_keyed(*names))
}
_MONTHS = {
    name: (calendar, number)
    for calendar, names in (
        ("jalali", JALALI_MONTHS),
        ("jalali", JALALI_MONTHS_LATIN),
        ("gregorian", GREGORIAN_MONTHS_IN_PERSIAN),
        ("gregorian", ENGLISH_MONTHS),
        ("gregorian", [name[:3] for name in ENGLISH_MONTHS]),
    )
    for number, name in enumerate(_keyed(*names), start=1)
}
_SIGNED_DAYS = re.compile("([+−-]) ?([0-9]{1,5})")
_NOT_IN_DATES = re.compile(r"[^\w /.,،-]|_")
_NUMBER_OR_WORD = re.compile(r"[0-9]+|[^\W0-9_]+")
_FILLERS = frozenset({"st", "nd", "rd", "th", "of", "ام", "م", "ماه"})


def parse_date(text: str, today: date, *, calendar: str = "jalali") -> date:
    """The day a person means; DateProblem with one sentence when it cannot be one.

    Words (today, tomorrow ...), +7 and -3 days, a weekday (the next one), 12 Azar, 12 Azar 1404, and digits:
    5 is a day of this month, 3/1 a month and day, 0301, 040301, 14040301, 1404/3/1, 1/3/1404.
    A year from 1700 on is Gregorian; other digits belong to `calendar`, "jalali" or "gregorian".
    """
    plain = ascii_digits(clean(text)).replace(ZERO_WIDTH_NON_JOINER, " ").casefold()
    if not plain:
        raise DateProblem(Message("Enter a date."))
    days = _days_away(plain, today)
    day = today + timedelta(days) if days is not None else _written_date(plain, today, calendar)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise _out_of_range()
    return day


def _out_of_range() -> DateProblem:
    return DateProblem(Message("Enter a date between {first} and {last}.", first=FIRST_DAY, last=LAST_DAY))


def _not_understood(today: date) -> DateProblem:
    return DateProblem(Message("This date was not understood; type it like {example}.", example=today))


def _days_away(plain: str, today: date) -> int | None:
    """How far a word or a signed number is from today, or None when the text is something else."""
    if plain == ".":
        return 0
    if signed := _SIGNED_DAYS.fullmatch(plain):
        return int(signed[2]) * (1 if signed[1] == "+" else -1)
    word = fold(plain).replace(" ", "")
    if word in _WEEKDAYS:
        return (_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1
    return _RELATIVE.get(word)


def _written_date(plain: str, today: date, calendar: str) -> date:
    words = [fold(word) for word in _NUMBER_OR_WORD.findall(plain)]
    words = [word for word in words if word not in _FILLERS]
    weekday, words = _leading_weekday(words)
    names = [word for word in words if not word.isdigit()]
    numbers = [word for word in words if word.isdigit()]
    if _NOT_IN_DATES.search(plain) or len(names) > 1 or not numbers:
        raise _not_understood(today)
    day = _named_date(names[0], numbers, today) if names else _numeric_date(numbers, today, calendar)
    if weekday is not None and weekday != day.weekday():
        raise DateProblem(Message("The weekday does not fit this date; check both."))
    return day


def _leading_weekday(words: list[str]) -> tuple[int | None, list[str]]:
    """The weekday in front of a date (one word or two, as in "یک شنبه"), and the words after it."""
    for length in (2, 1):
        name = "".join(words[:length])
        if len(words) > length and name in _WEEKDAYS:
            return _WEEKDAYS[name], words[length:]
    return None, words


def _named_date(name: str, numbers: list[str], today: date) -> date:
    """12 Azar, Azar 12, 12 Azar 1404, 1404 Azar 12, November 23 2025."""
    if name not in _MONTHS or len(numbers) > 2:
        raise _not_understood(today)
    calendar, month = _MONTHS[name]
    days = [number for number in numbers if len(number) <= 2]
    years = [number for number in numbers if len(number) == 4] or days[1:]
    if not days or len(days[:1] + years) != len(numbers):
        raise _not_understood(today)
    year = _full_year(years[0], calendar) if years else _this(today, calendar)[0]
    if (year >= FIRST_GREGORIAN_YEAR) != (calendar == "gregorian"):
        raise _not_understood(today)
    return _existing_day(year, month, int(days[0]))


def _numeric_date(numbers: list[str], today: date, calendar: str) -> date:
    year, month = _this(today, calendar)
    match [len(number) for number in numbers]:
        case [1 | 2]:
            return _existing_day(year, month, int(numbers[0]))
        case [4]:
            return _existing_day(year, int(numbers[0][:2]), int(numbers[0][2:]))
        case [6 | 8]:
            typed_year, month_and_day = numbers[0][:-4], numbers[0][-4:]
            return _existing_day(_full_year(typed_year, calendar), int(month_and_day[:2]), int(month_and_day[2:]))
        case [1 | 2, 1 | 2]:
            return _existing_day(year, int(numbers[0]), int(numbers[1]))
        case [2 | 4, 1 | 2, 1 | 2] | [1 | 2, 1 | 2, 2 | 4]:
            return _three_numbers(numbers, calendar)
    raise _not_understood(today)


def _three_numbers(numbers: list[str], calendar: str) -> date:
    """Year, month, day; the other way round when only the last can be the year."""
    first, last = numbers[0], numbers[2]
    is_year_last = len(last) == 4 or (len(first) < 4 and int(last) > 31) or len(first) == 1
    year, month, day = reversed(numbers) if is_year_last else numbers
    return _existing_day(_full_year(year, calendar), int(month), int(day))


def _this(today: date, calendar: str) -> tuple[int, int]:
    """This year and month in a calendar."""
    return to_jalali(today)[:2] if calendar == "jalali" else (today.year, today.month)


def _full_year(digits: str, calendar: str) -> int:
    """The year; of two digits, 00 to 49 are 14xx and 50 to 99 are 13xx, or in the Gregorian calendar 20xx."""
    year = int(digits)
    if len(digits) > 2:
        return year
    if calendar == "gregorian":
        return 2000 + year
    return year + (1400 if year < 50 else 1300)


def _existing_day(year: int, month: int, day: int) -> date:
    first_year, last_year = (1921, 2058) if year >= FIRST_GREGORIAN_YEAR else (1300, 1436)
    if not first_year <= year <= last_year:
        raise _out_of_range()
    if not 1 <= month <= 12:
        raise DateProblem(Message("There is no month {month}; months run from 1 to 12.", month=month))
    length = days_in_month(year, month)
    if not 1 <= day <= length:
        raise DateProblem(Message("That month has {length} days; there is no day {day}.", length=length, day=day))
    return date(year, month, day) if year >= FIRST_GREGORIAN_YEAR else from_jalali(year, month, day)
