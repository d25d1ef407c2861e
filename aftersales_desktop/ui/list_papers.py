"""Any list of the program on A4: the same columns in words, for the window's printer and the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.money import sum_text
from aftersales_desktop.domain.order_states import OPEN_STATES, STATE_TITLES
from aftersales_desktop.domain.outside_repair import place_name
from aftersales_desktop.domain.supplier_claims import CLAIM_STATE_TITLES
from aftersales_desktop.domain.uncollected import CALL_RESULT_TITLES
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber, Phone, Words
from aftersales_desktop.services import lists, papers
from aftersales_desktop.services.work import Desk

MOST_ROWS = 5000


@dataclass(frozen=True)
class PaperColumn:
    """A column on paper; `value` gives what `Words.value` writes, or "" for nothing."""

    title: str
    value: Callable[[Any], Any]
    width: float


@dataclass(frozen=True)
class ScreenList:
    """A list under the name of its screen."""

    title: str
    columns: tuple[PaperColumn, ...]


def _day(value: Any) -> Any:
    return value or ""


def _last_result(row: Any) -> Any:
    return Message(CALL_RESULT_TITLES[row.last_result]) if row.last_result else ""


def _elsewhere(row: Any) -> Any:
    if row.loan_due is not None:
        return Message("Our loaner, until {day}", day=row.loan_due)
    return place_name(row.outside_place) if row.outside_place else ""


SCREEN_LISTS = {
    "orders": ScreenList(
        N_("Orders"),
        (
            PaperColumn(N_("Number"), lambda row: OwnNumber(row.number), 2.2),
            PaperColumn(N_("Customer"), lambda row: row.owner_name, 3),
            PaperColumn(N_("Device"), lambda row: row.model, 3),
            PaperColumn(N_("Serial"), lambda row: Code(row.serial), 2.6),
            PaperColumn(N_("State"), lambda row: Message(STATE_TITLES[row.state]), 2),
            PaperColumn(N_("Promised for"), lambda row: _day(row.promised_on), 1.8),
            PaperColumn(N_("Shelf"), lambda row: Code(row.shelf) if row.state in OPEN_STATES else "", 1.1),
        ),
    ),
    "bench": ScreenList(
        N_("Workshop"),
        (
            PaperColumn(N_("Number"), lambda row: OwnNumber(row.number), 2.2),
            PaperColumn(N_("Device"), lambda row: row.model, 3),
            PaperColumn(N_("Serial"), lambda row: Code(row.serial), 2.4),
            PaperColumn(N_("State"), lambda row: Message(STATE_TITLES[row.state]), 2),
            PaperColumn(N_("Technician"), lambda row: row.technician_name, 2),
            PaperColumn(N_("Promised for"), lambda row: _day(row.promised_on), 1.8),
            PaperColumn(N_("Shelf"), lambda row: Code(row.shelf), 1.1),
        ),
    ),
    "customers": ScreenList(
        N_("Customers"),
        (
            PaperColumn(N_("Subscriber"), lambda row: OwnNumber(row.subscriber_number), 1.6),
            PaperColumn(N_("Name"), lambda row: row.name, 4),
            PaperColumn(N_("Phone"), lambda row: Phone(row.phone), 2.2),
            PaperColumn(N_("City"), lambda row: row.city, 1.6),
            PaperColumn(N_("Devices"), lambda row: "" if row.devices is None else row.devices, 1),
            PaperColumn(N_("Last visit"), lambda row: _day(row.last_visit), 1.8),
        ),
    ),
    "cards": ScreenList(
        N_("Warranty cards"),
        (
            PaperColumn(N_("Card"), lambda row: OwnNumber(row.number) if row.is_ours else Code(row.number), 2),
            PaperColumn(N_("State"), lambda row: Message(CARD_STATE_TITLES[row.state]), 1.6),
            PaperColumn(N_("Device"), lambda row: row.model, 3),
            PaperColumn(N_("Serial"), lambda row: Code(row.serial), 2.6),
            PaperColumn(N_("Customer"), lambda row: row.owner_name, 3),
            PaperColumn(N_("Valid until"), lambda row: _day(row.last_day), 1.8),
        ),
    ),
    "follow_up": ScreenList(
        N_("Follow-up"),
        (
            PaperColumn(N_("Number"), lambda row: OwnNumber(row.number), 2.2),
            PaperColumn(N_("Customer"), lambda row: row.owner_name, 3),
            PaperColumn(N_("Phone"), lambda row: Phone(row.phone), 2.2),
            PaperColumn(N_("Device"), lambda row: row.model, 3),
            PaperColumn(N_("Since"), lambda row: row.since, 1.8),
            PaperColumn(N_("Last call"), _last_result, 2),
            PaperColumn(N_("Elsewhere"), _elsewhere, 2.4),
        ),
    ),
    "claims": ScreenList(
        N_("Supplier claims"),
        (
            PaperColumn(N_("Claim"), lambda row: OwnNumber(row.number), 1.8),
            PaperColumn(N_("Supplier"), lambda row: row.supplier_name, 3),
            PaperColumn(N_("State"), lambda row: Message(CLAIM_STATE_TITLES[row.state]), 1.8),
            PaperColumn(N_("Sent on"), lambda row: _day(row.sent_on), 1.8),
            PaperColumn(N_("Lines"), lambda row: row.lines, 1),
            PaperColumn(N_("Expected"), lambda row: sum_text(row.expected), 2.4),
            PaperColumn(N_("Paid back"), lambda row: sum_text(row.received) if row.received else "", 2.4),
        ),
    ),
    "parts": ScreenList(
        N_("Parts"),
        (
            PaperColumn(N_("Code"), lambda row: Code(row.code), 2),
            PaperColumn(N_("Part"), lambda row: row.name, 4),
            PaperColumn(N_("Place"), lambda row: Code(row.place), 1.4),
            PaperColumn(N_("In store"), lambda row: row.in_store, 1.2),
            PaperColumn(N_("Minimum"), lambda row: row.minimum or "", 1.2),
            PaperColumn(N_("Waited for"), lambda row: row.waited_for or "", 1.3),
            PaperColumn(N_("On benches"), lambda row: row.on_benches or "", 1.3),
        ),
    ),
}
_SCREENS = {"reception": "orders", "warranty": "cards"}


def list_title(name: str, words: Words) -> str:
    """Title of a list."""
    return words(SCREEN_LISTS[name].title)


def render_screen_list(desk: Desk, name: str, chosen_filter: str = "all") -> Callable[[Words], bytes]:
    """Reads the list once and gives what makes its PDF in a language."""
    source = lists.source(desk, name, chosen_filter)
    rows = source.beginning(limit=MOST_ROWS)
    subtitle = lists.LISTS[name].filter_of(chosen_filter).title
    centre, at = papers.centre(desk), desk.now()

    def render(words: Words) -> bytes:
        from aftersales_desktop.printing.documents import PaperContext, render_list
        from aftersales_desktop.printing.table import Column

        declared = SCREEN_LISTS[name].columns
        columns = [Column(words(column.title), column.width) for column in declared]
        cells = (_cells(row, declared, words) for row in rows)
        context = PaperContext(words, centre, "A4", 0, at)
        return render_list(words(SCREEN_LISTS[name].title), words(subtitle), columns, cells, context)

    return render


def list_paper(desk: Desk, screen: str, words: Words) -> bytes:
    """The list of a screen by its name on the command line; NotAllowed for a name that is none."""
    name = _SCREENS.get(screen, screen)
    if name not in SCREEN_LISTS:
        names = ", ".join(SCREEN_LISTS)
        raise NotAllowed(Message("There is no list called {name}. Lists: {names}.", name=screen, names=Code(names)))
    return render_screen_list(desk, name)(words)


def _cells(row: Any, columns: Sequence[PaperColumn], words: Words) -> list[str]:
    values = (column.value(row) for column in columns)
    return [words.value(value) if value not in ("", None) else "" for value in values]
