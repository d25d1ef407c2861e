"""Barcode scanners that type: told from a person by their speed, read by the place of the keys."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from aftersales_desktop.ui.physical_keys import is_rest_of_key, physical_character
from aftersales_desktop.ui.widgets.code_field import SerialField
from aftersales_desktop.ui.widgets.line_field import Field

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
_HICCUP = 0.5
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True)
class ScannerSettings:
    """When fast keys are a scan. Gaps in seconds; `prefix` is what the scanner is set to send first, if anything."""

    longest_gap: float = 0.06
    average_gap: float = 0.035
    shortest_code: int = 4
    prefix: str = ""


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
        self._gaps: list[float] = []
        self._last = 0.0
        self._stamp = 0
        self._put_back: Callable[[], None] | None = None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Watch no more."""
        self._app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if watched is not (self._app.focusWidget() or watched):
            return False
        return self._on_key(event)

    def _on_key(self, event: QKeyEvent) -> bool:
        if event.key() in _SILENT or is_rest_of_key(event):
            return False
        self._note_gap(event)
        if event.key() in _ENDS:
            return self._end()
        character = "" if event.modifiers() & _COMMANDS else physical_character(event)
        if not character or event.isAutoRepeat():
            self._forget()
            return False
        if not self._code:
            self._put_back = _memory_of(self._app.focusWidget())
        self._code.append(character)
        return False

    def _note_gap(self, event: QKeyEvent) -> None:
        """A long gap ends a code, unless it is clearly a scanner's: then the computer was busy for a moment."""
        gap = self._gap_before(event)
        if not self._code:
            return
        if gap <= self.settings.longest_gap:
            self._gaps.append(gap)
        elif gap > _HICCUP or len(self._code) < self.settings.shortest_code or not self._is_fast():
            self._forget()

    def _gap_before(self, event: QKeyEvent) -> float:
        """Seconds since the key before, by the window system: after a stall a person's keys arrive all at once."""
        now, stamp = self._clock(), event.timestamp()
        gap = (stamp - self._stamp) / 1000 if stamp and self._stamp else now - self._last
        self._last, self._stamp = now, stamp
        return gap

    def _average_gap(self) -> float:
        return sum(self._gaps) / max(1, len(self._gaps))

    def _is_fast(self) -> bool:
        return self._average_gap() <= self.settings.average_gap

    def _end(self) -> bool:
        """Enter or Tab: was it a scanner?"""
        code, average, is_fast, put_back = "".join(self._code), self._average_gap(), self._is_fast(), self._put_back
        self._forget()
        if len(code) < self.settings.shortest_code or not code.startswith(self.settings.prefix):
            return False
        self.keys_seen.emit(code, average)
        if not is_fast:
            return False
        self._deliver(code.removeprefix(self.settings.prefix).strip(), put_back)
        return True

    def _deliver(self, code: str, put_back: Callable[[], None] | None) -> None:
        field = self._app.focusWidget()
        if isinstance(field, SerialField) and field.isEnabled() and not field.isReadOnly():
            field.take_scan(code)
            return
        if put_back is not None:
            put_back()
        self.scanned.emit(code)

    def _forget(self) -> None:
        self._code, self._gaps, self._put_back = [], [], None


def _memory_of(widget: QWidget | None) -> Callable[[], None] | None:
    """How to undo what the scanner types into an input."""
    if isinstance(widget, Field):
        put_back = widget.remember()

        def put_back_and_tell() -> None:
            put_back()
            widget.changed.emit()

        return put_back_and_tell
    if isinstance(widget, QLineEdit):
        text, cursor = widget.text(), widget.cursorPosition()

        def put_line_back() -> None:
            widget.setText(text)
            widget.setCursorPosition(cursor)

        return put_line_back
    return None
