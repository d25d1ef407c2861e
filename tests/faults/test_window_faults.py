"""The window itself on a bad day: it opens where it can, refuses in one sentence where not, and always ends well."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from aftersales_desktop.models.migrate import SCHEMA_VERSION
from tests.faults.damage import content_digest, execute
from tests.templates import demo

ROOT = Path(__file__).parents[2]
WINDOW = """
import errno, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton
from aftersales_desktop import app, cli, config
from aftersales_desktop.models.database import database

def full(path, content):
    raise OSError(errno.ENOSPC, "No space left on device")

def step(program, tries):
    if program.furniture is not None:
        if sys.argv[2] == "full":
            config.replace_file = full
            from aftersales_desktop.services import drafts
            program.furniture.keep_drafts = lambda: drafts.keep_draft(program.context.desk, "f", {"x": "m" * 100_000})
            pages = database.execute_sql("PRAGMA page_count").fetchone()[0]
            database.execute_sql(f"PRAGMA max_page_count = {pages}")
        program.window.close()
        print("closed", database.is_closed(), flush=True)
        return
    for button in program.window.findChildren(QPushButton):
        if tries > 40 and button.isVisible() and button.text() in ("Close", "بستن"):
            print("refused", flush=True)
            button.click()
            return
    QTimer.singleShot(50, lambda: step(program, tries + 1))

show = app.Program.show
def shown(program, *how):
    show(program, *how)
    QTimer.singleShot(50, lambda: step(program, 0))
app.Program.show = shown
sys.exit(cli.run(["--data", sys.argv[1], "--language", sys.argv[3]]))
"""


@pytest.fixture
def folder(templates, tmp_path) -> Path:
    return templates.copy("demo of today", demo, tmp_path / "desk", now=None).parent


def open_window(folder: Path, day: str = "good", language: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WINDOW, str(folder), day, language], capture_output=True, text=True, timeout=90,
        check=False, env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fa"])
def test_a_log_that_cannot_be_written_does_not_stop_the_desk(folder, language):
    (folder / "log").write_text("a file where the folder should be")
    done = open_window(folder, language=language)
    assert (done.returncode, done.stdout) == (0, "closed True\n")
    assert done.stderr.count("\n") == 1
    assert language == "fa" or "Nothing can be written" in done.stderr


def test_a_disk_that_is_full_at_the_end_of_the_day(folder):
    before = content_digest(folder / "data.db")
    done = open_window(folder, "full")
    assert (done.returncode, done.stdout) == (0, "closed True\n")
    assert done.stderr == "The disk is full. Nothing was saved. Free some space and save again.\n"
    assert content_digest(folder / "data.db") == before
    assert not (folder / "data.lock").exists()


@pytest.mark.parametrize(
    ("fault", "words"), [("newer", "newer version"), ("half", "damaged"), ("text", "not a database")]
)
def test_a_file_that_cannot_be_opened_stays_byte_for_byte(folder, fault, words):
    path = folder / "data.db"
    if fault == "newer":
        execute(path, f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if fault == "half" else b"only text")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    done = open_window(folder)
    assert (done.returncode, done.stdout) == (3, "refused\n")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    assert not (folder / "data.lock").exists()
