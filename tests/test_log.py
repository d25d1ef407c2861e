"""The log tells what failed and where, and nothing about anybody."""

import logging
import os
import re
import subprocess
import sys
import textwrap
import time

import pytest

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.log import FILE_BYTES, FILES, DeskLog, PrivateFormatter, error_number, record_qt_message

CANARIES = ("رضایی", "Rezaei", "09123456789", "0912 345 6789", "۰۹۱۲۳۴۵۶۷۸۹", "reza@example.com", "0013542419")


def written(level=logging.INFO, message="", *args, error=None) -> str:
    exc_info = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord("desk", level, __file__, 1, message, args, exc_info)
    return PrivateFormatter().format(record)


def raised(error: Exception) -> Exception:
    try:
        raise error
    except type(error) as caught:
        return caught


def test_an_entry_is_in_utc_and_one_line():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z INFO desk: Started", written(message="Started"))
    assert PrivateFormatter.converter is time.gmtime


def test_ids_and_counts_are_kept():
    text = written(logging.INFO, "Order %s, row %d of %s: %s", "11-04-00012-3", 7, ["customers", "reception"], None)
    assert text.endswith("Order 11-04-00012-3, row 7 of ['customers', 'reception']: None")


@pytest.mark.parametrize("canary", CANARIES)
def test_no_person_gets_in(canary):
    try:
        raise ValueError(f"bad value {canary!r}")
    except ValueError as inner:
        try:
            raise KeyError(canary) from inner
        except KeyError as caught:
            error = caught
    texts = [
        written(logging.INFO, "Customer %s", f"Mr {canary}"),
        written(logging.INFO, "Customer %r", {"name": canary}),
        written(logging.INFO, "Customers %s", [f"Mr {canary}"]),
        written(logging.INFO, "Customer %(name)s", {"name": f"Mr {canary}"}),
        written(logging.ERROR, "Not saved", error=error),
    ]
    assert not [text for text in texts if canary in text]
    assert "ValueError" in texts[-1] and "KeyError" in texts[-1]


def test_a_traceback_names_places_without_the_persons_folder():
    text = written(logging.ERROR, "Not saved", error=raised(OSError(28, "No space left on device", "/srv/Ali/x.db")))
    assert "OSError: [Errno 28] No space left on device: …" in text
    assert "test_log.py:" in text and " in raised" in text
    assert os.path.dirname(__file__) not in text


@pytest.mark.parametrize("path", ["/srv/Ali/desk/x.py", r"D:\Ali Rezaei\desk\x.py"])
def test_a_folder_in_an_errors_words_is_left_out(path):
    text = written(logging.ERROR, "Not saved", error=raised(ImportError(f"cannot import name 'x' from 'y' ({path})")))
    assert "ImportError: cannot import name … from … (…)" in text


def test_an_error_number_belongs_to_a_place_and_a_kind():
    numbers = [error_number(raised(error)) for error in (ValueError("a"), ValueError("b"), KeyError("a"))]
    assert numbers[0] == numbers[1] != numbers[2]
    assert re.fullmatch("[0-9A-F]{4}", numbers[0])
    assert error_number(ValueError("never raised"))


def test_qt_complaints_reach_the_log(caplog):
    class Kind:
        name = "QtWarningMsg"

    record_qt_message(Kind, None, "100% odd %s")
    assert caplog.record_tuples == [("qt", logging.WARNING, "100% odd %s")]


def test_files_stay_small_and_few(tmp_path):
    desk_log = DeskLog(tmp_path)
    root = logging.getLogger()
    level = root.level
    desk_log.start()
    try:
        line = "word " * 2000
        for _ in range(FILES * FILE_BYTES // len(line) + 300):
            logging.getLogger("desk").info(line)
    finally:
        desk_log.stop()
        root.setLevel(level)
    logs = sorted(tmp_path.glob("aftersales.log*"))
    assert len(logs) == FILES
    assert max(path.stat().st_size for path in logs) <= FILE_BYTES


def test_a_failing_error_window_is_noted_too(tmp_path, caplog, capsys):
    def tell(number):
        raise RuntimeError("no window")

    number = DeskLog(tmp_path, tell).report(raised(NotFound(Message("No card {number}.", number=Code("X")))))
    assert [record.getMessage() for record in caplog.records] == [
        f"Error {number}",
        f"Error {number} could not be shown",
    ]
    assert "NotFound" in capsys.readouterr().err


def run(script: str, folder, **options) -> subprocess.CompletedProcess:
    code = "import sys\nfrom pathlib import Path\nfrom aftersales_desktop.log import DeskLog\n"
    code += f"log = DeskLog(Path({str(folder)!r}), tell=Path({str(folder)!r}, 'told').write_text)\nlog.start()\n"
    return subprocess.run(
        [sys.executable, "-c", code + textwrap.dedent(script)], capture_output=True, timeout=60, check=False, **options
    )


@pytest.mark.parametrize(
    "script",
    [
        "raise ValueError('x')",
        """
        import threading
        thread = threading.Thread(target=lambda: 1 / 0); thread.start(); thread.join()
        """,
    ],
)
def test_what_nobody_caught_is_logged_and_told(script, tmp_path):
    run(script, tmp_path)
    told = (tmp_path / "told").read_text(encoding="utf-8")
    assert f"ERROR aftersales_desktop.log: Error {told}\n" in (tmp_path / "aftersales.log").read_text(encoding="utf-8")


def test_an_error_in_a_clean_up_is_logged_but_not_told(tmp_path):
    run("class Odd:\n    def __del__(self): 1 / 0\nodd = Odd()\ndel odd\n", tmp_path)
    assert "ZeroDivisionError" in (tmp_path / "aftersales.log").read_text(encoding="utf-8")
    assert not (tmp_path / "told").exists()


def test_a_windowed_program_has_no_standard_streams(tmp_path):
    done = run("sys.stdout = sys.stderr = None\nraise ValueError('x')", tmp_path)
    assert done.stderr == b""
    assert "ValueError" in (tmp_path / "aftersales.log").read_text(encoding="utf-8")


def test_a_crash_below_python_leaves_its_stack(tmp_path):
    done = run("import ctypes\nctypes.string_at(0)", tmp_path)
    assert done.returncode != 0
    crash = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert re.search("Fatal Python error|Windows fatal exception", crash)


def test_stopping_puts_the_hooks_back(tmp_path):
    done = run(
        """
        import threading
        log.stop()
        assert sys.excepthook is sys.__excepthook__ and threading.excepthook is threading.__excepthook__
        assert sys.unraisablehook is sys.__unraisablehook__
        raise KeyboardInterrupt
        """,
        tmp_path,
    )
    assert b"KeyboardInterrupt" in done.stderr and b"AssertionError" not in done.stderr
