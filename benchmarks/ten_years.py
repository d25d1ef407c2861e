"""A file as a centre has it after ten years: 200,000 customers, 400,000 devices and cards, 500,000 orders.

    python -m benchmarks.ten_years [FOLDER]     makes it once, tells where it is and what it holds

The same seed gives the same content. It is kept in a folder outside the checkout until its recipe changes.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from aftersales_desktop.services import warranty_terms
from aftersales_desktop.services.demo.basics import fill_basics
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from benchmarks import ten_years_bench, ten_years_catalogue, ten_years_rows, ten_years_store, ten_years_visits
from benchmarks.ten_years_bench import Bench
from benchmarks.ten_years_catalogue import Catalogue, Workshop, open_workshop
from benchmarks.ten_years_rows import Past, Row, Rows, Size
from benchmarks.ten_years_store import Store
from tests.services import names, rows
from tests.services.factories import insert_rows

WHOLE = Size(customers=200_000, devices=400_000, cards=400_000, orders=500_000)
SMALL = Size(customers=2_000, devices=4_000, cards=4_000, orders=5_000, models=60, parts=500)
SEED = 77
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""The moment at which every benchmark looks at the file."""

FIRST = ("location", "part", "unit", "estimate_line")
"""What the guards of other tables look up, and lines of estimates, which are locked once their estimate is there."""

LOOKED_UP = ("unit_move_unit",)
COUNTED = (
    "customer", "unit", "warranty_card", "service_order", "order_event", "order_line", "part", "unit_move",
    "stock_move", "stock_document",
)  # fmt: skip
CHUNK = 20_000
_SOURCES = (
    ten_years_bench, ten_years_catalogue, ten_years_rows, ten_years_store, ten_years_visits, names, rows,
)  # fmt: skip
_CACHE = "AFTERSALES_BENCHMARKS"
_FAST = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144", "foreign_keys = OFF")
Waiting = dict[tuple[str, ...], list[Row]]
"""Rows that are not written yet, by their table and its columns."""

_OTHERS = ("پارس گارانتی", "آوا سرویس")


def now() -> datetime:
    """The clock of the desks that look at the file."""
    return NOW


def ten_year_file(size: Size = WHOLE, folder: Path | None = None, tell: Callable[[str], object] = print) -> Path:
    """Where the file is; made when it is not there yet. Nobody may write to it: `copy_of` gives one to write to."""
    folder = folder or Path(os.environ.get(_CACHE) or Path.home() / ".cache" / "aftersales-desktop-benchmarks")
    path = folder / f"{size.orders}-{_recipe(size)}" / "data.db"
    if not path.exists():
        tell(f"making {size.orders:,} orders in {path.parent} ...")
        began = time.perf_counter()
        making = path.parent.with_name(f"{path.parent.name}.part")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        make(making / path.name, size)
        making.rename(path.parent)
        tell(f"made in {time.perf_counter() - began:.0f} s, {path.stat().st_size / 2**20:.0f} MiB")
    return path


def copy_of(path: Path, folder: Path) -> Path:
    """A copy in another folder, which may be written to. Nobody has the file open meanwhile."""
    folder.mkdir(exist_ok=True)
    return Path(shutil.copy(path, folder / path.name))


def _recipe(size: Size) -> str:
    """Changes with whatever the content depends on."""
    sources = [Path(module.__file__) for module in _SOURCES]
    migrations = sorted(Path(warranty_terms.__file__).parents[1].glob("models/migrations/m*.py"))
    digest = hashlib.sha256(repr((size, SEED)).encode())
    for source in (Path(__file__), *sources, *migrations):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:12]


def make(path: Path, size: Size, seed: int = SEED) -> None:
    """Write a new file; memory does not grow with its size."""
    desk = open_desk(path, clock=now)
    try:
        past, workshop = _begin(desk, size, seed), open_workshop(desk)
    finally:
        close_desk()
    with _writing(path) as connection:
        _insert(connection, ten_years_rows.every_row(past))
        _insert(connection, ten_years_visits.first_cells())
        _insert(connection, _working_years(past, workshop, random.Random(seed + 1)))
    open_desk(path, clock=now)
    close_desk()  # renews the statistics of the indexes


def _begin(desk: Desk, size: Size, seed: int) -> Past:
    fill_basics(desk)
    save_settings(desk, is_set_up=True, centre_name="مرکز خدمات پارس", centre_phone="02166512040")
    with desk.work():
        for name in _OTHERS:
            insert_rows("issuer", [rows.record(name=name, name_search=name, is_ours=0)])
    terms = [warranty_terms.snapshot(one) for one in warranty_terms.list_terms(desk)]
    categories = [row[0] for row in desk.rows("SELECT id FROM category ORDER BY id")]
    return Past(size, random.Random(seed), categories, terms)


def _working_years(past: Past, workshop: Workshop, chance: random.Random) -> Rows:
    """The catalogue, every visit, and how far the numbers have come."""
    catalogue = Catalogue(past.size.parts, workshop, chance, max(past.category_ids) + 1, past.size.models)
    store = Store(past, workshop, catalogue, chance)
    bench = Bench(past, store, chance)
    yield from catalogue.rows()
    yield from ten_years_visits.visits(past, store, bench)
    counted = {"subscriber": past.size.customers, "card": past.our_cards, "tag": bench.tags, **dict(store.series())}
    counted |= {f"reception/01/{year}": last for year, last in past.receptions.items()}
    yield from (("number_series", {"series": series, "last": last}) for series, last in counted.items())


@contextmanager
def _writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that need not survive a power cut, without the ordinary indexes meanwhile: they are made at the end.

    The guards, what they look up, and the search indexes stay: they see every row as they would at the counter.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in _FAST:
        connection.execute(f"PRAGMA {pragma}")
    indexes = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    made = [index for index in indexes.fetchall() if index[0] not in LOOKED_UP]
    for name, _sql in made:
        connection.execute(f"DROP INDEX {name}")
    yield connection
    for _name, sql in made:
        connection.execute(sql)
    connection.close()


def _insert(connection: sqlite3.Connection, made: Rows) -> None:
    """Row after row, table by table within each chunk."""
    waiting: Waiting = {}
    for place, (table, row) in enumerate(made, start=1):
        waiting.setdefault((table, *row), []).append(row)
        if place % CHUNK == 0:
            _flush(connection, waiting)
    _flush(connection, waiting)


def _flush(connection: sqlite3.Connection, waiting: Waiting) -> None:
    connection.execute("BEGIN")
    for table, *columns in sorted(waiting, key=lambda one: FIRST.index(one[0]) if one[0] in FIRST else len(FIRST)):
        of_table = waiting[(table, *columns)]
        marks = ", ".join("?" * len(columns))
        values = (tuple(row.values()) for row in of_table)
        connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)
    connection.execute("COMMIT")
    waiting.clear()


def main(arguments: list[str]) -> int:
    """Make the file and tell what it holds."""
    path = ten_year_file(folder=Path(arguments[0]) if arguments else None)
    connection = sqlite3.connect(path)
    for table in COUNTED:
        print(f"{table:16} {connection.execute(f'SELECT count(*) FROM {table}').fetchone()[0]:>9,}")
    connection.close()
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
