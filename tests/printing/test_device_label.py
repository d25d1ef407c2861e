"""The label on a device: its number is never cut, and a scanner opens the order."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.identifiers import order_barcode, order_number, reception_number
from aftersales_desktop.i18n import Words
from aftersales_desktop.services.catalogue import ChipRow
from tests.printing import samples
from tests.printing.paper_files import LANGUAGES, rendered, scanned, text_of
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import written
from tests.programs import needs

SIZES = ("50x30", "58x40", "100x50")

both_sizes = pytest.mark.parametrize("paper", SIZES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


@needs("pdftoppm", "zbarimg")
@both_sizes
@both_languages
@pytest.mark.parametrize("place", [1, 2, 50, 99])
@pytest.mark.parametrize("dots", [203, 300])
def test_the_bars_are_read(tmp_path, paper, language, place, dots):
    row = samples.order(place)
    assert scanned(tmp_path, rendered("device-label", paper, language, row), dots) == [{order_barcode(row.number)}]


@needs("pdftotext")
@both_sizes
@both_languages
@pytest.mark.parametrize("place", [1, 50, 99])
def test_the_number_is_whole_in_the_readers_digits(tmp_path, paper, language, place):
    number = order_number(reception_number(99, 1499, 99_999), place)
    found = text_of(tmp_path, rendered("device-label", paper, language, samples.order(number=number)))
    assert Words(language).own_number(number).strip("\u2066\u2069") in found


@needs("pdftotext")
@both_sizes
@both_languages
def test_what_finds_the_device_on_its_shelf(tmp_path, paper, language):
    row = samples.order()
    found = text_of(tmp_path, rendered("device-label", paper, language, row))
    expected = ("B-07", "رضا احمدی", "RT46K6110S8", Words(language).date(row.promised_on).strip("\u2066\u2069"))
    assert [each for each in expected if each not in found] == []


@needs("pdftotext")
@both_sizes
def test_blank_fields_leave_their_room(tmp_path, paper):
    found = text_of(tmp_path, rendered("device-label", paper, "en", samples.order(shelf="", promised_on=None)))
    assert "B-07" not in found
    assert "2025" not in found
    assert "01-04-00412-3" in found


@needs("pdftotext", "pdftoppm", "zbarimg")
@both_sizes
def test_a_number_of_imported_history(tmp_path, paper):
    pdf = rendered("device-label", paper, "en", samples.order(number="H-0000012-5"))
    assert "H-0000012-5" in text_of(tmp_path, pdf)
    assert scanned(tmp_path, pdf) == [{"H-0000012-5"}]


CHARGER = ChipRow("accessory", "charger", "شارژر", "Charger", is_exclusive=False)
BAG = ChipRow("accessory", "bag", "کیف", "Bag", is_exclusive=False)
NOTHING = ChipRow("accessory", "none", "بدون لوازم", "No accessories", is_exclusive=True)


@needs("pdftotext", "pdftoppm", "zbarimg")
@both_sizes
@both_languages
def test_a_label_for_the_device_and_for_each_accessory(tmp_path, paper, language):
    row = samples.order(accessories=(CHARGER, BAG), accessories_note="USB C")
    pdf = rendered("device-label", paper, language, row, centre=samples.centre(labels=0))
    assert scanned(tmp_path, pdf) == [{order_barcode(row.number)}] * 4
    words = Words(language)
    found = [{word.text for word in page.words} for page in pages(written(tmp_path, pdf))]
    names = [words("Device"), CHARGER.name(language), BAG.name(language), "USB"]
    for place, (name, texts) in enumerate(zip(names, found, strict=True), 1):
        assert {name, words.number(place), words.number(4)} <= texts


@pytest.mark.parametrize(
    ("accessories", "note", "labels", "expected"),
    [((), "", 0, 1), ((NOTHING,), "", 0, 1), ((CHARGER,), "", 0, 2), ((CHARGER,), "", 1, 1), ((), "", 3, 3)],
)
def test_how_many_labels_there_are(tmp_path, accessories, note, labels, expected):
    row = samples.order(accessories=accessories, accessories_note=note)
    pdf = rendered("device-label", "50x30", "en", row, centre=samples.centre(labels=labels))
    assert len(pages(written(tmp_path, pdf))) == expected
