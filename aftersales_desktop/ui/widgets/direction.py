"""Keeping text on its side: marks for mixed text, alignment that does not follow the keyboard."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from aftersales_desktop.i18n.formats import AUTO_ISOLATE, END_ISOLATE, RIGHT_TO_LEFT_MARK, without_bidi_controls

LEFT_TO_RIGHT_MARK = "\u200e"
_RIGHT_TO_LEFT_LETTER = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


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


@lru_cache(maxsize=4096)
def in_direction(text: str, right_to_left: bool) -> str:
    """The text, marked where its first letter would turn the whole line around.

    In a Persian window a line that holds Persian reads from the right, whatever it begins with. A line wholly of the
    other script, and any Persian line in an English window, keeps its own order: its full stop stays at its end.
    """
    return "\n".join(_line_in_direction(line, right_to_left) for line in text.split("\n"))


def _line_in_direction(line: str, right_to_left: bool) -> str:
    first = starts_right_to_left(line)
    if not line or first is right_to_left:
        return line
    mark = RIGHT_TO_LEFT_MARK if right_to_left else LEFT_TO_RIGHT_MARK
    if first is None or (right_to_left and _RIGHT_TO_LEFT_LETTER.search(line)):
        return mark + line
    return f"{mark}{AUTO_ISOLATE}{line}{END_ISOLATE}"


def start_alignment(right_to_left: bool) -> Qt.AlignmentFlag:
    """The side where reading starts, whatever the text or the keyboard says."""
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter


def copy_text(text: str) -> None:
    """Put text on the clipboard without the invisible marks that only the screen needs."""
    QGuiApplication.clipboard().setText(without_bidi_controls(text))
