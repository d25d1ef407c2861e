"""A file on its way into the store, and out again: what is refused, and a copy for other programs.

Nothing here asks the database, so all of it may run in a worker beside the window.
"""

from __future__ import annotations

import errno
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aftersales_desktop.domain.attachments import (
    MADE_SMALLER,
    MOST_BYTES,
    FileKind,
    media_type,
    shown_name,
    usual_kind,
    with_ending,
)
from aftersales_desktop.domain.errors import NotAllowed, NotFound, StorageProblem
from aftersales_desktop.files import replace_file
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services import photos
from aftersales_desktop.services.attachments import KeptFile
from aftersales_desktop.services.file_store import Condition, FileChangedError, FileMissingError, store_beside
from aftersales_desktop.services.photos import Pixels
from aftersales_desktop.services.work import storage_problem

_JPEG = "image/jpeg"


def keep_file(database: Path, path: Path, photo_kind: FileKind = FileKind.PHOTO) -> KeptFile:
    """Read a file and put its content into the store of a database.

    Raises NotAllowed with a sentence for a folder, an empty, far too large or unreadable file, or one of the program's
    own; StorageProblem when the disk of the data folder refuses.
    """
    name = shown_name(path.name)
    _refuse_own(database, path, name)
    return keep_content(database, _read(path, name), name, photo_kind)


def keep_content(
    database: Path, content: bytes, name: str, photo_kind: FileKind = FileKind.PHOTO, kind: FileKind | None = None
) -> KeptFile:
    """Put a content into the store of a database; pictures are for `photo_kind`, large ones are made smaller.

    `kind` says what the file is for, whatever it looks like. Raises as `keep_file`.
    """
    name = shown_name(name)
    if not content:
        raise NotAllowed(Message("{file} is empty. Choose another file.", file=Code(name)))
    if len(content) > MOST_BYTES:
        raise _too_large(name)
    media = media_type(name, content)
    kind = kind or usual_kind(media, photo_kind)
    taken_at = photos.taken_at(content) if media.startswith("image/") else None
    smaller = photos.smaller_photo(content) if kind in MADE_SMALLER else None
    if smaller is not None:
        content, name, media = smaller, with_ending(name, "jpg"), _JPEG
    try:
        sha256 = store_beside(database).keep(content)
    except OSError as error:
        raise storage_problem(error) from error
    return KeptFile(sha256, name, media, len(content), kind, taken_at)


def read_kept(database: Path, sha256: str, name: str) -> bytes:
    """A content out of the store, verified. Raises NotFound with a sentence when it is missing or was changed."""
    try:
        return store_beside(database).read(sha256)
    except FileMissingError as error:
        raise NotFound(
            Message(
                "{file} is missing from the data folder. Add it again if you have it, or go back to a backup that has "
                "it.",
                file=Code(name),
            )
        ) from error
    except (FileChangedError, OSError) as error:
        raise NotFound(
            Message(
                "{file} was changed or damaged in the data folder. Add it again if you have it, or go back to a backup "
                "that has it.",
                file=Code(name),
            )
        ) from error


@dataclass(frozen=True)
class Thumbnail:
    """How a content is found in the store, and the small picture of it where it is one."""

    condition: Condition
    pixels: Pixels | None = None


def thumbnail_of(database: Path, sha256: str, width: int, height: int) -> Thumbnail:
    """Read a content for a box of so many pixels; never raises for one that is missing or no picture."""
    try:
        content = store_beside(database).read(sha256)
    except FileMissingError:
        return Thumbnail(Condition.MISSING)
    except (FileChangedError, OSError):
        return Thumbnail(Condition.CHANGED)
    return Thumbnail(Condition.WHOLE, photos.thumbnail(content, width, height))


def save_copy(database: Path, sha256: str, name: str, target: Path) -> Path:
    """Write a copy for the person, all or nothing. Raises NotFound, NotAllowed (inside the data folder),
    StorageProblem.
    """
    content = read_kept(database, sha256, name)
    if database.absolute().parent.resolve() in target.absolute().resolve().parents:
        raise NotAllowed(Message("Choose a place outside the data folder for the copy."))
    try:
        replace_file(target, content)
    except OSError as error:
        raise _cannot_write(error, target) from error
    return target


def _refuse_own(database: Path, path: Path, name: str) -> None:
    """Opening the live file by any way but SQLite drops its locks, see models/database.py."""
    home = database.absolute().parent.resolve()
    with _in_words(name):
        if home in path.absolute().resolve().parents:
            raise NotAllowed(Message("{file} is one of the program's own. Choose another file.", file=Code(name)))


def _read(path: Path, name: str) -> bytes:
    with _in_words(name):
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise NotAllowed(Message("{file} is a folder. Open it and choose the files in it.", file=Code(name)))
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "not a file")
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        raise NotAllowed(Message("{file} cannot be read. Choose another file.", file=Code(name))) from error


def _too_large(name: str) -> NotAllowed:
    return NotAllowed(
        Message(
            "{file} is larger than {megabytes} MB. Choose a smaller one.",
            file=Code(name),
            megabytes=MOST_BYTES // 1_000_000,
        )
    )


def _cannot_write(error: OSError, target: Path) -> StorageProblem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageProblem(
            Message("There is no room for the copy in {folder}. Choose another place.", folder=Code(target.parent))
        )
    return StorageProblem(Message("{file} cannot be written. Choose another place.", file=Code(target)))
