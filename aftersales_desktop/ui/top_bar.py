"""The bar above every page: the one search, the button of the day and, a moment later, today's date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from aftersales_desktop.ui.shortcuts import keys_of
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.first_paint import after_first_paint
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.search_box import Find, SearchBox

HEIGHT = 60


class TopBar(QFrame):
    """`search` is the box; `intake_asked` follows the button."""

    intake_asked = Signal()

    def __init__(self, kit: Kit, find: Find, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._kit = kit
        self._now = now
        self.setProperty("role", "top")
        self.setFixedHeight(HEIGHT)
        self.search = SearchBox(kit, find, kit.words("Name, mobile, reception number, serial or barcode…"))
        self._clock = Label(kit, "", "hint")
        self.intake = Button(kit, kit.words("New intake"), "plus", "primary", keys=keys_of("intake"))
        self.intake.setObjectName("new_intake")
        self.intake.clicked.connect(self.intake_asked)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(16)
        layout.addWidget(self.search, 3)
        layout.addStretch(1)
        layout.addWidget(self._clock)
        layout.addWidget(self.intake)
        self._ticks = QTimer(self, interval=20_000)
        self._ticks.timeout.connect(self.show_time)
        self._ticks.start()
        after_first_paint(self, self.show_time)

    def show_time(self) -> None:
        """Write the date and the time of day."""
        words, now = self._kit.words, self._now()
        self._clock.setText(f"{words.long_date(self._kit.today())} · {words.time(now)}")
