"""The shadow of things that float: drawn once behind them, so that typing above it stays quick."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_DARKNESS = 26
_FOLLOWED = {
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
    QEvent.Type.ZOrderChange,
    QEvent.Type.ParentChange,
}


class Shadow(QWidget):
    """Lies behind a widget and follows it. (Qt's own shadow effect paints the widget anew for each letter typed.)"""

    def __init__(self, above: QWidget, reach: int = 18, drop: int = 6, radius: int = 12) -> None:
        super().__init__(above.parentWidget())
        self._above = above
        self._reach = reach
        self._drop = drop
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        above.installEventFilter(self)
        above.destroyed.connect(self.deleteLater)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._follow()
        return False

    def _follow(self) -> None:
        above = self._above
        if self.parentWidget() is not above.parentWidget():
            self.setParent(above.parentWidget())
        reach = self._reach
        self.setGeometry(above.geometry().adjusted(-reach, -reach, reach, reach + self._drop))
        self.setVisible(above.isVisible())
        self.stackUnder(above)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        reach = self._reach
        body = QRect(reach, reach + self._drop, self.width() - 2 * reach, self.height() - 2 * reach - self._drop)
        for step in range(-self._drop, reach):
            fade = 1 - max(0, step) / reach
            painter.setPen(QPen(QColor(15, 23, 42, round(_DARKNESS * fade * fade)), 1.5))
            radius = self._radius + step
            painter.drawRoundedRect(body.adjusted(-step, -step, step, step), radius, radius)
