"""Writing a file so that a reader finds the old one or the new one, never half of it."""

from __future__ import annotations

import glob
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

_LONGEST_WRITING = 3600.0
_FIRST_WAIT, _LONGEST_WAIT, _PATIENCE = 0.01, 0.1, 2.0


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A new file beside `path` that takes its place when the block ends well.

    After any error the old file is untouched and nothing is left beside it. OSError when the disk refuses;
    PermissionError when another program keeps the old file open for longer than two seconds.
    """
    _sweep(path)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        patiently(lambda: os.replace(part, path))
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _sweep(path: Path) -> None:
    """Take away what a process that was killed half way left beside `path`; a living one is never that slow."""
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > _LONGEST_WRITING:
                left.unlink()


def replace_file(path: Path, content: bytes) -> None:
    """Give `path` a new content, all or nothing; errors as in `replacing`."""
    with replacing(path) as file:
        file.write(content)


def patiently(action: Callable[[], object], sleep: Callable[[float], None] = time.sleep) -> None:
    """Try again for two seconds while a virus scanner or an indexer of Windows holds the file."""
    waited, wait = 0.0, _FIRST_WAIT
    while True:
        try:
            action()
        except PermissionError:
            if waited >= _PATIENCE:
                raise
        else:
            return
        sleep(wait)
        waited, wait = waited + wait, min(wait + _FIRST_WAIT, _LONGEST_WAIT)


def sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder is flushed too; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
