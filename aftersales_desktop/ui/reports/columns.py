"""How the values of a report are shown: on the screen in a list, on paper in a table."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from aftersales_desktop.domain.money import sum_text
from aftersales_desktop.i18n import Words
from aftersales_desktop.services.reports import ColumnKind, Report, ReportColumn, ReportRows
from aftersales_desktop.ui.widgets import column as screen
from aftersales_desktop.ui.widgets.kit import Kit

_WIDTHS = {
    ColumnKind.TEXT: 130, ColumnKind.OWN_NUMBER: 124, ColumnKind.CODE: 116, ColumnKind.DAY: 98, ColumnKind.NUMBER: 84,
    ColumnKind.MONEY: 108, ColumnKind.SHARE: 80,
}  # fmt: skip
_KINDS = {
    ColumnKind.OWN_NUMBER: screen.ColumnKind.CODE, ColumnKind.CODE: screen.ColumnKind.CODE,
    ColumnKind.DAY: screen.ColumnKind.DATE, ColumnKind.NUMBER: screen.ColumnKind.NUMBER,
    ColumnKind.MONEY: screen.ColumnKind.NUMBER, ColumnKind.SHARE: screen.ColumnKind.NUMBER,
}  # fmt: skip


def shown_value(words: Words, kind: ColumnKind, value: Any) -> str:
    """One value in words; a dash where there is none."""
    if value is None or value == "":
        return "—"
    match kind:
        case ColumnKind.OWN_NUMBER:
            return words.own_number(value)
        case ColumnKind.CODE:
            return words.code(value)
        case ColumnKind.SHARE:
            return words("{whole}.{tenths} %", whole=value // 10, tenths=value % 10)
    return words.value(value)


def sums_in_words(words: Words, answer: ReportRows) -> list[str]:
    """List price: 1,000 rial, and so on, for every column whose sum means something."""
    return [
        words("{title}: {sum}", title=words(column.title), sum=sum_text(total) if _is_money(column) else total)
        for column, total in zip(answer.report.columns, answer.sums, strict=True)
        if total is not None
    ]


def _is_money(column: ReportColumn) -> bool:
    return column.kind is ColumnKind.MONEY


def list_columns(report: Report) -> tuple[screen.Column, ...]:
    """The report's columns for a list; a row begins with its id."""
    return tuple(_list_column(place, column) for place, column in enumerate(report.columns, start=1))


def _list_column(place: int, column: ReportColumn) -> screen.Column:
    return screen.Column(
        column.key, column.title, partial(_cell, place, column.kind),
        kind=_KINDS.get(column.kind, screen.ColumnKind.TEXT), width=_WIDTHS[column.kind],
        stretch=column.kind is ColumnKind.TEXT, sort=str(place),
    )  # fmt: skip


def _cell(place: int, kind: ColumnKind, row: Sequence[Any], kit: Kit) -> str:
    return shown_value(kit.words, kind, row[place])


class ReportSource:
    """The rows of an answer, that are all in memory, for a list."""

    def __init__(self, answer: ReportRows, words: Words) -> None:
        self._rows = [(number, *row) for number, row in enumerate(answer.rows)]
        self._words = words

    def first_rows(self, sort: str, descending: bool, limit: int) -> Sequence[Sequence[Any]]:
        """The first rows in order."""
        return self._sorted(sort, descending)[:limit]

    def ids(self, sort: str, descending: bool, _cancelled: Callable[[], bool]) -> array[int]:
        """Every id in order."""
        return array("q", [row[0] for row in self._sorted(sort, descending)])

    def rows(self, ids: Sequence[int]) -> Sequence[Sequence[Any]]:
        """The rows of these ids."""
        return [self._rows[number] for number in ids]

    def _sorted(self, sort: str, descending: bool) -> list[tuple[Any, ...]]:
        if not sort:
            return self._rows
        return sorted(self._rows, key=partial(self._key, int(sort)), reverse=descending)

    def _key(self, place: int, row: tuple[Any, ...]) -> tuple[bool, Any]:
        value = row[place]
        return (value is None, 0) if value is None else (False, self._comparable(value))

    def _comparable(self, value: Any) -> Any:
        return value if isinstance(value, int) or hasattr(value, "toordinal") else self._words.value(value)
