"""An amount of money in whole rial, grouped while it is typed, with toman below."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from aftersales_desktop.ui.widgets.grouped_field import GroupedField
from aftersales_desktop.ui.widgets.kit import Kit

_LONGEST = 15
_OPEN_END = 99_999_999


class MoneyField(GroupedField):
    """An amount in rial as a whole number; None when empty."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, shows_toman: bool = True) -> None:
        super().__init__(kit, parent)
        self._shows_toman = shows_toman
        self.textChanged.connect(self._tell_toman)

    def rule(self) -> str:
        """Which unit is meant."""
        return self.kit.words("Whole rials; the same amount in toman stands below.")

    def grouped(self, plain: str) -> str:
        """1,250,000 in the reader's digits."""
        return self.kit.words.number(int(plain[:_LONGEST])) if plain else ""

    def value(self) -> int | None:
        """Rial."""
        plain = self.plain()[:_LONGEST]
        return int(plain) if plain else None

    def set_value(self, value: object) -> None:
        """Show an amount in rial; None empties the input."""
        self._show_plain("" if value is None or value == "" else str(int(value)))

    def _tell_toman(self) -> None:
        rial = self.value() or 0
        toman, rest = divmod(rial, 10)
        if not self._shows_toman or not toman:
            self.set_helper("")
        elif rest:
            self.set_helper(self.kit.words("{toman} toman and {rial} rial", toman=toman, rial=rest))
        else:
            self.set_helper(self.kit.words("{toman} toman", toman=toman))


class NumberField(GroupedField):
    """A whole number: months, a quantity, a distance. None when empty; Up and Down change it by one."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, least: int = 0, most: int = 999_999_999) -> None:
        super().__init__(kit, parent)
        self._least, self._most = least, most

    def rule(self) -> str:
        """The range."""
        if self._most > _OPEN_END:
            return self.kit.words("A whole number. Up and Down change it.")
        return self.kit.words(
            "A whole number from {least} to {most}. Up and Down change it.", least=self._least, most=self._most
        )

    def grouped(self, plain: str) -> str:
        """1,250 in the reader's digits."""
        return self.kit.words.number(min(int(plain[:_LONGEST]), self._most)) if plain else ""

    def value(self) -> int | None:
        """The number."""
        plain = self.plain()[:_LONGEST]
        return int(plain) if plain else None

    def set_value(self, value: object) -> None:
        """Show a number; None empties the input."""
        self._show_plain("" if value is None or value == "" else str(int(value)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(event.key(), 0)
        if step and not self.isReadOnly():
            now = self.value()
            self.set_value(self._least if now is None else max(self._least, min(self._most, now + step)))
            self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)
