"""Lists and calendars that float over the window, inside it, without taking the keyboard away."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.shadow import Shadow

_GAP = 4
_MARGIN = 8


class Overlay(QFrame):
    """A card that opens at a field and closes on a click elsewhere, on Escape or when the field goes away."""

    closed = Signal()

    def __init__(self, kit: Kit, anchor: QWidget) -> None:
        super().__init__(anchor)
        self.kit = kit
        self.anchor = anchor
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.hide()
        self._shadow = Shadow(self)
        anchor.destroyed.connect(self.deleteLater)

    def is_open(self) -> bool:
        """Whether it is on the screen now."""
        return self.isVisible()

    def open_at_anchor(self, width: int, height: int) -> None:
        """Show below the anchor, or above it where there is more room."""
        window = self.anchor.window()
        if self.parent() is not window:
            self.setParent(window)
        if not self.isVisible():
            QApplication.instance().installEventFilter(self)
        width = min(width, window.width() - 2 * _MARGIN)
        top = self.anchor.mapTo(window, QPoint(0, 0)).y()
        below = window.height() - top - self.anchor.height() - _GAP - _MARGIN
        above = top - _GAP - _MARGIN
        goes_below = below >= height or below >= above
        height = min(height, below if goes_below else above)
        y = top + self.anchor.height() + _GAP if goes_below else top - _GAP - height
        lowest = window.height() - height - _MARGIN
        self.setGeometry(self._left(window, width), max(_MARGIN, min(y, lowest)), width, height)
        self.show()
        self.raise_()

    def _left(self, window: QWidget, width: int) -> int:
        left = self.anchor.mapTo(window, QPoint(0, 0)).x()
        if self.kit.words.right_to_left:
            left += self.anchor.width() - width
        return max(_MARGIN, min(left, window.width() - width - _MARGIN))

    def close_overlay(self) -> None:
        """Take it away."""
        if self.isVisible():
            self.hide()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Clicks on it end here; passed on to the window they would count as clicks elsewhere."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """So does the wheel at the end of a list."""
        event.accept()

    def hideEvent(self, event: QEvent) -> None:
        QApplication.instance().removeEventFilter(self)
        super().hideEvent(event)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isValid(self.anchor):
            return False
        kind = event.type()
        if (
            kind == QEvent.Type.MouseButtonPress
            and isinstance(watched, QWidget)
            and not self._is_ours(watched)
            or kind in {QEvent.Type.Resize, QEvent.Type.WindowDeactivate}
            and watched is self.window()
            or kind == QEvent.Type.Hide
            and watched is self.anchor
            or kind == QEvent.Type.Wheel
            and isinstance(watched, QWidget)
            and not self._is_ours(watched)
        ):
            self.close_overlay()
        return False

    def _is_ours(self, widget: QWidget) -> bool:
        inside = widget is self or self.isAncestorOf(widget)
        return (
            inside or widget is self.anchor or self.anchor.isAncestorOf(widget) or widget.window() is not self.window()
        )
