"""One row of an old list of services, read and checked; knows no table."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.jalali import FIRST_DAY, DateProblem, parse_date
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.reception import LONGEST_WORDS
from aftersales_desktop.i18n import Message
from aftersales_desktop.importing.columns import ColumnMap
from aftersales_desktop.importing.meanings import CategoryNames, category_of, given, outcome_of

LONGEST_ID = 120
_ISO_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME_OF_DAY = re.compile(r"[T ]+[0-9]{1,2}:[0-9]{2}.*$")
_FULL_DAY = re.compile(r"[0-9]{8}|[0-9]{4}\D[0-9]{1,2}\D[0-9]{1,2}|[0-9]{1,2}\D[0-9]{1,2}\D[0-9]{2,4}")


class RowProblem(DeskError):
    """Why a row cannot be brought in."""


@dataclass(frozen=True, slots=True)
class PastService:
    """A service order of the past as it will be stored. `source_id` tells it from all others of its source."""

    source: str
    source_id: str
    category: CategoryNames
    brand: str
    model: str
    serial: str
    received_on: date
    delivered_on: date
    outcome: Outcome
    problem: str
    place: str
    name: str
    phone: str


class PastServiceReader:
    """Turns rows into past services; one for a whole file, because days and kinds of device repeat."""

    def __init__(self, columns: ColumnMap, source: str, today: date, area_code: str) -> None:
        self._columns = columns
        self._source = source
        self._today = today
        self._area_code = area_code
        self._days: dict[str, date] = {}
        self._categories: dict[str, CategoryNames] = {}

    def read(self, values: tuple[str, ...]) -> PastService:
        """One row. Raises RowProblem, or another DeskError with the sentence for a wrong serial."""
        received_on = self._day(self._value(values, "received_on"))
        delivered_on = self._day(self._value(values, "delivered_on") or received_on.isoformat())
        if delivered_on < received_on:
            raise RowProblem(Message("The device was handed back before it came in. Check both dates."))
        serial = given(self._value(values, "serial"))
        return PastService(
            source=self._printable(values, "source") or self._source,
            source_id=self._source_id(values),
            category=self._category(self._value(values, "category")),
            brand=given(self._printable(values, "brand", 80)),
            model=given(self._printable(values, "model")),
            serial=identifiers.serial(serial) if serial else "",
            received_on=received_on,
            delivered_on=delivered_on,
            outcome=outcome_of(self._value(values, "outcome")),
            problem=self._printable(values, "problem", LONGEST_WORDS, lines=True),
            place=self._printable(values, "place"),
            name=self._printable(values, "name"),
            phone=self._phone(self._value(values, "phone")),
        )

    def _value(self, values: tuple[str, ...], field: str) -> str:
        return self._columns.value(values, field)

    def _printable(self, values: tuple[str, ...], field: str, longest: int = 120, *, lines: bool = False) -> str:
        typed = self._columns.value(values, field)
        return text.printable(typed, longest=longest, lines=lines) if typed else ""

    def _source_id(self, values: tuple[str, ...]) -> str:
        """The id in the file; a file without ids is told apart by what its rows say."""
        if not self._columns.has("source_id"):
            content = "\x1f".join(value.strip() for value in values)
            return f"row-{hashlib.sha256(content.encode('utf-8', 'replace')).hexdigest()[:32]}"
        source_id = text.clean(text.ascii_digits(self._value(values, "source_id")))
        if not source_id:
            raise RowProblem(Message("This row has no id."))
        if len(source_id) > LONGEST_ID:
            raise RowProblem(Message("The id is longer than {most} characters.", most=LONGEST_ID))
        return source_id

    def _day(self, typed: str) -> date:
        day = self._days.get(typed)
        if day is None:
            day = self._days[typed] = self._checked_day(typed)
        return day

    def _checked_day(self, typed: str) -> date:
        if not typed:
            raise RowProblem(Message("This row has no date."))
        day = self._read_day(typed)
        if day > self._today:
            raise RowProblem(Message("The date {day} is still to come.", day=day))
        if day < FIRST_DAY:
            raise RowProblem(Message("The date {day} is too long ago.", day=day))
        return day

    def _read_day(self, typed: str) -> date:
        """A full date in either calendar, with or without a time of day; never "today" or a lone number."""
        plain = _TIME_OF_DAY.sub("", text.ascii_digits(text.clean(typed))).rstrip("Z ")
        try:
            if _ISO_DAY.fullmatch(plain) and plain >= "17":
                return date.fromisoformat(plain)
            if _FULL_DAY.fullmatch(plain):
                return parse_date(plain, self._today)
        except DateProblem as problem:
            raise RowProblem(problem.message) from problem
        except ValueError as error:
            raise RowProblem(Message("There is no day {text}.", text=typed[:40])) from error
        raise RowProblem(Message("The date {text} was not understood.", text=typed[:40]))

    def _category(self, name: str) -> CategoryNames:
        if name not in self._categories:
            self._categories[name] = category_of(name)
        return self._categories[name]

    def _phone(self, typed: str) -> str:
        """The phone in storage form; one that cannot be read is left out, the row is worth keeping without it."""
        try:
            return identifiers.phone(typed, self._area_code) if typed else ""
        except identifiers.IdentifierProblem:
            return ""
