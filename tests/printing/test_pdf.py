"""Papers: mirrored once, the same bytes each time, readable by other programs."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from aftersales_desktop.printing.pdf import A4, A5_LANDSCAPE, ROLL_80, PdfDocument
from aftersales_desktop.printing.shaping import paper_family
from aftersales_desktop.printing.text import Style, bold
from tests.printing.corpus import LATIN_PARAGRAPH, LINES, NAMES, PARAGRAPH, ZWNJ, isolated
from tests.printing.pdf_reading import (
    FORBIDDEN,
    found_share,
    run,
    text_by_pdfium,
    text_by_poppler,
    text_in_order_of_drawing,
    tokens,
    written,
)
from tests.printing.test_text import numbers_of_every_kind
from tests.programs import needs
from tests.source import ROOT

CREATED = datetime(2025, 8, 3, 9, 30, tzinfo=UTC)
MM = 72 / 25.4


def paper(size=A4, *, right_to_left: bool = True, **options) -> PdfDocument:
    return PdfDocument(size, right_to_left=right_to_left, title="کارت ضمانت", created=CREATED, **options)


def logo() -> bytes:
    buffer = BytesIO()
    Image.new("RGBA", (80, 40), (26, 95, 180, 128)).save(buffer, "PNG")
    return buffer.getvalue()


def sample(*, right_to_left: bool = True) -> PdfDocument:
    """A paper with one of everything."""
    document = paper(A5_LANDSCAPE, right_to_left=right_to_left)
    document.form("frame", draw_frame)
    y = document.text(10, 20, 100, PARAGRAPH, Style(9, align="justify"))
    y = document.text(10, y, 100, f"مبلغ {bold('۱٬۲۵۱٬۰۰۰ ریال')}", Style(10, color="#1a5fb4"))
    document.text(10, y, 100, LATIN_PARAGRAPH, Style(9, direction="ltr"))
    document.image(logo(), 170, 8, 30, 15)
    document.qr("U12", 150, 50, 25)
    document.code128("J0400001-5", 130, 90, 70, 10)
    document.path([(150, 110), (160, 120), (140, 120)], fill="#ff0000")
    document.new_page((50, 30))
    document.text(2, 2, 46, isolated("J0400001-5"), Style(8, align="center"))
    return document


def draw_frame(document: PdfDocument) -> None:
    document.rect(5, 5, 200, 138, radius=3, stroke="#1a5fb4")
    document.line(10, 18, 200, 18, dash=1, color="#777777")
    document.text(10, 8, 100, "شرکت خدمات پارس", Style(12, bold=True))


def characters(pdf: bytes, page: int = 0) -> list[tuple[str, float, float, float, float]]:
    """Each character of a page with its box in mm from the top left corner: left, top, right, bottom."""
    document = pypdfium2.PdfDocument(pdf)
    shown = document[page]
    height, text = shown.get_height(), shown.get_textpage()
    found = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index)
        box = (left / MM, (height - top) / MM, right / MM, (height - bottom) / MM)
        found.append((text.get_text_range(index, 1), *box))
    text.close()
    shown.close()
    document.close()
    return [entry for entry in found if entry[0].strip()]


def darkest(pdf: bytes, x: float, y: float, page: int = 0) -> tuple[int, ...]:
    """Colour of the page x mm from the left and y mm from the top."""
    document = pypdfium2.PdfDocument(pdf)
    image = document[page].render(scale=4).to_pil().convert("RGB")
    document.close()
    return image.getpixel((round(x * MM * 4), round(y * MM * 4)))


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_x_counts_from_the_start_edge(right_to_left):
    document = paper((100, 50), right_to_left=right_to_left)
    document.rect(10, 10, 20, 5, stroke=None, fill="#ff0000")
    document.path([(60, 20), (70, 20), (70, 30), (60, 30)], stroke=None, fill="#0000ff")
    document.line(40, 35, 50, 35, thickness=2)
    pdf = document.to_bytes()
    for x, y, color in ((20, 12, (255, 0, 0)), (65, 25, (0, 0, 255)), (45, 35, (0, 0, 0)), (35, 12, (255, 255, 255))):
        assert darkest(pdf, 100 - x if right_to_left else x, y) == color


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
@pytest.mark.parametrize("align", ["start", "end", "center"])
def test_text_stands_where_it_is_aligned(right_to_left, align):
    document = paper((100, 50), right_to_left=right_to_left)
    below = document.text(10, 5, 60, "HHH", Style(12, align=align))
    boxes = characters(document.to_bytes())
    left, right = min(box[1] for box in boxes), max(box[3] for box in boxes)
    start, end = (30, 90) if right_to_left else (10, 70)
    expected_left = {True: start, False: end - (right - left), None: (start + end - right + left) / 2}[
        None if align == "center" else (align == "start") != right_to_left
    ]
    assert left == pytest.approx(expected_left, abs=0.4)
    assert 5 < min(box[2] for box in boxes) < max(box[4] for box in boxes) < below


def test_text_returns_the_y_below_it():
    document = paper()
    style = Style(10, leading=1.5)
    one = document.text(10, 20, 80, "یک", style)
    assert one == pytest.approx(20 + 15 / MM)
    assert document.text(10, one, 80, PARAGRAPH, style) == pytest.approx(
        one + document.text_height(80, PARAGRAPH, style)
    )
    assert document.text_width("HH", style) == pytest.approx(2 * document.text_width("H", style), rel=0.01)


def test_justified_lines_reach_both_edges():
    document = paper()
    document.text(20, 20, 80, PARAGRAPH, Style(10, align="justify"))
    boxes = characters(document.to_bytes())
    assert min(box[1] for box in boxes) == pytest.approx(210 - 100, abs=0.6)
    assert max(box[3] for box in boxes) == pytest.approx(210 - 20, abs=0.6)


def test_fitted_makes_a_text_fit_and_no_smaller_than_asked():
    document = paper()
    style = document.fitted(PARAGRAPH, Style(12), 80, lines=8)
    assert 6 <= style.size < 12
    assert len(document.lines(80, PARAGRAPH, style)) <= 8
    assert document.fitted(PARAGRAPH, Style(12), 20, smallest=7).size == 7
    assert document.fitted("کوتاه", Style(12), 80) == Style(12)


def test_a_roll_is_as_long_as_what_is_on_it():
    document = paper(ROLL_80)
    assert document.height < 10
    below = document.text(4, 4, 72, PARAGRAPH)
    document.new_page((50, 30))
    document.text(2, 2, 46, "برچسب")
    file = pypdfium2.PdfDocument(document.to_bytes())
    sizes = [(page.get_width() / MM, page.get_height() / MM) for page in file]
    file.close()
    assert sizes[0] == pytest.approx((80, below + 4), abs=0.01)
    assert sizes[1] == pytest.approx((50, 30), abs=0.01)
    first = characters(document.to_bytes())
    assert min(box[2] for box in first) > 4


def test_a_form_is_drawn_once_and_shown_on_every_page():
    drawn = []

    def frame(document: PdfDocument) -> None:
        drawn.append(document.width)
        document.text(10, 10, 100, "بالای برگه")

    document = paper()
    for number in range(3):
        if number:
            document.new_page()
        document.form("frame", frame)
    document.new_page((148, 210))
    document.form("frame", frame)
    pdf = document.to_bytes()
    assert drawn == [210, 148]
    assert all(characters(pdf, page)[0][0] for page in range(4))
    assert characters(pdf, 0)[0][3] == pytest.approx(210 - 10, abs=0.5)
    assert characters(pdf, 3)[0][3] == pytest.approx(148 - 10, abs=0.5)


def test_forms_reach_down_a_roll_too():
    document = paper(ROLL_80)
    document.form("box", lambda roll: roll.rect(0, 0, 80, 60))
    document.new_page()
    document.form("box", lambda roll: roll.rect(0, 0, 80, 60))
    assert document.height == pytest.approx(64)


def test_every_page_can_be_numbered_at_the_end():
    document = paper()
    document.new_page()
    document.new_page()
    seen = []

    def number(document: PdfDocument, page: int, pages: int) -> None:
        seen.append((page, pages))
        document.text(10, 280, 190, f"{page}/{pages}")

    document.each_page(number)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert "".join(entry[0] for entry in characters(document.to_bytes(), 1)) == "2/3"


def test_missing_characters_are_reported_and_visible():
    document = paper()
    document.text(10, 10, 100, "مشتری 😀")
    document.text(10, 20, 100, "中", Style(bold=True))
    assert document.missing == {"😀", "中"}
    assert "\ufffd" in [entry[0] for entry in characters(document.to_bytes())]


def test_nothing_is_missing_from_a_usual_paper():
    document = sample()
    assert document.missing == set()


def test_a_picture_is_stored_once():
    document = paper()
    for _ in range(5):
        document.image(logo(), 10, 10, 30, 30)
        document.new_page()
    assert document.to_bytes().count(b"/Subtype/Image") == 2  # colours and opacity


def test_a_picture_keeps_its_proportions_in_the_middle_of_its_box():
    document = paper((100, 60))
    buffer = BytesIO()
    Image.new("RGB", (200, 100), "#ff0000").save(buffer, "PNG")
    document.image(buffer.getvalue(), 10, 10, 40, 40)
    pdf = document.to_bytes()
    assert darkest(pdf, 70, 30) == (255, 0, 0)
    assert darkest(pdf, 70, 19) == darkest(pdf, 70, 41) == (255, 255, 255)
    assert darkest(pdf, 89, 30) == darkest(pdf, 51, 30) == (255, 0, 0)


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_a_paper_says_what_it_is(right_to_left):
    pdf = paper(right_to_left=right_to_left).to_bytes()
    file = pypdfium2.PdfDocument(pdf)
    described = file.get_metadata_dict()
    file.close()
    assert described["Title"] == "کارت ضمانت"
    assert described["CreationDate"] == "D:20250803093000Z"
    assert (b"/Lang (fa-IR)" in pdf) == right_to_left
    assert b"/Direction" not in pdf
    assert b"/PrintScaling /None" in pdf


def test_bytes_are_binary_and_compressed():
    pdf = sample().to_bytes()
    assert b"ASCII85" not in pdf
    assert b" TJ" not in pdf
    assert b"Helvetica" not in pdf


def test_the_same_paper_has_the_same_bytes_and_other_words_have_others():
    document = sample()
    assert document.to_bytes() == document.to_bytes() == sample().to_bytes()
    assert sample(right_to_left=False).to_bytes() != sample().to_bytes()


FINGERPRINT = """
import hashlib
from tests.printing.test_pdf import sample
print(hashlib.sha256(sample().to_bytes()).hexdigest())
"""


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_same_bytes_in_another_process(seed):
    done = subprocess.run(
        [sys.executable, "-c", FINGERPRINT],
        capture_output=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "0"},
        timeout=60,
    )
    assert done.stdout.decode().strip() == hashlib.sha256(sample().to_bytes()).hexdigest()


def test_the_same_bytes_in_threads_and_after_other_papers():
    alone = sample().to_bytes()
    with ThreadPoolExecutor(4) as pool:
        papers = list(pool.map(lambda number: sample(right_to_left=number % 3 > 0).to_bytes(), range(24)))
    assert all(pdf == alone for number, pdf in enumerate(papers) if number % 3)


@needs("qpdf")
@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_qpdf_finds_no_fault(tmp_path, right_to_left):
    path = written(tmp_path, sample(right_to_left=right_to_left).to_bytes())
    assert "No syntax or stream encoding errors" in run("qpdf", "--check", path)


@needs("qpdf")
def test_no_page_shows_the_glyph_for_missing_characters(tmp_path):
    document = sample()
    document.text(10, 10, 100, "😀")
    path = written(tmp_path, document.to_bytes())
    subprocess.run(["qpdf", "--stream-data=uncompress", path, tmp_path / "open.pdf"], check=True, timeout=60)
    pages = (tmp_path / "open.pdf").read_bytes()
    shown = re.findall(rb"<([0-9A-F]+)>", b"".join(re.findall(rb"\[([^\]]*)\]TJ", pages)))
    codes = {codes[place : place + 4] for codes in shown for place in range(0, len(codes), 4)}
    assert len(codes) > 50
    assert b"0000" not in codes


SIGNS = {
    "percent", "times", "plus minus", "plus and minus", "equals", "slash", "underscore and star", "abbreviation",
    "degrees", "currency", "Roman list", "soft hyphen", "all Persian letters", "harakat piled up",
}  # fmt: skip
"""Lines in which readers of PDFs move signs by their own rules, or take single letters for one word."""

READ_BACK = [*(text for name, text in LINES.items() if name not in SIGNS), PARAGRAPH, LATIN_PARAGRAPH]


@pytest.fixture(scope="module")
def corpus_paper(tmp_path_factory):
    document = paper()
    y = 10.0
    for text in READ_BACK:
        if y > 260:
            document.new_page()
            y = 10.0
        y = document.text(10, y, 190, text, Style(9, direction="auto"))
    return written(tmp_path_factory.mktemp("corpus"), document.to_bytes())


@needs("pdftotext")
def test_words_are_found_by_poppler(corpus_paper):
    extracted = text_by_poppler(corpus_paper)
    assert found_share(" ".join(READ_BACK), extracted) >= 0.97
    assert not FORBIDDEN.findall(extracted)


def test_words_are_found_by_pdfium(corpus_paper):
    extracted = text_by_pdfium(corpus_paper)
    assert found_share(" ".join(READ_BACK), extracted) >= 0.97
    assert not FORBIDDEN.findall(extracted)


READERS = [
    pytest.param(text_by_poppler, id="poppler", marks=needs("pdftotext")),
    pytest.param(text_by_pdfium, id="pdfium"),
]
ALL_READERS = [*READERS, pytest.param(text_in_order_of_drawing, id="poppler, raw", marks=needs("pdftotext"))]


def plain_spaces(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("reader", READERS)
def test_numbers_in_a_line_of_their_own_are_found_verbatim(tmp_path, reader):
    document = paper((80, 300))
    numbers = numbers_of_every_kind()
    for place, number in enumerate(numbers):
        if place and place % 50 == 0:
            document.new_page()
        document.text(10, 10 + place % 50 * 5, 60, isolated(number), Style(8))
    extracted = plain_spaces(reader(written(tmp_path, document.to_bytes())))
    assert [number for number in numbers if number not in extracted] == []


@pytest.mark.parametrize("reader", READERS)
def test_numbers_beside_their_label_are_found_verbatim(tmp_path, reader):
    """The label and the value are two texts on one line, as on most papers."""
    document = paper((100, 300))
    numbers = [number for number in numbers_of_every_kind() if not re.search("[A-Z]", number)]
    for place, number in enumerate(numbers):
        if place and place % 50 == 0:
            document.new_page()
        document.text(5, 10 + place % 50 * 5, 30, "شماره و مبلغ:", Style(8))
        document.text(35, 10 + place % 50 * 5, 60, isolated(number), Style(8))
    extracted = plain_spaces(reader(written(tmp_path, document.to_bytes())))
    assert [number for number in numbers if number not in extracted] == []


@pytest.mark.parametrize("reader", READERS)
def test_a_sentence_keeps_its_numbers(tmp_path, reader):
    document = paper()
    values = ("۱۴۰۴/۰۵/۱۲", "۱۰:۳۰", "۰۲۱-۸۸۷۷۶۶۵۵", "۰۹۱۲ ۳۴۵ ۶۷۸۹", "0912 345 6789", "04-04-00012-3")
    for place, value in enumerate(values):
        document.text(10, 10 + 10 * place, 190, f"این مقدار {isolated(value)} ثبت شد و مبلغ ۱٬۲۵۱٬۰۰۰ ریال است")
    extracted = plain_spaces(reader(written(tmp_path, document.to_bytes())))
    assert [value for value in values if value not in extracted] == []
    assert extracted.count("۱٬۲۵۱٬۰۰۰") == len(values)


@pytest.mark.parametrize("reader", READERS)
def test_a_glyph_of_two_letters_reads_as_each_of_them(tmp_path, reader):
    """Heh with hamza above is one letter or two, and drawn by one glyph."""
    texts = ["دورۀ", "دورهٔ", "دورۀ", "خانهٔ"]
    one, two = (paper_family().regular.shape(text, True).glyphs for text in texts[:2])
    assert {glyph.id for glyph in one} < {glyph.id for glyph in two}
    assert not set(one) < set(two)
    document = paper()
    for place, text in enumerate(texts):
        document.text(10, 10 + 10 * place, 100, text)
    assert tokens(reader(written(tmp_path, document.to_bytes()))) == texts


def words_below_each_other(texts: list[str], style: Style) -> bytes:
    document = paper()
    for place, text in enumerate(texts):
        document.text(10, 5 + 10 * place, 150, text, style)
    return document.to_bytes()


@pytest.mark.parametrize("is_bold", [False, True], ids=["regular", "bold"])
@pytest.mark.parametrize("size", [6, 9, 12, 20])
@pytest.mark.parametrize("reader", ALL_READERS)
def test_letters_drawn_by_one_glyph_are_all_read(tmp_path, reader, size, is_bold):
    texts = [*NAMES, "Allah الله 123", "عبدالله AB-12 ۱۲۳", "سلام کالا لأن الآن", f"نمی{ZWNJ}شود", f"کتاب{ZWNJ}ها است"]
    path = written(tmp_path, words_below_each_other(texts, Style(size, bold=is_bold)))
    lines = [sorted(tokens(line)) for line in reader(path).splitlines() if tokens(line)]
    assert lines == [sorted(tokens(text)) for text in texts]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(max_size=60), width=st.floats(0.5, 200), is_bold=st.booleans(), auto=st.booleans())
def test_no_text_of_the_world_stops_a_paper(text, width, is_bold, auto):
    document = paper()
    style = Style(9, bold=is_bold, align="justify", direction="auto" if auto else "document")
    below = document.text(5, 5, width, text, style)
    assert below == pytest.approx(5 + document.text_height(width, text, style))
    assert document.to_bytes().startswith(b"%PDF")
