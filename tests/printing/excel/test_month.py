"""The month's workbook, read back by openpyxl and worked out by LibreOffice."""

from __future__ import annotations

import errno
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from aftersales_desktop.domain.errors import Cancelled, NotAllowed, StorageProblem
from aftersales_desktop.domain.jalali import parse_month
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import LANGUAGES, Words, render
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.printing.excel.month import CARD_COLUMNS, CUSTOMER_COLUMNS, INTAKE_COLUMNS, write_month
from aftersales_desktop.services.month import MonthRows, MonthTotals, month_rows
from aftersales_desktop.services.work import close_desk, open_desk
from tests.printing.excel import samples
from tests.printing.excel.calc import rows_of, worked_out
from tests.programs import needs
from tests.services import factories

SHEETS = ("Summary", "Intakes", "Warranty cards", "Customers")
SHEET_COLUMNS = {"Intakes": INTAKE_COLUMNS, "Warranty cards": CARD_COLUMNS, "Customers": CUSTOMER_COLUMNS}


@pytest.fixture(params=LANGUAGES)
def words(request: pytest.FixtureRequest) -> Words:
    return Words(request.param)


@pytest.fixture
def write(tmp_path: Path, words: Words):
    """Write a month and read it back."""

    def written(rows: MonthRows, **options):
        path = tmp_path / "month.xlsx"
        write_month(rows, path, words, today=samples.TODAY, **options)
        return load_workbook(path)

    return written


def shown(words: Words, msgid: str) -> str:
    return without_bidi_controls(words(msgid))


def figures(rows: list[list[object]]) -> dict[object, object]:
    """Label and figure of the first rows of the summary."""
    return {row[0]: row[1] for row in rows[5:12]}


def expected_figures(totals: MonthTotals, words: Words) -> dict[str, int]:
    labels = (
        "Number of intakes", "Of these from old records", "Of these handed back", "Of these repaired",
        "Deposits (rial)", "Warranty cards issued", "Customers added",
    )  # fmt: skip
    values = (
        totals.intakes, totals.from_old_records, totals.handed_back, totals.repaired, totals.deposits, totals.cards,
        totals.customers,
    )  # fmt: skip
    return {shown(words, label): value for label, value in zip(labels, values, strict=True)}


def test_four_sheets_in_the_reader_s_direction(write, words):
    book = write(samples.busy_month())

    assert book.sheetnames == [shown(words, title) for title in SHEETS]
    assert [bool(sheet.sheet_view.rightToLeft) for sheet in book] == [words.right_to_left] * 4


def test_headers_are_frozen_filtered_and_those_of_the_table(write, words):
    book = write(samples.busy_month())

    for title, columns in SHEET_COLUMNS.items():
        sheet = book[shown(words, title)]
        (table,) = sheet.tables.values()
        titles = [shown(words, column.title) for column in columns]
        assert [cell.value for cell in sheet[1]] == titles == table.column_names
        assert len(set(titles)) == len(titles)
        assert sheet.freeze_panes == "A2"
        assert table.autoFilter.ref == table.ref
        assert table.tableStyleInfo.name
        assert all(sheet.column_dimensions[cell.column_letter].width > 10 for cell in sheet[1])


def test_names_of_tables_are_valid_and_used_once(write):
    names = [name for sheet in write(samples.busy_month()) for name in sheet.tables]

    assert len(set(names)) == len(names) == 5
    assert all(re.fullmatch("tbl[A-Za-z]{3,}", name) for name in names)


def test_a_page_is_a4_across_with_its_header_and_number(write):
    for sheet in write(samples.busy_month()):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in sheet.oddFooter.center.text
        assert "&N" in sheet.oddFooter.center.text
        assert (sheet.print_title_rows == "$1:$1") == bool(sheet.freeze_panes)


def test_dates_are_dates_and_money_is_a_number(write, words):
    sheet = write(samples.month([samples.intake()]))[shown(words, "Intakes")]
    row = dict(zip([cell.value for cell in sheet[1]], sheet[2], strict=True))

    received = row[shown(words, "Received on")]
    assert (received.is_date, received.number_format) == (True, "yyyy-mm-dd")
    assert received.value == datetime(2026, 11, 23)
    assert row[shown(words, "Received on (Jalali)")].value == words.digits("1405/09/02")
    deposit = row[shown(words, "Deposit (rial)")]
    assert (deposit.value, deposit.data_type, deposit.number_format) == (1_500_000, "n", "#,##0")
    assert row[shown(words, "Phone")].value == "09121234567"
    assert row[shown(words, "Phone")].data_type == "s"
    assert row[shown(words, "Promised for")].value is None


