import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField
from tests.ui.keys import press

CHIPS = [
    Chip("good", "All good", exclusive=True),
    Chip("scratch", "Scratched"),
    Chip("dent", "Dented"),
    Chip("cord", "No cord"),
]


@pytest.fixture
def chips(kit, shown):
    field = ChipsField(kit, CHIPS)
    shown(field)
    field.setFocus()
    return field


@pytest.mark.parametrize("digits", ["23", "۲۳", "٢٣"])
def test_digits_switch_chips(chips, digits):
    for digit in digits:
        press(chips, ord(digit), digit)
    assert chips.value() == ("scratch", "dent")
    press(chips, ord(digits[0]), digits[0])
    assert chips.value() == ("dent",)


def test_all_good_stands_alone(chips):
    chips.toggle(1)
    chips.toggle(2)
    chips.toggle(0)
    assert chips.value() == ("good",)
    chips.toggle(3)
    assert chips.value() == ("cord",)


def test_single_is_one_or_none(kit, shown):
    field = ChipsField(kit, [Chip(n, str(n)) for n in range(3)], single=True)
    shown(field)
    field.toggle(0)
    field.toggle(2)
    assert field.value() == (2,)
    field.toggle(2)
    assert field.value() == ()


def test_arrows_move_along_the_reading_direction(chips, kit):
    forward = Qt.Key.Key_Left if kit.words.right_to_left else Qt.Key.Key_Right
    press(chips, forward)
    press(chips, forward)
    press(chips, Qt.Key.Key_Space, " ")
    assert chips.value() == ("dent",)


def test_digits_beyond_the_chips_do_nothing(chips):
    press(chips, Qt.Key.Key_9, "9")
    press(chips, Qt.Key.Key_0, "0")
    assert chips.value() == ()


def test_click_switches_and_takes_the_keyboard(chips, qtbot):
    told = []
    chips.changed.connect(lambda: told.append(chips.value()))
    qtbot.mouseClick(chips.findChild(Button, "chip_dent"), Qt.MouseButton.LeftButton)
    assert told == [("dent",)]
    assert QApplication.focusWidget() is chips


def test_switched_off_chips_take_no_keys(chips):
    chips.setEnabled(False)
    chips.toggle(1)
    assert chips.value() == ()


def test_other_chips_keep_what_is_still_offered(chips, qtbot):
    chips.set_value(("scratch", "cord"))
    chips.set_chips([Chip("cord", "No cord"), Chip("new", "New")])
    assert chips.value() == ("cord",)
    assert len(chips.findChildren(Button)) >= 2
    QApplication.processEvents()


def test_first_chip_stands_at_the_reading_edge(chips, kit):
    QApplication.processEvents()
    first = chips.findChild(Button, "chip_good").geometry()
    second = chips.findChild(Button, "chip_scratch").geometry()
    assert (first.left() > second.left()) is kit.words.right_to_left


def test_chips_go_on_in_the_next_line(kit, shown):
    field = ChipsField(kit, [Chip(n, f"A chip with words {n}") for n in range(8)])
    shown(field, width=400)
    QApplication.processEvents()
    buttons = field.findChildren(Button)
    assert len({button.y() for button in buttons}) > 1
    for button in buttons:
        assert field.rect().contains(button.geometry())


def test_numbers_are_shown_in_the_readers_digits(persian):
    field = ChipsField(persian, CHIPS)
    assert "۱" in field.findChild(Button, "chip_good").text()
    assert field.findChild(Button, "chip_good").accessibleName() == "All good"


def test_screen_readers_hear_what_is_chosen(english, shown):
    field = ChipsField(english, CHIPS)
    shown(field)
    field.toggle(1)
    field.toggle(2)
    assert field.accessibleDescription() == "Scratched, Dented"
    field.set_value(())
    assert field.accessibleDescription() == ""
