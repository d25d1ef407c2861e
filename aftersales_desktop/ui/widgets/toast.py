"""Short notes at the bottom of the window that go by themselves, some with a way back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.shadow import Shadow

SECONDS = 7
SECONDS_TO_UNDO = 60
MOST_SHOWN = 3
_ABOVE_BOTTOM = 52
_GAP = 10
_ICONS = {
    "ok": ("circle-check", "toast_ok"),
    "warn": ("alert-triangle", "toast_warn"),
    "info": ("info-circle", "toast_link"),
}


class Toast(QFrame):
    """One note."""

    gone = Signal(object)

    def __init__(self, kit: Kit, parent: QWidget, text: str, tone: str, undo: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self.text = text
        self._undo = undo
        self.setProperty("role", "toast")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        icon, token = _ICONS[tone]
        picture = QLabel()
        picture.setPixmap(kit.theme.pixmap(icon, token))
        self._words = Label(kit, text)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(10)
        layout.addWidget(picture)
        layout.addWidget(self._words, 1)
        if undo is not None:
            self.button = Button(kit, kit.words("Undo"), keys="Ctrl+Z")
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.button.clicked.connect(self.undo)
            layout.addWidget(self.button)
        self._shadow = Shadow(self, 14, 5, 10)
        self._timer = QTimer(self, singleShot=True, interval=round(SECONDS * 1000))
        self._timer.timeout.connect(self.leave)
        self._timer.start()

    def fit(self, most_width: int) -> None:
        """Take the room the words want, in several lines if need be."""
        self._words.setWordWrap(False)
        if self.sizeHint().width() > most_width:
            self._words.setWordWrap(True)
            self.resize(most_width, self.heightForWidth(most_width))
        else:
            self.adjustSize()

    def can_undo(self) -> bool:
        """Whether there is a way back."""
        return self._undo is not None

    def take_undo(self) -> Callable[[], object] | None:
        """The way back, for somebody else to go."""
        undo, self._undo = self._undo, None
        return undo

    def undo(self) -> None:
        """Go back, once."""
        undo = self.take_undo()
        self.leave()
        if undo is not None:
            undo()

    def leave(self) -> None:
        """Go away."""
        self._timer.stop()
        self.hide()
        self.gone.emit(self)

    def enterEvent(self, event: QEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()


class ToastStack(QObject):
    """Notes of one window, the newest at the bottom; never takes the keyboard.

    The way back of the last one that went by itself stays open for a while: a paper may have covered it.
    """

    def __init__(self, kit: Kit, window: QWidget) -> None:
        super().__init__(window)
        self._kit = kit
        self._window = window
        self.toasts: list[Toast] = []
        self._way_back: Callable[[], object] | None = None
        self._closing = QTimer(self, singleShot=True, interval=SECONDS_TO_UNDO * 1000)
        self._closing.timeout.connect(self._close_way_back)
        window.installEventFilter(self)

    def show_toast(self, text: str, undo: Callable[[], object] | None = None, tone: str = "ok") -> Toast:
        """Show a note; tones: ok, info, warn."""
        toast = Toast(self._kit, self._window, text, tone, undo)
        toast.gone.connect(self._forget)
        self.toasts.append(toast)
        for old in self.toasts[:-MOST_SHOWN]:
            old.leave()
        toast.show()
        self._place()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(toast, text))
        return toast

    def undo_newest(self) -> bool:
        """What Ctrl+Z does outside of an input: undo the newest note that has a way back."""
        for toast in reversed(self.toasts):
            if toast.can_undo():
                toast.undo()
                return True
        way_back, self._way_back = self._way_back, None
        if way_back is not None:
            way_back()
        return way_back is not None

    def _close_way_back(self) -> None:
        self._way_back = None

    def _forget(self, toast: Toast) -> None:
        if toast in self.toasts:
            self.toasts.remove(toast)
            if toast.can_undo():
                self._way_back = toast.take_undo()
                self._closing.start()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - _ABOVE_BOTTOM
        for toast in reversed(self.toasts):
            toast.fit(min(640, self._window.width() - 48))
            toast.move((self._window.width() - toast.width()) // 2, bottom - toast.height())
            toast.raise_()
            bottom -= toast.height() + _GAP

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self._place()
        return False
