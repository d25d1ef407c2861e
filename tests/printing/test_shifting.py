"""A paper moved on its sheet: read back, every word stands so many mm further, and the sheet has its size."""

from __future__ import annotations

import pytest

from aftersales_desktop.printing.shifting import shifted
from tests.printing.paper_files import rendered
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import written
from tests.programs import needs


@needs("pdftotext", "qpdf")
@pytest.mark.parametrize(("name", "paper"), [("device-label", "50x30"), ("intake-receipt", "A5"), ("list", "A4")])
@pytest.mark.parametrize(("right", "down"), [(2.0, -1.5), (-0.5, 3.0), (0.0, 0.5)])
def test_every_word_moves(tmp_path, name, paper, right, down):
    pdf = rendered(name, paper, "fa")
    for folder in ("before", "after"):
        (tmp_path / folder).mkdir()
    before = pages(written(tmp_path / "before", pdf))
    after = pages(written(tmp_path / "after", shifted(pdf, right, down)))
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert (new.width, new.height) == pytest.approx((old.width, old.height), abs=0.01)
        moved = [(word.text, word.left + right, word.top + down) for word in old.words]
        assert [word.text for word in new.words] == [text for text, _left, _top in moved]
        assert [word.left for word in new.words] == pytest.approx([left for _text, left, _top in moved], abs=0.05)
        assert [word.top for word in new.words] == pytest.approx([top for _text, _left, top in moved], abs=0.05)


def test_a_printer_that_prints_at_its_place_gets_the_very_bytes():
    pdf = rendered("device-label", "50x30", "fa")
    assert shifted(pdf, 0.0, 0.0) is pdf
