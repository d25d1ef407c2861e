"""A workshop killed in the middle of swaps, slips and hand-overs: ledger and caches agree, nothing said is lost."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from aftersales_desktop.services.caches import rebuild_caches
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.killing import acknowledged, kill_once
from tests.faults.workshop_halves import HALVES, KEPT, found_by_half, kept_of, lost_of
from tests.faults.workshop_process import KINDS
from tests.services.ledgers import added_up, kept, lost_and_rebuilt

SHORT, LONG, PARTS = 8, 100, 5


def look_over(folder: Path, *, thoroughly: bool = False) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """Open the file through the program's own start and check it; gives what was acknowledged and what is there."""
    said = [json.loads(line) for line in acknowledged(folder)]
    desk = open_desk(folder / "data.db")
    try:
        assert first_broken_record(desk) is None
        before = kept(desk)
        assert before == added_up(desk)
        assert rebuild_caches(desk).total == 0
        assert found_by_half(desk) == {}
        there = kept_of(desk)
        assert lost_of(there, said) == []
        if thoroughly:
            desk = lost_and_rebuilt(desk)
        assert kept(desk) == before
        return said, {kind: len(rows) for kind, rows in there.items()}
    finally:
        close_desk()


ALSO_BY_CANCELLING = "remove_line"
"""Cancelling an order takes its lines away, and says only that it cancelled."""


def run_kills(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    print(f"\nseed {seed}")
    unsaid = 0
    for kill in range(1, kills + 1):
        kill_once("workshop_process", folder, chance, longest=0.12)
        said, there = look_over(folder, thoroughly=kill % 50 == 0)
        many = Counter(one["kind"] for one in said)
        unsaid = sum(there[kind] - many[kind] for kind in KINDS if kind != ALSO_BY_CANCELLING)
        assert 0 <= unsaid <= kill, "more is there than was saved: one kill leaves at most one save unsaid"
        assert all(there[kind] >= many[kind] for kind in KINDS)
    look_over(folder, thoroughly=True)
    by_kind = ", ".join(f"{kind} {many[kind]}" for kind in KINDS)
    print(f"{kills} kills; {len(said)} acknowledged ({by_kind}); {len(said) + unsaid} kept, 0 lost, 0 by half")
    assert len(said) > kills, "hardly anything was saved: the kills prove nothing"
    assert kills < LONG or min(many[kind] for kind in KINDS) > 0, many


@pytest.mark.timeout(300)
def test_killed_in_the_middle_of_the_work(tmp_path):
    run_kills(tmp_path, SHORT, seed=20261123)


@pytest.mark.soak
@pytest.mark.timeout(7200)
@pytest.mark.parametrize("_part", range(PARTS))
def test_killed_five_hundred_times(tmp_path, _part):
    """In parts, because no test may take longer than ten minutes."""
    run_kills(tmp_path, LONG, seed=random.SystemRandom().randrange(10**6))


def test_every_kind_of_work_is_looked_for():
    assert set(KEPT) == set(KINDS)
    assert HALVES
