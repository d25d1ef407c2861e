"""Codes of cells: how they are typed and scanned, and what is none."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.cells import cell_barcode, cell_code, row_of, scanned_cell, written_cell
from aftersales_desktop.domain.identifiers import IdentifierProblem, read_own_number, serial
from aftersales_desktop.domain.scans import strange_scan
from aftersales_desktop.i18n import Words


@pytest.mark.parametrize("position", [0, 7, 19, 20, 519, 5000])
def test_the_barcode_of_a_cell_names_it(position):
    cell = cell_code(position, 20)
    assert scanned_cell(cell_barcode(cell)) == cell
    assert scanned_cell(cell_barcode(cell).lower()) == cell


@pytest.mark.parametrize("code", ["A-03", "SA03", "S-000001-5", "J:0104004123", "FD0470716432", ""])
def test_no_other_code_is_a_cell(code):
    assert scanned_cell(code) is None


def test_no_serial_and_no_number_of_ours_can_be_a_cells_barcode():
    with pytest.raises(IdentifierProblem):
        serial(cell_barcode("A-03"))
    own = read_own_number(cell_barcode("A-03"))
    assert own is None or not own.is_explicit


@pytest.mark.parametrize("typed", ["A-03", "a-03", "a3", "A 3", "a-۳", "A03", "A-003"])
def test_a_cell_is_typed_as_it_comes(typed):
    assert written_cell(typed) == "A-03"
    assert row_of(written_cell(typed)) == "A"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("https://example.com/x", "neither a serial nor a label"), ("A", "neither a serial nor a label"),
        ("01-05-00001-0", "check digit"), ("G-00000001-3", "Nothing in this file"), ("U0000000014", "check digit"),
    ],
)  # fmt: skip
def test_a_strange_scan_gets_one_sentence(code, words):
    problem = strange_scan(code)
    assert problem is not None and words in Words("en").say(problem)


@pytest.mark.parametrize("code", ["FD0470716432", "AB-1234/5", "354842105551237"])
def test_a_serial_is_not_strange(code):
    assert strange_scan(code) is None
