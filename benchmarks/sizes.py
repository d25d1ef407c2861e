"""What the search costs: its share of the file, and the time that a customer's row takes with all its indexes."""

from __future__ import annotations

import random
import sqlite3
import statistics
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from aftersales_desktop.models.database import database
from aftersales_desktop.services.work import close_desk, open_desk
from benchmarks.figures import Figure, milliseconds
from benchmarks.ten_years import now
from tests.services import names, rows

LARGEST_SHARE, MOST_FOR_A_CUSTOMER = 0.20, 7.0
CUSTOMERS = 400
_FULL_TEXT = ("customer_names", "customer_pieces", "identifier_pieces")
_ENDS = ("customer_phone_number_rev", "unit_identifier_rev", "service_order_rev", "warranty_card_rev")


def share_figure(path: Path) -> Iterator[Figure]:
    """The full-text indexes and those over reversed numbers, as a part of the file."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    sizes = dict(connection.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall())
    connection.close()
    search = sum(size for name, size in sizes.items() if name.startswith(_FULL_TEXT) or name in _ENDS)
    yield Figure("search indexes, share of the file", search / sum(sizes.values()), LARGEST_SHARE, unit="")


def customer_figure(copy: Path) -> Iterator[Figure]:
    """One row a transaction, in turn into the table and into one without any index; the file is written to."""
    open_desk(copy, clock=now)
    connection = database.connection()
    connection.execute("PRAGMA synchronous = OFF")  # the disk would take most of either time
    connection.execute("CREATE TABLE bare_customer AS SELECT * FROM customer LIMIT 0")
    first = connection.execute("SELECT max(id) FROM customer").fetchone()[0] + 1
    chance = random.Random(9)
    pairs = []
    for number in range(first, first + CUSTOMERS):
        row = {"id": number, **rows.customer_values(number, names.typed_name(chance), [names.random_phone(chance)])}
        pairs.append([milliseconds(lambda table=table, row=row: _insert(table, row)) for table in _TABLES])
    connection.execute("DROP TABLE bare_customer")
    close_desk()
    bare, full = (statistics.median(side) for side in zip(*pairs, strict=True))
    yield Figure("a customer saved with all indexes / the bare row", full, MOST_FOR_A_CUSTOMER, bare)


_TABLES = ("bare_customer", "customer")


def _insert(table: str, row: dict[str, Any]) -> None:
    marks = ", ".join("?" * len(row))
    with database.atomic():
        database.execute_sql(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
