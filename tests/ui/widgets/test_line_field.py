from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from aftersales_desktop.ui.widgets.fields import CodeField, MoneyField, PhoneField, TextField
from tests.ui.keys import CONTROL, press, write


def paste(field, text):
    QGuiApplication.clipboard().setText(text)
    field.setFocus()
    press(field, Qt.Key.Key_V, "\x16", CONTROL)


def test_paste_leaves_marks_and_line_ends_behind(kit, shown):
    field = TextField(kit)
    shown(field)
    told = []
    field.changed.connect(lambda: told.append(field.value()))
    paste(field, "\u2067سارا\u2069\n  محمدی\u200f")
    assert field.text() == "سارا محمدی"
    assert told == ["سارا محمدی"]


def test_paste_replaces_what_is_marked(kit, shown):
    field = TextField(kit)
    shown(field)
    field.set_value("old words")
    field.selectAll()
    paste(field, "new")
    assert field.text() == "new"


def test_paste_into_an_input_that_only_shows(kit, shown):
    field = TextField(kit)
    shown(field)
    field.set_value("old")
    field.setReadOnly(True)
    paste(field, "new")
    assert field.text() == "old"


def test_paste_of_a_phone_and_an_amount(kit, shown):
    phone, money = PhoneField(kit), MoneyField(kit)
    shown(phone, money)
    paste(phone, "+98 (912) 345-6789")
    paste(money, "۱٬۲۵۰٬۰۰۰ ریال")
    assert phone.value() == "09123456789"
    assert money.value() == 1_250_000


def test_paste_of_a_code_typed_under_a_persian_layout(kit, shown):
    field = CodeField(kit)
    shown(field)
    paste(field, " شذز-۱۲ ")
    assert field.value() == "abc-12"


def test_undo_and_redo_stay_with_the_input(kit, shown):
    field = TextField(kit)
    shown(field)
    field.setFocus()
    write(field, "abc")
    press(field, Qt.Key.Key_Z, "\x1a", CONTROL)
    assert field.text() != "abc"


def test_hint_stays_on_its_side(persian):
    field = TextField(persian)
    field.set_hint("0912…")
    assert field.placeholderText() == "\u200f0912…"
    field.set_hint("نام")
    assert field.placeholderText() == "نام"
