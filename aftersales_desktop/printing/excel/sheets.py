"""Sheets of a workbook that is written row by row: typed columns, a table, totals, print set-up.

openpyxl's write-only mode keeps memory constant; whatever stands above the rows in the file (direction, frozen
header, widths) must be set before the first row (https://openpyxl.readthedocs.io/en/stable/optimized.html).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from pathlib import Path
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.writer.excel import ExcelWriter

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls

MOST_ROWS = 1_048_576 - 2
"""Rows a sheet holds beside its header and its totals."""

DATE_FORMAT, MONEY_FORMAT = "yyyy-mm-dd", "#,##0"
CENTRE = Alignment(horizontal="center")
BOLD = Font(name="Calibri", size=11, bold=True)
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_ESCAPE_OF_EXCEL = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_GUARDED = tuple("=+-@#\t\r")
_needs_care = re.compile(f"^[=+@#\t\r-]|{_NOT_IN_XML.pattern}|{_ESCAPE_OF_EXCEL.pattern}", re.MULTILINE).search
_DAY_ZERO = date(1899, 12, 30).toordinal()
"""Excel stores a date as the days since this one."""
_HEADER_HEIGHT = 32
_HEADER_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="1F4E79")
_HEADER_PLACE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_A4 = 9


class Kind(Enum):
    """What the cells of a column are."""

    TEXT = auto()
    DATE = auto()
    NUMBER = auto()
    MONEY = auto()


_FORMATS = {Kind.DATE: DATE_FORMAT, Kind.NUMBER: MONEY_FORMAT, Kind.MONEY: MONEY_FORMAT}


@dataclass(frozen=True)
class SheetColumn:
    """A column: its title in the reader's language, and what stands below it. `total` is "", "count" or "sum"."""

    title: str
    kind: Kind = Kind.TEXT
    width: int = 14
    total: str = ""


@contextmanager
def new_book(title: str) -> Iterator[Workbook]:
    """An empty workbook for writing; its temporary files are gone afterwards, saved or not."""
    book = Workbook(write_only=True)
    book.properties.creator = ""
    book.properties.title = title
    book.calculation.fullCalcOnLoad = True
    try:
        yield book
    finally:
        for sheet in book.worksheets:
            _remove_temporary_file(sheet)


def save_book(book: Workbook, file: BinaryIO) -> None:
    """Write the workbook into an open file; nothing stays open when the disk refuses, as it would with `book.save`."""
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()


def new_sheet(book: Workbook, title: str, widths: Sequence[int], words: Words) -> WriteOnlyWorksheet:
    """A further sheet in the reader's direction, set up for A4 across, as wide as the page."""
    sheet = book.create_sheet(sheet_title(title))
    sheet.sheet_view.rightToLeft = words.right_to_left
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, header=0.3, footer=0.3)
    # Codes only: a footer runs from left to right even where the sheet does not.
    sheet.oddFooter.center.text, sheet.oddFooter.left.text = "&P / &N", "&A"
    return sheet


def sheet_title(title: str) -> str:
    """A title as a sheet may bear it: 31 characters, none of those that formulas use."""
    return _NOT_IN_TITLES.sub(" ", title)[:_LONGEST_TITLE].strip()


def harmless(text: str) -> str:
    """Text as a cell holds it: without what XML forbids, and so that Excel reads no escape into it."""
    return _ESCAPE_OF_EXCEL.sub("_x005F_", _NOT_IN_XML.sub("", text))


def _text_maker(sheet: WriteOnlyWorksheet) -> Callable[[str], Cell | str]:
    """Text that a spreadsheet would take for a formula or an error becomes a cell marked as text, which stays text
    even after somebody edits it; any other text stays as it is.
    """
    cell = WriteOnlyCell(sheet)
    cell.quotePrefix = True

    def make(text: str) -> Cell | str:
        text = harmless(text)
        if not text.startswith(_GUARDED):
            return text
        cell.value = text
        cell.data_type = "s"
        return cell

    return make


def _value_maker(sheet: WriteOnlyWorksheet, kind: Kind) -> Callable[[Any], Cell | None]:
    """Numbers and days in the format of their kind, in one cell that is used again and again: that costs little."""
    cell = WriteOnlyCell(sheet)
    cell.number_format = _FORMATS[kind]
    if kind is Kind.DATE:
        cell.alignment = CENTRE
    first = _DAY_ZERO if kind is Kind.DATE else 0

    def make(value: date | int | None) -> Cell | None:
        if value is None:
            return None
        cell.value = value.toordinal() - first if first else value
        return cell

    return make


