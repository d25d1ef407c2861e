"""The reports in the month's workbook, read back by LibreOffice and openpyxl."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from aftersales_desktop.domain.jalali import parse_month
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.printing.excel.month import write_month
from aftersales_desktop.services.month import REPORTS_OF_MONTH, month_rows
from aftersales_desktop.services.reports import ORDERS, PARTS, read_report
from aftersales_desktop.services.work import close_desk, open_desk
from tests.printing.excel.calc import rows_of, worked_out
from tests.programs import needs
from tests.templates import demo

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONTH = parse_month("1405-08")


@pytest.fixture(scope="module")
def shop(templates, tmp_path_factory):
    yield open_desk(templates.copy("demo", demo, tmp_path_factory.mktemp("sheets")), clock=lambda: NOW)
    close_desk()


def written(shop, folder, language):
    words = Words(language)
    with shop.reader() as reader:
        write_month(month_rows(reader, MONTH.first, MONTH.last), folder / "m.xlsx", words, today=MONTH.last)
    return folder / "m.xlsx", words


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_report_is_a_sheet_with_its_rows(shop, tmp_path, language):
    path, words = written(shop, tmp_path, language)
    book = load_workbook(path)
    for report in REPORTS_OF_MONTH:
        sheet = book[without_bidi_controls(words(report.title))]
        answer = read_report(shop, report, MONTH.first, MONTH.last)
        totals = any(column.is_summed or column.key == "number" for column in report.columns)
        assert sheet.max_row == 1 + max(len(answer.rows), 1) + totals
        days = sum(column.kind.name == "DAY" for column in report.columns)
        assert sheet.max_column == len(report.columns) + days
        assert sheet.sheet_view.rightToLeft == (language == "fa")
    left = read_report(shop, ORDERS, MONTH.first, MONTH.last)
    sheet = book[without_bidi_controls(words(ORDERS.title))]
    assert [row[0] for row in sheet.iter_rows(min_row=2, max_row=1 + len(left.rows), values_only=True)] == [
        row[0] for row in left.rows
    ]


@needs("soffice")
def test_totals_and_summary_give_what_the_reports_say(shop, tmp_path):
    path, words = written(shop, tmp_path, "en")
    book = worked_out(path, tmp_path)
    left, parts = (read_report(shop, one, MONTH.first, MONTH.last) for one in (ORDERS, PARTS))
    assert left.sums[5] > 0 and parts.sums[8] > 0
    summary = {row[0]: row[1] for row in rows_of(book, "Summary")}
    for label, total in zip(
        ("List price of what left (rial)", "Of this the customers pay (rial)", "Of this others pay (rial)",
         "What it cost us (rial)", "What stays (rial)"), left.sums[-5:], strict=True,
    ):  # fmt: skip
        assert summary[label] == total
    assert rows_of(book, words(ORDERS.title))[-1][-5:] == [total or 0 for total in left.sums[-5:]]
    assert rows_of(book, words(PARTS.title))[-1][-2:] == list(parts.sums[-2:])
