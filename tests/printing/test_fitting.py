"""Words in boxes: smaller first, whole as long as possible, cut with a mark at last."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import END_ISOLATE, LTR_ISOLATE
from aftersales_desktop.printing.documents.fitting import Box, fitted, lines_in, put, settled
from aftersales_desktop.printing.pdf import A4, POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Style
from tests.printing import samples


@pytest.fixture
def document() -> PdfDocument:
    return PdfDocument(A4, right_to_left=True, title="", created=samples.NOW)


def test_a_box_knows_its_edges():
    box = Box(10, 20, 30, 40)
    assert (box.end, box.bottom) == (40, 60)


def test_what_fits_stays_as_it_is(document):
    assert fitted(document, "رضا احمدی", Style(10), 60, 6) == ("رضا احمدی", Style(10))


def test_what_is_too_wide_gets_smaller_and_stays_whole(document):
    text, style = fitted(document, samples.LONG_MODEL, Style(12), 60, 6, smallest=5)
    assert text == samples.LONG_MODEL
    assert 5 <= style.size < 12


def test_a_code_is_not_broken_while_it_can_be_made_smaller(document):
    text, style = fitted(document, "ABCDEFGHIJKLMNOPQRST", Style(12), 30, 12, smallest=4)
    assert len(document.lines(30, text, style)) == 1
    assert style.size > 4


def test_what_is_too_long_for_the_smallest_letters_is_cut_with_a_mark(document):
    text, style = fitted(document, samples.long_words(2000), Style(9), 50, 12, smallest=6)
    assert style.size == 6
    assert text.endswith("…")
    assert len(document.lines(50, text, style)) <= 12 * POINTS_PER_MM / style.line_height + 0.25
    assert samples.long_words(2000).startswith(text.rstrip("…"))


def test_a_cut_inside_a_code_closes_its_isolate(document):
    text, _style = fitted(document, Words("fa").code("A" * 500), Style(9), 30, 6, smallest=6)
    assert text.count(LTR_ISOLATE) == text.count(END_ISOLATE) == 1
    assert text.endswith(f"{END_ISOLATE}…")


@pytest.mark.parametrize("middle", [True, False])
def test_words_stand_where_they_were_put(document, middle):
    below = put(document, Box(10, 10, 60, 20), "رضا", Style(10), middle=middle)
    height = Style(10).line_height / POINTS_PER_MM
    assert below == pytest.approx(20 + height / 2 if middle else 10 + height)


def test_lines_in_a_height():
    style = Style(10, leading=1.5)
    line = 15 / POINTS_PER_MM
    assert [lines_in(line * count, style) for count in (0.9, 1, 1.9, 2)] == [0, 1, 1, 2]


def test_a_text_of_isolates_reads_like_the_paper():
    typed, made = Style(direction="auto"), Words("fa").joined(["A1", "B2"])
    assert settled(typed, made).direction == "document"
    assert settled(typed, "Does not start.").direction == "auto"
    assert settled(Style(direction="ltr"), made).direction == "ltr"


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(alphabet="ابپ آ AB12۱۲-/.،\u2066\u2069\n", max_size=300),
    width=st.floats(5, 120),
    height=st.floats(2, 40),
    size=st.floats(5, 20),
)
def test_any_text_stays_in_its_box(text, width, height, size):
    document = PdfDocument(A4, right_to_left=True, title="", created=samples.NOW)
    shown, style = fitted(document, text, Style(size), width, height, smallest=4)
    lines = document.lines(width, shown, style)
    assert (
        len(lines) == 1 or len(lines) * style.line_height <= (height * POINTS_PER_MM) + 0.25 * style.line_height + 1e-6
    )
    assert all(line.width * style.size / 1000 <= width * POINTS_PER_MM + 0.1 for line in lines) or width < 8
