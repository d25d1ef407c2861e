"""Devices that are repaired elsewhere: sent with a reference and a promise, back by a scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotAllowed, NotFound, refuse
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.outside_repair import (
    OutsideBack,
    OutsideDetails,
    OutsideKind,
    back_problems,
    outside_problems,
)
from aftersales_desktop.domain.stock import Place
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.outside import OutsideJob
from aftersales_desktop.models.parts import Supplier
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import custody, records, stock_moves, units
from aftersales_desktop.services.order_rows import OrderRow, find_open_order, get_order
from aftersales_desktop.services.order_steps import bring_device, move_order, refuse_step
from aftersales_desktop.services.outside_costs import write_outside_work
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

_LONGEST_NAME = 80
_OPEN_JOB = "SELECT id FROM outside_job WHERE order_id = ? AND back_on IS NULL"


@dataclass(frozen=True)
class OutsideRow:
    """Where a device went, and what came of it. Money in rials."""

    id: int
    order_id: int
    kind: OutsideKind
    supplier_id: int | None
    place: str
    reference_number: str
    promised_on: date | None
    expected_cost: int
    cost: int | None
    currency: str
    note: str
    sent_on: date
    back_on: date | None
    result: str


def usual_outside(desk: Desk) -> OutsideDetails:
    """What the form is filled with: the promise by the settings."""
    return OutsideDetails(None, promised_on=desk.today() + timedelta(days=load_settings(desk).outside_days))


def send_outside(desk: Desk, order_ids: Sequence[int], details: OutsideDetails) -> list[OutsideRow]:
    """Send the devices of some orders to one place, all of them or none.

    State and movement change together. Raises ValidationError, NotAllowed for an order that cannot go there now.
    """
    refuse(outside_problems(details, desk.today()))
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        place = _place_of(desk, details)
        return [_send(desk, now, order_id, details, place) for order_id in order_ids]


def take_back(desk: Desk, order_id: int, back: OutsideBack) -> OrderRow:
    """The device is here again: into a free cell, and on with the work. Raises ValidationError, NotAllowed."""
    refuse(back_problems(back))
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        rows = desk.rows(_OPEN_JOB, order_id)
        if not rows or order.state != OrderState.AT_EXTERNAL:
            raise NotAllowed(Message("Order {number} is not outside the centre.", number=OwnNumber(order.number)))
        refuse_step(desk, order, back.goes_on, note=back.result)
        job, result = records.find(OutsideJob, rows[0][0]), text.clean(back.result)
        records.change(desk, job, now, action="back", back_on=desk.today(), cost=back.cost, result=result)
        write_outside_work(desk, now, order, back)
        custody.take_back_in(desk, now, order.unit_id, order.shelf, order.number, order_id)
        move_order(desk, now, order, back.goes_on, "back_from_outside", result)
        bring_device(desk, now, order)
        return get_order(desk, order_id)


def find_outside_order(desk: Desk, code: str) -> int:
    """The order of a device that is outside, by the serial or number scanned when it comes back; NotFound otherwise."""
    norm = text.code_norm(code)
    for unit in units.find_units(desk, code):
        order = find_open_order(desk, unit.id)
        if order is not None and current_job(desk, order.id) is not None:
            return order.id
    order = first_where(ServiceOrder, number_norm=norm)
    if order is not None and current_job(desk, order.id) is not None:
        return order.id
    raise NotFound(Message("No device with this number is outside the centre."))


def current_job(desk: Desk, order_id: int) -> OutsideRow | None:
    """Where the device of an order is now, when that is outside."""
    rows = desk.rows(_OPEN_JOB, order_id)
    return _row(records.find(OutsideJob, rows[0][0])) if rows else None


def jobs_of(desk: Desk, order_id: int) -> list[OutsideRow]:
    """Every time the device of an order was outside, oldest first."""
    return [_row(job) for job in rows_where(OutsideJob, order=order_id)]


def known_places(desk: Desk) -> list[str]:
    """Workshops that devices were sent to before, by name."""
    rows = desk.rows("SELECT DISTINCT name FROM location WHERE kind = 'agency' AND name <> '' ORDER BY name")
    return [row[0] for row in rows]


def _send(desk: Desk, now: datetime, order_id: int, details: OutsideDetails, place: Location) -> OutsideRow:
    order, name = records.find(ServiceOrder, order_id), _name_of(details, place)
    move_order(desk, now, order, OrderState.AT_EXTERNAL, "sent_outside", name)
    custody.send_out(desk, now, order.unit_id, place, order.number, order_id)
    job = records.create(
        desk, OutsideJob, now, order=order, kind=details.kind.value, place=name,
        supplier=details.supplier_id if details.kind is OutsideKind.SUPPLIER else None,
        reference_number=text.clean(details.reference_number), promised_on=details.promised_on,
        expected_cost=details.expected_cost, note=text.clean(details.note, lines=True), sent_on=desk.today(),
    )  # fmt: skip
    return _row(job)


def _place_of(desk: Desk, details: OutsideDetails) -> Location:
    if details.kind is OutsideKind.SUPPLIER:
        return first_where(Location, id=records.find(Supplier, details.supplier_id).location_id)
    if details.kind is OutsideKind.HEAD_OFFICE:
        return stock_moves.the_place(Place.HEAD_OFFICE)
    name = text.clean(details.place)[:_LONGEST_NAME]
    known = first_where(Location, kind=Place.AGENCY.value, name=name)
    count = desk.rows("SELECT count(*) + 1 FROM location WHERE kind = 'agency'")[0][0]
    return known or Location.create(kind=Place.AGENCY.value, code=str(count), name=name)


def _name_of(details: OutsideDetails, place: Location) -> str:
    """As it was called then; the head office has no name but its kind."""
    return text.clean(details.place) or place.name or OutsideKind.HEAD_OFFICE.value


def _row(job: OutsideJob) -> OutsideRow:
    return OutsideRow(
        job.id, job.order_id, OutsideKind(job.kind), job.supplier_id, job.place, job.reference_number,
        job.promised_on, job.expected_cost, job.cost, job.currency, job.note, job.sent_on, job.back_on, job.result,
    )  # fmt: skip
