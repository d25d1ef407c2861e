"""Two values side by side: keys and clicks choose, in both directions of reading."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from aftersales_desktop.domain.merging import Side
from aftersales_desktop.ui.widgets.sides_field import SidesField
from tests.ui.keys import press


@pytest.fixture
def sides(kit, shown):
    field = SidesField(kit)
    field.show_sides("کریمی", "علی کریمی", can_join=True)
    shown(field, width=400)
    field.setFocus()
    return field


@pytest.mark.parametrize("digits", ["123", "۱۲۳"])
def test_digits_choose(sides, digits):
    chosen = []
    sides.changed.connect(lambda: chosen.append(sides.value()))
    for digit in digits:
        press(sides, ord(digit), digit)
    assert chosen == [Side.ONE, Side.OTHER, Side.BOTH]


def test_both_is_offered_only_where_both_may_stay(sides):
    sides.show_sides("a", "b", can_join=False)
    press(sides, Qt.Key.Key_3, "3")
    assert sides.value() is Side.ONE
    press(sides, Qt.Key.Key_9, "9")
    assert sides.value() is Side.ONE


def test_arrows_move_along_the_reading_direction_and_stop_at_the_ends(sides, kit):
    forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
    if kit.words.right_to_left:
        forward, back = back, forward
    for key, expected in ((forward, Side.OTHER), (forward, Side.BOTH), (forward, Side.BOTH), (back, Side.OTHER)):
        press(sides, key)
        assert sides.value() is expected
    press(sides, back)
    press(sides, back)
    assert sides.value() is Side.ONE


def test_a_click_takes_a_value(sides):
    card = sides.cards[Side.OTHER]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert sides.value() is Side.OTHER
    assert card.property("chosen") is True and sides.cards[Side.ONE].property("chosen") is False
    sides.both.click()
    assert sides.value() is Side.BOTH


def test_screen_readers_hear_what_stays(sides):
    sides.set_value(Side.OTHER)
    assert sides.accessibleDescription() == "علی کریمی"
    sides.set_value(Side.BOTH)
    assert "کریمی" in sides.accessibleDescription() and "علی" in sides.accessibleDescription()


def test_a_long_text_is_wrapped_and_wholly_shown(sides, qtbot):
    before = sides.height()
    sides.show_sides("ن" * 5 + " نشانی بلند" * 20, "", can_join=False)
    qtbot.waitUntil(lambda: sides.height() > before)
    card = sides.cards[Side.ONE]
    assert card.words.heightForWidth(card.words.width()) <= card.words.height()
    assert sides.cards[Side.OTHER].words.text().endswith("—")
