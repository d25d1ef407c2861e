"""How a cell of a list is painted: two lines, codes in their own order, pills, a bar at the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip, QWidget

from aftersales_desktop.ui.widgets.column import Cell, ColumnKind
from aftersales_desktop.ui.widgets.direction import in_direction, start_alignment
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.pill import paint_pill, pill_size

_PADDING = 12
_BAR = 4
_IN_ORDER = {ColumnKind.CODE, ColumnKind.NUMBER, ColumnKind.DATE}


class CellDelegate(QStyledItemDelegate):
    """Paints every kind of column; words come ready from the model."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        theme = kit.theme
        self._theme = theme
        self._compact = compact
        self._strong = theme.font(QFont.Weight.DemiBold)
        self._plain = theme.font()
        self._figures = theme.font(equal_digits=True)
        self._small = theme.font(larger=-2)
        self._metrics = {
            id(font): QFontMetrics(font) for font in (self._strong, self._plain, self._figures, self._small)
        }
        self._alignment = start_alignment(theme.right_to_left)
        self._direction = Qt.LayoutDirection.RightToLeft if theme.right_to_left else Qt.LayoutDirection.LeftToRight

    def row_height(self) -> int:
        """Two lines and air, from the typeface; 52 px at the usual size."""
        upper, lower = self._metrics[id(self._strong)].height(), self._metrics[id(self._small)].height()
        return max(36, upper + 14) if self._compact else max(52, upper + lower + 8)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(80, self.row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """One cell."""
        self._paint_ground(painter, option, index)
        model = index.model()
        column = model.columns[index.column()]
        cell = model.cell_at(index.row(), index.column())
        rect = option.rect.adjusted(_PADDING, 0, -_PADDING, -1)
        painter.save()
        if column.kind is ColumnKind.PILL:
            if cell.text:
                paint_pill(painter, self._theme, rect, cell.text, cell.tone)
        else:
            self._paint_lines(painter, rect, cell, column.kind, column.sub_kind)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: QModelIndex
    ) -> bool:
        """A tooltip only where words were cut off."""
        text = "" if event.type() != QEvent.Type.ToolTip else self.cut_text(view, index)
        if text:
            QToolTip.showText(event.globalPos(), text, view)
        else:
            QToolTip.hideText()
        return True

    def cut_text(self, view: QAbstractItemView, index: QModelIndex) -> str:
        """The whole text of a cell that is wider than its column; "" if everything can be read."""
        if not index.isValid():
            return ""
        column = index.model().columns[index.column()]
        cell = index.model().cell_at(index.row(), index.column())
        room = view.visualRect(index).width() - 2 * _PADDING
        if column.kind is ColumnKind.PILL:
            fits = pill_size(self._theme, cell.text).width() <= room
        else:
            upper = self._metrics[id(self._font_of(cell, column.kind))].horizontalAdvance(cell.text)
            fits = max(upper, self._metrics[id(self._small)].horizontalAdvance(cell.sub_text)) <= room
        return "" if fits else "\n".join(filter(None, (cell.text, cell.sub_text)))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        widget = option.widget
        option.state &= ~QStyle.StateFlag.State_HasFocus
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        rect = option.rect
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._theme.colour("line"))
        header = widget.horizontalHeader()
        if option.state & QStyle.StateFlag.State_Selected and header.visualIndex(index.column()) == 0:
            left = rect.right() - _BAR + 1 if self._theme.right_to_left else rect.left()
            painter.fillRect(left, rect.top(), _BAR, rect.height() - 1, self._theme.colour("primary"))

    def _paint_lines(self, painter: QPainter, rect: QRect, cell: Cell, kind: ColumnKind, sub_kind: ColumnKind) -> None:
        two_lines = bool(cell.sub_text) and not self._compact
        font = self._font_of(cell, kind)
        height = self._metrics[id(font)].height()
        if not two_lines:
            self._paint_text(painter, rect, cell.text, font, cell.tone or "text", kind)
            return
        small_height = self._metrics[id(self._small)].height()
        top = rect.center().y() - (height + small_height) // 2 + 1
        upper = QRect(rect.left(), top, rect.width(), height)
        lower = QRect(rect.left(), top + height - 1, rect.width(), small_height)
        self._paint_text(painter, upper, cell.text, font, cell.tone or "text", kind)
        self._paint_text(painter, lower, cell.sub_text, self._small, cell.sub_tone or "muted", sub_kind)

    def _font_of(self, cell: Cell, kind: ColumnKind) -> QFont:
        if kind is ColumnKind.NUMBER:
            return self._figures
        return self._strong if kind is ColumnKind.TEXT and cell.sub_text else self._plain

    def _paint_text(self, painter: QPainter, rect: QRect, text: str, font: QFont, token: str, kind: ColumnKind) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(token))
        in_order = kind in _IN_ORDER
        if not in_order:
            text = in_direction(text, self._theme.right_to_left)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight if in_order else self._direction)
        shown = self._metrics[id(font)].elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, self._alignment | Qt.TextFlag.TextSingleLine, shown)
