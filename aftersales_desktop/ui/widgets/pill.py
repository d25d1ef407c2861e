"""The coloured word that tells a state; in a list and on its own."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aftersales_desktop.ui.theme import Theme
from aftersales_desktop.ui.widgets.kit import Kit

_PADDING = 11
_DOT = 7
_GAP = 7


def pill_font(theme: Theme) -> QFont:
    """The words of a pill."""
    return theme.font(QFont.Weight.DemiBold, -2)


def pill_size(theme: Theme, text: str) -> QSize:
    """How much room a pill wants."""
    metrics = QFontMetrics(pill_font(theme))
    return QSize(metrics.horizontalAdvance(text) + 2 * _PADDING + _DOT + _GAP, metrics.height() + 8)


def paint_pill(painter: QPainter, theme: Theme, rect: QRect, text: str, tone_name: str) -> None:
    """Paint at the reading edge of the rect; too long words end in dots."""
    tone = theme.tone(tone_name or "neutral")
    size = pill_size(theme, text)
    width = min(size.width(), rect.width())
    left = rect.right() - width + 1 if theme.right_to_left else rect.left()
    body = QRect(left, rect.center().y() - size.height() // 2, width, size.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tone.background))
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
    painter.setBrush(QColor(tone.text))
    dot_left = body.right() - _PADDING - _DOT + 1 if theme.right_to_left else body.left() + _PADDING
    painter.drawEllipse(dot_left, body.center().y() - _DOT // 2, _DOT, _DOT)
    painter.setPen(QColor(tone.text))
    painter.setFont(pill_font(theme))
    before, after = (_PADDING, _PADDING + _DOT + _GAP) if theme.right_to_left else (_PADDING + _DOT + _GAP, _PADDING)
    room = body.adjusted(before, 0, -after, 0)
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width() + 2)
    painter.drawText(room.adjusted(-1, 0, 1, 0), Qt.AlignmentFlag.AlignCenter, shown)
    painter.restore()


class Pill(QWidget):
    """A state on its own, in a panel's head."""

    def __init__(self, kit: Kit, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = kit.theme
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_state(text, tone)

    def set_state(self, text: str, tone: str) -> None:
        """Show another state. One that nothing holds yet is not shown: it would be a window that takes the keys."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        if not text or self.parentWidget() is not None:
            self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Its words."""
        return self._text

    def tone(self) -> str:
        """Name of its tone."""
        return self._tone

    def sizeHint(self) -> QSize:
        return pill_size(self._theme, self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_pill(QPainter(self), self._theme, self.rect(), self._text, self._tone)
