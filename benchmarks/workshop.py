"""The workshop over ten years: opening an order and a serial, saving a swap, the stock list, rebuilding what is kept.

    python -m benchmarks.workshop [--small]

The floors are of the same run: a page of 50 indexed rows at a random place, the very statements of a swap through
sqlite3 on a copy of the same file, 64 rows in memory, and a bare read of the ledgers row by row.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from aftersales_desktop.models.database import database
from aftersales_desktop.services import life, lists, order_rows, workbench
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.ui.parts.columns import PART_COLUMNS
from benchmarks import rebuilding, swaps
from benchmarks.figures import HEADING, Figure, milliseconds, p95
from benchmarks.lists import Shown, painting
from benchmarks.search import FLOOR
from benchmarks.ten_years import SMALL, WHOLE, copy_of, now, ten_year_file
from benchmarks.window import open_window

OPENED = 300
MOST_STATEMENTS, MOST_PAGES = 8, 12
_WITH_LINES = "SELECT DISTINCT order_id FROM order_line WHERE id BETWEEN ?1 AND ?1 + 200 LIMIT 1"
_WITH_PARTS = (
    "SELECT device_id FROM unit_move WHERE id BETWEEN ?1 AND ?1 + 400 AND device_id IS NOT NULL LIMIT 1",
    "SELECT unit_id FROM unit_move WHERE id BETWEEN ?1 AND ?1 + 400 AND device_id IS NOT NULL LIMIT 1",
)


def _sample(desk: Desk, table: str, queries: Sequence[str], count: int, chance: random.Random) -> list[int]:
    """Records of the whole file, found by a random row of a table."""
    last = desk.rows(f"SELECT max(id) FROM {table}")[0][0]
    found: dict[int, None] = {}
    tries = 0
    while len(found) < count and tries < count * 20:
        tries += 1
        rows = desk.rows(queries[tries % len(queries)], chance.randrange(1, last + 1))
        found.update(dict.fromkeys(row[0] for row in rows))
    return list(found)


def _statements(work: Callable[[], object]) -> int:
    """How many statements reach SQLite, whoever sends them."""
    noted: list[str] = []
    connection = database.connection()
    connection.set_trace_callback(noted.append)
    work()
    connection.set_trace_callback(None)
    return len(noted)


def opening_figures(desk: Desk, tell: Callable[[str], object]) -> Iterator[Figure]:
    """Orders with lines, on the bench and at the counter, and serials: the statements, and the time against a page."""
    chance = random.Random(17)
    orders = _sample(desk, "order_line", (_WITH_LINES,), OPENED, chance)
    serials = _sample(desk, "unit_move", _WITH_PARTS, OPENED, chance)
    opens: dict[str, tuple[Callable[[int], object], list[int]]] = {
        "order on the bench": (partial(workbench.get_workbench, desk), orders),
        "order at the counter": (partial(order_rows.get_visit, desk), orders),
        "serial's biography": (partial(life.read_life, desk), serials),
    }
    devices = desk.rows("SELECT max(id) FROM unit WHERE kind = 'device'")[0][0]
    for title, (read, ids) in opens.items():
        counts = [_statements(partial(read, one)) for one in ids]
        tell(f"    {title}: {min(counts)} to {max(counts)} statements, {len(ids)} of them")
        yield Figure(f"{title}: statements, most", max(counts), MOST_STATEMENTS, unit="")
        times, pages = _against_pages(desk, read, ids, devices, chance)
        yield Figure(f"{title}, 95th percentile / a page's", p95(times), MOST_PAGES, p95(pages))


def _against_pages(
    desk: Desk, read: Callable[[int], object], ids: list[int], devices: int, chance: random.Random
) -> tuple[list[float], list[float]]:
    """The best of three each, taking turns, so that other work on the machine says little."""
    times, pages = [], []
    for one in ids:
        first = chance.randrange(1, devices - 49)
        pairs = [
            (milliseconds(lambda: read(one)), milliseconds(lambda: desk.rows(FLOOR, first, first + 49)))  # noqa: B023
            for _ in range(3)
        ]
        best, page = (min(side) for side in zip(*pairs, strict=True))
        times.append(best)
        pages.append(page)
    return times, pages


def list_figures(path: Path, tell: Callable[[str], object]) -> Iterator[Figure]:
    """The stock list in the window, its first paint and jumps."""

    with tempfile.TemporaryDirectory() as folder, open_window(path, Path(folder), "fa") as opened:
        tell(f"    {lists.counts(opened.desk, 'parts', opened.desk.today(), only=['all'])['all']:,} articles")
        yield from painting(opened, "fa", Shown("parts", PART_COLUMNS, "name", is_descending=False))


def workshop_figures(path: Path, copy: Callable[[], Path], tell: Callable[[str], object]) -> Iterator[Figure]:
    """Every line that is about the workshop."""
    desk = open_desk(path, clock=now)
    try:
        yield from opening_figures(desk, tell)
    finally:
        close_desk()
    yield from list_figures(path, tell)
    ours = copy()
    yield from swaps.swap_figures(ours, copy(), tell)
    yield from rebuilding.rebuild_figures(ours, tell)


def main(arguments: list[str]) -> int:
    """Print the figures; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="benchmarks.workshop")
    parser.add_argument("--small", action="store_true")
    file = ten_year_file(SMALL if parser.parse_args(arguments).small else WHOLE)
    missed = 0
    with tempfile.TemporaryDirectory(dir=file.parent.parent) as folder:
        copies: Iterator[Any] = (copy_of(file, Path(folder) / str(number)) for number in itertools.count())
        print(HEADING)
        for figure in workshop_figures(file, partial(next, copies), print):
            print(figure.line(), flush=True)
            missed += not figure.is_met
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
