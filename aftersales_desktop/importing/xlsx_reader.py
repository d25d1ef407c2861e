"""Reads one sheet of a workbook into plain rows, and says in one sentence why when it cannot.

The sheet is the one asked for, else the first visible one with anything in it: hidden ones are read only when asked
for by name. A merged range holds its value in its first cell; the others are empty, and a note says so.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from aftersales_desktop.domain import text
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.importing.table import (
    LONGEST_FIELD,
    PlainRow,
    SheetName,
    TornRow,
    UnreadableFile,
    is_empty,
    refuse_wide,
)
from aftersales_desktop.importing.xlsx_archive import Workbook, open_workbook, survey
from aftersales_desktop.importing.xlsx_cells import NoResult, read_rows


@dataclass(frozen=True)
class XlsxTable:
    """A sheet that was looked through once; its headers stand in row `header_line`."""

    path: Path
    headers: tuple[str, ...]
    header_line: int
    lines: int
    sha256: str
    sheets: tuple[SheetName, ...]
    sheet: str
    notes: tuple[Message, ...]

    def rows(self) -> Iterator[PlainRow | TornRow]:
        """Every row below the headers, one at a time; blank rows are left out."""
        name = next(one for one in self.sheets if one.name == self.sheet)
        with open_workbook(self.path) as workbook, workbook.open_sheet(name) as sheet:
            for line, cells in read_rows(workbook, sheet):
                if line > self.header_line and cells:
                    yield self._row(line, cells)

    def _row(self, line: int, cells: dict[int, str | NoResult]) -> PlainRow | TornRow:
        width = len(self.headers)
        values = tuple(_shown(cells.get(column, "")) for column in range(1, width + 1))
        uncalculated = next((column for column, value in cells.items() if isinstance(value, NoResult)), None)
        if max(cells) > width:
            reason = Message("This row has {found} columns instead of {expected}.", found=max(cells), expected=width)
        elif uncalculated is not None:
            reason = Message(
                "The formula in {cell} has no stored result. Open the file in Excel and save it again.",
                cell=Code(f"{get_column_letter(uncalculated)}{line}"),
            )
        elif any(len(value) > LONGEST_FIELD for value in values):
            return TornRow(line, (), Message("A field has more than {most} characters.", most=LONGEST_FIELD))
        else:
            return PlainRow(line, values)
        return TornRow(line, values, reason)


def open_xlsx(path: Path, sheet: str = "") -> XlsxTable:
    """Look through a workbook and read the headers of one sheet. Raises UnreadableFile."""
    with open_workbook(path) as workbook:
        name, line, headers = _find_sheet(workbook, path, sheet)
        refuse_wide(headers, path)
        rows, merged = survey(workbook, name)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        # The same workbook may be imported once a sheet.
        sha256 = hashlib.sha256(f"{digest}/{name.name}".encode("utf-8", "replace")).hexdigest()
        return XlsxTable(path, headers, line, rows, sha256, tuple(workbook.sheets), name.name, _notes(merged))


def _notes(merged: int) -> tuple[Message, ...]:
    if not merged:
        return ()
    return (
        Message(
            "One range of cells is merged: its value counts for its first row and column only.",
            "{count} ranges of cells are merged: their value counts for their first row and column only.",
            count=merged,
        ),
    )


def _find_sheet(workbook: Workbook, path: Path, asked: str) -> tuple[SheetName, int, tuple[str, ...]]:
    """The sheet to read, with its headers and their row."""
    for name in _candidates(workbook, asked):
        with workbook.open_sheet(name) as sheet:
            found = _headers(read_rows(workbook, sheet))
        if found is not None:
            return name, *found
    if not asked or _candidates(workbook, asked):
        raise is_empty(path)
    raise UnreadableFile(
        Message(
            "{file} has no sheet called {sheet}. It has: {sheets}.",
            file=Code(path.name), sheet=asked[:80], sheets=[one.name for one in workbook.sheets][:30] or ["—"],
        )
    )  # fmt: skip


def _candidates(workbook: Workbook, asked: str) -> list[SheetName]:
    if not asked:
        return [name for name in workbook.sheets if not name.is_hidden]
    exactly = [name for name in workbook.sheets if name.name == asked]
    return exactly or [name for name in workbook.sheets if text.fold(name.name) == text.fold(asked)]


def _headers(rows: Iterable[tuple[int, dict[int, str | NoResult]]]) -> tuple[int, tuple[str, ...]] | None:
    """The first row that names at least two columns; a lone title above it is passed over."""
    first = None
    for line, cells in rows:
        if cells:
            first = first or (line, cells)
            if len(cells) > 1:
                first = (line, cells)
                break
    if first is None:
        return None
    line, cells = first
    return line, tuple(_shown(cells.get(column, "")) for column in range(1, max(cells) + 1))


def _shown(value: str | NoResult) -> str:
    return value if isinstance(value, str) else ""
