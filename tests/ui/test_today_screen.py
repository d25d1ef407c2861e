"""The morning's page: numbers that lead to their lists, papers that wait."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

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
