"""Receptions and orders as screens and papers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.order_states import OrderState, Outcome
from aftersales_desktop.domain.reception import Channel
from aftersales_desktop.i18n import Message, message_from_json
from aftersales_desktop.models.reception import DevicePasscode, OrderEvent, Reception, ServiceOrder
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.catalogue import ChipRow, chips_by_code
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


def get_order(desk: Desk, order_id: int) -> OrderRow:
    """One order; NotFound when there is none."""
    order = first_where(ServiceOrder, id=order_id)
    if order is None:
        raise NotFound(Message("This order is not in the file any more. Refresh the list."))
    return _order_row(desk, order)


def get_reception(desk: Desk, reception_id: int) -> ReceptionRow:
    """One reception with its orders; NotFound when there is none."""
    reception = first_where(Reception, id=reception_id)
    if reception is None:
        raise NotFound(Message("This reception is not in the file any more. Refresh the list."))
    return _reception_row(desk, reception)


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


def _reception_row(desk: Desk, reception: Reception) -> ReceptionRow:
    rows = tuple(_order_row(desk, order) for order in rows_where(ServiceOrder, reception=reception.id))
    return ReceptionRow(
        id=reception.id, uuid=reception.uuid, number=reception.number, received_at=reception.received_at,
        received_on=reception.received_on, created_by=reception.created_by, owner=rows[0].owner,
        payer_name=reception.payer.name if reception.payer_id else "", bringer_name=reception.bringer_name,
        bringer_phone=reception.bringer_phone, bringer_relation=reception.bringer_relation,
        channel=Channel(reception.channel), deposit=reception.deposit, currency=reception.currency,
        deposit_note=reception.deposit_note, note=reception.note, orders=rows,
    )  # fmt: skip


def _order_row(desk: Desk, order: ServiceOrder) -> OrderRow:
    return OrderRow(
        id=order.id, uuid=order.uuid, number=order.number, reception_id=order.reception_id,
        unit=units.get_unit(desk, order.unit_id), owner=customers.get_customer(desk, order.owner_id),
        state=OrderState(order.state), outcome=Outcome(order.outcome) if order.outcome else None,
        customer_words=order.customer_words, symptoms=chips_by_code(desk, "symptom", order.symptoms),
        conditions=chips_by_code(desk, "condition", order.conditions),
        accessories=chips_by_code(desk, "accessory", order.accessories),
        accessories_note=order.accessories_note, seal_number=order.seal_number,
        promised_on=order.promised_on, cost_ceiling=order.cost_ceiling, currency=order.currency,
        verdicts=tuple(verdict_row(value) for value in order.verdict), verdict_tone=order.verdict_tone,
        shelf=order.shelf, has_passcode=bool(read_passcode(desk, order.id)), received_on=order.received_on,
        delivered_on=order.delivered_on, receiver_name=order.receiver_name, cancel_reason=order.cancel_reason,
        parent_number=order.parent_order.number if order.parent_order_id else "", origin=order.origin,
        events=tuple(_event_row(event) for event in _events(order)), rev=order.rev,
        technician_id=order.technician_id, technician_name=_technician_name(desk, order.technician_id),
        kind=OrderKind(order.kind),
    )  # fmt: skip


def _technician_name(desk: Desk, technician_id: int | None) -> str:
    rows = desk.rows("SELECT name FROM staff_member WHERE id = ?", technician_id) if technician_id else []
    return rows[0][0] if rows else ""


def _events(order: ServiceOrder) -> list[OrderEvent]:
    return rows_where(OrderEvent, order=order.id)


def _event_row(event: OrderEvent) -> EventRow:
    return EventRow(event.at, event.actor, event.kind, event.from_state, event.to_state, event.note, event.detail)


def verdict_row(value: dict[str, Any]) -> VerdictRow:
    """A verdict as the file keeps it."""
    return VerdictRow(
        category=value["category"], tone=value["tone"], is_covered=value["covered"],
        ends_on=date.fromisoformat(value["ends_on"]) if value["ends_on"] else None,
        reason=message_from_json(value["reason"]),
    )  # fmt: skip
