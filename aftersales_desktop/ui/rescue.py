"""When the file cannot be opened: the sentence that says so, and a backup instead for whoever has one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from aftersales_desktop.domain.backups import FILE_PATTERN
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.restore import StagedRestore, forget_staged, restore, stage_restore
from aftersales_desktop.ui.main_window import MainWindow
from aftersales_desktop.ui.restore_sheet import make_restore_sheet
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.work_sheet import WorkSheet


def restored_instead(window: MainWindow, live: Path, problem: Message) -> Message | None:
    """Ask until a backup stands in the place of the file, and give the note of that; None: the program shall end."""
    while make_rescue_sheet(window, problem).ask():
        words = window.kit.words
        chosen, _kind = QFileDialog.getOpenFileName(
            window, words("Restore from a backup"), str(Path.home()), FILE_PATTERN
        )
        if not chosen:
            continue
        try:
            done = _restore(window, live, Path(chosen))
        except DeskError as error:
            problem = error.message
        else:
            if done is not None:
                return done
    return None


def make_rescue_sheet(window: MainWindow, problem: Message) -> Sheet:
    """The question: a backup instead, or close."""
    kit, words = window.kit, window.kit.words
    sheet = Sheet(
        kit, window, words("The file cannot be opened"), words.say(problem), words("Restore from a backup"),
        refuse=words("Close"),
    )  # fmt: skip
    sheet.focus_on(sheet.refuse_button)
    return sheet


def _restore(window: MainWindow, live: Path, path: Path) -> Message | None:
    sheet = WorkSheet(window.kit, window, window.kit.words("The backup is being checked"))

    def work(watch: Watch) -> StagedRestore:
        return stage_restore(live, path, watch=watch)

    outcome = sheet.run(work)
    if outcome.problem is not None:
        raise outcome.problem
    staged = outcome.result
    if staged is None:
        return None
    if not make_restore_sheet(window.kit, window, staged, None).ask():
        forget_staged(staged)
        return None
    restore(staged)
    return Message("Restored: the file as it was on {moment}.", moment=staged.contents.made_at)
