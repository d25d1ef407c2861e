"""The head of a page: its title, its counts, its buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class Header(QWidget):
    """Title, counts, buttons at the far edge."""

    def __init__(self, kit: Kit, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label(kit, title, "title")
        self._counts = Label(kit, "", "hint")
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(10)
        self._row.addWidget(self._title)
        self._row.addSpacing(6)
        self._row.addWidget(self._counts, 1)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title.setText(title)

    def set_counts(self, *counts: str) -> None:
        """Small print beside the title: 9 open · 2 late."""
        self._counts.setText(" · ".join(count for count in counts if count))

    def add_button(self, button: Button) -> None:
        """One more button."""
        self._row.addWidget(button)
