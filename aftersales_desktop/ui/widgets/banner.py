"""A coloured strip inside the page: what is so, and perhaps one thing to do about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, set_look

_ICONS = {
    "info": "info-circle",
    "ok": "circle-check",
    "warn": "alert-triangle",
    "danger": "alert-circle",
    "covered": "shield-check",
    "doubtful": "shield-question",
    "refused": "shield-x",
    "unknown": "shield-question",
}


class Banner(QFrame):
    """Tones: info, ok, warn, danger, or an answer about warranty: covered, doubtful, refused, unknown."""

    acted = Signal()

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._tone = "info"
        self.setProperty("role", "banner")
        self._icon = QLabel()
        self._words = Label(kit, "", wrap=True)
        self.button = Button(kit, "", kind="ghost")
        self.button.clicked.connect(self.acted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(8)
        layout.addWidget(self._icon)
        layout.addWidget(self._words, 1)
        layout.addWidget(self.button)
        self.hide()

    def say(self, tone: str, text: str, action_title: str = "") -> None:
        """Show a sentence in a tone; a button if something can be done."""
        self._tone = tone
        colours = self._kit.theme.tone(tone)
        set_look(self, tone=tone)
        self._words.setText(text)
        self._icon.setPixmap(self._kit.theme.pixmap(_ICONS.get(tone, "info-circle"), colours.text, 18))
        self.button.set_caption(action_title)
        self.button.setVisible(bool(action_title))
        self.setAccessibleName(text)
        self.show()

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()

    def tone(self) -> str:
        """The tone shown."""
        return self._tone
