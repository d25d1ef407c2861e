"""The shelf at the counter: the cell in large letters, two scans that put a device away, and the same by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPushButton, QWidget

from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.services.hand_over import mark_ready
from aftersales_desktop.services.order_rows import get_order
from aftersales_desktop.ui import cell_scans
from aftersales_desktop.ui.preview import Preview
from tests.ui.small_file import SERIAL, add_customer, take_in


@pytest.fixture
def shop(open_counter):
    """A counter with two devices on the shelf."""
    counter = open_counter("en")
    owner = add_customer(counter.desk)
    orders = [take_in(counter.desk, owner.id, serial).orders[0] for serial in (SERIAL, "FD0470716999")]
    counter.settle()
    return counter, *orders


def cell_of(counter, order) -> str:
    return get_order(counter.desk, order.id).shelf


def said(counter) -> str:
    return " | ".join(toast.text for toast in counter.context.notifier.toasts.toasts)


@pytest.mark.parametrize("code", ["number", "serial"])
def test_device_then_cell(shop, code):
    counter, order, _other = shop
    counter.scan(order.number if code == "number" else order.unit.serial, None)
    counter.scan("S:A-12", None)
    assert cell_of(counter, order) == "A-12"
    assert counter.furniture.current_key() == "reception"
    assert "A-12" in said(counter) and "A-01" in said(counter)
    counter.context.notifier.toasts.undo_newest()
    counter.settle()
    assert cell_of(counter, order) == "A-01"


@pytest.mark.parametrize("code", ["number", "serial"])
def test_cell_then_device(shop, code):
    counter, order, _other = shop
    counter.scan("S:A-12", None)
    assert "now scan the label of the device" in said(counter)
    assert cell_of(counter, order) == "A-01"
    counter.scan(order.number if code == "number" else order.unit.serial, None)
    assert cell_of(counter, order) == "A-12"


def test_a_ready_device_is_put_away_from_the_hand_over(shop):
    counter, order, _other = shop
    mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND)
    counter.settle()
    counter.scan(order.number, None)
    assert counter.furniture.current().exits.form.isVisible()
    counter.scan("S:A-12", None)
    assert cell_of(counter, order) == "A-12"


def test_a_cell_that_is_taken_is_warned_about(shop):
    counter, order, other = shop
    counter.scan(order.number, None)
    counter.scan(f"S:{other.shelf}", None)
    assert cell_of(counter, order) == other.shelf
    assert f"{other.shelf} is also the cell of" in said(counter).replace("\u2066", "").replace("\u2069", "")


def test_an_order_that_was_only_looked_at_is_not_moved(shop):
    counter, order, _other = shop
    counter.furniture.open("order", order.id)
    counter.scan("S:A-12", None)
    assert cell_of(counter, order) == "A-01"


def test_a_scan_of_long_ago_is_no_pair(shop):
    counter, order, _other = shop
    now = [0.0]
    counter.furniture._cells._clock = lambda: now[0]
    counter.scan("S:A-12", None)
    now[0] += cell_scans.LONGEST_WAIT + 1
    counter.scan(order.number, None)
    now[0] += cell_scans.LONGEST_WAIT + 1
    counter.scan("S:A-12", None)
    assert cell_of(counter, order) == "A-01"


def test_an_unknown_cell_says_what_to_do_and_begins_nothing(shop):
    counter, order, _other = shop
    counter.scan("S:K-77", None)
    assert "The shelf has no cell" in said(counter)
    counter.scan(order.number, None)
    counter.scan("S:K-77", None)
    assert cell_of(counter, order) == "A-01"
    assert not counter.furniture.screen("reception").intakes.form.isVisible()


@pytest.mark.parametrize("code", ["https://example.com/a", "01-05-00001-0", "G-00000001-3"])
def test_what_nothing_understands_is_told_in_one_sentence(shop, code):
    counter, _order, _other = shop
    counter.scan(code, None)
    assert len(counter.context.notifier.toasts.toasts) == 1
    assert counter.furniture.current_key() == "today"


def test_an_unknown_serial_still_begins_an_intake(shop):
    counter, _order, _other = shop
    counter.scan("NEW-4711", None)
    assert counter.furniture.current_key() == "reception"


def test_a_scan_into_a_covered_window_is_told(shop):
    counter, order, _other = shop
    counter.context.papers.show("device-label", order.number)
    counter.scan("S:A-12", None)
    assert "Close what covers the window" in said(counter)


def test_by_hand_with_suggestions(shop):
    counter, order, _other = shop
    counter.furniture.open("order", order.id)
    screen = counter.furniture.current()
    screen.findChild(QAction, "move_to_cell").trigger()
    screen.save.trigger()
    assert screen.cells.form.field("cell").problem()
    counter.type("a12")
    counter.key(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert cell_of(counter, order) == "A-12"
    assert screen.orders.view.isVisible()


@pytest.mark.parametrize(("kind", "name"), [("order", "shelf"), ("unit", "unit_shelf"), ("exit", "exit_shelf")])
def test_the_cell_is_read_from_afar(shop, kind, name):
    counter, order, _other = shop
    if kind == "exit":
        counter.furniture.open("order", order.id)
        counter.furniture.current().exits.open(order.id)
    else:
        counter.furniture.open(kind, order.id if kind == "order" else order.unit.id)
    counter.settle()
    label = counter.furniture.current().findChild(QWidget, name)
    assert label.isVisible() and "A-01" in label.text()
    assert label.font().pointSizeF() >= 28


def test_the_search_shows_the_cell_of_devices_and_orders(shop):
    counter, order, _other = shop
    found = counter.furniture._search._answer(_search(counter, order.unit.serial))
    assert {hit.token[0]: hit.cell for group in found.groups for hit in group.hits if hit.cell} == {
        "order": "A-01", "unit": "A-01",
    }  # fmt: skip
    mark_ready(counter.desk, order.id, Outcome.NO_FAULT_FOUND)


def _search(counter, text: str):
    from aftersales_desktop.services.search import search

    return search(counter.desk, text)


def test_labels_are_printed_from_the_settings(shop):
    counter, _order, _other = shop
    counter.furniture.show_tab("settings")
    screen = counter.furniture.current()
    screen.findChild(QWidget, "cells_wanted").setText("b")
    screen.findChild(QPushButton, "print_cells").click()
    preview = counter.window.findChild(Preview, "preview")
    assert preview.page_count() == 1
