"""The label on the bag of a faulty part: what it is, where it came from, until when its supplier answers for it."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.i18n import N_, OwnNumber
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import begin, dotted, finish
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.pdf import BLACK, PageSize
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.faulty_labels import FaultyLabelRow

TITLE = N_("Label of a faulty part")
_QUIET = 3.8


@dataclass(frozen=True)
class _Label:
    """Heights of the rows in mm and sizes in points."""

    size: PageSize
    margin: float
    band: float
    title: float
    bars: float
    words: float


SIZES = {
    "58x40": _Label((58.0, 40.0), margin=2.0, band=6.0, title=9.5, bars=9.0, words=7.5),
    "50x30": _Label((50.0, 30.0), margin=1.5, band=4.8, title=8.0, bars=6.5, words=6.5),
}


def render(row: FaultyLabelRow, context: PaperContext) -> bytes:
    """One label."""
    label, words = SIZES[context.paper], context.words
    document = begin(label.size, context, words(TITLE))
    margin, width = label.margin, document.width - 2 * label.margin
    document.rect(margin, margin, width, label.band, stroke=None, fill=BLACK)
    band = Style(label.title, bold=True, color="#ffffff", align="center", leading=1.2)
    put(document, Box(margin + 1, margin, width - 2, label.band), words("FAULTY · not for use"), band)
    y = margin + label.band + 0.4
    line = label.words * 0.5
    name = Style(label.words + 1, bold=True, direction="auto", leading=1.25)
    put(document, Box(margin, y, width, line), row.part_name, name, smallest=5)
    y += line
    small = Style(label.words, direction="auto", leading=1.25)
    put(document, Box(margin, y, width, line - 0.4), words.code(row.part_code), small, smallest=5)
    y += line
    code128(document, row.number, Box(_QUIET, y, document.width - 2 * _QUIET, label.bars), "center")
    y += label.bars + 0.2
    serial = Style(label.words + 0.5, bold=True, align="center", leading=1.25)
    put(document, Box(margin, y, width, line - 0.2), words.code(row.number), serial, smallest=4.5)
    y += line
    room = document.height - margin - y
    texts = _lines(row, context)
    for place, text in enumerate(texts):
        box = Box(margin, y + place * room / len(texts), width, room / len(texts))
        put(document, box, text, small, smallest=4.5)
    return finish(document, DOCUMENT.name)


def _lines(row: FaultyLabelRow, context: PaperContext) -> list[str]:
    """Day and order, then whose bench and the supplier's warranty."""
    words = context.words
    first = (words.date(row.on_day), words.value(OwnNumber(row.order_number)) if row.order_number else "")
    until = row.warranty_until
    warranty = words("supplier answers until {day}", day=until) if until else words("no supplier's warranty")
    return [dotted(first), dotted((row.staff_name, warranty))]


DOCUMENT = Document("faulty-bag-label", TITLE, tuple(SIZES), render)
