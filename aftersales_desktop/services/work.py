"""One unit of work: all rows or none, and one announcement after the commit."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import peewee

from aftersales_desktop.domain.errors import DeskBusy, StorageProblem
from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.database import (
    DatabaseTooNewError,
    NotADatabaseError,
    close_database,
    database,
    open_database,
    open_reader,
)

logger = logging.getLogger(__name__)

# Their subclasses (a broken constraint, wrong SQL) are bugs. A damaged page is a plain DatabaseError.
_DISK_TROUBLE = (peewee.OperationalError, peewee.DatabaseError)

_DAMAGE = ("malformed", "no such table", "no such column", "on view")
"""SQLite's words for a file that is torn, or whose tables are no longer the program's."""

SOON = 0.03
"""Seconds that a list may hold the window up before a worker reads it."""

_STEPS_BETWEEN_LOOKS = 2_000
_INTERRUPTED = "interrupted"

NOBODY = "desk"
"""Who works at a desk whose settings name nobody."""


class Area(StrEnum):
    """Part of the data a screen can show."""

    CUSTOMERS = "customers"
    UNITS = "units"
    WARRANTY = "warranty"
    RECEPTION = "reception"
    SETTINGS = "settings"
    PRINTS = "prints"
    BACKUP = "backup"
    STAFF = "staff"
    PARTS = "parts"
    WORKSHOP = "workshop"
    FILES = "files"
    CALLS = "calls"


def utc_now() -> datetime:
    """The PC's clock."""
    return datetime.now(UTC)


@dataclass
class Desk:
    """Who is working, what time it is, which file is open, and who wants to hear about changes."""

    actor: str
    path: Path
    clock: Callable[[], datetime] = utc_now
    listeners: list[Callable[[frozenset[Area]], None]] = field(default_factory=list)
    _changed: set[Area] = field(default_factory=set, init=False, repr=False)
    _waiting: dict[str, Callable[[], object]] = field(default_factory=dict, init=False, repr=False)
    _lock: threading.RLock = field(default_factory=threading.RLock, init=False, repr=False)

    def now(self) -> datetime:
        """The instant, to the millisecond that the file keeps."""
        moment = self.clock().astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)

    def today(self) -> date:
        """The business day on Iran's calendar."""
        return tehran_time(self.clock()).date()

    @contextmanager
    def work(self, *areas: Area) -> Iterator[datetime]:
        """Commit on success, roll back on any error; a use case inside another one joins it. Yields the instant.

        Raises DeskBusy, without waiting, while a worker has borrowed the writing connection.
        """
        with self._turn():
            if database.is_borrowed_elsewhere():
                raise DeskBusy
            outermost = not database.in_transaction()
            changed_before = frozenset() if outermost else frozenset(self._changed)
            try:
                with _storage_problems(), database.atomic():
                    yield self.now()
            except BaseException:
                self._changed = set(changed_before)
                raise
            self._changed.update(areas)
            if outermost:
                changed, self._changed = frozenset(self._changed), set()
                self._announce(changed)

    @contextmanager
    def borrowed(self) -> Iterator[None]:
        """For a long write in a worker: this thread alone writes meanwhile, the others read what was committed.

        No other thread waits: their reads go over a connection of their own, their saves are refused with DeskBusy.
        """
        with self._lock:
            if database.is_borrowed():
                raise DeskBusy
            with _storage_problems():
                database.borrow()
        try:
            yield
        finally:
            with self._lock:
                database.give_back()
                waiting, self._waiting = self._waiting, {}
            for action in waiting.values():
                self._catch_up(action)

    def when_free(self, key: str, action: Callable[[], object]) -> None:
        """Do something small now or, while a worker has the connection, right after: the last one asked for a key."""
        with self._lock:
            if self.is_busy():
                self._waiting[key] = action
                return
        action()

    def _catch_up(self, action: Callable[[], object]) -> None:
        try:
            action()
        except StorageProblem:
            logger.warning("What waited for a long write could not be done", exc_info=True)

    def is_busy(self) -> bool:
        """Whether a save would be refused now, because a worker has borrowed the writing connection."""
        return database.is_borrowed_elsewhere()

    def _turn(self) -> AbstractContextManager[Any]:
        """The lock; whoever borrowed the connection needs none, and so keeps nobody waiting."""
        return self._lock if not database.is_borrowed() or database.is_borrowed_elsewhere() else nullcontext()

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a constant query over the connection that this thread may use now."""
        with self._turn(), _storage_problems():
            return database.execute_sql(sql, values).fetchall()

    def rows_soon(self, sql: str, *values: Any) -> list[tuple[Any, ...]] | None:
        """The same for the window's thread: None when it would take longer than nobody notices; ask a worker then."""
        late = time.monotonic() + SOON
        with self._lock, _storage_problems():
            connection = database.connection()
            connection.set_progress_handler(lambda: time.monotonic() > late, _STEPS_BETWEEN_LOOKS)
            try:
                return database.execute_sql(sql, values).fetchall()
            except peewee.OperationalError as error:
                if str(error) != _INTERRUPTED:
                    raise
                return None
            finally:
                connection.set_progress_handler(None, 0)

    def reader(self) -> Reader:
        """A read-only connection for a worker; close it after use."""
        return Reader(open_reader(self.path))

    def _announce(self, areas: frozenset[Area]) -> None:
        """The rows are already safe: a screen that fails to refresh must not look like a failed save."""
        for listener in tuple(self.listeners) if areas else ():
            try:
                listener(areas)
            except Exception:
                logger.exception("Listener failed after commit of %s", sorted(areas))


