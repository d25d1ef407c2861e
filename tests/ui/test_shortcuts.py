import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.key_actions import LatinControlKeys, bind_key, make_action, sequence_of
from aftersales_desktop.ui.physical_keys import SCAN_CODE_OFFSET
from aftersales_desktop.ui.shortcuts import KEYS, keys_of
from aftersales_desktop.ui.widgets.button import ActionButton
from aftersales_desktop.ui.widgets.fields import TextField
from tests.ui.keys import CONTROL, SHIFT, place_of, press


@pytest.fixture
def name(kit, shown):
    field = TextField(kit)
    shown(field)
    field.setFocus()
    return field


@pytest.fixture
def latin_keys(qapp):
    keys = LatinControlKeys(qapp)
    yield keys
    qapp.removeEventFilter(keys)


def press_persian(widget, letter, persian_letter, modifiers=CONTROL):
    """Ctrl and a letter key under a keyboard that has only a Persian layout."""
    press(widget, ord(persian_letter), "", modifiers, place_of(letter)[0] + SCAN_CODE_OFFSET)


def test_no_key_is_given_twice():
    keys = [binding.keys for binding in KEYS]
    names = [binding.name for binding in KEYS]
    assert len(set(keys)) == len(keys)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("help", "F1"),
        ("intake", "F2"),
        ("search", "F3"),
        ("new_customer", "F4"),
        ("refresh", "F5"),
        ("next_state", "F6"),
        ("hand_over", "F8"),
        ("print_last", "F9"),
        ("save", "Ctrl+S"),
        ("print", "Ctrl+P"),
        ("save_and_print", "Ctrl+Enter"),
        ("undo", "Ctrl+Z"),
    ],
)
def test_keys_as_they_are_shown(name, keys):
    assert keys_of(name) == keys


@pytest.mark.parametrize(
    "binding", [binding for binding in KEYS if "..." not in binding.keys], ids=lambda one: one.name
)
def test_qt_knows_every_key(binding):
    assert not sequence_of(binding.name).isEmpty()
    assert sequence_of(binding.name) == QKeySequence(binding.keys)


def test_action_of_a_screen(name, qtbot):
    done = []
    action = make_action(name.window(), "save", "Save", lambda: done.append(True))
    qtbot.keyClick(name, Qt.Key.Key_S, CONTROL)
    assert done == [True]
    assert action.objectName() == "save"
    action.setEnabled(False)
    qtbot.keyClick(name, Qt.Key.Key_S, CONTROL)
    assert done == [True]


def test_action_without_a_key(name):
    action = make_action(name.window(), "merge", "Merge", list)
    assert action.shortcut().isEmpty()


def test_key_of_the_window(name, qtbot):
    done = []
    bind_key(name.window(), "search", lambda: done.append(True))
    qtbot.keyClick(name, Qt.Key.Key_F3)
    assert done == [True]


def test_button_is_a_view_of_its_action(name, kit):
    done = []
    action = make_action(name.window(), "save", "Save", lambda: done.append(True))
    button = ActionButton(kit, action, "check", "primary")
    assert button.caption() == "Save"
    assert button.objectName() == "save"
    assert "Ctrl+S" in button.toolTip()
    button.click()
    assert done == [True]
    action.setEnabled(False)
    assert not button.isEnabled()
    action.setText("Save & print")
    assert button.caption() == "Save & print"
    assert "&&" in button.text()
    action.setVisible(False)
    assert button.isHidden()


def test_a_button_names_enter_as_the_help_does(name, kit):
    action = make_action(name.window(), "save_and_print", "Save and print", lambda: None)
    assert keys_of("save_and_print") in ActionButton(kit, action).toolTip()


def test_control_and_a_letter_work_under_a_persian_layout(name, latin_keys):
    done = []
    make_action(name.window(), "save", "Save", lambda: done.append("save"))
    bind_key(name.window(), "print", lambda: done.append("print"))
    press_persian(name, "s", "س")
    press_persian(name, "p", "ح")
    assert done == ["save", "print"]
    assert name.text() == ""


def test_switched_off_action_is_not_done(name, latin_keys):
    done = []
    action = make_action(name.window(), "save", "Save", lambda: done.append("save"))
    action.setEnabled(False)
    press_persian(name, "s", "س")
    assert done == []


def test_shift_makes_another_shortcut(name, latin_keys):
    done = []
    action = QAction("Other", name.window())
    action.setShortcut(QKeySequence("Ctrl+Shift+S"))
    action.triggered.connect(lambda: done.append("other"))
    name.window().addAction(action)
    make_action(name.window(), "save", "Save", lambda: done.append("save"))
    press_persian(name, "s", "س", CONTROL | SHIFT)
    assert done == ["other"]


def test_copy_and_paste_work_under_a_persian_layout(name, latin_keys):
    name.set_value("سارا")
    press_persian(name, "a", "ش")
    press_persian(name, "c", "ز")
    assert QGuiApplication.clipboard().text() == "سارا"
    name.clear()
    press_persian(name, "v", "ر")
    assert name.text() == "سارا"


def test_plain_letters_are_left_alone(name, latin_keys):
    press(name, ord("س"), "س", Qt.KeyboardModifier.NoModifier, place_of("s")[0] + SCAN_CODE_OFFSET)
    assert name.text() == "س"
    assert QApplication.focusWidget() is name
