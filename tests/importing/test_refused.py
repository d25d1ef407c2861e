"""The list of refused rows opens in a spreadsheet, runs nothing there, and comes back as it was."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.importing.files import open_table
from aftersales_desktop.importing.refused import RefusedRows, safe_cell


def written(rows: list[tuple[int, str, tuple[str, ...]]], headers: tuple[str, ...] = ("id", "problem")) -> bytes:
    file = io.BytesIO()
    refused = RefusedRows(file, headers, line_title="Line", reason_title="Reason")
    for row in rows:
        refused.add(*row)
    refused.finish()
    return file.getvalue()


def test_excel_reads_persian_from_it():
    content = written([(7, "بدون تاریخ", ("۱", "سرد\nنمی‌کند"))])

    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["Line", "Reason", "id", "problem"], ["7", "بدون تاریخ", "۱", "سرد\nنمی‌کند"]]


@given(st.text())
def test_no_cell_is_a_formula(text):
    assert not safe_cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_formulas_come_back_as_they_were(tmp_path: Path):
    path = tmp_path / "x.refused.csv"
    path.write_bytes(written([(1, "r", ("=1+1", "-5")), (2, "r", ("@x", "+98912"))]))

    assert [row.values[2:] for row in open_table(path).rows()] == [("=1+1", "-5"), ("@x", "+98912")]
