"""One photo or file of a record as a tile: its small picture, what it is called, what it is for."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from aftersales_desktop.domain.attachments import KIND_TITLES
from aftersales_desktop.services.attachments import AttachmentRow
from aftersales_desktop.services.file_store import Condition
from aftersales_desktop.services.kept_files import Thumbnail
from aftersales_desktop.services.photos import Pixels
from aftersales_desktop.ui.widgets.button import IconButton
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import ElidedLabel, set_look

WIDTH = 92
PICTURE = QSize(84, 63)
_MORE, _EDGE = 26, 6
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_ICONS = (
    ("image/", "photo"), ("application/pdf", "file-certificate"), ("text/", "notes"), ("application/zip", "package"),
    ("application/vnd", "file-spreadsheet"),
)  # fmt: skip


class FileTile(QFrame):
    """Enter, Space or a click opens it; its dots, a right click or the menu key show what else can be done.

    One that cannot be changed here only opens.
    """

    opened = Signal(int)
    removed = Signal(int)
    menu_asked = Signal(int, QPoint)

    def __init__(self, kit: Kit, row: AttachmentRow, *, can_change: bool = True) -> None:
        super().__init__()
        self._kit = kit
        self.row = row
        self._can_change = can_change
        self.setProperty("role", "link_row")
        self.setObjectName(f"file_{row.id}")
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = QLabel()
        self._picture.setFixedSize(PICTURE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._kind = ElidedLabel(kit, kit.words(KIND_TITLES[row.kind]), "hint")
        self._more = IconButton(kit, "dots-vertical", kit.words("More about {file}", file=row.caption))
        self._more.setParent(self)
        self._more.setObjectName(f"file_more_{row.id}")
        self._more.setProperty("over", "picture")
        self._more.setFixedSize(_MORE, _MORE)
        self._more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more.clicked.connect(self._ask_for_menu)
        self._more.setVisible(can_change)
        self._lay_out()
        self._describe()
        self._show_icon(self._usual_icon())

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        layout.setSpacing(0)
        layout.addWidget(self._picture)
        layout.addWidget(ElidedLabel(self._kit, self.row.caption, "strong"))
        layout.addWidget(self._kind)
        self._more.raise_()

    def _describe(self) -> None:
        words, row = self._kit.words, self.row
        kind = words(KIND_TITLES[row.kind])
        self.setAccessibleName(f"{row.caption}, {kind}")
        lines = [row.title, row.name, kind, words("Added {moment} by {name}", moment=row.added_at, name=row.added_by)]
        if row.taken_at is not None:
            lines.append(words("Taken {moment}", moment=row.taken_at))
        self.setToolTip("\n".join(in_direction(text, words.right_to_left) for text in lines if text))

    def show_thumbnail(self, thumbnail: Thumbnail) -> None:
        """The small picture once the worker has it, or that something is wrong with the file."""
        words, condition = self._kit.words, thumbnail.condition
        is_whole = condition is Condition.WHOLE
        problem = words("Missing") if condition is Condition.MISSING else words("Damaged")
        self._kind.setText(words(KIND_TITLES[self.row.kind]) if is_whole else problem)
        set_look(self._kind, role="hint" if is_whole else "problem")
        if not is_whole:
            self._show_icon("alert-triangle", "danger")
        elif thumbnail.pixels is not None:
            self._picture.setPixmap(_pixmap(thumbnail.pixels, self.devicePixelRatioF()))
        else:
            self._show_icon(self._usual_icon())

    def _usual_icon(self) -> str:
        return next((icon for start, icon in _ICONS if self.row.media_type.startswith(start)), "paperclip")

    def _show_icon(self, icon: str, token: str = "muted") -> None:
        self._picture.setPixmap(self._kit.theme.pixmap(icon, token, 32))

    def _ask_for_menu(self) -> None:
        self.menu_asked.emit(self.row.id, self._more.mapToGlobal(QPoint(0, self._more.height())))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)
        self._more.move(_EDGE if self._kit.words.right_to_left else self.width() - _MORE - _EDGE, _EDGE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.row.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._can_change:
            self.menu_asked.emit(self.row.id, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _OPENS:
            self.opened.emit(self.row.id)
        elif event.key() == Qt.Key.Key_Delete and self._can_change:
            self.removed.emit(self.row.id)
        else:
            super().keyPressEvent(event)


def _pixmap(pixels: Pixels, ratio: float) -> QPixmap:
    line = 3 * pixels.width
    image = QImage(pixels.rgb, pixels.width, pixels.height, line, QImage.Format.Format_RGB888)
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
