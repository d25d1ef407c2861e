"""The reports of a period as a workbook, a sheet for each, column by column as they are declared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from aftersales_desktop.i18n import N_, Message, Words
from aftersales_desktop.i18n.formats import jalali_text, without_bidi_controls
from aftersales_desktop.printing.excel.finishing import Progress, Tick, finished_book, refuse_too_many
from aftersales_desktop.printing.excel.sheets import Kind, SheetColumn, TableSheet
from aftersales_desktop.services.reports import ColumnKind, ReportColumn, ReportStream

_KINDS = {ColumnKind.DAY: Kind.DATE, ColumnKind.NUMBER: Kind.NUMBER, ColumnKind.MONEY: Kind.MONEY}
_WIDTHS = {ColumnKind.TEXT: 22, ColumnKind.DAY: 12, ColumnKind.NUMBER: 11, ColumnKind.SHARE: 11}
TITLE = N_("Reports")
_IN_RIALS = N_("{title} (rial)")
_IN_JALALI = N_("{title} (Jalali)")


def write_reports(
    streams: Sequence[ReportStream],
    path: Path,
    words: Words,
    *,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> int:
    """Write the workbook; the file takes its place only when it is whole. Gives how many rows it holds.

    `progress(done, total)` counts rows; `cancelled` is asked often. Raises Cancelled, NotAllowed, StorageProblem.
    """
    counts = [stream.count for stream in streams]
    refuse_too_many(*counts)
    tick = Tick(sum(counts), progress, cancelled)
    with finished_book(path, without_bidi_controls(words(TITLE)), tick) as book:
        sheets = [ReportSheet(book, stream, words) for stream in streams]
        for sheet in sheets:
            sheet.write(tick)
        tick.look()
    return sum(counts)


class ReportSheet:
    """One report on a sheet of its own; days stand twice, in both calendars."""

    def __init__(self, book: Workbook, stream: ReportStream, words: Words) -> None:
        self._words = words
        self._stream = stream
        self._texts: dict[str, str] = {}
        report = stream.report
        title = without_bidi_controls(words(report.title))
        columns = [shown for column in report.columns for shown in self._shown(column)]
        self._table = TableSheet(book, title, f"tbl{report.key.title()}", columns, stream.count, words)

    def write(self, tick: Callable[[], object]) -> None:
        """Every row, and the totals."""
        makers = [self._maker(column.kind) for column in self._stream.report.columns]
        for row in self._stream:
            tick()
            cells: list[Any] = []
            for make, value in zip(makers, row, strict=True):
                cells += make(value)
            self._table.append(cells)
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

    def _maker(self, kind: ColumnKind) -> Callable[[Any], tuple[Any, ...]]:
        """What makes the cells of a value; each day and each sentence is put into words once."""
        match kind:
            case ColumnKind.DAY:
                return cache(lambda day: (self._words.digits(jalali_text(day)), day))
            case ColumnKind.NUMBER | ColumnKind.MONEY:
                return lambda number: (number or None,)
            case ColumnKind.SHARE:
                return lambda share: ("" if share is None else self._words.digits(f"{share // 10}.{share % 10}%"),)
            case _:
                return lambda text: (self._text(text) if isinstance(text, Message) else text or "",)

    def _text(self, message: Message) -> str:
        if message.msgid not in self._texts:
            self._texts[message.msgid] = without_bidi_controls(self._words.say(message))
        return self._texts[message.msgid]
