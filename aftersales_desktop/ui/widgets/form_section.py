"""A part of a form under a heading that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class FormSection(QWidget):
    """Heading and rows; a folded one has a button instead of a heading."""

    def __init__(self, kit: Kit, title: str, *, collapsed: bool = False) -> None:
        super().__init__()
        self._kit = kit
        self._collapsed = collapsed
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(6)
        self._toggle: Button | None = None
        if collapsed:
            self._toggle = Button(kit, title, "chevron-down", "section")
            self._toggle.setIconSize(QSize(16, 16))
            self._toggle.clicked.connect(self._on_toggled)
            layout.addWidget(self._toggle)
        elif title:
            layout.addWidget(Label(kit, title, "section"))
        layout.addWidget(self._body)
        self.set_open(not collapsed)

    def add_row(self, row: QLayout) -> None:
        """One more row of inputs."""
        self._rows.addLayout(row)

    def is_open(self) -> bool:
        """Whether the rows can be seen."""
        return not self._body.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold."""
        self._body.setVisible(is_open)
        if self._toggle is not None:
            name = "chevron-up" if is_open else "chevron-down"
            self._toggle.setIcon(self._kit.theme.icon(name, "muted", size=16))

    def open_for(self, widget: QWidget) -> None:
        """Unfold if the widget is inside."""
        if self.isAncestorOf(widget):
            self.set_open(True)

    def reset(self) -> None:
        """Back to how it was declared."""
        self.set_open(not self._collapsed)

    def _on_toggled(self) -> None:
        self.set_open(not self.is_open())
