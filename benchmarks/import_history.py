"""How long past services take to come in, against plain inserts of the very same rows.

python benchmarks/import_history.py [FILE.csv]      ends with 1 when the ratio is above the target
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
import time
from pathlib import Path

from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.i18n import Words
from aftersales_desktop.models import close_database, open_database
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import close_desk, open_desk

TARGET = 8.0
ROUNDS = 3
ROWS = 20_190
# Parents before children, as the foreign keys want it.
TABLES = ("import_run", "customer", "category", "product_model", "unit", "unit_identifier", "unit_owner_change",
          "reception", "service_order")  # fmt: skip
PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "recursive_triggers = on")


def made_up_list(folder: Path) -> Path:
    """As many rows as a real list of eight years, with 4,800 spellings of brands."""
    path = folder / "services.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,date,category,brand,status,problem\n")
        for n in range(ROWS):
            day = f"20{17 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}"
            words = f"does not switch on since last week - smells burnt and trips the fuse; case {n}"
            file.write(f"made_{n},{day},Kind {n % 40},Brand {n * 7919 % 4800},Fixed,{words}\n")
    return path


def import_seconds(source: Path, folder: Path) -> tuple[float, int, int]:
    """Seconds, rows brought in, rows refused."""
    desk = open_desk(folder / "imported.db")
    began = time.perf_counter()
    result = import_file(desk, source, words=Words("en"))
    seconds = time.perf_counter() - began
    close_desk()
    return seconds, result.added, len(result.refused)


def insert_seconds(folder: Path) -> float:
    """Seconds for plain inserts of the same rows into the same tables, guards and indexes, in one transaction."""
    imported = sqlite3.connect(folder / "imported.db")
    rows = {table: imported.execute(f"SELECT * FROM {table}").fetchall() for table in TABLES}
    imported.close()
    open_database(folder / "plain.db", ALLOWED_MOVES)
    close_database()
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for pragma in PRAGMAS:
        plain.execute(f"PRAGMA {pragma}")
    began = time.perf_counter()
    plain.execute("BEGIN IMMEDIATE")
    for table, of_table in rows.items():
        if of_table:
            marks = ", ".join("?" * len(of_table[0]))
            plain.executemany(f"INSERT INTO {table} VALUES ({marks})", of_table)
    plain.execute("COMMIT")
    seconds = time.perf_counter() - began
    plain.close()
    return seconds


def main(arguments: list[str]) -> int:
    """Print every round and the ratio of the best ones."""
    imports, inserts = [], []
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = Path(arguments[0]) if arguments else made_up_list(folder)
            copy = folder / source.name
            copy.write_bytes(source.read_bytes())
            seconds, added, refused = import_seconds(copy, folder)
            imports.append(seconds)
            inserts.append(insert_seconds(folder))
            print(f"{added} rows in, {refused} refused: {seconds:.2f} s, plain inserts {inserts[-1]:.2f} s")
        if not added:
            raise SystemExit("nothing was brought in; there is nothing to compare")
    ratio = min(imports) / min(inserts)
    print(f"import / plain inserts = {ratio:.2f} (target {TARGET:.1f})")
    return 0 if ratio <= TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
