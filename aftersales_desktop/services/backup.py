"""Making a backup: copied beside those who save, packed, read back from the disk, and only then called a backup."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from aftersales_desktop import __version__
from aftersales_desktop.domain.errors import NotAllowed, StorageProblem
from aftersales_desktop.files import replacing
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models import copies
from aftersales_desktop.services.backup_copy import complete_copy, refuse_damaged
from aftersales_desktop.services.backup_file import (
    Contents,
    Figures,
    Packed,
    WholeBackup,
    damaged,
    read_backup,
    write_backup,
)
from aftersales_desktop.services.file_store import store_beside
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.work import Desk

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class BackupMade:
    """A backup that was read back whole: where it is, its bytes, the sum at its end, and what it holds.

    `lost` counts photos and files that the database names but that were missing or changed in the data folder.
    """

    path: Path
    made_at: datetime
    size: int
    sha256: str
    figures: Figures
    lost: int = 0


def make_backup(desk: Desk, path: Path, watch: Watch | None = None) -> BackupMade:
    """Write a verified backup of the file, its photos and files to `path`, in any thread; what stood there is kept
    until then. A photo that is lost already does not keep the rest from being backed up.

    Raises NotAllowed (no place for a backup), StorageProblem (the disk of either side), Cancelled.
    """
    watch = watch or Watch()
    path = path.absolute()
    made_at = desk.now()
    with _target_in_words(path):
        _refuse_unsafe_place(desk.path, path)
        with complete_copy(desk.path, watch.part(0, 600)) as (copy, figures), replacing(path) as file:
            contents = Contents(copy, figures, store_beside(desk.path), tuple(copies.attached_files(copy)))
            packed = _pack_and_check(file, contents, made_at, watch.part(600, 900))
            file.flush()
            os.fsync(file.fileno())
            found = _read_back(Path(file.name), path, packed.seal, watch.part(900, 1000))
    if packed.lost:
        logger.error("Photos or files that are missing or changed in the data folder: %s", ", ".join(packed.lost))
    return BackupMade(path, made_at, found.size, packed.seal, figures, len(packed.lost))


def lost_files(count: int) -> Message:
    """What to say after a backup for which the data folder lacked some photos or files."""
    return Message(
        "{count} photo or file is missing from the data folder and so not in this backup. Keep the older backups too.",
        "{count} photos or files are missing from the data folder and so not in this backup. Keep the older backups "
        "too.",
        count=count,
    )


def _pack_and_check(file: BinaryIO, contents: Contents, made_at: datetime, watch: Watch) -> Packed:
    """Both read all of the copy and neither waits for the other."""
    with ThreadPoolExecutor(1, thread_name_prefix="check of a backup") as beside:
        check = beside.submit(refuse_damaged, contents.copy, watch)
        packed = write_backup(file, contents, __version__, made_at, watch)
        check.result()
    return packed


def _read_back(part: Path, path: Path, seal: str, watch: Watch) -> WholeBackup:
    """A stick may say it has stored what it has not."""
    try:
        found = read_backup(part, watch)
        if found.seal != seal:
            raise damaged(path.name)
        return found
    except NotAllowed as error:
        logger.error("A backup was read back other than it was written")
        raise StorageProblem(
            Message(
                "The drive of {folder} did not give back what was written to it. Choose another drive for the backup.",
                folder=Code(path.parent),
            )
        ) from error


def _refuse_unsafe_place(live: Path, path: Path) -> None:
    """Inside the data folder it would be lost with the file, or even take its place."""
    home = live.parent.resolve()
    place = path.resolve()
    if any(_is_same(folder, home) for folder in place.parents):
        raise NotAllowed(
            Message("A backup inside the data folder would be lost together with it. Choose another folder or drive.")
        )
    if path.is_dir():
        raise NotAllowed(Message("{file} is a folder. Name a file for the backup.", file=Code(path)))


def _is_same(folder: Path, home: Path) -> bool:
    return folder == home or (folder.exists() and home.exists() and folder.samefile(home))


@contextmanager
def _target_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise _target_problem(OSError(errno.ELOOP, "a link that leads to itself"), path.parent) from error
    except OSError as error:
        logger.error("The backup could not be written: %s", type(error).__name__)
        raise _target_problem(error, path.parent) from error


def _target_problem(error: OSError, folder: Path) -> StorageProblem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageProblem(
            Message(
                "There is no room for the backup in {folder}. Free some space there or choose another drive.",
                folder=Code(folder),
            )
        )
    return StorageProblem(
        Message(
            "The backup cannot be written to {folder}. Plug the drive in, or choose another folder.",
            folder=Code(folder),
        )
    )
