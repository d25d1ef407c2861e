"""The reports of a month as sheets of its workbook, column by column as they are declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from openpyxl import Workbook

from aftersales_desktop.i18n import N_, Message, Words
from aftersales_desktop.i18n.formats import jalali_text, without_bidi_controls
from aftersales_desktop.printing.excel.sheets import Kind, SheetColumn, TableSheet
from aftersales_desktop.services.reports import ColumnKind, ReportColumn, ReportStream

_KINDS = {ColumnKind.DAY: Kind.DATE, ColumnKind.NUMBER: Kind.NUMBER, ColumnKind.MONEY: Kind.MONEY}
_WIDTHS = {ColumnKind.TEXT: 22, ColumnKind.DAY: 12, ColumnKind.NUMBER: 11, ColumnKind.SHARE: 11}
_TABLES = {"orders": "tblHandedOver", "parts": "tblPartsUsed", "returns": "tblReturns"}
_IN_RIALS = N_("{title} (rial)")
_IN_JALALI = N_("{title} (Jalali)")


class ReportSheet:
    """One report on a sheet of its own; days stand twice, in both calendars."""

    def __init__(self, book: Workbook, stream: ReportStream, words: Words) -> None:
        self._words = words
        self._stream = stream
        report = stream.report
        title = without_bidi_controls(words(report.title))
        columns = [shown for column in report.columns for shown in self._shown(column)]
        self._table = TableSheet(book, title, _TABLES[report.key], columns, stream.count, words)

    @property
    def key(self) -> str:
        """Key of the report."""
        return self._stream.report.key

    def range_of(self, key: str) -> str:
        """The cells of a column that is no day, for a formula on another sheet."""
        places = [column.key for column in self._stream.report.columns for _shown in self._shown(column)]
        return self._table.range_of(places.index(key))

    def write(self, tick: Callable[[], object]) -> None:
        """Every row, and the totals."""
        columns = self._stream.report.columns
        for row in self._stream:
            tick()
            pairs = zip(columns, row, strict=True)
            self._table.append([cell for column, value in pairs for cell in self._cells(column, value)])
        self._table.finish()

    def _shown(self, column: ReportColumn) -> Iterator[SheetColumn]:
        words = self._words
        title = without_bidi_controls(words(column.title))
        if column.kind is ColumnKind.DAY:
            yield SheetColumn(without_bidi_controls(words(_IN_JALALI, title=title)), width=13)
        if column.kind is ColumnKind.MONEY:
            title = without_bidi_controls(words(_IN_RIALS, title=title))
        total = "sum" if column.is_summed else "count" if column.key == "number" else ""
        yield SheetColumn(title, _KINDS.get(column.kind, Kind.TEXT), _WIDTHS.get(column.kind, 15), total)

    def _cells(self, column: ReportColumn, value: Any) -> Iterator[Any]:
        match column.kind:
            case ColumnKind.DAY:
                yield self._words.digits(jalali_text(value))
                yield value
            case ColumnKind.NUMBER | ColumnKind.MONEY:
                yield value or None
            case ColumnKind.SHARE:
                yield "" if value is None else self._words.digits(f"{value // 10}.{value % 10}%")
            case _:
                yield without_bidi_controls(self._words.say(value)) if isinstance(value, Message) else value or ""
