"""The labels of the shelf's cells: a sheet to cut up, or one label after the other."""

from __future__ import annotations

from aftersales_desktop.domain.cells import cell_barcode
from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import begin, finish
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.pdf import A4, PageSize, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.cells import CellLabels

TITLE = N_("Labels of cells")
_COLUMNS, _ROWS = 3, 8
_QUIET = 4.0
_LABELS: dict[str, PageSize] = {"50x30": (50.0, 30.0), "58x40": (58.0, 40.0), "100x50": (100.0, 50.0)}


def render(row: CellLabels, context: PaperContext) -> bytes:
    """Every cell once, in the order of the shelf."""
    return _sheets(row, context) if context.paper == "A4" else _singly(row, context)


def _sheets(row: CellLabels, context: PaperContext) -> bytes:
    document = begin(A4, context, context.words(TITLE))
    width, height = document.width / _COLUMNS, document.height / _ROWS
    for first in range(0, len(row.cells), _COLUMNS * _ROWS):
        if first:
            document.new_page()
        _lines_to_cut(document, width, height)
        for place, cell in enumerate(row.cells[first : first + _COLUMNS * _ROWS]):
            down, across = divmod(place, _COLUMNS)
            _draw(document, Box(across * width, down * height, width, height), cell, context)
    return finish(document, DOCUMENT.name)


def _singly(row: CellLabels, context: PaperContext) -> bytes:
    document = begin(_LABELS[context.paper], context, context.words(TITLE))
    for page, cell in enumerate(row.cells):
        if page:
            document.new_page()
        _draw(document, Box(0, 0, document.width, document.height), cell, context)
    return finish(document, DOCUMENT.name)


def _draw(document: PdfDocument, box: Box, cell: str, context: PaperContext) -> None:
    """The cell as large as the label lets it, its bars below."""
    margin, split = 2.0, box.height * 0.56
    name = Box(box.x + margin, box.y + margin, box.width - 2 * margin, split - margin)
    put(document, name, context.words.code(cell), Style(split * 1.9, bold=True, align="center", leading=1.2))
    bars = Box(box.x + _QUIET, box.y + split, box.width - 2 * _QUIET, box.height - split - 2 * margin)
    code128(document, cell_barcode(cell), bars, "center")


def _lines_to_cut(document: PdfDocument, width: float, height: float) -> None:
    for column in range(1, _COLUMNS):
        document.line(column * width, 0, column * width, document.height, thickness=0.1, dash=1.2)
    for row in range(1, _ROWS):
        document.line(0, row * height, document.width, row * height, thickness=0.1, dash=1.2)


DOCUMENT = Document("cell-labels", TITLE, ("A4", *_LABELS), render)
