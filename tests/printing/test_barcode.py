"""Barcodes that scanners read, at the resolutions of the printers in the shop."""

from __future__ import annotations

import random
import string
from datetime import UTC, datetime

import pytest

from aftersales_desktop.printing.barcode import CODE128_QUIET_MODULES, code128_rows, dark_runs, qr_rows
from aftersales_desktop.printing.pdf import A4, PdfDocument
from tests.printing.pdf_reading import decoded, grey_rows, rasters, written
from tests.programs import needs

CREATED = datetime(2025, 8, 3, 9, 30, tzinfo=UTC)
FAINT = 10
CODES = ("J0400001-5", "U9", "1234567890128", "04-04-00012-3", "AB12345678CD", "00", "7", "A1B2C3D4", "SN-0099887766-X")


def codes_of_every_kind() -> list[str]:
    dice = random.Random(3)
    typical = string.digits + string.ascii_uppercase + "-"
    found = [f"{dice.randrange(10 ** dice.randint(1, 14))}" for _ in range(15)]
    found += ["".join(dice.choices(typical, k=dice.randint(2, 14))) for _ in range(15)]
    return found + [f"{letters}{digits}" for letters in ("SN", "A-") for digits in ("12345", "123456", "1234567", "12")]


def width_of(payload: str) -> int:
    """Modules of a Code 128 symbol."""
    return len(code128_rows(payload)[0])


def decoded_at(document: PdfDocument, folder, dots_per_inch: int, *options: str) -> list[set[str]]:
    path = written(folder, document.to_bytes())
    return [decoded(page) for page in rasters(path, folder, dots_per_inch, *options)]


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize(("dots_per_inch", "mono"), [(203, True), (300, False)])
@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_code128_is_read_back(tmp_path, dots_per_inch, mono, right_to_left):
    document = PdfDocument(
        (110, 25), right_to_left=right_to_left, title="", created=CREATED, dots_per_inch=dots_per_inch
    )
    codes = codes_of_every_kind() + list(CODES)
    for number, code in enumerate(codes):
        if number:
            document.new_page()
        document.code128(code, 3.3, 5, 104, 12)
    options = ["-mono"] if mono else ["-gray"]
    assert decoded_at(document, tmp_path, dots_per_inch, *options) == [{code} for code in codes]


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize(("dots_per_inch", "mono"), [(203, True), (300, False)])
def test_qr_is_read_back(tmp_path, dots_per_inch, mono):
    document = PdfDocument((60, 40), right_to_left=True, title="", created=CREATED, dots_per_inch=dots_per_inch)
    payloads = [*CODES, "https://example.ir/track?id=0404-00012-3", "A" * 60]
    for number, payload in enumerate(payloads):
        if number:
            document.new_page()
        document.qr(payload, 10.7, 5.1, 25)
    options = ["-mono"] if mono else ["-gray"]
    assert decoded_at(document, tmp_path, dots_per_inch, *options) == [{payload} for payload in payloads]


@needs("pdftoppm", "zbarimg")
def test_both_are_read_on_a_tinted_paper(tmp_path):
    document = PdfDocument(A4, right_to_left=True, title="", created=CREATED)
    document.rect(0, 0, 210, 100, stroke=None, fill="#bbd0ee")
    document.qr("U12", 20, 20, 20)
    document.code128("J0400001-5", 60, 20, 70, 10)
    assert decoded_at(document, tmp_path, 300, "-gray") == [{"U12", "J0400001-5"}]


def in_dots(width: int, height: int, dots_per_inch: int) -> tuple[float, float]:
    """A page of whole dots, so that PDFium need not stretch it."""
    return (width - 0.01) * 25.4 / dots_per_inch, (height - 0.01) * 25.4 / dots_per_inch


def black_or_white(row: bytes) -> bytes:
    """The row in 0 and 255; fails where a dot is half dark."""
    assert all(dot < FAINT or dot > 255 - FAINT for dot in row)
    return bytes(0 if dot < FAINT else 255 for dot in row)


@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_bars_are_whole_dots_of_the_printer(tmp_path, dots_per_inch):
    size = in_dots(1100, 250, dots_per_inch)
    document = PdfDocument(size, right_to_left=True, title="", created=CREATED, dots_per_inch=dots_per_inch)
    document.code128("J0400001-5", 4.4, 3, 80, 14)
    rows = grey_rows(written(tmp_path, document.to_bytes()), dots_per_inch)
    middle = black_or_white(rows[len(rows) // 2])
    widths = [len(run) for run in middle.split(b"\xff") if run]
    dots = {203: 3, 300: 5}[dots_per_inch]
    assert widths == [width * dots for _, width in dark_runs(code128_rows("J0400001-5")[0])]


@pytest.mark.parametrize("dots_per_inch", [203, 300])
def test_squares_of_a_qr_code_are_whole_dots_too(tmp_path, dots_per_inch):
    size = in_dots(400, 400, dots_per_inch)
    document = PdfDocument(size, right_to_left=True, title="", created=CREATED, dots_per_inch=dots_per_inch)
    document.qr("U12", 6.6, 7.7, 20)
    rows = grey_rows(written(tmp_path, document.to_bytes()), dots_per_inch)
    assert {dot for row in rows for dot in black_or_white(row)} == {0, 255}


def test_quiet_zones_stay_inside_the_box():
    document = PdfDocument((90, 20), right_to_left=False, title="", created=CREATED)
    modules = width_of("J0400001-5") + 2 * CODE128_QUIET_MODULES
    module = 2 * 25.4 / 203
    document.code128("J0400001-5", 0, 0, modules * module, 10)
    with pytest.raises(ValueError, match="needs"):
        document.code128("J0400001-5", 0, 0, modules * module - 0.1, 10)


def test_a_barcode_is_never_made_too_narrow_to_read():
    document = PdfDocument(A4, right_to_left=True, title="", created=CREATED)
    with pytest.raises(ValueError, match="needs 38.5"):
        document.code128("J0400001-5", 0, 0, 30, 10)
    with pytest.raises(ValueError, match="needs"):
        document.qr("J0400001-5", 0, 0, 5)


@pytest.mark.parametrize("payload", ["", "سریال", "AB\n", "۱۲۳", "é"])
def test_only_printable_ascii_is_encoded(payload):
    with pytest.raises(ValueError, match="ASCII"):
        code128_rows(payload)
    with pytest.raises(ValueError, match="ASCII"):
        qr_rows(payload)


def test_digits_are_packed_in_pairs():
    assert width_of("12345678") < width_of("ABCDEFGH")
    assert width_of("12") == width_of("A")


@pytest.mark.parametrize("payload", ["A", "12", "1234", "A1234", "A123456B", "J0400001-5"])
def test_code128_has_the_width_of_its_symbols(payload):
    (row,) = code128_rows(payload)
    assert len(row) % 11 == 2  # 11 modules a symbol, 13 for the last one
    assert row[0] == row[-1] == 1
    assert sum(width for _, width in dark_runs(row)) == sum(row)


def test_a_qr_code_is_the_same_each_time():
    assert qr_rows("U12") == qr_rows("U12")
    rows = qr_rows("U12")
    assert len(rows) == 21
    assert {len(row) for row in rows} == {21}
    assert dark_runs(rows[0])[0] == (0, 7)  # the finder pattern
