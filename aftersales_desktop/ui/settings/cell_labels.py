"""The button that prints the labels of the shelf's cells: all of them, a row, or one."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.label import Label


class CellLabelsPart(QWidget):
    """Which cells, and the button."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self.wanted = TextField(kit)
        self.wanted.setObjectName("cells_wanted")
        self.wanted.setAccessibleName(words("Labels of cells"))
        button = Button(kit, words("Print the labels"), "printer")
        button.setObjectName("print_cells")
        button.clicked.connect(self._show)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.wanted, 1)
        row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(kit, words("Labels of cells"), "label"))
        layout.addLayout(row)
        hint = words("Empty: all cells; A: a row; A-03: one. Two scans, a device and a cell, put a device away.")
        layout.addWidget(Label(kit, hint, "hint", wrap=True))

    def _show(self) -> None:
        self._context.papers.show("cell-labels", self.wanted.text())
