"""The keys of the program, in one table; the help page and the tooltips are made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.physical_keys import SCAN_CODE_OFFSET, US_KEYS


@dataclass(frozen=True)
class KeyBinding:
    """One key: the name the code uses, the keys, what the help says; `bar` puts it in the status bar."""

    name: str
    keys: str
    title: str
    bar: bool = False


KEYS = (
    KeyBinding("help", "F1", N_("Help"), bar=True),
    KeyBinding("intake", "F2", N_("New intake"), bar=True),
    KeyBinding("search", "F3", N_("Search"), bar=True),
    KeyBinding("new_customer", "F4", N_("New customer")),
    KeyBinding("refresh", "F5", N_("Refresh")),
    KeyBinding("next_state", "F6", N_("Next state")),
    KeyBinding("hand_over", "F8", N_("Hand over"), bar=True),
    KeyBinding("print_last", "F9", N_("Print the last paper again")),
    KeyBinding("save", "Ctrl+S", N_("Save"), bar=True),
    KeyBinding("print", "Ctrl+P", N_("Print"), bar=True),
    KeyBinding("save_and_print", "Ctrl+Return", N_("Save and print")),
    KeyBinding("undo", "Ctrl+Z", N_("Undo")),
    KeyBinding("close_panel", "Esc", N_("Close the panel")),
    KeyBinding("next_field", "Return", N_("Next input")),
    KeyBinding("previous_field", "Shift+Return", N_("Previous input")),
    KeyBinding("open_list", "Alt+Down", N_("Open the list or the calendar of an input")),
    KeyBinding("open_row", "Space", N_("Open the chosen row")),
    KeyBinding("tab", "Ctrl+1 ... Ctrl+9", N_("Go to a tab")),
)
_BY_NAME = {binding.name: binding for binding in KEYS}


def keys_of(name: str) -> str:
    """The keys as they are shown: Ctrl+Enter, F2."""
    return _BY_NAME[name].keys.replace("Return", "Enter")


def sequence_of(name: str) -> QKeySequence:
    """The keys as Qt wants them."""
    return QKeySequence(_BY_NAME[name].keys)


def make_action(owner: QWidget, name: str, text: str, slot: Callable[[], object]) -> QAction:
    """An action of a screen with its key from the table; works while the owner or a child has the cursor."""
    action = QAction(text, owner)
    action.setObjectName(name)
    if name in _BY_NAME:
        action.setShortcut(sequence_of(name))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(slot)
    owner.addAction(action)
    return action


def bind_key(window: QWidget, name: str, slot: Callable[[], object]) -> QShortcut:
    """A key of the whole window."""
    shortcut = QShortcut(sequence_of(name), window)
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
