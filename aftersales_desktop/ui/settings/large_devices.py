"""Which kinds of devices count as large: their custody is shorter and their storage dearer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.services import catalogue
from aftersales_desktop.services.settings import Settings
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField
from aftersales_desktop.ui.widgets.label import Label


class LargeDevices(QWidget):
    """A chip for every kind of device; `changed` follows each press."""

    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.chips = ChipsField(context.kit)
        self.chips.setObjectName("large_categories")
        self.chips.setAccessibleName(context.words("Large devices"))
        self.chips.changed.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(Label(context.kit, context.words("Large devices"), "label"))
        layout.addWidget(self.chips)

    def show_settings(self, settings: Settings) -> None:
        """Show what the file says; the kind of the parts is none of a device."""
        is_persian = self._context.words.language == "fa"
        rows = [row for row in catalogue.list_categories(self._context.desk) if row.code != "part"]
        self.chips.set_chips([Chip(row.code, row.name_fa if is_persian else row.name_en) for row in rows])
        self.chips.set_value(code for code in settings.large_categories if any(row.code == code for row in rows))

    def codes(self) -> list[str]:
        """The kinds chosen."""
        return list(self.chips.value())
