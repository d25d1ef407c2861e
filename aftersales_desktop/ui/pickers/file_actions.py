"""What is done with one photo or file of a record: shown by the system, described, saved elsewhere, put away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from aftersales_desktop.domain.attachments import KIND_TITLES, LONGEST_TITLE, FileKind
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import attachments
from aftersales_desktop.services.attachments import AttachmentRow
from aftersales_desktop.services.kept_files import save_copy
from aftersales_desktop.services.opened_copies import copy_to_show
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.sheet import Sheet


class FileActions(QObject):
    """Reading and writing the files is done by a worker; what comes of it is told."""

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner

    def open(self, row: AttachmentRow) -> None:
        """Show it with the program that this computer shows such files with."""
        database = self._context.desk.path

        def work(_job: Job) -> Path:
            return copy_to_show(database, row.sha256, row.name)

        self._context.kit.background.run(self, work, self._show_copy, self._tell_problem)

    def _show_copy(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._context.notifier.warning(
                Message("No program on this computer shows {file}. Save a copy of it instead.", file=Code(path.name))
            )

    def save_copy(self, row: AttachmentRow) -> None:
        """Ask where, and write a copy there."""
        words, database = self._context.words, self._context.desk.path
        target, _kind = QFileDialog.getSaveFileName(self._owner, words("Save a copy"), str(Path.home() / row.name))
        if not target:
            return

        def work(_job: Job) -> Path:
            return save_copy(database, row.sha256, row.name, Path(target))

        self._context.kit.background.run(self, work, self._tell_saved, self._tell_problem)

    def _tell_saved(self, path: Path) -> None:
        self._context.notifier.info(Message("A copy was saved as {file}.", file=Code(path)))

    def describe(self, row: AttachmentRow, kinds: tuple[FileKind, ...]) -> None:
        """Ask for its title and what it is for."""
        sheet = DescriptionSheet(self._context.kit, self._owner.window(), row, kinds)
        if sheet.ask():
            title, kind = sheet.form.values()["title"], sheet.form.kind(row)
            perform(self._context, partial(attachments.describe, self._context.desk, row.id, title, kind))

    def put_away(self, row: AttachmentRow) -> None:
        """Take it off the record, with a way back."""

        def put_away() -> bool:
            attachments.put_away(self._context.desk, row.id)
            return True

        if perform(self._context, put_away):
            undo = partial(self._bring_back, row.id)
            self._context.notifier.info(Message("{name} was put away.", name=row.caption), undo=undo)

    def _bring_back(self, attachment_id: int) -> None:
        perform(self._context, partial(attachments.bring_back, self._context.desk, attachment_id))

    def _tell_problem(self, problem: Exception) -> None:
        if not isinstance(problem, DeskError):
            raise problem
        self._context.notifier.warning(problem.message)


class DescriptionForm(Form):
    """The title of a file, and what it is for."""

    def __init__(self, kit: Kit, row: AttachmentRow, kinds: tuple[FileKind, ...]) -> None:
        chips = ChipsField(kit, [Chip(kind, kit.words(KIND_TITLES[kind])) for kind in kinds], single=True)
        title = TextField(kit)
        title.setMaxLength(LONGEST_TITLE)
        inputs = (Input("title", N_("Title"), TextField, hint=N_("Empty: the name of the file")),
                  Input("kind", N_("What it is"), ChipsField))  # fmt: skip
        super().__init__(kit, inputs, {"title": title, "kind": chips})
        self.set_values({"title": row.title, "kind": (row.kind,)})

    def kind(self, row: AttachmentRow) -> FileKind:
        """What was chosen; as it was when nothing is."""
        chosen = self.values()["kind"]
        return chosen[0] if chosen else row.kind


class DescriptionSheet(Sheet):
    """Asks for both."""

    def __init__(self, kit: Kit, window: QWidget, row: AttachmentRow, kinds: tuple[FileKind, ...]) -> None:
        super().__init__(kit, window, kit.words("Title of the file"), row.name, kit.words("Save"))
        self.form = DescriptionForm(kit, row, kinds)
        self.form.submitted.connect(self.accept)
        self.body.addWidget(self.form)
        self.focus_on(self.form.field("title"))
