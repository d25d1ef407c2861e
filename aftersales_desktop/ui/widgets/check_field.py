"""Yes or no."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.line_field import Field


class CheckField(Field, QCheckBox):
    """A box to tick; its words stand beside it, not above."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self.clicked.connect(self._on_clicked)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: object) -> None:
        """Tick it or not."""
        self.setChecked(bool(value))

    def is_empty(self) -> bool:
        """Whether nothing was ticked."""
        return not self.isChecked()

    def _on_clicked(self) -> None:
        self.tell_change()
