"""Cells of a sheet as a person reads them: dates as dates, whole numbers without ".0", formulas as their result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any, BinaryIO
from xml.etree.ElementTree import Element

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.worksheet._reader import DATA_TAG, FORMULA_TAG, ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from aftersales_desktop.importing.xlsx_archive import Workbook

LONGEST_ROW = 4_000_000
_LARGEST_EXACT = 10**15


class NoResult:
    """Stands for a formula that was never calculated."""


NO_RESULT = NoResult()


class _RowGuard:
    """Counts what is inflated for one row: without an end it would be kept whole."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._since_row = 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self._since_row += len(piece)
        if self._since_row > LONGEST_ROW:
            raise ValueError("a row without an end")
        return piece

    def row_ended(self) -> None:
        self._since_row = 0


class _Parser(WorkSheetParser):
    """openpyxl's, but it ends with the cells, forgets each row, and tells a formula without a result from no value."""

    def parse(self) -> Iterator[tuple[int, list[dict[str, Any]]]]:
        rows: Element | None = None
        for event, element in iterparse(self.source, events=("start", "end")):
            if element.tag == DATA_TAG:
                if event == "end":
                    return
                rows = element
            elif event == "end" and element.tag == ROW_TAG and rows is not None:
                yield self.parse_row(element)
                rows.clear()
                self.row_dimensions.clear()
                self.source.row_ended()

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell = super().parse_cell(element)
        # The result "" is a text; other programs leave an empty value where nothing was calculated.
        if cell["value"] is None and cell["data_type"] != "s" and element.find(FORMULA_TAG) is not None:
            cell["value"] = NO_RESULT
        return cell


def read_rows(workbook: Workbook, sheet: BinaryIO) -> Iterator[tuple[int, dict[int, str | NoResult]]]:
    """Number of each row, and the texts of its filled cells by column, from 1 on."""
    book = workbook.reader.wb
    parser = _Parser(_RowGuard(sheet), workbook.reader.shared_strings, data_only=True, epoch=book.epoch)
    for number, cells in parser.parse():
        texts = {}
        for cell in cells:
            text = _text(cell, book)
            if text != "":
                texts[cell["column"]] = text
        yield number, texts


def _text(cell: dict[str, Any], book: Any) -> str | NoResult:
    value = cell["value"]
    if value is None or value is NO_RESULT:
        return "" if value is None else value
    if cell["data_type"] == "e":
        return ""
    if cell["data_type"] == "n" and cell["style_id"] in book._date_formats and isinstance(value, (int, float)):
        value = _moment(value, book, is_duration=cell["style_id"] in book._timedelta_formats)
    return _plain(value)


def _moment(value: float, book: Any, *, is_duration: bool) -> Any:
    """The date behind a number; a number no date can have stays a number, such as 14020512 in a column of dates."""
    try:
        return from_excel(value, book.epoch, timedelta=is_duration)
    except (OverflowError, ValueError):
        return value


def _plain(value: Any) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer() and abs(value) < _LARGEST_EXACT:
            return str(int(value))
        case float():
            return format(value, ".15g")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date():
            return value.isoformat()
        case time():
            return value.isoformat("minutes")
        case str():
            return unescape(value) if "_x" in value else value
        case _:
            return str(value)
