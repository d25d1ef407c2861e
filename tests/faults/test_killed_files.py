"""A process killed while it adds files: at most a content nobody names, never a name without its content."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aftersales_desktop.services import check
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.killing import acknowledged, kill_once
from tests.services.counter import Counter
from tests.services.file_samples import kept_in, store

KILLS, MANY_KILLS = 8, 200


def look_over(folder: Path) -> tuple[set[str], set[str], set[str]]:
    """What was acknowledged, what rows name and what lies in the store, after the file was opened and checked."""
    desk = open_desk(folder / "data.db")
    try:
        assert check.first_broken_record(desk) is None
        named = {row[0] for row in desk.rows("SELECT sha256 FROM attachment")}
        lying = {name for name in kept_in(store(desk)) if not name.endswith(".part")}
    finally:
        close_desk()
    return set(acknowledged(folder)), named, lying


def run_kills(folder: Path, kills: int, seed: int) -> None:
    print(f"seed {seed}")
    desk = open_desk(folder / "data.db")
    Counter(desk).order()
    close_desk()
    chance = random.Random(seed)
    for _kill in range(kills):
        kill_once("files_process", folder, chance, longest=0.15)
        said, named, lying = look_over(folder)
        assert said <= named <= lying
    print(f"{kills} kills, {len(said)} acknowledged, {len(named)} named, {len(lying)} in the store")
    assert len(said) > kills, "hardly anything was added: the kills prove nothing"


@pytest.mark.timeout(300)
def test_killed_while_adding(tmp_path):
    run_kills(tmp_path, KILLS, seed=20261130)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_two_hundred_times(tmp_path):
    run_kills(tmp_path, MANY_KILLS, seed=random.SystemRandom().randrange(10**6))
