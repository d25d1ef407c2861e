"""The line at the bottom: the keys that work everywhere, and one short note."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from aftersales_desktop.ui.shortcuts import KEYS
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import KeyLabel, Label

HEIGHT = 30


class HintBar(QFrame):
    """Key caps with their words; `say` writes the note at the far edge."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.setProperty("role", "status")
        self.setFixedHeight(HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 14, 0)
        layout.setSpacing(6)
        for binding in KEYS:
            if binding.bar:
                layout.addWidget(KeyLabel(kit, binding.keys))
                layout.addWidget(Label(kit, kit.words(binding.title)))
                layout.addSpacing(10)
        layout.addStretch(1)
        self._note = Label(kit)
        layout.addWidget(self._note)

    def say(self, text: str) -> None:
        """Write the note."""
        self._note.setText(text)
