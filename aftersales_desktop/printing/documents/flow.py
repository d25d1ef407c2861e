"""Text that goes down a column and on over as many pages as it needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.printing.documents.fitting import Box, lines_in, settled
from aftersales_desktop.printing.documents.furniture import Fact, Look, fact_cell
from aftersales_desktop.printing.pdf import POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Style

ENDLESS = 1e6
"""Bottom of a column on a roll."""

_CELL, _CELL_GAP = 8.2, 4.0


class Flow:
    """A column of a paper while it is filled. ``next_page`` begins a page and returns the y to go on at."""

    def __init__(
        self,
        document: PdfDocument,
        *,
        x: float,
        y: float,
        width: float,
        bottom: float,
        next_page: Callable[[], float] | None = None,
    ) -> None:
        self.document, self.x, self.y, self.width, self.bottom = document, x, y, width, bottom
        self._next_page, self._top = next_page, y

    @property
    def room(self) -> float:
        """Height (mm) that is left on this page."""
        return self.bottom - self.y

    def need(self, height: float) -> None:
        """Go on to the next page unless that much room is left; a fresh page is never skipped."""
        if height > self.room and self.y > self._top:
            self._turn()

    def gap(self, height: float) -> None:
        """Leave room, but none at the top of a page."""
        if self.y > self._top:
            self.y += height

    def text(self, text: str, style: Style, *, indent: float = 0.0) -> None:
        """A paragraph, its lines on as many pages as they need."""
        style = settled(style, text)
        lines = self.document.lines(self.width - indent, text, style)
        while lines:
            fitting = lines_in(self.room, style)
            if fitting < min(2, len(lines)) and self.y > self._top:
                self._turn()
                continue
            fitting = max(1, fitting)
            self.y = self.document.text_lines(self.x + indent, self.y, self.width - indent, lines[:fitting], style)
            lines = lines[fitting:]

    def framed(self, text: str, style: Style, *, color: str, padding: float = 1.4) -> None:
        """A paragraph in a thin frame; kept on one page."""
        width = self.width - 2 * padding
        height = self.document.text_height(width, text, style) + padding
        self.need(height)
        self.document.rect(self.x, self.y, self.width, height, stroke=color, thickness=0.2, radius=1)
        self.document.text(self.x + padding, self.y + padding / 2, width, text, style)
        self.y += height

    def passage(self, fact: Fact, look: Look, labels: float) -> None:
        """A label at the start and its text beside it."""
        style = look.value_style(fact)
        label = self.document.lines(labels, fact.label, look.label_style())
        self.need((style.line_height + look.label_style().line_height * (len(label) - 1)) / POINTS_PER_MM)
        drop = (style.size - look.label) / POINTS_PER_MM * 0.75
        self.document.text_lines(self.x, self.y + max(0.0, drop), labels, label, look.label_style())
        self.text(fact.text, style, indent=labels)

    def cells(self, facts: Sequence[Fact], look: Look, labels: float) -> None:
        """Short facts side by side, each as wide as it is; what is too long for that stands below, after its label."""
        for row in self._cell_rows(facts, look):
            self.need(_CELL)
            x = self.x
            for fact, width in row:
                fact_cell(self.document, Box(x, self.y, width, _CELL), fact, look)
                x += width + _CELL_GAP
            self.y += _CELL
        for fact in facts:
            if self._cell_width(fact, look) > self._widest_cell:
                self.passage(fact, look, labels)
                self.y += 0.5

    def cells_height(self, facts: Sequence[Fact], look: Look) -> float:
        """Height (mm) of the cells that `cells` would draw, without what is too long for them."""
        return len(self._cell_rows(facts, look)) * _CELL

    @property
    def _widest_cell(self) -> float:
        return self.width * 0.46

    def _cell_rows(self, facts: Sequence[Fact], look: Look) -> list[list[tuple[Fact, float]]]:
        """The facts that are short enough, each with its width, in as many rows as they need."""
        rows: list[list[tuple[Fact, float]]] = []
        room = 0.0
        for fact in facts:
            width = self._cell_width(fact, look)
            if width > self._widest_cell:
                continue
            if not rows or width > room:
                rows.append([])
                room = self.width
            rows[-1].append((fact, width))
            room -= width + _CELL_GAP
        return rows

    def _cell_width(self, fact: Fact, look: Look) -> float:
        """What the wider of label and value takes, and a little more so that nothing is made smaller."""
        texts = ((fact.label, look.label_style()), (fact.text, look.value_style(fact)))
        return max(self.document.text_width(text, style) for text, style in texts) + 0.2

    def _turn(self) -> None:
        if self._next_page is None:
            raise ValueError("this column has no further page")
        self.y = self._top = self._next_page()
