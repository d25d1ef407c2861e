"""The card beside a list: what is being entered or looked at, with its buttons always in sight."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.list_view import WIDE_WINDOW
from aftersales_desktop.ui.widgets.pill import Pill

NARROW, WIDE = 364, 460
_SIDES = 36


class SidePanel(QFrame):
    """Title, small print, a close cross; a body that scrolls; buttons below, the primary one first.

    Escape or the cross hides the panel and sends `closed`; what was typed stays in it.
    """

    closed = Signal()

    def __init__(
        self, kit: Kit, title: str = "", parent: QWidget | None = None, *, widths: tuple[int, int] = (NARROW, WIDE)
    ) -> None:
        """`widths` are those in a usual window and in one of WIDE_WINDOW pixels or more."""
        super().__init__(parent)
        self._kit = kit
        self._narrow, self._wide = widths
        self.setProperty("role", "card")
        self._title = Label(kit, title, "card_title")
        self._subtitle = Label(kit, "", "hint")
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.pill = Pill(kit)
        self.close_button = IconButton(kit, "x", kit.words("Close"), keys="Esc")
        self.close_button.setObjectName("panel_close")
        self.close_button.clicked.connect(self.close_panel)
        self._scroll = self._make_scroll()
        self.top_bar = QVBoxLayout()
        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        self._more_actions = QHBoxLayout()
        self._more_actions.setSpacing(8)
        self._lay_out()
        self.setFixedWidth(self._narrow)
        QApplication.instance().focusChanged.connect(self._follow_cursor)

    def _make_scroll(self) -> QScrollArea:
        self._body = QWidget()
        self._body.setObjectName("scroll_body")
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(2, 2, 2, 2)
        self.body.setSpacing(10)
        scroll = QScrollArea()
        scroll.setWidget(self._body)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return scroll

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title)
        head.addWidget(self.pill)
        head.addWidget(self._subtitle, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 14)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(line())
        layout.addLayout(self.top_bar)
        layout.addWidget(self._scroll, 1)
        self._bar_line = line()
        layout.addWidget(self._bar_line)
        layout.addLayout(self.actions)
        layout.addLayout(self._more_actions)
        self._bar_line.hide()

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the head."""
        self._title.setText(title)
        self.set_subtitle(subtitle)

    def title(self) -> str:
        """The words of the head."""
        return self._title.text()

    def set_subtitle(self, subtitle: str) -> None:
        """The small print, such as "draft saved"."""
        self._subtitle.setText(subtitle)

    def keep(self, *widgets: QWidget) -> None:
        """Hold contents and buttons that are not shown yet; they go when the panel goes."""
        for widget in widgets:
            widget.hide()
            widget.setParent(self._body)

    def set_content(self, widget: QWidget) -> None:
        """What the body shows; the widget before is hidden, not destroyed."""
        for place in range(self.body.count()):
            shown = self.body.itemAt(place).widget()
            if shown is not None and shown is not widget:
                shown.hide()
        if self.body.indexOf(widget) < 0:
            self.body.addWidget(widget)
        widget.show()

    def content(self) -> QWidget | None:
        """The widget the body shows."""
        widgets = (self.body.itemAt(place).widget() for place in range(self.body.count()))
        return next((widget for widget in widgets if widget is not None and not widget.isHidden()), None)

    def set_actions(self, *buttons: Button) -> None:
        """The buttons of the bar; the first one grows, because it is the primary one. Old ones are hidden.

        Where they are too wide for one line, the primary one has a line of its own.
        """
        for row in (self.actions, self._more_actions):
            while (item := row.takeAt(0)) is not None:
                if item.widget() is not None and item.widget() not in buttons:
                    item.widget().hide()
        needed = sum(button.sizeHint().width() + self.actions.spacing() for button in buttons)
        in_one_line = needed <= self.width() - _SIDES
        for place, button in enumerate(buttons):
            row = self.actions if place == 0 or in_one_line else self._more_actions
            row.addWidget(button, 1 if place == 0 or not in_one_line else 0)
            button.show()
        self._bar_line.setVisible(bool(buttons))

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget of the body into sight."""
        self._scroll.ensureWidgetVisible(widget, 0, 24)

    def _follow_cursor(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Enter and problems move the cursor without Tab, the only move that Qt scrolls for."""
        if now is not None and self._body.isAncestorOf(now):
            self.scroll_to(now)

    def open_panel(self) -> None:
        """Show it."""
        self.show()

    def close_panel(self) -> None:
        """Hide it and tell."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.close_panel()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.window().installEventFilter(self)
        self._fit_width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.window():
            self._fit_width()
        return False

    def _fit_width(self) -> None:
        self.setFixedWidth(self._wide if self.window().width() >= WIDE_WINDOW else self._narrow)
