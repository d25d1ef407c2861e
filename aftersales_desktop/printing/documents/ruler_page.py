"""The page by which a printer is measured: a cross whose place is known, and rulers along two edges."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.domain.offsets import CROSS
from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import finish
from aftersales_desktop.printing.pdf import A4, A5_LANDSCAPE, PageSize, PdfDocument
from aftersales_desktop.printing.text import Style

TITLE = N_("Test page")
SIZES: dict[str, PageSize] = {
    "A4": A4, "A5": A5_LANDSCAPE, "A6": (105.0, 148.0), "card": (85.6, 54.0), "50x30": (50.0, 30.0),
    "58x40": (58.0, 40.0), "100x50": (100.0, 50.0), "roll80": (80.0, 160.0),
}  # fmt: skip


def render(_row: Any, context: PaperContext) -> bytes:
    """One page; its x counts from the left edge in every language, as a ruler does."""
    words = context.words
    document = PdfDocument(
        SIZES[context.paper], right_to_left=False, title=words(TITLE), created=context.printed_at
    )  # fmt: skip
    document.line(CROSS, 2, CROSS, document.height - 2, thickness=0.2)
    document.line(2, CROSS, document.width - 2, CROSS, thickness=0.2)
    _rulers(document)
    room = Box(CROSS + 4, CROSS + 4, document.width - CROSS - 6, document.height - CROSS - 6)
    text = words("Measure from the left edge to the upright line, and from the top edge to the level line.")
    put(document, room, text, Style(9, direction="rtl" if words.right_to_left else "ltr", leading=1.4), middle=False)
    return finish(document, DOCUMENT.name)


def _rulers(document: PdfDocument) -> None:
    """A stroke for every millimetre along both lines, longer for five and ten."""
    for place in range(3, int(document.width) - 2):
        document.line(place, CROSS, place, CROSS + _stroke(place), thickness=0.1)
    for place in range(3, int(document.height) - 2):
        document.line(CROSS, place, CROSS + _stroke(place), place, thickness=0.1)


def _stroke(place: int) -> float:
    return 3.0 if place % 10 == 0 else 2.0 if place % 5 == 0 else 1.2


DOCUMENT = Document("test-page", TITLE, tuple(SIZES), render)
