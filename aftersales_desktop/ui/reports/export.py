"""The reports of a period to Excel: where to, how far it is; made beside the window and cancelled at any time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.services.long_work import Watch
from aftersales_desktop.services.reports import REPORTS, stream_report
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.work_sheet import WorkSheet


def export_reports(context: AppContext, owner: QWidget, first_day: date, last_day: date) -> None:
    """Ask for the file, then write every report of these days into it."""
    usual = Path.home() / f"{first_day.isoformat()}_{last_day.isoformat()}.xlsx"
    title = context.words("Reports to Excel")
    chosen, _kind = QFileDialog.getSaveFileName(owner, title, str(usual), "Excel (*.xlsx)")
    if chosen:
        _write(context, owner, Path(chosen), first_day, last_day)


def _write(context: AppContext, owner: QWidget, path: Path, first_day: date, last_day: date) -> None:
    words = context.words

    def work(watch: Watch) -> Any:
        from aftersales_desktop.printing.excel.report_sheets import write_reports

        with context.desk.reader() as reader:
            streams = [stream_report(reader, report, first_day, last_day) for report in REPORTS]
            return write_reports(streams, path, words, progress=watch.progress, cancelled=watch.cancelled)

    outcome = WorkSheet(context.kit, owner.window(), words("Reports to Excel")).run(work)
    if outcome.problem is not None:
        context.notifier.warning(outcome.problem.message)
    elif outcome.result is None:
        context.notifier.info(Message("The workbook was not written."))
    else:
        context.notifier.info(Message("{file} is ready.", file=path.name))
