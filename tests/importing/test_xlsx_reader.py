"""Workbooks as people keep them: several sheets, merged cells, formulas, dates; and files that only look like one."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest

from aftersales_desktop.i18n import LANGUAGES, render
from aftersales_desktop.importing.files import open_table
from aftersales_desktop.importing.table import PlainRow, TornRow, UnreadableFile
from tests.importing.workbooks import HEADERS, saved, with_part

SHEET = "xl/worksheets/sheet1.xml"
ROW = (101, date(2024, 3, 20), "یخچال", "AB-12", "علي كريمي", 9121234567, "سرد نمی‌کند")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "records.xlsx"


def values_of(path: Path, sheet: str = "") -> list[tuple[str, ...]]:
    return [row.values for row in open_table(path, sheet).rows()]


def refusal(path: Path, sheet: str = "") -> str:
    with pytest.raises(UnreadableFile) as caught:
        list(open_table(path, sheet).rows())
    return render(caught.value.message, "en")


def test_values_are_read_as_a_person_reads_them(book):
    moments = (datetime(2024, 3, 20, 14, 30), datetime(2024, 3, 20), time(8, 5), 12.5, True, 3.0)
    saved(book, [("a", "b", "c", "d", "e", "f"), moments])
    assert values_of(book) == [("2024-03-20 14:30", "2024-03-20", "08:05", "12.5", "TRUE", "3")]


def test_a_list_of_services(book):
    table = open_table(saved(book, [HEADERS, ROW]))
    assert table.headers == HEADERS
    assert list(table.rows()) == [
        PlainRow(2, ("101", "2024-03-20", "یخچال", "AB-12", "علي كريمي", "9121234567", "سرد نمی‌کند"))
    ]
    assert (table.lines, table.sheet, table.notes) == (2, "Sheet", ())


def test_a_number_no_date_can_have_stays_a_number(book):
    def as_date(made):
        made.active["A2"].number_format = "yyyy-mm-dd"

    assert values_of(saved(book, [("a", "b"), (14020512, 1)], as_date)) == [("14020512", "1")]


def test_lines_are_those_of_the_sheet_and_gaps_do_not_matter(book):
    saved(book, [("فهرست سرویس‌ها",), (), ("a", "b"), (), ("1", "2"), (), ("", "3")])
    assert [(row.line, row.values) for row in open_table(book).rows()] == [(5, ("1", "2")), (7, ("", "3"))]


def test_the_first_visible_sheet_with_rows_is_read(book):
    def more(made):
        made.active.sheet_state = "hidden"
        made.create_sheet("Empty")
        made.create_sheet("سرویس‌ها").append(("x", "y"))
        made["سرویس‌ها"].append((1, 2))

    table = open_table(saved(book, [("secret", "b"), (8, 9)], more))
    assert table.sheet == "سرویس‌ها"
    assert list(table.rows()) == [PlainRow(2, ("1", "2"))]
    assert [(one.name, one.is_hidden) for one in table.sheets] == [
        ("Sheet", True), ("Empty", False), ("سرویس‌ها", False),
    ]  # fmt: skip


def test_a_hidden_sheet_is_read_when_asked_for(book):
    def hide(made):
        made.create_sheet("Other").append(("x", "y"))
        made.active.sheet_state = "veryHidden"

    saved(book, [("a", "b"), (8, 9)], hide)
    assert values_of(book, "Sheet") == [("8", "9")]
    assert "has no sheet called Nothing. It has: Sheet, Other" in refusal(book, "Nothing")
    assert open_table(book, "Sheet").sha256 != open_table(book, "Other").sha256


def test_merged_cells_count_once_and_it_is_said(book):
    table = open_table(saved(book, [("a", "b"), (1, 2), (None, 3)], lambda made: made.active.merge_cells("A2:A3")))
    assert [row.values for row in table.rows()] == [("1", "2"), ("", "3")]
    assert "merged" in render(table.notes[0], "en")


def test_a_formula_counts_with_its_stored_result(book):
    saved(book, [("a", "b"), (1, "=1+1"), (2, 5)])
    with_part(book, SHEET, lambda xml: xml.replace(b"<v />", b"<v>2</v>"))
    assert values_of(book) == [("1", "2"), ("2", "5")]


@pytest.mark.parametrize("empty", [b"", b"<v />"])
def test_a_formula_that_was_never_calculated_refuses_its_row(book, empty):
    saved(book, [("a", "b"), (1, "=1+1"), (2, 5)])
    with_part(book, SHEET, lambda xml: xml.replace(b"<v />", empty))
    first, second = open_table(book).rows()
    assert isinstance(first, TornRow)
    assert render(first.reason, "en").startswith("The formula in \u2066B2\u2069 has no stored result")
    assert second == PlainRow(3, ("2", "5"))


def test_a_formula_whose_result_is_an_empty_text_is_no_problem(book):
    saved(book, [("a", "b"), (1, "=1+1")])
    with_part(book, SHEET, lambda xml: xml.replace(b'<c r="B2">', b'<c r="B2" t="str">'))
    assert values_of(book) == [("1", "")]


def test_a_value_beside_the_table_refuses_its_row(book):
    first, second = open_table(saved(book, [("a", "b"), (1, 2, 3), (4, 5)])).rows()
    assert isinstance(first, TornRow)
    assert isinstance(second, PlainRow)


def test_errors_of_the_workbook_are_no_values(book):
    assert values_of(saved(book, [("a", "b"), ("#N/A", 2)])) == [("", "2")]


@pytest.mark.parametrize("rows", [[], [()], [("",)]])
def test_an_empty_workbook_is_refused(book, rows):
    assert "is empty" in refusal(saved(book, rows))


def test_a_file_with_an_old_or_locked_workbook_is_refused(book):
    book.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(5000))
    assert "old or locked workbook" in refusal(book)


def test_another_kind_of_zip_is_refused(book):
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "is not a workbook" in refusal(book)


def bomb(sheet: bytes, times: int):
    """A part of the zip that is a few kilobytes and inflates to a great many."""
    return lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + sheet * times)


@pytest.mark.parametrize(
    ("part", "attack", "sentence"),
    [
        ("xl/sharedStrings.xml", lambda _xml: b"<sst>" + b" " * 70_000_000 + b"</sst>", "holds far more"),
        ("xl/styles.xml", lambda _xml: b"<a>" + b" " * 20_000_000 + b"</a>", "holds far more"),
        (SHEET, bomb(b"<row>" + b"<c/>" * 1_200_000 + b"</row>", 1), "is not a workbook, or it is damaged"),
    ],
)
def test_a_bomb_is_refused_in_one_sentence_and_little_memory(book, part, attack, sentence):
    with_part(saved(book, [("a", "b"), (1, 2)]), part, attack)
    assert book.stat().st_size < 400_000
    tracemalloc.start()
    assert sentence in refusal(book)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 300_000_000


def test_a_directory_that_lies_about_a_size_is_refused(book):
    with_part(saved(book, [("a", "b"), (1, 2)]), SHEET, bomb(b"<row/>", 1_000_000))
    content = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    at = content.rindex(size)
    content[at : at + 4] = (1000).to_bytes(4, "little")
    book.write_bytes(content)
    assert "is not a workbook, or it is damaged" in refusal(book)


def test_rows_that_claim_to_be_far_away_cost_nothing(book):
    with_part(saved(book, [("a", "b"), (1, 2)]), SHEET, lambda xml: xml.replace(b'<row r="2"', b'<row r="999999999"'))
    assert len(values_of(book)) <= 1


def test_a_long_sheet_is_not_kept_in_memory(book):
    xml = b'<row><c t="str"><v>some words of a customer</v></c><c><v>2</v></c></row>'
    with_part(
        saved(book, [("a", "b"), (1, 2)]),
        SHEET,
        lambda old: old.replace(b"</sheetData>", xml * 30_000 + b"</sheetData>"),
    )
    table = open_table(book)
    tracemalloc.start()
    assert sum(1 for _row in table.rows()) == 30_001
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000


@pytest.mark.parametrize("seed", range(8))
def test_mangled_workbooks_are_one_sentence_or_rows(book, seed):
    """Bytes of the zip, and bytes of the XML inside it, are changed at random."""
    chance = random.Random(seed)
    saved(book, [HEADERS, *[ROW] * 5])
    whole = book.read_bytes()
    with zipfile.ZipFile(book) as archive:
        names = [name for name in archive.namelist() if "docProps" not in name and "theme" not in name]
    for _round in range(50):
        book.write_bytes(whole)
        if chance.random() < 0.4:
            book.write_bytes(mangled(whole, chance))
        else:
            with_part(book, chance.choice(names), lambda xml: mangled(xml, chance))
        try:
            list(open_table(book).rows())
        except UnreadableFile as refused:
            for language in LANGUAGES:
                assert render(refused.message, language)


def mangled(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _time in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.randint(1, 40)]
            case 2:
                changed[at:at] = changed[max(0, at - 30) : at]
            case _:
                changed[at] = chance.choice(b'<>"&/0199azAZ =')
        changed = changed or bytearray(b"x")
    return bytes(changed)
