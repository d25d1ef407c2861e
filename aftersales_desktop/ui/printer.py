"""PDF bytes to a printer: each page rendered to a picture of the printer's own dots, on a page of its exact size.

Text is never drawn on the printer by Qt: on Windows that goes through GDI fonts, which do not have the packed typeface.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.i18n import Message

MOST_DOTS = 300
POINTS_PER_INCH = 72
SIZE_TOLERANCE_MM = 1.0


class PrinterProblem(StorageProblem):
    """The paper did not come out; what was saved stays saved."""


@dataclass(frozen=True)
class RenderedPage:
    """One page as grey dots; size in points (1/72 inch)."""

    image: QImage
    width: float
    height: float


def printer_names() -> list[str]:
    """Every printer the PC knows, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def rendered_pages(content: bytes, dots: int) -> Iterator[RenderedPage]:
    """The pages of a PDF at so many dots an inch."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            width, height = page.get_size()
            yield RenderedPage(_rendered_page(page, dots), width, height)
            page.close()
    finally:
        document.close()


def _rendered_page(page: Any, dots: int) -> QImage:
    """One page in the nearest whole number of dots, so that bars drawn in whole dots stay as wide as they are.

    `PdfPage.render` rounds the size up and stretches the page to it: a bar of three dots becomes two or four.
    """
    from pypdfium2 import PdfBitmap, raw

    scale = dots / POINTS_PER_INCH
    width, height = (max(1, round(points * scale)) for points in page.get_size())
    bitmap = PdfBitmap.new_native(width, height, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
    raw.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, raw.FPDF_GRAYSCALE | raw.FPDF_PRINTING)
    image = QImage(bytes(bitmap.buffer), width, height, bitmap.stride, QImage.Format.Format_Grayscale8).copy()
    bitmap.close()
    return image


def print_pdf(content: bytes, printer_name: str, title: str) -> None:
    """Print on a printer by its name; PrinterProblem when it is not there or refuses."""
    if printer_name not in QPrinterInfo.availablePrinterNames():
        raise PrinterProblem(
            Message(
                "The printer {name} is not connected. Switch it on, or choose another in Settings.", name=printer_name
            )
        )
    printer = QPrinter(QPrinterInfo.printerInfo(printer_name), QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    print_on(content, printer)


def print_on(content: bytes, printer: QPrinter) -> None:
    """Print on a prepared printer, each page at its own size. PrinterProblem when it refuses."""
    painter = QPainter()
    for page in rendered_pages(content, min(printer.resolution(), MOST_DOTS)):
        _set_page_size(printer, page)
        started = printer.newPage() if painter.isActive() else painter.begin(printer)
        if not started:
            if painter.isActive():
                painter.end()
            raise PrinterProblem(Message("The printer did not take the paper. Look at the printer and print again."))
        target = QRect(0, 0, _dots(page.width, printer), _dots(page.height, printer))
        painter.drawImage(target, page.image)
    if painter.isActive() and not painter.end():
        raise PrinterProblem(Message("The printer did not take the paper. Look at the printer and print again."))
    if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise PrinterProblem(Message("The printer stopped in the middle. Look at the printer and print again."))


def _dots(points: float, printer: QPrinter) -> int:
    return round(points / POINTS_PER_INCH * printer.resolution())


def _set_page_size(printer: QPrinter, page: RenderedPage) -> None:
    """Exactly the paper's size; the exact match keeps Qt from taking a standard size that is near."""
    portrait = QSizeF(min(page.width, page.height), max(page.width, page.height))
    size = QPageSize(portrait, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
    is_wide = page.width > page.height
    orientation = QPageLayout.Orientation.Landscape if is_wide else QPageLayout.Orientation.Portrait
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(size, orientation, QMarginsF(), QPageLayout.Unit.Point))
    found = printer.pageLayout().fullRect(QPageLayout.Unit.Millimeter)
    wanted = page.width / POINTS_PER_INCH * 25.4
    if abs(found.width() - wanted) > SIZE_TOLERANCE_MM:
        raise PrinterProblem(
            Message("The printer cannot take this paper size. Choose another size or printer in Settings.")
        )
