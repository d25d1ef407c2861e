"""Reports: what a period cost and brought, each question a chip, each answer a list that can be printed."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from aftersales_desktop.i18n import N_
from aftersales_desktop.services.reports import REPORTS, Report, ReportRows, read_report, report_of
from aftersales_desktop.ui.background import Job
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.pickers.months import latest_months
from aftersales_desktop.ui.reports.columns import ReportSource, list_columns, sums_in_words
from aftersales_desktop.ui.reports.export import export_reports
from aftersales_desktop.ui.reports.paper import render_report
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.chips_bar import ChipsBar, Filter
from aftersales_desktop.ui.widgets.fields import ChoiceField, DateField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.header import Header
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.list_view import ListView

PERIOD = (
    (
        Input("month", N_("Month"), ChoiceField),
        Input("first_day", N_("From"), DateField, required=True),
        Input("last_day", N_("To"), DateField, required=True),
    ),
)


class ReportsScreen(Screen):
    """One list at a time; a worker reads it."""

    watches = frozenset({Area.RECEPTION, Area.WORKSHOP})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self.answer: ReportRows | None = None
        self._reading: Job | None = None
        self.header = Header(kit, words("Reports"))
        self._print = Button(kit, words("Print the list"), "printer")
        self._print.setObjectName("print_report")
        self._print.clicked.connect(self.print_current)
        self.header.add_button(self._print)
        self._export = Button(kit, words("Reports to Excel"), "file-spreadsheet")
        self._export.setObjectName("reports_to_excel")
        self._export.clicked.connect(self._export_all)
        self.header.add_button(self._export)
        self.chips = ChipsBar(kit, [Filter(report.key, report.title) for report in REPORTS])
        self.period = Form(kit, PERIOD)
        self.lists = {report.key: self._list(report) for report in REPORTS}
        self._sums = Label(kit, "", "hint", wrap=True)
        self._sums.setObjectName("sums")
        self._pages = QStackedWidget()
        for view in self.lists.values():
            self._pages.addWidget(view)
        self._lay_out()
        self._offer_months()
        self.chips.filter_chosen.connect(self._on_chosen)
        self.period.changed.connect(self._on_period)

    def _list(self, report: Report) -> ListView:
        view = ListView(self.context.kit, list_columns(report))
        view.setAccessibleName(self.context.words(report.title))
        view.empty_state.say(
            self.context.words("Nothing in this period"),
            self.context.words("Choose another month, or other days."), icon="file-spreadsheet",
        )  # fmt: skip
        view.row_opened.connect(self._open_order)
        return view

    def _lay_out(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        QVBoxLayout(card, contentsMargins=QMargins(1, 1, 1, 1)).addWidget(self._pages)
        layout = QVBoxLayout(self, contentsMargins=QMargins(16, 14, 16, 14))
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.chips)
        layout.addWidget(self.period)
        layout.addWidget(card, 1)
        layout.addWidget(self._sums)

    def _offer_months(self) -> None:
        """This month so far, and the months before it."""
        words, today = self.context.words, self.context.desk.today()
        self._months = latest_months(today, words.calendar)
        month: ChoiceField = self.period.field("month")
        month.set_options([(place, words.month_name(one.first)) for place, one in enumerate(self._months)])
        self.period.set_values({"month": 0, "first_day": self._months[0].first, "last_day": today})

    # showing --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the chosen report again; the list before it stays in sight meanwhile."""
        report, days = report_of(self.chips.chosen()), self._days()
        if self._reading is not None:
            self._reading.cancel()
        if days is None:
            return
        desk = self.context.desk

        def read(job: Job) -> ReportRows:
            with desk.reader() as reader, job.stopped_by(reader.interrupt):
                return read_report(reader, report, *days)

        self._reading = self.context.kit.background.run(self, read, self._show)

    def _days(self) -> tuple[date, date] | None:
        """Both ends of the period; None while one of them cannot be read."""
        if any(self.period.field(name).unreadable() for name in ("first_day", "last_day")):
            return None
        first, last = self.period.field("first_day").value(), self.period.field("last_day").value()
        if first is None or last is None:
            return None
        return (first, last) if first <= last else (last, first)

    def _show(self, answer: ReportRows) -> None:
        words = self.context.words
        self.answer = answer
        view = self.lists[answer.report.key]
        self._pages.setCurrentWidget(view)
        view.show_source(ReportSource(answer, words))
        self.header.set_counts(
            words("{first} to {last}", first=answer.first_day, last=answer.last_day),
            words.plural("{count} row", "{count} rows", len(answer.rows)),
        )  # fmt: skip
        self._sums.setText(" · ".join(sums_in_words(words, answer)) if answer.rows else "")
        self._print.setEnabled(bool(answer.rows))

    def show_list(self, chosen_filter: str) -> None:
        """One of the reports."""
        self.chips.choose(chosen_filter)

    def open_record(self, _kind: str, value: Any) -> None:
        """One of the reports, by its key."""
        if value:
            self.chips.choose(value)

    # doing ----------------------------------------------------------------------------------------------------

    def print_current(self) -> None:
        """The report on A4."""
        if self.answer is not None and self.answer.rows:
            title = self.context.words(self.answer.report.title)
            self.context.papers.show_list(title, render_report(self.context.desk, self.answer))

    def _export_all(self) -> None:
        """Every report of the days that are shown."""
        days = self._days()
        if days is not None:
            export_reports(self.context, self, *days)

    def _on_chosen(self, _key: str) -> None:
        self.reload()

    def _on_period(self, name: str) -> None:
        if name == "month":
            self._take_month()
        self.reload()

    def _take_month(self) -> None:
        place = self.period.field("month").value()
        if place is not None:
            month = self._months[place]
            last = min(month.last, self.context.desk.today())
            self.period.set_values({"first_day": month.first, "last_day": last})

    def _open_order(self, row_id: int) -> None:
        """The order of the row, where the report is about orders."""
        order_id = self.answer.order_ids[row_id]
        if order_id is not None:
            self.context.navigator.open("order", order_id)
