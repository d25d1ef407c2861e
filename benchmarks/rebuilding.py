"""What the file keeps so that nobody has to add up its ledgers, made again from them: against a bare read of them."""

from __future__ import annotations

import sqlite3
import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from aftersales_desktop.models.database import database
from aftersales_desktop.services.caches import rebuild_caches
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from benchmarks.figures import Figure, milliseconds
from benchmarks.ten_years import now

MOST_READS = 3.0
LEDGERS = ("unit_move", "stock_move", "order_event")
ROUNDS = 3
_SPOIL = (
    "UPDATE unit SET condition = 'suspect', parent_id = NULL, location_id = "
    "(SELECT id FROM location WHERE kind = 'lost')",
    "UPDATE stock_balance SET quantity = quantity + 1",
    "DROP TRIGGER service_order_state_move",
    "UPDATE service_order SET state = CASE state WHEN 'delivered' THEN 'closed' WHEN 'closed' THEN 'delivered' "
    "ELSE state END",
)
"""Every place, condition and balance wrong, and the state of nearly every order."""


def bare_read(path: Path) -> float:
    """Every row of every ledger, with all its columns."""

    def read() -> None:
        for table in LEDGERS:
            for _row in connection.execute(f"SELECT * FROM {table}"):
                pass

    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    taken = milliseconds(read)
    connection.close()
    return taken


def rebuild_figures(copy: Path, tell: Callable[[str], object]) -> Iterator[Figure]:
    """With nothing wrong, and with everything wrong; the file is written to, and right again at the end."""
    desk = open_desk(copy, clock=now)
    try:
        yield from _rebuilding(desk, copy, tell)
    finally:
        close_desk()


def _rebuilding(desk: Desk, copy: Path, tell: Callable[[str], object]) -> Iterator[Figure]:
    steps: list[int] = []
    watch = Watch(progress=lambda done, _total: steps.append(done))
    pairs = [(bare_read(copy), milliseconds(lambda: rebuild_caches(desk, watch))) for _ in range(ROUNDS)]
    floor, ours = (statistics.median(side) for side in zip(*pairs, strict=True))
    tell(f"    {len(steps) // ROUNDS} steps of progress")
    yield Figure("all caches rebuilt, none wrong / a bare read", ours, MOST_READS, floor)
    for statement in _SPOIL:
        database.execute_sql(statement)
    database.execute_sql("PRAGMA wal_checkpoint (TRUNCATE)")
    found = []
    taken = milliseconds(lambda: found.append(rebuild_caches(desk)))
    tell(f"    {found[0].total:,} values had been wrong")
    yield Figure("all caches rebuilt, all wrong / a bare read", taken, MOST_READS, min(bare_read(copy), floor))
    yield Figure("  wrong after that", rebuild_caches(desk).total, 0, unit="")
