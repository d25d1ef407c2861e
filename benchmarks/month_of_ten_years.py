"""A month of ten years to Excel: against the write-only floor, and what the window feels of it meanwhile."""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from aftersales_desktop.domain.jalali import Month, month_of
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.excel.month import write_month
from aftersales_desktop.services.month import month_rows
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.ui.background import Job
from benchmarks.figures import Figure, p95
from benchmarks.month import MOST_TIME, floor_seconds, our_seconds_of, plain_values
from benchmarks.ten_years import now
from benchmarks.window import Lateness, Opened, open_window, until

MOST_LATE, MOST_FOR_CANCEL = 10, 100
ROUNDS, CANCELS = 5, 10


def last_whole_month() -> Month:
    """The month before the one the file ends in."""
    return month_of(date.fromordinal(month_of(now().date()).first.toordinal() - 1))


def month_figures(path: Path) -> Iterator[Figure]:
    """All figures of the workbook."""
    month = last_whole_month()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        desk = open_desk(path, clock=now)
        yield _against_the_floor(desk, month, folder)
        close_desk()
        with open_window(path, folder) as opened:
            yield _lateness(opened, month, folder)
            yield _cancelling(opened, month, folder)


def _against_the_floor(desk: Desk, month: Month, folder: Path) -> Figure:
    ours, floor = folder / "month.xlsx", folder / "floor.xlsx"
    orders = desk.rows("SELECT count(*) FROM service_order WHERE received_on BETWEEN ? AND ?", *_days(month))[0][0]
    our_seconds_of(desk, month.first, month.last, ours)
    sheets = plain_values(ours)
    times = [(our_seconds_of(desk, month.first, month.last, ours), floor_seconds(sheets, floor)) for _ in range(ROUNDS)]
    taken, bare = (min(side) for side in zip(*times, strict=True))
    return Figure(f"month of {orders:,} orders to Excel / write-only floor", taken, MOST_TIME, bare, unit="s")


def _days(month: Month) -> tuple[str, str]:
    return month.first.isoformat(), month.last.isoformat()


def _start(opened: Opened, month: Month, out: Path, done: list[Any], begun: list[Any]) -> Job:
    """As the Today screen starts it."""
    desk, words = opened.desk, Words("fa")

    def work(job: Job) -> object:
        try:
            with desk.reader() as reader:
                rows = month_rows(reader, month.first, month.last)
                return write_month(
                    rows, out, words, today=desk.today(), progress=lambda *at: begun.append(at), cancelled=job.cancelled
                )
        finally:
            done.append(time.perf_counter())

    return opened.context.kit.background.run(opened.window, work, lambda _totals: None)


def _lateness(opened: Opened, month: Month, folder: Path) -> Figure:
    watch, done = Lateness(), []
    with watch.watched():
        _start(opened, month, folder / "month.xlsx", done, [])
        until(lambda: bool(done))
    opened.settle()
    return Figure("  event loop late meanwhile, 95th percentile", p95(watch.late), MOST_LATE)


def _cancelling(opened: Opened, month: Month, folder: Path) -> Figure:
    chance, times = random.Random(2), []
    for _ in range(CANCELS):
        done: list[float] = []
        begun: list[Any] = []
        job = _start(opened, month, folder / "cancelled.xlsx", done, begun)
        wanted = chance.randrange(1, 8)
        until(lambda begun=begun, wanted=wanted, done=done: len(begun) >= wanted or bool(done))
        asked = time.perf_counter()
        job.cancel()
        until(lambda done=done: bool(done))
        times.append((done[0] - asked) * 1000)
        opened.settle()
    return Figure("  Cancel, slowest of ten", max(times), MOST_FOR_CANCEL)
