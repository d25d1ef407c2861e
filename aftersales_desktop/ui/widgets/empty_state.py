"""What an empty list says, with the one thing to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label


class EmptyState(QWidget):
    """An icon, a sentence, a hint, a button and perhaps a quieter one."""

    def __init__(self, kit: Kit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kit = kit
        self._action: Callable[[], object] | None = None
        self._icon = QLabel()
        self._title = Label(kit, "", "card_title", wrap=True)
        self._hint = Label(kit, "", "hint", wrap=True)
        self.button = Button(kit, "", kind="primary")
        self.button.clicked.connect(self._act)
        self._other_action: Callable[[], object] | None = None
        self.other = Button(kit, "", kind="ghost")
        self.other.clicked.connect(self._act_otherwise)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addStretch(2)
        for widget in (self._icon, self._title, self._hint):
            widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(widget)
        layout.addSpacing(6)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(self.other, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        self.say(kit.words("Nothing here yet"))
        self.hide()

    def say(
        self,
        title: str,
        hint: str = "",
        *,
        icon: str = "notes",
        action_title: str = "",
        action: Callable[[], object] | None = None,
    ) -> None:
        """Change words, icon and button."""
        self._icon.setPixmap(self._kit.theme.pixmap(icon, "muted", 40))
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._action = action
        self.button.set_caption(action_title)
        self.button.setVisible(action is not None and bool(action_title))
        self.other.hide()

    def offer_also(self, title: str, action: Callable[[], object]) -> None:
        """A second, quieter button, until other words are shown."""
        self._other_action = action
        self.other.set_caption(title)
        self.other.show()

    def title(self) -> str:
        """The sentence."""
        return self._title.text()

    def _act_otherwise(self) -> None:
        if self._other_action is not None:
            self._other_action()

    def _act(self) -> None:
        if self._action is not None:
            self._action()
