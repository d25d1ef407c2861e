"""Every button, chip, link and menu line of every screen and panel, pressed once in both languages.

A slot that raises, a sheet that cannot be answered or a record that breaks is found here without anybody naming the
button: a new screen or panel is covered once it has a line in PLACES.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMenu, QWidget

from aftersales_desktop.domain.reception import Outcome
from aftersales_desktop.services import hand_over, prints
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.ui.help_page import show_help
from aftersales_desktop.ui.screens import SCREENS
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.note_field import NoteField
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.wizard import FirstStart
from tests.ui.small_file import SERIAL, add_customer, fill_small, issue_card, take_in

Press = Callable[[], object]


def in_panel(kind: str, value: Any = None) -> Callable[[Any], QWidget]:
    """A record, or a form for a new one."""

    def show(counter: Any) -> QWidget:
        counter.furniture.open(kind, value)
        return counter.furniture.current().page.panel

    return show


def after_action(kind: str, value: Any, *names: str) -> Callable[[Any], QWidget]:
    """A form that is reached by actions of a record."""

    def show(counter: Any) -> QWidget:
        panel = in_panel(kind, value)(counter)
        for name in names:
            counter.furniture.current().findChild(QAction, name).trigger()
        return panel

    return show


def paper(document: str) -> Callable[[Any], QWidget]:
    """The preview of a paper."""

    def show(counter: Any) -> QWidget:
        counter.context.papers.show(document, "any")
        return counter.window.findChildren(QWidget, "preview")[-1]

    return show


def order_at(place: int) -> Callable[[Any], QWidget]:
    """The n-th order of the file."""
    return in_panel("order", place)


def tab(key: str) -> Callable[[Any], QWidget]:
    """A screen without its panel."""

    def show(counter: Any) -> QWidget:
        counter.furniture.show_tab(key)
        return counter.furniture.screen(key)

    return show


def bars(counter: Any) -> QWidget:
    """The whole window on its first screen, for the tabs and the bar at the top."""
    counter.furniture.show_tab("today")
    return counter.window


def first_start(counter: Any) -> QWidget:
    """The questions of the first start."""
    questions = FirstStart(counter.context, counter.window, ask_language=True)
    questions.open()
    questions.next.click()
    return questions


def known_device(counter: Any) -> QWidget:
    """An intake whose banners have something to do."""
    panel = in_panel("new_intake", SERIAL)(counter)
    counter.furniture.current().intake.device.fault._sections[0].set_open(True)
    return panel


PLACES: dict[str, Callable[[Any], QWidget]] = {
    **{f"tab {entry.key}": tab(entry.key) for entry in SCREENS},
    "bars": bars,
    "new customer": in_panel("new_customer", ""),
    "customer": in_panel("customer", 1),
    "changed customer": after_action("customer", 1, "change_customer"),
    "new intake": in_panel("new_intake"),
    "intake of a known device": known_device,
    "order received": order_at(1),
    "order handed back": order_at(2),
    "order cancelled": order_at(3),
    "ready form": after_action("order", 1, "mark_ready"),
    "hand back form": after_action("order", 1, "hand_back"),
    "changed order": after_action("order", 1, "edit_order"),
    "card": in_panel("card", 1),
    "refusal form": after_action("card", 1, "void_card"),
    "transfer form": after_action("card", 1, "transfer_card"),
    "registry form": after_action("card", 1, "set_registry"),
    "new card": in_panel("new_card"),
    "terms": after_action("card", 1, "terms"),
    "terms form": after_action("card", 1, "terms", "add_terms"),
    "batch form": after_action("card", 1, "batch"),
    "foreign form": after_action("card", 1, "foreign_card"),
    "serial": in_panel("unit", 1),
    "receipt preview": paper("intake-receipt"),
    "card preview": paper("warranty-card"),
    "label preview": paper("device-label"),
    "first start": first_start,
}


class Passerby(QObject):
    """Answers whatever covers the window: sheets, menus and file dialogs; says yes or no to all of them."""

    def __init__(self, window: QWidget, folder: Any, *, agrees: bool) -> None:
        super().__init__(window)
        self._window, self._folder, self._agrees = window, folder, agrees
        self.answered = 0
        self._timer = QTimer(self, interval=5)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def stop(self) -> None:
        """Answer no more."""
        self._timer.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget() or QApplication.activePopupWidget()
        if isinstance(dialog, QFileDialog):
            self._answer_dialog(dialog)
        elif isinstance(dialog, QMenu):
            dialog.close()
        for sheet in self._window.findChildren(Sheet):
            if sheet.isVisible():
                self._answer_sheet(sheet)

    def _answer_dialog(self, dialog: QFileDialog) -> None:
        self.answered += 1
        if self._agrees and dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            dialog.selectFile(str(self._folder / f"file-{self.answered}"))
            dialog.done(QFileDialog.DialogCode.Accepted)
        else:
            dialog.reject()

    def _answer_sheet(self, sheet: Sheet) -> None:
        self.answered += 1
        for field in sheet.findChildren(NoteField):
            field.set_value("x")
            field.changed.emit()
        if self._agrees and sheet.verb_button.isEnabled() and not sheet.refuse_button.isHidden():
            sheet.verb_button.click()
        elif not sheet.refuse_button.isHidden():
            sheet.refuse_button.click()
        elif not sheet.findChildren(QWidget, "qt_progress") and sheet.verb_button.isVisible():
            sheet.verb_button.click()


def pressable(root: QWidget) -> Iterator[tuple[str, Press]]:
    """Whatever can be pressed inside, with a name that finds it again after the place was shown anew."""
    for button in root.findChildren(QAbstractButton):
        if not button.isVisible() or not button.isEnabled():
            continue
        menu = getattr(button, "menu", lambda: None)()
        if menu is None:
            yield f"{button.objectName()} {button.accessibleName() or button.text()}", button.click
        for action in menu.actions() if menu is not None else ():
            yield f"menu {action.objectName()}", action.trigger
    for row in root.findChildren(LinkRow):
        if row.isVisible():
            yield f"link {row.objectName()} {row.accessibleName()}", row.open


def fill(counter: Any) -> None:
    """Orders in three states, a passcode, a card, papers that wait."""
    fill_small(counter.desk)
    for serial, leave in (("FD0001", hand_over.hand_back), ("FD0002", hand_over.cancel_order)):
        owner = add_customer(
            counter.desk, f"Owner of {serial}", "091200" + serial[-5:].replace("F", "0").replace("D", "0")
        )
        taken = take_in(counter.desk, owner.id, serial, passcode="1379")
        if leave is hand_over.hand_back:
            hand_over.hand_back(counter.desk, taken.orders[0].id, outcome=Outcome.REPAIRED)
        else:
            hand_over.cancel_order(counter.desk, taken.orders[0].id, "A mistake")
        issue_card(counter.desk, owner.id, serial)


def leave_place(counter: Any) -> None:
    """Back to a window with nothing open."""
    for cover in counter.window.findChildren(QWidget):
        if cover.property("role") == "sheet_shade" and cover.isVisible():
            getattr(cover, "close_preview", cover.hide)()
    for screen in counter.furniture._screens.values():
        panel = getattr(getattr(screen, "page", None), "panel", None)
        if panel is not None:
            panel.close_panel()


@pytest.mark.parametrize("agrees", [False, True], ids=["no", "yes"])
@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("place", PLACES)
def test_every_button_does_its_work(open_counter, qtbot, tmp_path, caplog, place, language, agrees):
    counter = open_counter(language)
    fill(counter)
    counter.context.papers._folder = tmp_path
    passerby = Passerby(counter.window, tmp_path, agrees=agrees)
    pressed: set[str] = set()
    broken: list[str] = []
    caplog.set_level(logging.ERROR)
    while True:
        leave_place(counter)
        root = PLACES[place](counter)
        counter.settle()
        name, press = next(((name, press) for name, press in pressable(root) if name not in pressed), ("", None))
        if press is None:
            break
        pressed.add(name)
        with qtbot.capture_exceptions() as raised:
            press()
            counter.settle()
        broken += [f"{name}: {kind.__name__}: {error}" for kind, error, _trace in raised]
        broken += [f"{name}: {record.getMessage()}" for record in caplog.records]
        caplog.clear()
    passerby.stop()
    assert pressed
    assert not broken
    assert first_broken_record(counter.desk) is None
