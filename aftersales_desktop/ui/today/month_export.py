"""The month to Excel: which month, where to, how far it is; made beside the window and cancelled at any time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from aftersales_desktop.domain.jalali import Month
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.month import month_rows
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.months import latest_months
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.sheet import Sheet
from aftersales_desktop.ui.work_sheet import WorkSheet


class MonthExport(QObject):
    """Asks, then works in a worker on a read-only connection of its own."""

    def __init__(self, context: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._context = context
        self._owner = owner

    def ask(self) -> None:
        """Ask for the month, then for the file."""
        month = self._chosen_month()
        path = self._chosen_path(month) if month is not None else None
        if path is not None:
            self.write(month, path)

    def write(self, month: Month, path: Path) -> None:
        """Write the workbook; the sheet with the progress bar stays until it is done or cancelled."""
        context, words, today = self._context, self._context.words, self._context.desk.today()

        def work(watch: Watch) -> Any:
            from aftersales_desktop.printing.excel.month import write_month

            with context.desk.reader() as reader:
                rows = month_rows(reader, month.first, month.last)
                return write_month(
                    rows, path, words, today=today, progress=watch.progress, cancelled=watch.cancelled
                )  # fmt: skip

        outcome = WorkSheet(context.kit, self._owner.window(), words("Month to Excel")).run(work)
        if outcome.problem is not None:
            context.notifier.warning(outcome.problem.message)
        elif outcome.result is None:
            context.notifier.info(Message("The workbook was not written."))
        else:
            context.notifier.info(Message("{file} is ready.", file=path.name))

    def _chosen_month(self) -> Month | None:
        words = self._context.words
        months = latest_months(self._context.desk.today(), words.calendar)
        sheet = Sheet(self._context.kit, self._owner.window(), words("Which month?"), "", words("Next"))
        field = ChoiceField(
            self._context.kit, [(place, words.month_name(month.first)) for place, month in enumerate(months)]
        )
        field.setObjectName("month")
        field.set_value(1 if len(months) > 1 else 0)
        sheet.body.addWidget(field)
        sheet.focus_on(field)
        return months[field.value()] if sheet.ask() and field.value() is not None else None

    def _chosen_path(self, month: Month) -> Path | None:
        name = f"{month.year}-{month.number:02}.xlsx"
        title = self._context.words("Month to Excel")
        chosen, _kind = QFileDialog.getSaveFileName(self._owner, title, str(Path.home() / name), "Excel (*.xlsx)")
        return Path(chosen) if chosen else None
