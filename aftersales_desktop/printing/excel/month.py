"""The month as a workbook: a summary that adds up the sheets, the intakes, the warranty cards, the customers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from aftersales_desktop.domain.customers import CustomerKind
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, TONE_TITLES, CardState, Tone
from aftersales_desktop.i18n import N_, Words
from aftersales_desktop.i18n.formats import jalali_text, without_bidi_controls
from aftersales_desktop.printing.excel.finishing import Progress, Tick, finished_book, refuse_too_many
from aftersales_desktop.printing.excel.month_summary import IntakeRanges, month_title, write_summary
from aftersales_desktop.printing.excel.sheets import (
    Kind,
    SheetColumn,
    TableSheet,
    new_sheet,
)
from aftersales_desktop.services.month import CardLine, CustomerLine, IntakeLine, MonthRows, MonthTotals


class Shown:
    """Values in the reader's words, each worked out once."""

    def __init__(self, words: Words) -> None:
        self.language = words.language
        self._words = words
        self._days: dict[date | None, str] = {None: ""}
        self.tones = self._titles(TONE_TITLES, Tone)
        self.states = self._titles(STATE_TITLES, OrderState)
        self.outcomes = self._titles(OUTCOME_TITLES, Outcome) | {"": ""}
        self.card_states = self._titles(CARD_STATE_TITLES, CardState)
        self.origins = {"counter": self.text(N_("Counter")), "imported": self.text(N_("Old records"))}
        self.kinds = {CustomerKind.PERSON: self.text(N_("Person")), CustomerKind.COMPANY: self.text(N_("Company"))}

    def text(self, msgid: str) -> str:
        """A sentence of ours as a file holds it."""
        return without_bidi_controls(self._words(msgid))

    def jalali(self, day: date | None) -> str:
        """۱۴۰۴/۰۹/۰۲ in the reader's digits; nothing for no day."""
        if day not in self._days:
            self._days[day] = self._words.digits(jalali_text(day))
        return self._days[day]

    def category(self, name_fa: str, name_en: str) -> str:
        """A kind of device in the reader's language, or in the other one."""
        return (name_fa or name_en) if self.language == "fa" else (name_en or name_fa)

    def _titles(self, titles: dict[Any, str], members: Iterable[Any]) -> dict[str, str]:
        return {member.value: self.text(titles[member]) for member in members}


@dataclass(frozen=True)
class Column:
    """A column of one of the sheets, and how its value comes out of a line."""

    title: str
    value: Callable[[Any, Shown], Any]
    kind: Kind = Kind.TEXT
    width: int = 14
    total: str = ""


INTAKE_COLUMNS = (
    Column(N_("Number"), lambda line, _shown: line.number, width=15, total="count"),
    Column(N_("Received on (Jalali)"), lambda line, shown: shown.jalali(line.received_on), width=13),
    Column(N_("Received on"), lambda line, _shown: line.received_on, Kind.DATE, 12),
    Column(N_("Customer"), lambda line, _shown: line.owner_name, width=24),
    Column(N_("Phone"), lambda line, _shown: line.phone),
    Column(N_("Kind of device"), lambda line, shown: shown.category(line.category_fa, line.category_en), width=18),
    Column(N_("Brand"), lambda line, _shown: line.brand),
    Column(N_("Model"), lambda line, _shown: line.model),
    Column(N_("Serial number"), lambda line, _shown: line.serial, width=15),
    Column(N_("Fault"), lambda line, _shown: line.fault, width=32),
    Column(N_("Warranty"), lambda line, shown: shown.tones[line.tone], width=12),
    Column(N_("State"), lambda line, shown: shown.states[line.state]),
    Column(N_("Outcome"), lambda line, shown: shown.outcomes[line.outcome], width=16),
    Column(N_("Promised for"), lambda line, _shown: line.promised_on, Kind.DATE, 12),
    Column(N_("Handed back on (Jalali)"), lambda line, shown: shown.jalali(line.delivered_on), width=13),
    Column(N_("Handed back on"), lambda line, _shown: line.delivered_on, Kind.DATE, 12),
    Column(N_("Deposit (rial)"), lambda line, _shown: line.deposit or None, Kind.MONEY, 13, "sum"),
    Column(N_("Comes from"), lambda line, shown: shown.origins[line.origin], width=11),
)
CARD_COLUMNS = (
    Column(N_("Number"), lambda line, _shown: line.number, width=17, total="count"),
    Column(N_("Issued on (Jalali)"), lambda line, shown: shown.jalali(line.issued_on), width=13),
    Column(N_("Issued on"), lambda line, _shown: line.issued_on, Kind.DATE, 12),
    Column(N_("Issuer"), lambda line, _shown: line.issuer, width=20),
    Column(N_("Customer"), lambda line, _shown: line.owner_name, width=24),
    Column(N_("Phone"), lambda line, _shown: line.phone),
    Column(N_("Kind of device"), lambda line, shown: shown.category(line.category_fa, line.category_en), width=18),
    Column(N_("Brand"), lambda line, _shown: line.brand),
    Column(N_("Model"), lambda line, _shown: line.model),
    Column(N_("Serial number"), lambda line, _shown: line.serial, width=15),
    Column(N_("State"), lambda line, shown: shown.card_states[line.state], width=16),
    Column(N_("Starts on"), lambda line, _shown: line.started_on, Kind.DATE, 12),
    Column(N_("Last day (Jalali)"), lambda line, shown: shown.jalali(line.last_day), width=13),
    Column(N_("Last day"), lambda line, _shown: line.last_day, Kind.DATE, 12),
)
CUSTOMER_COLUMNS = (
    Column(N_("Subscriber number"), lambda line, _shown: line.subscriber_number, width=14, total="count"),
    Column(N_("Added on (Jalali)"), lambda line, shown: shown.jalali(line.added_on), width=13),
    Column(N_("Added on"), lambda line, _shown: line.added_on, Kind.DATE, 12),
    Column(N_("Name"), lambda line, _shown: line.name, width=28),
    Column(N_("Kind of customer"), lambda line, shown: shown.kinds[line.kind], width=14),
    Column(N_("Phones"), lambda line, _shown: line.phones, width=28),
    Column(N_("Province"), lambda line, _shown: line.province),
    Column(N_("City"), lambda line, _shown: line.city),
)


