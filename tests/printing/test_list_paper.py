"""Lists of any length on A4."""

from __future__ import annotations

import pytest

from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents import render_list
from aftersales_desktop.printing.table import Column
from tests.printing import samples
from tests.printing.paper_files import text_of
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import written
from tests.programs import needs

pytestmark = needs("pdftotext")

COLUMNS = (Column("Number"), Column("Customer", 2), Column("State"))


def list_of(count: int, language: str = "en", columns=COLUMNS, **changes) -> bytes:
    rows = [(f"N{place:05}", "Reza", "Open") for place in range(count)]
    rows = [(*row, *("x" for _ in columns[3:])) for row in rows]
    return render_list("Orders", "All open", columns, rows, samples.context(language, "A4", **changes))


def test_a_list_says_what_it_is(tmp_path):
    found = text_of(tmp_path, list_of(3))
    for text in ("Orders", "All open", "3 rows", "2025-11-23 10:12", "Page 1 of 1", "Number", "Customer", "State"):
        assert text in found


def test_titles_of_columns_are_on_every_page(tmp_path):
    found = pages(written(tmp_path, list_of(100)))
    assert len(found) > 1
    for place, page in enumerate(found, 1):
        words = [word.text for word in page.words]
        assert words.count("Number") == words.count("Customer") == words.count("State") == 1
        assert f"Page {place} of {len(found)}" in " ".join(words)
        assert words.count("Orders") == 1


def test_columns_begin_at_the_start_edge(tmp_path):
    def places(language: str) -> list[float]:
        (page,) = pages(written(tmp_path, list_of(3, language)))
        return [next(word.left for word in page.words if word.text == name) for name in ("Number", "Customer", "State")]

    english, persian = places("en"), places("fa")
    assert english == sorted(english)
    assert persian == sorted(persian, reverse=True)


def test_five_thousand_rows_are_all_there(tmp_path):
    found = pages(written(tmp_path, list_of(5000)))
    a_page = sum(word.text.startswith("N0") for word in found[1].words)
    assert a_page > 30
    assert len(found) == pytest.approx(5000 / a_page, abs=1)
    numbers = [word.text for page in found for word in page.words if word.text.startswith("N0")]
    assert numbers == [f"N{place:05}" for place in range(5000)]
    assert f"Page {len(found)} of {len(found)}" in " ".join(word.text for word in found[-1].words)


def test_many_columns_lie_across(tmp_path):
    upright, across = (
        pages(written(tmp_path, list_of(2, columns=tuple(Column(f"C{place}") for place in range(count)))))[0]
        for count in (7, 8)
    )
    assert upright.width == pytest.approx(210, abs=0.1)
    assert across.width == pytest.approx(297, abs=0.1)


def test_an_empty_list_is_a_paper_too(tmp_path):
    found = text_of(tmp_path, list_of(0))
    assert "0 rows" in found
    assert "Number" in found


def test_numbers_are_in_the_readers_digits(tmp_path):
    found = text_of(tmp_path, list_of(60, "fa"))
    assert Words("fa").number(60) in found
    assert "60 rows" not in found


def test_rows_and_columns_must_match():
    with pytest.raises(ValueError, match="zip"):
        render_list("Orders", "", COLUMNS, [("1", "2")], samples.context("en", "A4"))
