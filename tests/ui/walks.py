"""A walk through places of the window: everything in them pressed, every key tried, every input given nonsense."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLineEdit,
    QMenu,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from aftersales_desktop.domain.text import only_digits
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.key_actions import sequence_of
from aftersales_desktop.ui.list_screen import ListScreen
from aftersales_desktop.ui.shortcuts import KEYS
from aftersales_desktop.ui.widgets.fields import MoneyField, NumberField, PhoneField
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.note_field import NoteField
from aftersales_desktop.ui.widgets.sheet import Sheet

Press = Callable[[], object]
Place = Callable[[Any], QWidget]
_SOAK = pytest.mark.soak
WAYS = (("fa", False), ("en", True))
"""The language, and whether every question is answered with yes."""


def one_way_each(places: Iterable[str], ways: Sequence[Any]) -> list[Any]:
    """Every place in every way; each day a place goes one of them, the others belong to the soak."""
    return [
        pytest.param(
            place, *(way if isinstance(way, tuple) else (way,)), marks=() if number % len(ways) == turn else _SOAK
        )
        for number, place in enumerate(places) for turn, way in enumerate(ways)
    ]  # fmt: skip


def some_each_day(places: Iterable[str]) -> list[Any]:
    """Every sixth place; the others belong to the soak."""
    return [pytest.param(place, marks=_SOAK if number % 6 else ()) for number, place in enumerate(places)]


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

    def answer(self) -> bool:
        """Answer what is there now; whether there was anything."""
        already = self.answered
        self._look()
        return self.answered > already

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
        elif not sheet.findChildren(QProgressBar):
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


def leave_place(counter: Any) -> None:
    """Back to a window with nothing open."""
    for cover in counter.window.findChildren(QWidget):
        if cover.property("role") == "sheet_shade" and cover.isVisible():
            getattr(cover, "close_preview", cover.hide)()
    for screen in counter.furniture._screens.values():
        if isinstance(screen, ListScreen):
            screen.page.panel.close_panel()


class Walk:
    """One window with records, somebody who answers its questions, and a list of what went wrong."""

    def __init__(
        self, counter: Any, places: Mapping[str, Place], qtbot: Any, caplog: Any, folder: Any, *, agrees: bool = True
    ) -> None:
        counter.context.papers._folder = folder
        self.counter, self._places, self._qtbot, self._caplog = counter, places, qtbot, caplog
        self._passerby = Passerby(counter.window, folder, agrees=agrees)
        self._caplog.set_level(logging.ERROR)
        self.broken: list[str] = []

    def go(self, place: str) -> QWidget:
        """The place anew."""
        leave_place(self.counter)
        root = self._places[place](self.counter)
        self.counter.settle()
        return root

    def press(self, name: str, act: Press) -> None:
        """Do one thing and note whatever it raised or logged."""
        with self._qtbot.capture_exceptions() as raised:
            act()
            self.counter.settle()
            if self._passerby.answer():  # what it did not see in the short while
                self.counter.settle()
        self.broken += [f"{name}: {kind.__name__}: {error}" for kind, error, _trace in raised]
        self.broken += [f"{name}: {record.getMessage()}" for record in self._caplog.records]
        self._caplog.clear()

    def finish(self) -> None:
        """Nothing went wrong, and the file is whole."""
        self._passerby.stop()
        assert not self.broken
        assert first_broken_record(self.counter.desk) is None


def press_every_button(walk: Walk, place: str) -> None:
    """Each one from the place as it is shown anew; a chip changes nothing but itself."""
    pressed: set[str] = set()
    name = ""
    while True:
        if not name.startswith("chip_"):
            root = walk.go(place)
        offered = pressable(root)
        name, press = next(((name, press) for name, press in offered if name not in pressed), ("", None))
        if press is None:
            break
        pressed.add(name)
        walk.press(name, press)
    assert pressed
    walk.finish()


def press_every_key(walk: Walk, place: str) -> None:
    """Each key of the program, from the place as it is shown anew."""
    for binding in KEYS:
        if binding.name not in ("tab", "steps"):
            walk.go(place)
            combination = sequence_of(binding.name)[0]
            walk.press(binding.name, partial(walk.counter.key, combination.key(), combination.keyboardModifiers()))
    walk.finish()


def give_nonsense(walk: Walk, place: str, bad: str) -> tuple[dict[str, QWidget], int]:
    """Put it into every input and save; unless that wrote something they keep it. Gives them, and the rows written."""
    inputs = text_inputs(walk.go(place))
    assert inputs
    for field in inputs.values():
        walk.press(f"{field.objectName()} typed", partial(put, field, BAD[bad]))
    before = {name: kept_text(field) for name, field in inputs.items()}
    already = rows_written(walk.counter.desk)
    save = walk.counter.furniture.current().findChild(QAction, "save")
    walk.press("save", save.trigger)
    written = rows_written(walk.counter.desk) - already
    if not written:
        assert {name: kept_text(field) for name, field in inputs.items()} == before
    walk.finish()
    return inputs, written


BAD = {
    "10,000 letters": "ش" * 10_000,
    "10,000 digits": "1" * 10_000,
    "an emoji": "روشن نمی‌شود 😀",
    "a control character": "a\x07b",
    "a formula": "=1+1",
}
DIGITS_ONLY = (MoneyField, NumberField, PhoneField)
"""Inputs that keep the digits of whatever is put into them; the rest may not change a letter."""


def text_inputs(root: QWidget) -> dict[str, QWidget]:
    """Inputs that take any text, by name."""
    return {
        field.objectName(): field
        for kind in (QLineEdit, QTextEdit)
        for field in root.findChildren(kind)
        if hasattr(field, "problem") and field.isVisible() and not field.isReadOnly()
    }


def shown_text(field: QWidget) -> str:
    return field.toPlainText() if isinstance(field, QTextEdit) else field.text()


def kept_text(field: QWidget) -> str:
    """What may not be lost: an input of digits puts its marks in order once the cursor leaves it."""
    return only_digits(shown_text(field)) if isinstance(field, DIGITS_ONLY) else shown_text(field)


def put(field: QWidget, text: str) -> None:
    """As typing or pasting does, whatever way it came in."""
    field.setFocus()
    if isinstance(field, QTextEdit):
        field.setPlainText(text)
    else:
        field.setText(text)
        field.textEdited.emit(text)


def rows_written(desk: Desk) -> int:
    return desk.rows("SELECT count(*) FROM audit")[0][0]
