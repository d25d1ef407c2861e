import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from aftersales_desktop.i18n import Message
from aftersales_desktop.ui.notifier import WindowNotifier
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import NoteField, TextField
from aftersales_desktop.ui.widgets.sheet import Sheet
from tests.ui.keys import press, write


@pytest.fixture
def name(kit, shown):
    field = TextField(kit)
    shown(field)
    field.setFocus()
    return field


@pytest.fixture
def notifier(kit, name):
    return WindowNotifier(kit, name.window())


@pytest.fixture
def answer(name):
    """Runs a step as soon as the sheet is on the screen."""

    def when_asked(step):
        QTimer.singleShot(0, lambda: step(name.window().findChild(Sheet)))

    return when_asked


def button(sheet, which):
    return sheet.findChild(Button, f"sheet_{which}")


@pytest.mark.parametrize(("which", "expected"), [("verb", True), ("refuse", False)])
def test_confirm_by_button(notifier, answer, which, expected):
    answer(lambda sheet: button(sheet, which).click())
    assert notifier.confirm(Message("Void this invoice?"), "Void the invoice") is expected


def test_verb_is_on_the_button(notifier, answer):
    seen = []

    def look(sheet):
        seen.append((button(sheet, "verb").caption(), sheet.accessibleName()))
        sheet.refuse()

    answer(look)
    notifier.confirm("Void it?", "Void the invoice", detail="It stays in the books.")
    assert seen == [("Void the invoice", "Void it?")]


@pytest.mark.parametrize(("key", "expected"), [(Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, True)])
def test_confirm_by_key(notifier, answer, key, expected):
    answer(lambda _sheet: press(QApplication.focusWidget(), key))
    assert notifier.confirm("Go on?", "Go on") is expected


def test_safe_answer_is_the_default_of_a_dangerous_question(notifier, answer):
    answer(lambda _sheet: press(QApplication.focusWidget(), Qt.Key.Key_Return))
    assert notifier.confirm("Delete it?", "Delete", danger=True) is False


def test_cursor_comes_back(notifier, name, answer):
    answer(lambda sheet: sheet.accept())
    notifier.confirm("Go on?", "Go on")
    assert QApplication.focusWidget() is name


def test_tab_stays_inside(notifier, answer):
    seen = []

    def walk(sheet):
        for _press in range(4):
            sheet.focusNextPrevChild(True)
            seen.append(QApplication.focusWidget().objectName())
        sheet.refuse()

    answer(walk)
    notifier.confirm("Go on?", "Go on")
    assert set(seen) == {"sheet_verb", "sheet_refuse"}


def test_sheet_covers_the_window_and_swallows_keys(notifier, name, answer):
    reached = []
    name.window().keyPressEvent = lambda event: reached.append(event.key())

    def look(sheet):
        assert sheet.geometry() == name.window().rect()
        name.window().resize(800, 640)
        QApplication.processEvents()
        assert sheet.geometry() == name.window().rect()
        press(sheet, Qt.Key.Key_F2)
        sheet.refuse()

    answer(look)
    notifier.confirm("Go on?", "Go on")
    assert reached == []


def test_closing_the_window_refuses(notifier, name, answer):
    answer(lambda _sheet: name.window().close())
    assert notifier.confirm("Go on?", "Go on") is False


def test_ask_for_words(notifier, answer):
    def fill(sheet):
        field = sheet.findChild(NoteField, "sheet_text")
        assert QApplication.focusWidget() is field
        assert not button(sheet, "verb").isEnabled()
        write(field, "  دلیل ")
        button(sheet, "verb").click()

    answer(fill)
    assert notifier.ask_text("Why?", "Void", label="Reason") == "دلیل"


def test_going_back_gives_nothing(notifier, answer):
    answer(lambda sheet: sheet.refuse())
    assert notifier.ask_text("Why?", "Void", text="already") is None


def test_info_and_warning_are_toasts(notifier):
    undone = []
    notifier.info(Message("Saved."), undo=lambda: undone.append(True))
    notifier.warning("Not printed.")
    assert len(notifier.toasts.toasts) == 2
    notifier.toasts.undo_newest()
    assert undone == [True]
