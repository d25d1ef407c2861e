"""Old records: choose a file, say what its columns hold, see what would come in, bring it in, take it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMargins, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import Cancelled, DeskError
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services.import_list import ImportRunRow, get_import, list_imports
from aftersales_desktop.services.import_preview import FileLook, look_at_file
from aftersales_desktop.services.import_runs import ImportResult
from aftersales_desktop.services.import_undo import undo_import
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.imports.columns_page import ColumnsPage
from aftersales_desktop.ui.imports.outcome_page import OutcomePage
from aftersales_desktop.ui.imports.past_imports import PastImports
from aftersales_desktop.ui.imports.progress_page import ProgressPage
from aftersales_desktop.ui.long_write import LongWrite, Progress, Stopped
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.header import Header


def _open_outside(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class ImportsScreen(Screen):
    """One page after the other; the buttons below say what comes next. Escape goes back a step."""

    watches = frozenset({Area.CUSTOMERS, Area.RECEPTION})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self.open_outside: Callable[[Path], object] = _open_outside
        self._path: Path | None = None
        self._result: ImportResult | None = None
        self._is_checked_only = True
        self._has_runs = False
        self._before: QWidget | None = None
        self._looking: Job | None = None
        self.header = Header(kit, words("Old records"))
        self.past = PastImports(kit)
        self.columns = ColumnsPage(context)
        self.progress = ProgressPage(kit)
        self.outcome = OutcomePage(kit)
        self.long_write = LongWrite(context.desk, kit.background, self)
        self._pages = QStackedWidget()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show(self.past)

    # building -------------------------------------------------------------------------------------------------

    def _make_buttons(self) -> None:
        words = self.context.words
        self.choose_file = self._button(words("Choose a file"), "file-import", "primary", "choose_file", self.choose)
        self.check = self._button(words("Check the file"), "list-check", "primary", "check_file", self._check)
        self.bring_in = self._button(words("Import"), "file-import", "primary", "bring_in", self._bring_in)
        self.done = self._button(words("Done"), "check", "primary", "import_done", self._go_home)
        self.undo = self._button(words("Undo this import"), "arrow-back-up", "plain", "undo_this", self._undo_this)
        self.show_refused = self._button(
            words("Open the list of refused rows"), "file-spreadsheet", "plain", "open_refused", self._open_refused
        )
        self.back = self._button(words("Back"), "", "plain", "import_back", self.go_back)
        self._buttons_of = {
            self.past: (),
            self.columns: (self.check, self.back),
            self.progress: (),
            self.outcome: (self.bring_in, self.done, self.undo, self.show_refused, self.back),
        }

    def _button(self, caption: str, icon: str, kind: str, name: str, slot: Callable[[], object]) -> Button:
        button = Button(self.context.kit, caption, icon, kind)
        button.setObjectName(name)
        button.clicked.connect(slot)
        return button

    def _lay_out(self) -> None:
        self.header.add_button(self.choose_file)
        for page in self._buttons_of:
            self._pages.addWidget(page)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for button in (self.check, self.bring_in, self.done, self.undo, self.show_refused, self.back):
            bar.addWidget(button)
        bar.addStretch(1)
        layout = QVBoxLayout(self, contentsMargins=QMargins(16, 14, 16, 14))
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self._pages, 1)
        layout.addLayout(bar)

    def _connect(self) -> None:
        self.past.file_asked.connect(self.choose)
        self.past.undo_asked.connect(self._undo_run)
        self.columns.submitted.connect(self._check)
        self.columns.sheet_chosen.connect(self._choose_sheet)
        self.columns.changed.connect(self._follow_columns)
        self.progress.stop_asked.connect(self._stop)
        self.long_write.progressed.connect(self.progress.show_progress)
        self.long_write.done.connect(self._on_written)
        self.long_write.failed.connect(self._on_failed)

    # pages ----------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the past imports again."""
        runs = list_imports(self.context.desk)
        self.past.show_runs(runs)
        self._has_runs = bool(runs)
        self._show_choose()

    def open_record(self, kind: str, value: Any) -> None:
        """From another screen: the imports, or straight a file."""
        if value is not None:
            self.open_file(Path(value))

    def page(self) -> QWidget:
        """The step that is shown."""
        return self._pages.currentWidget()

    def _show(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        wanted = set(self._buttons_of[page])
        if page is self.outcome:
            wanted = {self.back, self.bring_in} if self._is_checked_only else {self.done, self.undo}
            wanted |= {self.show_refused} if self._result.refused_path is not None else set()
            wanted -= {self.undo} if not self._result.added else set()
        for buttons in self._buttons_of.values():
            for button in buttons:
                button.setVisible(button in wanted)
        self._show_choose()
        name = self._path.name if self._path is not None and page is not self.past else ""
        self.header.set_counts(self.context.words.code(name) if name else "")

    def _show_choose(self) -> None:
        """The empty list has a button of its own."""
        self.choose_file.setVisible(self.page() is self.past and self._has_runs)

    def go_back(self) -> None:
        """One step back; from the result home. A write under way is stopped first, by its own button."""
        if self.page() is self.outcome and self._is_checked_only:
            self._show(self.columns)
            self._focus_columns()
        elif self.page() is not self.progress:
            self._go_home()

    def _go_home(self) -> None:
        self._show(self.past)
        self.refresh()
        first = self.choose_file if self._has_runs else self.past.empty.button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers() and self.page() is not self.past:
            self.go_back()
            return
        super().keyPressEvent(event)

    # the file and its columns ---------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for the file."""
        words = self.context.words
        kinds = f"{words('Workbooks and CSV files')} (*.xlsx *.xlsm *.csv *.txt *.tsv);;{words('All files')} (*)"
        chosen, _kind = QFileDialog.getOpenFileName(self, words("Choose a file"), str(Path.home()), kinds)
        if chosen:
            self.open_file(Path(chosen))

    def open_file(self, path: Path, sheet: str = "") -> None:
        """Look through a file, then ask what its columns hold."""
        if self.long_write.is_running():
            return
        words = self.context.words
        self._path = path
        self.progress.begin(words("Looking through {file}", file=Code(path.name)))
        self._before = self.columns if sheet else self.past
        self._show(self.progress)

        def work(_job: Job) -> FileLook:
            return look_at_file(path, sheet)

        self._looking = self.context.kit.background.run(self, work, self._on_looked, self._on_failed)
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_sheet(self, sheet: str) -> None:
        self.open_file(self._path, sheet)

    def _stop(self) -> None:
        """A look is simply dropped; a write ends by itself, and tells how."""
        if self._looking is None:
            self.long_write.stop()
            return
        self._looking.cancel()
        self._looking = None
        self._show(self._before)

    def _on_looked(self, look: FileLook) -> None:
        self._looking = None
        self.columns.show_look(look)
        self._show(self.columns)
        self._focus_columns()

    def _focus_columns(self) -> None:
        first = next(iter(self.columns.choices), None)
        target = self.check if self.check.isEnabled() or first is None else first
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _follow_columns(self) -> None:
        self.check.setEnabled(self.columns.columns() is not None)

    # writing --------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        """Do everything once and take it back, to see what would come of it."""
        if self.columns.columns() is not None:
            self._import(dry_run=True)

    def _bring_in(self) -> None:
        self._import(dry_run=False)

    def _import(self, *, dry_run: bool) -> None:
        look, words, desk = self.columns.look(), self.context.words, self.context.desk
        columns = self.columns.columns()

        def write(progress: Progress, stopped: Stopped) -> ImportResult:
            return import_file(
                desk, look.path, words=words, sheet=look.sheet, columns=columns, dry_run=dry_run, progress=progress,
                cancelled=stopped,
            )  # fmt: skip

        title = words("Checking {file}", file=Code(look.path.name))
        if not dry_run:
            title = words("Bringing {file} in", file=Code(look.path.name))
        self._is_checked_only = dry_run
        self._start(title, write)

    def _undo_this(self) -> None:
        self._undo_run(get_import(self.context.desk, self._result.run_id))

    def _undo_run(self, run: ImportRunRow) -> None:
        words, desk = self.context.words, self.context.desk
        question = Message("Undo the import of {file}?", file=Code(run.file_name))
        detail = Message("Its rows leave every list. The file can be brought in again later.")
        if not self.context.notifier.confirm(question, words("Undo this import"), detail=detail):
            return

        def write(progress: Progress, stopped: Stopped) -> ImportRunRow:
            return undo_import(desk, run.id, progress=progress, cancelled=stopped)

        self._start(words("Undoing the import of {file}", file=Code(run.file_name)), write)

    def _start(self, title: str, write: Callable[[Progress, Stopped], Any]) -> None:
        if self.long_write.is_running():
            return
        self._before = self.page()
        hint = self.context.words("You can go on looking things up meanwhile; saving waits until this is done.")
        self.progress.begin(title, hint)
        self._show(self.progress)
        self.progress.stop.setFocus(Qt.FocusReason.OtherFocusReason)
        self.long_write.start(write)

    def _on_written(self, result: ImportResult | ImportRunRow) -> None:
        if isinstance(result, ImportRunRow):
            self._go_home()
            self.context.notifier.info(Message("The import {file} was undone.", file=Code(result.file_name)))
            return
        self._result = result
        tone, sentence = self._sentence(result)
        self.outcome.show_result(result, tone, self.context.words.say(sentence))
        self.bring_in.setEnabled(result.added > 0)
        self._show(self.outcome)
        target = self.bring_in if self._is_checked_only and result.added else self.done
        (target if target.isVisible() else self.back).setFocus(Qt.FocusReason.OtherFocusReason)

    def _sentence(self, result: ImportResult) -> tuple[str, Message]:
        if self._is_checked_only and not result.added:
            return "warn", Message("There is nothing new in this file.")
        if self._is_checked_only:
            return "info", Message("So far nothing was changed. This is what would come of it:")
        return "ok", Message("{file} was brought in.", file=Code(self._path.name))

    def _on_failed(self, problem: Exception) -> None:
        self._looking = None
        # What the outcome page shows is still the result before.
        self._is_checked_only = self._result is None or self._result.run_id is None
        self._show(self._before or self.past)
        if not isinstance(problem, DeskError):
            raise problem
        tell = self.context.notifier.info if isinstance(problem, Cancelled) else self.context.notifier.warning
        tell(problem.message)

    def _open_refused(self) -> None:
        self.open_outside(self._result.refused_path)
