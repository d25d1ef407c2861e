"""The month to Excel: which month, where to, how far it is; made beside the window and cancelled at any time."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QProgressBar, QWidget

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.jalali import Month, month_of
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.month import month_rows
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.sheet import Sheet

MONTHS_OFFERED = 36


class MonthExport(QObject):
    """Asks, then works in a worker on a read-only connection of its own."""

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner
        self._job: Job | None = None

    def ask(self) -> None:
        """Ask for the month, then for the file."""
        month = self._chosen_month()
        path = self._chosen_path(month) if month is not None else None
        if path is not None:
            self.write(month, path)

    def write(self, month: Month, path: Path) -> None:
        """Write the workbook; the sheet with the progress bar stays until it is done or cancelled."""
        context, words = self._context, self._context.words
        today = context.desk.today()
        sheet = Sheet(context.kit, self._owner.window(), words("Month to Excel"), "", words("Cancel"))
        sheet.refuse_button.hide()
        bar = QProgressBar()
        bar.setAccessibleName(words("Month to Excel"))
        bar.setRange(0, 0)
        sheet.body.addWidget(bar)

        def work(job: Job) -> Any:
            from aftersales_desktop.printing.excel.month import write_month

            with context.desk.reader() as reader:
                rows = month_rows(reader, month.first, month.last)
                return write_month(rows, path, words, today=today, progress=job.report, cancelled=job.cancelled)

        def done(_totals: Any) -> None:
            self._job = None
            sheet.refuse()
            context.notifier.info(Message("{file} is ready.", file=path.name))

        def failed(problem: Exception) -> None:
            self._job = None
            sheet.refuse()
            if not isinstance(problem, DeskError):
                raise problem
            context.notifier.warning(problem.message)

        def show_progress(rows: int, total: int) -> None:
            bar.setRange(0, max(total, 1))
            bar.setValue(rows)

        self._job = context.kit.background.run(self, work, done, failed, show_progress)
        if sheet.ask() and self._job is not None:
            self._job.cancel()
            self._job = None
            context.notifier.info(Message("The workbook was not written."))

    def _chosen_month(self) -> Month | None:
        words = self._context.words
        months = self._months()
        sheet = Sheet(self._context.kit, self._owner.window(), words("Which month?"), "", words("Next"))
        field = ChoiceField(
            self._context.kit, [(place, words.month_name(month.first)) for place, month in enumerate(months)]
        )
        field.setObjectName("month")
        field.set_value(1 if len(months) > 1 else 0)
        sheet.body.addWidget(field)
        sheet.focus_on(field)
        return months[field.value()] if sheet.ask() and field.value() is not None else None

    def _months(self) -> list[Month]:
        """This month and those before it, in the calendar of the screen."""
        months: list[Month] = []
        day: date = self._context.desk.today()
        for _step in range(MONTHS_OFFERED):
            months.append(month_of(day, self._context.words.calendar))
            day = months[-1].first - timedelta(days=1)
        return months

    def _chosen_path(self, month: Month) -> Path | None:
        name = f"{month.year}-{month.number:02}.xlsx"
        title = self._context.words("Month to Excel")
        chosen, _kind = QFileDialog.getSaveFileName(self._owner, title, str(Path.home() / name), "Excel (*.xlsx)")
        return Path(chosen) if chosen else None
