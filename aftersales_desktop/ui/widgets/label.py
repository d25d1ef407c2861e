"""A line of words that stays on its side, in one of the roles of the style sheet."""

from __future__ import annotations

from PySide6 import QtGui
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit


class Label(QLabel):
    """Words on the screen. Roles: title, cell, card_title, section, strong, hint, label, problem, key or none."""

    def __init__(
        self, kit: Kit, text: str = "", role: str = "", *, wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._right_to_left = kit.words.right_to_left
        if role:
            self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show words; a mark is added where the first letter would turn the line around."""
        super().setText(in_direction(text, self._right_to_left))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._right_to_left and self.wordWrap() and not self._is_selectable():
            self._paint_lines()
        else:
            super().paintEvent(event)

    def _is_selectable(self) -> bool:
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse)

    def _paint_lines(self) -> None:
        """Qt sets a broken right-to-left line off by the space at its end; laid out by itself it stays at the edge."""
        # Named through the module: PySide makes these classes only when they are wanted, long after the first paint.
        layout = QtGui.QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        centred = self.alignment() & Qt.AlignmentFlag.AlignHCenter
        option = QtGui.QTextOption(Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignRight)
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setWrapMode(QtGui.QTextOption.WrapMode.WordWrap)
        layout.setTextOption(option)
        room = self.contentsRect()
        height = 0.0
        layout.beginLayout()
        while (row := layout.createLine()).isValid():
            row.setLineWidth(room.width())
            row.setPosition(QPointF(0, height))
            height += row.height()
        layout.endLayout()
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, QPointF(room.left(), room.top() + max(0.0, (room.height() - height) / 2)))


class ElidedLabel(Label):
    """One line that ends in … where there is no room for the rest; the whole text is its tooltip then."""

    def __init__(self, kit: Kit, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        self._whole = ""
        super().__init__(kit, text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show words."""
        self._whole = in_direction(text, self._right_to_left)
        self._elide()

    def whole_text(self) -> str:
        """The words, cut or not."""
        return self._whole

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, max(self.width(), 20))
        QLabel.setText(self, shown)
        self.setToolTip(self._whole if shown != self._whole else "")


class KeyLabel(Label):
    """A little key cap: F3, Ctrl+S."""

    def __init__(self, kit: Kit, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(kit, keys, "key", parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def line(parent: QWidget | None = None) -> QFrame:
    """A thin line between two parts of a card."""
    frame = QFrame(parent)
    frame.setProperty("role", "line")
    return frame


def set_look(widget: QWidget, **properties: object) -> None:
    """Set style-sheet properties and let the widget and what is in it be painted by the rules that now match."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    for styled in (widget, *widget.findChildren(QWidget)):
        styled.style().unpolish(styled)
        styled.style().polish(styled)
        styled.update()