@dataclass(frozen=True)
class Reader:
    """The reading half of a desk, for one worker."""

    connection: sqlite3.Connection

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of a constant query."""
        return self.connection.execute(sql, values).fetchall()

    def stream(self, sql: str, *values: Any, size: int = 500) -> Iterator[Sequence[tuple[Any, ...]]]:
        """Rows in chunks, so that memory does not grow with their number."""
        cursor = self.connection.execute(sql, values)
        while chunk := cursor.fetchmany(size):
            yield chunk

    def stop_when(self, is_unwanted: Callable[[], bool]) -> None:
        """From now on ask this while a query runs; it ends with sqlite3.OperationalError once the answer is yes."""
        self.connection.set_progress_handler(is_unwanted, _STEPS_BETWEEN_LOOKS)

    def interrupt(self) -> None:
        """Stop the query that another thread runs on this reader."""
        self.connection.interrupt()

    def close(self) -> None:
        """Give the connection back."""
        self.connection.close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def open_desk(path: Path, actor: str = NOBODY, clock: Callable[[], datetime] = utc_now) -> Desk:
    """Open the file (made when missing) and give the desk that works on it.

    Raises StorageProblem with a sentence for a file that is newer, foreign, locked, read-only or on a full disk.
    """
    try:
        open_database(path, ALLOWED_MOVES)
    except DatabaseTooNewError as error:
        raise StorageProblem(
            Message("This file was written by a newer version of the program. Install the newer version to open it.")
        ) from error
    except NotADatabaseError as error:
        raise StorageProblem(
            Message("{file} is not a database of this program. Choose another data folder.", file=path.name)
        ) from error
    except (peewee.DatabaseError, OSError) as error:
        raise storage_problem(error) from error
    return Desk(actor, path, clock)


def close_desk() -> None:
    """Close the file."""
    close_database()


@contextmanager
def _storage_problems() -> Iterator[None]:
    try:
        yield
    except peewee.DatabaseError as error:
        if type(error) not in _DISK_TROUBLE:
            raise
        raise storage_problem(error) from error


def storage_problem(error: Exception) -> StorageProblem:
    """Disk trouble in words; the cause goes to the log."""
    text = "; ".join(_messages(error))
    logger.error("Storage problem: %s", text)
    if "full" in text or "No space" in text:
        return StorageProblem(Message("The disk is full. Nothing was saved. Free some space and save again."))
    if any(sign in text for sign in _DAMAGE):
        return StorageProblem(
            Message(
                "The data file is damaged. Nothing was saved. Keep the file as it is and ask for help before you go on."
            )
        )
    if "readonly" in text or "unable to open" in text or isinstance(error, PermissionError):
        return StorageProblem(
            Message("The data folder cannot be written to. Nothing was saved. Check its permissions.")
        )
    if "locked" in text or "busy" in text:
        return StorageProblem(
            Message("Another program holds the data file. Nothing was saved. Close it and save again.")
        )
    return StorageProblem(Message("The disk refused to write. Nothing was saved. Check the disk and save again."))


def _messages(error: BaseException) -> Iterator[str]:
    """What went wrong, the last first: on a full disk SQLite rolls back by itself, and then our rollback fails too."""
    cause: BaseException | None = error
    while cause is not None:
        yield str(cause)
        cause = cause.__cause__ or cause.__context__