def write_month(
    month: MonthRows,
    path: Path,
    words: Words,
    *,
    today: date,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> MonthTotals:
    """Write the workbook of a month; the file takes its place only when it is whole. Gives the totals in it.

    `progress(done, total)` counts rows; `cancelled` is asked often until the file is whole. For a worker beside the
    window: memory does not grow with the rows. Raises Cancelled, NotAllowed (too many rows for a sheet),
    StorageProblem.
    """
    totals = month.totals
    refuse_too_many(totals.intakes, totals.cards, totals.customers)
    tick = Tick(totals.rows, progress, cancelled)
    with finished_book(path, month_title(month, words), tick) as book:
        _write_sheets(book, month, words, today, tick)
    return totals


def _write_sheets(book: Workbook, month: MonthRows, words: Words, today: date, tick: Tick) -> None:
    shown, totals = Shown(words), month.totals
    summary = new_sheet(book, words("Summary"), (34, 16, 16, 14), words)
    intakes = _sheet(book, words("Intakes"), "tblIntakes", INTAKE_COLUMNS, totals.intakes, words)
    cards = _sheet(book, words("Warranty cards"), "tblWarrantyCards", CARD_COLUMNS, totals.cards, words)
    customers = _sheet(book, words("Customers"), "tblCustomers", CUSTOMER_COLUMNS, totals.customers, words)
    ranges = IntakeRanges(*(intakes.range_of(place) for place in _places("Number", "Received on", "Outcome",
                          "Handed back on", "Deposit (rial)", "Comes from")))  # fmt: skip
    write_summary(summary, month, ranges, cards.range_of(0), customers.range_of(0), words, today)
    for sheet, columns, lines in (
        (intakes, INTAKE_COLUMNS, month.intakes),
        (cards, CARD_COLUMNS, month.cards),
        (customers, CUSTOMER_COLUMNS, month.customers),
    ):
        _write_lines(sheet, columns, lines, shown, tick)
    tick.look()


def _places(*titles: str) -> list[int]:
    known = [column.title for column in INTAKE_COLUMNS]
    return [known.index(title) for title in titles]


def _sheet(
    book: Workbook, title: str, table_name: str, columns: Sequence[Column], rows: int, words: Words
) -> TableSheet:
    shown = [
        SheetColumn(without_bidi_controls(words(column.title)), column.kind, column.width, column.total)
        for column in columns
    ]
    return TableSheet(book, without_bidi_controls(title), table_name, shown, rows, words)


def _write_lines(
    sheet: TableSheet,
    columns: Sequence[Column],
    lines: Iterable[IntakeLine | CardLine | CustomerLine],
    shown: Shown,
    tick: Tick,
) -> None:
    values = [column.value for column in columns]
    for line in lines:
        tick()
        sheet.append([value(line, shown) for value in values])
    sheet.finish()
