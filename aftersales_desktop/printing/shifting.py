"""A finished paper moved on its sheet, for a printer that prints beside its place."""

from __future__ import annotations

from io import BytesIO

import pypdfium2

from aftersales_desktop.printing.pdf_file import POINTS_PER_MM


def shifted(content: bytes, right: float, down: float) -> bytes:
    """The same PDF with everything moved so many mm to the right and down; pages keep their size."""
    if not (right or down):
        return content
    across, up = right * POINTS_PER_MM, -down * POINTS_PER_MM
    document, out = pypdfium2.PdfDocument(content), BytesIO()
    try:
        for page in document:
            left, bottom, far, top = page.get_mediabox()
            box = (left - across, bottom - up, far - across, top - up)
            page.set_mediabox(*box)
            page.set_cropbox(*box)
            page.close()
        document.save(out)
    finally:
        document.close()
    return out.getvalue()
