"""Barcode scanners that type: told from a person by their speed, read by the place of the keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QTextEdit, QWidget

from aftersales_desktop.ui.physical_keys import is_rest_of_key, physical_character
from aftersales_desktop.ui.widgets.code_field import SerialField

_ENDS = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}
_SILENT = {
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True)
class ScannerSettings:
    """When fast keys are a scan. Gaps in seconds; `prefix` is what the scanner is set to send first, if anything."""

    longest_gap: float = 0.06
    average_gap: float = 0.035
    shortest_code: int = 4
    prefix: str = ""


@dataclass
class _Snapshot:
    """An input as it was before the first key."""

    field: QWidget
    text: str
    cursor: int

    def restore(self) -> None:
        if isinstance(self.field, QLineEdit):
            self.field.setText(self.text)
            self.field.setCursorPosition(self.cursor)
        elif isinstance(self.field, QTextEdit):
            self.field.setPlainText(self.text)
            cursor = self.field.textCursor()
            cursor.setPosition(self.cursor)
            self.field.setTextCursor(cursor)


class ScanCatcher(QObject):
    """Watches the keys of the whole program. `scanned(code)` tells what a scanner read.

    A scan into a SerialField stays there (the field tells); anywhere else the input gets back what it held, and
    `scanned` is sent. Typing by hand is never delayed.
    """

    scanned = Signal(str)
    keys_seen = Signal(str, float)

    def __init__(
        self,
        app: QApplication,
        settings: ScannerSettings = ScannerSettings(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(app)
        self._app = app
        self.settings = settings
        self._clock = clock
        self._code: list[str] = []
        self._times: list[float] = []
        self._snapshot: _Snapshot | None = None
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if watched is not (self._app.focusWidget() or watched):
            return False
        return self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in _SILENT or is_rest_of_key(event):
            return False
        now = self._clock()
        if self._times and now - self._times[-1] > self.settings.longest_gap:
            self._forget()
        if event.key() in _ENDS:
            return self._end()
        character = "" if event.modifiers() & _COMMANDS else physical_character(event)
        if not character or event.isAutoRepeat():
            self._forget()
            return False
        if not self._code:
            self._snapshot = _snapshot_of(self._app.focusWidget())
        self._code.append(character)
        self._times.append(now)
        return False

    def _end(self) -> bool:
        """Enter or Tab: was it a scanner?"""
        code, times, snapshot = "".join(self._code), self._times, self._snapshot
        self._forget()
        if len(code) < self.settings.shortest_code or not code.startswith(self.settings.prefix):
            return False
        average = (times[-1] - times[0]) / max(1, len(times) - 1)
        self.keys_seen.emit(code, average)
        if average > self.settings.average_gap:
            return False
        self._deliver(code.removeprefix(self.settings.prefix).strip(), snapshot)
        return True

    def _deliver(self, code: str, snapshot: _Snapshot | None) -> None:
        field = self._app.focusWidget()
        if isinstance(field, SerialField) and field.isEnabled() and not field.isReadOnly():
            field.take_scan(code)
            return
        if snapshot is not None:
            snapshot.restore()
        self.scanned.emit(code)

    def _forget(self) -> None:
        self._code, self._times, self._snapshot = [], [], None


def _snapshot_of(field: QWidget | None) -> _Snapshot | None:
    if isinstance(field, QLineEdit):
        return _Snapshot(field, field.text(), field.cursorPosition())
    if isinstance(field, QTextEdit):
        return _Snapshot(field, field.toPlainText(), field.textCursor().position())
    return None
