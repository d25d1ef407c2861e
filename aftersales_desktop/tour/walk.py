"""One window on a demo of its own, looked at stop by stop."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.app import Program
from aftersales_desktop.config import DataFolder, WindowSettings, save_window_settings
from aftersales_desktop.i18n import Words
from aftersales_desktop.tour.papers import draw_papers, write_month_of_demo
from aftersales_desktop.tour.stops import STOPS
from aftersales_desktop.ui.theme import make_application
from aftersales_desktop.ui.widgets.toast import Toast

SIZE = (1366, 688)
SECONDS_TO_START = 120
Say = Callable[[str], None]


class TourProblem(Exception):
    """Something on the way did not work."""


class Tour:
    """One window on a demo of its own, looked at stop by stop."""

    def __init__(self, program: Program, out: Path) -> None:
        self.program = program
        self.out = out
        self.pictures = 0

    @property
    def window(self) -> QWidget:
        """The window as it is now."""
        return self.program.window

    def wait(self, milliseconds: int = 60) -> None:
        """Let the window work."""
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def wait_until(self, is_true: Callable[[], bool], what: str, seconds: float = 10) -> None:
        """Let the window work until something is so; TourProblem when it does not come."""
        for _step in range(int(seconds * 50)):
            if is_true():
                return
            self.wait(20)
        raise TourProblem(f"{what} did not come")

    def settle(self) -> None:
        """Until nothing is under way beside the window."""
        self.wait()
        self.wait_until(self.program.background.is_idle, "rest")
        self.wait()

    def clear_toasts(self) -> None:
        """Take away what the last stop was told, so that it does not lie over the next one."""
        for toast in self.window.findChildren(Toast):
            toast.leave()

    def picture(self, name: str) -> None:
        """Keep what the window shows."""
        self.settle()
        path = self.out / "screens" / f"{name}.png"
        if not self.window.grab().save(str(path)):
            raise TourProblem(f"{path} could not be written")
        self.pictures += 1


def take_tour(out: Path, language: str, *, dark: bool, say: Say) -> int:
    """Walk everything once; gives 0, or 1 when anything went wrong on the way."""
    (out / "screens").mkdir(parents=True, exist_ok=True)
    (out / "papers").mkdir(parents=True, exist_ok=True)
    app = QApplication.instance() or make_application("tour")
    with tempfile.TemporaryDirectory(prefix="aftersales-tour-") as folder:
        data = DataFolder(Path(folder))
        look = WindowSettings(language=language, theme="dark" if dark else "light")
        save_window_settings(data.window_settings, look)
        program = Program(app, data, demo=True)
        errors: list[str] = []
        program.error_happened.connect(errors.append)
        try:
            tour = _begin(program, out)
            for stop in STOPS:
                stop(tour)
                tour.clear_toasts()
            papers = draw_papers(program.context.desk, out / "papers", Words(language))
            write_month_of_demo(program.context.desk, out / "month.xlsx", Words(language))
        finally:
            program.window.close()
    for error in errors:
        say(error)
    say(f"{tour.pictures} screens, {papers} papers, 1 workbook")
    return 1 if errors else 0


def _begin(program: Program, out: Path) -> Tour:
    tour = Tour(program, out)
    program.window.resize(*SIZE)
    program.show()
    tour.wait_until(lambda: program.furniture is not None, "the first screen", SECONDS_TO_START)
    program.window.resize(*SIZE)
    program.window.activateWindow()
    tour.settle()
    return tour
