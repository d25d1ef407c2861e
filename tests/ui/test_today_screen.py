"""The morning's page: numbers that lead to their lists, papers that wait."""

from __future__ import annotations

import threading

import openpyxl
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.ui.preview import Preview
from aftersales_desktop.ui.printer import PrinterProblem
from tests.ui.small_file import fill_small


def test_numbers_lead_to_their_lists(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    counter.furniture.show_tab("today")
    counter.settle()
    today = counter.furniture.screen("today")
    for name, key, chosen in (
        ("counter_received_today", "reception", "received_today"),
        ("counter_late", "reception", "late"),
        ("counter_expiring", "warranty", "expiring"),
        ("counter_waiting_part", "workshop", "waiting_part"),
        ("counter_arrived", "workshop", "arrived"),
    ):
        counter.furniture.show_tab("today")
        QTest.keyClick(today.findChild(QWidget, name), Qt.Key.Key_Return)
        assert counter.furniture.current_key() == key
        assert counter.furniture.current().page.chips.chosen() == chosen


def test_a_paper_that_did_not_come_out_waits_and_is_printed_from_here(open_counter, monkeypatch):
    monkeypatch.setattr("aftersales_desktop.ui.paper_desk.printer_names", lambda: ["Counter printer"])
    counter = open_counter("en")
    fill_small(counter.desk)
    works = counter.context.papers.send

    def refuse(*_paper):
        raise PrinterProblem(Message("The printer stopped in the middle. Look at the printer and print again."))

    counter.context.papers.send = refuse
    number = counter.desk.rows("SELECT number FROM reception")[0][0]
    counter.context.papers.print_after_save("intake-receipt", number)
    counter.settle()
    today = counter.furniture.screen("today")
    name = f"unprinted_intake-receipt_{number}"
    assert today.findChild(QWidget, name) is not None
    counter.context.papers.send = works
    today._open_counter("unprinted", "", "")
    counter.settle()
    preview = next(one for one in counter.window.findChildren(Preview) if one.isVisible())
    preview.findChild(QWidget, "preview_print").click()
    counter.settle()
    assert len(counter.printed) == 1
    assert not [row for row in today.findChildren(QWidget, name) if row.isVisible()]


def test_an_unsaved_intake_is_counted_and_led_to(open_counter):
    counter = open_counter("en")
    counter.furniture.open("new_intake", None)
    counter.type("0912")
    counter.furniture.keep_drafts()
    counter.furniture.show_tab("today")
    counter.furniture.current().refresh()
    card = counter.furniture.current().findChild(QWidget, "counter_drafts")
    assert card.accessibleName().endswith("1")
    card.clicked.emit()
    assert counter.furniture.current_key() == "reception"


@pytest.fixture
def month_counter(open_counter, monkeypatch, tmp_path):
    counter = open_counter("en")
    fill_small(counter.desk)
    counter.furniture.show_tab("today")
    counter.settle()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / "month.xlsx"), ""))
    return counter


def ask_for_the_month(counter, in_the_last_sheet) -> None:
    """This month, by the button; a second sheet with the progress follows."""

    def choose_month():
        counter.window.findChild(QWidget, "month").set_value(0)
        QTimer.singleShot(0, in_the_last_sheet)
        counter.window.findChild(QWidget, "sheet_verb").click()

    QTimer.singleShot(0, choose_month)
    counter.window.findChild(QWidget, "month_to_excel").click()
    counter.settle()


def test_the_month_goes_to_excel_by_a_button(month_counter, tmp_path):
    ask_for_the_month(month_counter, lambda: None)
    workbook = openpyxl.load_workbook(tmp_path / "month.xlsx")
    assert len(workbook.sheetnames) == 4
    assert workbook.worksheets[1].max_row > 1
    assert "month.xlsx is ready" in month_counter.context.notifier.toasts.toasts[-1].text


def test_writing_the_month_shows_how_far_it_is_and_can_be_cancelled(month_counter, monkeypatch, tmp_path):
    seen, go_on = [], threading.Event()

    def write_slowly(rows, path, words, *, today, progress, cancelled):
        progress(3, 10)
        go_on.wait(10)
        seen.append(cancelled())

    def look_and_cancel():
        shown = (bar for bar in month_counter.window.findChildren(QProgressBar) if bar.isVisible())
        bar = next(shown, None)
        if bar is None or bar.maximum() != 10:
            QTimer.singleShot(10, look_and_cancel)
            return
        seen.append((bar.value(), bar.maximum()))
        month_counter.window.findChild(QWidget, "sheet_verb").click()
        QTimer.singleShot(0, go_on.set)

    monkeypatch.setattr("aftersales_desktop.printing.excel.month.write_month", write_slowly)
    ask_for_the_month(month_counter, look_and_cancel)
    assert seen == [(3, 10), True]
    assert "not written" in month_counter.context.notifier.toasts.toasts[-1].text
