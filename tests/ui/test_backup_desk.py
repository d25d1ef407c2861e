"""Backups in the window: the light on Today, the card in the settings, the bar that can be stopped, going back."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QWidget

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import backup_state, note_backup, note_failure
from aftersales_desktop.services.restore import inspect_backup
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.ui import backup_desk
from aftersales_desktop.ui.work_sheet import WorkSheet
from tests.journeys.conftest import NOW
from tests.ui.small_file import add_customer, fill_small


@pytest.fixture
def counter(open_counter):
    counter = open_counter("en")
    fill_small(counter.desk)
    return counter


@pytest.fixture
def stick(monkeypatch, tmp_path_factory):
    """A folder outside the data folder, chosen in every dialog."""
    folder = tmp_path_factory.mktemp("stick")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(folder / "b.zip"), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_asked: (str(folder / "b.zip"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    return folder


def light(counter):
    counter.furniture.show_tab("today")
    counter.settle()
    return counter.window.findChild(QWidget, "backup_light")


def settings_card(counter):
    counter.furniture.show_tab("settings")
    counter.settle()
    return counter.furniture.screen("settings").backup


def last_note(counter) -> str:
    return counter.context.notifier.toasts.toasts[-1].text


def test_the_light_leads_to_a_backup_and_turns_green(counter, stick):
    shown = light(counter)
    assert shown.tone() == "warn" and "no backup yet" in shown.text()
    shown.button.click()
    counter.settle()
    assert inspect_backup(stick / "b.zip").holds.customers == 2
    assert shown.tone() == "ok" and shown.text().replace("\u2066", "").replace("\u2069", "") == (
        "Last backup: today, 11:30"
    )
    assert "read back whole" in last_note(counter)


@pytest.mark.parametrize(
    ("days", "tone", "words"),
    [(1, "ok", "yesterday"), (3, "warn", "No backup for 3 days"), (9, "danger", "No backup for 9 days"),
     (-2, "warn", "Look at the clock")],
)  # fmt: skip
def test_the_light_grows_worse_with_the_days(counter, stick, days, tone, words):
    made = make_backup(counter.desk, stick / "b.zip")
    counter.desk.clock = lambda: NOW + timedelta(days=days)
    note_backup(counter.desk, made)
    shown = light(counter)
    assert shown.tone() == tone and words in shown.text()


def test_a_failure_of_last_night_is_told_until_a_backup_succeeds(counter, stick):
    note_failure(counter.desk, Message("It was stopped before it was ready."))
    shown = light(counter)
    assert shown.tone() == "danger" and "stopped before" in shown.text()
    shown.button.click()
    counter.settle()
    assert shown.tone() == "ok"


def test_a_dialog_left_without_an_answer_does_nothing(counter, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    light(counter).button.click()
    counter.settle()
    assert backup_state(counter.desk).last is None


def test_a_chosen_folder_needs_no_question(counter, stick):
    card = settings_card(counter)
    assert "Choose a folder" in card._folder.text()
    card._choose.click()
    assert load_settings(counter.desk).backup_folder == str(stick)
    counter.settle()
    assert str(stick) in card._folder.text()
    counter.window.findChild(QWidget, "settings_back_up").click()
    counter.settle()
    assert [path.name for path in stick.iterdir()] == ["aftersales-2026-11-23-1130.zip"]
    card._turn_off.click()
    assert load_settings(counter.desk).backup_folder == ""
    counter.context.notifier.toasts.undo_newest()
    assert load_settings(counter.desk).backup_folder == str(stick)


def test_a_folder_with_any_name_is_kept_letter_by_letter(counter, tmp_path_factory):
    """Cleaned as words are, an Arabic yeh or a double space would name another folder."""
    folder = tmp_path_factory.mktemp("odd") / "پشتيبان  ك ١"
    folder.mkdir()
    settings_card(counter).desk.keep_folder(str(folder))
    settings_card(counter).desk.back_up()
    counter.settle()
    assert [path.suffix for path in folder.iterdir()] == [".zip"]


def test_a_stick_that_is_not_there_is_told(counter, stick):
    save_settings(counter.desk, backup_folder=str(stick / "gone"))
    light(counter).button.click()
    counter.settle()
    assert "Plug the drive in" in last_note(counter)
    assert backup_state(counter.desk).last is None


def test_making_shows_how_far_it_is_and_can_be_stopped(counter, stick, monkeypatch):
    seen, go_on = [], threading.Event()

    def make_slowly(_desk, _path, watch):
        watch.step(3, 10)
        go_on.wait(10)
        seen.append(watch.goes_on())
        watch.step(4, 10)

    def look_and_stop():
        bar = counter.window.findChild(QProgressBar)
        if bar is None or bar.maximum() != 1000:
            QTimer.singleShot(10, look_and_stop)
            return
        seen.append(bar.value())
        QTest.keyClick(counter.focus(), Qt.Key.Key_Escape)
        QTimer.singleShot(0, go_on.set)

    monkeypatch.setattr(backup_desk, "make_backup", make_slowly)
    QTimer.singleShot(0, look_and_stop)
    light(counter).button.click()
    counter.settle()
    assert seen == [300, False]
    assert "not made" in last_note(counter)
    assert backup_state(counter.desk).last is None


def test_the_receptionist_works_on_while_a_backup_is_made(counter, stick, monkeypatch):
    go_on, whole = threading.Event(), backup_desk.make_backup

    def make_slowly(desk, path, watch):
        made = whole(desk, path, watch)
        go_on.wait(20)
        return made

    monkeypatch.setattr(backup_desk, "make_backup", make_slowly)
    answer(counter, "sheet_verb", [])
    shown = light(counter)
    shown.button.click()
    add_customer(counter.desk, "رضا کریمی", "09120000009")
    assert counter.desk.rows("SELECT count(*) FROM customer") == [(3,)]
    for second in (shown.button.click, settings_now(counter).restore):
        second()
        assert "already" in last_note(counter)
    go_on.set()
    counter.settle()
    assert "read back whole" in last_note(counter)
    assert backup_state(counter.desk).last.path == str(stick / "b.zip")
    shown.button.click()
    counter.settle()
    assert len(counter.window.findChildren(WorkSheet)) <= 1, "nothing may keep the next one from being made"


def settings_now(counter):
    """The backups of the settings, without waiting for rest."""
    counter.furniture.show_tab("settings")
    return counter.furniture.screen("settings").backup.desk


def test_what_goes_wrong_behind_the_window_is_told_too(counter, stick, monkeypatch):
    go_on = threading.Event()

    def fail(_desk, _path, _watch):
        go_on.wait(20)
        raise StorageProblem(Message("The backup was not made."))

    monkeypatch.setattr(backup_desk, "make_backup", fail)
    answer(counter, "sheet_verb", [])
    light(counter).button.click()
    go_on.set()
    counter.settle()
    assert "not made" in last_note(counter)


def answer(counter, button: str, seen: list[str]) -> None:
    """Answer the question that comes when the backup has been looked through."""

    def look():
        shown = [one for one in counter.window.findChildren(QWidget, "sheet_refuse") if one.isVisible()]
        if not shown:
            QTimer.singleShot(10, look)
            return
        sheet = shown[0].parentWidget()
        seen.extend(label.text() for label in sheet.findChildren(QLabel))
        seen.append("safe" if shown[0].hasFocus() else "unsafe")
        sheet.findChild(QWidget, button).click()

    QTimer.singleShot(0, look)


def test_going_back_is_asked_with_numbers_and_safe_by_default(counter, stick):
    make_backup(counter.desk, stick / "b.zip")
    add_customer(counter.desk, "رضا کریمی", "09120000009")
    seen: list[str] = []
    answer(counter, "sheet_refuse", seen)
    settings_card(counter)
    counter.window.findChild(QWidget, "settings_restore").click()
    counter.settle()
    assert "2 (now 3)" in seen and "1 (now 1)" in seen and seen[-1] == "safe"
    assert counter.desk.rows("SELECT count(*) FROM customer") == [(3,)]
    assert "Nothing was restored" in last_note(counter)
    assert not list(counter.desk.path.parent.glob("*.part"))


def test_going_back_brings_the_old_file_and_tells_the_program(counter, stick):
    make_backup(counter.desk, stick / "b.zip")
    add_customer(counter.desk, "رضا کریمی", "09120000009")
    told: list[Message] = []
    counter.context.changes.file_replaced.connect(told.append)
    answer(counter, "sheet_verb", [])
    settings_card(counter).desk.restore()
    counter.settle()
    assert counter.desk.rows("SELECT count(*) FROM customer") == [(2,)]
    assert len(told) == 1 and "Restored" in counter.context.words.say(told[0])
    assert counter.desk.rows("SELECT actor, action FROM audit ORDER BY seq DESC LIMIT 1") == [
        (counter.desk.actor, "restore")
    ]
    assert len(list(counter.desk.path.parent.glob("before-restore-*.db"))) == 1


def test_a_damaged_backup_is_told_and_nothing_asked(counter, stick):
    (stick / "b.zip").write_bytes(b"x" * 3000)
    settings_card(counter).desk.restore()
    counter.settle()
    assert "not a backup" in last_note(counter)
