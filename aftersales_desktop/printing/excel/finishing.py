"""Writing a workbook to its end beside the window: how far it is, stopped at any moment, whole or not there at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook

from aftersales_desktop.domain.errors import Cancelled, NotAllowed, StorageProblem
from aftersales_desktop.files import replacing
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.printing.excel.sheets import MOST_ROWS, new_book, save_book

_STEP, _FEW = 500, 20
_NAP = 0.001
Progress = Callable[[int, int], None]


class Tick:
    """Tells how far the work is, stops it when nobody wants it any more, and lets the window have its turn."""

    def __init__(self, total: int, progress: Progress | None, cancelled: Callable[[], bool] | None) -> None:
        self._done = 0
        self._total = total
        self._progress = progress
        self._cancelled = cancelled

    def __call__(self) -> None:
        """One more row."""
        if self._done % _FEW == 0:
            self.stop_if_unwanted()
        if self._done % _STEP == 0:
            self.look()
        self._done += 1

    def stop_if_unwanted(self) -> None:
        """Raises Cancelled when somebody stopped it."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def look(self) -> None:
        """Tell how far it is now."""
        self.stop_if_unwanted()
        if self._progress is not None:
            self._progress(self._done, self._total)
            time.sleep(_NAP)


class _StoppableFile:
    """An open file that asks before each write whether to go on: packing the sheets takes a good part of the time."""

    def __init__(self, file: BinaryIO, ask: Callable[[], object]) -> None:
        self._file = file
        self._ask = ask

    def write(self, content: bytes) -> int:
        self._ask()
        return self._file.write(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def refuse_too_many(*rows: int) -> None:
    """Raise NotAllowed when a sheet would have more rows than fit."""
    if max(rows) > MOST_ROWS:
        raise NotAllowed(Message("There are too many rows for one sheet. Choose a shorter period."))


@contextmanager
def finished_book(path: Path, title: str, tick: Tick) -> Iterator[Workbook]:
    """An empty workbook to fill; it takes its place at `path` once it is whole. Raises Cancelled, StorageProblem."""
    try:
        with new_book(title) as book:
            yield book
            with replacing(path) as file:
                save_book(book, _StoppableFile(file, tick.stop_if_unwanted))
                tick.stop_if_unwanted()
    except OSError as error:
        raise StorageProblem(
            Message("{file} cannot be written. Close it elsewhere, or choose another place.", file=Code(path.name))
        ) from error
