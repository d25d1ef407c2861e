"""What happened, one dated line under the other: the life of a serial, the history of an order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

_MARK = 32


class TimelineEvent(NamedTuple):
    """One event in ready words; the tone colours its mark. `open` leads to its record, where it has one."""

    when: str
    title: str
    detail: str = ""
    icon: str = "history"
    tone: str = "neutral"
    open: Callable[[], object] | None = None


class _Mark(QLabel):
    """The round mark and the line to the next one."""

    def __init__(self, kit: Kit, event: TimelineEvent, is_last: bool) -> None:
        super().__init__()
        self._kit = kit
        self._tone = kit.theme.tone(event.tone)
        self._picture = kit.theme.pixmap(event.icon, self._tone.text, 18)
        self._is_last = is_last
        self.setFixedWidth(_MARK)
        self.setMinimumHeight(_MARK + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._is_last:
            painter.fillRect(_MARK // 2 - 1, _MARK, 2, self.height() - _MARK, self._kit.theme.colour("border"))
        painter.setBrush(QColor(self._tone.background))
        painter.drawEllipse(2, 2, _MARK - 4, _MARK - 4)
        painter.drawPixmap((_MARK - 18) // 2, (_MARK - 18) // 2, self._picture)


class Timeline(QWidget):
    """Events in the order given."""

    def __init__(self, kit: Kit, events: Iterable[TimelineEvent] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self.set_events(events)

    def set_events(self, events: Iterable[TimelineEvent]) -> None:
        """Show other events."""
        if self._inner is not None:
            self._outer.removeWidget(self._inner)
            self._inner.deleteLater()
        self._inner = QWidget()
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        events = tuple(events)
        for place, event in enumerate(events):
            grid.addWidget(_Mark(self._kit, event, place == len(events) - 1), place, 0)
            grid.addLayout(self._lines(event), place, 1)
            if event.open is not None:
                grid.addWidget(self._opener(event), place, 2, Qt.AlignmentFlag.AlignTop)
        self._outer.addWidget(self._inner)

    def _opener(self, event: TimelineEvent) -> IconButton:
        arrow = "chevron-left" if self._kit.words.right_to_left else "chevron-right"
        button = IconButton(self._kit, arrow, self._kit.words("Open: {title}", title=event.title))
        button.clicked.connect(event.open)
        return button

    def _lines(self, event: TimelineEvent) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setContentsMargins(0, 0, 0, 12)
        lines.setSpacing(0)
        lines.addWidget(Label(self._kit, event.title, "strong", wrap=True))
        if event.detail:
            lines.addWidget(Label(self._kit, event.detail, "hint", wrap=True))
        lines.addWidget(Label(self._kit, event.when, "hint"))
        lines.addStretch()
        return lines
