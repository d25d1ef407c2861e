"""What makes the keys of the table work: actions, shortcuts of the window, Ctrl+letter on a Persian layout."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.ui.physical_keys import SCAN_CODE_OFFSET, US_KEYS
from aftersales_desktop.ui.shortcuts import BY_NAME


def sequence_of(name: str) -> QKeySequence:
    """The keys as Qt wants them."""
    return QKeySequence(BY_NAME[name].keys)


def make_action(owner: QWidget, name: str, text: str, slot: Callable[[], object]) -> QAction:
    """An action of a screen with its key from the table; works while the owner or a child has the cursor."""
    action = QAction(text, owner)
    action.setObjectName(name)
    if name in BY_NAME:
        action.setShortcuts([sequence_of(name), *([QKeySequence(BY_NAME[name].also)] if BY_NAME[name].also else [])])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(slot)
    owner.addAction(action)
    return action


def bind_key(window: QWidget, name: str, slot: Callable[[], object]) -> QShortcut:
    """A key of the whole window."""
    return _shortcut(window, name, sequence_of(name), slot)


def bind_tab_key(window: QWidget, number: int, tab: str, slot: Callable[[], object]) -> QShortcut:
    """Ctrl+number goes to a tab."""
    return _shortcut(window, f"goto_{tab}", QKeySequence(f"Ctrl+{number}"), slot)


def _shortcut(window: QWidget, name: str, keys: QKeySequence, slot: Callable[[], object]) -> QShortcut:
    shortcut = QShortcut(keys, window)
    shortcut.setObjectName(name)
    shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
    shortcut.activated.connect(slot)
    return shortcut


class LatinControlKeys(QObject):
    """Makes Ctrl+letter work where the keyboard has only a Persian layout: the key's place decides.

    Install on the application. https://doc.qt.io/qt-6/qshortcut.html matches by letter, which a Persian layout lacks.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, QWidget):
            return False
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.key() < 0x80 or event.key() > 0xFFFFF:
            return False
        cap = US_KEYS.get(event.nativeScanCode() - SCAN_CODE_OFFSET)
        if cap is None or not cap.plain.isalnum():
            return False
        key = Qt.Key(ord(cap.plain.upper()))
        if not self._trigger(watched, event, key):
            latin = QKeyEvent(QEvent.Type.KeyPress, key, event.modifiers(), "")
            self._app.sendEvent(watched, latin)
        return True

    def _trigger(self, widget: QWidget, event: QKeyEvent, key: Qt.Key) -> bool:
        wanted = QKeySequence(event.modifiers().value | key.value)
        owner: QWidget | None = widget
        while owner is not None:
            for action in owner.actions():
                if action.shortcut() == wanted and action.isEnabled():
                    action.trigger()
                    return True
            owner = None if owner.isWindow() else owner.parentWidget()
        for shortcut in widget.window().findChildren(QShortcut):
            if shortcut.key() == wanted and shortcut.isEnabled():
                shortcut.activated.emit()
                return True
        return False
