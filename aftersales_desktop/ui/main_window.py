"""The frame around the screens: bars, keys, and the way from one screen to another. It knows no screen by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.hint_bar import HintBar
from aftersales_desktop.ui.side_bar import SideBar
from aftersales_desktop.ui.tabs import TABS
from aftersales_desktop.ui.top_bar import TopBar
from aftersales_desktop.ui.widgets.kit import Kit

if TYPE_CHECKING:
    from aftersales_desktop.ui.widgets.search_results import Answer

SMALLEST = (1280, 660)


class MainWindow(QMainWindow):
    """Painted bare at first; `furnish` gives it its screens once the file is open."""

    closing = Signal()

    def __init__(self, kit: Kit, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.kit = kit
        self.furniture: Any = None
        self.setWindowTitle(kit.words("Aftersales Desktop"))
        self.setMinimumSize(*SMALLEST)
        self.resize(1366, 768)
        self.side = SideBar(kit, TABS)
        self.top = TopBar(kit, self._find, now)
        self.pages = QStackedWidget()
        self.pages.setObjectName("pages")
        self.hints = HintBar(kit)
        self.side.choose(TABS[0].key)
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.pages, 1)
        upper = QHBoxLayout()
        upper.setSpacing(0)
        upper.addWidget(self.side)
        upper.addLayout(right, 1)
        whole = QWidget()
        whole.setObjectName("content")
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(upper, 1)
        layout.addWidget(self.hints)
        self.setCentralWidget(whole)

    def furnish(self, furniture: Any) -> None:
        """Take what is made once the file is open: screens and search."""
        self.furniture = furniture
        self.side.tab_chosen.connect(furniture.show_tab)
        self.top.intake_asked.connect(furniture.new_intake)
        self.top.search.opened.connect(furniture.open_hit)
        self.top.search.action_asked.connect(furniture.add_customer_like)
        self.top.search.set_last_row(furniture.last_search_row)

    def strip(self) -> None:
        """Take everything out, to be replaced by another window: a new style sheet would dress all of it once more.

        What was painted stays to be seen.
        """
        self.setUpdatesEnabled(False)
        for child in self.children():
            if child.isWidgetType() or child is self.furniture:
                child.deleteLater()
        self.furniture = None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def come_to_front(self) -> None:
        """A second start wants this window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def place_text(self) -> str:
        """Size and place, as text for the settings."""
        return bytes(self.saveGeometry().toBase64()).decode()

    def take_place(self, text: str) -> None:
        """Go back to where the window was."""
        if text:
            self.restoreGeometry(QByteArray.fromBase64(text.encode()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An input with nothing to undo passes Ctrl+Z on."""
        if event.matches(QKeySequence.StandardKey.Undo) and self.furniture is not None:
            self.furniture.undo()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _find(self, text: str, job: Job) -> Answer | None:
        return self.furniture.find(text, job) if self.furniture is not None else None
