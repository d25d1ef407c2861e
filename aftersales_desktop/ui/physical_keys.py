"""Which key was pressed, whatever the keyboard layout makes of it.

A barcode scanner presses keys as on a US keyboard. The tables of the two Persian layouts of Windows follow
https://github.com/unicode-org/cldr/tree/main/keyboards (fa-t-k0-windows, fa-t-k0-windows-extended) and
https://learn.microsoft.com/globalization/keyboards/kbdfa.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

if sys.platform == "win32":
    import ctypes

# On X11 and Wayland the key code of the main block is the PC scan code plus 8.
SCAN_CODE_OFFSET = 8 if sys.platform.startswith("linux") else 0
RIAL = "ريال"

_ROWS = (
    (0x02, "1234567890-=", "!@#$%^&*()_+"),
    (0x10, "qwertyuiop[]", "QWERTYUIOP{}"),
    (0x1E, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (0x2B, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
_KEYPAD = ((0x52, 0x4F, 0x50, 0x51, 0x4B, 0x4C, 0x4D, 0x47, 0x48, 0x49, 0x53, 0x37, 0x4A, 0x4E), "0123456789.*-+")


class KeyCap(NamedTuple):
    """What a US keyboard prints with a key, alone and with Shift."""

    plain: str
    shifted: str


def _us_keys() -> dict[int, KeyCap]:
    keys = {
        first + place: KeyCap(plain, shifted)
        for first, plains, shifteds in _ROWS
        for place, (plain, shifted) in enumerate(zip(plains, shifteds, strict=True))
    }
    keys[0x39] = KeyCap(" ", " ")
    keys[0x56] = KeyCap("\\", "|")
    keys.update({code: KeyCap(text, text) for code, text in zip(*_KEYPAD, strict=True)})
    keys[0x135] = KeyCap("/", "/")
    return keys


US_KEYS = _us_keys()


class PersianLayout(NamedTuple):
    """What a Persian layout of Windows writes for each key, in the order of the US tables below."""

    name: str
    plain: tuple[str, ...]
    shifted: tuple[str, ...]

    def written(self, character: str) -> str:
        """What the layout writes when the key (with or without Shift) of this US character is pressed."""
        if character in PLAIN_US:
            return self.plain[PLAIN_US.index(character)]
        if character in SHIFTED_US:
            return self.shifted[SHIFTED_US.index(character)]
        return character

    def undone(self) -> dict[str, str]:
        """From what it writes back to the US character; keys without Shift win."""
        back = dict(zip(self.shifted, SHIFTED_US, strict=True))
        back.update(zip(self.plain, PLAIN_US, strict=True))
        return back


PLAIN_US = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
SHIFTED_US = '~!@#$%^&*()_+QWERTYUIOP{}ASDFGHJKL:"|ZXCVBNM<>?'

PERSIAN = PersianLayout(
    "Persian",
    tuple("÷1234567890-=ضصثقفغعهخحجچشسیبلاتنمکگپظطزرذدئو./"),
    (
        *"×!@#$%^&*)(_+",
        *("\u064b", "\u064c", "\u064d", RIAL, "،", "؛", ",", "]", "[", "\\", "}", "{"),
        *("\u064e", "\u064f", "\u0650", "\u0651", "ۀ", "آ", "ـ", "«", "»", ":", '"', "|"),
        *"ةيژؤإأء<>؟",
    ),
)
PERSIAN_STANDARD = PersianLayout(
    "Persian (Standard)",
    ("\u200d", *"۱۲۳۴۵۶۷۸۹۰-=ضصثقفغعهخحجچشسیبلاتنمکگ\\ظطزرذدپو./"),
    (
        *("\u200d", "!", "٬", "٫", "ریال", "٪", "×", "،", "*", ")", "(", "ـ", "+"),
        *("\u0652", "\u064c", "\u064d", "\u064b", "\u064f", "\u0650", "\u064e", "\u0651", "]", "[", "}", "{"),
        *"ؤئيإأآة»«:؛|",
        *("ك", "ط", "ژ", "\u0670", "\u200c", "\u0654", "ء", ">", "<", "؟"),
    ),
)
LAYOUTS = (PERSIAN, PERSIAN_STANDARD)
_UNDONE = {layout.name: layout.undone() for layout in LAYOUTS}


def undo_layout(text: str, layout: PersianLayout) -> str:
    """The code that was meant when its keys were pressed under a Persian layout."""
    back = _UNDONE[layout.name]
    text = text.replace("ریال", "\0").replace(RIAL, "\0")
    rial = "R" if layout is PERSIAN else "$"
    return "".join(rial if character == "\0" else back.get(character, character) for character in text)


def active_layout() -> PersianLayout:
    """The Persian layout in use; X11's layout `ir` follows the same standard as Windows' Persian (Standard)."""
    if sys.platform != "win32":
        return PERSIAN_STANDARD
    name = ctypes.create_unicode_buffer(9)
    ctypes.windll.user32.GetKeyboardLayoutNameW(name)
    return PERSIAN_STANDARD if name.value.lower() == "00050429" else PERSIAN


def is_rest_of_key(event: QKeyEvent) -> bool:
    """Windows sends «ريال» as one key press and three extra ones without a key."""
    return event.key() == 0 and bool(event.text())


def physical_character(event: QKeyEvent) -> str:
    """What a US keyboard would have written; "" for keys that write nothing.

    The scan code is believed when the text is Latin or fits one of the Persian layouts; under remote desktops and
    on-screen keyboards scan codes are wrong, then the text alone decides.
    """
    text = event.text()
    if not text or not text[0].isprintable() and text[0] not in "\u200c\u200d":
        return ""
    cap = US_KEYS.get(event.nativeScanCode() - SCAN_CODE_OFFSET)
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    pressed = (cap.shifted if shift else cap.plain) if cap else ""
    if text.isascii():
        return pressed if _fits_latin(pressed, text) else text
    meanings = {layout.name: _meaning(text, layout, shift) for layout in LAYOUTS}
    if pressed and pressed in meanings.values():
        return pressed
    best = meanings[active_layout().name]
    return best if best.isascii() else next((meaning for meaning in meanings.values() if meaning.isascii()), text)


def _fits_latin(pressed: str, text: str) -> bool:
    """Whether Latin text can come from this key: the same letter, or a sign that a Persian layout moves."""
    if not pressed:
        return False
    if pressed.lower() == text.lower():
        return True
    return any(layout.written(pressed) == text for layout in LAYOUTS)


def _meaning(text: str, layout: PersianLayout, shift: bool) -> str:
    if shift and text in {"ر", "ری", "ري"}:
        return "R" if layout is PERSIAN else "$"
    if shift and text in layout.shifted:
        return SHIFTED_US[layout.shifted.index(text)]
    return undo_layout(text, layout)
