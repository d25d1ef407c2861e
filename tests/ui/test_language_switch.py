"""Another language while running: the same screen, the same drafts, the other direction."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShortcut

from aftersales_desktop.app import Program
from aftersales_desktop.config import DataFolder, WindowSettings, save_window_settings
from aftersales_desktop.services.drafts import find_draft
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import close_desk, open_desk


def wait_until(qtbot, is_true):
    qtbot.waitUntil(is_true, timeout=20_000)


def is_left_over(widget, window):
    """Not part of the window, so nothing but a collector would ever clear it away."""
    return widget is not window and widget.parent() is None


def change(program, qtbot, **settings):
    """Another language or look, and the window that comes of it."""
    before = program.window
    program.preferences.change(**settings)
    wait_until(qtbot, lambda: program.window is not before and program.furniture is not None)


@pytest.fixture
def program(qtbot, qapp, tmp_path):
    folder = DataFolder(tmp_path)
    save_window_settings(folder.window_settings, WindowSettings(language="fa"))
    program = Program(qapp, folder)
    program.show()
    wait_until(qtbot, lambda: program.furniture is not None)
    save_settings(program._desk, is_set_up=True)
    for child in program.window.children():
        if child.objectName() == "first_start":
            child.hide()
            child.deleteLater()
    yield program
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_half_filled_intake_survives_another_language(program, qapp, qtbot):
    program.furniture.open("new_intake", None)
    form = program.furniture.screen("reception").intake
    form.owner.form.set_values({"mobile": "09120000001"})
    form.device.fault.set_values({"customer_words": "روشن نمی‌شود"})
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    change(program, qtbot, language="en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert program.furniture.current_key() == "reception"
    again = program.furniture.screen("reception").intake
    assert again is not form
    program.furniture.open("new_intake", None)
    again.draft_banner.button.click()
    assert again.owner.form.field("mobile").value() == "09120000001"
    assert again.device.fault.field("customer_words").value() == "روشن نمی‌شود"


def test_back_and_forth_leaves_one_window_that_listens(program, qapp, qtbot):
    for language in ("en", "fa", "en"):
        change(program, qtbot, language=language)
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(program._desk.listeners) == 1
    assert [widget for widget in qapp.topLevelWidgets() if is_left_over(widget, program.window)] == []
    windows = [widget for widget in qapp.topLevelWidgets() if type(widget).__name__ == "MainWindow"]
    assert [window for window in windows if window.isVisible()] == [program.window]
    program.window.findChild(QShortcut, "intake").activated.emit()
    assert program.furniture.current_key() == "reception"


@pytest.fixture
def long_write(program):
    """A worker that has the file for itself until it may go on."""
    began, may_go_on = threading.Event(), threading.Event()

    def work(_job) -> None:
        with program._desk.borrowed(), program._desk.work():
            began.set()
            may_go_on.wait(20)

    program.background.run(program.window, work, lambda _nothing: None)
    assert began.wait(20)
    yield may_go_on
    may_go_on.set()


def test_the_window_changes_once_a_long_write_is_done(program, qapp, qtbot, long_write):
    program.furniture.open("new_customer", "")
    program.furniture.screen("customers").form.set_values({"name": "Reza"})
    program.preferences.change(language="en")
    assert qapp.layoutDirection() == Qt.LayoutDirection.RightToLeft
    long_write.set()
    wait_until(qtbot, lambda: qapp.layoutDirection() == Qt.LayoutDirection.LeftToRight)
    assert find_draft(program._desk, "customer").content["name"] == "Reza"


def test_closing_while_a_long_write_is_under_way_keeps_the_drafts(program, long_write):
    program.furniture.open("new_customer", "")
    program.furniture.screen("customers").form.set_values({"name": "Reza"})
    threading.Timer(0.2, long_write.set).start()
    program.window.close()
    desk = open_desk(program._desk.path)
    try:
        assert find_draft(desk, "customer").content["name"] == "Reza"
    finally:
        close_desk()


def test_an_error_nobody_caught_is_told_with_its_number(program):
    program.error_happened.emit("4711")
    toast = program.context.notifier.toasts.toasts[-1]
    assert "4711" in toast.text or "۴۷۱۱" in toast.text
    assert program.window.isVisible()
