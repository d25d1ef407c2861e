"""Keeping text on its side: marks for mixed text, alignment that does not follow the keyboard."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from aftersales_desktop.i18n.formats import RIGHT_TO_LEFT_MARK, without_bidi_controls

LEFT_TO_RIGHT_MARK = "\u200e"


def starts_right_to_left(text: str) -> bool | None:
    """Direction of the first letter outside of isolates; None if there is none."""
    depth = 0
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in {"LRI", "RLI", "FSI"}:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return kind != "L"
    return None


def in_direction(text: str, right_to_left: bool) -> str:
    """The text, marked if its first letter would turn the whole line around."""
    if not text or starts_right_to_left(text) is right_to_left:
        return text
    return (RIGHT_TO_LEFT_MARK if right_to_left else LEFT_TO_RIGHT_MARK) + text


def start_alignment(right_to_left: bool) -> Qt.AlignmentFlag:
    """The side where reading starts, whatever the text or the keyboard says."""
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def copy_text(text: str) -> None:
    """Put text on the clipboard without the invisible marks that only the screen needs."""
    QGuiApplication.clipboard().setText(without_bidi_controls(text))
