"""One customer at a glance: devices with their warranty, open and earlier orders, cards, who they were before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.warranty import Verdict
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services import customers, units, warranty
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.merge_list import MergeRow, merges_of_customer
from aftersales_desktop.services.order_rows import find_open_order
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class OwnedDevice:
    """A device of the customer and its warranty today."""

    unit: UnitRow
    verdict: Verdict
    open_order: str


@dataclass(frozen=True)
class OrderLine:
    """An order of the customer in one line."""

    id: int
    number: str
    title: str
    serial: str
    state: str
    received_on: date
    promised_on: date | None


@dataclass(frozen=True)
class CardLine:
    """A card of the customer in one line."""

    id: int
    number: str
    issuer: str
    is_ours: bool
    state: str
    title: str
    last_day: date | None


@dataclass(frozen=True)
class CustomerPage:
    """All of it."""

    customer: CustomerRow
    devices: tuple[OwnedDevice, ...]
    orders: tuple[OrderLine, ...]
    cards: tuple[CardLine, ...]
    merges: tuple[MergeRow, ...]


_MOST = 50
_ORDERS = (
    f"SELECT s.id, s.number, trim(m.brand || ' ' || m.name), {FIRST_CODE}, s.state, s.received_on, s.promised_on "
    "FROM service_order s JOIN unit u ON u.id = s.unit_id JOIN product_model m ON m.id = u.model_id "
    "WHERE s.owner_id = ? AND s.archived_at IS NULL ORDER BY s.id DESC LIMIT ?"
)
_CARDS = (
    "SELECT w.id, w.number, i.name, i.is_ours, w.state, trim(m.brand || ' ' || m.name), w.last_day "
    "FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id JOIN unit u ON u.id = w.unit_id "
    "JOIN product_model m ON m.id = u.model_id WHERE w.owner_id = ? AND w.archived_at IS NULL "
    "ORDER BY w.id DESC LIMIT ?"
)


def customer_page(desk: Desk, customer_id: int) -> CustomerPage:
    """The newest 50 of each kind. Raises NotFound."""
    customer = customers.get_customer(desk, customer_id)
    today = desk.today()
    owned = () if customer.is_placeholder else units.units_of(desk, customer.id)[:_MOST]
    devices = tuple(_owned_device(desk, unit, today) for unit in owned)
    orders = tuple(
        OrderLine(*row[:5], date.fromisoformat(row[5]), day_value(row[6]))
        for row in desk.rows(_ORDERS, customer.id, _MOST)
    )
    cards = tuple(
        CardLine(row[0], row[1], row[2], bool(row[3]), row[4], row[5], day_value(row[6]))
        for row in desk.rows(_CARDS, customer.id, _MOST)
    )
    return CustomerPage(customer, devices, orders, cards, tuple(merges_of_customer(desk, customer.id)))


def _owned_device(desk: Desk, unit: UnitRow, today: date) -> OwnedDevice:
    open_order = find_open_order(desk, unit.id)
    verdict = warranty.unit_verdict(desk, unit.id, today)
    return OwnedDevice(unit, verdict, open_order.number if open_order else "")
