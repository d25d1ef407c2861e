"""A question inside the window: the rest goes dim until it is answered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.shadow import Shadow


class Sheet(QFrame):
    """Title, sentence, a body of your own, two buttons with verbs. `ask()` returns true for the verb."""

    def __init__(
        self,
        kit: Kit,
        window: QWidget,
        title: str,
        text: str,
        verb: str,
        *,
        danger: bool = False,
        refuse: str = "",
        width: int = 460,
    ) -> None:
        super().__init__(window)
        self.setProperty("role", "sheet_shade")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._loop = QEventLoop(self)
        self._answer = False
        self._focus_before = window.focusWidget()
        self.verb_button = Button(kit, verb, kind="danger" if danger else "primary")
        self.verb_button.setObjectName("sheet_verb")
        self.refuse_button = Button(kit, refuse or kit.words("Cancel"))
        self.refuse_button.setObjectName("sheet_refuse")
        self.verb_button.clicked.connect(self.accept)
        self.refuse_button.clicked.connect(self.refuse)
        self._first_focus: QWidget = self.refuse_button if danger else self.verb_button
        self.body = QVBoxLayout()
        self._card = self._make_card(kit, title, text, width)
        self._shadow = Shadow(self._card)
        window.installEventFilter(self)
        self._cover()

    def _make_card(self, kit: Kit, title: str, text: str, width: int) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        card.setFixedWidth(min(width, self.parentWidget().width() - 32))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.verb_button, 1)
        buttons.addWidget(self.refuse_button)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(10)
        if title:
            layout.addWidget(Label(kit, title, "card_title", wrap=True))
        if text:
            layout.addWidget(Label(kit, text, wrap=True))
        layout.addLayout(self.body)
        layout.addSpacing(6)
        layout.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(title or text)
        return card

    def focus_on(self, widget: QWidget) -> None:
        """Where the cursor stands first."""
        self._first_focus = widget

    def ask(self) -> bool:
        """Show, wait for the answer, go away."""
        self.show()
        self.raise_()
        self._first_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._loop.exec()
        if self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus(Qt.FocusReason.OtherFocusReason)
        self.hide()
        self.deleteLater()
        return self._answer

    def accept(self) -> None:
        """The verb."""
        self._answer = True
        self._loop.quit()

    def refuse(self) -> None:
        """The safe way out."""
        self._answer = False
        self._loop.quit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.refuse()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.refuse() if self.refuse_button.hasFocus() else self.accept()
        event.accept()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays inside the sheet."""
        return move_focus_inside(self, forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._cover()
        elif event.type() == QEvent.Type.Close:
            self.refuse()
        return False

    def _cover(self) -> None:
        self.setGeometry(self.parentWidget().rect())


def move_focus_inside(cover: QWidget, forward: bool) -> bool:
    """The next input inside what covers the window, from the last one back to the first."""
    inside = [widget for widget in cover.findChildren(QWidget) if _takes_tab(widget)]
    if not inside:
        return False
    now = cover.window().focusWidget()
    place = inside.index(now) if now in inside else -1
    inside[(place + (1 if forward else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
    return True


def _takes_tab(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
