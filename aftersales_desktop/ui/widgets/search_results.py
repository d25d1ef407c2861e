"""The results that float under the search: groups, hits with pills, and one thing to do when nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.cell_label import CELL_POINTS
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.highlight import marked_ranges
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.overlay import Overlay
from aftersales_desktop.ui.widgets.pill import paint_pill, pill_size

_PADDING = 12
_ICON = 22
_MOST_HEIGHT = 560


class Hit(NamedTuple):
    """One hit in ready words; `token` is what `opened` tells."""

    token: Any
    title: str
    subtitle: str = ""
    icon: str = "user"
    pill: str = ""
    tone: str = "neutral"
    cell: str = ""
    """Where a device stands, to be read at once; a code, so that it needs no words."""


class HitGroup(NamedTuple):
    """Hits of one kind under a heading."""

    title: str
    hits: Sequence[Hit]


class Answer(NamedTuple):
    """What was found; `note` is a sentence above the hits. `meant` is what they were found by instead of the text."""

    groups: Sequence[HitGroup] = ()
    note: str = ""
    meant: str = ""

    @property
    def first(self) -> Hit | None:
        """The hit that Enter opens."""
        return next((hit for group in self.groups for hit in group.hits), None)


class _Line(NamedTuple):
    kind: str
    hit: Hit | None
    text: str = ""
    key: str = ""


class ResultRows(QWidget):
    """Paints the lines."""

    pressed = Signal(int)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.lines: list[_Line] = []
        self.current = -1
        self._query = ""
        self._title_font = kit.theme.font(QFont.Weight.DemiBold)
        self._small_font = kit.theme.font(larger=-2)
        self._cell_font = kit.theme.font(QFont.Weight.Bold)
        self._cell_font.setPointSize(CELL_POINTS)
        self.setObjectName("scroll_body")
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_lines(self, lines: list[_Line], query: str) -> None:
        """Show other lines; the first hit is lit."""
        self.lines = lines
        self._query = query
        self.current = next((place for place in range(len(lines)) if self.can_be_lit(place)), -1)
        self.setFixedHeight(sum(self._height(row) for row in lines) or 1)
        self.update()

    def _height(self, row: _Line) -> int:
        small = QFontMetrics(self._small_font).height()
        if row.kind == "heading":
            return small + 10
        if row.kind in {"nothing", "note"}:
            return small + 24
        return QFontMetrics(self._title_font).height() + small + 10

    def rect_of(self, wanted: int) -> QRect:
        """Where a line is."""
        top = sum(self._height(row) for row in self.lines[:wanted])
        return QRect(0, top, self.width(), self._height(self.lines[wanted]))

    def place_at(self, y: int) -> int:
        """Which line is at a height."""
        for place in range(len(self.lines)):
            if self.rect_of(place).contains(1, y):
                return place
        return -1

    def can_be_lit(self, place: int) -> bool:
        """Whether the line is a hit or the last row."""
        return 0 <= place < len(self.lines) and self.lines[place].kind in {"hit", "action"}

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right_to_left = self._kit.words.right_to_left
        painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        for place, row in enumerate(self.lines):
            rect = self.rect_of(place)
            if rect.intersects(event.rect()):
                self._paint_line(painter, rect, row, place == self.current)

    def _paint_line(self, painter: QPainter, rect: QRect, row: _Line, is_current: bool) -> None:
        theme = self._kit.theme
        if row.kind == "note":
            inner = rect.adjusted(_PADDING, 9, -_PADDING, 0)
            self._paint_text(painter, inner, row.text, self._title_font, "text", "")
            return
        if row.kind in {"heading", "nothing"}:
            self._paint_text(painter, rect.adjusted(_PADDING, 4, -_PADDING, 0), row.text, self._small_font, "muted", "")
            return
        if row.kind == "action":
            painter.fillRect(rect.left() + 6, rect.top(), rect.width() - 12, 1, theme.colour("line"))
        if is_current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selection"))
            painter.drawRoundedRect(rect.adjusted(0, 2, 0, -1), 8, 8)
        inner = rect.adjusted(_PADDING, 4, -_PADDING, -4)
        hit = row.hit or Hit(None, row.text, row.key, icon="plus")
        self._paint_hit(painter, inner, hit)

    def _paint_hit(self, painter: QPainter, rect: QRect, hit: Hit) -> None:
        theme, right_to_left = self._kit.theme, self._kit.words.right_to_left
        icon_left = rect.right() - _ICON + 1 if right_to_left else rect.left()
        painter.drawPixmap(QPoint(icon_left, rect.center().y() - 10), theme.pixmap(hit.icon, "muted"))
        before, after = _ICON + _PADDING, 0
        if hit.pill:
            width = min(pill_size(theme, hit.pill).width(), rect.width() // 2)
            end = QRect(rect.left() if right_to_left else rect.right() - width + 1, rect.top(), width, rect.height())
            paint_pill(painter, theme, end, hit.pill, hit.tone)
            after = width + _PADDING
        if hit.cell:
            after += self._paint_cell(painter, rect, after, hit.cell)
        left, right = (after, before) if right_to_left else (before, after)
        room = rect.adjusted(left, 0, -right, 0)
        height = QFontMetrics(self._title_font).height()
        upper = QRect(room.left(), room.top(), room.width(), height)
        lower = QRect(room.left(), upper.bottom(), room.width(), room.bottom() - upper.bottom() + 1)
        self._paint_text(painter, upper, hit.title, self._title_font, "text", self._query)
        self._paint_text(painter, lower, hit.subtitle, self._small_font, "muted", self._query)

    def _paint_cell(self, painter: QPainter, rect: QRect, after: int, cell: str) -> int:
        """The cell of a device beside the pill; gives the room it takes."""
        metrics = QFontMetrics(self._cell_font)
        width = metrics.horizontalAdvance(cell)
        left = rect.left() + after if self._kit.words.right_to_left else rect.right() + 1 - after - width
        painter.setPen(self._kit.theme.colour("text"))
        painter.setFont(self._cell_font)
        painter.drawText(left, rect.center().y() + metrics.capHeight() // 2 + 1, cell)
        return width + _PADDING

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str, query: str) -> None:
        """One line with what was looked for marked; laid out whole, so that numbers keep their order."""
        theme, right_to_left = self._kit.theme, self._kit.words.right_to_left
        text = in_direction(text, right_to_left)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(shown, font)
        option = QTextOption(Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight)
        layout.setTextOption(option)
        layout.setFormats(
            [_marked(theme.colour("mark"), start, length) for start, length in marked_ranges(shown, query)]
        )
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(rect.width())
        layout.endLayout()
        painter.setPen(theme.colour(token))
        layout.draw(painter, QRectF(rect).topLeft())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(int(event.position().y()))
        if place != self.current and self.can_be_lit(place):
            self.current = place
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(int(event.position().y()))
        if self.can_be_lit(place):
            self.pressed.emit(place)


def _marked(colour: Any, start: int, length: int) -> QTextLayout.FormatRange:
    mark = QTextLayout.FormatRange()
    mark.start, mark.length = start, length
    look = QTextCharFormat()
    look.setBackground(colour)
    mark.format = look
    return mark


class SearchResults(Overlay):
    """`chosen(hit)` or `action_chosen()` follow Enter or a click."""

    chosen = Signal(object)
    action_chosen = Signal()

    def __init__(self, kit: Kit, anchor: QWidget) -> None:
        super().__init__(kit, anchor)
        self.rows = ResultRows(kit)
        self.rows.pressed.connect(self._take)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self.rows)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self._scroll)

    def show_answer(self, answer: Answer, query: str, action: tuple[str, str] | None) -> None:
        """Open with this answer, or change to it."""
        lines = [_Line("note", None, answer.note)] if answer.note else []
        for group in answer.groups:
            if group.hits:
                lines.append(_Line("heading", None, group.title))
                lines.extend(_Line("hit", hit) for hit in group.hits)
        if answer.first is None:
            lines.append(_Line("nothing", None, self.kit.words("Nothing found")))
        if action is not None:
            lines.append(_Line("action", None, *action))
        self.rows.set_lines(lines, answer.meant or query)
        self.open_at_anchor(max(self.anchor.width(), 420), min(_MOST_HEIGHT, self.rows.height() + 14))
        self._scroll.verticalScrollBar().setValue(0)

    def move_current(self, step: int) -> None:
        """Light the next or previous hit."""
        place = self.rows.current + step
        while 0 <= place < len(self.rows.lines):
            if self.rows.can_be_lit(place):
                self.rows.current = place
                self.rows.update()
                rect = self.rows.rect_of(place)
                self._scroll.ensureVisible(rect.center().x(), rect.center().y(), 0, rect.height())
                return
            place += step

    def take_current(self) -> None:
        """Choose the lit line."""
        if self.rows.can_be_lit(self.rows.current):
            self._take(self.rows.current)

    def _take(self, place: int) -> None:
        row = self.rows.lines[place]
        if row.hit is not None:
            self.chosen.emit(row.hit)
        else:
            self.action_chosen.emit()
