"""The store beside the database: photos and files, each under the SHA-256 of its content.

The name says what must be inside, so a changed file is found, the same content is kept once, and two copies of a store
can only differ by what one of them lacks. Nothing in it is ever changed or deleted by the program.
"""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aftersales_desktop.files import replace_file, sync_folder

FOLDER = "files"
_WRITING = threading.Lock()


class Condition(StrEnum):
    """How a file that should be in the store is found."""

    WHOLE = "whole"
    MISSING = "missing"
    CHANGED = "changed"


class FileMissingError(Exception):
    """The content is not in the store."""


class FileChangedError(Exception):
    """What lies there is not what was kept."""


@dataclass(frozen=True)
class FileStore:
    """The folder with all contents; made with the first one. Used from any thread."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where a content lies, or would lie."""
        return self.folder / sha256[:2] / sha256

    def keep(self, content: bytes) -> str:
        """Put a content on the disk for good and give its SHA-256; one that is there whole is not written again.

        A damaged one is put right by it. OSError when the disk refuses: then nothing half is left under the name.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        path = self.path(sha256)
        with _WRITING:
            if self.condition(sha256) is not Condition.WHOLE:
                for folder in (self.folder, path.parent):
                    _make_folder(folder)
                replace_file(path, content)
        return sha256

    def read(self, sha256: str) -> bytes:
        """A content, as it was kept. Raises FileMissingError, FileChangedError, OSError."""
        try:
            content = self.path(sha256).read_bytes()
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise FileMissingError(sha256) from error
        if hashlib.sha256(content).hexdigest() != sha256:
            raise FileChangedError(sha256)
        return content

    def condition(self, sha256: str) -> Condition:
        """Read a content and say how it is found; one that the disk does not give back counts as changed."""
        try:
            self.read(sha256)
        except FileMissingError:
            return Condition.MISSING
        except (FileChangedError, OSError):
            return Condition.CHANGED
        return Condition.WHOLE


def store_beside(database: Path) -> FileStore:
    """The store that belongs to a database file."""
    return FileStore(database.absolute().parent / FOLDER)


def _make_folder(folder: Path) -> None:
    """A new folder survives a power cut only when the one above it is flushed."""
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)
