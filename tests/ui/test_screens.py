"""Every screen in both languages, empty and with records, in a small window and with large letters."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QScrollArea, QWidget

from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.ui.screens import SCREENS
from aftersales_desktop.ui.tabs import TABS
from tests.ui.small_file import fill_small

KEYS = [entry.key for entry in SCREENS]
SMALL = (1366, 688)
LOOKS = [("fa", 13), ("fa", 16), ("en", 16)]
TITLES = {
    "today": "Today",
    "customers": "Customers",
    "warranty": "Warranty cards",
    "reception": "Repair intake",
    "workshop": "Workshop",
    "parts": "Parts",
    "follow_up": "Follow-up",
    "claims": "Supplier claims",
    "settings": "Settings",
    "imports": "Old records",
    "reports": "Reports",
}


def shown_inside(root: QWidget, kind: type[QWidget] = QWidget) -> Iterator[QWidget]:
    return (widget for widget in root.findChildren(kind) if widget.isVisible() and not widget.isWindow())


def path_of(widget: QWidget) -> str:
    text = widget.text()[:40] if isinstance(widget, (QAbstractButton, QLabel)) else ""
    return f"{type(widget).__name__} {widget.objectName()} {text!r} in {widget.parentWidget().objectName()}"


def too_wide(root: QWidget) -> list[str]:
    """Widgets that stick out of what holds them, to the side."""
    return [
        path_of(widget)
        for widget in shown_inside(root)
        if widget.x() < -1 or widget.x() + widget.width() > widget.parentWidget().width() + 1
    ]


def clipped_buttons(root: QWidget) -> list[str]:
    return [
        f"{path_of(button)}: {button.width()} of {button.sizeHint().width()}"
        for button in shown_inside(root, QAbstractButton)
        if button.text() and button.sizeHint().width() > button.width() + 1
    ]


def sideways_scrolls(root: QWidget) -> list[str]:
    return [path_of(area) for area in shown_inside(root, QScrollArea) if area.horizontalScrollBar().maximum() > 0]


def show_screen(counter, key: str) -> QWidget:
    counter.furniture.show_tab(key)
    counter.settle()
    return counter.furniture.screen(key)


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("key", KEYS)
def test_opens_on_an_empty_file(open_counter, key, language):
    counter = open_counter(language)
    screen = show_screen(counter, key)
    assert counter.furniture.current_key() == key
    titles = [label.text() for label in shown_inside(screen, QLabel) if label.property("role") == "title"]
    assert any(counter.context.words(TITLES[key]) in title for title in titles)


@pytest.mark.parametrize("key", KEYS)
def test_keys_do_not_clash(open_counter, key):
    counter = open_counter("en")
    screen = counter.furniture.screen(key)
    of_window = [shortcut.key().toString() for shortcut in counter.window.findChildren(QShortcut)]
    of_screen = [action.shortcut().toString() for action in screen.actions() if not action.shortcut().isEmpty()]
    used = Tally([*of_window, *of_screen])
    assert not [keys for keys, times in used.items() if times > 1]


@pytest.mark.parametrize(("language", "text_size"), LOOKS)
@pytest.mark.parametrize("key", KEYS)
def test_nothing_is_cut_off(open_counter, key, language, text_size):
    counter = open_counter(language, text_size=text_size, size=SMALL)
    fill_small(counter.desk)
    screen = show_screen(counter, key)
    assert not too_wide(screen)
    assert not clipped_buttons(screen)
    assert not sideways_scrolls(counter.window)


def open_slip(kind: SlipKind, furniture: Any) -> None:
    furniture.open("new_slip", kind.value)


PANELS = {
    "intake": lambda furniture: furniture.open("new_intake", None),
    "order": lambda furniture: furniture.open("order", 1),
    "customer": lambda furniture: furniture.open("customer", 1),
    "new customer": lambda furniture: furniture.open("new_customer", ""),
    "card": lambda furniture: furniture.open("card", 1),
    "new card": lambda furniture: furniture.open("new_card", None),
    "serial": lambda furniture: furniture.open("unit", 1),
    "part": lambda furniture: furniture.open("part", 1),
    "new part": lambda furniture: furniture.open("new_part", ""),
    "slip": lambda furniture: furniture.open("slip", 1),
    **{f"new {kind.value}": partial(open_slip, kind) for kind in SlipKind},
    "parts of somebody": lambda furniture: furniture.open("parts_of", 1),
}


@pytest.mark.parametrize(("language", "text_size"), LOOKS)
@pytest.mark.parametrize("panel", PANELS)
def test_no_panel_is_cut_off(open_counter, panel, language, text_size):
    counter = open_counter(language, text_size=text_size, size=SMALL)
    fill_small(counter.desk)
    PANELS[panel](counter.furniture)
    counter.settle()
    side = counter.furniture.current().page.panel
    assert side.isVisible()
    assert not too_wide(side)
    assert not clipped_buttons(side)
    body = side.findChild(QScrollArea)
    assert body.widget().minimumSizeHint().width() <= body.viewport().width()


@pytest.mark.parametrize("key", ["customers", "warranty", "reception", "parts"])
def test_an_empty_filter_says_how_to_leave_it(open_counter, key):
    counter = open_counter("en")
    screen = show_screen(counter, key)
    first, other = screen.page.chips.first(), screen.page.chips._group.buttons()[1].objectName()
    begins = screen.page.list.empty_state.button.caption()
    screen.show_list(other.removeprefix("filter_"))
    counter.settle()
    empty = screen.page.list.empty_state
    assert empty.button.caption() == "Clear the filter" != begins
    empty.button.click()
    counter.settle()
    assert screen.page.chips.chosen() == first
    assert empty.button.caption() == begins


def test_keys_of_the_window_reach_their_screens(open_counter):
    counter = open_counter("en")
    for number, key in enumerate((tab.key for tab in TABS), start=1):
        counter.key(Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        counter.settle()
        assert counter.furniture.current_key() == key
