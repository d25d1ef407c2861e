"""What screens ask for when it comes to backups: make one, go back to one, choose where they go."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from aftersales_desktop.domain.backups import FILE_PATTERN, backup_name
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.backup import BackupMade, lost_files, make_backup
from aftersales_desktop.services.backup_record import note_backup
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import (
    Holdings,
    StagedRestore,
    forget_staged,
    holdings,
    restore_open_file,
    stage_restore,
)
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.restore_sheet import make_restore_sheet
from aftersales_desktop.ui.work_sheet import Outcome, WorkSheet


class BackupDesk(QObject):
    """Asks, lets a worker do it behind a sheet, and tells what came of it."""

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner

    # making one -----------------------------------------------------------------------------------------------

    def back_up(self) -> None:
        """A backup now: into the chosen folder, or where the person says."""
        path = self._target()
        if path is not None:
            self.back_up_to(path)

    def back_up_to(self, path: Path) -> None:
        """A backup now, to this file; the receptionist may go on saving meanwhile."""
        words, desk = self._context.words, self._context.desk
        if self._is_busy():
            return
        sheet = WorkSheet(self._context.kit, self._owner.window(), words("A backup is being made"))

        def work(watch: Watch) -> BackupMade:
            return make_backup(desk, path, watch)

        outcome = sheet.run(work, later=self._tell)
        if outcome is not None:
            self._tell(outcome)

    def _is_busy(self) -> bool:
        """One at a time: a second one would keep the search waiting."""
        if self._owner.window().findChild(WorkSheet) is None:
            return False
        self._context.notifier.info(Message("A backup is being made already. Wait until it is ready."))
        return True

    def _tell(self, outcome: Outcome) -> None:
        if outcome.problem is not None:
            self._context.notifier.warning(outcome.problem.message)
        elif outcome.result is None:
            self._context.notifier.info(Message("The backup was not made."))
        else:
            self._keep(outcome.result)

    def _keep(self, made: BackupMade) -> None:
        perform(self._context, partial(note_backup, self._context.desk, made))
        self._context.notifier.info(
            Message("The backup {file} was made, and read back whole from the drive.", file=made.path.name)
        )
        if made.lost:
            self._context.notifier.warning(lost_files(made.lost))

    def _target(self) -> Path | None:
        desk, folder = self._context.desk, load_settings(self._context.desk).backup_folder
        name = backup_name(desk.now())
        if folder:
            return Path(folder) / name
        chosen, _kind = QFileDialog.getSaveFileName(
            self._owner, self._context.words("Back up to"), str(Path.home() / name), FILE_PATTERN
        )
        return Path(chosen) if chosen else None

    # going back to one ----------------------------------------------------------------------------------------

    def restore(self) -> None:
        """Ask which backup, look through all of it, show what it holds, and only then take it."""
        chosen, _kind = QFileDialog.getOpenFileName(
            self._owner, self._context.words("Restore from a backup"), self._usual_place(), FILE_PATTERN
        )
        if chosen:
            self.restore_from(Path(chosen))

    def restore_from(self, path: Path) -> None:
        """The same for a file that is known."""
        desk, words = self._context.desk, self._context.words
        if self._is_busy():
            return
        sheet = WorkSheet(self._context.kit, self._owner.window(), words("The backup is being checked"))

        def work(watch: Watch) -> tuple[StagedRestore, Holdings]:
            with desk.reader() as reader:
                now = holdings(reader)
            return stage_restore(desk.path, path, desk.actor, desk.clock, watch), now

        outcome = sheet.run(work)
        if outcome.problem is not None:
            self._context.notifier.warning(outcome.problem.message)
        elif outcome.result is not None:
            self._ask_and_take(*outcome.result)

    def _ask_and_take(self, staged: StagedRestore, now: Holdings) -> None:
        sheet = make_restore_sheet(self._context.kit, self._owner.window(), staged, now)
        if not sheet.ask():
            forget_staged(staged)
            self._context.notifier.info(Message("Nothing was restored."))
            return
        aside = perform(self._context, lambda: restore_open_file(self._context.desk, staged))
        if aside is not None:
            self._context.changes.file_replaced.emit(
                Message("Restored: the file as it was on {moment}.", moment=staged.contents.made_at)
            )

    def _usual_place(self) -> str:
        return load_settings(self._context.desk).backup_folder or str(Path.home())

    # where they go --------------------------------------------------------------------------------------------

    def choose_folder(self) -> None:
        """The folder of backups; from then on one is made whenever the program ends."""
        chosen = QFileDialog.getExistingDirectory(
            self._owner, self._context.words("Folder for backups"), self._usual_place()
        )
        if chosen:
            self.keep_folder(chosen)

    def keep_folder(self, folder: str) -> None:
        """Use a folder from now on; none with an empty name."""
        desk = self._context.desk
        before = perform(self._context, lambda: save_settings(desk, backup_folder=folder))
        if before is not None and before.backup_folder != folder:
            self._context.notifier.info(
                Message("Setting saved."), undo=partial(save_settings, desk, backup_folder=before.backup_folder)
            )
