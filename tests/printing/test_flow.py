"""Text that goes on over pages loses nothing and leaves no page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aftersales_desktop.printing.documents.flow import ENDLESS, Flow
from aftersales_desktop.printing.documents.furniture import OFFICE, Fact, Look
from aftersales_desktop.printing.pdf import POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Style
from tests.printing import samples
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import written
from tests.programs import needs

LOOK = Look(OFFICE, label=7, value=9)
STYLE = Style(9, leading=1.5)
LINE = STYLE.line_height / POINTS_PER_MM


class Paper:
    """A small paper with a column on it."""

    def __init__(self) -> None:
        self.document = PdfDocument((80, 60), right_to_left=False, title="", created=samples.NOW)
        self.flow = Flow(self.document, x=5, y=5, width=70, bottom=55, next_page=self.next_page)

    def next_page(self) -> float:
        self.document.new_page()
        return 10


@pytest.fixture
def paper() -> Paper:
    return Paper()


def numbered(count: int) -> str:
    return "\n".join(f"line{place}" for place in range(count))


@needs("pdftotext")
@pytest.mark.parametrize("count", [1, 10, 11, 12, 40])
def test_every_line_is_there_once_and_in_order(tmp_path, paper, count):
    paper.flow.text(numbered(count), STYLE)
    found = pages(written(tmp_path, paper.document.to_bytes()))
    assert [word.text for page in found for word in page.words] == numbered(count).split()
    assert all(word.bottom < 55.5 for page in found for word in page.words)


def test_two_lines_at_least_stay_together(paper):
    paper.flow.y = 55 - 1.5 * LINE
    paper.flow.text(numbered(3), STYLE)
    assert paper.document.page_count == 2
    assert paper.flow.y == pytest.approx(10 + 3 * LINE)


def test_room_is_asked_for_before_it_is_used(paper):
    paper.flow.need(50)
    assert paper.document.page_count == 1
    paper.flow.y = 30
    paper.flow.need(25)
    assert paper.document.page_count == 1
    paper.flow.need(25.1)
    assert (paper.document.page_count, paper.flow.y, paper.flow.room) == (2, 10, 45)
    paper.flow.need(400)
    assert paper.document.page_count == 2


def test_no_gap_at_the_top_of_a_page(paper):
    paper.flow.gap(4)
    assert paper.flow.y == 5
    paper.flow.text("one", STYLE)
    y = paper.flow.y
    paper.flow.gap(4)
    assert paper.flow.y == y + 4


def test_a_frame_stays_on_one_page(paper):
    paper.flow.y = 50
    paper.flow.framed(numbered(3), STYLE, color="#000000", padding=2)
    assert paper.document.page_count == 2
    assert paper.flow.y == pytest.approx(10 + 3 * LINE + 2)


@needs("pdftotext")
def test_short_facts_stand_side_by_side_and_long_ones_below(tmp_path, paper):
    facts = [Fact("Serial", "SN-1"), Fact("Shelf", "B-07"), Fact("Note", "word " * 12), Fact("Seal", "P-9")]
    paper.flow.cells(facts, LOOK, labels=12)
    (page,) = pages(written(tmp_path, paper.document.to_bytes()))
    places = {word.text: word for word in page.words}
    assert places["SN-1"].top == pytest.approx(places["B-07"].top) == pytest.approx(places["P-9"].top)
    assert places["SN-1"].right < places["B-07"].left < places["P-9"].left
    assert places["Note"].top > places["SN-1"].bottom
    assert sum(word.text == "word" for word in page.words) == 12


def test_cells_go_into_as_many_rows_as_they_need(paper):
    fact = Fact("Serial", "ABCDEFGHIJ")
    one = paper.flow.cells_height([fact], LOOK)
    assert one > 0
    assert paper.flow.cells_height([fact] * 8, LOOK) == pytest.approx(3 * one)
    assert paper.flow.cells_height([replace(fact, text="A" * 60)], LOOK) == 0


def test_a_roll_has_no_second_page():
    document = PdfDocument((80, None), right_to_left=True, title="", created=samples.NOW)
    flow = Flow(document, x=4, y=4, width=72, bottom=ENDLESS)
    flow.text(numbered(500), STYLE)
    assert document.page_count == 1
    assert document.height > 500 * LINE
    flow.bottom = flow.y
    with pytest.raises(ValueError, match="no further page"):
        flow.need(1)
