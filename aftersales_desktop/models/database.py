"""The one writing connection of the program, and read-only ones for workers.

WAL with synchronous=FULL: one fsync a commit and nothing acknowledged is lost in a power cut
(https://www.sqlite.org/pragma.html#pragma_synchronous). The live file is never opened by anything but SQLite, because
closing any other handle on it drops the locks (https://www.sqlite.org/howtocorrupt.html, section 2.2).
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from threading import get_ident
from typing import Any

from peewee import DatabaseError, SqliteDatabase

from aftersales_desktop.models.migrate import APPLICATION_ID, SCHEMA_VERSION, schema_version, upgrade_schema
from aftersales_desktop.models.swap import finish_replacing

# Until 3.44.0 SQLite refuses FTS5 in the triggers of an untrusted schema: https://www.sqlite.org/releaselog/3_44_0.html
TRUSTS_SCHEMA = sqlite3.sqlite_version_info < (3, 44, 0)
_PRAGMAS = (
    ("busy_timeout", 5000, 5000),
    ("journal_mode", "wal", "wal"),
    ("synchronous", "full", 2),
    ("foreign_keys", "on", 1),
    ("recursive_triggers", "on", 1),
    ("trusted_schema", "on" if TRUSTS_SCHEMA else "off", int(TRUSTS_SCHEMA)),
    ("cell_size_check", "on", 1),
    ("secure_delete", "on", 1),
    ("mmap_size", 0, 0),
    ("cache_size", -65536, -65536),
    ("wal_autocheckpoint", 1000, 1000),
)
_HEADER_TEXT = b"SQLite format 3\x00"

_LOGGER = logging.getLogger(__name__)


class OneWriter(SqliteDatabase):
    """One connection writes. A worker may borrow it; every other thread then reads through a read-only one.

    So the window goes on showing what was last committed, and never waits for the worker nor sees its half-done rows.
    """

    _borrower: int | None = None
    _bystander: sqlite3.Connection | None = None

    def borrow(self) -> None:
        """The calling thread has the writing connection for itself from now on."""
        if self._bystander is None:
            self._bystander = open_reader(Path(self.database))
        self._borrower = get_ident()

    def give_back(self) -> None:
        """It is everybody's again. The reader stays open: another thread may be looking at its rows."""
        self._borrower = None

    def is_borrowed(self) -> bool:
        """Whether some thread has it for itself."""
        return self._borrower is not None

    def is_borrowed_elsewhere(self) -> bool:
        """Whether another thread than the calling one has it for itself."""
        return self._borrower not in (None, get_ident())

    def cursor(self, named_cursor: None = None) -> Any:
        """On the connection this thread may use now."""
        bystander = self._bystander
        if bystander is not None and self.is_borrowed_elsewhere():
            return bystander.cursor()
        return super().cursor(named_cursor)

    def close(self) -> bool:
        """Close both connections, the reading one first: the last one to go empties the write-ahead log."""
        bystander, self._bystander, self._borrower = self._bystander, None, None
        if bystander is not None:
            bystander.close()
        return super().close()


database = OneWriter(None, thread_safe=False, lock_type="IMMEDIATE")


class NotADatabaseError(Exception):
    """The file is something else, or another program's database."""


class DatabaseTooNewError(Exception):
    """The file was written by a newer release; opening it could lose data."""


def open_database(path: Path, allowed_moves: Iterable[tuple[str, str, str]]) -> None:
    """Open the file, bring its schema up to date, and keep it open until `close_database`.

    Raises NotADatabaseError, DatabaseTooNewError (the file is left untouched), and for disk trouble OSError or peewee's
    DatabaseError.
    """
    finish_replacing(path)
    _check_header(path)
    database.init(str(path), pragmas=[(name, value) for name, value, _read in _PRAGMAS], check_same_thread=False)
    try:
        database.connect()
        _check_pragmas()
        _check_version()
        upgrade_schema(database, allowed_moves)
    except BaseException as error:
        database.close()
        if isinstance(error, DatabaseError) and "not a database" in str(error):
            raise NotADatabaseError(path) from error
        raise


def close_database() -> None:
    """Close the writing connection; SQLite empties the write-ahead log into the file."""
    if database.is_closed():
        return
    try:
        database.execute_sql("PRAGMA optimize")
    except DatabaseError:
        # Statistics for faster queries: a full or failing disk must not keep the file open for want of them.
        _LOGGER.warning("The statistics of the file were not renewed", exc_info=True)
    finally:
        database.close()


def open_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection for one worker; the caller closes it."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5, check_same_thread=False)
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cache_size = -16384")
    return connection


def _check_header(path: Path) -> None:
    """Look at the first 100 bytes before SQLite holds the file: a newer or foreign file must stay byte for byte."""
    if not path.exists():
        return
    # Open for writing too: a file that may only be read would be refused at the first save, hours later.
    with path.open("r+b") as file:
        header = file.read(100)
    if not header:
        return
    if len(header) < 100 or not header.startswith(_HEADER_TEXT):
        raise NotADatabaseError(path)
    tables_changed, version, application = (int.from_bytes(header[at : at + 4], "big") for at in (40, 60, 68))
    if application not in (0, APPLICATION_ID) or (application == 0 and (version or tables_changed)):
        raise NotADatabaseError(path)
    if version > SCHEMA_VERSION:
        raise DatabaseTooNewError(version)


def _check_version() -> None:
    version = schema_version(database)
    if version > SCHEMA_VERSION:
        raise DatabaseTooNewError(version)
    if version == 0 and database.execute_sql("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
        raise NotADatabaseError(database.database)


def _check_pragmas() -> None:
    for name, _value, expected in _PRAGMAS:
        found = database.execute_sql(f"PRAGMA {name}").fetchone()[0]  # names are constants
        if found != expected:
            raise RuntimeError(f"SQLite did not accept {name}: {found!r}")
