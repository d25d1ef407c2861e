"""A page as most screens have it: head, filters, a list in a card, and a panel beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.chips_bar import ChipsBar, Filter
from aftersales_desktop.ui.widgets.column import Column
from aftersales_desktop.ui.widgets.header import Header
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.list_view import ListView
from aftersales_desktop.ui.widgets.side_panel import SidePanel


class ListPage(QWidget):
    """`header`, `chips` (None without filters), `banner`, `list`, `panel`: the screen fills and connects them."""

    def __init__(
        self,
        kit: Kit,
        title: str,
        columns: Sequence[Column],
        filters: Sequence[Filter] = (),
        panel: SidePanel | None = None,
        parent: QWidget | None = None,
        *,
        several: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.header = Header(kit, title)
        self.chips = ChipsBar(kit, filters) if filters else None
        self.banner = Banner(kit)
        self.list = ListView(kit, columns, several=several)
        self.list.setAccessibleName(title)
        self.panel = panel or SidePanel(kit)
        self.panel.hide()
        self.below = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        left = QVBoxLayout()
        left.setSpacing(10)
        left.addWidget(self.header)
        if self.chips is not None:
            left.addWidget(self.chips)
        left.addWidget(self.banner)
        left.addWidget(card, 1)
        left.addLayout(self.below)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 14)
        layout.setSpacing(14)
        layout.addLayout(left, 1)
        layout.addWidget(self.panel)
        self.panel.closed.connect(self.list.setFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers() and not self.panel.isHidden():
            self.panel.close_panel()
            return
        super().keyPressEvent(event)
