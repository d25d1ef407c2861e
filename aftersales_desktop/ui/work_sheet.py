"""A long piece of work in front of the receptionist: a progress bar and a way to stop it, while a worker does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QProgressBar, QWidget

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


class WorkSheet(QObject):
    """One such piece of work; `run` comes back when it is done, refused or stopped."""

    def __init__(self, kit: Kit, window: QWidget, title: str, *, text: str = "", stop: str = "") -> None:
        super().__init__(window)
        self._kit = kit
        self._outcome: Outcome | None = None
        self._error: Exception | None = None
        self._sheet = Sheet(kit, window, title, text, stop or kit.words("Cancel"))
        self._sheet.refuse_button.hide()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(title)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._sheet.body.addWidget(self._bar)

    def run(self, work: Callable[[Watch], Any]) -> Outcome:
        """Let a worker do it. Whatever is no refusal is raised here, on the window's thread."""
        job = self._kit.background.run(self, partial(_work, work), self._done, self._failed, self._show_progress)
        self._sheet.ask()
        if self._outcome is None and self._error is None:
            job.cancel()
        self.deleteLater()
        if self._error is not None:
            raise self._error
        return self._outcome or Outcome()

    def show_still(self) -> Sheet:
        """The sheet half way, with nothing under way: what the tour looks at."""
        self._show_progress(2, 5)
        self._sheet.show()
        self._sheet.raise_()
        return self._sheet

    def _done(self, result: Any) -> None:
        self._outcome = Outcome(result)
        self._sheet.refuse()

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Cancelled):
            self._outcome = Outcome()
        elif isinstance(problem, DeskError):
            self._outcome = Outcome(problem=problem)
        else:
            self._error = problem
        self._sheet.refuse()

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)


def _work(work: Callable[[Watch], Any], job: Job) -> Any:
    return work(Watch(job.report, job.cancelled))
