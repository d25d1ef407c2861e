"""A long write beside the window: it has the file for itself meanwhile, and tells truly how it ended, stopped or not.

The window goes on reading. What it wants to save is refused in one sentence until this is done (DeskBusy).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.background import Background, Job

Progress = Callable[[int, int], None]
Stopped = Callable[[], bool]


class LongWrite(QObject):
    """One at a time. After `stop()` still comes `done` or `failed`: a stop may be too late."""

    done = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)

    def __init__(self, desk: Desk, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._background = background
        self._stop = threading.Event()
        self._is_running = False

    def is_running(self) -> bool:
        """Whether one is under way."""
        return self._is_running

    def start(self, write: Callable[[Progress, Stopped], Any]) -> None:
        """Run `write(progress, stopped)` in a worker on the writing connection."""
        stop = self._stop = threading.Event()
        self._is_running = True
        desk = self._desk

        def work(job: Job) -> Any:
            with desk.borrowed():
                return write(job.report, lambda: stop.is_set() or job.cancelled())

        self._background.run(self, work, self._on_done, self._on_failed, self._on_progress)

    def stop(self) -> None:
        """Ask it to take everything back."""
        self._stop.set()

    def _on_progress(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    def _on_done(self, result: Any) -> None:
        self._is_running = False
        self.done.emit(result)

    def _on_failed(self, problem: Exception) -> None:
        self._is_running = False
        self.failed.emit(problem)
