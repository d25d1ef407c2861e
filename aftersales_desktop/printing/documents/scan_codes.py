"""Barcodes placed by their dark part, because that is what the eye lines up with the words around them."""

from __future__ import annotations

from math import floor

from aftersales_desktop.printing.barcode import CODE128_QUIET_MODULES, QR_QUIET_MODULES, code128_rows, qr_rows
from aftersales_desktop.printing.documents.fitting import Box
from aftersales_desktop.printing.pdf import THERMAL_DOTS, PdfDocument
from aftersales_desktop.printing.text import Align

_DOT = 25.4 / THERMAL_DOTS
_THINNEST, _WIDEST_BAR = 0.2, 0.5
_TINY = 1e-6


def code128(document: PdfDocument, payload: str, box: Box, align: Align = "start") -> bool:
    """A Code 128 whose bars stand inside the box; beside it there must be room for a quiet zone of ten bars.

    Says whether it was drawn: a long number of another company may not fit, or hold what no bars can say.
    """
    if not _is_scannable(payload):
        return False
    modules = len(code128_rows(payload)[0])
    module = _whole_dots(min(box.width / modules, _WIDEST_BAR))
    if module < _THINNEST:
        return False
    width, quiet = modules * module, CODE128_QUIET_MODULES * module
    x = _start(box, width, align) - quiet
    document.code128(payload, x, box.y, width + 2 * quiet + _TINY, box.height)
    return True


def qr(document: PdfDocument, payload: str, box: Box, align: Align = "end") -> bool:
    """A QR code whose squares stand at the top of the box; around it there must be room for four squares.

    Says whether it was drawn, as `code128` does.
    """
    if not _is_scannable(payload):
        return False
    modules = len(qr_rows(payload))
    module = _whole_dots(min(box.width, box.height) / modules)
    if module < _THINNEST:
        return False
    size, quiet = modules * module, QR_QUIET_MODULES * module
    document.qr(payload, _start(box, size, align) - quiet, box.y - quiet, size + 2 * quiet + _TINY)
    return True


def _is_scannable(payload: str) -> bool:
    return bool(payload) and payload.isascii() and payload.isprintable()


def _whole_dots(module: float) -> float:
    """The width (mm) of the narrowest bar as a whole number of the printer's dots."""
    return floor(module / _DOT + _TINY) * _DOT


def _start(box: Box, width: float, align: Align) -> float:
    slack = box.width - width
    return box.x + {"start": 0.0, "end": slack}.get(align, slack / 2)
