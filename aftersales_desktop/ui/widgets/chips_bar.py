"""Filters of a list as chips with counts; exactly one is on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.kit import Kit


class Filter(NamedTuple):
    """One filter: its key for the service and its words (an N_ constant)."""

    key: str
    title: str


class ChipsBar(QWidget):
    """`filter_chosen(key)` follows a click; the first filter is on at first."""

    filter_chosen = Signal(str)

    def __init__(self, kit: Kit, filters: Sequence[Filter], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._titles = {one.key: kit.words(one.title) for one in filters}
        self._buttons: dict[str, Button] = {}
        self._group = QButtonGroup(self)
        layout = FlowLayout(self, gap=6)
        for key, title in self._titles.items():
            button = Button(kit, title, kind="chip", parent=self)
            button.setCheckable(True)
            button.setObjectName(f"filter_{key}")
            self._group.addButton(button)
            layout.addWidget(button)
            self._buttons[key] = button
        self._buttons[filters[0].key].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    def chosen(self) -> str:
        """Key of the filter that is on."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def first(self) -> str:
        """Key of the filter that is on at first."""
        return next(iter(self._titles))

    def choose(self, key: str) -> None:
        """Switch to a filter and tell, as a click does."""
        if key != self.chosen():
            self._buttons[key].setChecked(True)
            self.filter_chosen.emit(key)

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Write how many rows each filter has; a filter that is not named shows none."""
        words = self._kit.words
        for key, button in self._buttons.items():
            caption = self._titles[key]
            if key in counts:
                caption = f"{caption}\u2002{words.number(counts[key])}"
            button.set_caption(caption)

    def _on_clicked(self) -> None:
        self.filter_chosen.emit(self.chosen())
