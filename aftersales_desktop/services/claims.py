"""What an old record did not tell, found out later: whose the device was, and its serial. History stays with it."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import rows_where
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import records, units
from aftersales_desktop.services.audit import write
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Area, Desk


def has_unknown_owner(desk: Desk, unit_id: int) -> bool:
    """Whether a device belongs to the stand-in for the owners that an old list did not name."""
    return bool(
        desk.rows(
            "SELECT 1 FROM unit u JOIN customer c ON c.id = u.owner_id WHERE u.id = ? AND c.is_placeholder = 1", unit_id
        )
    )


@dataclass(frozen=True)
class Unknowns:
    """What is not known of a device."""

    owner: bool
    serial: bool


def find_unknowns(desk: Desk, unit: UnitRow) -> Unknowns:
    """What an old record did not tell of a device and nobody found out since."""
    without_serial = not any(found.kind in ("serial", "imei") for found in unit.identifiers)
    return Unknowns(has_unknown_owner(desk, unit.id), without_serial)


def complete_unit(desk: Desk, unit_id: int, *, owner_id: int | None, serial: str) -> UnitRow:
    """Note what was found out, all of it or nothing. Raises what `name_owner` and `note_serial` raise."""
    if owner_id is None and not serial.strip():
        raise ValidationError([FieldProblem("owner", Message("Choose the customer."))])
    with desk.work():
        if owner_id is not None:
            name_owner(desk, unit_id, owner_id)
        if serial.strip():
            note_serial(desk, unit_id, serial)
        return units.get_unit(desk, unit_id)


def name_owner(desk: Desk, unit_id: int, customer_id: int | None) -> UnitRow:
    """Give a device of unknown owner, and its earlier services, to the customer whose they are.

    Raises ValidationError without a customer, NotAllowed when the owner is known: devices that are sold change hands
    at the counter.
    """
    if customer_id is None:
        raise ValidationError([FieldProblem("owner", Message("Choose the customer."))])
    with desk.work(Area.UNITS, Area.CUSTOMERS, Area.RECEPTION) as now:
        customer = records.find(Customer, customer_id)
        if customer.is_placeholder or customer.archived_at is not None:
            raise NotAllowed(Message("Choose a customer who is known."))
        if not has_unknown_owner(desk, unit_id):
            raise NotAllowed(Message("The owner of this device is known already."))
        unknown = records.find(Unit, unit_id).owner_id
        units.change_owner(desk, unit_id, customer_id, since=None, reason="owner found")
        for order in rows_where(ServiceOrder, unit=unit_id):
            if order.owner_id == unknown and order.archived_at is None:
                records.change(desk, order, now, reason="owner found", owner_id=customer_id)
        return units.get_unit(desk, unit_id)


def note_serial(desk: Desk, unit_id: int, serial: str) -> UnitRow:
    """Note the serial of a device that had only a tag of ours; the tag goes on being found.

    Raises ValidationError (wrong serial) and NotAllowed (it has one, or the serial is another device's).
    """
    if not serial.strip():
        raise ValidationError([FieldProblem("serial", Message("Enter the serial."))])
    with desk.work(Area.UNITS) as now:
        unit = units.get_unit(desk, unit_id)
        if any(found.kind == "serial" for found in unit.identifiers):
            raise NotAllowed(Message("This device has a serial already."))
        units.add_identifier(desk, unit_id, "serial", serial)
        with_serial = units.get_unit(desk, unit_id)
        write(desk, now, "note_serial", "unit", unit.uuid, {"serial": [None, with_serial.serial]})
        return with_serial
