"""A swap saved at the bench of a large file: its time against its raw statements, and its fsyncs.

The floor runs the very statements that the service ran, with the same triggers and indexes, in one transaction through
sqlite3 on a copy of the same file with the same settings. Both take turns; medians are compared.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from aftersales_desktop.domain.coverage import OldPart
from aftersales_desktop.models.database import _PRAGMAS, database
from aftersales_desktop.services import order_lines
from aftersales_desktop.services.order_lines import Swap
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from benchmarks.figures import Figure, milliseconds
from benchmarks.intake import Statement, recording
from benchmarks.ten_years import now

SWAPS, COUNTED = 120, 50
MOST_RAW, FSYNCS = 6.0, 1.0
_AGREED = "UPDATE service_order SET cost_ceiling = 100000000000 WHERE state = 'in_repair'"
_ORDERS = (
    "SELECT id FROM service_order WHERE state = 'in_repair' AND technician_id IS NOT NULL ORDER BY id DESC LIMIT ?"
)
_PARTS = """
    SELECT i.value, u.part_id FROM unit u JOIN unit_identifier i ON i.unit_id = u.id JOIN location l
    ON l.id = u.location_id WHERE l.kind = 'good_store' AND u.kind = 'part' AND u.archived_at IS NULL
    AND u.condition IN ('new', 'repaired') ORDER BY u.id DESC LIMIT ?"""


class Chosen(NamedTuple):
    """A swap that can be saved."""

    order_id: int
    swap: Swap


def _choose(desk: Desk, count: int) -> list[Chosen]:
    """Orders that are being repaired with a new part each; an old one comes out that was never seen before."""
    database.execute_sql(_AGREED)
    orders = [row[0] for row in desk.rows(_ORDERS, count)]
    chance = random.Random(23)
    return [
        Chosen(
            orders[place % len(orders)],
            Swap(serial, f"OLD-{chance.randrange(10**9):09}", part_id=part_id, old_part=OldPart.FAULTY_STORE),
        )
        for place, (serial, part_id) in enumerate(desk.rows(_PARTS, count))
    ]


def swap_figures(ours: Path, other: Path, tell: Callable[[str], object]) -> Iterator[Figure]:
    """Both files are copies of one, and written to."""
    desk = open_desk(ours, clock=now)
    try:
        yield _timed(desk, other, tell)
    finally:
        close_desk()
    if shutil.which("strace") is None:
        tell("    fsyncs not counted: strace is not installed")
        return
    yield _fsyncs(other)


def _timed(desk: Desk, other: Path, tell: Callable[[str], object]) -> Figure:
    floor = sqlite3.connect(other, isolation_level=None)
    for name, value, _expected in _PRAGMAS:
        floor.execute(f"PRAGMA {name} = {value}")
    chosen = _choose(desk, SWAPS)
    floor.execute(_AGREED)
    pairs = []
    for order_id, swap in chosen:
        with recording() as statements:
            taken = milliseconds(lambda: order_lines.swap(desk, order_id, swap))  # noqa: B023
        pairs.append((taken, milliseconds(lambda: _replay(floor, statements))))
    floor.close()
    mine, raw = (statistics.median(side) for side in zip(*pairs, strict=True))
    tell(f"    {len(pairs)} swaps, {len(statements)} writing statements the last")
    return Figure("a swap saved / its raw statements", mine, MOST_RAW, raw)


def _replay(connection: sqlite3.Connection, statements: list[Statement]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for sql, params in statements:
        connection.execute(sql, params)
    connection.execute("COMMIT")


def _fsyncs(file: Path) -> Figure:
    """Counted by strace in a process of its own, between two marks."""
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        strace = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
        watched = [sys.executable, "-m", "benchmarks.swaps", str(file)]
        subprocess.run([*strace, *watched], check=True, stdout=subprocess.DEVNULL)
        text = trace.read_text(encoding="utf-8", errors="replace")
        between = text.split("BEGIN-COUNT", 1)[1].split("END-COUNT", 1)[0]
        saved = int(text.split("SAVED-", 1)[1].split("-", 1)[0])
    return Figure("  fsyncs a swap", (between.count("fsync(") + between.count("fdatasync(")) / saved, FSYNCS, unit="")


def main(file: Path) -> None:
    """What strace watches: swaps between two marks, without checkpoints; the first one begins a new log."""
    desk = open_desk(file, clock=now)
    desk.rows("PRAGMA wal_autocheckpoint = 0")
    first, *chosen = _choose(desk, SWAPS + COUNTED + 1)[SWAPS:]
    order_lines.swap(desk, *first)
    os.write(1, b"BEGIN-COUNT\n")
    for order_id, swap in chosen:
        order_lines.swap(desk, order_id, swap)
    os.write(1, b"END-COUNT\n")
    os.write(1, f"SAVED-{len(chosen)}-\n".encode())
    close_desk()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
