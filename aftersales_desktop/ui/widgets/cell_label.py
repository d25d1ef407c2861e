"""Where a device stands, to be read from the other side of the room: its shelf cell in large letters."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QWidget

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, set_look

CELL_POINTS = 28
"""The size of a cell, here and in the hits of the search."""


class CellLabel(Label):
    """A cell in letters of `CELL_POINTS`; any other place, which takes more words, as a title."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(kit, "", "cell", wrap=True, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_cell(self, text: str) -> None:
        """A cell, with the word for it."""
        self._show(text, "cell")

    def show_place(self, text: str) -> None:
        """A place that is no cell; nothing is shown for no words."""
        self._show(text, "title")

    def _show(self, text: str, role: str) -> None:
        self.setVisible(bool(text))
        self.setText(text)
        if self.property("role") != role:
            set_look(self, role=role)
