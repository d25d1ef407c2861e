"""A process killed while it adds files: at most a content nobody names, never a name without its content."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aftersales_desktop.services import check
from aftersales_desktop.services.work import close_desk, open_desk
from tests.services.counter import Counter
from tests.services.file_samples import kept_in, store

PROCESS = Path(__file__).with_name("files_process.py")
KILLS, MANY_KILLS = 8, 200


def kill_once(folder: Path, chance: random.Random) -> None:
    """Let a counter add files for a moment, then kill it."""
    process = subprocess.Popen(
        [sys.executable, str(PROCESS), str(folder), str(chance.randrange(10**9))], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    time.sleep(chance.uniform(0.01, 0.15))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()


def look_over(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """What was acknowledged, what rows name and what lies in the store, after the file was opened and checked."""
    desk = open_desk(folder / "data.db")
    try:
        assert check.first_broken_record(desk) is None
        named = {row[0] for row in desk.rows("SELECT sha256 FROM attachment")}
        lying = {name for name in kept_in(store(desk)) if not name.endswith(".part")}
    finally:
        close_desk()
    path = folder / "acknowledged"
    lines = path.read_text(encoding="ascii").splitlines(keepends=True) if path.exists() else []
    return {line.strip() for line in lines if line.endswith("\n")}, named, lying


def run_kills(folder: Path, kills: int, seed: int) -> None:
    print(f"seed {seed}")
    desk = open_desk(folder / "data.db")
    Counter(desk).order()
    close_desk()
    chance = random.Random(seed)
    for _kill in range(kills):
        kill_once(folder, chance)
        acknowledged, named, lying = look_over(folder)
        assert acknowledged <= named <= lying
    print(f"{kills} kills, {len(acknowledged)} acknowledged, {len(named)} named, {len(lying)} in the store")
    assert len(acknowledged) > kills, "hardly anything was added: the kills prove nothing"


@pytest.mark.timeout(300)
def test_killed_while_adding(tmp_path):
    run_kills(tmp_path, KILLS, seed=20261130)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_two_hundred_times(tmp_path):
    run_kills(tmp_path, MANY_KILLS, seed=random.SystemRandom().randrange(10**6))
