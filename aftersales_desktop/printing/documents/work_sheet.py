"""The sheet that goes to the bench with a device: what is known, and room for what is found and done."""

from __future__ import annotations

from dataclasses import replace

from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents import intake_words
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    begin,
    blank,
    finish,
    label_width,
    page_number,
    signature,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.documents.wordings import payload
from aftersales_desktop.printing.pdf import A4, A5_LANDSCAPE, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow

TITLE = N_("Work sheet")
SIZES = {"A5": A5_LANDSCAPE, "A4": A4}
_MARGIN, _HEAD, _FOOT = 8.0, 17.0, 19.0
_LOOK = Look(OFFICE, label=6.5, value=8.5, smallest=5.5)
_LINE = 7.5
_VERDICT = Style(8.5, leading=1.5)
_COLUMNS = ((N_("Part or operation"), 4.0), (N_("New serial"), 3.0), (N_("Old serial"), 3.0), (N_("Minutes"), 1.2))


def render(row: OrderRow, context: PaperContext) -> bytes:
    """One order; the passcode itself is never on it, only whether there is one."""
    document = begin(SIZES[context.paper], context, context.words(TITLE))
    _Sheet(document, row, context).draw()
    return finish(document, DOCUMENT.name)


class _Sheet:
    """A work sheet while it is drawn."""

    def __init__(self, document: PdfDocument, row: OrderRow, context: PaperContext) -> None:
        self._document, self._row, self._context, self._words = document, row, context, context.words
        self._box = Box(_MARGIN, 6, document.width - 2 * _MARGIN, document.height - 12)
        self._flow = Flow(
            document, x=self._box.x, y=self._begin_page(), width=self._box.width, bottom=self._box.bottom,
            next_page=self._next_page,
        )  # fmt: skip

    def draw(self) -> None:
        """What is known, then what is to be filled in."""
        words, row = self._words, self._row
        passages = self._passages()
        labels = label_width(self._document, passages, _LOOK)
        self._flow.cells(self._facts(), _LOOK, labels)
        self._flow.framed(intake_words.verdict(row, self._context), _VERDICT, color=OFFICE.rule)
        self._flow.gap(1)
        for fact in passages:
            self._flow.passage(fact, _LOOK, labels)
            self._flow.y += 0.5
        self._findings(words("What was found"), 8 if self._context.paper == "A4" else 2)
        self._work(3)
        self._flow.need(_FOOT)
        self._signatures()
        self._document.each_page(self._finish_page)

    def _next_page(self) -> float:
        self._document.new_page()
        return self._begin_page()

    def _begin_page(self) -> float:
        self._document.form("head", self._head)
        return self._box.y + _HEAD

    def _head(self, document: PdfDocument) -> None:
        words, box, row = self._words, self._box, self._row
        half = box.width / 2
        put(document, Box(box.x, box.y, half, 5), words(TITLE), Style(9, bold=True, color=OFFICE.accent))
        model = words.value(row.unit.model.full_title(words.language))
        title = Style(12, bold=True, direction="auto", leading=1.4)
        put(document, Box(box.x, box.y + 5, box.width - 62, 7), model, title, smallest=7)
        number = Style(16, bold=True, align="end", leading=1.2)
        put(document, Box(box.end - 60, box.y, 60, 7), words.own_number(row.number), number, smallest=8)
        code128(document, payload(row.number), Box(box.end - 54, box.y + 7.4, 54, 7), "end")
        document.line(box.x, box.y + 15.4, box.end, box.y + 15.4, thickness=0.5, color=OFFICE.accent)

    def _facts(self) -> list[Fact]:
        words, row = self._words, self._row
        return [
            Fact(words("Customer"), row.owner.name),
            *intake_words.device_facts(row, self._context, with_shelf=True),
            Fact(words("Received on"), words.date(row.received_on)),
            Fact(words("Technician"), row.technician_name or "—"),
        ]

    def _passages(self) -> list[Fact]:
        words, row = self._words, self._row
        passages = intake_words.device_passages(row, self._context)
        if row.parent_number:
            passages.append(Fact(words("Returned from"), words.own_number(row.parent_number)))
        if row.unit.model.bulletin:
            passages.append(Fact(words("Known fault"), row.unit.model.bulletin, is_strong=True))
        return passages

    def _findings(self, title: str, lines: int) -> None:
        """Empty lines under a heading; kept together."""
        flow = self._flow
        flow.gap(1)
        flow.need(5 + lines * _LINE)
        flow.text(title, Style(7, bold=True, color=OFFICE.accent))
        for _line in range(lines):
            blank(self._document, Box(flow.x, flow.y, flow.width, _LINE), OFFICE)
            flow.y += _LINE

    def _work(self, least: int) -> None:
        """An empty table down to the signatures, at least a few rows of it."""
        flow, words = self._flow, self._words
        flow.gap(1.5)
        flow.need(5 + least * _LINE + _FOOT)
        scale = flow.width / sum(width for _title, width in _COLUMNS)
        top, style = flow.y, replace(_LOOK.label_style(), bold=True)
        x = flow.x
        rows = max(least, int((flow.room - _FOOT - 5) / _LINE))
        bottom = top + 5 + rows * _LINE
        for title, width in _COLUMNS:
            put(self._document, Box(x + 1, top, width * scale - 2, 5), words(title), style, smallest=5)
            self._document.line(x, top, x, bottom, thickness=0.15, color=OFFICE.rule)
            x += width * scale
        self._document.line(flow.x + flow.width, top, flow.x + flow.width, bottom, thickness=0.15, color=OFFICE.rule)
        for y in (top, *(top + 5 + place * _LINE for place in range(rows + 1))):
            self._document.line(flow.x, y, flow.x + flow.width, y, thickness=0.15, color=OFFICE.rule)
        flow.y = bottom + 1

    def _signatures(self) -> None:
        words, width = self._words, 48.0
        y = self._box.bottom - 15
        for place, title in enumerate((words("Technician"), words("Quality control"))):
            x = self._box.x + 6 if place == 0 else self._box.end - 6 - width
            signature(self._document, Box(x, y, width, 13), title, replace(_LOOK, label=7))

    def _finish_page(self, document: PdfDocument, page: int, pages: int) -> None:
        style = Style(6.5, color=OFFICE.soft, align="center")
        box = self._box._replace(y=document.height - 5.5, height=3.5)
        put(document, box, page_number(self._words, page, pages), style)


DOCUMENT = Document("work-sheet", TITLE, tuple(SIZES), render)
