"""The life of a serial as one picture: its warranties as bands over the years, its visits and parts as marks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from aftersales_desktop.services.life import Life
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit

_BAND, _GAP, _MARKS, _SIDES = 20, 5, 22, 6


class LifePicture(QWidget):
    """Shows one life; `show_life` changes it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._life: Life | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_life(self, life: Life) -> None:
        """Show another one."""
        self._life = life
        self.setFixedHeight(len(life.bands) * (_BAND + _GAP) + _MARKS + self._years_height())
        self.setAccessibleName(self._spoken(life))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._life is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._kit.theme.font(larger=-2))
        self._paint_years(painter, self._life)
        for place, band in enumerate(self._life.bands):
            self._paint_band(painter, place, band)
        self._paint_marks(painter, self._life)

    def _spoken(self, life: Life) -> str:
        words = self._kit.words
        return words.joined([words.say(band.title) for band in life.bands])

    def _years_height(self) -> int:
        return QFontMetrics(self._kit.theme.font(larger=-2)).height() + 4

    def _across(self, share: float) -> float:
        room = self.width() - 2 * _SIDES
        return _SIDES + room * (1 - share if self._kit.words.right_to_left else share)

    def _paint_years(self, painter: QPainter, life: Life) -> None:
        words, theme = self._kit.words, self._kit.theme
        bottom, taken = self.height() - self._years_height(), QRect()
        for day, year in life.span.years(words.calendar):
            x = self._across(life.span.place(day))
            painter.setPen(theme.colour("line"))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            text = words.digits(str(year))
            width = painter.fontMetrics().horizontalAdvance(text) + 8
            box = QRect(round(x - width / 2), bottom, width, self._years_height())
            if not box.intersects(taken) and self.rect().contains(box):
                painter.setPen(theme.colour("muted"))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
                taken = box
        painter.setPen(theme.colour("primary"))
        x = self._across(life.span.place(life.today))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))

    def _paint_band(self, painter: QPainter, place: int, band: object) -> None:
        words, theme = self._kit.words, self._kit.theme
        span = self._life.span
        ends = sorted((self._across(span.place(band.first)), self._across(span.place(band.last))))
        top = place * (_BAND + _GAP)
        body = QRectF(ends[0], top, max(6.0, ends[1] - ends[0]), _BAND)
        tone = theme.tone(band.tone)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tone.background))
        painter.drawRoundedRect(body, 5, 5)
        painter.setPen(QColor(tone.text))
        title = in_direction(words.say(band.title), words.right_to_left)
        metrics = painter.fontMetrics()
        room = QRectF(_SIDES, top, self.width() - 2 * _SIDES, _BAND)
        wide = metrics.horizontalAdvance(title) + 12
        inner = body.adjusted(6, 0, -6, 0) if body.width() >= wide else room.adjusted(6, 0, -6, 0)
        start = Qt.AlignmentFlag.AlignRight if words.right_to_left else Qt.AlignmentFlag.AlignLeft
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, round(inner.width()))
        painter.drawText(inner, start | Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_marks(self, painter: QPainter, life: Life) -> None:
        """Round for a visit, square for a part that went in or came out."""
        theme, middle = self._kit.theme, self.height() - self._years_height() - _MARKS / 2
        painter.setPen(theme.colour("border2"))
        painter.drawLine(QPointF(_SIDES, middle), QPointF(self.width() - _SIDES, middle))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tone("info").text))
        for day in life.visits:
            painter.drawEllipse(QPointF(self._across(life.span.place(day)), middle), 4.5, 4.5)
        painter.setBrush(QColor(theme.tone("violet").text))
        for day in life.part_days:
            x = self._across(life.span.place(day))
            painter.drawRect(QRectF(x - 3.5, middle - 3.5, 7, 7))
