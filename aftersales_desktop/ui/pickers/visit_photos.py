"""The photos and files that the visits of a device brought: to open here, to change on the order they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.services.life_files import LifeFile
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.file_actions import FileActions
from aftersales_desktop.ui.pickers.file_tiles import AT_A_TIME, FileTiles
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.label import Label


class VisitPhotos(QWidget):
    """Newest first; hidden when there are none."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.setObjectName("visit_photos")
        self._files: list[LifeFile] = []
        self._most = AT_A_TIME
        self._heading = Label(kit, "", "section")
        self.tiles = FileTiles(context, can_change=False)
        self._actions = FileActions(context, self)
        self.tiles.opened.connect(self._open)
        self._more = Button(kit, "", kind="ghost")
        self._more.setObjectName("more_visit_photos")
        self._more.clicked.connect(self._show_more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self._heading, self.tiles, self._more):
            layout.addWidget(widget)

    def show_files(self, files: Iterable[LifeFile]) -> None:
        """Those that are on an order."""
        self._files = [file for file in files if file.order_id is not None][::-1]
        self._most = AT_A_TIME
        self._reload()

    def _reload(self) -> None:
        words = self._context.words
        self.setVisible(bool(self._files))
        self._heading.setText(f"{words('Photos of its visits')}\u2002{words.number(len(self._files))}")
        self.tiles.show_rows(tuple(file.file for file in self._files[: self._most]))
        hidden = len(self._files) - self._most
        self._more.setVisible(hidden > 0)
        self._more.set_caption(words.plural("Show {count} more", "Show {count} more", max(hidden, 0)))

    def _show_more(self) -> None:
        self._most += AT_A_TIME
        self._reload()

    def _open(self, attachment_id: int) -> None:
        self._actions.open(self.tiles.row(attachment_id))
