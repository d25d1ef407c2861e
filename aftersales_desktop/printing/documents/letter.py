"""The plain office paper: the centre's head, a title with its number, facts, paragraphs, tables, signatures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    begin,
    centre_lines,
    finish,
    head,
    label_width,
    mark,
    page_number,
    signature,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.pdf import PageSize, PdfDocument
from aftersales_desktop.printing.table import Column, Table
from aftersales_desktop.printing.text import Style

_MARGIN, _HEAD, _FOOT, _SIGNATURES = 12.0, 24.0, 6.0, 24.0
_LOOK = Look(OFFICE, label=7.5, value=9.5, smallest=6)
_HEADING = Style(10, bold=True, color=OFFICE.accent)
_TEXT = Style(10, direction="auto", align="justify", leading=1.7)


class Letter:
    """One letter while it is written, page by page; the head stands on every page."""

    def __init__(self, size: PageSize, context: PaperContext, title: str, number: str, *, barcode: str = "") -> None:
        """`number` is in the reader's words; `barcode` is what the bars hold, "" for none."""
        self.document = begin(size, context, title)
        self._context, self._title, self._number, self._barcode = context, title, number, barcode
        self._flow = Flow(
            self.document, x=_MARGIN, y=self._begin_page(), width=self.document.width - 2 * _MARGIN,
            bottom=self.document.height - _MARGIN - _FOOT, next_page=self._next_page,
        )  # fmt: skip

    def facts(self, facts: Sequence[Fact]) -> None:
        """Short facts side by side."""
        labels = label_width(self.document, facts, _LOOK)
        self._flow.cells(facts, _LOOK, labels)
        self._flow.gap(2)

    def heading(self, text: str) -> None:
        """The head of what follows."""
        self._flow.gap(2)
        self._flow.need(14)
        self._flow.text(text, _HEADING)
        self._flow.gap(0.5)

    def text(self, text: str, *, bold: bool = False) -> None:
        """A paragraph."""
        self._flow.text(text, Style(10, bold=bold, direction="auto", align="justify", leading=1.7) if bold else _TEXT)
        self._flow.gap(1.5)

    def framed(self, text: str) -> None:
        """A paragraph in a thin frame."""
        self._flow.gap(1)
        self._flow.framed(text, Style(10, leading=1.6, direction="auto"), color=OFFICE.rule, padding=2)
        self._flow.gap(2)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Rows over as many pages as they need."""
        flow = self._flow
        flow.y = Table(columns, size=8.5).draw(
            self.document, rows, x=flow.x, y=flow.y, width=flow.width, bottom=flow.bottom, next_page=self._turn
        )
        flow.gap(2)

    def signatures(self, *labels: str) -> None:
        """Lines to sign on, at the foot of the last page."""
        flow = self._flow
        flow.need(_SIGNATURES)
        y, width = max(flow.y + 6, flow.bottom - _SIGNATURES), flow.width / max(len(labels), 2)
        first = flow.x + flow.width - width * len(labels)
        for place, label in enumerate(labels):
            box = Box(first + place * width + 4, y, width - 8, min(_SIGNATURES, flow.bottom - y))
            signature(self.document, box, label, _LOOK)

    def to_bytes(self, name: str) -> bytes:
        """The finished paper."""
        self.document.each_page(self._finish_page)
        return finish(self.document, name)

    # pages ------------------------------------------------------------------------------------------------------

    def _next_page(self) -> float:
        self.document.new_page()
        return self._begin_page()

    def _turn(self, _document: PdfDocument) -> float:
        return self._next_page()

    def _begin_page(self) -> float:
        self.document.form("letter head", self._head)
        return _MARGIN + _HEAD

    def _head(self, document: PdfDocument) -> None:
        centre, width = self._context.centre, document.width - 2 * _MARGIN
        head(document, Box(_MARGIN, _MARGIN - 2, width * 0.52, 16), centre.name, centre_lines(self._context),
             centre.logo, OFFICE, 12)  # fmt: skip
        end = Box(_MARGIN + width * 0.55, _MARGIN - 2, width * 0.45, 6)
        put(document, end, self._title, Style(13, bold=True, align="end", color=OFFICE.accent), smallest=8)
        put(document, end._replace(y=_MARGIN + 4.4, height=5.4), self._number, Style(11, bold=True, align="end"))
        if self._barcode:
            code128(document, self._barcode, Box(end.x + end.width - 50, _MARGIN + 10.6, 50, 6.4), "end")
        y = _MARGIN + _HEAD - 4.5
        document.line(_MARGIN, y, _MARGIN + width, y, thickness=0.5, color=OFFICE.accent)

    def _finish_page(self, document: PdfDocument, page: int, pages: int) -> None:
        words, width = self._context.words, document.width - 2 * _MARGIN
        y, style = document.height - _MARGIN - 3, Style(7.5, color=OFFICE.soft)
        put(document, Box(_MARGIN, y, width / 2, 4), words.moment(self._context.printed_at), style)
        number = Style(7.5, align="end", color=OFFICE.soft)
        put(document, Box(_MARGIN + width / 2, y, width / 2, 4), page_number(words, page, pages), number)
        if self._context.copy and page == 1:
            text = words("Printed again {number}", number=self._context.copy)
            mark(document, _MARGIN + width * 0.55, _MARGIN + 13.4, text, 7)
