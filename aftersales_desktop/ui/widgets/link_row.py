"""A line that leads somewhere: title, small print, a pill; Enter, Space or a click opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import ElidedLabel
from aftersales_desktop.ui.widgets.pill import Pill


class LinkRow(QFrame):
    """One line of a short list inside a panel."""

    def __init__(self, kit: Kit, title: str, subtitle: str, pill: str, tone: str, action: Callable[..., None]) -> None:
        super().__init__()
        self._action = action
        self.setProperty("role", "link_row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title} {subtitle}")
        lines = QVBoxLayout()
        lines.setSpacing(0)
        for text, role in ((title, "strong"), (subtitle, "hint")):
            lines.addWidget(ElidedLabel(kit, text, role))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 6)
        layout.setSpacing(8)
        layout.addLayout(lines, 1)
        if pill:
            layout.addWidget(Pill(kit, pill, tone), 0, Qt.AlignmentFlag.AlignVCenter)

    def open(self) -> None:
        """Go there."""
        self._action()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open()
            return
        super().keyPressEvent(event)
