"""Backup and restore killed at any moment: before or after, never between, and nothing acknowledged is lost."""

from __future__ import annotations

import random
import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aftersales_desktop import cli
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.services import check
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.restore import inspect_backup
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.test_killed_commands import kill_after, run_kills
from tests.programs import only_on_posix
from tests.services.backup_samples import content
from tests.templates import demo

KILLS, MANY_KILLS, TIMES = 6, 50, 4


@pytest.fixture(scope="module")
def demo_folder(templates, tmp_path_factory) -> Path:
    """A demo whose backup was made before its name was changed."""
    folder = tmp_path_factory.mktemp("demo")
    desk = open_desk(templates.copy("demo of today", demo, folder / "desk", now=None))
    make_backup(desk, folder / "old.zip")
    save_settings(desk, centre_name="پس از پشتیبان")
    close_desk()
    return folder


@pytest.fixture
def place(demo_folder, tmp_path) -> Path:
    shutil.copytree(demo_folder, tmp_path / "place")
    shutil.copytree(demo_folder / "desk" / "files", tmp_path / "place" / "files")
    return tmp_path / "place"


def reset(place: Path, whole: bytes) -> None:
    """The data folder as it was before the command."""
    for left in (place / "desk").iterdir():
        if left.is_file():
            left.unlink()
    shutil.rmtree(place / "desk" / "files")
    shutil.copytree(place / "files", place / "desk" / "files")
    (place / "desk" / "data.db").write_bytes(whole)


def look_over(place: Path) -> dict:
    """What the next start finds; nothing half is left anywhere."""
    desk = open_desk(place / "desk" / "data.db")
    try:
        assert check.first_broken_record(desk) is None
    finally:
        close_desk()
    left = [path.name for path in (place / "desk").iterdir()]
    assert not [name for name in left if ".part" in name or name.startswith("restored-")], left
    return content(place / "desk" / "data.db")


def work_of(place: Path, *command: str) -> tuple[float, float]:
    """When a command begins to write and when it is over, in seconds: what comes before is only Python starting."""
    start = time.monotonic()
    with ThreadPoolExecutor(1) as beside:
        running = beside.submit(kill_after, 60, *command)
        while not running.done() and not list((place / "desk").glob("*.part")):
            time.sleep(0.001)
        begins = time.monotonic() - start
        assert running.result() == 0
    return begins * 0.9, time.monotonic() - start


def kills_of_a_backup(place: Path, kills: int, seed: int) -> None:
    """The final name holds the old backup or a whole new one; the file is the same all the time."""
    old, whole = (place / "old.zip").read_bytes(), (place / "desk" / "data.db").read_bytes()
    before, out = content(place / "desk" / "data.db"), place / "stick" / "backup.zip"
    out.parent.mkdir()
    command = ("--data", str(place / "desk"), "backup", str(out))
    begins, length = work_of(place, *command)
    ends = set()

    def act(share: float) -> None:
        reset(place, whole)
        shutil.rmtree(out.parent)
        out.parent.mkdir()
        out.write_bytes(old)
        kill_after(begins + share * (length - begins), *command)
        inspect_backup(out)
        ends.add(out.read_bytes() == old)
        assert look_over(place) == before

    run_kills(kills, act, seed)
    print(f"old one kept: {ends}")


def kills_of_a_restore(place: Path, kills: int, seed: int) -> None:
    """The file is the one of before or the restored one; the one of before is always there, whole, under some name."""
    whole = (place / "desk" / "data.db").read_bytes()
    before = content(place / "desk" / "data.db")
    command = ("--data", str(place / "desk"), "restore", str(place / "old.zip"))
    begins, length = work_of(place, *command)
    restored = look_over(place)
    assert restored != before
    ends = []

    def act(share: float) -> None:
        reset(place, whole)
        kill_after(begins + share * (length - begins), *command)
        ends.append(look_over(place))
        assert ends[-1] in (before, restored)
        kept = list((place / "desk").glob("before-restore-*.db"))
        assert len(kept) == (ends[-1] == restored)
        assert all(content(path) == before for path in kept)

    run_kills(kills, act, seed)
    print(f"{kills} kills: {ends.count(before)} before, {ends.count(restored)} after")


EVERY_WAY = pytest.mark.parametrize("attack", [kills_of_a_backup, kills_of_a_restore])


@only_on_posix
@pytest.mark.timeout(300)
@EVERY_WAY
def test_killed_at_any_moment(place, attack):
    attack(place, KILLS, seed=20261130)


@only_on_posix
@pytest.mark.soak
@pytest.mark.timeout(3600)
@EVERY_WAY
@pytest.mark.parametrize("_time", range(TIMES))
def test_killed_two_hundred_times_in_all(place, attack, _time):
    attack(place, MANY_KILLS, seed=random.SystemRandom().randrange(10**6))


def test_after_a_kill_the_commands_work_at_once(place):
    """What a killed restore has decided is ended by whatever command comes next."""
    desk = place / "desk"
    (desk / "data-restore-1.part").write_bytes(b"half")
    shutil.copyfile(desk / "data.db", desk / "restored-20261123-080000.db")
    assert cli.run(["--data", str(desk), "check"]) == cli.DONE
    assert sorted(path.name for path in desk.iterdir()) == ["before-restore-20261123-080000.db", "data.db", "files"]
    with pytest.raises(DeskError):
        inspect_backup(desk / "data.db")
