"""A picture such as the logo: choose a file or drop it here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.line_field import Field

MOST_BYTES = 1024 * 1024
_PICTURE_HEIGHT = 64
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


class ImageField(Field, QFrame):
    """The bytes of a PNG or JPEG of at most 1 MB, or None."""

    def __init__(self, kit: Kit, parent: QWidget | None = None, choose_file: Callable[[], str] | None = None) -> None:
        super().__init__(parent)
        self.kit = kit
        self._bytes: bytes | None = None
        self._choose_file = choose_file or self._ask_for_file
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        words = kit.words
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words = Label(kit, words("Drop a PNG or JPEG here"), "hint", wrap=True)
        self._choose = Button(kit, words("Choose a file"), "photo-plus")
        self._choose.clicked.connect(self.choose)
        self._remove = Button(kit, words("Remove"), "trash", "ghost")
        self._remove.clicked.connect(self._on_removed)
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._choose)
        buttons.addWidget(self._remove)
        buttons.addStretch()
        beside = QVBoxLayout()
        beside.addWidget(self._words)
        beside.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.addWidget(self._picture)
        layout.addLayout(beside, 1)

    def value(self) -> bytes | None:
        """The file as it was chosen."""
        return self._bytes

    def set_value(self, value: bytes | None) -> None:
        """Show a picture."""
        self._bytes = value or None
        self._show()

    def draft(self) -> None:
        """A picture is not kept in a draft."""
        return

    def set_draft(self, draft: object) -> None:
        """A picture is not kept in a draft."""

    def choose(self) -> None:
        """Ask for a file and take it."""
        path = self._choose_file()
        if path:
            self.take_file(Path(path))

    def take_file(self, path: Path) -> None:
        """Take a picture from a file, or say why not."""
        words = self.kit.words
        try:
            if path.stat().st_size > MOST_BYTES:
                self.set_problem(words("This picture is larger than 1 MB; choose a smaller one."))
                return
            content = path.read_bytes()
        except OSError:
            self.set_problem(words("This file cannot be read; choose another one."))
            return
        if not content.startswith(_STARTS) or QImage.fromData(QByteArray(content)).isNull():
            self.set_problem(words("This is not a PNG or JPEG picture; choose another file."))
            return
        self.set_value(content)
        self.set_problem(None)
        self.tell_change()

    def _on_removed(self) -> None:
        self.set_value(None)
        self.tell_change()

    def _show(self) -> None:
        self._remove.setVisible(self._bytes is not None)
        if self._bytes is None:
            self._picture.setPixmap(self.kit.theme.pixmap("photo", "muted", 40))
            return
        picture = QPixmap()
        picture.loadFromData(QByteArray(self._bytes))
        self._picture.setPixmap(
            picture.scaled(
                _PICTURE_HEIGHT * 2,
                _PICTURE_HEIGHT,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        )

    def _ask_for_file(self) -> str:
        words = self.kit.words
        path, _filter = QFileDialog.getOpenFileName(
            self.window(), words("Choose a picture"), "", words("Pictures (*.png *.jpg *.jpeg)")
        )
        return path

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.take_file(Path(files[0]))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.choose()
            return
        super().keyPressEvent(event)
