"""The part of an A5 receipt that stays in the shop: enough to find the order by, and the customer's signature."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales_desktop.printing.documents import intake_words
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import OFFICE, Fact, Look, dotted, fact_cell, signature
from aftersales_desktop.printing.documents.scan_codes import qr
from aftersales_desktop.printing.documents.wordings import addressed, phone
from aftersales_desktop.printing.pdf import PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow

_STUB = Box(6, 5, 53, 137)
_DEVICES_TOP, _DEVICES_HEIGHT, _TALLEST_DEVICE = 81.5, 44.0, 11.0
_LOOK = Look(OFFICE, label=6.5, value=8.5, smallest=4.5)
_CENTRED = Style(7, align="center", direction="auto", leading=1.4)


def frame(document: PdfDocument, row: ReceptionRow, context: PaperContext) -> None:
    """What the stub of every page has: centre, number, QR code, customer, a line to sign on. No shelf."""
    words = context.words
    _centre(document, context)
    number = Style(18, bold=True, align="center", leading=1.2)
    put(document, _STUB._replace(y=18, height=8), words.own_number(row.number), number, smallest=8)
    qr(document, row.number, _STUB._replace(y=29.5, height=20), "center")
    _rule(document, 53)
    facts = (
        Fact(words("Customer"), addressed(row.owner, words), is_strong=True),
        Fact(words("Phone"), phone(row.owner.phone, words) or "—"),
        Fact(words("Received at"), words.moment(row.received_at)),
    )
    for place, fact in enumerate(facts):
        fact_cell(document, _STUB._replace(y=54 + place * 8.6, height=8.4), fact, _LOOK)
    _rule(document, 80.4)
    marks = Style(6.5, bold=True, align="center", leading=1.4)
    put(document, _STUB._replace(y=126, height=3.4), dotted(intake_words.marks(row, context)), marks)
    signature(document, Box(_STUB.x + 4, 130, _STUB.width - 8, 12), words("Customer's signature"), _LOOK)


def devices(document: PdfDocument, orders: Sequence[OrderRow], context: PaperContext) -> None:
    """The devices that begin on this page: model, serial, promised day."""
    words = context.words
    height = min(_TALLEST_DEVICE, _DEVICES_HEIGHT / max(1, len(orders)))
    model = Style(8, bold=True, direction="auto", leading=1.4)
    for place, order in enumerate(orders):
        box = _STUB._replace(y=_DEVICES_TOP + place * height, height=height * 0.5)
        put(document, box, words.value(order.unit.model.full_title(words.language)), model, smallest=5)
        serial = words.code(order.unit.serial) if order.unit.serial else ""
        promise = words.date(order.promised_on) if order.promised_on else ""
        below = box._replace(y=box.bottom, height=height * 0.42)
        put(document, below, dotted((serial, promise)), Style(7.5, direction="auto", leading=1.4), smallest=4.5)


def _centre(document: PdfDocument, context: PaperContext) -> None:
    words, centre = context.words, context.centre
    title = Style(8, bold=True, color=OFFICE.accent, align="center", leading=1.4)
    put(document, _STUB._replace(height=4.4), words("Shop's part"), title)
    lines = (centre.name, words.phone(centre.phone) if centre.phone else "")
    for place, line in enumerate(line for line in lines if line):
        put(document, _STUB._replace(y=9.6 + place * 3.8, height=3.8), line, _CENTRED, smallest=4.5)


def _rule(document: PdfDocument, y: float) -> None:
    document.line(_STUB.x, y, _STUB.end, y, thickness=0.15, color=OFFICE.rule)
