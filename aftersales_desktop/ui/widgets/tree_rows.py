"""What stands inside what: lines that step in, each of which may open its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

_STEP = 22


class TreeRow(NamedTuple):
    """A line in ready words and how deep it stands."""

    depth: int
    title: str
    detail: str = ""
    open: Callable[[], object] | None = None


class TreeRows(QWidget):
    """Rows one under the other."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None

    def set_rows(self, rows: Iterable[TreeRow]) -> None:
        """Show other rows."""
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.deleteLater()
        self._inner = QWidget()
        layout = QVBoxLayout(self._inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for row in rows:
            layout.addLayout(self._line(row))
        self._outer.addWidget(self._inner)

    def _line(self, row: TreeRow) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(self._kit, row.title, "strong", wrap=True))
        if row.detail:
            words.addWidget(Label(self._kit, row.detail, "hint", wrap=True))
        line = QHBoxLayout()
        line.addSpacing(row.depth * _STEP)
        line.addLayout(words, 1)
        if row.open is not None:
            arrow = "chevron-left" if self._kit.words.right_to_left else "chevron-right"
            button = IconButton(self._kit, arrow, self._kit.words("Open: {title}", title=row.title))
            button.clicked.connect(row.open)
            line.addWidget(button)
        return line
