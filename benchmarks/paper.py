"""Speed and size of papers against the floor: the same card drawn by Qt's QPdfWriter and QTextLayout.

    python benchmarks/paper.py [--cards 1000]

Both sides draw the same calls through one small interface, in the same run, turn about. Prints ratios; the targets
stand beside them.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image, ImageDraw
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QTextLayout,
    QTextOption,
)

from aftersales_desktop.i18n import Words
from aftersales_desktop.printing import barcode
from aftersales_desktop.printing.documents import PaperContext, render_list
from aftersales_desktop.printing.pdf import PdfDocument
from aftersales_desktop.printing.table import Column
from aftersales_desktop.printing.text import Style
from aftersales_desktop.resource import resource_path
from aftersales_desktop.services.papers import Centre

WIDTH, HEIGHT = 210.0, 148.0
CREATED = datetime(2025, 8, 3, 9, 30, tzinfo=UTC)
DOTS = 1200
DOT = 25.4 / 203
TERMS = (
    "۱- این ضمانت تنها با ارائهٔ همین کارت و صورتحساب خرید معتبر است. ۲- آسیب ناشی از ضربه، مایعات، نوسان برق "
    "(بیش از ۲۵۰ ولت) یا دست‌کاری افراد غیرمجاز شامل ضمانت نمی‌شود. ۳- هزینهٔ رفت‌وآمد بر عهدهٔ مشتری است. "
    "۴- پیگیری از نشانی www.example.ir/track یا تلفن \u2066021 88776655\u2069 ممکن است."
)
LABELS = (
    "نام مشتری:", "تلفن همراه:", "کد ملی:", "نشانی:", "مدل دستگاه:", "شماره سریال:", "رنگ:", "تاریخ خرید:",
    "پایان ضمانت:", "فروشنده:", "مبلغ فاکتور:", "لوازم همراه:",
)  # fmt: skip


def logo() -> bytes:
    """A PNG as centres have it."""
    image = Image.new("RGB", (220, 110), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((5, 5, 105, 105), fill="#1a5fb4")
    draw.rectangle((120, 30, 215, 80), fill="#e5a50a")
    buffer = BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


class OwnSide:
    """Our engine."""

    def __init__(self, logo_bytes: bytes) -> None:
        self._logo = logo_bytes
        self._document = PdfDocument((WIDTH, HEIGHT), right_to_left=True, title="کارت", created=CREATED)

    def static(self, draw: Callable[[OwnSide], None]) -> None:
        """What every page repeats."""
        self._document.form("static", lambda _document: draw(self))

    def next_page(self) -> None:
        """Begin a page."""
        self._document.new_page()

    def text(self, x, y, width, text, size, is_bold=False, align="start"):
        """A text in a box, mm and points."""
        self._document.text(x, y, width, text, Style(size, bold=is_bold, align=align))

    def rect(self, x, y, width, height):
        """A box."""
        self._document.rect(x, y, width, height)

    def image(self, x, y, width, height):
        """The logo."""
        self._document.image(self._logo, x, y, width, height)

    def qr(self, payload, x, y, size):
        """A QR code."""
        self._document.qr(payload, x, y, size)

    def code128(self, payload, x, y, width, height):
        """A Code 128 barcode."""
        self._document.code128(payload, x, y, width, height)

    def to_bytes(self) -> bytes:
        """The finished PDF."""
        return self._document.to_bytes()


class QtSide:
    """The floor: QPdfWriter, with one QTextLayout a text."""

    def __init__(self, logo_bytes: bytes) -> None:
        self._bytes = QByteArray()
        self._buffer = QBuffer(self._bytes)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(DOTS)
        self._writer.setPageSize(QPageSize(QSizeF(WIDTH, HEIGHT), QPageSize.Unit.Millimeter))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._painter = QPainter(self._writer)
        self._logo = QImage.fromData(logo_bytes)
        self._family = FAMILY[0]
        self._scale = DOTS / 25.4

    def static(self, draw: Callable[[QtSide], None]) -> None:
        """What every page repeats."""
        draw(self)

    def next_page(self) -> None:
        """Begin a page."""
        self._writer.newPage()

    def _box(self, x, y, width, height) -> QRectF:
        left = WIDTH - x - width
        return QRectF(left * self._scale, y * self._scale, width * self._scale, height * self._scale)

    def text(self, x, y, width, text, size, is_bold=False, align="start"):
        """A text in a box, mm and points."""
        box = self._box(x, y, width, 0)
        font = QFont(self._family)
        font.setPointSizeF(size)
        font.setBold(is_bold)
        layout = QTextLayout(text, font, self._writer)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        sides = {"start": Qt.AlignmentFlag.AlignRight, "center": Qt.AlignmentFlag.AlignHCenter}
        option.setAlignment(sides[align])
        layout.setTextOption(option)
        layout.beginLayout()
        leading, baseline = size * 1.6 * DOTS / 72, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(box.width())
            line.setPosition(QPointF(0, baseline + (leading - line.height()) / 2))
            baseline += leading
        layout.endLayout()
        layout.draw(self._painter, box.topLeft())

    def rect(self, x, y, width, height):
        """A box."""
        self._painter.setPen(QPen(QColor("black"), 0.2 * self._scale))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(self._box(x, y, width, height))

    def image(self, x, y, width, height):
        """The logo."""
        self._painter.drawImage(self._box(x, y, width, height), self._logo)

    def _symbol(self, rows, module, x, y, box_width, row_height):
        box = self._box(x, y, box_width, 0)
        left = box.left() + (box.width() - len(rows[0]) * module * self._scale) / 2
        bars = [
            QRectF(
                left + start * module * self._scale,
                box.top() + number * row_height * self._scale,
                width * module * self._scale,
                row_height * self._scale,
            )
            for number, row in enumerate(rows)
            for start, width in barcode.dark_runs(row)
        ]
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor("black"))
        self._painter.drawRects(bars)

    def qr(self, payload, x, y, size):
        """A QR code."""
        rows = barcode.qr_rows(payload)
        module = int(size / (len(rows) + 8) / DOT) * DOT
        self._symbol(rows, module, x, y + (size - len(rows) * module) / 2, size, module)

    def code128(self, payload, x, y, width, height):
        """A Code 128 barcode."""
        self._symbol(barcode.code128_rows(payload), 3 * DOT, x, y, width, height)

    def to_bytes(self) -> bytes:
        """The finished PDF."""
        self._painter.end()
        self._buffer.close()
        return bytes(self._bytes.data())


FAMILY: list[str] = []


def load_fonts() -> None:
    """Make the papers' font known to Qt."""
    for name in ("Regular", "Bold"):
        font = QFontDatabase.addApplicationFont(str(resource_path(f"fonts/Vazirmatn-{name}.ttf")))
    FAMILY.append(QFontDatabase.applicationFontFamilies(font)[0])


