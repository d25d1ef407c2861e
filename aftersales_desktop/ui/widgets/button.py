"""Buttons with an icon, a gap, a name for screen readers and their key in the tooltip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QToolButton, QWidget

from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit

_ICON_TOKENS = {"primary": "on_primary", "danger": "danger", "ghost": "primary", "chip": "text2"}
_GAP = "\u2002"


class Button(QPushButton):
    """A button in words. Kinds: plain, primary, danger, ghost, chip."""

    def __init__(
        self,
        kit: Kit,
        text: str,
        icon: str = "",
        kind: str = "plain",
        *,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kit = kit
        self.keys = keys
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIcon(kit.theme.icon(icon, _ICON_TOKENS.get(kind, "text2"), size=18))
            self.setIconSize(QSize(18, 18))
        self.set_caption(text)

    def set_caption(self, text: str) -> None:
        """Show other words."""
        gap = _GAP if not self.icon().isNull() else ""
        self.setText(in_direction(gap + text.replace("&", "&&"), self._kit.words.right_to_left))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({self.keys})" if self.keys else "")

    def caption(self) -> str:
        """The words on it."""
        return self.accessibleName()


class ActionButton(Button):
    """A view of an action: same words, same key, enabled together with it."""

    def __init__(
        self, kit: Kit, action: QAction, icon: str = "", kind: str = "plain", parent: QWidget | None = None
    ) -> None:
        keys = action.shortcut().toString().replace("Return", "Enter")
        super().__init__(kit, action.text(), icon, kind, keys=keys, parent=parent)
        self._action = action
        self.setObjectName(action.objectName())
        self.clicked.connect(self._trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _trigger(self) -> None:
        self._action.trigger()

    def _follow(self) -> None:
        self.setEnabled(self._action.isEnabled())
        if not self._action.isVisible():
            self.hide()
        if self.caption() != self._action.text():
            self.set_caption(self._action.text())


class ToolLink(ActionButton):
    """One of many things to do with a record: away while it cannot be done, so that the rest is found at once."""

    def __init__(self, kit: Kit, action: QAction, icon: str = "") -> None:
        super().__init__(kit, action, icon, "ghost")

    def _follow(self) -> None:
        super()._follow()
        is_offered = self._action.isEnabled() and self._action.isVisible()
        if not is_offered:
            self.hide()
        elif self.parent() is not None:
            self.show()


class MenuButton(Button):
    """A button that opens a short menu."""

    def __init__(self, kit: Kit, text: str, icon: str = "dots-vertical", parent: QWidget | None = None) -> None:
        super().__init__(kit, text, icon, parent=parent)
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def add(self, name: str, text: str, icon: str, slot: Callable[[], object]) -> QAction:
        """One more line of the menu."""
        action = self._menu.addAction(self._kit.theme.icon(icon), in_direction(text, self._kit.words.right_to_left))
        action.setObjectName(name)
        action.triggered.connect(slot)
        return action


class IconButton(QToolButton):
    """A button that is only an icon; its words are in the tooltip and for screen readers."""

    def __init__(
        self, kit: Kit, icon: str, text: str, *, keys: str = "", token: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "icon")
        self.setIcon(kit.theme.icon(icon, token))
        self.setIconSize(QSize(20, 20))
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({keys})" if keys else text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
