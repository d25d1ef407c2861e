"""One number of the morning's page; a click or Enter opens its list."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class CounterCard(QFrame):
    """A large number, its words and an icon in a tone; grey when the number is zero."""

    clicked = Signal()

    def __init__(self, kit: Kit, title: str, icon: str, tone: str) -> None:
        super().__init__()
        self._kit, self._icon, self._tone = kit, icon, tone
        self._title = title
        self.setProperty("role", "counter")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._number = Label(kit, "", "title")
        self._picture = QLabel()
        head = QHBoxLayout()
        head.addWidget(self._number, 1)
        head.addWidget(self._picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(Label(kit, title, "hint", wrap=True))

    def set_count(self, number: str, *, is_zero: bool) -> None:
        """Show another number."""
        self._number.setText(number)
        colour = self._kit.theme.colours["muted"] if is_zero else self._kit.theme.tone(self._tone).text
        self._picture.setPixmap(self._kit.theme.pixmap(self._icon, colour, 24))
        self.setAccessibleName(f"{self._title}: {number}")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
            return
        super().keyPressEvent(event)
