import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton

from aftersales_desktop.ui.physical_keys import LAYOUTS
from aftersales_desktop.ui.widgets.fields import CodeField, SerialField
from tests.ui.keys import CONTROL, SHIFT, press, strike


@pytest.fixture
def code(persian, shown):
    field = CodeField(persian)
    shown(field)
    field.setFocus()
    return field


@pytest.mark.parametrize("layout", [None, *LAYOUTS], ids=["us", "persian", "standard"])
def test_layout_does_not_matter(code, layout):
    for character in "info+AB_12-9@x.ir (2)":
        strike(code, character, layout)
    assert code.text() == "info+AB_12-9@x.ir (2)"


def test_cursor_keys_and_backspace_work(code):
    for character in "abc":
        strike(code, character)
    press(code, Qt.Key.Key_Left)
    press(code, Qt.Key.Key_Backspace, "\b")
    assert code.text() == "ac"
    press(code, Qt.Key.Key_Home)
    press(code, Qt.Key.Key_Right, "", SHIFT)
    assert code.selectedText() == "a"


def test_typing_replaces_what_is_marked(code):
    code.set_value("OLD")
    code.selectAll()
    strike(code, "n", LAYOUTS[0])
    assert code.text() == "n"


def test_copy_is_not_taken_for_a_letter(code):
    code.set_value("AB-12")
    code.selectAll()
    press(code, Qt.Key.Key_C, "\x03", CONTROL)
    assert QGuiApplication.clipboard().text() == "AB-12"
    assert code.text() == "AB-12"


def test_persian_digits_become_ascii(code):
    code.set_value("۱۴۰۵-۰۴")
    assert code.text() == "1405-04"


def test_capitals(persian, shown):
    field = CodeField(persian, capitals=True)
    shown(field)
    field.setFocus()
    for character in "ab-c1":
        strike(field, character, LAYOUTS[1])
    assert field.value() == "AB-C1"


def test_read_only_code_takes_nothing(code):
    code.set_value("AB")
    code.setReadOnly(True)
    strike(code, "x")
    assert code.text() == "AB"


def test_scan_replaces_the_content(persian):
    field = SerialField(persian)
    field.set_value("OLD-1")
    told, changed = [], []
    field.scanned.connect(told.append)
    field.changed.connect(lambda: changed.append(True))
    field.set_problem("wrong")
    field.take_scan("sn8-2290")
    assert field.value() == "SN8-2290"
    assert told == ["SN8-2290"]
    assert changed == [True]
    assert field.problem() == ""


def test_scan_icon_stands_at_the_far_edge(kit, shown):
    field = SerialField(kit)
    shown(field)
    icon = field.findChild(QToolButton)
    at_left = icon.geometry().center().x() < field.width() / 2
    assert at_left is kit.words.right_to_left


def test_paste_by_the_menu_is_cleaned(persian, shown):
    field = SerialField(persian)
    shown(field)
    QGuiApplication.clipboard().setText("\u2066ab-۱۲\u2069")
    field.paste()
    assert field.text() == "AB-12"
    assert field.cursorPosition() == 5
