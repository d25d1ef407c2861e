"""How numbers, codes, phones and dates are written, and kept in order, in each language.

Codes inside Persian text are wrapped in isolates (U+2066 .. U+2069), because a hyphen or a space between digits
lets the bidi algorithm swap the parts: https://www.unicode.org/reports/tr9/ (rules W4 to W7, isolates in X5a).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
TEHRAN = timezone(timedelta(hours=3, minutes=30))

LTR_ISOLATE, AUTO_ISOLATE, END_ISOLATE = "\u2066", "\u2068", "\u2069"
RIGHT_TO_LEFT_MARK = "\u200f"
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LATIN_OR_DIGIT = re.compile("[A-Za-z0-9\u06f0-\u06f9]")

JALALI_MONTHS = ("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند")
JALALI_MONTHS_LATIN = (
    "Farvardin", "Ordibehesht", "Khordad", "Tir", "Mordad", "Shahrivar", "Mehr", "Aban", "Azar", "Dey", "Bahman",
    "Esfand",
)  # fmt: skip
PERSIAN_WEEKDAYS = ("دوشنبه", "سه‌شنبه", "چهارشنبه", "پنجشنبه", "جمعه", "شنبه", "یکشنبه")
ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
GREGORIAN_MONTHS_IN_PERSIAN = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن", "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
ENGLISH_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Code(str):
    """A serial, card or model code: always left-to-right, always Latin digits."""


class OwnNumber(str):
    """A number this program gave out: left-to-right, in the reader's digits."""


class Phone(str):
    """A phone number in storage form (09123456789): left-to-right, grouped, in the reader's digits."""


def isolate(text: str) -> str:
    """Keep the order of a code inside any sentence."""
    return f"{LTR_ISOLATE}{text}{END_ISOLATE}"


def without_bidi_controls(text: str) -> str:
    """Text as it may leave the screen: to the clipboard, a file or the database."""
    return _BIDI_CONTROLS.sub("", text)


def isolate_foreign(text: str, *, right_to_left: bool) -> str:
    """Wrap text that holds letters of the other direction, so that it cannot disturb the sentence around it."""
    foreign = _LATIN_OR_DIGIT if right_to_left else _RIGHT_TO_LEFT
    return f"{AUTO_ISOLATE}{text}{END_ISOLATE}" if foreign.search(text) else text


def group_phone(number: str) -> str:
    """09123456789 -> 0912 345 6789; other lengths stay as they are."""
    if re.fullmatch(r"09\d{9}", number):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    if re.fullmatch(r"0\d{10}", number):
        return f"{number[:3]} {number[3:]}"
    return number


def jalali_text(day: date) -> str:
    """1404/09/02 in ASCII digits."""
    year, month, day_of_month = jalali_parts(day)
    return f"{year:04}/{month:02}/{day_of_month:02}"


def jalali_parts(day: date) -> tuple[int, int, int]:
    """Year, month and day of the month in the Jalali calendar."""
    from persiantools.jdatetime import JalaliDate

    jalali = JalaliDate(day)
    return jalali.year, jalali.month, jalali.day


def tehran_time(moment: datetime) -> datetime:
    """An instant as Iran's clock shows it (+03:30 all year since 1401)."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(TEHRAN)
