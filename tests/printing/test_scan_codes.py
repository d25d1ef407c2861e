"""Codes stand where their dark part belongs, and are left out where no scanner could read them."""

from __future__ import annotations

import pypdfium2
import pytest

from aftersales_desktop.printing.documents.fitting import Box
from aftersales_desktop.printing.documents.scan_codes import code128, qr
from aftersales_desktop.printing.pdf import PdfDocument
from tests.printing import samples

SCALE = 8
BOX = Box(20, 20, 50, 30)


def paper(*, right_to_left: bool) -> PdfDocument:
    return PdfDocument((100, 80), right_to_left=right_to_left, title="", created=samples.NOW)


def dark_box(document: PdfDocument) -> tuple[float, float, float, float]:
    """Left, top, right and bottom (mm) of everything that is not white."""
    file = pypdfium2.PdfDocument(document.to_bytes())
    image = file[0].render(scale=SCALE, grayscale=True).to_pil().point(lambda grey: 255 if grey < 128 else 0)
    file.close()
    return tuple(edge / SCALE * 25.4 / 72 for edge in image.getbbox())


@pytest.mark.parametrize("right_to_left", [True, False])
@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_bars_are_lined_up_by_their_dark_part(right_to_left, align):
    document = paper(right_to_left=right_to_left)
    assert code128(document, "J0104004123", BOX, align)
    left, top, right, bottom = dark_box(document)
    start, end = (100 - right, 100 - left) if right_to_left else (left, right)
    assert (top, bottom) == pytest.approx((20, 50), abs=0.15)
    expected = {"start": start - 20, "end": 70 - end, "center": (start + end) / 2 - 45}[align]
    assert expected == pytest.approx(0, abs=0.15)
    assert start > 19.8
    assert end < 70.2


@pytest.mark.parametrize("align", ["start", "center", "end"])
def test_squares_stand_at_the_top_of_their_box(align):
    document = paper(right_to_left=False)
    assert qr(document, "01-04-00412-3", BOX, align)
    left, top, right, bottom = dark_box(document)
    assert top == pytest.approx(20, abs=0.15)
    assert right - left == pytest.approx(bottom - top, abs=0.2)
    assert 25 < right - left <= 30.1
    expected = {"start": left - 20, "end": 70 - right, "center": (left + right) / 2 - 45}[align]
    assert expected == pytest.approx(0, abs=0.15)


@pytest.mark.parametrize("payload", ["", "کارت ۱۲", "A\nB", "A" * 60])
def test_what_no_bars_can_say_is_left_out(payload):
    document = paper(right_to_left=True)
    assert not code128(document, payload, BOX)
    document.rect(0, 0, 10, 10, fill="#000000")
    assert dark_box(document)[2] > 90


def test_squares_too_small_to_read_are_left_out():
    assert not qr(paper(right_to_left=True), "A" * 200, Box(20, 20, 6, 6))
    assert not qr(paper(right_to_left=True), "شماره", BOX)
