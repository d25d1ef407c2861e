"""A backup of the whole file against SQLite's bare copy of it, and how late the window is meanwhile.

python -m benchmarks.backup [CUSTOMERS]      ends with 1 when a figure is above its target

The floor is `VACUUM INTO` of the same file into the same folder, in turn with ours, the shortest of each counts. Ours
also takes passcodes out, checks the copy, packs it, writes it to the disk for good and reads all of it back. The
lateness is that of a timer of 10 ms on the window's thread while a worker makes the backup and the receptionist saves
a customer five times a second.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.services import customers
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import inspect_backup
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.ui.background import Background
from benchmarks.figures import HEADING, Figure, p95
from benchmarks.window import application
from tests.services.factories import fill_shop

MOST_TIME, MOST_LATE = 2.5, 10.0
ROUNDS, CUSTOMERS = 3, 20_000
TICK, SAVE_EACH = 10, 200


def filled_desk(folder: Path, count: int) -> Desk:
    """A desk with so many customers, and devices, orders and cards in proportion."""
    desk = open_desk(folder / "data.db")
    fill_shop(customers=count, devices=2 * count, orders=5 * count // 2, cards=2 * count)
    return desk


def floor_seconds(desk: Desk, out: Path) -> float:
    """Seconds of a bare copy."""
    out.unlink(missing_ok=True)
    began = time.perf_counter()
    with closing(sqlite3.connect(f"{desk.path.as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(out),))
    return time.perf_counter() - began


def our_seconds(desk: Desk, out: Path) -> float:
    """Seconds of a whole backup, to the moment it counts as one."""
    began = time.perf_counter()
    make_backup(desk, out)
    return time.perf_counter() - began


class Lateness(QObject):
    """A window's thread at work: how late each tick comes, and how long each save takes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._last = 0.0
        self.late: list[float] = []
        self.saves: list[float] = []
        self._ticks = QTimer(self, interval=TICK, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._saving = QTimer(self, interval=SAVE_EACH)
        self._saving.timeout.connect(self._save)

    def during(self, background: Background, out: Path) -> None:
        """Measure until the backup is made."""
        loop, problems = QEventLoop(), []

        def done(_result: object) -> None:
            loop.quit()

        def failed(problem: Exception) -> None:
            problems.append(problem)
            loop.quit()

        background.run(
            self, lambda job: make_backup(self._desk, out, Watch(job.report, job.cancelled)), done, failed, _unheard
        )
        self._last = time.perf_counter()
        self._ticks.start()
        self._saving.start()
        loop.exec()
        self._ticks.stop()
        self._saving.stop()
        if problems:
            raise problems[0]

    def _tick(self) -> None:
        now = time.perf_counter()
        self.late.append(max(0.0, (now - self._last) * 1000 - TICK))
        self._last = now

    def _save(self) -> None:
        began = time.perf_counter()
        name = f"مشتری {len(self.saves)}"
        customers.add_customer(self._desk, CustomerDetails(name=name, phones=(f"0912{len(self.saves):07}",)))
        self.saves.append((time.perf_counter() - began) * 1000)


def _unheard(_done: int, _total: int) -> None:
    """The bar of the window moves here."""


def backup_figures(file: Path, rounds: int = ROUNDS) -> Iterator[Figure]:
    """Time and lateness of a backup of a file, which is written to meanwhile."""
    app = application()
    desk = open_desk(file)
    try:
        with tempfile.TemporaryDirectory(dir=file.parent.parent) as folder:
            out, copy = Path(folder) / "backup.zip", Path(folder) / "copy.db"
            times = [(our_seconds(desk, out), floor_seconds(desk, copy)) for _round in range(rounds)]
            background, lateness = Background(app), Lateness(desk)
            lateness.during(background, out)
            background.stop()
            inspect_backup(out)
    finally:
        close_desk()
    ours, floor = (min(side) for side in zip(*times, strict=True))
    yield Figure("backup of the whole file / bare VACUUM INTO", ours, MOST_TIME, floor, unit="s")
    yield Figure("  event loop late meanwhile, 95th percentile", p95(lateness.late), MOST_LATE)
    yield Figure("  customers saved meanwhile", len(lateness.saves), 1, unit="", at_least=True)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when one misses its target."""
    count = int(arguments[0]) if arguments else CUSTOMERS
    with tempfile.TemporaryDirectory() as data:
        filled_desk(Path(data), count)
        close_desk()
        figures = list(backup_figures(Path(data) / "data.db"))
    print(HEADING, *(figure.line() for figure in figures), sep="\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
