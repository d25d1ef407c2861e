"""A long piece of work in front of the receptionist: a progress bar and a way to stop it, while a worker does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar, QWidget
from shiboken6 import isValid

from aftersales_desktop.domain.errors import Cancelled, DeskError
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.sheet import Sheet


@dataclass(frozen=True)
class Outcome:
    """What came of it: a result, or the problem that ended it; neither when the person stopped it."""

    result: Any = None
    problem: DeskError | None = None


Told = Callable[[Outcome], object]


class WorkSheet(QObject):
    """One such piece of work, in front of the window or, where `run` is given `later`, also behind it."""

    def __init__(self, kit: Kit, window: QWidget, title: str, *, stop: str = "") -> None:
        super().__init__(window)
        self._kit, self._window, self._title = kit, window, title
        self._stop = stop or kit.words("Cancel")
        self._outcome: Outcome | None = None
        self._error: Exception | None = None
        self._later: Told | None = None
        self._sheet: Sheet | None = None
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)

    def run(self, work: Callable[[Watch], Any], later: Told | None = None) -> Outcome | None:
        """Let a worker do it, and come back when it is done, refused or stopped.

        With `later` the person may also go on working: then None comes back at once, and `later` is told in the end.
        Whatever is no refusal is raised here, on the window's thread.
        """
        sheet = self._make_sheet(can_wait=later is not None)
        job = self._kit.background.run(self, partial(_work, work), self._done, self._failed, self._show_progress)
        wants_to_go_on = sheet.ask() and later is not None
        self._sheet = None
        if wants_to_go_on and not self._is_over():
            self._later = later
            return None
        if not self._is_over():
            job.cancel()
        self.deleteLater()
        if self._error is not None:
            raise self._error
        return self._outcome or Outcome()

    def _make_sheet(self, *, can_wait: bool) -> Sheet:
        if can_wait:
            verb = self._kit.words("Work on meanwhile")
            sheet = Sheet(self._kit, self._window, self._title, "", verb, refuse=self._stop)
        else:
            sheet = Sheet(self._kit, self._window, self._title, "", self._stop)
            sheet.refuse_button.hide()
        sheet.body.addWidget(self._bar)
        self._sheet = sheet
        return sheet

    def _is_over(self) -> bool:
        return self._outcome is not None or self._error is not None

    def show_still(self) -> Sheet:
        """The sheet half way, with nothing under way: what the tour looks at."""
        self._show_progress(2, 5)
        self.deleteLater()
        return self._make_sheet(can_wait=True)

    def _done(self, result: Any) -> None:
        self._end(Outcome(result))

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self._end(Outcome())
        elif isinstance(problem, DeskError):
            self._end(Outcome(problem=problem))
        else:
            self._error = problem
            self._end(None)

    def _end(self, outcome: Outcome | None) -> None:
        self._outcome = outcome
        if self._sheet is not None:
            self._sheet.refuse()
            return
        self.deleteLater()
        if self._error is not None:
            raise self._error
        self._later(outcome)

    def _show_progress(self, done: int, total: int) -> None:
        if isValid(self._bar):
            self._bar.setRange(0, max(total, 1))
            self._bar.setValue(done)


def _work(work: Callable[[Watch], Any], job: Job) -> Any:
    return work(Watch(job.report, job.cancelled))
