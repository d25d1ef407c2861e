"""How long past services take to come in, against plain inserts of the very same rows; and in how much memory.

python -m benchmarks.import_history [FILE.csv|FILE.xlsx]      ends with 1 when a ratio is above its target

Both go into a copy of the same file, with the same tables, guards and indexes, in one transaction each.
"""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from aftersales_desktop.i18n import Words
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.work import close_desk, open_desk
from benchmarks.figures import HEADING, Figure

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


def import_seconds(source: Path, path: Path, *settings: str) -> tuple[float, int]:
    """Seconds, and how many rows were brought in."""
    desk = open_desk(path)
    for setting in settings:
        desk.rows(setting)
    began = time.perf_counter()
    result = import_file(desk, source, words=Words("en"))
    seconds = time.perf_counter() - began
    close_desk()
    return seconds, result.added


def highest_ids(path: Path) -> dict[str, int]:
    """The last row of each table."""
    with closing(sqlite3.connect(path)) as file:
        return {table: file.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0] for table in TABLES}


def insert_seconds(imported: Path, before: dict[str, int], plain: Path) -> float:
    """Seconds for plain inserts of what an import brought in after those rows."""
    with closing(sqlite3.connect(imported)) as file:
        rows = {table: file.execute(f"SELECT * FROM {table} WHERE rowid > {before[table]}").fetchall()
                for table in TABLES}  # fmt: skip
    with closing(sqlite3.connect(plain, isolation_level=None)) as file:
        for pragma in PRAGMAS:
            file.execute(f"PRAGMA {pragma}")
        began = time.perf_counter()
        file.execute("BEGIN IMMEDIATE")
        for table, of_table in rows.items():
            if of_table:
                marks = ", ".join("?" * len(of_table[0]))
                file.executemany(f"INSERT INTO {table} VALUES ({marks})", of_table)
        file.execute("COMMIT")
        return time.perf_counter() - began


def peak_megabytes(rows: int) -> float:
    """The most memory a process of its own takes for so many rows."""
    command = [sys.executable, "-m", "benchmarks.import_history", "--peak", str(rows)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout) / 1024


def print_peak(rows: int) -> None:
    """Bring so many rows in and print the most memory that was taken, in KiB.

    From /proc, because getrusage counts what the process had before it became this program.
    """
    with tempfile.TemporaryDirectory() as name:
        import_seconds(made_up_list(Path(name), rows), Path(name) / "data.db", SMALL_CACHE)
    status = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    print(next(line.split()[1] for line in status if line.startswith("VmHWM:")))


def import_figures(file: Path, source: Path | None = None) -> Iterator[Figure]:
    """Time and memory of an import into copies of a file, which nobody has open."""
    imports, inserts = [], []
    before = highest_ids(file)
    for _round in range(ROUNDS):
        with tempfile.TemporaryDirectory(dir=file.parent.parent) as name:
            folder = Path(name)
            listed = folder / (source.name if source else "services.csv")
            if source is None:
                made_up_list(folder)
            else:
                listed.write_bytes(source.read_bytes())
            ours, plain = (Path(shutil.copyfile(file, folder / name)) for name in ("ours.db", "plain.db"))
            seconds, added = import_seconds(listed, ours)
            imports.append(seconds)
            inserts.append(insert_seconds(ours, before, plain))
    yield Figure(f"{added:,} past services brought in / plain inserts", min(imports), TARGET, min(inserts), unit="s")
    few, many = peak_megabytes(ROWS), peak_megabytes(4 * ROWS)
    yield Figure("  memory of four times the rows / of these", many, MEMORY_TARGET, few, unit="MB")


def main(arguments: list[str]) -> int:
    """Print both figures, on an empty file; 1 when one misses its target."""
    if arguments[:1] == ["--peak"]:
        print_peak(int(arguments[1]))
        return 0
    with tempfile.TemporaryDirectory() as name:
        empty = Path(name) / "data.db"
        open_desk(empty)
        close_desk()
        figures = list(import_figures(empty, Path(arguments[0]) if arguments else None))
    print(HEADING, *(figure.line() for figure in figures), sep="\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
