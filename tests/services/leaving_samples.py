"""Parts, lines and people of a workshop for tests: a device with a swapped part, a technician, a checker."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.domain.parts import PartDetails
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.database import database
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import parts, records, staff
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.staff import StaffRow
from aftersales_desktop.services.stock_moves import move_unit, the_place
from aftersales_desktop.services.work import Area, Desk


def technician(desk: Desk, name: str = "رضا کریمی", role: Role = Role.TECHNICIAN) -> StaffRow:
    """Somebody who works here."""
    return staff.add_member(desk, name, role)


def give_to(desk: Desk, order_id: int, member: StaffRow) -> None:
    """The work is theirs."""
    with desk.work(Area.WORKSHOP) as now:
        records.change(desk, records.find(ServiceOrder, order_id), now, technician_id=member.id)


def add_line(desk: Desk, order_id: int, title: str = "تعویض برد", price: int = 0, **values: Any) -> OrderLine:
    """A line that was done today."""
    position = desk.rows("SELECT count(*) + 1 FROM order_line WHERE order_id = ?", order_id)[0][0]
    usual = {
        "kind": "labour", "coverage": "pay", "list_price": price, "price": price, "done_on": desk.today(),
        "state": "done", "position": position, "title": title,
    }  # fmt: skip
    with desk.work(Area.WORKSHOP) as now:
        return records.create(desk, OrderLine, now, order=first_where(ServiceOrder, id=order_id), **usual | values)


def part_with_serial(desk: Desk, code: str = "B-1", **values: Any) -> parts.PartRow:
    """An article that has serials."""
    return parts.find_part(desk, code) or parts.add_part(
        desk, PartDetails(code=code, name="برد اصلی", is_serialised=True, **values)
    )


def unit_of(desk: Desk, part: parts.PartRow, place: Location, condition: Condition, **values: Any) -> Unit:
    """One piece of it that was first seen at a place."""
    with desk.work(Area.PARTS) as now:
        return records.create(
            desk, Unit, now, kind="part", model=part.model_id, part_id=part.id, location=place.id,
            first_location=place.id,
            condition=condition.value, first_condition=condition.value, **values,
        )  # fmt: skip


def swap(
    desk: Desk, order: OrderRow, member: StaffRow, *, old: Condition = Condition.FAULTY, **values: Any
) -> OrderLine:
    """A new part went into the device, the old one lies on the technician's bench."""
    part, bench, inside = part_with_serial(desk), first_where(Location, id=member.bench_id), the_place(Place.INSTALLED)
    new = unit_of(desk, part, the_place(Place.GOOD_STORE), Condition.NEW)
    out = unit_of(desk, part, inside, Condition.IN_USE, parent=order.unit.id, first_parent=order.unit.id)
    with desk.work(Area.PARTS) as now:
        named = {"order_id": order.id, "document": order.number}
        move_unit(desk, now, new.id, Movement.ISSUED, bench, **named)
        move_unit(desk, now, out.id, Movement.REMOVED, bench, after=old, device_id=order.unit.id, **named)
        into = {"after": Condition.IN_USE, "device_id": order.unit.id}
        move_unit(desk, now, new.id, Movement.INSTALLED, inside, **into, **named)
    return add_line(
        desk, order.id, "برد اصلی", kind="part", part=part.id, unit_in=new.id, unit_out=out.id,
        old_part="stays_on_bench", **values,
    )  # fmt: skip


def lend(desk: Desk, order: OrderRow, part_code: str = "L-1") -> Unit:
    """Something of ours is in the customer's hands while the device is here."""
    loaner = unit_of(desk, part_with_serial(desk, part_code), the_place(Place.GOOD_STORE), Condition.HEALTHY_USED)
    with desk.work(Area.PARTS) as now:
        move_unit(desk, now, loaner.id, Movement.LENT, the_place(Place.LOANER_OUT), order_id=order.id)
    return loaner


def place_of(desk: Desk, unit_id: int) -> tuple[str, str]:
    """Kind of place and condition of a unit."""
    return desk.rows(
        "SELECT l.kind, u.condition FROM unit u JOIN location l ON l.id = u.location_id WHERE u.id = ?", unit_id
    )[0]


def set_state(order_id: int, state: str) -> None:
    """Put an order where the services of another area would have brought it."""
    for trigger in ("service_order_state_move",):
        database.execute_sql(f"DROP TRIGGER IF EXISTS {trigger}")
    database.execute_sql(
        "INSERT INTO order_event (uuid, order_id, at, actor, kind, from_state, to_state) SELECT "
        "substr(hex(randomblob(18)), 1, 36), id, '2026-11-23T08:00:00.000Z', 'test', 'step', state, ? "
        "FROM service_order WHERE id = ?",
        (state, order_id),
    )
    database.execute_sql("UPDATE service_order SET state = ?, rev = rev + 1 WHERE id = ?", (state, order_id))
