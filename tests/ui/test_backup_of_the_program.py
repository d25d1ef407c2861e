"""The whole program: another file under the open window, and the backup made while it ends."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from aftersales_desktop.app import Program
from aftersales_desktop.config import DataFolder, WindowSettings, save_window_settings
from aftersales_desktop.i18n import Words
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import backup_state, note_failure
from aftersales_desktop.services.restore import inspect_backup
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.services.work import close_desk, open_desk
from aftersales_desktop.ui import closing_backup
from tests.ui.small_file import add_customer


@pytest.fixture
def stick(tmp_path_factory):
    return tmp_path_factory.mktemp("stick")


@pytest.fixture
def folder(tmp_path):
    """A data folder that was set up."""
    folder = DataFolder(tmp_path / "desk")
    folder.path.mkdir()
    save_window_settings(folder.window_settings, WindowSettings(language="en"))
    desk = open_desk(folder.database)
    save_settings(desk, is_set_up=True, centre_name="پیش از پشتیبان")
    add_customer(desk)
    close_desk()
    return folder


@pytest.fixture
def program(qtbot, qapp, folder):
    program = Program(qapp, folder)
    program.show()
    qtbot.waitUntil(lambda: program.furniture is not None, timeout=20_000)
    yield program
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def text_of(toasts) -> list[str]:
    return [toast.text for toast in toasts]


def press_verb(program, name: str = "sheet_verb") -> None:
    """Press the button of the question as soon as it is there."""

    def look():
        shown = [one for one in program.window.findChildren(QWidget, name) if one.isVisible()]
        sheet = shown[0].parentWidget() if shown else None
        if sheet is None or not sheet.findChild(QWidget, "sheet_refuse").isVisible():
            QTimer.singleShot(10, look)
        else:
            shown[0].click()

    QTimer.singleShot(0, look)


def test_the_window_shows_the_restored_file(program, qtbot, stick, monkeypatch):
    made = make_backup(program._desk, stick / "b.zip")
    customer = add_customer(program._desk, "رضا کریمی", "09120000009")
    save_settings(program._desk, centre_name="پس از پشتیبان")
    program.furniture.open("customer", customer.id)
    program.furniture.open("new_intake", None)
    program.furniture.screen("reception").intake.owner.form.set_values({"mobile": "09120000001"})
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(made.path), ""))
    program.furniture.show_tab("settings")
    old = program.window
    press_verb(program)
    program.furniture.screen("settings").backup.desk.restore()
    qtbot.waitUntil(lambda: program.window is not old, timeout=10_000)
    assert program.window.isVisible() and program.furniture.current_key() == "settings"
    assert any("Restored" in text for text in text_of(program.context.notifier.toasts.toasts))
    assert load_settings(program._desk).centre_name == "پیش از پشتیبان"
    assert program.furniture.screen("settings")._forms["centre"].field("centre_name").value() == "پیش از پشتیبان"
    assert program._desk.rows("SELECT count(*) FROM draft") == [(0,)], "a form of the other file came along"
    assert len(program._desk.listeners) == 1
    add_customer(program._desk, "رضا کریمی", "09120000009")
    with program._desk.reader() as reader:
        assert reader.rows("SELECT count(*) FROM customer") == [(2,)]


def test_ending_without_a_folder_makes_no_backup(program, stick):
    program.window.close()
    assert not list(stick.iterdir())


def test_ending_makes_the_backup_of_the_day(program, folder, stick):
    save_settings(program._desk, backup_folder=str(stick))
    program.window.close()
    (made,) = stick.iterdir()
    assert inspect_backup(made).holds.customers == 1
    desk = open_desk(folder.database)
    assert backup_state(desk).last.path == str(made)
    close_desk()


def test_ending_twice_a_day_keeps_one(program, folder, stick, qapp, qtbot):
    save_settings(program._desk, backup_folder=str(stick))
    program.window.close()
    again = Program(qapp, folder)
    again.show()
    qtbot.waitUntil(lambda: again.furniture is not None, timeout=20_000)
    add_customer(again._desk, "رضا کریمی", "09120000009")
    again.window.close()
    (made,) = stick.iterdir()
    assert inspect_backup(made).holds.customers == 2
    again.window.deleteLater()
    again.deleteLater()


def test_a_backup_that_fails_does_not_keep_the_program_open(program, folder, stick):
    save_settings(program._desk, backup_folder=str(stick / "gone"))
    program.window.close()
    assert not program.window.isVisible()
    desk = open_desk(folder.database)
    problem = backup_state(desk).problem
    close_desk()
    assert "Plug the drive in" in Words("en").say(problem)


@pytest.mark.parametrize("where", ["make_backup", "note_backup", "load_settings"])
def test_not_even_an_error_nobody_expected_does(program, stick, monkeypatch, where):
    save_settings(program._desk, backup_folder=str(stick))

    def fail(*_arguments):
        raise ValueError("unexpected")

    monkeypatch.setattr(closing_backup, where, fail)
    program.window.close()
    assert not program.window.isVisible()


@pytest.mark.parametrize("way", ["button", "close again"])
def test_the_backup_at_the_end_can_be_left_out(program, folder, stick, monkeypatch, way):
    save_settings(program._desk, backup_folder=str(stick))
    go_on, stopped = threading.Event(), []

    def make_slowly(_desk, _path, watch):
        go_on.wait(10)
        stopped.append(not watch.goes_on())
        watch.step(1, 2)

    def leave():
        if way == "button":
            next(one for one in program.window.findChildren(QWidget, "sheet_verb") if one.isVisible()).click()
        else:
            program.window.close()
        QTimer.singleShot(0, go_on.set)

    monkeypatch.setattr(closing_backup, "make_backup", make_slowly)
    QTimer.singleShot(100, leave)
    program.window.close()
    go_on.set()
    assert not program.window.isVisible()
    desk = open_desk(folder.database)
    assert "stopped" in Words("en").say(backup_state(desk).problem)
    close_desk()


def test_the_note_of_last_night_stands_on_today(program, qtbot):
    note_failure(program._desk, closing_backup.Message("It was stopped before it was ready."))
    program.furniture.show_tab("today")
    light = program.window.findChild(QWidget, "backup_light")
    qtbot.waitUntil(lambda: light.tone() == "danger", timeout=5000)


def choose(program, *answers: str) -> None:
    """Press the buttons of one question after another, each as soon as it is there."""
    left = list(answers)

    def look():
        shown = [one for one in program.window.findChildren(QWidget, left[0]) if one.isVisible()]
        # While a bar is shown there is nothing to answer.
        if shown and shown[0].parentWidget().findChild(QProgressBar) is None:
            left.pop(0)
            shown[0].click()
        if left:
            QTimer.singleShot(30, look)

    QTimer.singleShot(30, look)


def test_a_file_that_cannot_be_opened_is_replaced_by_a_backup(folder, stick, qapp, qtbot, monkeypatch):
    desk = open_desk(folder.database)
    make_backup(desk, stick / "b.zip")
    close_desk()
    folder.database.write_bytes(b"gone" * 3000)
    (stick / "text.zip").write_bytes(b"no backup")
    chosen = iter(["", str(stick / "text.zip"), str(stick / "b.zip"), str(stick / "b.zip")])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (next(chosen), ""))
    program = Program(qapp, folder)
    # No file named; one that is no backup; the right one, first not taken, then taken.
    choose(program, "sheet_verb", "sheet_verb", "sheet_verb", "sheet_refuse", "sheet_verb", "sheet_verb")
    program.show()
    qtbot.waitUntil(lambda: program.furniture is not None, timeout=20_000)
    assert load_settings(program._desk).centre_name == "پیش از پشتیبان"
    assert any("Restored" in text for text in text_of(program.context.notifier.toasts.toasts))
    (aside,) = folder.path.glob("before-restore-*.db")
    assert aside.read_bytes() == b"gone" * 3000
    assert not list(folder.path.glob("*.part"))
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
