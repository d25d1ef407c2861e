"""Sheets by themselves: titles, harmless text, columns."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.excel.sheets import (
    Kind,
    SheetColumn,
    TableSheet,
    harmless,
    new_book,
    save_book,
    sheet_title,
)

COLUMNS = (SheetColumn("Text"), SheetColumn("Day", Kind.DATE), SheetColumn("Rial", Kind.MONEY, total="sum"))
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@pytest.mark.parametrize(
    ("title", "shown"),
    [("Intakes", "Intakes"), ("a/b:c?", "a b c"), ("x" * 40, "x" * 31), ("کارت‌های [ما]", "کارت‌های  ما")],
)
def test_titles_a_sheet_may_bear(title, shown):
    assert sheet_title(title) == shown


@given(st.text(st.characters()))
def test_any_text_becomes_one_that_xml_may_hold(text):
    assert not NOT_XML.search(harmless(text))
    if not NOT_XML.search(text) and "_x" not in text:
        assert harmless(text) == text


def test_what_looks_like_an_escape_of_excel_stays_what_it_is():
    assert harmless("_x000D_ a_x0041_") == "_x005F_x000D_ a_x005F_x0041_"
    assert harmless("max_x_y") == "max_x_y"


def test_one_row_with_a_wrong_text_does_not_change_the_next(tmp_path):
    with new_book("x") as book:
        sheet = TableSheet(book, "S", "tblS", COLUMNS, 3, Words("en"))
        for values in (["=1", None, 5], ["plain", None, 0], ["", None, None]):
            sheet.append(values)
        sheet.finish()
        with (tmp_path / "x.xlsx").open("wb") as file:
            save_book(book, file)

    read = load_workbook(tmp_path / "x.xlsx")["S"]
    assert [[cell.value for cell in row] for row in read["A2:C4"]] == [["=1", None, 5], ["plain", None, 0], [None] * 3]
    assert [read["A2"].data_type, read["A3"].quotePrefix] == ["s", False]
    assert read["C5"].value == "=SUBTOTAL(109,C2:C4)"


def test_a_column_is_named_for_formulas_of_other_sheets():
    with new_book("x") as book:
        sheet = TableSheet(book, "پذیرش‌ها", "tblS", COLUMNS, 3, Words("fa"))
        assert sheet.range_of(2) == "'پذیرش‌ها'!$C$2:$C$4"
        assert TableSheet(book, "T", "tblT", COLUMNS, 0, Words("fa")).range_of(0) == "'T'!$A$2:$A$2"


def test_a_value_too_many_is_noticed():
    with new_book("x") as book:
        sheet = TableSheet(book, "S", "tblS", COLUMNS, 1, Words("en"))
        with pytest.raises(ValueError):
            sheet.append(["a", None, 1, "too many"])
