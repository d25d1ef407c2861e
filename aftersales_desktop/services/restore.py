"""Taking a backup back: verified, checked and brought up to date beside the live file before anything is touched."""

from __future__ import annotations

import shutil
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aftersales_desktop.domain.errors import StorageProblem
from aftersales_desktop.domain.moves import ALLOWED_MOVES
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models import copies
from aftersales_desktop.models.fields import json_text
from aftersales_desktop.models.swap import part_path, replace_live
from aftersales_desktop.services import audit
from aftersales_desktop.services.backup_copy import disk_in_words, figures_of
from aftersales_desktop.services.backup_file import Manifest, WholeBackup, damaged, read_backup, unpack
from aftersales_desktop.services.backup_files import missing_bytes, put_back
from aftersales_desktop.services.backup_record import FAILED, LAST, last_backup_values
from aftersales_desktop.services.file_store import store_beside
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import NOBODY, Desk, close_desk, open_desk, storage_problem, utc_now

_SPARE = 20_000_000
_COUNTED = ("customer", "service_order", "warranty_card", "attachment")


@dataclass(frozen=True)
class Holdings:
    """How much of everything, for a person to compare."""

    customers: int
    orders: int
    cards: int
    files: int = 0


@dataclass(frozen=True)
class BackupContents:
    """A whole backup file and what is in it."""

    path: Path
    made_at: datetime
    size: int
    sha256: str
    program: str
    holds: Holdings


@dataclass(frozen=True)
class StagedRestore:
    """A database from a backup that stands checked beside the live file and waits for its turn."""

    live: Path
    part: Path
    contents: BackupContents
    at: datetime


def inspect_backup(path: Path, watch: Watch | None = None) -> BackupContents:
    """Verify a whole backup file and say what is in it. Runs in any thread.

    Raises NotAllowed for a file that is damaged, foreign or newer, StorageProblem when it cannot be read, Cancelled.
    """
    with _source_in_words(path):
        return _contents(path, read_backup(path, watch or Watch()))


def holdings(rows: Rows) -> Holdings:
    """What the live file has now."""
    return Holdings(*(rows.rows(f"SELECT count(*) FROM {table}")[0][0] for table in _COUNTED))  # names are constants


def stage_restore(
    live: Path, path: Path, actor: str = NOBODY, clock: Callable[[], datetime] = utc_now, watch: Watch | None = None
) -> StagedRestore:
    """Verify a backup, unpack it beside the live file, check it against its label and bring it up to date.

    Nothing of the live file is touched; it may be missing or damaged. Photos and files that the store lacks are put
    back at once: they take nobody's place, and are there before the file that names them is. Runs in any thread.
    Errors as in `inspect_backup`, StorageProblem also when the disk of the data folder refuses.
    """
    watch = watch or Watch()
    part = part_path(live, f"restore-{new_uuid()}")
    at = clock()
    try:
        with _source_in_words(path):
            found = read_backup(path, watch.part(0, 200))
        contents, manifest = _contents(path, found), found.manifest
        with _source_in_words(path):
            more = missing_bytes(path, store_beside(live))
        _refuse_full_disk(live.parent, manifest.size + more)
        with _source_in_words(path, live.parent):
            unpack(path, manifest, part, watch.part(200, 500))
        with disk_in_words(live.parent):
            _compare(part, manifest, path.name, watch.part(500, 700))
        with _source_in_words(path, live.parent):
            _put_files_back(live, path, watch.part(700, 900))
        with disk_in_words(live.parent):
            copies.upgrade_copy(part, ALLOWED_MOVES)
            _note_restore(part, actor, at, contents)
            copies.flush(part)
        watch.step(1, 1)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return StagedRestore(live, part, contents, at)


def restore(staged: StagedRestore) -> Path:
    """Close the live file, put it aside and let the staged one take its place; gives the file put aside.

    The caller opens the file again, whatever came of it. StorageProblem when the disk refuses.
    """
    close_desk()
    try:
        return replace_live(staged.live, staged.part, staged.at)
    except OSError as error:
        staged.part.unlink(missing_ok=True)
        raise storage_problem(error) from error


def restore_open_file(desk: Desk, staged: StagedRestore) -> Path:
    """The same for a file that is open at a desk, which works on the restored one from then on."""
    try:
        return restore(staged)
    finally:
        open_desk(desk.path, desk.actor, desk.clock)


def forget_staged(staged: StagedRestore) -> None:
    """The person decided against it."""
    staged.part.unlink(missing_ok=True)


def _contents(path: Path, found: WholeBackup) -> BackupContents:
    manifest, counts = found.manifest, found.manifest.figures.counts
    holds = Holdings(*(counts.get(table, 0) for table in _COUNTED))
    return BackupContents(path, manifest.made_at, found.size, found.seal, manifest.program, holds)


def _put_files_back(live: Path, path: Path, watch: Watch) -> None:
    if not put_back(path, store_beside(live), watch):
        raise damaged(path.name)


def _refuse_full_disk(folder: Path, size: int) -> None:
    """The old file stays beside the new one, so there must be room for both."""
    if shutil.disk_usage(folder).free < size + _SPARE:
        raise StorageProblem(
            Message(
                "The disk of the data folder has no room for the restored file: {megabytes} MB are needed. Free some "
                "space first.",
                megabytes=(size + _SPARE) // 1_000_000,
            )
        )


def _compare(part: Path, manifest: Manifest, name: str, watch: Watch) -> None:
    """What the sum cannot know: that the label tells the truth about the database inside."""
    watch.step(0, 1)
    try:
        with copies.open_copy(part) as copy, copies.watched(copy, watch.goes_on):
            is_sound = not copies.first_damage(copy) and figures_of(copy) == manifest.figures
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise damaged(name) from error
    if not is_sound:
        raise damaged(name)


def _note_restore(part: Path, actor: str, at: datetime, contents: BackupContents) -> None:
    """One row in the audit of the restored file; and what it came from is its last verified backup."""
    last = last_backup_values(contents.made_at, str(contents.path.absolute()), contents.size)
    with copies.open_copy(part) as copy:
        previous = (copy.execute(audit.LAST_HASH).fetchone() or [audit.GENESIS])[0]
        change = {"file": contents.path.name, "made_at": last["made_at"], "sha256": contents.sha256}
        row = audit.chained(previous, at, actor, "restore", "setting", "", change)
        copy.execute(
            "INSERT INTO audit (at, actor, action, entity, record_uuid, change, reason, prev_hash, hash) "
            "VALUES (:at, :actor, :action, :entity, :record_uuid, :change, :reason, :prev_hash, :hash)",
            row,
        )
        copy.execute("DELETE FROM setting WHERE key IN (?, ?)", (LAST, FAILED))
        copy.execute("INSERT INTO setting (key, value) VALUES (?, ?)", (LAST, json_text(last)))


@contextmanager
def _source_in_words(path: Path, target: Path | None = None) -> Iterator[None]:
    """Trouble with reading the backup; while it is written to `target`, that disk may be the one that refuses."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise damaged(path.name) from error
    except OSError as error:
        if target is not None and path.exists():
            with disk_in_words(target):
                raise
        raise StorageProblem(
            Message("{file} cannot be read. Plug the drive in, or choose another file.", file=Code(path))
        ) from error
