"""Any list of the program on A4: title, what was filtered, columns, rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import OFFICE, begin, dotted, finish
from aftersales_desktop.printing.pdf import A4, PdfDocument
from aftersales_desktop.printing.table import Column, Table
from aftersales_desktop.printing.text import Style

TITLE = N_("List")
_A4_LANDSCAPE = (A4[1], A4[0])
_MOST_UPRIGHT = 7
_MARGIN, _FOOT = 12.0, 7.0
_SMALL = Style(7.5, color=OFFICE.soft, direction="auto")


@dataclass(frozen=True)
class ListContent:
    """What a list shows: cells are texts in the reader's words, one for each column."""

    title: str
    subtitle: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[str]]


def render_list(
    title: str,
    subtitle: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str]],
    context: PaperContext,
) -> bytes:
    """A list of any length; titles, cells and the line on filters are texts in the reader's words.

    Columns stand from the start edge on and their titles are repeated on every page; more than seven columns lie
    across. ValueError if a row does not have one text for each column.
    """
    return _render(ListContent(title, subtitle, tuple(columns), list(rows)), context)


def _render(content: ListContent, context: PaperContext) -> bytes:
    size = A4 if len(content.columns) <= _MOST_UPRIGHT else _A4_LANDSCAPE
    document = begin(size, context, content.title)
    y = _head(document, content, context)
    Table(content.columns, size=8.5).draw(
        document,
        content.rows,
        x=_MARGIN,
        y=y,
        width=document.width - 2 * _MARGIN,
        bottom=document.height - _MARGIN - _FOOT,
        next_page=_next_page,
    )
    document.each_page(_Foot(content.title, context))
    return finish(document, DOCUMENT.name)


def _head(document: PdfDocument, content: ListContent, context: PaperContext) -> float:
    words, width = context.words, document.width - 2 * _MARGIN
    put(document, Box(_MARGIN, 9, width * 0.62, 9), content.title, Style(15, bold=True, direction="auto"), smallest=9)
    centre = Style(9, bold=True, align="end", direction="auto")
    put(document, Box(_MARGIN + width * 0.64, 9, width * 0.36, 5), context.centre.name, centre, smallest=6)
    moment = Style(8, color=OFFICE.soft, align="end")
    put(document, Box(_MARGIN + width * 0.64, 14, width * 0.36, 4), words.moment(context.printed_at), moment)
    count = words.plural("{count} row", "{count} rows", len(content.rows))
    y = document.text(_MARGIN, 18.5, width, dotted((content.subtitle, count)), _SMALL)
    return y + 1.5


def _next_page(document: PdfDocument) -> float:
    document.new_page()
    return _MARGIN


class _Foot:
    """The number of the page, and on further pages what list it belongs to."""

    def __init__(self, title: str, context: PaperContext) -> None:
        self._title, self._words = title, context.words

    def __call__(self, document: PdfDocument, page: int, pages: int) -> None:
        y, width = document.height - _MARGIN - 3, document.width - 2 * _MARGIN
        number = self._words("Page {page} of {pages}", page=page, pages=pages)
        put(document, Box(_MARGIN + width / 2, y, width / 2, 4), number, Style(7.5, align="end", color=OFFICE.soft))
        if page > 1:
            put(document, Box(_MARGIN, y, width / 2 - 2, 4), self._title, _SMALL)


DOCUMENT = Document("list", TITLE, ("A4",), _render)