def test_no_text_is_a_formula_and_all_of_it_comes_back(write, words):
    lines = [samples.intake(n, fault=text, owner_name=text, serial=text) for n, text in enumerate(samples.HOSTILE)]
    sheet = write(samples.month(lines, [samples.card(owner_name=text) for text in samples.HOSTILE]))[
        shown(words, "Intakes")
    ]

    for row, text in zip(sheet.iter_rows(min_row=2), samples.HOSTILE, strict=False):
        for place in (3, 8, 9):
            assert (row[place].value, row[place].data_type) == (text, "s")
            assert row[place].quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "#"))


def test_control_characters_are_left_out_and_spoil_nothing(write, words):
    lines = [samples.intake(fault="a\x00b\x07c\x1fd\ufffee\ud800f"), samples.intake(2, fault="fine")]
    sheet = write(samples.month(lines))[shown(words, "Intakes")]

    assert [sheet["J2"].value, sheet["J3"].value] == ["abcdef", "fine"]


def test_every_part_is_well_formed(write, tmp_path):
    write(samples.month([samples.intake(fault=text) for text in samples.HOSTILE]))
    with zipfile.ZipFile(tmp_path / "month.xlsx") as book:
        assert book.testzip() is None
        for name in book.namelist():
            ElementTree.fromstring(book.read(name))
        assert "xl/charts/chart1.xml" in book.namelist()


def test_an_empty_month_has_tables_that_excel_accepts(write, words):
    book = write(samples.month())

    for title in list(SHEET_COLUMNS):
        (table,) = book[shown(words, title)].tables.values()
        _left, top, _right, bottom = range_boundaries(table.ref)
        assert (top, bottom) == (1, 2)
        assert all(cell.value is None for cell in book[shown(words, title)][2])
        assert book[shown(words, title)]["A3"].value == "=SUBTOTAL(103,A2:A2)"


@needs("soffice")
def test_formulas_give_what_the_rows_say(write, words, tmp_path):
    rows = samples.busy_month()
    write(rows)
    book = worked_out(tmp_path / "month.xlsx", tmp_path)
    summary = rows_of(book, shown(words, "Summary"))

    assert figures(summary) == expected_figures(rows.totals, words)
    days = {row[0].date(): row[3] for row in summary if isinstance(row[0], datetime)}
    received = [line.received_on for line in rows.intakes]
    assert days == {day: received.count(day) for day in days}
    assert (min(days), max(days), len(days)) == (samples.FIRST, samples.LAST, 30)
    outcomes = {row[0]: row[1] for row in summary[-len(Outcome) :]}
    assert outcomes[shown(words, "Repaired")] == rows.totals.repaired
    assert sum(outcomes.values()) == sum(bool(line.outcome) for line in rows.intakes)
    intakes = rows_of(book, shown(words, "Intakes"))
    assert (intakes[-1][0], intakes[-1][16]) == (rows.totals.intakes, rows.totals.deposits)
    assert not any(str(value).startswith("#") for sheet in book for row in sheet.values for value in row)


@needs("soffice")
def test_libre_office_reads_hostile_text_as_text(tmp_path):
    words = Words("en")
    texts = [text for text in samples.HOSTILE if text != "x" * 5000 and "\t" not in text]
    rows = samples.month([samples.intake(n, fault=text) for n, text in enumerate(texts)])
    write_month(rows, tmp_path / "month.xlsx", words, today=samples.TODAY)

    found = rows_of(worked_out(tmp_path / "month.xlsx", tmp_path), "Intakes")
    assert [row[9] for row in found[1 : len(texts) + 1]] == texts
    assert figures(rows_of(worked_out(tmp_path / "month.xlsx", tmp_path), "Summary"))["Number of intakes"] == len(texts)


@pytest.mark.parametrize(
    ("asked", "language", "name"),
    [
        ("1404-03", "fa", "خرداد ۱۴۰۴"),
        ("2025-06", "fa", "ژوئن ۲۰۲۵"),
        ("1404-03", "en", "Khordad 1404"),
        ("2025-06", "en", "June 2025"),
    ],
)
def test_the_month_has_the_name_it_was_asked_by(tmp_path, asked, language, name):
    """2025-06 begins in Khordad 1404 and is not it."""
    month, words = parse_month(asked), Words(language)
    rows = replace(samples.month(), first_day=month.first, last_day=month.last)
    write_month(rows, tmp_path / "month.xlsx", words, today=samples.TODAY)
    title = rows_of(load_workbook(tmp_path / "month.xlsx"), shown(words, "Summary"))[0][0]
    assert title == without_bidi_controls(words("Summary of {month}", month=name))


