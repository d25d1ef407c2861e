"""The copy behind a backup: made while others save, without passcodes, and compared with the file it came from."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import peewee

from aftersales_desktop.domain.errors import Cancelled, DeskError, StorageProblem
from aftersales_desktop.i18n import Message
from aftersales_desktop.models import copies
from aftersales_desktop.models.database import open_reader
from aftersales_desktop.models.swap import part_path
from aftersales_desktop.models.triggers import APPEND_ONLY, NEVER_DELETED
from aftersales_desktop.services.audit import GENESIS
from aftersales_desktop.services.backup_file import Figures
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import storage_problem

MONEY = (
    ("reception", "deposit"), ("service_order", "cost_ceiling"), ("part_price", "buy"), ("part_price", "sell"),
    ("stock_move", "cost"), ("unit", "cost"), ("tariff", "price"), ("tariff", "cost"), ("order_line", "cost"),
    ("order_line", "list_price"), ("order_line", "price"), ("estimate_line", "price"), ("estimate_line", "covered"),
    ("approval", "amount"), ("loaner", "value"), ("loaner", "deposit"), ("loan", "value"), ("loan", "deposit"),
    ("outside_job", "expected_cost"), ("outside_job", "cost"), ("supplier_claim_line", "expected"),
    ("supplier_claim_line", "received"), ("uncollected_letter", "fee"),
)  # fmt: skip
"""Columns of amounts in rial whose sums stand in every backup."""

_LAST_ROW = "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"


def figures_of(connection: sqlite3.Connection) -> Figures:
    """Counts, sums and the head of the audit chain of a file."""
    tables = copies.tables_of(connection)
    money = [(table, column) for table, column in MONEY if copies.has_column(connection, table, column)]
    seq, last_hash = connection.execute(_LAST_ROW).fetchone() or (0, GENESIS)
    return Figures(
        copies.version_of(connection),
        {table: copies.count_rows(connection, table) for table in tables},
        {f"{table}.{column}": copies.sum_column(connection, table, column) for table, column in money},
        seq,
        last_hash,
    )


@contextmanager
def complete_copy(live: Path, watch: Watch) -> Iterator[tuple[Path, Figures]]:
    """A copy of the live file beside it that holds what the file holds, for as long as the block lasts.

    Raises StorageProblem when the disk refuses or the file is damaged, Cancelled.
    """
    part = part_path(live, f"copy-{new_uuid()}")
    try:
        with disk_in_words(live.parent):
            figures = _make(live, part, watch)
        yield part, figures
    finally:
        part.unlink(missing_ok=True)


def refuse_damaged(part: Path, watch: Watch) -> None:
    """Look through the whole copy: what the copy cannot be read for, the file it came from cannot either.

    Raises StorageProblem, Cancelled.
    """
    with disk_in_words(part.parent), copies.open_copy(part) as copy, copies.watched(copy, watch.goes_on):
        damage = copies.first_damage(copy)
    if damage:
        raise StorageProblem(
            Message(
                "The data file is damaged, so no backup was made of it. Keep the older backups and ask for help before "
                "you go on."
            )
        )


@contextmanager
def disk_in_words(folder: Path) -> Iterator[None]:
    """What SQLite or the disk of the data folder refuses, as a sentence about the backup."""
    try:
        yield
    except copies.StoppedError as stop:
        raise Cancelled from stop
    except (sqlite3.Error, peewee.DatabaseError, OSError) as error:
        problem = storage_problem(error)
        if "full" in str(error) or "No space" in str(error) or shutil.disk_usage(folder).free < 1_000_000:
            problem = StorageProblem(
                Message("The disk of the data folder is full: there is no room for a copy. Free some space first.")
            )
        raise problem from error


def _make(live: Path, part: Path, watch: Watch) -> Figures:
    with closing(open_reader(live)) as reader:
        version = _data_version(reader)
        before = figures_of(reader)
        copies.copy_live(live, part, _growth(part, live, watch))
        with copies.open_copy(part) as copy:
            found = figures_of(copy)
        watch.step(1, 1)
        after = figures_of(reader)
        is_same = _data_version(reader) == version
        holds_head = _has_row(reader, found)
    if not holds_head or not _between(before, found, after, is_same=is_same):
        raise DeskError(Message("The copy does not hold what the file holds. Nothing was backed up. Try again."))
    return found


def _growth(part: Path, live: Path, watch: Watch) -> Callable[[], bool]:
    whole = live.stat().st_size

    def goes_on() -> bool:
        watch.tell(part.stat().st_size if part.exists() else 0, whole)
        return watch.goes_on()

    return goes_on


def _data_version(reader: sqlite3.Connection) -> int:
    """Changes whenever somebody else has saved: https://www.sqlite.org/pragma.html#pragma_data_version."""
    return reader.execute("PRAGMA data_version").fetchone()[0]


def _has_row(reader: sqlite3.Connection, found: Figures) -> bool:
    if not found.audit_seq:
        return found.audit_hash == GENESIS
    row = reader.execute("SELECT hash FROM audit WHERE seq = ?", (found.audit_seq,)).fetchone()
    return row == (found.audit_hash,)


def _between(before: Figures, found: Figures, after: Figures, *, is_same: bool) -> bool:
    """While nobody saved, the copy has exactly what the file has; else as much as between the two looks at it."""
    left_out = set(copies.NEVER_COPIED)
    if is_same:
        return found.sums == before.sums and all(
            found.counts.get(table) == count for table, count in before.counts.items() if table not in left_out
        )
    kept = (set(APPEND_ONLY) | set(NEVER_DELETED)) & before.counts.keys()
    return before.counts.keys() == found.counts.keys() and all(
        before.counts[table] <= found.counts[table] <= after.counts[table] for table in kept
    )
