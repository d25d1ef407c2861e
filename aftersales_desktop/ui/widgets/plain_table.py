"""A small table of words that are ready: to be read, not sorted or opened."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit

WIDEST = 260
NARROWEST = 70
_PADDING = 34


class PlainTable(QTableWidget):
    """`show_rows(titles, rows)`; the last column takes the rest of the room."""

    def __init__(self, kit: Kit, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self.setObjectName(name)
        self.setProperty("role", "list")
        self.setFrameShape(QTableWidget.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, titles = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(kit.theme.field_height)
        titles.setHighlightSections(False)
        titles.setSectionsClickable(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        titles.setFixedHeight(kit.theme.field_height + 3)

    def show_rows(self, titles: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other words."""
        self.clear()
        self.setColumnCount(len(titles))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([self._directed(title) for title in titles])
        for line, values in enumerate(rows):
            for place, value in enumerate(values):
                item = QTableWidgetItem(self._directed(value.replace("\n", " ")))
                item.setToolTip(value)
                self.setItem(line, place, item)
        self._fit()

    def texts(self) -> list[list[str]]:
        """The words shown, row by row."""
        return [
            [self.item(line, place).text() for place in range(self.columnCount())] for line in range(self.rowCount())
        ]

    def _directed(self, text: str) -> str:
        return in_direction(text, self._kit.words.right_to_left)

    def _fit(self) -> None:
        metrics = self.fontMetrics()
        for place in range(self.columnCount()):
            texts = [self.horizontalHeaderItem(place).text()]
            texts += [self.item(line, place).text() for line in range(self.rowCount())]
            widest = max(metrics.horizontalAdvance(text[:80]) for text in texts) + _PADDING
            self.setColumnWidth(place, max(NARROWEST, min(WIDEST, widest)))
        self.horizontalHeader().setStretchLastSection(True)