class TableSheet:
    """A sheet with one table: frozen header, filter, totals below. The number of rows is known beforehand."""

    def __init__(
        self, book: Workbook, title: str, table_name: str, columns: Sequence[SheetColumn], rows: int, words: Words
    ) -> None:
        self.sheet = new_sheet(book, title, [column.width for column in columns], words)
        self.sheet.freeze_panes = "A2"
        self.sheet.print_title_rows = "1:1"
        self.sheet.row_dimensions[1].height = _HEADER_HEIGHT
        self._columns = columns
        self._rows = rows
        self._total = without_bidi_controls(words("Total"))
        kinds = list(enumerate(column.kind for column in columns))
        self._values = [(place, _value_maker(self.sheet, kind)) for place, kind in kinds if kind is not Kind.TEXT]
        self._texts = [(place, _text_maker(self.sheet)) for place, kind in kinds if kind is Kind.TEXT]
        self._add_table(table_name)
        self.sheet.append(header_cells(self.sheet, [column.title for column in columns]))

    @property
    def last_row(self) -> int:
        """Number of the last row of the table; an empty table keeps one blank row, because Excel wants one."""
        return 1 + max(self._rows, 1)

    def range_of(self, place: int) -> str:
        """The cells of the column at a place (from 0), for a formula on another sheet."""
        letter = get_column_letter(place + 1)
        return f"{quote_sheetname(self.sheet.title)}!${letter}$2:${letter}${self.last_row}"

    def append(self, values: Iterable[Any]) -> None:
        """One more row, a value for each column: text columns take text, the others None for an empty cell."""
        cells = list(values)
        if len(cells) != len(self._columns):
            raise ValueError(f"{len(cells)} values for {len(self._columns)} columns")
        # One look at the whole row: hardly any holds a text that needs care.
        if _needs_care("\n".join([cells[place] for place, _make in self._texts])):
            for place, make in self._texts:
                cells[place] = make(cells[place])
        for place, make in self._values:
            cells[place] = make(cells[place])
        self.sheet.append([cell or None for cell in cells])

    def finish(self) -> None:
        """Write the totals; they follow the table's filter."""
        if not self._rows:
            self.sheet.append([])
        self.sheet.append([self._total_cell(place, column) for place, column in enumerate(self._columns, start=1)])

    def _total_cell(self, place: int, column: SheetColumn) -> Cell | None:
        if not column.total:
            return None
        letter = get_column_letter(place)
        function = 103 if column.total == "count" else 109
        cell = WriteOnlyCell(self.sheet, f"=SUBTOTAL({function},{letter}2:{letter}{self.last_row})")
        label = self._total.replace('"', "")
        cell.number_format = f'"{label}: "#,##0' if column.total == "count" else MONEY_FORMAT
        cell.font = BOLD
        return cell

    def _add_table(self, name: str) -> None:
        add_table(self.sheet, name, [column.title for column in self._columns], 1, self.last_row)


def add_table(sheet: WriteOnlyWorksheet, name: str, titles: Sequence[str], first_row: int, last_row: int) -> None:
    """Make rows a table with a filter. The titles must be what stands in its first row, each once."""
    ref = f"A{first_row}:{get_column_letter(len(titles))}{last_row}"
    table = Table(displayName=name, ref=ref, tableStyleInfo=TableStyleInfo("TableStyleMedium2", showRowStripes=True))
    table.tableColumns = [TableColumn(id=place, name=title) for place, title in enumerate(titles, start=1)]
    table.autoFilter = AutoFilter(ref=ref)
    # Not add_table(): in write-only mode that always warns of missing columns, although they are given here.
    sheet.tables.add(table)


def header_cells(sheet: WriteOnlyWorksheet, titles: Iterable[str]) -> list[Cell]:
    """The cells of a header row."""
    cells = []
    for title in titles:
        cell = WriteOnlyCell(sheet, title)
        cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _HEADER_PLACE
        cells.append(cell)
    return cells


def date_cell(sheet: WriteOnlyWorksheet, day: date) -> Cell:
    """A real date by itself."""
    cell = WriteOnlyCell(sheet, day)
    cell.number_format, cell.alignment = DATE_FORMAT, CENTRE
    return cell


def _remove_temporary_file(sheet: WriteOnlyWorksheet) -> None:
    """openpyxl writes every sheet to a file of its own, and would keep that until the program ends."""
    writer = sheet._writer
    if writer is None:
        return
    with suppress(OSError, StopIteration):
        if not sheet.closed:
            sheet.close()
    with suppress(FileNotFoundError, ValueError):
        writer.cleanup()
    Path(writer.out).unlink(missing_ok=True)
