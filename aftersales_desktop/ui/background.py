"""Slow work beside the window: runs in a worker, comes back on the window's thread, is dropped when nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

logger = logging.getLogger(__name__)


class Job(QObject):
    """One piece of work under way. The worker asks `cancelled()` and tells `report()`; the window calls `cancel()`."""

    progressed = Signal(int, int)
    _finished = Signal(object, object)

    def __init__(self, owner: QObject) -> None:
        super().__init__()
        self._owner = owner
        self._is_cancelled = False

    def cancel(self) -> None:
        """Nobody wants the result any more."""
        self._is_cancelled = True

    def cancelled(self) -> bool:
        """Whether the worker should stop; also true once the owner is gone."""
        return self._is_cancelled

    def report(self, done: int, total: int) -> None:
        """From the worker: how far it is; reaches `progressed` on the window's thread."""
        self.progressed.emit(done, total)

    def is_wanted(self) -> bool:
        """Whether somebody still waits for the result."""
        return not self._is_cancelled and isValid(self._owner)


class _Worker(QRunnable):
    def __init__(self, job: Job, work: Callable[[Job], Any]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._job = job
        self._work = work

    def run(self) -> None:
        try:
            result, error = None if self._job.cancelled() else self._work(self._job), None
        except Exception as problem:  # noqa: BLE001 - carried to the window's thread, where on_error decides
            result, error = None, problem
        self._job._finished.emit(result, error)


class Background(QObject):
    """Runs jobs in a small pool of threads. A job must open and close its own database connection."""

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: dict[Job, tuple[_Worker, Callable[[Any], None], Callable[[Exception], None] | None]] = {}

    def run(
        self,
        owner: QObject,
        work: Callable[[Job], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Start `work(job)` in a worker; `on_done(result)` or `on_error(problem)` follow on the window's thread.

        Neither is called after `job.cancel()` or once `owner` is destroyed.
        """
        job = Job(owner)
        worker = _Worker(job, work)
        self._running[job] = (worker, on_done, on_error)
        job._finished.connect(self._deliver)
        owner.destroyed.connect(job.cancel)
        self._pool.start(worker)
        return job

    @Slot(object, object)
    def _deliver(self, result: Any, error: Exception | None) -> None:
        job = self.sender()
        _worker, on_done, on_error = self._running.pop(job)
        if not job.is_wanted():
            return
        if error is None:
            on_done(result)
        elif on_error is not None:
            on_error(error)
        else:
            logger.error("Work in the background failed", exc_info=error)

    def is_idle(self) -> bool:
        """Whether no job is under way."""
        return not self._running

    def stop(self, milliseconds: int = 5000) -> bool:
        """Cancel everything and wait; false if a worker did not stop in time."""
        for job in self._running:
            job.cancel()
        return self._pool.waitForDone(milliseconds)
