"""Data folders that many tests begin with: each is made once in a run, by whichever worker comes first, and copied."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from aftersales_desktop.services.demo import fill_demo
from aftersales_desktop.services.work import Desk, close_desk, open_desk

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""Monday 2 Azar 1405, 11:30 in Tehran."""


class Templates:
    """`folder` is the same for all workers of a run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def copy(self, name: str, fill: Callable[[Desk], object], to: Path, now: datetime | None = NOW) -> Path:
        """Put a data folder of this name at `to`, which may be there already; gives its database.

        `fill(desk)` makes it when nobody has yet, at a moment, or by the real clock.
        """
        made = self._folder / name
        if not made.exists():
            self._make(made, fill, now)
        shutil.copytree(made, to, dirs_exist_ok=True)
        return to / "data.db"

    def _make(self, made: Path, fill: Callable[[Desk], object], now: datetime | None) -> None:
        self._folder.mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(dir=self._folder))
        path = making / "data.db"
        fill(open_desk(path) if now is None else open_desk(path, "test", lambda: now))
        close_desk()
        try:
            making.rename(made)
        except OSError:  # another worker was quicker
            shutil.rmtree(making)


def shared_folder(base: Path) -> Path:
    """Where the templates of a run lie: beside the folders of its workers."""
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "templates"


def nothing(_desk: Desk) -> None:
    """For a file as it is after the very first start."""


def demo(desk: Desk) -> None:
    """For the demo as of the desk's day."""
    fill_demo(desk, today=desk.today())
