"""Verifies what must always hold in the file; each check names the first broken record."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.triggers import all_triggers
from aftersales_desktop.services import audit
from aftersales_desktop.services.attachment_checks import FILE_CHECKS
from aftersales_desktop.services.caches import misplaced_unit, wrong_balance, wrong_state
from aftersales_desktop.services.leaving_checks import LEAVING_CHECKS
from aftersales_desktop.services.merge_checks import MERGE_CHECKS
from aftersales_desktop.services.outside_checks import OUTSIDE_CHECKS
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_upkeep import search_is_sound
from aftersales_desktop.services.stock_checks import STOCK_CHECKS
from aftersales_desktop.services.warranty_checks import CARD_CHECKS
from aftersales_desktop.services.work import Desk

REPAIR_COMMAND = "aftersales-desktop check --repair"


def first_broken_record(desk: Rows) -> Message | None:
    """The first thing found wrong, or None when every check holds. Reads the whole file: seconds on a large one."""
    for check in CHECKS:
        problem = check(desk)
        if problem is not None:
            return problem
    return None


def _sound_file(desk: Rows) -> Message | None:
    found = desk.rows("PRAGMA quick_check(1)")[0][0]
    return None if found == "ok" else Message("The file is damaged: {text}", text=found)


def _parents_exist(desk: Rows) -> Message | None:
    broken = desk.rows("PRAGMA foreign_key_check")
    return Message("A row of {table} has lost its parent.", table=broken[0][0]) if broken else None


def _guards_in_place(desk: Rows) -> Message | None:
    found = dict(desk.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"))
    missing = sorted(name for name, sql in all_triggers().items() if found.get(name) != sql)
    return Message("The guard {name} is missing from the file.", name=missing[0]) if missing else None


def _audit_chain(desk: Rows) -> Message | None:
    seq = audit.first_broken_row(desk)
    return Message("Audit row {number} was changed outside the program.", number=seq) if seq is not None else None


def _no_gap_in_receptions(desk: Rows) -> Message | None:
    for series, last in desk.rows("SELECT series, last FROM number_series WHERE series LIKE 'reception/%'"):
        _kind, branch, year = series.split("/")
        prefix = f"{branch}-{int(year) % 100:02}-"
        count, highest = desk.rows(
            "SELECT count(*), coalesce(max(CAST(substr(number, 7, 5) AS INTEGER)), 0) FROM reception "
            "WHERE origin = 'counter' AND substr(number, 1, 6) = ?",
            prefix,
        )[0]
        if not count == highest == last:
            return Message("The reception numbers of {series} have a gap or a double.", series=series)
    return None


def _subscriber_numbers(desk: Rows) -> Message | None:
    count = desk.rows("SELECT count(*) FROM customer")[0][0]
    last = desk.rows("SELECT coalesce(max(last), 0) FROM number_series WHERE series = 'subscriber'")[0][0]
    return None if count == last else Message("The subscriber numbers have a gap or a double.")


def _custody(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT s.number FROM service_order s JOIN unit u ON u.id = s.unit_id WHERE s.origin = 'counter' "
        f"AND s.state IN {OPEN_STATE_LIST} AND u.location_id = 1 LIMIT 1"
    )
    return Message("Order {number} is open but its device is with the customer.", number=rows[0][0]) if rows else None


def _shelves(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT u.uuid FROM unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'shelf' AND NOT EXISTS "
        "(SELECT 1 FROM service_order s WHERE s.unit_id = u.id AND s.origin = 'counter' "
        f"AND s.state IN {OPEN_STATE_LIST}) LIMIT 1"
    )
    return Message("Device {record} is on a shelf but has no open order.", record=rows[0][0]) if rows else None


def _receptions_have_orders(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT number FROM reception r WHERE NOT EXISTS "
        "(SELECT 1 FROM service_order s WHERE s.reception_id = r.id) LIMIT 1"
    )
    return Message("Reception {number} has no device.", number=rows[0][0]) if rows else None


def _passcodes_wiped(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT s.number FROM device_passcode p JOIN service_order s ON s.id = p.order_id "
        f"WHERE s.state NOT IN {OPEN_STATE_LIST} LIMIT 1"
    )
    return Message("Order {number} has left but its passcode is still kept.", number=rows[0][0]) if rows else None


def _search_finds_everything(desk: Rows) -> Message | None:
    """A reader cannot ask the indexes: SQLite compares them by a statement that writes."""
    if not isinstance(desk, Desk) or search_is_sound(desk):
        return None
    return Message(
        "The search does not find everything the file holds. Run {command} to make its indexes again.",
        command=Code(REPAIR_COMMAND),
    )


CHECKS: tuple[Callable[[Rows], Message | None], ...] = (
    _sound_file, _parents_exist, _guards_in_place, _audit_chain, _no_gap_in_receptions, _subscriber_numbers,
    misplaced_unit, wrong_balance, wrong_state, _custody, _shelves, _receptions_have_orders, _passcodes_wiped,
    *LEAVING_CHECKS, *CARD_CHECKS, *STOCK_CHECKS, *FILE_CHECKS, *MERGE_CHECKS, *OUTSIDE_CHECKS,
    _search_finds_everything,
)  # fmt: skip
