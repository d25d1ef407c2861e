"""Slow work beside the window: runs in a worker, comes back on the window's thread, is dropped when nobody waits."""

from __future__ import annotations

import inspect
import logging
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

_SWITCH_SECONDS = 0.001
"""How long a worker may keep Python to itself; the usual five milliseconds show in scrolling."""

logger = logging.getLogger(__name__)
Callback = Callable[[Any], object]


class Job:
    """One piece of work under way. The worker asks `cancelled()` and calls `report()`; the window calls `cancel()`.

    A plain object on purpose: a worker may be the last one to hold it, and must never destroy anything of Qt.
    """

    def __init__(self, owner: QObject, tell_progress: Callable[[int, int], None]) -> None:
        self._owner = weakref.ref(owner)
        self._tell_progress = tell_progress
        self._is_cancelled = False
        self._lock = threading.Lock()
        self._stop: Callable[[], object] | None = None

    def cancel(self) -> None:
        """Nobody wants the result any more."""
        with self._lock:
            self._is_cancelled = True
            if self._stop is not None:
                self._stop()

    @contextmanager
    def stopped_by(self, stop: Callable[[], object]) -> Iterator[None]:
        """From the worker: `cancel()` also calls `stop` while the block runs, such as the interrupt of its query."""
        with self._lock:
            self._stop = stop
        try:
            yield
        finally:
            with self._lock:
                self._stop = None

    def cancelled(self) -> bool:
        """Whether to stop: it was cancelled, or its owner is gone."""
        owner = self._owner()
        return self._is_cancelled or owner is None or not isValid(owner)

    def report(self, done: int, total: int) -> None:
        """From the worker: how far it is; reaches `on_progress` on the window's thread."""
        self._tell_progress(done, total)


class _Waiting(NamedTuple):
    """What to do when a job is done; callbacks of a widget do not keep it alive."""

    job: Job
    on_done: Callable[[], Callback | None]
    on_error: Callable[[], Callback | None]
    on_progress: Callable[[], Callable[[int, int], object] | None]


class Background(QObject):
    """Runs jobs in a few threads: a search need not wait for an export, an import and a backup at once.

    A job must open and close its own database connection.
    """

    _finished = Signal(int)
    _progressed = Signal(int, int, int)

    def __init__(self, parent: QObject | None = None, threads: int = 4) -> None:
        super().__init__(parent)
        self._count = threads
        self._waiting: dict[int, _Waiting] = {}
        self._futures: dict[int, Future[Any]] = {}
        self._number = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._progressed.connect(self._deliver_progress, Qt.ConnectionType.QueuedConnection)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        """Made with the first job: the first paint does not wait for threads."""
        from concurrent.futures import ThreadPoolExecutor

        sys.setswitchinterval(_SWITCH_SECONDS)
        return ThreadPoolExecutor(self._count, thread_name_prefix="background")

    def run(
        self,
        owner: QObject,
        work: Callable[[Job], Any],
        on_done: Callback,
        on_error: Callback | None = None,
        on_progress: Callable[[int, int], object] | None = None,
    ) -> Job:
        """Start `work(job)` in a worker; `on_done(result)` or `on_error(problem)` follow on the window's thread.

        Neither is called after `job.cancel()` or once `owner` is destroyed. Nobody waits for the error: it is logged.
        """
        self._number += 1
        number = self._number

        def tell_progress(done: int, total: int) -> None:
            self._progressed.emit(number, done, total)

        job = Job(owner, tell_progress)
        self._waiting[number] = _Waiting(job, _loosely(on_done), _loosely(on_error), _loosely(on_progress))
        self._futures[number] = self._threads.submit(self._work, number, job, work)
        return job

    def _work(self, number: int, job: Job, work: Callable[[Job], Any]) -> Any:
        try:
            return None if job.cancelled() else work(job)
        finally:
            self._finished.emit(number)

    def _deliver(self, number: int) -> None:
        future, waiting = self._futures.pop(number), self._waiting.pop(number)
        problem = future.exception()
        if waiting.job.cancelled():
            return
        callback = waiting.on_done() if problem is None else waiting.on_error()
        if callback is not None:
            callback(future.result() if problem is None else problem)
        elif problem is not None:
            logger.error("Work in the background failed", exc_info=problem)

    def _deliver_progress(self, number: int, done: int, total: int) -> None:
        waiting = self._waiting.get(number)
        callback = waiting.on_progress() if waiting and not waiting.job.cancelled() else None
        if callback is not None:
            callback(done, total)

    def is_idle(self) -> bool:
        """Whether no job is under way."""
        return not self._waiting

    def let_go(self, milliseconds: int = 5000) -> bool:
        """Cancel everything and wait; false if a worker did not stop in time. Others may still be started."""
        from concurrent.futures import wait

        for waiting in self._waiting.values():
            waiting.job.cancel()
        return not wait(self._futures.values(), milliseconds / 1000).not_done

    def stop(self, milliseconds: int = 5000) -> bool:
        """Cancel everything for good; false if a worker did not stop in time."""
        has_ended = self.let_go(milliseconds)
        self._threads.shutdown(wait=has_ended, cancel_futures=True)
        return has_ended


def _loosely(callback: Any) -> Callable[[], Any]:
    """A way to the callback that does not keep its widget alive."""
    if inspect.ismethod(callback) and isinstance(callback.__self__, QObject):
        return weakref.WeakMethod(callback)
    return lambda: callback
