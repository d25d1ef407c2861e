"""Key presses as a keyboard sends them: the key, its text, and the place of the key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.ui.physical_keys import RIAL, SCAN_CODE_OFFSET, US_KEYS, PersianLayout

SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
NONE = Qt.KeyboardModifier.NoModifier


def press(
    widget: QWidget, key: Qt.Key | int, text: str = "", modifiers: Qt.KeyboardModifier = NONE, scan_code: int = 0
) -> None:
    """One key press and release, sent to a widget as the window system does."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, int(key), modifiers, scan_code, 0, 0, text))


def write(widget: QWidget, text: str) -> None:
    """Text in any script, letter by letter, from keys whose place tells nothing."""
    for character in text:
        press(widget, ord(character.upper()), character)


def place_of(character: str) -> tuple[int, bool]:
    """Scan code and Shift of a US character."""
    for code, cap in US_KEYS.items():
        if character in cap and code != 0x56:
            return code, cap.plain != character
    raise ValueError(character)


def strike(widget: QWidget, character: str, layout: PersianLayout | None = None, scan_code: int | None = None) -> None:
    """The key of a US character, under a layout. Windows sends the rest of «ريال» as extra presses without a key."""
    code, shift = place_of(character)
    code = code + SCAN_CODE_OFFSET if scan_code is None else scan_code
    modifiers = SHIFT if shift else NONE
    text = layout.written(character) if layout else character
    if shift:
        press(widget, Qt.Key.Key_Shift, "", SHIFT, 0x2A + SCAN_CODE_OFFSET)
    press(widget, ord(text[0].upper()), text[0], modifiers, code)
    if len(text) == len(RIAL):
        for rest in text[1:]:
            press(widget, 0, rest, modifiers, code)
