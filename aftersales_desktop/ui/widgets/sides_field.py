"""Two values side by side, of which one stays; or both, where that makes sense."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aftersales_desktop.domain.merging import Side
from aftersales_desktop.domain.text import ascii_digits
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, set_look
from aftersales_desktop.ui.widgets.line_field import Field

_MARK = 18


class _Card(QFrame):
    """One of the values; a click takes it."""

    def __init__(self, kit: Kit, take: Callable[[], None]) -> None:
        super().__init__()
        self._kit = kit
        self._take = take
        self.setProperty("role", "side_card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words = Label(kit, "", wrap=True)
        self._mark = QLabel()
        self._mark.setFixedWidth(_MARK)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 7, 8, 7)
        layout.setSpacing(6)
        layout.addWidget(self.words, 1)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)

    def show_chosen(self, chosen: bool) -> None:
        """Mark it as what stays."""
        set_look(self, chosen=chosen)
        if chosen:
            self._mark.setPixmap(self._kit.theme.pixmap("check", "primary", _MARK))
        else:
            self._mark.clear()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._take()


class SidesField(Field, QFrame):
    """The value is the Side that stays. With the keyboard: 1, 2 and 3, or the arrows."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._value = Side.ONE
        self.setProperty("role", "chips")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cards = {side: _Card(kit, partial(self._take, side)) for side in (Side.ONE, Side.OTHER)}
        self.both = Button(kit, kit.words("Keep both"), kind="chip", parent=self)
        self.both.setCheckable(True)
        self.both.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.both.clicked.connect(self._take_both)
        pair = QHBoxLayout()
        pair.setSpacing(6)
        for card in self.cards.values():
            pair.addWidget(card, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(4)
        layout.addLayout(pair)
        layout.addWidget(self.both, 0, Qt.AlignmentFlag.AlignLeading)
        self.show_sides("", "", can_join=False)

    def show_sides(self, one: str, other: str, *, can_join: bool) -> None:
        """Other values, in ready words; an empty one is shown as a dash."""
        for card, words in zip(self.cards.values(), (one, other), strict=True):
            card.words.setText(words or "—")
        self.both.setVisible(can_join)
        self._show()

    def rule(self) -> str:
        """The keys."""
        return self.kit.words("Key 1 keeps the first value, 2 the second, 3 both, where both may stay; or the arrows.")

    def value(self) -> Side:
        """What stays."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Choose; None is the first."""
        self._value = Side(value or Side.ONE)
        self._show()

    def is_empty(self) -> bool:
        """There is always a choice."""
        return False

    def _offered(self) -> list[Side]:
        return [*self.cards, *([Side.BOTH] if not self.both.isHidden() else [])]

    def _take_both(self) -> None:
        self._take(Side.BOTH)

    def _take(self, side: Side) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if side in self._offered():
            self._value = side
            self._show()
            self.tell_change()

    def _show(self) -> None:
        for side, card in self.cards.items():
            card.show_chosen(self._value in (side, Side.BOTH))
        self.both.setChecked(self._value is Side.BOTH)
        kept = [card.words.text() for side, card in self.cards.items() if self._value in (side, Side.BOTH)]
        self.setAccessibleDescription(self._problem or without_bidi_controls(self.kit.words.joined(kept)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit, key, offered = ascii_digits(event.text()), event.key(), self._offered()
        forward = Qt.Key.Key_Left if self.kit.words.right_to_left else Qt.Key.Key_Right
        if digit in ("1", "2", "3") and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            place = int(digit) - 1
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            place = offered.index(self._value) + (1 if key == forward else -1)
        else:
            super().keyPressEvent(event)
            return
        if 0 <= place < len(offered):
            self._take(offered[place])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.left.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())
