"""A short list inside the panel: rows that lead somewhere, or one sentence."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class RecordList(QWidget):
    """Shows other rows each time it is filled."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def show_rows(self, rows: Iterable[QWidget], hint: str) -> None:
        """Rows, or the hint when there are none."""
        while (item := self._rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        found = list(rows) or [Label(self._kit, hint, "hint", wrap=True)]
        for row in found:
            self._rows.addWidget(row)
        self._rows.addStretch(1)
