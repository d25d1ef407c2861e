"""Puts services and screens into a painted shell. Imported only after the first paint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from aftersales_desktop.config import DataFolder
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.clipboard import CleanClipboard
from aftersales_desktop.ui.context import AppContext, ChangeBus, Navigator
from aftersales_desktop.ui.furniture import Furniture
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.notifier import WindowNotifier
from aftersales_desktop.ui.preferences import Preferences

if TYPE_CHECKING:
    from aftersales_desktop.ui.paper_desk import PaperDesk


def furnish(
    window: MainWindow, desk: Desk, preferences: Preferences, folder: DataFolder
) -> tuple[AppContext, Furniture]:
    """Give the window its screens."""
    notifier = WindowNotifier(window.kit, window)
    changes = ChangeBus(desk, window)

    def make_papers() -> PaperDesk:
        from aftersales_desktop.ui.paper_desk import PaperDesk

        return PaperDesk(desk, window.kit, notifier, window, folder.path / "papers")

    context = AppContext(desk, window.kit, notifier, changes, Navigator(window), make_papers, preferences)
    furniture = Furniture(context, window)
    furniture.do_later(partial(_watch_scanner, context, furniture))
    CleanClipboard(window)
    return context, furniture


def _watch_scanner(context: AppContext, furniture: Furniture) -> None:
    from aftersales_desktop.ui.scanning import watch_scanner

    watch_scanner(context, furniture)


def fill_demo_if_empty(desk: Desk) -> None:
    """The demo's own folder is filled at its first start."""
    if not load_settings(desk).is_set_up:
        from aftersales_desktop.services import demo

        demo.fill_demo(desk, today=desk.today())


def run_first_start(context: AppContext, window: MainWindow, *, ask_language: bool) -> None:
    """The wizard, once; later starts go straight to work."""
    if ask_language or not load_settings(context.desk).is_set_up:
        from aftersales_desktop.ui.wizard import FirstStart

        FirstStart(context, window, ask_language=ask_language).open()
