"""The first sheet of the month's workbook: figures and a chart, all worked out by formulas over the other sheets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from aftersales_desktop.domain.order_states import OUTCOME_TITLES, Outcome
from aftersales_desktop.i18n import N_, Words
from aftersales_desktop.i18n.formats import jalali_text, without_bidi_controls
from aftersales_desktop.printing.excel.sheets import BOLD, CENTRE, MONEY_FORMAT, add_table, date_cell, header_cells
from aftersales_desktop.services.month import MonthRows

_TITLE_FONT = Font(name="Calibri", size=16, bold=True)


@dataclass(frozen=True)
class IntakeRanges:
    """Where the columns of the intakes are that the summary adds up."""

    number: str
    received_on: str
    outcome: str
    delivered_on: str
    deposit: str
    origin: str


def write_summary(
    sheet: WriteOnlyWorksheet,
    month: MonthRows,
    intakes: IntakeRanges,
    card_numbers: str,
    customer_numbers: str,
    words: Words,
    today: date,
) -> None:
    """Fill the sheet from top to bottom: period, figures, intakes by day with a chart, intakes by outcome."""
    page = _Page(sheet, words)
    _write_head(page, month, today)
    for title, formula in _figures(intakes, card_numbers, customer_numbers, words):
        page.add(page.text(title), page.figure(formula))
    page.add()
    _write_days(page, month, intakes)
    page.add()
    _write_outcomes(page, intakes)


class _Page:
    """The sheet, and the row that comes next."""

    def __init__(self, sheet: WriteOnlyWorksheet, words: Words) -> None:
        self.sheet = sheet
        self.words = words
        self.next_row = 1

    def add(self, *cells: Any) -> None:
        self.sheet.append(cells)
        self.next_row += 1

    def text(self, msgid: str, **args: Any) -> str:
        return without_bidi_controls(self.words(msgid, **args))

    def day(self, day: date) -> list[Cell]:
        """A day as a real date, and as Jalali text."""
        return [date_cell(self.sheet, day), self.centred(self.words.digits(jalali_text(day)))]

    def centred(self, text: str) -> Cell:
        cell = WriteOnlyCell(self.sheet, text)
        cell.alignment = CENTRE
        return cell

    def figure(self, formula: str) -> Cell:
        cell = WriteOnlyCell(self.sheet, formula)
        cell.number_format, cell.font = MONEY_FORMAT, BOLD
        return cell


def month_title(month: MonthRows, words: Words) -> str:
    """The month by its name in the calendar it is a month of: 2025-06 is June for a reader of Jalali dates, too."""
    calendar = "gregorian" if month.first_day.day == 1 else "jalali"  # no Jalali month begins on the first of another
    return words.month_name(month.first_day, calendar)


def _write_head(page: _Page, month: MonthRows, today: date) -> None:
    name = month_title(month, page.words)
    title = WriteOnlyCell(page.sheet, page.text(N_("Summary of {month}"), month=name))
    title.font = _TITLE_FONT
    page.add(title)
    for label, day in ((N_("From"), month.first_day), (N_("To"), month.last_day), (N_("Written on"), today)):
        page.add(page.text(label), *page.day(day))
    page.add()


def _figures(
    intakes: IntakeRanges, card_numbers: str, customer_numbers: str, words: Words
) -> Sequence[tuple[str, str]]:
    old_records = _criterion(words(N_("Old records")))
    repaired = _criterion(words(OUTCOME_TITLES[Outcome.REPAIRED]))
    return (
        (N_("Number of intakes"), f"=COUNTA({intakes.number})"),
        (N_("Of these from old records"), f"=COUNTIF({intakes.origin},{old_records})"),
        (N_("Of these handed back"), f"=COUNT({intakes.delivered_on})"),
        (N_("Of these repaired"), f"=COUNTIF({intakes.outcome},{repaired})"),
        (N_("Deposits (rial)"), f"=SUM({intakes.deposit})"),
        (N_("Warranty cards issued"), f"=COUNTA({card_numbers})"),
        (N_("Customers added"), f"=COUNTA({customer_numbers})"),
    )


def _criterion(text: str) -> str:
    """A text as a constant of a formula."""
    return '"{}"'.format(without_bidi_controls(text).replace('"', '""'))


def _write_days(page: _Page, month: MonthRows, intakes: IntakeRanges) -> None:
    first = page.next_row
    titles = [page.text(title) for title in (N_("Date"), N_("Date (Jalali)"), N_("Day"), N_("Intakes a day"))]
    page.add(*header_cells(page.sheet, titles))
    for number in range((month.last_day - month.first_day).days + 1):
        day = month.first_day + timedelta(days=number)
        label = page.words.day_and_month(day).split(" ", 1)[0]
        count = f"=COUNTIF({intakes.received_on},A{page.next_row})"
        page.add(*page.day(day), page.centred(label), page.figure(count))
    last = page.next_row - 1
    add_table(page.sheet, "tblDays", titles, first, last)
    page.add(page.text(N_("Total")), None, None, page.figure(f"=SUM(D{first + 1}:D{last})"))
    _add_chart(page, first, last)


def _add_chart(page: _Page, first: int, last: int) -> None:
    """Intakes a day as columns; in a right-to-left sheet the days run from the right."""
    chart = BarChart()
    chart.type, chart.style, chart.legend = "col", 10, None
    chart.title = page.text(N_("Intakes a day"))
    chart.title.overlay = False
    chart.add_data(Reference(page.sheet, min_col=4, min_row=first, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(page.sheet, min_col=3, min_row=first + 1, max_row=last))
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.number_format, chart.y_axis.majorGridlines = "0", None
    if page.words.right_to_left:
        chart.x_axis.scaling.orientation = "maxMin"
    chart.width, chart.height = 26, 11
    page.sheet.add_chart(chart, "F2")


def _write_outcomes(page: _Page, intakes: IntakeRanges) -> None:
    first = page.next_row
    titles = [page.text(title) for title in (N_("Outcome"), N_("Intakes with it"))]
    page.add(*header_cells(page.sheet, titles))
    for outcome in Outcome:
        count = f"=COUNTIF({intakes.outcome},A{page.next_row})"
        page.add(page.text(OUTCOME_TITLES[outcome]), page.figure(count))
    add_table(page.sheet, "tblOutcomes", titles, first, page.next_row - 1)
