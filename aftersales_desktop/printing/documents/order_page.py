"""Pages of papers about one order: the centre's head, title and number at the top, then a column to be filled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aftersales_desktop.domain.order_kinds import KIND_TITLES, OrderKind
from aftersales_desktop.domain.order_states import OUTCOME_TITLES
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    centre_lines,
    head,
    label_width,
    mark,
    page_number,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.documents.wordings import addressed, payload, phone
from aftersales_desktop.printing.pdf import PdfDocument
from aftersales_desktop.printing.table import Column, Table
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow

LOOK = Look(OFFICE, label=6.5, value=8.5, smallest=5.5)
_HEAD_HEIGHT, _FOOT = 21.0, 5.0


def kind_fact(kind: OrderKind, words: Words) -> list[Fact]:
    """What kind of work it is; nothing for a repair, which every paper is about unless it says otherwise."""
    return [] if kind is OrderKind.REPAIR else [Fact(words("Type of work"), words(KIND_TITLES[kind]), is_strong=True)]


class OrderPage:
    """A paper while it is drawn: `flow` goes down its column and on over further pages.

    `number` is what the paper is called, `barcode` what a scanner reads; `frame` draws what else every page has.
    """

    def __init__(
        self,
        document: PdfDocument,
        context: PaperContext,
        box: Box,
        *,
        title: str,
        number: str,
        barcode: str,
        marks: Sequence[str] = (),
        frame: Callable[[PdfDocument], None] | None = None,
    ) -> None:
        self.document, self.context, self.words, self.box = document, context, context.words, box
        self._title, self._number, self._barcode, self._marks, self._extra = title, number, barcode, marks, frame
        self.labels = 0.0
        self.flow = Flow(
            document, x=box.x, y=self._begin(), width=box.width, bottom=box.bottom - _FOOT, next_page=self.next_page
        )

    def next_page(self, _document: PdfDocument | None = None) -> float:
        """Begin a page and give the y to go on at."""
        self.document.new_page()
        return self._begin()

    def finish(self) -> None:
        """What depends on the number of pages."""
        self.document.each_page(self._finish_page)

    def _begin(self) -> float:
        self.document.form("frame", self._frame)
        return self.box.y + _HEAD_HEIGHT + 3

    def _frame(self, document: PdfDocument) -> None:
        context, box = self.context, self.box
        head(
            document, box._replace(width=box.width - 56, height=15), context.centre.name, centre_lines(context),
            context.centre.logo, OFFICE, 12,
        )  # fmt: skip
        end = Box(box.end - 54, box.y - 1.4, 54, 4.6)
        put(document, end, self._title, Style(9, bold=True, align="end", color=OFFICE.accent))
        large = Style(17, bold=True, align="end", leading=1.2)
        put(document, end._replace(y=box.y + 3, height=8), self.words.own_number(self._number), large, smallest=8)
        code128(document, payload(self._barcode), Box(box.end - 50, box.y + 11.6, 50, 8), "end")
        y = box.y + _HEAD_HEIGHT
        document.line(box.x, y, box.end, y, thickness=0.5, color=OFFICE.accent)
        if self._extra is not None:
            self._extra(document)

    def _finish_page(self, document: PdfDocument, page: int, pages: int) -> None:
        end = self.box.x + self.box.width - 56
        for text in reversed(self._marks):
            end = mark(document, end, self.box.y + 15.8, text, 7) - 1.5
        style = Style(6.5, color=OFFICE.soft, align="center")
        put(document, Box(self.box.x, self.box.bottom - 3.4, self.box.width, 3.4),
            page_number(self.words, page, pages), style)  # fmt: skip

    # what stands in the column ------------------------------------------------------------------------------------

    def device_title(self, order: OrderRow) -> None:
        """Kind, brand and model."""
        title = self.words.value(order.unit.model.full_title(self.words.language))
        self.flow.text(title, Style(10.5, bold=True, direction="auto", leading=1.4))

    def facts(self, facts: Sequence[Fact]) -> None:
        """Short facts side by side."""
        self.flow.cells(facts, LOOK, self.label_room(facts))

    def passages(self, facts: Sequence[Fact]) -> None:
        """Labels with longer texts beside them."""
        room = self.label_room(facts)
        for fact in facts:
            self.flow.passage(fact, LOOK, room)
            self.flow.y += 0.5

    def label_room(self, facts: Sequence[Fact]) -> float:
        """Room for the widest label."""
        return label_width(self.document, facts, LOOK) if facts else 0.0

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, size: float = 8.0) -> None:
        """Rows of work or parts."""
        self.flow.y = Table(columns, size=size, padding=0.7).draw(
            self.document, rows, x=self.box.x, y=self.flow.y, width=self.box.width, bottom=self.box.bottom - _FOOT,
            next_page=self.next_page,
        )  # fmt: skip


def people(order: OrderRow, context: PaperContext) -> list[Fact]:
    """Whose device it is."""
    words = context.words
    return [
        Fact(words("Customer"), addressed(order.owner, words), is_strong=True),
        Fact(words("Phone"), phone(order.owner.phone, words) or "—"),
        Fact(words("Subscriber number"), words.own_number(order.owner.subscriber_number)),
    ]


def serial_fact(order: OrderRow, context: PaperContext) -> Fact:
    """The serial of the device, or a dash."""
    serial = order.unit.serial
    return Fact(context.words("Serial"), context.words.code(serial) if serial else "—", is_strong=True)


def outcome_text(order: OrderRow, context: PaperContext) -> str:
    """How the work ended."""
    return context.words(OUTCOME_TITLES[order.outcome]) if order.outcome else "—"
