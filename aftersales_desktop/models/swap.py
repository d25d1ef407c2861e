"""How another file takes the place of the live one: killed at any moment it is before or after, never between.

A checked file waits under the name ``restored-DATE-TIME.db``. That it has this name is the decision: from then on every
start goes on where the last one stopped. The file it replaces is put aside together with its own write-ahead log,
because a log beside a file that it does not belong to mixes two histories
(https://www.sqlite.org/howtocorrupt.html, section 1.4).
"""

from __future__ import annotations

import glob
import os
from contextlib import suppress
from datetime import datetime
from itertools import count
from pathlib import Path

from aftersales_desktop.files import patiently, sync_folder

COMPANIONS = ("", "-wal", "-shm", "-journal")
PART = ".part"
_WAITING, _ASIDE = "restored-", "before-restore-"


def replace_live(path: Path, part: Path, at: datetime) -> Path:
    """Let the flushed file `part` of the same folder take the place of the closed live file; gives the one put aside.

    OSError when the disk refuses: then everything is as it was, or the next start goes on with it.
    """
    waiting = _free_name(path, f"{at:%Y%m%d-%H%M%S}")
    patiently(lambda: os.replace(part, waiting))
    sync_folder(path.parent)
    try:
        return _take_place(path, waiting)
    except OSError:
        _take_back(path, waiting)
        raise


def finish_replacing(path: Path) -> None:
    """What every start does first: end what was begun, and clear away what was never decided. OSError from the disk."""
    if not path.parent.is_dir():
        return
    for waiting in sorted(path.parent.glob(f"{_WAITING}*{glob.escape(path.suffix)}")):
        _take_place(path, waiting)
    for left in path.parent.glob(f"{glob.escape(path.stem)}-*{PART}*"):
        left.unlink(missing_ok=True)


def part_path(path: Path, name: str) -> Path:
    """Where an unfinished copy beside the live file stands; the next start clears it away."""
    return path.with_name(f"{path.stem}-{name}{PART}")


def _free_name(path: Path, moment: str) -> Path:
    """A name that neither a waiting file nor one put aside has."""
    for number in count(1):
        waiting = path.with_name(f"{_WAITING}{moment}{f'-{number}' if number > 1 else ''}{path.suffix}")
        if not waiting.exists() and not _aside(waiting).exists():
            return waiting
    raise AssertionError


def _aside(waiting: Path) -> Path:
    return waiting.with_name(_ASIDE + waiting.name.removeprefix(_WAITING))


def _take_place(path: Path, waiting: Path) -> Path:
    """As long as `waiting` has its name, whatever stands in its place belongs to the file that goes."""
    aside = _aside(waiting)
    if path.exists() and aside.exists():
        # An older release, which knows nothing of this, was started in the middle and has made a file of its own.
        aside = _aside(_free_name(path, waiting.stem.removeprefix(_WAITING)))
    for companion in COMPANIONS:
        _move_if_there(_with(path, companion), _with(aside, companion))
    sync_folder(path.parent)
    patiently(lambda: os.replace(waiting, path))
    sync_folder(path.parent)
    return aside


def _take_back(path: Path, waiting: Path) -> None:
    """The disk refused in the middle. The old file gets its name back first: as long as one waits, none may be lost."""
    with suppress(OSError):
        for companion in COMPANIONS:
            _move_if_there(_with(_aside(waiting), companion), _with(path, companion))
        sync_folder(path.parent)
        waiting.unlink()


def _move_if_there(old: Path, new: Path) -> None:
    if old.exists():
        patiently(lambda: os.replace(old, new))


def _with(path: Path, companion: str) -> Path:
    return path.with_name(path.name + companion)
