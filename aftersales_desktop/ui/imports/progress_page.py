"""How far it is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

WIDTH = 520


class ProgressPage(QWidget):
    """`stop_asked` follows the button."""

    stop_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._title = Label(kit, "", "card_title", wrap=True)
        self._hint = Label(kit, "", "hint", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.stop = Button(kit, kit.words("Cancel"))
        self.stop.setObjectName("stop_import")
        self.stop.clicked.connect(self._ask_stop)
        card = QFrame()
        card.setProperty("role", "card")
        card.setFixedWidth(WIDTH)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(24, 20, 24, 20)
        inside.setSpacing(12)
        for widget in (self._title, self.bar, self._hint):
            inside.addWidget(widget)
        inside.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeading)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def begin(self, title: str, hint: str = "") -> None:
        """Something starts."""
        self._title.setText(title)
        self._hint.setText(hint)
        self.bar.setAccessibleName(title)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)

    def show_progress(self, done: int, total: int) -> None:
        """So many rows of so many."""
        words = self._kit.words
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self._hint.setText(words("{done} of {total}", done=done, total=total))

    def _ask_stop(self) -> None:
        self.stop.setEnabled(False)
        self._hint.setText(self._kit.words("Stopping; nothing will be changed."))
        self.stop_asked.emit()
