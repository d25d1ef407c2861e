"""Photos and files of whatever record is shown: tiles to open, and ways to add more: a button, a drop, a paste."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QMenu, QProgressBar, QVBoxLayout, QWidget

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import AttachmentRow, Holder
from aftersales_desktop.services.work import Area
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.file_actions import FileActions
from aftersales_desktop.ui.pickers.file_intake import FileIntake, Offered, is_offer, offered_by
from aftersales_desktop.ui.pickers.file_tiles import AT_A_TIME, FileTiles
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.direction import in_direction
from aftersales_desktop.ui.widgets.label import Label, set_look

_OF_ORDERS = (FileKind.INTAKE, FileKind.HAND_BACK)
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class RecordFiles(QWidget):
    """The files of one record; `show_record` changes it, and every change to files shows by itself."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self.setObjectName("record_files")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._holder: Holder | None = None
        self._photo_kind = FileKind.PHOTO
        self._most = AT_A_TIME
        self.tiles = FileTiles(context)
        self.tiles.opened.connect(self._open)
        self.tiles.removed.connect(self._put_away)
        self.tiles.menu_asked.connect(self._show_menu)
        self.intake = FileIntake(context, self)
        self.actions = FileActions(context, self)
        self._heading = Label(kit, words("Photos and files"), "section")
        self._hint = Label(kit, words("Drop photos and files here, or paste them with Ctrl+V."), "hint", wrap=True)
        self._menu = QMenu(self)
        self._menu_row: AttachmentRow | None = None
        self._make_buttons()
        self._make_menu()
        self._lay_out()
        self.take_drops_of(self)
        self.intake.progressed.connect(self._show_progress)
        self.intake.ended.connect(self._progress.hide)
        context.changes.committed.connect(self._on_committed)

    # building -------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        kit, words = self._context.kit, self._context.words
        self._add = Button(kit, words("Add"), "photo-plus", "ghost")
        self._add.setObjectName("add_files")
        self._add.clicked.connect(self._choose)
        self._paste = IconButton(kit, "clipboard-list", words("Paste a picture or files"), keys="Ctrl+V")
        self._paste.setObjectName("paste_files")
        self._paste.clicked.connect(self.paste)
        self._more = Button(kit, "", kind="ghost")
        self._more.setObjectName("more_files")
        self._more.clicked.connect(self._show_more)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(words("Adding files"))
        self._stop = Button(kit, words("Stop"), "x", "ghost")
        self._stop.setObjectName("stop_files")
        self._stop.clicked.connect(self.intake.stop)

    def _make_menu(self) -> None:
        words, theme = self._context.words, self._context.kit.theme
        for name, text, icon, slot in (
            ("open_file", words("Open"), "eye", self._open_chosen),
            ("describe_file", words("Title and kind"), "edit", self._describe_chosen),
            ("save_file", words("Save a copy"), "download", self._save_chosen),
            ("put_file_away", words("Put away"), "trash", self._put_chosen_away),
        ):
            action = self._menu.addAction(theme.icon(icon), in_direction(text, words.right_to_left))
            action.setObjectName(name)
            action.triggered.connect(slot)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2)
        head.addWidget(self._heading, 1)
        head.addWidget(self._add)
        head.addWidget(self._paste)
        self._progress = QWidget()
        progress = QHBoxLayout(self._progress)
        progress.setContentsMargins(0, 0, 0, 0)
        progress.addWidget(self._bar, 1)
        progress.addWidget(self._stop)
        self._progress.hide()
        self._frame = QFrame()
        self._frame.setProperty("role", "drop")
        inside = QVBoxLayout(self._frame)
        inside.setContentsMargins(6, 6, 6, 6)
        inside.addWidget(self.tiles)
        inside.addWidget(self._hint)
        inside.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._frame)
        layout.addWidget(self._progress)

    # showing --------------------------------------------------------------------------------------------------

    def show_record(self, entity: str, record_uuid: str, photo_kind: FileKind = FileKind.PHOTO) -> None:
        """Show the files of a record; pictures that are added to it are of `photo_kind`."""
        holder = Holder(entity, record_uuid)
        if holder != self._holder:
            self._most = AT_A_TIME
        self._holder, self._photo_kind = holder, photo_kind
        self._reload()

    def _on_committed(self, areas: frozenset[Area]) -> None:
        """Adding a file again may have put right what was missing, so only whole ones are remembered."""
        if Area.FILES in areas and self._holder is not None:
            self.tiles.forget_problems()
            self._reload()

    def _reload(self) -> None:
        rows = attachments.list_attachments(self._context.desk, self._holder)
        words = self._context.words
        count = f"\u2002{words.number(len(rows))}" if rows else ""
        self._heading.setText(words("Photos and files") + count)
        self.tiles.show_rows(rows[: self._most])
        self._hint.setVisible(not rows)
        hidden = len(rows) - self._most
        self._more.setVisible(hidden > 0)
        self._more.set_caption(words.plural("Show {count} more", "Show {count} more", max(hidden, 0)))

    def _show_more(self) -> None:
        self._most += AT_A_TIME
        self._reload()

    # adding ---------------------------------------------------------------------------------------------------

    def add(self, offered: Sequence[Offered]) -> None:
        """Put files of this computer or copied pictures on the record that is shown."""
        if self._holder is not None and offered:
            self.intake.add(self._holder, offered, self._photo_kind)

    def _choose(self) -> None:
        words = self._context.words
        paths, _kind = QFileDialog.getOpenFileNames(self, words("Add photos and files"), str(Path.home()))
        self.add([Path(path) for path in paths])

    def paste(self) -> None:
        """Add what was copied in another program."""
        offered = offered_by(QGuiApplication.clipboard().mimeData())
        if offered:
            self.add(offered)
        else:
            self._context.notifier.warning(Message("There is no picture and no file to paste. Copy one first."))

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._progress.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    # dropping -------------------------------------------------------------------------------------------------

    def take_drops_of(self, widget: QWidget) -> None:
        """Whatever is dropped on this widget is meant for the record."""
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _DRAGS:
            return self._drag(event)
        if event.type() == QEvent.Type.DragLeave:
            self._highlight(False)
        elif event.type() == QEvent.Type.Drop:
            return self._drop(event)
        return False

    def _drag(self, event: QDropEvent) -> bool:
        """Always a copy: the other program must not think that its file was moved."""
        if self._holder is None or not is_offer(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self._highlight(True)
        return True

    def _drop(self, event: QDropEvent) -> bool:
        self._highlight(False)
        offered = offered_by(event.mimeData())
        if not offered:
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.add(offered)
        return True

    def _highlight(self, is_over: bool) -> None:
        if bool(self._frame.property("over")) != is_over:
            set_look(self._frame, over=is_over)

    # one file -------------------------------------------------------------------------------------------------

    def _open(self, attachment_id: int) -> None:
        self.actions.open(self.tiles.row(attachment_id))

    def _put_away(self, attachment_id: int) -> None:
        self.actions.put_away(self.tiles.row(attachment_id))

    def _show_menu(self, attachment_id: int, place: QPoint) -> None:
        self._menu_row = self.tiles.row(attachment_id)
        self._menu.popup(place)

    def _open_chosen(self) -> None:
        if self._menu_row is not None:
            self.actions.open(self._menu_row)

    def _describe_chosen(self) -> None:
        if self._menu_row is not None:
            self.actions.describe(self._menu_row, self._kinds())

    def _kinds(self) -> tuple[FileKind, ...]:
        of_order = self._holder.entity == "service_order"
        return tuple(kind for kind in FileKind if of_order or kind not in _OF_ORDERS)

    def _save_chosen(self) -> None:
        if self._menu_row is not None:
            self.actions.save_copy(self._menu_row)

    def _put_chosen_away(self) -> None:
        if self._menu_row is not None:
            self.actions.put_away(self._menu_row)
