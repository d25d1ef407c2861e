"""The dark bar along the start edge: whose centre this is, and the tabs."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout

from aftersales_desktop.ui.tabs import Tab
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label

WIDTH = 204
_GAP = "\u2002\u2002"


class SideBar(QFrame):
    """`tab_chosen(key)` follows a click on a tab."""

    tab_chosen = Signal(str)

    def __init__(self, kit: Kit, tabs: Sequence[Tab]) -> None:
        super().__init__()
        self._kit = kit
        self.setProperty("role", "side")
        self.setFixedWidth(WIDTH)
        self._name = Label(kit, kit.words("Aftersales Desktop"), "card_title")
        self._centre = Label(kit, "", "hint")
        self._centre.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 14)
        layout.setSpacing(4)
        layout.addLayout(self._brand())
        layout.addSpacing(14)
        for number, tab in enumerate(tabs, start=1):
            if tab.at_end:
                layout.addStretch(1)
            layout.addWidget(self._button(tab, number))

    def set_centre(self, name: str) -> None:
        """The centre's name under the program's."""
        self._centre.setText(name)
        self._centre.setToolTip(name)

    def choose(self, key: str) -> None:
        """Light a tab without telling anybody."""
        self._buttons[key].setChecked(True)

    def _brand(self) -> QHBoxLayout:
        mark = QFrame()
        mark.setProperty("role", "brand")
        mark.setFixedSize(36, 36)
        picture = QLabel(mark)
        picture.setPixmap(self._kit.theme.pixmap("tool", "on_side", 20))
        picture.setGeometry(0, 0, 36, 36)
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._name)
        names.addWidget(self._centre)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(mark)
        row.addLayout(names, 1)
        return row

    def _button(self, tab: Tab, number: int) -> QToolButton:
        words, theme = self._kit.words, self._kit.theme
        title = words(tab.title)
        button = QToolButton()
        button.setObjectName(f"tab_{tab.key}")
        button.setProperty("kind", "nav")
        button.setCheckable(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setIcon(theme.icon(tab.icon, "side_text", checked="on_side"))
        button.setIconSize(QSize(20, 20))
        button.setText(in_direction(_GAP + title, words.right_to_left))
        button.setAccessibleName(title)
        button.setToolTip(f"{title} (Ctrl+{number})")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(self._on_clicked)
        self._group.addButton(button)
        self._buttons[tab.key] = button
        return button

    def _on_clicked(self) -> None:
        self.tab_chosen.emit(next(key for key, button in self._buttons.items() if button.isChecked()))
