"""How long past services take to come in, against plain inserts of the very same rows; and in how much memory.

python benchmarks/import_history.py [FILE.csv|FILE.xlsx]      ends with 1 when a ratio is above its target
"""

from __future__ import annotations

import sqlite3
import subprocess
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
# Four times the rows may cost a little more memory. SQLite's pages, which have a limit of their own, are held small.
SMALL_CACHE = "PRAGMA cache_size = -2000"
MEMORY_TARGET = 1.25
ROUNDS = 3
ROWS = 20_190
# Parents before children, as the foreign keys want it.
TABLES = ("import_run", "customer", "category", "product_model", "unit", "unit_identifier", "unit_owner_change",
          "reception", "service_order")  # fmt: skip
PRAGMAS = ("journal_mode = wal", "synchronous = full", "foreign_keys = on", "recursive_triggers = on")


def made_up_list(folder: Path, rows: int = ROWS) -> Path:
    """As many rows as a real list of eight years, with 4,800 spellings of brands."""
    path = folder / "services.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("id,date,category,brand,status,problem\n")
        for n in range(rows):
            day = f"20{17 + n % 8}-{1 + n % 12:02}-{1 + n % 28:02}"
            words = f"does not switch on since last week - smells burnt and trips the fuse; case {n}"
            file.write(f"made_{n},{day},Kind {n % 40},Brand {n * 7919 % 4800},Fixed,{words}\n")
    return path


def import_seconds(source: Path, folder: Path, *settings: str) -> tuple[float, int, int]:
    """Seconds, rows brought in, rows refused."""
    desk = open_desk(folder / "imported.db")
    for setting in settings:
        desk.rows(setting)
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


def peak_megabytes(rows: int) -> float:
    """The most memory a process of its own takes for so many rows."""
    command = [sys.executable, __file__, "--peak", str(rows)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def print_peak(rows: int) -> None:
    """Bring so many rows in and print the most memory that was taken, in KiB.

    From /proc, because getrusage counts what the process had before it became this program.
    """
    with tempfile.TemporaryDirectory() as name:
        import_seconds(made_up_list(Path(name), rows), Path(name), SMALL_CACHE)
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    print(next(line.split()[1] for line in status if line.startswith("VmHWM:")))


def compare_memory() -> float:
    """How much more memory four times the rows take."""
    few, many = peak_megabytes(ROWS), peak_megabytes(4 * ROWS)
    print(f"peak memory: {ROWS} rows {few:.0f} MB, {4 * ROWS} rows {many:.0f} MB")
    print(f"memory of four times the rows = {many / few:.2f} (target {MEMORY_TARGET:.2f})")
    return many / few


def main(arguments: list[str]) -> int:
    """Print every round and the ratio of the best ones."""
    if arguments[:1] == ["--peak"]:
        print_peak(int(arguments[1]))
        return 0
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
    return 0 if ratio <= TARGET and compare_memory() <= MEMORY_TARGET else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
