"""Several of a few: symptoms, accessories, the condition of a device; one key each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from aftersales_desktop.domain.text import ascii_digits
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import set_look
from aftersales_desktop.ui.widgets.line_field import Field


class Chip(NamedTuple):
    """One chip: its value and words. An exclusive one ("all good") cannot stand beside others."""

    value: Any
    title: str
    exclusive: bool = False


class ChipsField(Field, QFrame):
    """Chips that switch on and off. With the keyboard: 1 to 9, or arrows and Space. The value is a tuple."""

    def __init__(
        self, kit: Kit, chips: Iterable[Chip] = (), parent: QWidget | None = None, *, single: bool = False
    ) -> None:
        super().__init__(parent)
        self.kit = kit
        self._single = single
        self._chips: list[Chip] = []
        self._buttons: list[Button] = []
        self._current = 0
        self.setProperty("role", "chips")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._flow = FlowLayout(self, gap=6)
        self.set_chips(chips)

    def set_chips(self, chips: Iterable[Chip]) -> None:
        """Other chips; chosen ones that are still offered stay chosen."""
        chosen = self.value()
        for button in self._buttons:
            button.deleteLater()
        self._flow.clear()
        self._chips = [Chip(*chip) for chip in chips]
        self._buttons = [self._button(place, chip) for place, chip in enumerate(self._chips)]
        self._current = 0
        self.set_value(tuple(chip.value for chip in self._chips if chip.value in chosen))
        self.updateGeometry()

    def _button(self, place: int, chip: Chip) -> Button:
        number = f"{self.kit.words.digits(str(place + 1))}\u2002" if place < 9 else ""
        button = Button(self.kit, chip.title, kind="chip", parent=self)
        button.setText(number + button.text())
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setProperty("good", chip.exclusive)
        button.setObjectName(f"chip_{chip.value}")
        button.clicked.connect(self._on_clicked)
        self._flow.addWidget(button)
        button.show()
        return button

    def rule(self) -> str:
        """The keys."""
        return self.kit.words("Keys 1 to 9 switch these on and off, or the arrows and Space.")

    def value(self) -> tuple[Any, ...]:
        """Values of the chosen chips, in the order they are shown; for `single`, one or none of them."""
        pairs = zip(self._chips, self._buttons, strict=True)
        return tuple(chip.value for chip, button in pairs if button.isChecked())

    def set_value(self, value: Iterable[Any] | None) -> None:
        """Choose exactly these."""
        chosen = tuple(value or ())
        for chip, button in zip(self._chips, self._buttons, strict=True):
            button.setChecked(chip.value in chosen)
        self._describe()

    def _describe(self) -> None:
        """What screen readers say beside the name: the chosen chips."""
        chosen = self.value()
        spoken = self.kit.words.joined([chip.title for chip in self._chips if chip.value in chosen])
        self.setAccessibleDescription(self._problem or without_bidi_controls(spoken))

    def draft(self) -> list[Any]:
        """The chosen values."""
        return list(self.value())

    def toggle(self, place: int) -> None:
        """Switch a chip, as its key does."""
        if 0 <= place < len(self._buttons) and self.isEnabled():
            self._set_current(place)
            self._buttons[place].toggle()
            self._settle(place)

    def _on_clicked(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        place = self._buttons.index(self.sender())
        self._set_current(place)
        self._settle(place)

    def _settle(self, place: int) -> None:
        if self._buttons[place].isChecked():
            for other, chip in enumerate(self._chips):
                if other != place and (self._single or chip.exclusive or self._chips[place].exclusive):
                    self._buttons[other].setChecked(False)
        self.tell_change()
        self._describe()

    def _set_current(self, place: int) -> None:
        self._current = place
        for other, button in enumerate(self._buttons):
            set_look(button, current=self.hasFocus() and other == place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = ascii_digits(event.text())
        key = event.key()
        forward = Qt.Key.Key_Left if self.kit.words.right_to_left else Qt.Key.Key_Right
        if digit in "123456789" and digit and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.toggle(int(digit) - 1)
        elif key == Qt.Key.Key_Space:
            self.toggle(self._current)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if key == forward else -1
            self._set_current(max(0, min(len(self._buttons) - 1, self._current + step)))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._set_current(self._current)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._set_current(self._current)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return self._flow.sizeHint()
