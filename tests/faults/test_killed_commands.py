"""Commands killed at any moment: the file and the papers are as before, or whole."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from aftersales_desktop import cli
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.damage import content_digest
from tests.programs import only_on_posix
from tests.templates import demo

ROOT = Path(__file__).parents[2]
KILLS = 6
KILLS_OF_A_START = 3
"""It is long: one while the tables are made or the first rows, one half way, one near the end."""


@pytest.fixture
def folder(templates, tmp_path) -> Path:
    return templates.copy("demo of today", demo, tmp_path / "desk", now=None).parent


def kill_after(seconds: float, *arguments: str) -> int:
    """Start a command and kill it after a while; its status, negative when it was killed."""
    command = subprocess.Popen(
        [sys.executable, "-m", "aftersales_desktop", *arguments], env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        return command.wait(seconds)
    except subprocess.TimeoutExpired:
        command.kill()
        return command.wait()


def let_pass(folder: Path, seconds: float = 60) -> None:
    """As if the person came back a little later: one killed while it made its lock keeps others out for a moment."""
    lock = folder / "data.lock"
    if lock.exists():
        earlier = time.time() - seconds
        os.utime(lock, (earlier, earlier))


def whole_run(*arguments: str) -> float:
    """How long the command takes when nobody kills it."""
    start = time.monotonic()
    assert kill_after(60, *arguments) == 0
    return time.monotonic() - start


def old_rows(path: Path, number: int = 2000) -> Path:
    rows = (f"{n},2020-01-01,Lamp,Brand {n % 7},broken\n" for n in range(number))
    path.write_text("id,date,category,brand,problem\n" + "".join(rows), encoding="utf-8")
    return path


def run_kills(kills: int, act, seed: int) -> None:
    """Kill at moments spread over the whole run; `act(seconds)` kills once and looks."""
    chance = random.Random(seed)
    print(f"seed {seed}")
    for step in range(kills):
        act((step + chance.random()) / kills)


def kills_of_an_import(folder: Path, kills: int, seed: int) -> None:
    source = old_rows(folder.parent / "old.csv")
    command = ("--data", str(folder), "import", str(source))
    before = (folder / "data.db").read_bytes()
    length = whole_run(*command)
    rows = imported(folder)
    ends = set()

    def act(share: float) -> None:
        for left in folder.glob("data.*"):
            left.unlink()
        (folder / "data.db").write_bytes(before)
        kill_after(share * length, *command)
        let_pass(folder)
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE
        ends.add(imported(folder))

    run_kills(kills, act, seed)
    assert ends <= {0, rows}, "an import is there by half"


def kills_of_an_undo(folder: Path, kills: int, seed: int) -> None:
    """All of the import is still there, or nothing."""
    source = old_rows(folder.parent / "old.csv")
    whole_run("--data", str(folder), "import", str(source))
    with_rows = (folder / "data.db").read_bytes()
    rows = imported(folder)
    command = ("--data", str(folder), "import", "--undo", "last")
    length = whole_run(*command)
    ends = set()

    def act(share: float) -> None:
        for left in folder.glob("data.*"):
            left.unlink()
        (folder / "data.db").write_bytes(with_rows)
        kill_after(share * length, *command)
        let_pass(folder)
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE
        ends.add(imported(folder))

    run_kills(kills, act, seed)
    assert ends <= {0, rows}, "an import is undone by half"


def imported(folder: Path) -> int:
    desk = open_desk(folder / "data.db")
    try:
        return desk.rows("SELECT count(*) FROM service_order WHERE import_id IS NOT NULL AND archived_at IS NULL")[0][0]
    finally:
        close_desk()


def kills_of_a_first_start(folder: Path, kills: int, seed: int) -> None:
    """While the schema is made in an empty file, and while the demo is filled in."""
    length = whole_run("--data", str(folder.parent / "first"), "demo")
    counts = set()

    def act(share: float) -> None:
        shutil.rmtree(folder)
        kill_after(share * length, "--data", str(folder), "demo")
        assert cli.run(["--data", str(folder), "check"]) == cli.DONE
        desk = open_desk(folder / "data.db")
        counts.add(desk.rows("SELECT count(*) FROM customer")[0][0])
        close_desk()

    run_kills(kills, act, seed)
    print(f"customers after the kills: {sorted(counts)}")


def kills_of_papers(folder: Path, kills: int, seed: int) -> None:
    """The final name holds nothing, the old file or a whole new one; nothing else is left after the next run."""
    before = content_digest(folder / "data.db")
    for command, name in ((("export-month", "1405-08"), "month.xlsx"), (("print", "intake-receipt", "any"), "r.pdf")):
        out = folder.parent / "papers" / name
        out.parent.mkdir(exist_ok=True)
        arguments = ("--data", str(folder), *command, str(out))
        length = whole_run(*arguments)

        def act(share: float, out: Path = out, arguments: tuple[str, ...] = arguments, length: float = length) -> None:
            out.write_bytes(b"old")
            kill_after(share * length, *arguments)
            content = out.read_bytes()
            assert content == b"old" or is_whole(out, content)

        run_kills(kills, act, seed)
        for part in out.parent.iterdir():
            os.utime(part, (0, 0))
        assert whole_run(*arguments)
        assert {path.name for path in out.parent.iterdir()} <= {"month.xlsx", "r.pdf"}
    assert content_digest(folder / "data.db") == before


def is_whole(path: Path, content: bytes) -> bool:
    if path.suffix == ".pdf":
        return content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    with zipfile.ZipFile(path) as book:
        return book.testzip() is None


EVERY_COMMAND = pytest.mark.parametrize(
    "attack", [kills_of_an_import, kills_of_an_undo, kills_of_a_first_start, kills_of_papers]
)


@only_on_posix
@pytest.mark.timeout(300)
@EVERY_COMMAND
def test_killed_at_any_moment(folder, attack):
    attack(folder, KILLS_OF_A_START if attack is kills_of_a_first_start else KILLS, seed=20261123)


@only_on_posix
@pytest.mark.soak
@pytest.mark.timeout(3600)
@EVERY_COMMAND
def test_killed_fifty_times(folder, attack):
    attack(folder, 50, seed=random.SystemRandom().randrange(10**6))


@only_on_posix
@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_an_import_killed_two_hundred_times(folder):
    kills_of_an_import(folder, 200, seed=random.SystemRandom().randrange(10**6))