def draw_static(side) -> None:
    """What all cards share."""
    side.rect(5, 5, 200, 138)
    side.image(165, 8, 36, 18)
    side.text(10, 8, 140, "شرکت خدمات پس از فروش پارس", 16, is_bold=True)
    side.text(10, 18, 140, "کارت ضمانت محصول", 12)
    for number, label in enumerate(LABELS):
        side.text(10 + number % 2 * 75, 30 + number // 2 * 8, 30, label, 9)
        side.rect(38 + number % 2 * 75, 30 + number // 2 * 8, 45, 7)
    side.text(10, 84, 140, TERMS, 8.5)
    side.text(10, 125, 60, "مهر و امضای فروشنده", 9, align="center")
    side.text(80, 125, 60, "امضای مشتری", 9, align="center")


def values_of(number: int) -> list[str]:
    """Twelve values and the number of a card."""
    dice = random.Random(number)
    digits = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
    first = dice.choice(("علی", "مریم", "حسین", "زهرا", "محمد", "فاطمه", "رضا", "سارا"))
    last = dice.choice(("رضایی", "احمدی‌زاده", "کریمی", "موسوی", "حسینی", "جعفری", "رحیمی"))
    phone = f"0912 {dice.randrange(100, 999)} {dice.randrange(1000, 9999)}"
    texts = [
        f"{first} {last}",
        f"\u2066{phone}\u2069".translate(digits),
        f"\u2066{dice.randrange(10**10):010}\u2069".translate(digits),
        f"تهران، خیابان آزادی، پلاک {dice.randrange(400)}".translate(digits),
        f"Samsung RT{dice.randrange(20, 60)} (یخچال)",
        f"\u2066SN-{dice.randrange(10**8):08}\u2069",
        dice.choice(("سفید", "نقره‌ای", "مشکی")),
        f"\u20661404/{dice.randrange(1, 12):02}/{dice.randrange(1, 29):02}\u2069".translate(digits),
        f"\u20661406/{dice.randrange(1, 12):02}/{dice.randrange(1, 29):02}\u2069".translate(digits),
        "فروشگاه مرکزی",
        f"{dice.randrange(10**8, 10**9):,} ریال".replace(",", "٬").translate(digits),
        "دفترچه، کنترل و کابل",
    ]
    return [*texts, f"0404-{number:05}-{number % 10}"]


def draw_values(side, number: int) -> None:
    """What differs from card to card."""
    *texts, card = values_of(number)
    for place, text in enumerate(texts):
        side.text(39 + place % 2 * 75, 31 + place // 2 * 8, 43, text, 9, is_bold=place == 0)
    side.text(10, 110, 80, f"شماره کارت: \u2066{card}\u2069", 10, is_bold=True)
    side.qr(f"J{card}", 165, 40, 30)
    side.code128(f"J{card}", 120, 105, 80, 12)


def cards(side_class, logo_bytes: bytes, numbers: range) -> bytes:
    """A PDF of one card a page."""
    side = side_class(logo_bytes)
    for place, number in enumerate(numbers):
        if place:
            side.next_page()
        side.static(draw_static)
        draw_values(side, number)
    return side.to_bytes()


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Seconds of this process, whatever else the machine does, and the result; both sides make their own barcodes."""
    barcode.qr_rows.cache_clear()
    barcode.code128_rows.cache_clear()
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def compare(name: str, logo_bytes: bytes, batches: list[range], target: float, size_target: float) -> bool:
    """Both sides draw each batch in turn; prints the medians, their ratio and the bytes."""
    own, floor, size = [], [], 0
    for numbers in batches:
        seconds, pdf = timed(lambda numbers=numbers: cards(OwnSide, logo_bytes, numbers))
        own.append(seconds)
        size = max(size, len(pdf))
        seconds, floor_pdf = timed(lambda numbers=numbers: cards(QtSide, logo_bytes, numbers))
        floor.append(seconds)
    ours, theirs = statistics.median(own), statistics.median(floor)
    times = f"own {ours * 1000:8.1f} ms, Qt {theirs * 1000:8.1f} ms, ratio {ours / theirs:.2f} (target <= {target})"
    sizes = f"own {size / 1000:.1f} kB (target <= {size_target}), Qt {len(floor_pdf) / 1000:.1f} kB"
    print(f"{name:<22} {times}; {sizes}")
    return ours / theirs <= target and size / 1000 <= size_target


def table_times() -> None:
    """Times of lists; Qt has nothing to compare with."""
    columns = [Column(title, 1) for title in ("ردیف", "شماره", "مشتری", "تلفن", "سریال", "مبلغ")]
    context = PaperContext(Words("fa"), Centre("مرکز خدمات", "", "", "", "", b"", {}, "rial"), "A4", 0, CREATED)
    for count in (20, 1000, 5000):
        rows = [(str(number), *values_of(number)[:5]) for number in range(count)]
        seconds, pdf = timed(lambda rows=rows: render_list("فهرست", "", columns, rows, context))
        print(f"table of {count:5} rows        own {seconds * 1000:9.1f} ms   {len(pdf) / 1000:8.1f} kB")


def main() -> int:
    """Exit status 1 when a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=1000, help="cards in the batch (1000)")
    parser.add_argument("--keep", help="folder to write one card of each side to")
    options = parser.parse_args()
    application = QGuiApplication(sys.argv[:1])
    load_fonts()
    logo_bytes = logo()
    if options.keep:
        for side in (OwnSide, QtSide):
            with open(f"{options.keep}/{side.__name__}.pdf", "wb") as file:
                file.write(cards(side, logo_bytes, range(7, 8)))
    warm = [range(10_000 + number, 10_001 + number) for number in range(60)]
    compare("(warming up)", logo_bytes, warm[:10], 9, 99_999)
    passed = compare("one card, warm", logo_bytes, warm[10:], 0.6, 40)
    batches = [range(start * options.cards, (start + 1) * options.cards) for start in (11, 12, 13)]
    passed &= compare(f"{options.cards} cards, one PDF", logo_bytes, batches, 0.5, 2.5 * options.cards)
    table_times()
    application.quit()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
