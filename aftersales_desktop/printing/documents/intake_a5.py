"""The intake receipt on A5: the third at the start edge stays in the shop, the rest goes to the customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents import intake_stub, intake_words
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    centre_lines,
    cut_down,
    head,
    label_width,
    mark,
    page_number,
    signature,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.documents.wordings import payload
from aftersales_desktop.printing.pdf import PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow

_CUT = 64.0
_PART = Box(70, 6, 134, 136)
_HEAD_HEIGHT, _TITLE_HEIGHT, _SIGNATURES_HEIGHT = 21.0, 6.4, 13.0
_GAP = 4.0
_LOOK = Look(OFFICE, label=6.5, value=8.5, smallest=5.5)
_VERDICT = Style(8.5, leading=1.5)
_TERMS_SIZES = (7.0, 6.5, 6.0, 5.5)


def draw(document: PdfDocument, row: ReceptionRow, context: PaperContext) -> None:
    """Draw a reception on the first page of a new document, and on further ones."""
    _Receipt(document, row, context).draw()


class _Receipt:
    """A receipt while it is drawn, page by page."""

    def __init__(self, document: PdfDocument, row: ReceptionRow, context: PaperContext) -> None:
        self._document, self._row, self._context, self._words = document, row, context, context.words
        self._begun: list[list[OrderRow]] = []
        self._labels = self._widest_label()
        self._flow = Flow(
            document, x=_PART.x, y=self._begin_page(), width=_PART.width, bottom=_PART.bottom,
            next_page=self._next_page,
        )  # fmt: skip

    def draw(self) -> None:
        """Everything; what depends on the number of pages at the end."""
        self._flow.cells(intake_words.people(self._row, self._context), _LOOK, self._labels)
        for order in self._row.orders:
            self._device(order)
        if self._row.note:
            self._flow.gap(1)
            self._passage(Fact(self._words("Note"), self._row.note))
        self._terms_and_signatures()
        self._document.each_page(self._finish_page)

    # Pages ---------------------------------------------------------------------------------------------------------

    def _next_page(self) -> float:
        self._document.new_page()
        return self._begin_page()

    def _begin_page(self) -> float:
        self._begun.append([])
        self._document.form("frame", self._frame)
        return _PART.y + _HEAD_HEIGHT + 3

    def _frame(self, document: PdfDocument) -> None:
        """What every page of this reception has."""
        words, centre, number = self._words, self._context.centre, self._row.number
        cut_down(document, _CUT, 3, 145)
        head(document, _PART._replace(width=79, height=15), centre.name, centre_lines(self._context), centre.logo,
             OFFICE, 12)  # fmt: skip
        end = Box(_PART.end - 54, _PART.y - 1.4, 54, 4.6)
        put(document, end, words(intake_words.TITLE), Style(9, bold=True, align="end", color=OFFICE.accent))
        large = Style(19, bold=True, align="end", leading=1.2)
        put(document, end._replace(y=_PART.y + 3, height=8), words.own_number(number), large, smallest=8)
        code128(document, payload(number), Box(_PART.end - 50, _PART.y + 11.6, 50, 8), "end")
        y = _PART.y + _HEAD_HEIGHT
        document.line(_PART.x, y, _PART.end, y, thickness=0.5, color=OFFICE.accent)
        intake_stub.frame(document, self._row, self._context)

    def _finish_page(self, document: PdfDocument, page: int, pages: int) -> None:
        intake_stub.devices(document, self._begun[page - 1], self._context)
        end = _PART.x + 78
        for text in reversed(intake_words.marks(self._row, self._context)):
            end = mark(document, end, _PART.y + 15.8, text, 7) - 1.5
        style = Style(6.5, color=OFFICE.soft, align="center")
        put(document, _PART._replace(y=142.6, height=3.5), page_number(self._words, page, pages), style)

    # Devices -------------------------------------------------------------------------------------------------------

    def _device(self, order: OrderRow) -> None:
        facts = intake_words.device_facts(order, self._context, with_shelf=True)
        passages = intake_words.device_passages(order, self._context)
        verdict = intake_words.verdict(order, self._context)
        self._flow.gap(1)
        self._flow.need(self._height(facts, passages, verdict))
        self._begun[-1].append(order)
        self._device_title(order)
        self._flow.cells(facts, _LOOK, self._labels)
        self._flow.framed(verdict, _VERDICT, color=OFFICE.rule)
        self._flow.gap(1)
        fault, *pair = passages
        self._passage(fault)
        self._beside(pair)

    def _height(self, facts: Sequence[Fact], passages: Sequence[Fact], verdict: str) -> float:
        """About what a device takes; of one that takes more than a page, what its beginning takes."""
        beginning = _TITLE_HEIGHT + self._flow.cells_height(facts, _LOOK) + 2.4
        beginning += self._document.text_height(_PART.width, verdict, _VERDICT)
        width = _PART.width - self._labels
        texts = sum(self._document.text_height(width, fact.text, _LOOK.value_style(fact)) + 0.5 for fact in passages)
        whole = beginning + texts - (4.8 if self._go_beside(passages[1:]) else 0.0)
        return whole if whole <= _PART.height - _HEAD_HEIGHT - 3 else beginning + 10

    def _device_title(self, order: OrderRow) -> None:
        """The model; where there are several devices, the number of the order, too."""
        y, words, number_width = self._flow.y, self._words, 0.0
        self._document.line(_PART.x, y, _PART.end, y, thickness=0.15, color=OFFICE.rule)
        title = Box(_PART.x, y + 0.6, _PART.width, _TITLE_HEIGHT - 1)
        if len(self._row.orders) > 1:
            style = Style(9, bold=True, align="end", leading=1.4)
            number = words.own_number(order.number)
            number_width = self._document.text_width(number, style) + 2
            put(self._document, title._replace(x=title.end - number_width, width=number_width), number, style)
        style = Style(10.5, bold=True, direction="auto", leading=1.4)
        model = words.value(order.unit.model.full_title(words.language))
        put(self._document, title._replace(width=title.width - number_width), model, style, smallest=6)
        self._flow.y = y + _TITLE_HEIGHT

    def _beside(self, facts: Sequence[Fact]) -> None:
        """Two short passages in one line, longer ones one below the other."""
        if not self._go_beside(facts):
            for fact in facts:
                self._passage(fact)
            return
        first, second = facts
        self._flow.need(4.5)
        y, x = self._flow.y, self._labels + self._value_width(first) + _GAP
        self._flow.passage(first, _LOOK, self._labels)
        beside = Flow(self._document, x=_PART.x + x, y=y, width=_PART.width - x, bottom=_PART.bottom)
        beside.passage(second, _LOOK, label_width(self._document, [second], _LOOK))
        self._flow.y = beside.y + 0.5

    def _go_beside(self, facts: Sequence[Fact]) -> bool:
        labels = self._labels + label_width(self._document, facts[1:], _LOOK)
        return labels + sum(map(self._value_width, facts)) + _GAP < _PART.width

    def _value_width(self, fact: Fact) -> float:
        return self._document.text_width(fact.text, _LOOK.value_style(fact)) + 0.2

    def _widest_label(self) -> float:
        titles = (
            N_("Fault"),
            N_("Type of work"),
            N_("Condition"),
            N_("Accessories"),
            N_("Note"),
            N_("Brought by"),
            N_("Customer"),
        )
        return label_width(self._document, [Fact(self._words(title), "") for title in titles], _LOOK)

    def _passage(self, fact: Fact) -> None:
        self._flow.passage(fact, _LOOK, self._labels)
        self._flow.y += 0.5

    # The end -------------------------------------------------------------------------------------------------------

    def _terms_and_signatures(self) -> None:
        """At the foot of the last page; terms that find no room there even in small letters get a page of their own."""
        text, flow = intake_words.terms(self._context), self._flow
        flow.gap(1.5)
        if text:
            style = self._terms_style(text)
            if self._terms_height(text, style) > flow.room:
                flow.need(flow.room + 1)
                style = self._terms_style(text)
            flow.y = max(flow.y, _PART.bottom - self._terms_height(text, style))
            self._terms(text, style)
        flow.need(_SIGNATURES_HEIGHT)
        self._signatures()

    def _terms_height(self, text: str, style: Style) -> float:
        """With their heading and the signatures below."""
        return self._document.text_height(_PART.width, text, style) + 5 + _SIGNATURES_HEIGHT

    def _terms_style(self, text: str) -> Style:
        """The largest in which they fit on this page, else the smallest."""
        styles = [Style(size, direction="auto", align="justify", leading=1.45) for size in _TERMS_SIZES]
        return next((style for style in styles if self._terms_height(text, style) <= self._flow.room), styles[-1])

    def _terms(self, text: str, style: Style) -> None:
        flow = self._flow
        self._document.line(_PART.x, flow.y, _PART.end, flow.y, thickness=0.15, color=OFFICE.rule)
        flow.y += 0.5
        flow.text(self._words("Terms of intake"), Style(7, bold=True, color=OFFICE.accent))
        flow.text(text, style)

    def _signatures(self) -> None:
        words, look = self._words, replace(_LOOK, label=7)
        box = Box(_PART.x + 6, _PART.bottom - _SIGNATURES_HEIGHT, 48, _SIGNATURES_HEIGHT)
        signature(self._document, box, words("Customer's signature"), look)
        centre = box._replace(x=_PART.end - 6 - box.width)
        signature(self._document, centre, words("Signature and stamp of the centre"), look)
