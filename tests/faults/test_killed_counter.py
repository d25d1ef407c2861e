"""A process killed in the middle of saving: nothing acknowledged is lost, nothing is there by half."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from aftersales_desktop.services import check
from aftersales_desktop.services.work import close_desk, open_desk
from tests.faults.killing import acknowledged, kill_once

SHORT, LONG = 8, 200


def received(folder: Path) -> list[tuple[str, int]]:
    """Receptions that were said to be saved, each with its number of orders."""
    pairs = (line.split() for line in acknowledged(folder))
    return [(number, int(orders)) for number, orders in pairs]


def look_over(folder: Path) -> int:
    """Open the file through the program's own start and check it; gives how many receptions it holds."""
    desk = open_desk(folder / "data.db")
    try:
        assert check.first_broken_record(desk) is None
        kept = dict(
            desk.rows(
                "SELECT r.number, count(*) FROM reception r JOIN service_order s ON s.reception_id = r.id GROUP BY r.id"
            )
        )
        lost = [number for number, orders in received(folder) if kept.get(number) != orders]
        assert not lost, f"acknowledged but lost or cut: {lost}"
        events = desk.rows("SELECT count(*) FROM service_order s WHERE NOT EXISTS "
                           "(SELECT 1 FROM order_event e WHERE e.order_id = s.id)")  # fmt: skip
        assert events[0][0] == 0
        return len(kept)
    finally:
        close_desk()


def run_kills(folder: Path, kills: int, seed: int) -> None:
    chance = random.Random(seed)
    print(f"seed {seed}")
    for _kill in range(kills):
        kill_once("counter_process", folder, chance)
        look_over(folder)
    said, kept = len(received(folder)), look_over(folder)
    print(f"{kills} kills, {said} acknowledged, {kept} kept, 0 lost")
    assert said <= kept <= said + kills
    assert said > kills, "the counter hardly saved anything: the kills prove nothing"


@pytest.mark.timeout(300)
def test_killed_while_saving(tmp_path):
    run_kills(tmp_path, SHORT, seed=20261123)


@pytest.mark.soak
@pytest.mark.timeout(3600)
def test_killed_two_hundred_times(tmp_path):
    run_kills(tmp_path, LONG, seed=random.SystemRandom().randrange(10**6))
