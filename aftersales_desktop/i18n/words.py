"""One reader's language: sentences, digits and dates."""

from __future__ import annotations

import gettext
from datetime import date, datetime
from functools import cache
from typing import Any

from aftersales_desktop.i18n import formats
from aftersales_desktop.i18n.compiled import CompiledCatalogue
from aftersales_desktop.i18n.formats import Code, OwnNumber, Phone
from aftersales_desktop.i18n.message import N_, Message
from aftersales_desktop.resource import resource_path

LANGUAGES = {"fa": "فارسی", "en": "English"}


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    with resource_path(f"locale/{language}/LC_MESSAGES/aftersales.mo").open("rb") as file:
        return CompiledCatalogue(file)


class Words:
    """Turns messages and values into text. Call it with an English source sentence: ``words("Save")``."""

    def __init__(self, language: str, calendar: str = "") -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}")
        self.language = language
        self.right_to_left = language == "fa"
        self.calendar = calendar or ("jalali" if language == "fa" else "gregorian")
        self._catalogue = _catalogue(language)

    def __call__(self, msgid: str, **args: Any) -> str:
        """The sentence in this language, its blanks filled the way this language writes the values."""
        text = self._catalogue.gettext(msgid) if msgid else ""
        return text.format_map(self._written(args)) if args else text

    def plural(self, one: str, many: str, count: int, **args: Any) -> str:
        """Choose by number; the blank for it is ``{count}``."""
        text = self._catalogue.ngettext(one, many, count)
        return text.format_map(self._written({"count": count, **args}))

    def say(self, message: Message | str) -> str:
        """A message in this language; plain text (already a person's own words) stays as it is."""
        if isinstance(message, str):
            return message
        if message.count is not None:
            return self.plural(message.msgid, message.many, **message.args)
        return self(message.msgid, **message.args)

    def value(self, value: Any) -> str:
        """Any value the way this language writes it inside a sentence."""
        return self._write(value)

    def _written(self, args: dict[str, Any]) -> dict[str, str]:
        return {name: self._write(value) for name, value in args.items()}

    def _write(self, value: Any) -> str:
        match value:
            case Message():
                return self.say(value)
            case Code():
                return self.code(value)
            case OwnNumber():
                return self.own_number(value)
            case Phone():
                return self.phone(value)
            case str():
                return formats.isolate_foreign(value, right_to_left=self.right_to_left)
            case datetime():
                return self.moment(value)
            case date():
                return self.date(value)
            case bool() | None:
                raise TypeError(f"no words for {value!r}")
            case int():
                return self.number(value)
            case list() | tuple():
                return self.joined(value)
            case _:
                return value.written(self)

    def joined(self, values: list[Any] | tuple[Any, ...]) -> str:
        """A short list in one line."""
        comma = "، " if self.right_to_left else ", "
        return comma.join(self._write(value) for value in values)

    def digits(self, text: str) -> str:
        """The reader's digits; nothing else changes."""
        return text.translate(formats.PERSIAN_DIGITS) if self.right_to_left else text

    def number(self, value: int) -> str:
        """Grouped; a negative number keeps its sign in front."""
        text = f"{abs(value):,}"
        if self.right_to_left:
            text = self.digits(text).replace(",", "٬")
        return text if value >= 0 else formats.isolate(f"−{text}")

    def code(self, text: str) -> str:
        """A serial or other foreign code: Latin digits, order kept."""
        return formats.isolate(text)

    def own_number(self, text: str) -> str:
        """A number of ours in the reader's digits, order kept."""
        return formats.isolate(self.digits(text))

    def phone(self, number: str) -> str:
        """Grouped, in the reader's digits, order kept."""
        return formats.isolate(self.digits(formats.group_phone(number)))

    def date(self, day: date) -> str:
        """۱۴۰۴/۰۹/۰۲ or 2025-11-23."""
        if self.calendar == "jalali":
            return formats.isolate(self.digits(formats.jalali_text(day)))
        return formats.isolate(self.digits(f"{day:%Y-%m-%d}"))

    def long_date(self, day: date) -> str:
        """یکشنبه ۲ آذر ۱۴۰۴ or Sunday 23 November 2025."""
        year, month, day_of_month = self._shown(day)
        return f"{self.weekday(day)} {self.digits(str(day_of_month))} {month} {self.digits(str(year))}"

    def weekday(self, day: date) -> str:
        """یکشنبه or Sunday."""
        return (formats.PERSIAN_WEEKDAYS if self.right_to_left else formats.ENGLISH_WEEKDAYS)[day.weekday()]

    def day_and_month(self, day: date) -> str:
        """۲ آذر or 23 November."""
        _, month, day_of_month = self._shown(day)
        return f"{self.digits(str(day_of_month))} {month}"

    def month_name(self, day: date, calendar: str = "") -> str:
        """آذر ۱۴۰۴ or November 2025: the month that holds the day, in the reader's calendar or the one named."""
        year, month, _ = self._shown(day, calendar)
        return f"{month} {self.digits(str(year))}"

    def _shown(self, day: date, calendar: str = "") -> tuple[int, str, int]:
        """Year, the month's name, and day of the month."""
        if (calendar or self.calendar) == "jalali":
            year, month, day_of_month = formats.jalali_parts(day)
            names = formats.JALALI_MONTHS if self.right_to_left else formats.JALALI_MONTHS_LATIN
        else:
            year, month, day_of_month = day.year, day.month, day.day
            names = formats.GREGORIAN_MONTHS_IN_PERSIAN if self.right_to_left else formats.ENGLISH_MONTHS
        return year, names[month - 1], day_of_month

    def time(self, moment: datetime) -> str:
        """Iran's clock, 24 hours."""
        return formats.isolate(self.digits(f"{formats.tehran_time(moment):%H:%M}"))

    def moment(self, moment: datetime) -> str:
        """Date and time of an instant on Iran's clock."""
        return f"{self.date(formats.tehran_time(moment).date())} {self.time(moment)}"

    def days_away(self, day: date, today: date) -> str:
        """How far a day is: today, tomorrow, in 5 days, 2 days ago."""
        days = (day - today).days
        if days == 0:
            return self(N_("today"))
        if days == 1:
            return self(N_("tomorrow"))
        if days == -1:
            return self(N_("yesterday"))
        if days > 0:
            return self.plural("in {count} day", "in {count} days", days)
        return self.plural("{count} day ago", "{count} days ago", -days)


def render(message: Message, language: str) -> str:
    """A message in one language."""
    return Words(language).say(message)
