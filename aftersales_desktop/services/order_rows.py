"""Receptions and orders as screens and papers see them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.reception import Channel
from aftersales_desktop.i18n import Message, message_from_json
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.models.reception import DevicePasscode, ServiceOrder
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.catalogue import ChipRow, chips_by_code, in_order
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class VerdictRow:
    """A warranty verdict as it was given for one category at intake."""

    category: str
    tone: str
    is_covered: bool
    ends_on: date | None
    reason: Message


@dataclass(frozen=True)
class EventRow:
    """One thing that happened to an order."""

    at: datetime
    actor: str
    kind: str
    from_state: str
    to_state: str
    note: str
    detail: dict[str, Any]


@dataclass(frozen=True)
class OrderRow:
    """The work on one device."""

    id: int
    uuid: str
    number: str
    reception_id: int
    unit: UnitRow
    owner: CustomerRow
    state: OrderState
    outcome: Outcome | None
    customer_words: str
    symptoms: tuple[ChipRow, ...]
    conditions: tuple[ChipRow, ...]
    accessories: tuple[ChipRow, ...]
    accessories_note: str
    seal_number: str
    promised_on: date | None
    cost_ceiling: int | None
    currency: str
    verdicts: tuple[VerdictRow, ...]
    verdict_tone: str
    shelf: str
    has_passcode: bool
    received_on: date
    delivered_on: date | None
    receiver_name: str
    cancel_reason: str
    parent_number: str
    origin: str
    events: tuple[EventRow, ...]
    rev: int = 1
    technician_id: int | None = None
    technician_name: str = ""
    kind: OrderKind = OrderKind.REPAIR

    @property
    def verdict(self) -> VerdictRow | None:
        """The verdict on parts, which papers show first."""
        return self.verdicts[0] if self.verdicts else None

    @property
    def edits(self) -> int:
        """How often the intake was changed after it was saved."""
        return sum(event.kind == "edited" for event in self.events)


@dataclass(frozen=True)
class ReceptionRow:
    """One visit to the counter with its orders."""

    id: int
    uuid: str
    number: str
    received_at: datetime
    received_on: date
    created_by: str
    owner: CustomerRow
    payer_name: str
    bringer_name: str
    bringer_phone: str
    bringer_relation: str
    channel: Channel
    deposit: int
    currency: str
    deposit_note: str
    note: str
    orders: tuple[OrderRow, ...]


class OpenOrder(NamedTuple):
    """An order whose device is in the centre."""

    id: int
    number: str


_OPEN_OF_UNIT = (
    "SELECT id, number FROM service_order WHERE unit_id = ? AND origin = 'counter' "
    f"AND state IN {OPEN_STATE_LIST} LIMIT 1"
)

_RECEPTION_COLUMNS = """
    SELECT r.id, r.uuid, r.number, r.received_at, r.received_on, r.created_by, coalesce(c.name, ''), r.bringer_name,
    r.bringer_phone, r.bringer_relation, r.channel, r.deposit, r.currency, r.deposit_note, r.note
    FROM reception r LEFT JOIN customer c ON c.id = r.payer_id WHERE r.id ="""
_RECEPTION = f"{_RECEPTION_COLUMNS} ?"
_RECEPTION_OF_ORDER = f"{_RECEPTION_COLUMNS} (SELECT reception_id FROM service_order WHERE id = ?)"
_EVENTS = (
    "SELECT order_id, at, actor, kind, from_state, to_state, note, detail FROM order_event "
    "WHERE order_id IN (SELECT value FROM json_each(?)) ORDER BY id"
)
_BESIDE = """
    SELECT s.id, EXISTS (SELECT 1 FROM device_passcode d WHERE d.order_id = s.id AND d.passcode <> ''),
    coalesce(p.number, ''), coalesce(t.name, '') FROM service_order s
    LEFT JOIN service_order p ON p.id = s.parent_order_id LEFT JOIN staff_member t ON t.id = s.technician_id
    WHERE s.id IN (SELECT value FROM json_each(?))"""


def get_order(desk: Desk, order_id: int) -> OrderRow:
    """One order; NotFound when there is none."""
    order = first_where(ServiceOrder, id=order_id)
    if order is None:
        raise NotFound(Message("This order is not in the file any more. Refresh the list."))
    return _order_rows(desk, [order])[0]


def get_visit(desk: Desk, order_id: int) -> tuple[OrderRow, ReceptionRow]:
    """One order and the reception it belongs to, in at most seven statements; NotFound when there is none."""
    found = desk.rows(_RECEPTION_OF_ORDER, order_id)
    if not found:
        raise NotFound(Message("This order is not in the file any more. Refresh the list."))
    reception = _reception_row(desk, *found[0])
    return next(order for order in reception.orders if order.id == order_id), reception


def get_reception(desk: Desk, reception_id: int) -> ReceptionRow:
    """One reception with its orders, however many, in at most seven statements; NotFound when there is none."""
    found = desk.rows(_RECEPTION, reception_id)
    if not found:
        raise NotFound(Message("This reception is not in the file any more. Refresh the list."))
    return _reception_row(desk, *found[0])


def find_reception(desk: Desk, number: str) -> ReceptionRow:
    """A reception by its own number or the number of one of its orders; "any" is the newest. NotFound otherwise."""
    row = desk.rows(
        "SELECT reception_id FROM service_order WHERE (number = ?1 OR ?1 = 'any') "
        "AND (origin = 'counter' OR ?1 <> 'any') "
        "UNION ALL SELECT id FROM reception WHERE number = ?1 ORDER BY 1 DESC LIMIT 1",
        number,
    )
    if not row:
        raise NotFound(Message("There is no reception with this number. Check the number and try again."))
    return get_reception(desk, row[0][0])


def find_open_order(desk: Desk, unit_id: int) -> OpenOrder | None:
    """The order under which a device is in the centre now; there is never more than one."""
    rows = desk.rows(_OPEN_OF_UNIT, unit_id)
    return OpenOrder(*rows[0]) if rows else None


def read_passcode(desk: Desk, order_id: int) -> str:
    """The passcode of a device in custody; empty when none was given or it was wiped."""
    row = first_where(DevicePasscode, order=order_id)
    return row.passcode if row else ""


def _reception_row(desk: Desk, *row: Any) -> ReceptionRow:
    reception_id, uuid, number, received_at, received_on, created_by, *names, channel, deposit = row[:12]
    orders = _order_rows(desk, rows_where(ServiceOrder, reception=reception_id))
    return ReceptionRow(
        reception_id, uuid, number, moment_value(received_at), date.fromisoformat(received_on), created_by,
        orders[0].owner, *names, Channel(channel), deposit, *row[12:], orders=orders,
    )  # fmt: skip


@dataclass(frozen=True)
class _Surroundings:
    """What orders need of other tables, by the ids of these or of the orders, read once for all of them."""

    units: dict[int, UnitRow]
    owners: dict[int, CustomerRow]
    chips: dict[tuple[str, str], ChipRow]
    events: dict[int, list[EventRow]]
    beside: dict[int, _Beside]


class _Beside(NamedTuple):
    """What is known of an order by one look at other tables."""

    has_passcode: bool
    parent_number: str
    technician_name: str


def _order_rows(desk: Desk, orders: list[ServiceOrder]) -> tuple[OrderRow, ...]:
    """Orders as screens see them: five statements, however many there are."""
    ids = json.dumps([order.id for order in orders])
    events: dict[int, list[EventRow]] = {order.id: [] for order in orders}
    for order_id, *event in desk.rows(_EVENTS, ids):
        events[order_id].append(_event_row(*event))
    found = _Surroundings(
        units.units_by_id(desk, {order.unit_id for order in orders}),
        customers.customers_by_id(desk, {order.owner_id for order in orders}),
        chips_by_code(desk, [code for order in orders for codes in _codes(order).values() for code in codes]),
        events,
        {row[0]: _Beside(bool(row[1]), *row[2:]) for row in desk.rows(_BESIDE, ids)},
    )
    return tuple(_order_row(order, found) for order in orders)


def _codes(order: ServiceOrder) -> dict[str, Sequence[str]]:
    """The chosen words by their kind."""
    return {"symptom": order.symptoms, "condition": order.conditions, "accessory": order.accessories}


def _order_row(order: ServiceOrder, found: _Surroundings) -> OrderRow:
    symptoms, conditions, accessories = (in_order(found.chips, *chosen) for chosen in _codes(order).items())
    beside = found.beside[order.id]
    return OrderRow(
        id=order.id, uuid=order.uuid, number=order.number, reception_id=order.reception_id,
        unit=found.units[order.unit_id], owner=found.owners[order.owner_id],
        state=OrderState(order.state), outcome=Outcome(order.outcome) if order.outcome else None,
        customer_words=order.customer_words, symptoms=symptoms, conditions=conditions, accessories=accessories,
        accessories_note=order.accessories_note, seal_number=order.seal_number,
        promised_on=order.promised_on, cost_ceiling=order.cost_ceiling, currency=order.currency,
        verdicts=tuple(verdict_row(value) for value in order.verdict), verdict_tone=order.verdict_tone,
        shelf=order.shelf, has_passcode=beside.has_passcode, received_on=order.received_on,
        delivered_on=order.delivered_on, receiver_name=order.receiver_name, cancel_reason=order.cancel_reason,
        parent_number=beside.parent_number, origin=order.origin, events=tuple(found.events[order.id]), rev=order.rev,
        technician_id=order.technician_id, technician_name=beside.technician_name,
        kind=OrderKind(order.kind),
    )  # fmt: skip


def _event_row(at: str, actor: str, kind: str, before: str, after: str, note: str, detail: str) -> EventRow:
    return EventRow(moment_value(at), actor, kind, before, after, note, json.loads(detail))


def verdict_row(value: dict[str, Any]) -> VerdictRow:
    """A verdict as the file keeps it."""
    return VerdictRow(
        category=value["category"], tone=value["tone"], is_covered=value["covered"],
        ends_on=date.fromisoformat(value["ends_on"]) if value["ends_on"] else None,
        reason=message_from_json(value["reason"]),
    )  # fmt: skip
