"""Tables: columns from the start edge, titles on every page, nothing lost at a page break."""

from __future__ import annotations

from datetime import UTC, datetime

import pypdfium2
import pytest

from aftersales_desktop.printing.pdf import A4, PdfDocument
from aftersales_desktop.printing.table import Column, Table
from tests.printing.test_pdf import characters

CREATED = datetime(2025, 8, 3, 9, 30, tzinfo=UTC)
COLUMNS = (Column("NUM", 20), Column("NAME", 60), Column("SUM", 40, "end"))


def next_page(document: PdfDocument) -> float:
    document.new_page()
    return 20.0


def drawn(rows, *, right_to_left: bool = False, columns=COLUMNS, bottom: float = 280.0, y: float = 20.0, **options):
    """The document of a table, and the y below it."""
    document = PdfDocument(A4, right_to_left=right_to_left, title="", created=CREATED)
    below = Table(columns).draw(document, rows, x=10, y=y, width=190, bottom=bottom, next_page=next_page, **options)
    return document, below


def words_of_pages(document: PdfDocument) -> list[list[str]]:
    file = pypdfium2.PdfDocument(document.to_bytes())
    found = []
    for page in file:
        text = page.get_textpage()
        found.append(text.get_text_range().split())
        text.close()
        page.close()
    file.close()
    return found


def place_of(document: PdfDocument, word: str, page: int = 0) -> tuple[float, float, float]:
    """Left, right and top (mm) of a word that stands once on a page."""
    entries = characters(document.to_bytes(), page)
    text = "".join(entry[0] for entry in entries)
    assert text.count(word) == 1
    start = text.index(word)
    letters = entries[start : start + len(word)]
    return min(box[1] for box in letters), max(box[3] for box in letters), min(box[2] for box in letters)


def test_columns_run_from_the_start_edge():
    rows = [("1", "X-ROW", "500")]
    ltr, _ = drawn(rows)
    rtl, _ = drawn(rows, right_to_left=True)
    assert place_of(ltr, "NUM")[0] < place_of(ltr, "NAME")[0] < place_of(ltr, "SUM")[0]
    assert place_of(rtl, "NUM")[0] > place_of(rtl, "NAME")[0] > place_of(rtl, "SUM")[0]
    assert place_of(ltr, "NUM")[0] == pytest.approx(11, abs=0.5)
    assert place_of(rtl, "NUM")[1] == pytest.approx(210 - 11, abs=0.5)
    assert place_of(ltr, "500")[1] == pytest.approx(200 - 1, abs=0.5)
    assert place_of(rtl, "500")[0] == pytest.approx(10 + 1, abs=0.5)


def test_a_value_stands_below_its_title():
    document, _ = drawn([("1", "X-ROW", "500")], right_to_left=True)
    assert place_of(document, "X-ROW")[1] == pytest.approx(place_of(document, "NAME")[1], abs=0.5)
    assert place_of(document, "X-ROW")[2] > place_of(document, "NAME")[2]


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_every_row_is_printed_once_and_titles_on_each_page(right_to_left):
    rows = [(f"N{number}", "X" + " wrapped words" * (number % 5), "5") for number in range(150)]
    document, below = drawn(rows, right_to_left=right_to_left)
    pages = words_of_pages(document)
    assert len(pages) > 3
    assert all(page.count("NUM") == 1 for page in pages)
    everything = [word for page in pages for word in page]
    assert sorted(word for word in everything if word.startswith("N") and word[1:].isdigit()) == sorted(
        row[0] for row in rows
    )
    assert below <= 280


def test_nothing_is_drawn_below_the_bottom():
    rows = [(str(number), "word " * 40, "5") for number in range(40)]
    document, _ = drawn(rows, bottom=150)
    for page in range(document.page_count):
        assert max(box[4] for box in characters(document.to_bytes(), page)) < 150


def test_a_row_is_not_split_while_a_page_can_hold_it():
    rows = [("1", "first " * 60, ""), ("2", "tsrif " * 60, "")]
    _, one = drawn([rows[0]])
    document, _ = drawn(rows, bottom=one + 3)
    pages = words_of_pages(document)
    assert pages[0].count("first") == 60
    assert "tsrif" not in pages[0]
    assert pages[1].count("tsrif") == 60


def test_a_row_taller_than_a_page_goes_on_on_the_next():
    document, _ = drawn([("1", "word " * 900, "5")], bottom=100)
    pages = words_of_pages(document)
    assert len(pages) > 2
    assert sum(page.count("word") for page in pages) == 900
    assert [page.count("5") for page in pages] == [1] + [0] * (len(pages) - 1)


def test_titles_are_never_left_alone_at_the_end_of_a_page():
    document, below = drawn([("1", "X-ROW", "5")], y=270)
    pages = words_of_pages(document)
    assert pages[0] == []
    assert "NUM" in pages[1]
    assert "X-ROW" in pages[1]
    assert 20 < below < 60


def test_a_table_without_rows_shows_its_titles():
    document, below = drawn([])
    assert words_of_pages(document) == [["NUM", "NAME", "SUM"]]
    assert 20 < below < 40


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="zip"):
        drawn([("1", "2")])


def test_cells_read_like_their_own_first_letter():
    document, _ = drawn([("1", "AB (12)", "5")], right_to_left=True)
    top = place_of(document, "AB(12)")[2]
    row = [entry for entry in characters(document.to_bytes()) if abs(entry[2] - top) < 1.5]
    assert "AB(12)" in "".join(entry[0] for entry in sorted(row, key=lambda entry: entry[1]))
