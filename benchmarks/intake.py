"""One intake saved: time against the raw statements, and fsyncs a commit.

    python benchmarks/intake.py [ROUNDS]

The floor runs the very statements that the service ran (recorded once, with the same triggers and indexes) through
sqlite3 on a file of its own with the same settings. Both take turns in one process; medians are compared.
Targets: at most 5 times the floor; exactly one fsync outside checkpoints (counted by strace when it is installed).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.reception import DeviceIntake, Intake
from aftersales_desktop.models.database import _PRAGMAS, database
from aftersales_desktop.services import catalogue, demo, reception
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import Desk, close_desk, open_desk

FSYNC_COMMITS = 50
Statement = tuple[str, Any]


def intake(category: int, place: int) -> Intake:
    """A walk-in with a new device."""
    owner = CustomerDetails(name=f"مریم حسینی {place}", phones=(f"0912{place:07}",))
    device = DeviceIntake(
        serial=f"SN{place:08}", category_id=category, brand="Bosch", model_name="SMS46",
        customer_words="آب تخلیه نمی‌شود و صدا می‌دهد", symptoms=("noise",),
    )  # fmt: skip
    return Intake(new_uuid(), (device,), owner=owner)


def prepare(folder: Path) -> tuple[Desk, int]:
    """An open file with what an intake needs and one intake, so that its model is known."""
    desk = open_desk(folder / "data.db")
    demo.fill_basics(desk)
    category = catalogue.list_categories(desk)[0].id
    reception.register_intake(desk, intake(category, 0))
    return desk, category


@contextmanager
def recording() -> Iterator[list[Statement]]:
    """Every writing statement of a block, in order."""
    statements: list[Statement] = []
    run = database.execute_sql

    def remember(sql: str, params: Any = None) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
            statements.append((sql, params or ()))
        return run(sql, params)

    database.execute_sql = remember
    try:
        yield statements
    finally:
        del database.execute_sql


def recorded(desk: Desk, category: int, place: int) -> list[Statement]:
    """Every writing statement of one intake."""
    with recording() as statements:
        reception.register_intake(desk, intake(category, place))
    return statements


def replay(connection: sqlite3.Connection, statements: list[Statement]) -> float:
    """Seconds of the same statements in one transaction."""
    started = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for sql, params in statements:
        connection.execute(sql, params)
    connection.execute("COMMIT")
    return time.perf_counter() - started


def measure(rounds: int) -> None:
    """Print the medians and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        desk, category = prepare(Path(folder))
        copy = Path(folder) / "floor.db"
        desk.rows(f"VACUUM INTO '{copy}'")
        floor = sqlite3.connect(copy, isolation_level=None)
        for name, value, _expected in _PRAGMAS:
            floor.execute(f"PRAGMA {name} = {value}")
        ours, raw = [], []
        for place in range(1, rounds + 1):
            started = time.perf_counter()
            statements = recorded(desk, category, place)
            ours.append(time.perf_counter() - started)
            raw.append(replay(floor, statements))
        floor.close()
        close_desk()
    ratio = statistics.median(ours) / statistics.median(raw)
    print(
        f"intake {statistics.median(ours) * 1000:.2f} ms, {len(statements)} raw statements "
        f"{statistics.median(raw) * 1000:.2f} ms, ratio {ratio:.2f} (target 5), {rounds} rounds"
    )


def count_fsyncs() -> None:
    """Print how many fsyncs FSYNC_COMMITS intakes took."""
    if shutil.which("strace") is None:
        print("fsync not counted: strace is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        trace = Path(folder) / "trace"
        watched = [sys.executable, __file__, "--saves", folder]
        strace = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,write", "-o", str(trace)]
        subprocess.run([*strace, *watched], check=True, stdout=subprocess.DEVNULL)
        text = trace.read_text(encoding="utf-8", errors="replace")
        between = text.split("BEGIN-COUNT", 1)[1].split("END-COUNT", 1)[0]
    found = between.count("fsync(") + between.count("fdatasync(")
    print(f"{found} fsyncs for {FSYNC_COMMITS} intakes, {found / FSYNC_COMMITS:.2f} each (target 1.00)")


def saves(folder: Path) -> None:
    """What strace watches: intakes between two marks, without checkpoints."""
    desk, category = prepare(folder)
    desk.rows("PRAGMA wal_autocheckpoint = 0")
    os.write(1, b"BEGIN-COUNT\n")
    for place in range(1, FSYNC_COMMITS + 1):
        reception.register_intake(desk, intake(category, place))
    os.write(1, b"END-COUNT\n")
    close_desk()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--saves"]:
        saves(Path(sys.argv[2]))
    else:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
        count_fsyncs()
