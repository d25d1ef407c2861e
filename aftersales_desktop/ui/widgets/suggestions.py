"""The list that opens under an input while something is typed into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.direction import in_direction, start_alignment
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.overlay import Overlay

_PADDING = 10
_MOST_HEIGHT = 320


class Suggestion(NamedTuple):
    """A line of the list: what is taken, what is shown, and a smaller second line."""

    value: Any
    title: str
    subtitle: str = ""


class SuggestionRows(QWidget):
    """Paints suggestions; the current one is lit."""

    chosen = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._rows: Sequence[Suggestion] = ()
        self.current = -1
        self._title_font = kit.theme.font()
        self._subtitle_font = kit.theme.font(larger=-2)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_rows(self, rows: Sequence[Suggestion], current: int) -> None:
        """Show other lines."""
        self._rows = rows
        self.current = current if current < len(rows) else -1
        self.setFixedHeight(max(1, len(rows)) * self.row_height())
        self.update()

    def row_height(self) -> int:
        """Height of a line; two lines of text if any has a second one."""
        height = QFontMetrics(self._title_font).height() + 12
        if any(row.subtitle for row in self._rows):
            height += QFontMetrics(self._subtitle_font).height()
        return height

    def row_rect(self, place: int) -> QRect:
        """Where a line is painted."""
        return QRect(0, place * self.row_height(), self.width(), self.row_height())

    def sizeHint(self) -> QSize:
        return QSize(200, max(1, len(self._rows)) * self.row_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        direction = Qt.LayoutDirection.RightToLeft if self._kit.words.right_to_left else Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(direction)
        for place, row in enumerate(self._rows):
            rect = self.row_rect(place)
            if rect.intersects(event.rect()):
                self._paint_row(painter, rect, row, place == self.current)
        if not self._rows:
            self._paint_nothing(painter)

    def _paint_row(self, painter: QPainter, rect: QRect, row: Suggestion, is_current: bool) -> None:
        theme = self._kit.theme
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 6, 6)
        inner = rect.adjusted(_PADDING, 5, -_PADDING, -5)
        if row.subtitle:
            upper = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(self._title_font).height())
            lower = QRect(inner.left(), upper.bottom(), inner.width(), inner.bottom() - upper.bottom() + 1)
            self._paint_text(painter, upper, row.title, self._title_font, "text")
            self._paint_text(painter, lower, row.subtitle, self._subtitle_font, "muted")
        else:
            self._paint_text(painter, inner, row.title, self._title_font, "text")

    def _paint_nothing(self, painter: QPainter) -> None:
        rect = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        self._paint_text(painter, rect, self._kit.words("Nothing found"), self._subtitle_font, "muted")

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str) -> None:
        painter.setFont(font)
        painter.setPen(self._kit.theme.colour(token))
        right_to_left = self._kit.words.right_to_left
        text = in_direction(text, right_to_left)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, start_alignment(right_to_left), shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self.row_height()
        if place != self.current and place < len(self._rows):
            self.current = place
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y()) // self.row_height()
        if 0 <= place < len(self._rows):
            self.chosen.emit(place)


class SuggestionList(Overlay):
    """Suggestions floating at their input; the input keeps the keyboard."""

    taken = Signal(object)

    def __init__(self, kit: Kit, anchor: QWidget) -> None:
        super().__init__(kit, anchor)
        self._rows: Sequence[Suggestion] = ()
        self._lines = SuggestionRows(kit)
        self._lines.chosen.connect(self._take)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._lines)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines.setObjectName("scroll_body")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._scroll)

    def show_rows(self, rows: Sequence[Suggestion], current: int = 0) -> None:
        """Open with these lines, or change them."""
        self._rows = rows
        self._lines.set_rows(rows, current if rows else -1)
        height = min(_MOST_HEIGHT, self._lines.height() + 14)
        self.open_at_anchor(max(self.anchor.width(), 220), height)
        self._show_current()

    def move_current(self, step: int) -> None:
        """Light the next or previous line."""
        if self._rows:
            self._lines.current = max(0, min(len(self._rows) - 1, self._lines.current + step))
            self._lines.update()
            self._show_current()

    def current(self) -> Suggestion | None:
        """The lit line."""
        return self._rows[self._lines.current] if 0 <= self._lines.current < len(self._rows) else None

    def _show_current(self) -> None:
        rect = self._lines.row_rect(max(0, self._lines.current))
        self._scroll.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height())

    def _take(self, place: int) -> None:
        suggestion = self._rows[place]
        self.close_overlay()
        self.taken.emit(suggestion)
