"""A file for another program to show: a copy that can only be read, outside the data folder, under its shown name."""

from __future__ import annotations

import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from aftersales_desktop.domain.attachments import may_be_opened, shown_name
from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services.kept_files import read_kept
from aftersales_desktop.services.work import storage_problem

_PREFIX = "aftersales-shown-"
_LONGEST_LOOK = 86_400.0
"""Seconds after which nobody looks at a copy any more."""


def copy_to_show(database: Path, sha256: str, name: str) -> Path:
    """A verified copy in a folder of its own; what was shown a day ago is cleared away. Runs in any thread.

    Raises NotAllowed for whatever the system would run, NotFound for a missing or changed content, StorageProblem.
    """
    name = shown_name(name)
    if not may_be_opened(name):
        raise NotAllowed(
            Message("{file} may be a program and is not opened here. Save a copy to look into it.", file=Code(name))
        )
    content = read_kept(database, sha256, name)
    try:
        clear_shown(time.time() - _LONGEST_LOOK)
        path = Path(tempfile.mkdtemp(prefix=_PREFIX)) / name
        path.write_bytes(content)
        path.chmod(stat.S_IREAD)
    except OSError as error:
        raise storage_problem(error) from error
    return path


def clear_shown(before: float) -> None:
    """Delete the copies that were made before a moment; those that another program holds stay."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            if folder.stat().st_mtime < before:
                for path in folder.iterdir():
                    path.chmod(stat.S_IREAD | stat.S_IWRITE)
                    path.unlink()
                os.rmdir(folder)
