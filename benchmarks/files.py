"""A backup and a restore of thousands of photos against bare copying.

python -m benchmarks.files [PHOTOS]      ends with 1 when a figure is above its target

The floor of the backup is the least that could be done: read every photo and take its SHA-256, write all of them into
one file that is flushed, and read that file back. The floor of the restore writes each photo into a file of its own and
flushes it; ours flushes the folder as well, so that the name survives a power cut too. A photo has about 100 kB.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import Holder, KeptFile
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.file_store import store_beside
from aftersales_desktop.services.restore import stage_restore
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from benchmarks.figures import HEADING, Figure
from tests.services.counter import Counter

PHOTOS, BYTES, ROUNDS = 2000, 100_000, 3
MOST_BACKUP, MOST_RESTORE = 4.0, 4.0


def filled_desk(folder: Path, count: int) -> Desk:
    """A desk with so many photos on one order; they begin like JPEG and do not shrink."""
    desk = open_desk(folder / "data.db")
    order = Counter(desk).order()
    chance, store = random.Random(1), store_beside(desk.path)
    kept = []
    for place in range(count):
        sha256 = store.keep(b"\xff\xd8\xff" + chance.randbytes(BYTES))
        kept.append(KeptFile(sha256, f"{place}.jpg", "image/jpeg", BYTES + 3, FileKind.PHOTO))
    attachments.attach(desk, Holder("service_order", order.uuid), kept)
    return desk


def shortest(act: Callable[[], object]) -> float:
    """Seconds of the shortest of a few rounds."""
    taken = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        act()
        taken.append(time.perf_counter() - began)
    return min(taken)


def copy_bare(desk: Desk, out: Path) -> None:
    """Everything into one file, flushed, and read back."""
    with out.open("wb") as file:
        for path in sorted(store_beside(desk.path).folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                hashlib.sha256(content).hexdigest()
                file.write(content)
        os.fsync(file.fileno())
    with out.open("rb") as file:
        while file.read(1 << 20):
            pass


def write_bare(count: int, folder: Path) -> None:
    """Each photo into a file of its own, flushed."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    content = bytes(BYTES)
    for place in range(count):
        with (folder / str(place)).open("wb") as file:
            file.write(content)
            os.fsync(file.fileno())


def restore_into_nothing(backup: Path, folder: Path) -> None:
    """As on a new computer."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    stage_restore(folder / "data.db", backup)


def main(count: int) -> int:
    """Measure and print; 1 when something is above its target."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "desk").mkdir()
        desk = filled_desk(folder / "desk", count)
        floor = shortest(lambda: copy_bare(desk, folder / "bare"))
        backup = shortest(lambda: make_backup(desk, folder / "backup.zip"))
        floor_back = shortest(lambda: write_bare(count, folder / "bare files"))
        back = shortest(lambda: restore_into_nothing(folder / "backup.zip", folder / "new"))
        close_desk()
    figures = (
        Figure(f"backup of {count:,} photos / bare copy of them", backup, MOST_BACKUP, floor, unit="s"),
        Figure("  put back / each written and flushed bare", back, MOST_RESTORE, floor_back, unit="s"),
    )
    print(HEADING, *(figure.line() for figure in figures), sep="\n")
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else PHOTOS))
