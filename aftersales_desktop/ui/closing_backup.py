"""The backup at the end of the day: seen, stoppable, and never able to keep the program from ending."""

from __future__ import annotations

import logging
from pathlib import Path

from aftersales_desktop.domain.backups import backup_name
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.backup import BackupMade, make_backup
from aftersales_desktop.services.backup_record import note_backup, note_failure
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.work_sheet import WorkSheet

logger = logging.getLogger(__name__)


def back_up_at_close(context: AppContext, window: MainWindow) -> None:
    """Make the backup of the day when a folder is chosen; what goes wrong is told at the next start."""
    try:
        folder = load_settings(context.desk).backup_folder
        if folder:
            _back_up(context, window, Path(folder))
    except DeskError:
        logger.exception("The backup at the end was not made, and that could not be noted")
    except Exception:
        logger.exception("The backup at the end failed")


def _back_up(context: AppContext, window: MainWindow, folder: Path) -> None:
    words, desk = context.words, context.desk
    path = folder / backup_name(desk.now(), of_the_day=True)
    sheet = WorkSheet(
        context.kit, window, words("A backup is being made before the program ends"), stop=words("End without a backup")
    )

    def work(watch: Watch) -> BackupMade:
        return make_backup(desk, path, watch)

    outcome = sheet.run(work)
    if outcome.problem is not None:
        note_failure(desk, outcome.problem.message)
    elif outcome.result is not None:
        note_backup(desk, outcome.result)
    else:
        note_failure(desk, Message("It was stopped before it was ready."))
