"""The stop of the tour at backups: the light, the work under way, the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftersales_desktop.i18n import Message
from aftersales_desktop.services.backup import make_backup
from aftersales_desktop.services.backup_record import note_backup, note_failure
from aftersales_desktop.services.restore import forget_staged, holdings, stage_restore
from aftersales_desktop.tour.steps import look_at, screen_of
from aftersales_desktop.ui.rescue import make_rescue_sheet
from aftersales_desktop.ui.restore_sheet import make_restore_sheet
from aftersales_desktop.ui.work_sheet import WorkSheet

if TYPE_CHECKING:
    from aftersales_desktop.tour.walk import Tour


def backups(tour: Tour) -> None:
    """The light before and after, the work under way, and what is shown before going back to a backup."""
    path = tour.out / "tour.zip"
    made = make_backup(tour.program.context.desk, path)
    note_backup(tour.program.context.desk, made)
    screen_of(tour, "today")
    tour.picture("today-backed-up")
    note_failure(tour.program.context.desk, Message("The backup was not made."))
    tour.picture("today-backup-failed")
    note_backup(tour.program.context.desk, made)
    screen = screen_of(tour, "settings")
    screen.backup.desk.keep_folder(str(tour.out))
    tour.clear_toasts()
    screen.show_end()
    tour.picture("settings-backup")
    work = WorkSheet(tour.window.kit, tour.window, tour.program.context.words("A backup is being made"))
    look_at(tour, work.show_still(), "backup-under-way")
    staged = stage_restore(tour.program.context.desk.path, path)
    question = make_restore_sheet(tour.window.kit, tour.window, staged, holdings(tour.program.context.desk))
    look_at(tour, question, "restore")
    forget_staged(staged)
    damaged = Message("{file} is not a database of this program. Choose another data folder.", file="data.db")
    look_at(tour, make_rescue_sheet(tour.window, damaged), "file-cannot-be-opened")
    screen.backup.desk.keep_folder("")
    path.unlink()
