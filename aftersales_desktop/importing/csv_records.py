"""Rows out of the lines of a CSV file; a torn one does not take its neighbours with it."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from aftersales_desktop.i18n import Message
from aftersales_desktop.importing.table import LONGEST_FIELD, PlainRow, TornRow

LONGEST_LINE = 1_000_000
_FORMULA_SIGNS = tuple("=+-@\t\r")


class _LineTooLong(Exception):
    """A line without an end in sight; it was passed over."""


class _Lines:
    """Physical lines with their numbers; those of a torn row can be given back and read again."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._last = 0
        self._given_back: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        number, line = self._given_back.popleft() if self._given_back else self._read()
        self.taken.append((number, line))
        if len(line) > LONGEST_LINE:
            raise _LineTooLong
        return line

    def _read(self) -> tuple[int, str]:
        line = self._file.readline(LONGEST_LINE + 1)
        if not line:
            raise StopIteration
        rest = line
        while len(rest) > LONGEST_LINE and not rest.endswith(("\n", "\r")):
            rest = self._file.readline(LONGEST_LINE + 1)
        self._last += 1
        return self._last, line

    def give_back_from(self, place: int) -> None:
        """Lines taken since the last row began, from the `place`-th on, will be read again."""
        self._given_back.extendleft(reversed(self.taken[place:]))
        del self.taken[place:]


class Records:
    """The rows of an open text file. Set `width`, the right number of columns, once the headers are known."""

    def __init__(self, file: TextIO, delimiter: str) -> None:
        self.width: int | None = None
        self._lines = _Lines(file)
        self._delimiter = delimiter
        self._reader = csv.reader(self._lines, delimiter=delimiter, strict=True)

    def read(self) -> Iterator[PlainRow | TornRow]:
        """Every row that is not blank."""
        while True:
            self._lines.taken.clear()
            try:
                values = tuple(next(self._reader))
                row = self._checked(values)
            except StopIteration:
                return
            except _LineTooLong:
                row = TornRow(self._lines.taken[0][0], (), Message("This line is too long."))
            except csv.Error:
                row = self._torn(Message("The quotation marks of this row do not fit."))
            if any(value.strip() for value in row.values) or isinstance(row, TornRow):
                yield row

    def _checked(self, values: tuple[str, ...]) -> PlainRow | TornRow:
        line = self._lines.taken[0][0]
        if self.width is not None and len(values) != self.width and any(value.strip() for value in values):
            reason = Message(
                "This row has {found} columns instead of {expected}.", found=len(values), expected=self.width
            )
            return self._torn(reason, values)
        if any(len(value) > LONGEST_FIELD for value in values):
            return TornRow(line, (), Message("A field has more than {most} characters.", most=LONGEST_FIELD))
        return PlainRow(line, tuple(_plain(value) for value in values))

    def _torn(self, reason: Message, values: tuple[str, ...] = ()) -> TornRow:
        """Refuse up to the next line that is a whole row by itself: a stray quotation mark takes no more than that."""
        taken = self._lines.taken
        end = next((place for place in range(1, len(taken)) if self._is_whole(taken[place][1])), len(taken))
        if end < len(taken) or not values:
            values = ("".join(line for _number, line in taken[:end]).rstrip("\r\n")[:LONGEST_FIELD],)
        self._lines.give_back_from(end)
        return TornRow(taken[0][0], values, reason)

    def _is_whole(self, line: str) -> bool:
        try:
            (values,) = csv.reader(io.StringIO(line), delimiter=self._delimiter, strict=True)
        except (csv.Error, ValueError):
            return False
        return len(values) == self.width


def _plain(value: str) -> str:
    """Without the apostrophe by which spreadsheets, and our list of refused rows, keep a text from being a formula."""
    return value[1:] if value[:1] == "'" and value[1:2] in _FORMULA_SIGNS else value
