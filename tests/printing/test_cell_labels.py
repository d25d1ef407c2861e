"""The labels of cells: every cell once, and a scanner reads each."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.cells import cell_barcode, scanned_cell
from aftersales_desktop.printing.documents import cell_labels
from aftersales_desktop.services.cells import CellLabels
from tests.printing import samples
from tests.printing.paper_files import rendered, scanned
from tests.programs import needs


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize("dots", [203, 300])
def test_a_sheet_is_read_cell_by_cell(tmp_path, dots):
    row = samples.cells(30)
    pages = scanned(tmp_path, rendered("cell-labels", "A4", "fa", row), dots)
    assert [len(found) for found in pages] == [24, 6]
    assert set().union(*pages) == {cell_barcode(cell) for cell in row.cells}


@needs("pdftoppm", "zbarimg")
@pytest.mark.parametrize("paper", [paper for paper in cell_labels.DOCUMENT.papers if paper != "A4"])
@pytest.mark.parametrize("cell", ["A-01", "AB-99"])
def test_a_label_names_its_cell(tmp_path, paper, cell):
    (found,) = scanned(tmp_path, rendered("cell-labels", paper, "en", CellLabels("x", cell, (cell,))))
    assert {scanned_cell(code) for code in found} == {cell}
