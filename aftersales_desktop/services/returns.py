"""Devices that come in again after a repair: which order they return from, what failed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.domain.returns import ReturnCause
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import records
from aftersales_desktop.services.bench_list import IS_BOUNCE, REPAIRED_BEFORE_BY
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.query_parts import IS_OPEN
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

CAME_BACK, RETURN = "came_back", "return"
_LAST = (
    "SELECT id, number, delivered_on FROM service_order WHERE unit_id = ? AND state IN ('delivered', 'closed') "
    "AND origin = 'counter' AND archived_at IS NULL ORDER BY delivered_on DESC, id DESC LIMIT 1"
)
_LINES = (
    "SELECT id, title, warranty_until FROM order_line WHERE order_id = ? AND state = 'done' "
    "AND kind IN ('labour', 'part') ORDER BY position"
)
_COVERED_LINES = (
    "SELECT l.title, l.warranty_until FROM order_line l JOIN service_order s ON s.id = l.order_id "
    "WHERE s.unit_id = ? AND s.state IN ('delivered', 'closed') AND l.state = 'done' AND l.warranty_until >= ? "
    "ORDER BY l.warranty_until DESC, l.id"
)
_CAME_BACK_TO = (
    f"SELECT s.number FROM service_order s WHERE {IS_OPEN} AND s.state <> 'ready' AND {IS_BOUNCE} "
    f"AND {REPAIRED_BEFORE_BY} = ? ORDER BY s.id"
)


@dataclass(frozen=True)
class FailedLine:
    """A line of the earlier order that may have failed; `until` is the last day of its own warranty."""

    id: int
    title: str
    until: date | None


@dataclass(frozen=True)
class ReturnOffer:
    """The order that a device may return from: it left with it within the days of the settings."""

    order_id: int
    number: str
    delivered_on: date
    days: int
    lines: tuple[FailedLine, ...]


def offer_return(desk: Desk, unit_id: int) -> ReturnOffer | None:
    """The earlier order of a device, while it is young enough to answer for; None otherwise."""
    rows = desk.rows(_LAST, unit_id)
    if not rows:
        return None
    order_id, number, delivered = rows[0]
    days = (desk.today() - date.fromisoformat(delivered)).days
    if days > load_settings(desk).bounce_days:
        return None
    return ReturnOffer(order_id, number, date.fromisoformat(delivered), days, lines_of(desk, order_id))


def lines_of(desk: Desk, order_id: int) -> tuple[FailedLine, ...]:
    """The work and parts of an order that can have failed."""
    return tuple(_failed(*row) for row in desk.rows(_LINES, order_id))


def running_repair_warranties(desk: Desk, unit_id: int, today: date) -> tuple[FailedLine, ...]:
    """Earlier work on a device and parts in it whose own warranty still runs, the longest first."""
    return tuple(_failed(0, *row) for row in desk.rows(_COVERED_LINES, unit_id, today.isoformat()))


def came_back_to(desk: Desk, technician_id: int) -> tuple[str, ...]:
    """Numbers of the open returns of devices that this technician repaired the last time, the oldest first."""
    return tuple(row[0] for row in desk.rows(_CAME_BACK_TO, technician_id))


def answer_return(desk: Desk, order_id: int, cause: ReturnCause | None, failed_line_id: int | None = None) -> OrderRow:
    """Say why a device came in again, at the counter or on the bench; the order it returns from notes it, too.

    Raises ValidationError, NotAllowed for an order that is no return or is over.
    """
    with desk.work(Area.RECEPTION, Area.WORKSHOP) as now:
        order = records.find(ServiceOrder, order_id)
        if order.parent_order_id is None:
            raise NotAllowed(
                Message("Order {number} does not return from an earlier one.", number=OwnNumber(order.number))
            )
        if order.state not in OPEN_STATES:
            raise NotAllowed(Message("The device of order {number} has already left.", number=OwnNumber(order.number)))
        note_cause(desk, now, order, cause, failed_line_id)
        return get_order(desk, order_id)


def note_cause(
    desk: Desk, now: datetime, order: ServiceOrder, cause: ReturnCause | None, failed_line_id: int | None
) -> None:
    """Write the cause of a return; inside a unit of work. Raises ValidationError for a line of another order."""
    parent = records.find(ServiceOrder, order.parent_order_id)
    if failed_line_id is not None and failed_line_id not in {line.id for line in lines_of(desk, parent.id)}:
        raise ValidationError([FieldProblem("failed_line", Message("Choose a line of the earlier order."))])
    value = cause.value if cause else ""
    failed = failed_line_id if cause is not None else None
    if not records.change(desk, order, now, action=RETURN, bounce_cause=value, failed_line_id=failed):
        return
    detail = {"cause": value, "line": _title(failed), "number": order.number}
    add_event(desk, now, order, RETURN, detail=detail | {"number": parent.number})
    add_event(desk, now, parent, CAME_BACK, detail=detail)


def _title(line_id: int | None) -> str:
    line = first_where(OrderLine, id=line_id) if line_id else None
    return line.title if line else ""


def _failed(line_id: int, title: str, until: str | None) -> FailedLine:
    return FailedLine(line_id, title, date.fromisoformat(until) if until else None)
