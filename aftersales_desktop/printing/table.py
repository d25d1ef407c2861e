"""Rows on paper: as many pages as they need, each with the column titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from aftersales_desktop.printing.pdf import BLACK, POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Align, Direction, Line, Style

_HEADER_FILL, _RULE = "#eeeeee", "#aaaaaa"
_THICK, _THIN = 0.3, 0.1
_LEAST_LINES = 2
_TINY = 1e-6

NextPage = Callable[[PdfDocument], float]
"""Begins a page and returns the y at which the table goes on, mm."""


@dataclass(frozen=True)
class Column:
    """One column: ``width`` is its share of the table, in any unit, because the columns are scaled to fit.

    ``direction`` "auto" lets every cell read like its own first letter; the side it stands at follows ``align``.
    """

    title: str
    width: float = 1.0
    align: Align = "start"
    direction: Direction = "auto"


@dataclass(frozen=True)
class _Cell:
    """Where the text of a column stands, mm."""

    x: float
    width: float
    style: Style


class Table:
    """Columns from the start edge on. ``size`` in points, ``padding`` around the text of a cell in mm."""

    def __init__(self, columns: Sequence[Column], *, size: float = 9.0, padding: float = 1.0) -> None:
        self._columns = tuple(columns)
        self._style, self._padding = Style(size), padding

    def draw(
        self,
        document: PdfDocument,
        rows: Iterable[Sequence[str]],
        *,
        x: float,
        y: float,
        width: float,
        bottom: float,
        next_page: NextPage,
    ) -> float:
        """Draw the rows from ``y`` down to ``bottom`` (mm) and on further pages; returns the y below the table.

        ValueError if a row does not have one text for each column. A row that is taller than a page is split.
        """
        place = _Place(document, self._cells(x, width), x, width, bottom, self._padding, next_page)
        place.header = place.lines_of([column.title for column in self._columns], is_bold=True)
        y = place.begin(y)
        for row in rows:
            y = place.row(row, y)
        return y

    def _cells(self, x: float, width: float) -> tuple[_Cell, ...]:
        scale = width / sum(column.width for column in self._columns)
        cells = []
        for column in self._columns:
            style = replace(self._style, align=column.align, direction=column.direction)
            cells.append(_Cell(x + self._padding, column.width * scale - 2 * self._padding, style))
            x += column.width * scale
        return tuple(cells)


class _Place:
    """A table while it is drawn."""

    def __init__(
        self,
        document: PdfDocument,
        cells: tuple[_Cell, ...],
        x: float,
        width: float,
        bottom: float,
        padding: float,
        next_page: NextPage,
    ) -> None:
        self._document, self._cells, self._next_page = document, cells, next_page
        self._x, self._width, self._bottom, self._padding = x, width, bottom, padding
        self._line_height = cells[0].style.line_height / POINTS_PER_MM
        self._top_row = 0.0
        self.header: list[tuple[Line, ...]] = []

    def lines_of(self, row: Sequence[str], *, is_bold: bool = False) -> list[tuple[Line, ...]]:
        """The row laid out, cell by cell."""
        return [
            self._document.lines(cell.width, text, replace(cell.style, bold=True) if is_bold else cell.style)
            for cell, text in zip(self._cells, row, strict=True)
        ]

    def begin(self, y: float) -> float:
        """Draw the column titles, on the next page if no row would fit below them."""
        if self._lines_that_fit(y + self._height(self.header)) < _LEAST_LINES:
            y = self._next_page(self._document)
        return self._titles(y)

    def row(self, row: Sequence[str], y: float) -> float:
        """Draw a row, on the next page if it does not fit on this one."""
        cells = self.lines_of(row)
        if max(map(len, cells)) > self._lines_that_fit(y) and y > self._top_row:
            y = self._titles(self._next_page(self._document))
        while True:
            fitting = max(1, self._lines_that_fit(y))
            y = self._draw([lines[:fitting] for lines in cells], y)
            self.rule(y, _THIN, _RULE)
            cells = [lines[fitting:] for lines in cells]
            if not any(cells):
                return y
            y = self._titles(self._next_page(self._document))

    def rule(self, y: float, thickness: float, color: str) -> None:
        """A line across the table."""
        self._document.line(self._x, y, self._x + self._width, y, thickness=thickness, color=color)

    def _titles(self, y: float) -> float:
        self._document.rect(self._x, y, self._width, self._height(self.header), stroke=None, fill=_HEADER_FILL)
        self.rule(y, _THICK, BLACK)
        self._top_row = self._draw(self.header, y, is_bold=True)
        self.rule(self._top_row, _THICK, BLACK)
        return self._top_row

    def _draw(self, cells: Sequence[Sequence[Line]], y: float, *, is_bold: bool = False) -> float:
        for cell, lines in zip(self._cells, cells, strict=True):
            style = replace(cell.style, bold=True) if is_bold else cell.style
            self._document.text_lines(cell.x, y + self._padding, cell.width, lines, style)
        return y + self._height(cells)

    def _height(self, cells: Sequence[Sequence[Line]]) -> float:
        return max(map(len, cells)) * self._line_height + 2 * self._padding

    def _lines_that_fit(self, y: float) -> int:
        return int((self._bottom - y - 2 * self._padding) / self._line_height + _TINY)
