import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from aftersales_desktop.ui import physical_keys
from aftersales_desktop.ui.physical_keys import (
    LAYOUTS,
    PERSIAN,
    PERSIAN_STANDARD,
    PLAIN_US,
    RIAL,
    SCAN_CODE_OFFSET,
    SHIFTED_US,
    US_KEYS,
    is_rest_of_key,
    physical_character,
    undo_layout,
)
from tests.ui.keys import NONE, SHIFT, place_of

SAMPLE = "AB12-9xRm(2)"
EVERY_SIGN = PLAIN_US + SHIFTED_US


def key_event(text, scan_code, modifiers=NONE, key=None):
    key = ord(text[0].upper()) if key is None else key
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, scan_code, 0, 0, text)


def struck(character, layout=None, scan_code=None):
    """What is read from the key of a US character under a layout."""
    code, shift = place_of(character)
    text = layout.written(character) if layout else character
    code = code + SCAN_CODE_OFFSET if scan_code is None else scan_code
    return physical_character(key_event(text[0], code, SHIFT if shift else NONE))


def test_tables_hold_the_whole_keyboard():
    assert len(PLAIN_US) == len(SHIFTED_US) == 47
    for layout in LAYOUTS:
        assert len(layout.plain) == len(layout.shifted) == 47
    main_block = {cap.plain for code, cap in US_KEYS.items() if code < 0x37}
    assert main_block == set(PLAIN_US)


@pytest.mark.parametrize(
    ("layout", "character", "text"),
    [
        (PERSIAN, "A", "\u064e"),
        (PERSIAN, "B", "إ"),
        (PERSIAN, "R", RIAL),
        (PERSIAN, "X", "ي"),
        (PERSIAN, "m", "ئ"),
        (PERSIAN, "\\", "پ"),
        (PERSIAN, "`", "÷"),
        (PERSIAN, "(", ")"),
        (PERSIAN, "1", "1"),
        (PERSIAN_STANDARD, "A", "ؤ"),
        (PERSIAN_STANDARD, "B", "\u200c"),
        (PERSIAN_STANDARD, "R", "\u064b"),
        (PERSIAN_STANDARD, "X", "ط"),
        (PERSIAN_STANDARD, "m", "پ"),
        (PERSIAN_STANDARD, "@", "٬"),
        (PERSIAN_STANDARD, "_", "ـ"),
        (PERSIAN_STANDARD, "(", ")"),
        (PERSIAN_STANDARD, "1", "۱"),
    ],
)
def test_what_the_layouts_write(layout, character, text):
    assert layout.written(character) == text


@pytest.mark.parametrize("layout", [None, *LAYOUTS], ids=["us", "persian", "standard"])
@pytest.mark.parametrize("character", EVERY_SIGN)
def test_every_key_is_read_by_its_place(layout, character):
    assert struck(character, layout) == character


@pytest.mark.parametrize("layout", LAYOUTS, ids=["persian", "standard"])
@pytest.mark.parametrize("scan_code", [0, 0x1F + SCAN_CODE_OFFSET, 0xFFFF])
def test_wrong_places_fall_back_to_the_text(layout, scan_code, monkeypatch):
    monkeypatch.setattr(physical_keys, "active_layout", lambda: layout)
    letters = "ABCxyz"
    read = "".join(struck(character, layout, scan_code) for character in letters)
    assert read == letters


@pytest.mark.parametrize("layout", LAYOUTS, ids=["persian", "standard"])
def test_undo_a_code_typed_under_a_layout(layout):
    garbled = "".join(layout.written(character) for character in SAMPLE)
    assert not garbled.isascii()
    assert undo_layout(garbled, layout) == SAMPLE


def test_caps_lock_does_not_matter_for_the_case_of_a_letter():
    with_caps_lock = key_event("A", place_of("a")[0] + SCAN_CODE_OFFSET)
    assert physical_character(with_caps_lock) == "a"


def test_keypad():
    for code, cap in ((0x4F, "1"), (0x48, "8"), (0x52, "0"), (0x53, "."), (0x4A, "-")):
        assert physical_character(key_event(cap, code + SCAN_CODE_OFFSET)) == cap


def test_another_latin_layout_is_believed():
    """On a French keyboard the key of Q writes A: the text is right, the place is not a US key."""
    assert physical_character(key_event("a", place_of("q")[0] + SCAN_CODE_OFFSET)) == "a"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab, Qt.Key.Key_Backspace, Qt.Key.Key_Escape])
def test_keys_that_write_nothing(key):
    control = {Qt.Key.Key_Return: "\r", Qt.Key.Key_Tab: "\t", Qt.Key.Key_Backspace: "\b", Qt.Key.Key_Escape: "\x1b"}
    assert physical_character(key_event(control[key], 0x1C, key=key)) == ""
    no_text = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_F1, NONE, 0x3B + SCAN_CODE_OFFSET, 0, 0, "")
    assert physical_character(no_text) == ""


def test_rest_of_a_key_with_several_letters():
    assert is_rest_of_key(key_event("ی", place_of("R")[0], SHIFT, key=0))
    assert not is_rest_of_key(key_event("ر", place_of("R")[0], SHIFT))
