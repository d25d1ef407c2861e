"""A whole window on a real file, with a receptionist's keyboard and a printer that only remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.i18n import Words
from aftersales_desktop.services import catalogue, demo, lists
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.work import Desk, close_desk, open_desk
from aftersales_desktop.ui.background import Background
from aftersales_desktop.ui.context import AppContext, ChangeBus, Navigator
from aftersales_desktop.ui.furniture import Furniture
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.notifier import WindowNotifier
from aftersales_desktop.ui.paper_desk import PaperDesk
from aftersales_desktop.ui.physical_keys import PersianLayout
from aftersales_desktop.ui.preferences import Preferences
from aftersales_desktop.ui.scanner import ScanCatcher
from aftersales_desktop.ui.theme import Theme, load_fonts
from aftersales_desktop.ui.widgets.kit import Kit
from tests.templates import NOW, Templates
from tests.ui.keys import press, strike, write

PRINTERS = dict.fromkeys(("intake-receipt", "device-label", "warranty-card", "list"), "Counter printer")
SCANNER_GAP = 0.004
LOOKS_AT_REST = 2


class ScannerClock:
    """Each key comes a scanner's moment after the one before, or a person's."""

    def __init__(self) -> None:
        self.now, self.gap = 100.0, 0.2

    def __call__(self) -> float:
        self.now += self.gap
        return self.now


@dataclass
class Counter:
    """The receptionist's side of the counter."""

    desk: Desk
    window: MainWindow
    context: AppContext
    furniture: Furniture
    clock: ScannerClock
    catcher: ScanCatcher
    printed: list[tuple[bytes, str, str]] = field(default_factory=list)

    def focus(self) -> QWidget:
        """Where the keys go."""
        return QApplication.focusWidget()

    def type(self, text: str) -> None:
        """Type text in any script into whatever has the cursor."""
        write(self.focus(), text)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key that may be a shortcut."""
        QTest.keyClick(self.focus() or self.window, key, modifiers)

    def scan(self, code: str, layout: PersianLayout | None) -> None:
        """What a scanner does while a keyboard layout is active."""
        self.clock.now += 1
        self.clock.gap = SCANNER_GAP
        target = self.focus() or self.window
        for character in code:
            strike(target, character, layout)
        press(target, Qt.Key.Key_Return, "\r")
        self.clock.gap = 0.2
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way beside the window, and what came of it has been done."""
        calm = 0
        for wait in (*[1] * 10, *[10] * 1000):
            QTest.qWait(wait)
            calm = calm + 1 if self.context.kit.background.is_idle() else 0
            if calm == LOOKS_AT_REST:
                return
        raise AssertionError("the window did not come to rest")


def set_up(desk: Desk) -> None:
    """A centre whose settings are made, with one model."""
    demo.fill_basics(desk)
    category = next(row for row in catalogue.list_categories(desk) if row.code == "dishwasher")
    catalogue.add_model(desk, category_id=category.id, brand="Bosch", name="SMS46MI01")
    save_settings(desk, is_set_up=True, centre_name="مرکز خدمات پارس", centre_phone="02166512040", printers=PRINTERS)


@pytest.fixture
def open_counter(qtbot, qapp, tmp_path: Path, templates: Templates) -> Iterator[Callable[..., Counter]]:
    made: list[Counter] = []

    def make(
        language: str, *, text_size: int = 14, size: tuple[int, int] = (1366, 768),
        filled: Callable[[Desk], object] = set_up,
    ) -> Counter:  # fmt: skip
        load_fonts()
        path = templates.copy(f"{filled.__module__}.{filled.__name__}", filled, tmp_path)
        desk = open_desk(path, "sara", clock=lambda: NOW)
        words = Words(language)
        theme = Theme(False, text_size, words.right_to_left)
        theme.apply(qapp)
        background = Background()
        window = MainWindow(Kit(words, theme, desk.today, background), lambda: NOW)
        qtbot.addWidget(window)
        window.resize(*size)
        counter = _furnish(window, desk, qapp, tmp_path)
        made.append(counter)
        with qtbot.waitActive(window):
            window.show()
        counter.furniture.show_tab("today")
        counter.settle()
        return counter

    yield make
    for counter in made:
        counter.catcher.stop()
        counter.context.kit.background.stop()
        counter.context.changes.stop()
    close_desk()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _furnish(window: MainWindow, desk: Desk, app: QApplication, folder: Path) -> Counter:
    notifier = WindowNotifier(window.kit, window)
    papers = PaperDesk(desk, window.kit, notifier, window, folder / "papers")
    context = AppContext(
        desk, window.kit, notifier, ChangeBus(desk, window), Navigator(window), lambda: papers,
        Preferences(folder / "window.json", window),
    )  # fmt: skip
    furniture = Furniture(context, window)
    clock = ScannerClock()
    catcher = ScanCatcher(app, clock=clock)
    catcher.scanned.connect(furniture.on_scan)
    counter = Counter(desk, window, context, furniture, clock, catcher)
    papers.send = lambda content, printer, title: counter.printed.append((content, printer, title))
    return counter


def open_orders(desk: Desk) -> list[lists.OrderListRow]:
    """Every open order, newest first."""
    return lists.source(desk, "orders", "open").first_rows("received", True, 100)
