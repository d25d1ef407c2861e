import pytest
from PySide6.QtCore import Qt

from aftersales_desktop.ui.widgets.fields import PhoneField
from aftersales_desktop.ui.widgets.phone_field import local_number
from tests.ui.keys import press, write


@pytest.fixture
def phone(persian, shown):
    field = PhoneField(persian)
    shown(field)
    field.setFocus()
    return field


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("09123456789", "09123456789"),
        ("۰۹۱۲۳۴۵۶۷۸۹", "09123456789"),
        ("٠٩١٢٣٤٥٦٧٨٩", "09123456789"),
        ("+989123456789", "09123456789"),
        ("00989123456789", "09123456789"),
        ("+9809123456789", "09123456789"),
        ("989123456789", "09123456789"),
        ("9123456789", "09123456789"),
        ("0912-345 67 89", "09123456789"),
        ("02188776655", "02188776655"),
        ("+982188776655", "02188776655"),
        ("88776655", "88776655"),
        ("", ""),
    ],
)
def test_any_way_of_writing_gives_one_number(phone, typed, number):
    write(phone, typed)
    assert phone.value() == number
    phone.finish()
    assert phone.value() == number


def test_grouped_in_the_readers_digits(phone, english):
    phone.set_value("09123456789")
    assert phone.text() == "۰۹۱۲ ۳۴۵ ۶۷۸۹"
    phone.set_value("02188776655")
    assert phone.text() == "۰۲۱ ۸۸۷۷۶۶۵۵"
    latin = PhoneField(english)
    latin.set_value("09123456789")
    assert latin.text() == "0912 345 6789"


def test_letters_are_not_taken(phone):
    write(phone, "a09b1ش2")
    assert phone.value() == "0912"


def test_digit_put_into_the_middle_keeps_the_cursor_there(phone):
    write(phone, "0912345678")
    phone.setCursorPosition(2)
    write(phone, "9")
    assert phone.value() == "09912345678"
    assert phone.text()[: phone.cursorPosition()] == "۰۹۹"


def test_backspace_over_a_gap_takes_a_digit(phone):
    phone.set_value("09123456789")
    phone.setCursorPosition(5)  # behind the first gap
    press(phone, Qt.Key.Key_Backspace)
    assert phone.value() == "0913456789"


def test_foreign_number_stays_as_it_is():
    assert local_number("+4930123456") == "4930123456"