@needs("soffice")
def test_an_empty_month_adds_up_to_nothing(tmp_path):
    words = Words("fa")
    write_month(samples.month(), tmp_path / "month.xlsx", words, today=samples.TODAY)
    summary = rows_of(worked_out(tmp_path / "month.xlsx", tmp_path), shown(words, "Summary"))

    assert set(figures(summary).values()) == {0}


@needs("soffice")
def test_a_month_of_the_file_adds_up_to_what_the_database_counts(tmp_path):
    words, azar = Words("fa"), parse_month("1405-09")
    desk = open_desk(tmp_path / "data.db")
    try:
        factories.fill_shop(customers=2000, devices=300, orders=600)
        with desk.reader() as reader:
            rows = month_rows(reader, azar.first, azar.last)
            totals = write_month(rows, tmp_path / "month.xlsx", words, today=azar.last)
    finally:
        close_desk()

    assert totals.intakes > 0
    assert totals.customers > 0
    summary = rows_of(worked_out(tmp_path / "month.xlsx", tmp_path), shown(words, "Summary"))
    assert figures(summary) == expected_figures(totals, words)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_a_cancel_leaves_the_old_file_and_nothing_else(tmp_path, temporary):
    path = tmp_path / "month.xlsx"
    path.write_bytes(b"the old one")
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(1)
        return len(asked) == 3

    with pytest.raises(Cancelled):
        write_month(samples.month([samples.intake(n) for n in range(2000)]), path, Words("en"), today=samples.TODAY,
                    cancelled=cancelled)  # fmt: skip
    assert path.read_bytes() == b"the old one"
    assert set(tmp_path.iterdir()) == {path, temporary}
    assert not list(temporary.iterdir())


def test_nothing_temporary_is_left_after_success(write, temporary):
    write(samples.busy_month())
    assert not list(temporary.iterdir())


def test_a_disk_that_fills_up_is_one_sentence_and_leaves_nothing(tmp_path, temporary, monkeypatch):
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("openpyxl.writer.excel.ExcelWriter._write_charts", full)
    with pytest.raises(StorageProblem):
        write_month(samples.busy_month(), tmp_path / "month.xlsx", Words("en"), today=samples.TODAY)
    assert list(tmp_path.iterdir()) == [temporary]
    assert not list(temporary.iterdir())


def test_progress_counts_rows_to_the_end(tmp_path):
    told: list[tuple[int, int]] = []
    rows = samples.month([samples.intake(n) for n in range(1200)], [samples.card()])
    write_month(rows, tmp_path / "month.xlsx", Words("en"), today=samples.TODAY,
                progress=lambda done, total: told.append((done, total)))  # fmt: skip

    assert told == [(0, 1201), (500, 1201), (1000, 1201), (1201, 1201)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_is_not_there_is_one_sentence(tmp_path, language):
    with pytest.raises(StorageProblem) as caught:
        write_month(samples.month(), tmp_path / "none" / "month.xlsx", Words(language), today=samples.TODAY)
    assert "month.xlsx" in render(caught.value.message, language)


def test_more_rows_than_a_sheet_holds_are_refused_at_once(tmp_path):
    totals = MonthTotals(1_048_575, 0, 0, 0, 0, 0, 0)
    rows = MonthRows(samples.FIRST, samples.LAST, totals, [], [], [])

    with pytest.raises(NotAllowed):
        write_month(rows, tmp_path / "month.xlsx", Words("en"), today=samples.TODAY)
    assert not list(tmp_path.iterdir())


def test_the_totals_are_given_back(tmp_path):
    rows = samples.busy_month()
    assert write_month(rows, tmp_path / "month.xlsx", Words("en"), today=date(2026, 12, 25)) == rows.totals


def test_it_can_be_cancelled_until_the_file_is_whole(tmp_path):
    rows, asked = samples.month([samples.intake(n) for n in range(300)], [samples.card()]), []
    write_month(rows, tmp_path / "whole.xlsx", Words("en"), today=samples.TODAY, cancelled=lambda: asked.append(1))
    while_packing = len(asked) - 2
    assert while_packing > 300 / 20
    for last in (while_packing, len(asked)):
        count = iter(range(1, last + 1))
        with pytest.raises(Cancelled):
            write_month(rows, tmp_path / "month.xlsx", Words("en"), today=samples.TODAY,
                        cancelled=lambda count=count, last=last: next(count) == last)  # fmt: skip
        assert [path.name for path in tmp_path.iterdir()] == ["whole.xlsx"]
