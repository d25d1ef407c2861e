"""Whole copies of the file: how one is made while others save, and what is done to a copy that nobody else has open."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peewee import SqliteDatabase

from aftersales_desktop.models.database import TRUSTS_SCHEMA
from aftersales_desktop.models.migrate import APPLICATION_ID, upgrade_schema

STEPS_BETWEEN_LOOKS = 20_000
"""Steps of SQLite's machine, a few milliseconds, after which a long statement asks whether to go on."""

NEVER_COPIED = ("device_passcode",)
"""Tables whose rows stay in the file they were written to."""

_STRANGE = """SELECT 1 FROM sqlite_schema WHERE type = 'view'
    OR type = 'table' AND sql LIKE 'CREATE VIRTUAL%' AND sql NOT LIKE '%USING fts5%'"""


class StoppedError(Exception):
    """Whoever waits for the copy does not want it any more."""


@contextmanager
def watched(connection: sqlite3.Connection, goes_on: Callable[[], bool]) -> Iterator[None]:
    """Statements inside end with StoppedError as soon as `goes_on` says no. A failure inside it does not stop them."""
    stops: list[bool] = []

    def stop() -> bool:
        if not goes_on():
            stops.append(True)
        return bool(stops)

    connection.set_progress_handler(stop, STEPS_BETWEEN_LOOKS)
    try:
        yield
    except sqlite3.Error as error:
        # SQLite does not always call it an interruption: a copy that was not begun yet "cannot be opened".
        if stops:
            raise StoppedError from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def copy_live(path: Path, target: Path, goes_on: Callable[[], bool]) -> None:
    """Make a compact copy of the live file as it is at this moment; saving goes on meanwhile.

    Rows that are never copied are gone from its bytes. Raises StoppedError, sqlite3.Error, OSError.
    """
    source = f"{path.absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(source, uri=True, timeout=5)) as live, watched(live, goes_on):
        live.execute("VACUUM INTO ?", (str(target),))
    with open_copy(target) as copy:
        for table in NEVER_COPIED:
            if _has_table(copy, table):
                copy.execute(f"DELETE FROM {table}")  # names are constants


@contextmanager
def open_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """A copy that nobody else has open. It keeps no journal: whoever is stopped half way begins with a new copy."""
    with closing(sqlite3.connect(path, isolation_level=None)) as copy:
        for pragma in ("secure_delete = ON", "journal_mode = OFF", "synchronous = OFF", "mmap_size = 0"):
            copy.execute(f"PRAGMA {pragma}")  # names are constants
        copy.execute(f"PRAGMA trusted_schema = {'ON' if TRUSTS_SCHEMA else 'OFF'}")  # names are constants
        yield copy


def first_damage(copy: sqlite3.Connection) -> str:
    """What is wrong inside a copy, in SQLite's words; empty when it is sound, ours, and every row has its parent."""
    if copy.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID or copy.execute(_STRANGE).fetchone():
        return "another program's file"
    found = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        return found
    broken = copy.execute("PRAGMA foreign_key_check").fetchone()
    return f"{broken[0]} without its parent" if broken else ""


def version_of(copy: sqlite3.Connection) -> int:
    """Which steps of the schema the copy has seen."""
    return copy.execute("PRAGMA user_version").fetchone()[0]


def tables_of(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Tables that hold records; those of SQLite and of its search indexes are left out."""
    found = connection.execute(
        "SELECT name, sql LIKE 'CREATE VIRTUAL%' FROM sqlite_schema "
        "WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    virtual = tuple(f"{name}_" for name, is_virtual in found if is_virtual)
    return tuple(name for name, is_virtual in found if not is_virtual and not name.startswith(virtual))


def count_rows(connection: sqlite3.Connection, table: str) -> int:
    """Rows of a table that `tables_of` named."""
    return connection.execute(f"SELECT count(*) FROM {_quoted(table)}").fetchone()[0]  # names are constants


def has_column(connection: sqlite3.Connection, table: str, column: str) -> bool:
    """Whether a table has a column; an older file may lack both."""
    found = connection.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column))
    return found.fetchone() is not None


def sum_column(connection: sqlite3.Connection, table: str, column: str) -> int:
    """The sum of a column of whole numbers."""
    query = f"SELECT coalesce(sum({column}), 0) FROM {table}"  # names are constants
    return connection.execute(query).fetchone()[0]


def attached_files(path: Path) -> list[str]:
    """SHA-256 of every photo and file that a copy names, put away or not; none in a file of an older release."""
    with open_copy(path) as copy:
        if not _has_table(copy, "attachment"):
            return []
        return [row[0] for row in copy.execute("SELECT DISTINCT sha256 FROM attachment ORDER BY sha256")]


def upgrade_copy(path: Path, allowed_moves: Iterable[tuple[str, str, str]]) -> None:
    """Bring a copy of any older release to the current schema, as the program's start does with the live file."""
    pragmas = {"secure_delete": "on", "recursive_triggers": "on", "trusted_schema": "on" if TRUSTS_SCHEMA else "off"}
    copy = SqliteDatabase(str(path), pragmas=pragmas, lock_type="IMMEDIATE", thread_safe=False)
    copy.connect()
    try:
        upgrade_schema(copy, allowed_moves)
    finally:
        copy.close()


def flush(path: Path) -> None:
    """Put a closed copy on the disk for good."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _has_table(connection: sqlite3.Connection, name: str) -> bool:
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?"
    return connection.execute(query, (name,)).fetchone() is not None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
