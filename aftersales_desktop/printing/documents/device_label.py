"""The label that sticks on a device while it is in the centre."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import begin, dotted, finish
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.documents.wordings import payload
from aftersales_desktop.printing.pdf import PageSize, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.order_rows import OrderRow

TITLE = N_("Device label")
_QUIET = 3.8
"""Blank (mm) that the bars need at both ends."""


@dataclass(frozen=True)
class _Label:
    """Heights of the rows in mm and sizes in points, from top to bottom."""

    size: PageSize
    margin: float
    number: float
    shelf: float
    bars: float
    words: float


SIZES = {
    "50x30": _Label((50.0, 30.0), margin=1.5, number=15, shelf=15, bars=8.5, words=8),
    "58x40": _Label((58.0, 40.0), margin=2.0, number=18, shelf=19, bars=12, words=9.5),
    "100x50": _Label((100.0, 50.0), margin=2.5, number=28, shelf=28, bars=13, words=11.5),
}


def render(row: OrderRow, context: PaperContext) -> bytes:
    """One label for the device and one for each accessory, or so many as the centre wants."""
    label = SIZES[context.paper]
    document = begin(label.size, context, context.words(TITLE))
    purposes = _purposes(row, context)
    for place, purpose in enumerate(purposes, 1):
        if place > 1:
            document.new_page()
        count = context.words("{place} of {count}", place=place, count=len(purposes))
        _draw(document, label, row, context, dotted((count, purpose)) if len(purposes) > 1 else "")
    return finish(document, DOCUMENT.name)


def _purposes(row: OrderRow, context: PaperContext) -> list[str]:
    """What each label sticks on; of labels beyond those things nobody knows it yet."""
    words, wanted = context.words, context.centre.labels
    things = [words("Device"), *(chip.name(words.language) for chip in row.accessories if not chip.is_exclusive)]
    if row.accessories_note:
        things.append(row.accessories_note)
    return (things + [""] * wanted)[: wanted or len(things)]


def _draw(document: PdfDocument, label: _Label, row: OrderRow, context: PaperContext, purpose: str) -> None:
    words, margin = context.words, label.margin
    width = document.width - 2 * margin
    top = label.number * 0.53
    shelf_width = width * 0.3 if row.shelf else 0.0
    number = Box(margin, margin, width - shelf_width - 1, top)
    put(document, number, words.own_number(row.number), Style(label.number, bold=True, leading=1.3), smallest=4)
    if row.shelf:
        _shelf(document, Box(margin + width - shelf_width, margin, shelf_width, top), row.shelf, label, context)
    y = margin + top + 0.8
    code128(document, payload(row.number), Box(_QUIET, y, document.width - 2 * _QUIET, label.bars), "center")
    room = Box(margin, y + label.bars + 0.6, width, document.height - margin - y - label.bars - 0.6)
    _lines(document, room, label, row, context, purpose)


def _shelf(document: PdfDocument, box: Box, shelf: str, label: _Label, context: PaperContext) -> None:
    document.rect(box.x, box.y, box.width, box.height, radius=1, thickness=0.35)
    style = Style(label.shelf, bold=True, align="center", leading=1.3)
    drop = label.shelf * 0.03
    put(
        document,
        Box(box.x + 0.6, box.y + drop, box.width - 1.2, box.height),
        context.words.code(shelf),
        style,
        smallest=4,
    )


def _lines(document: PdfDocument, box: Box, label: _Label, row: OrderRow, context: PaperContext, purpose: str) -> None:
    """Owner with the promised day, model, the serial where there is room, and which label of several it is."""
    words = context.words
    promise = words.date(row.promised_on) if row.promised_on else ""
    texts = [row.owner.name, row.unit.model.title or words.value(row.unit.model.full_title(words.language))]
    if label.size[1] >= 40:
        texts.append(words.code(row.unit.serial))
    if purpose:
        texts.append(purpose)
    height = box.height / len(texts)
    day = Style(label.words, bold=True, align="end", leading=1.3)
    day_width = document.text_width(promise, day) + 1 if promise else 0.0
    if promise:
        put(document, Box(box.end - day_width, box.y, day_width, height), promise, day)
    for place, text in enumerate(texts):
        width = box.width - (day_width if place == 0 else 0.0)
        style = Style(label.words, bold=place == 0 or text == purpose, direction="auto", leading=1.25)
        put(document, Box(box.x, box.y + place * height, width, height), text, style, smallest=5)


DOCUMENT = Document("device-label", TITLE, tuple(SIZES), render)
