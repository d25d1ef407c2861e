"""The start of the real program: what the first paint waits for, what follows it, and who is turned away before it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.damage import reachable_folder
from tests.programs import only_on_posix

ROOT = Path(__file__).parents[2]
HEAVY = (
    *("peewee", "playhouse", "sqlite3", "openpyxl", "reportlab", "uharfbuzz", "pypdfium2", "PIL", "segno"),
    *("PySide6.QtNetwork", "PySide6.QtPrintSupport", "logging.handlers", "concurrent.futures.thread"),
    *("ctypes", "hashlib"),
    *("aftersales_desktop.models", "aftersales_desktop.services", "aftersales_desktop.printing"),
    *("aftersales_desktop.importing", "aftersales_desktop.ui.screens", "aftersales_desktop.ui.front_call"),
)
LATER = (
    *("aftersales_desktop.ui.customers.screen", "aftersales_desktop.ui.warranty.screen"),
    *("aftersales_desktop.ui.reception.screen", "aftersales_desktop.ui.settings.screen"),
    *("aftersales_desktop.ui.paper_desk", "aftersales_desktop.ui.box_search", "aftersales_desktop.ui.help_page"),
    *("aftersales_desktop.printing", "openpyxl", "reportlab", "uharfbuzz", "pypdfium2", "PIL", "segno"),
)
WINDOW = """
import sys
from aftersales_desktop import app, cli
from PySide6.QtCore import QEvent, QObject, QTimer

class Watch(QObject):
    def __init__(self, program):
        super().__init__(program)
        self.program = program
        program.window.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            tell("painted")
            self.wait()
        return False

    def wait(self):
        if self.program.furniture is None:
            QTimer.singleShot(20, self.wait)
            return
        tell("furnished")
        if sys.argv[2] == "close":
            self.program.window.close()

def tell(what):
    print(what, *(name for name in sys.argv[3:] if name in sys.modules), flush=True)

show, furnish, come_to_front = app.Program.show, app.Program._furnish, app.Program.come_to_front

def watched_show(program, *how):
    show(program, *how)
    Watch(program)

def watched_furnish(program):
    furnish(program)
    tell("shown")

def come_and_close(program):
    come_to_front(program)
    tell("came")
    QTimer.singleShot(0, program.window.close)

app.Program.show, app.Program._furnish, app.Program.come_to_front = watched_show, watched_furnish, come_and_close
sys.exit(cli.run(["--data", sys.argv[1], "--language", "en"]))
"""
"""The program itself; it says what is loaded when it paints and when its screens are there."""


@contextmanager
def window(folder: Path, then: str = "close") -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", WINDOW, str(folder), then, *HEAVY, *LATER],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def start(folder: Path, before: str) -> subprocess.CompletedProcess[str]:
    """The program as it is started every day, after a line of Python of the test."""
    code = f"import sys\n{before}\nfrom aftersales_desktop.__main__ import main\nsys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, "--data", str(folder), "--language", "en"], capture_output=True, text=True,
        encoding="utf-8", env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        check=False, timeout=60,
    )  # fmt: skip


def test_the_first_paint_waits_for_nothing_heavy_and_the_rest_follows(tmp_path):
    with window(tmp_path) as process:
        said, complaints = process.communicate(timeout=90)
    painted, shown, furnished = said.splitlines()
    assert painted == "painted", "loaded before the first paint; import it in app.py after the paint"
    assert not set(shown.split()) & set(LATER), "loaded before the first rows; they need not wait for it"
    assert {"peewee", "aftersales_desktop.services", "aftersales_desktop.ui.screens"} <= set(furnished.split()[1:])
    assert (process.returncode, complaints) == (0, "")
    assert not (tmp_path / "data.lock").exists()


def test_a_second_start_is_turned_away_before_it_shows_anything(tmp_path):
    with window(tmp_path, "stay") as first:
        assert first.stdout.readline() == "painted\n"
        with window(tmp_path) as second:
            said, complaints = second.communicate(timeout=60)
        assert (second.returncode, said) == (3, "")
        assert complaints == "The program is already open. Its window has been brought to the front.\n"
        said, complaints = first.communicate(timeout=60)
    assert {line.split()[0] for line in said.splitlines()} == {"shown", "furnished", "came"}
    assert (first.returncode, complaints) == (0, "")


def refusal(folder: Path, before: str = "") -> str:
    done = start(folder, before)
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.count("\n") == 1
    return done.stderr


@only_on_posix
def test_a_folder_that_may_only_be_read():
    # root may write everywhere, and somebody else may not even read Python's own files: so first load, then change.
    somebody = """
import locale, os
from aftersales_desktop import __main__, app, cli
from aftersales_desktop.ui import loading
os.getuid() or os.seteuid(65534)"""
    with reachable_folder() as folder:
        assert "Nothing can be written in the folder" in refusal(folder, somebody)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    assert "cannot be made" in refusal(tmp_path / "file" / "desk")
    assert "is not a folder" in refusal(tmp_path / "file")


def test_a_disk_without_room(tmp_path):
    full = "from aftersales_desktop import config\nconfig.LEAST_FREE_MEGABYTES = 10**12"
    assert "Free some space" in refusal(tmp_path, full)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only on Linux a screen can be missing")
def test_without_a_screen_the_other_commands_are_named(tmp_path, monkeypatch):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    code = "import sys; from aftersales_desktop.__main__ import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", str(tmp_path), "--language", "en"], capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert "no screen" in done.stderr
