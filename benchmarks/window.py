"""The window on a file of its own, offscreen: how long it takes and how late its event loop is meanwhile."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from aftersales_desktop.i18n import Words
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.context import AppContext, ChangeBus, Navigator
from aftersales_desktop.ui.furniture import Furniture
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.notifier import WindowNotifier
from aftersales_desktop.ui.paper_desk import PaperDesk
from aftersales_desktop.ui.preferences import Preferences
from aftersales_desktop.ui.theme import Theme, load_fonts
from aftersales_desktop.ui.widgets.kit import Kit
from benchmarks.ten_years import NOW, now


@dataclass(frozen=True)
class Opened:
    """A furnished window."""

    app: QApplication
    desk: Desk
    window: MainWindow
    context: AppContext
    furniture: Furniture

    def settle(self) -> None:
        """Until nothing is under way beside the window."""
        until(self.context.kit.background.is_idle)


def application() -> QApplication:
    """The one of this process."""
    return QApplication.instance() or QApplication([])


def until(is_done: Callable[[], bool], seconds: float = 60) -> None:
    """Let the event loop run, and sleep as it does at the counter, until something is true; looked at each 1 ms."""
    if is_done():
        return
    loop, last = QEventLoop(), time.monotonic() + seconds
    timer = QTimer(interval=1)
    timer.timeout.connect(lambda: loop.quit() if is_done() or time.monotonic() > last else None)
    timer.start()
    loop.exec()
    timer.stop()
    if not is_done():
        raise TimeoutError("the window did not come to rest")


@contextmanager
def open_window(path: Path, folder: Path, language: str = "fa") -> Iterator[Opened]:
    """The program's window on a file, as `app.py` builds it."""
    app = application()
    load_fonts()
    words = Words(language)
    theme = Theme(False, 14, words.right_to_left)
    theme.apply(app)
    desk = open_desk(path, clock=now)
    background = Background()
    window = MainWindow(Kit(words, theme, desk.today, background), lambda: NOW)
    notifier = WindowNotifier(window.kit, window)
    context = AppContext(
        desk, window.kit, notifier, ChangeBus(desk, window), Navigator(window),
        PaperDesk(desk, window.kit, notifier, window, folder / "papers"),
        Preferences(folder / "window.json", window),
    )  # fmt: skip
    opened = Opened(app, desk, window, context, Furniture(context, window))
    window.show()
    opened.furniture.show_tab("today")
    opened.settle()
    try:
        yield opened
    finally:
        background.stop()
        context.changes.stop()
        window.close()
        window.deleteLater()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        close_desk()


@dataclass
class Lateness:
    """How late a timer of the event loop comes that is due every 10 ms."""

    every: int = 10
    late: list[float] = field(default_factory=list)
    _last: float = 0.0

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Measure while the block runs the event loop."""
        timer = QTimer(interval=self.every)
        timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        timer.start()
        yield
        timer.stop()

    def _tick(self) -> None:
        at = time.perf_counter()
        self.late.append(max(0.0, (at - self._last) * 1000 - self.every))
        self._last = at
