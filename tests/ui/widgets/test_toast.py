import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtWidgets import QApplication

from aftersales_desktop.ui.widgets import toast as toast_module
from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.toast import MOST_SHOWN, SECONDS, ToastStack


@pytest.fixture
def name(kit, shown):
    field = TextField(kit)
    shown(field)
    field.setFocus()
    return field


@pytest.fixture
def stack(kit, name):
    return ToastStack(kit, name.window())


def test_note_stands_at_the_bottom_in_the_middle(stack, name):
    toast = stack.show_toast("Saved.")
    window = name.window()
    assert toast.isVisible()
    assert abs(toast.geometry().center().x() - window.rect().center().x()) <= 1
    assert window.height() - 120 < toast.geometry().bottom() < window.height()


def test_it_never_takes_the_keyboard(stack, name):
    toast = stack.show_toast("Saved.", undo=list)
    assert QApplication.focusWidget() is name
    toast.button.click()
    assert QApplication.focusWidget() is name


def test_newest_is_at_the_bottom_and_old_ones_go(stack):
    toasts = [stack.show_toast(f"Saved {number}.") for number in range(MOST_SHOWN + 1)]
    assert stack.toasts == toasts[1:]
    assert [toast.y() for toast in stack.toasts] == sorted(toast.y() for toast in stack.toasts)
    tops = [toast.geometry() for toast in stack.toasts]
    assert not any(one.intersects(other) for one in tops for other in tops if one is not other)


def test_undo_once(stack):
    undone = []
    toast = stack.show_toast("Saved.", undo=lambda: undone.append(True))
    toast.button.click()
    toast.undo()
    assert undone == [True]
    assert stack.toasts == []


def test_newest_way_back_is_used_by_the_key(stack):
    undone = []
    stack.show_toast("one", undo=lambda: undone.append("one"))
    stack.show_toast("two", undo=lambda: undone.append("two"))
    stack.show_toast("three")
    assert stack.undo_newest()
    assert stack.undo_newest()
    assert not stack.undo_newest()
    assert undone == ["two", "one"]


def test_it_goes_by_itself_unless_the_mouse_is_on_it(stack, qtbot, monkeypatch):
    assert 6 <= SECONDS <= 8
    monkeypatch.setattr(toast_module, "SECONDS", 0.05)
    toast = stack.show_toast("Saved.")
    QApplication.sendEvent(toast, QEnterEvent(QPointF(1, 1), QPointF(1, 1), QPointF(1, 1)))
    assert not toast._timer.isActive()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    qtbot.waitUntil(lambda: stack.toasts == [])


def test_screen_readers_are_told(stack, monkeypatch):
    told = []
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: told.append(event.message()))
    stack.show_toast("Intake saved.")
    assert told == ["Intake saved."]


def test_long_sentence_is_broken_into_lines(stack, name):
    toast = stack.show_toast("A long sentence that says what to do. " * 8, undo=list, tone="warn")
    assert name.window().rect().contains(toast.geometry())
    assert toast.height() > stack.show_toast("Short.").height()


def test_notes_follow_the_window(stack, name):
    toast = stack.show_toast("Saved.")
    name.window().resize(700, 500)
    QApplication.processEvents()
    assert name.window().rect().contains(toast.geometry())
