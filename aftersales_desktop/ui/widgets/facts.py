"""What is known about a record, as pairs of a small label and its value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

WIDEST_LABEL = 120


class Fact(NamedTuple):
    """A label and a value in ready words; a value of "" is left out."""

    label: str
    value: str
    strong: bool = False


class FactGrid(QWidget):
    """Facts one under the other; values can be selected and copied."""

    def __init__(self, kit: Kit, facts: Iterable[Fact] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.set_facts(facts)

    def set_facts(self, facts: Iterable[Fact]) -> None:
        """Show other facts."""
        while (item := self._grid.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row, fact in enumerate(fact for fact in facts if fact.value):
            label = Label(self._kit, fact.label, "label", wrap=True)
            label.ensurePolished()
            label.setMaximumWidth(WIDEST_LABEL)
            label.setMinimumWidth(min(WIDEST_LABEL, label.fontMetrics().horizontalAdvance(label.text()) + 1))
            value = Label(self._kit, fact.value, "strong" if fact.strong else "", wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
