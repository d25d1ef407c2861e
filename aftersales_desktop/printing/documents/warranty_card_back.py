"""The back of a warranty card: terms, service table, where to turn to, stamp."""

from __future__ import annotations

from dataclasses import replace

from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, fitted, put
from aftersales_desktop.printing.documents.furniture import OFFICE, centre_lines
from aftersales_desktop.printing.pdf import POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.card_rows import CardRow

_SHARES = (0.18, 0.34, 0.32, 0.16)
_TITLE = Style(6, bold=True, color=OFFICE.accent, leading=1.4)


def card(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    """The back of the plastic card: three services."""
    _terms(document, row, context, Box(3, 2.6, 79.6, 21.4), size=5.5, smallest=4)
    document.form("back", lambda paper: _card_frame(paper, context))


def _card_frame(document: PdfDocument, context: PaperContext) -> None:
    _services(document, context, Box(3, 24.6, 79.6, 13.6), rows=3, size=5)
    _centre(document, context, Box(3, 39.2, 51, 12.8), size=6)
    _stamp(document, context, Box(55.6, 39.6, 27, 12.2), size=5)


def a6(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    """The back of A6: six services."""
    _terms(document, row, context, Box(6, 6, 93, 58), size=8, smallest=5)
    document.form("back", lambda paper: _a6_frame(paper, context))


def _a6_frame(document: PdfDocument, context: PaperContext) -> None:
    _services(document, context, Box(6, 66.5, 93, 49), rows=6, size=7)
    _centre(document, context, Box(6, 118.5, 56, 23.5), size=8)
    _stamp(document, context, Box(65, 118.5, 34, 23.5), size=7)


def _terms(
    document: PdfDocument, row: CardRow, context: PaperContext, box: Box, *, size: float, smallest: float
) -> None:
    """The terms in the paper's language, stored once for all cards that have them."""
    text = _terms_text(row, context)
    title = context.words("Warranty terms")

    def draw(paper: PdfDocument) -> None:
        y = put(paper, box._replace(height=size * 0.6), title, replace(_TITLE, size=size + 0.5))
        room = box._replace(y=y, height=box.bottom - y)
        style = Style(size, direction="auto", align="justify", leading=1.4)
        _long_text(paper, room, text, style, context.words("The full terms are kept at the service centre."), smallest)

    document.form(f"terms\n{text}", draw)


def _long_text(document: PdfDocument, box: Box, text: str, style: Style, note: str, smallest: float) -> None:
    """A text that fills a box; where it is too long, a last line says where the rest is."""
    shown, style = fitted(document, text, style, box.width, box.height, smallest=smallest)
    if shown == text:
        document.text(box.x, box.y, box.width, text, style)
        return
    room = box.height - style.line_height / POINTS_PER_MM
    shown, style = fitted(document, text, style, box.width, room, smallest=smallest)
    y = document.text(box.x, box.y, box.width, shown, style)
    document.text(box.x, y, box.width, note, replace(style, bold=True, direction="document"))


def _terms_text(row: CardRow, context: PaperContext) -> str:
    """In the paper's language; in the other one if only that was written; a sentence if none was."""
    terms = row.terms
    if terms is None:
        return without_terms(row, context)
    texts = (terms.text_fa, terms.text_en) if context.words.language == "fa" else (terms.text_en, terms.text_fa)
    return next((text for text in texts if text), without_terms(row, context))


def without_terms(row: CardRow, context: PaperContext) -> str:
    """Where the terms are found that are not in the file."""
    words = context.words
    if row.is_ours:
        return words("Ask the service centre for the terms of this warranty.")
    return words("The terms of {issuer} hold.", issuer=row.issuer_name)


def _services(document: PdfDocument, context: PaperContext, box: Box, *, rows: int, size: float) -> None:
    """Lines to be filled in by hand at each service."""
    words = context.words
    titles = (words("Service date"), words("Work done"), words("Old part / new part"), words("Stamp"))
    title_height = size * 0.62
    row_height = (box.height - title_height) / rows
    document.rect(box.x, box.y, box.width, box.height, stroke=OFFICE.rule, thickness=0.15, radius=0.8)
    x = box.x
    for place, (title, share) in enumerate(zip(titles, _SHARES, strict=True)):
        width = share * box.width
        style = Style(size, color=OFFICE.soft, align="center", leading=1.4)
        put(document, Box(x, box.y, width, title_height), title, style, smallest=4)
        if place:
            document.line(x, box.y, x, box.bottom, thickness=0.12, color=OFFICE.rule)
        x += width
    for line in range(rows):
        y = box.y + title_height + line * row_height
        document.line(box.x, y, box.end, y, thickness=0.12, color=OFFICE.rule)


def _centre(document: PdfDocument, context: PaperContext, box: Box, *, size: float) -> None:
    """Where to turn to."""
    words, centre = context.words, context.centre
    y = put(document, Box(box.x, box.y, box.width, size * 0.5), words("Service centre"), replace(_TITLE, size=size))
    name = Style(size, bold=True, direction="auto", leading=1.4)
    y = put(document, Box(box.x, y, box.width, size * 0.55), centre.name, name, smallest=4.5)
    rest = "\n".join(centre_lines(context))
    if rest:
        style = Style(size - 0.5, direction="auto", leading=1.4)
        put(document, Box(box.x, y, box.width, box.bottom - y), rest, style, smallest=4, middle=False)


def _stamp(document: PdfDocument, context: PaperContext, box: Box, *, size: float) -> None:
    """Room for the stamp without which many terms do not hold."""
    document.rect(box.x, box.y, box.width, box.height, stroke=OFFICE.rule, thickness=0.2, radius=1.2)
    style = Style(size, color=OFFICE.soft, align="center", leading=1.4)
    label = context.words("Stamp and signature of the seller")
    put(document, Box(box.x + 1, box.bottom - size * 0.62, box.width - 2, size * 0.6), label, style, smallest=4)
