"""What every kind of file is read into: a first row with the names of the columns, and plain rows below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import Code, Message

LARGEST_FILE_MB = 200
MOST_COLUMNS = 200
LONGEST_FIELD = 100_000


class UnreadableFile(DeskError):
    """The file cannot be read as a table; nothing was brought in."""


@dataclass(frozen=True, slots=True)
class PlainRow:
    """One row as it stands in the file; it begins in line `line`."""

    line: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TornRow:
    """Something that is not a whole row, and why."""

    line: int
    values: tuple[str, ...]
    reason: Message


@dataclass(frozen=True)
class SheetName:
    """One sheet of a workbook."""

    name: str
    is_hidden: bool


class Table(Protocol):
    """A file that was looked through once.

    `lines` is about the number of rows, `sheets` the sheets of a workbook, of which `sheet` is read; `notes` say what
    of the file is not read as it looks.
    """

    path: Path
    headers: tuple[str, ...]
    lines: int
    sha256: str
    sheets: tuple[SheetName, ...]
    sheet: str
    notes: tuple[Message, ...]

    def rows(self) -> Iterator[PlainRow | TornRow]:
        """Every row below the headers, one at a time; blank rows are left out."""
        ...


def refuse_large(path: Path) -> None:
    """Raise UnreadableFile for a file that is too large, OSError for one that is not there."""
    if path.stat().st_size > LARGEST_FILE_MB * 1024 * 1024:
        raise UnreadableFile(
            Message(
                "{file} is larger than {most} MB. Split it and import the parts.",
                file=Code(path.name),
                most=LARGEST_FILE_MB,
            )
        )


def refuse_wide(headers: tuple[str, ...], path: Path) -> None:
    """Raise UnreadableFile for a table with more columns than any list needs."""
    if len(headers) > MOST_COLUMNS:
        raise UnreadableFile(
            Message(
                "{file} has more than {most} columns. Remove the ones that are not needed.",
                file=Code(path.name),
                most=MOST_COLUMNS,
            )
        )


def cannot_be_read(path: Path) -> UnreadableFile:
    """For a file that is not there or may not be read."""
    return UnreadableFile(Message("{file} cannot be read. Check its place and name.", file=Code(path.name)))


def is_empty(path: Path) -> UnreadableFile:
    """For a file without a single row."""
    return UnreadableFile(Message("{file} is empty. Choose the file with the records.", file=Code(path.name)))
