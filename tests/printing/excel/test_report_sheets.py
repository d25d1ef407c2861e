"""The workbook of the reports, read back by LibreOffice and openpyxl."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from aftersales_desktop.domain.errors import Cancelled
from aftersales_desktop.domain.jalali import parse_month
from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.printing.excel.report_sheets import write_reports
from aftersales_desktop.services.reports import ORDERS, PARTS, REPORTS, read_report, stream_report
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


def written(shop, folder, language, **how):
    words = Words(language)
    with shop.reader() as reader:
        streams = [stream_report(reader, report, MONTH.first, MONTH.last) for report in REPORTS]
        rows = write_reports(streams, folder / "r.xlsx", words, **how)
    assert rows == sum(stream.count for stream in streams)
    return folder / "r.xlsx", words


@pytest.mark.parametrize("language", ["fa", "en"])
def test_each_report_is_a_sheet_with_its_rows(shop, tmp_path, language):
    path, words = written(shop, tmp_path, language)
    book = load_workbook(path)
    for report in REPORTS:
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
def test_totals_give_what_the_reports_say(shop, tmp_path):
    path, words = written(shop, tmp_path, "en")
    book = worked_out(path, tmp_path)
    left, parts = (read_report(shop, one, MONTH.first, MONTH.last) for one in (ORDERS, PARTS))
    assert left.sums[5] > 0 and parts.sums[8] > 0
    assert rows_of(book, words(ORDERS.title))[-1][-5:] == [total or 0 for total in left.sums[-5:]]
    assert rows_of(book, words(PARTS.title))[-1][-2:] == list(parts.sums[-2:])


def test_a_cancel_leaves_nothing(shop, tmp_path):
    with pytest.raises(Cancelled):
        written(shop, tmp_path, "en", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_progress_counts_to_the_end(shop, tmp_path):
    told = []
    written(shop, tmp_path, "en", progress=lambda *how_far: told.append(how_far))
    assert told[0][0] == 0 and told[-1][0] == told[-1][1] > 0
