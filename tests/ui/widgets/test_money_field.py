import pytest
from PySide6.QtCore import QMimeData, Qt

from aftersales_desktop.ui.widgets.fields import MoneyField, NumberField
from tests.ui.keys import press, write


@pytest.fixture
def money(kit, shown):
    field = MoneyField(kit)
    shown(field)
    field.setFocus()
    return field


def left_of_cursor(field):
    return "".join(str(int(sign)) for sign in field.text()[: field.cursorPosition()] if sign.isdigit())


def test_groups_while_typing(money, kit):
    write(money, "12500000")
    assert money.text() == kit.words.number(12_500_000)
    assert money.value() == 12_500_000
    assert money.cursorPosition() == len(money.text())


@pytest.mark.parametrize("typed", ["12500", "۱۲۵۰۰", "١٢٥٠٠", "12,500", "۱۲٬۵۰۰", "12.500"])
def test_any_digits(money, typed):
    write(money, typed)
    assert money.value() == 12_500


def test_every_digit_typed_in_the_middle_stays_under_the_cursor(money):
    write(money, "123456")
    money.setCursorPosition(2)
    for digit in "789":
        before = left_of_cursor(money)
        write(money, digit)
        assert left_of_cursor(money) == before + digit
    assert money.value() == 127_893_456


def test_backspace_through_the_whole_amount(money):
    write(money, "1234567")
    for left in ("123456", "12345", "1234", "123", "12", "1", ""):
        press(money, Qt.Key.Key_Backspace)
        assert money.value() == (int(left) if left else None)


def test_backspace_steps_over_a_separator(money):
    write(money, "1234567")
    money.setCursorPosition(2)  # 1,|234,567
    press(money, Qt.Key.Key_Backspace)
    assert money.value() == 234_567


def test_delete_steps_over_a_separator(money):
    write(money, "1234567")
    money.setCursorPosition(1)  # 1|,234,567
    press(money, Qt.Key.Key_Delete)
    assert money.value() == 134_567


def test_leading_zeros_and_length(money):
    write(money, "007")
    assert money.value() == 7
    money.set_value(None)
    write(money, "9" * 20)
    assert money.value() == int("9" * 15)


def test_toman_below(persian, english):
    field = MoneyField(persian)
    field.set_value(12_500_000)
    assert "۱٬۲۵۰٬۰۰۰" in field.helper()
    field = MoneyField(english)
    told = []
    field.helper_changed.connect(told.append)
    field.set_value(12_500_005)
    assert field.helper() == "1,250,000 toman and 5 rial"
    field.set_value(12_500_000)
    assert field.helper() == "1,250,000 toman"
    field.set_value(0)
    assert field.helper() == ""
    assert told == ["1,250,000 toman and 5 rial", "1,250,000 toman", ""]
    silent = MoneyField(english, shows_toman=False)
    silent.set_value(12_500_000)
    assert silent.helper() == ""


def test_zero_is_an_amount(money):
    write(money, "0")
    assert money.value() == 0
    assert not money.is_empty()


def test_number_goes_up_and_down_within_its_limits(kit, shown):
    field = NumberField(kit, least=1, most=3)
    shown(field)
    field.setFocus()
    seen = []
    field.changed.connect(lambda: seen.append(field.value()))
    for key in [Qt.Key.Key_Up] * 4 + [Qt.Key.Key_Down] * 4:
        press(field, key)
    assert seen == [1, 2, 3, 3, 2, 1, 1, 1]
    write(field, "99")
    assert field.value() == 3


@pytest.mark.parametrize("kind", [MoneyField, NumberField])
def test_thousands_of_pasted_digits_are_cut(kit, shown, qtbot, kind):
    field = kind(kit)
    shown(field)
    clipboard = QMimeData()
    clipboard.setText("9" * 5000)
    field.paste_text(clipboard)
    assert len(str(field.value())) <= 15
