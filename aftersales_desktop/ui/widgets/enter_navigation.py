"""Enter goes to the next input, Shift+Enter back, Ctrl+Enter saves from anywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

_SETTLED = "settled"
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EnterNavigation(QObject):
    """Watches the inputs of a form. An open list or month takes Enter first."""

    submitted = Signal()

    def __init__(self, fields: Callable[[], list[QWidget]], parent: QObject) -> None:
        super().__init__(parent)
        self._fields = fields

    def watch(self, field: QWidget) -> None:
        """Follow the keys of one more input."""
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or event.key() not in _ENTER:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.ControlModifier:
            self._submit(watched)
            return True
        if watched.takes_enter():
            return False
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._go(watched, -1)
            return True
        if modifiers == Qt.KeyboardModifier.NoModifier:
            self._go(watched, 1)
            return True
        return False

    def _go(self, field: QWidget, step: int) -> None:
        """To the next input that can be reached; from the last one on, to saving."""
        reachable = [other for other in self._fields() if other is field or _can_enter(other)]
        place = reachable.index(field) + step
        if place >= len(reachable):
            self._submit(field)
        elif place >= 0:
            reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
            reachable[place].setFocus(reason)

    def _submit(self, field: QWidget) -> None:
        field.finish()
        self.submitted.emit()


def set_settled(field: QWidget, settled: bool) -> None:
    """Enter passes over an input whose value is known for sure; Tab and a click still reach it."""
    field.setProperty(_SETTLED, settled)


def _can_enter(field: QWidget) -> bool:
    is_read_only = getattr(field, "isReadOnly", bool)
    return field.isVisible() and field.isEnabled() and not is_read_only() and not field.property(_SETTLED)
