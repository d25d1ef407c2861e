"""The movements behind a line with a part: the new one goes in, the old one comes out and goes where it stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import NoOldPart, OldPart
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.stock import CONDITION_TITLES, HEALTHY, PLACE_TITLES, Condition, Movement, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import records, stock_moves
from aftersales_desktop.services.numbering import next_unit_tag
from aftersales_desktop.services.parts import free_in_store
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reservations import kept_for_others
from aftersales_desktop.services.stock_moves import the_place
from aftersales_desktop.services.units import add_identifier, write_tag
from aftersales_desktop.services.work import Desk

_FOUND = f"""
    SELECT DISTINCT u.id, u.kind, u.part_id, u.condition, l.id, l.kind, l.name, u.parent_id,
    coalesce((SELECT {FIRST_CODE} FROM unit d WHERE d.id = u.parent_id), '')
    FROM unit_identifier n JOIN unit u ON u.id = n.unit_id JOIN location l ON l.id = u.location_id
    WHERE n.value_norm = ? AND n.removed_at IS NULL AND u.archived_at IS NULL ORDER BY u.id""".replace(
    "i.unit_id = u.id", "i.unit_id = d.id"
)
_READY_PLACES = (Place.BENCH, Place.GOOD_STORE)


@dataclass(frozen=True)
class FoundPart:
    """A part with a serial where it is now; `device` is the serial of what it is inside of."""

    id: int
    kind: str
    part_id: int | None
    condition: Condition
    location_id: int
    place: Place
    place_name: str
    parent_id: int | None
    device: str


@dataclass(frozen=True)
class Moved:
    """What was moved for a line: rows of the ledger of units and of counted parts."""

    units: tuple[int, ...] = ()
    parts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Bench:
    """Where and for which order parts are moved."""

    desk: Desk
    now: datetime
    order: ServiceOrder
    location: Location

    @property
    def marks(self) -> dict[str, Any]:
        """What every movement for this order bears."""
        return {"document": self.order.number, "order_id": self.order.id}


def find_serial(desk: Desk, serial: str) -> list[FoundPart]:
    """Everything in use that bears this code, in any digits and separators."""
    rows = desk.rows(_FOUND, text.code_norm(serial))
    return [FoundPart(*row[:3], Condition(row[3]), row[4], Place(row[5]), *row[6:]) for row in rows]


def part_to_put_in(desk: Desk, device_id: int, serial: str, part_id: int | None = None) -> FoundPart:
    """The healthy part of this serial that is in the store or on a bench.

    Raises ValidationError for the field "new_serial" with one sentence that says where it is or what is wrong with it.
    """
    if not text.code_norm(serial):
        raise _problem("new_serial", Message("Scan the serial of the new part."))
    found = [one for one in find_serial(desk, serial) if part_id in (None, one.part_id)]
    fit = [one for one in found if one.place in _READY_PLACES and one.condition in HEALTHY and one.kind == "part"]
    if len(fit) == 1:
        return fit[0]
    if fit:
        raise _problem(
            "new_serial", Message("Several parts bear the serial {code}. Choose the part, too.", code=Code(serial))
        )
    raise _problem("new_serial", _why_not(found, Code(text.clean_code(serial)), device_id))


def _why_not(found: list[FoundPart], code: Code, device_id: int) -> Message:
    if not found:
        return Message("There is no part {code} in the file. Receive it into the store first.", code=code)
    one = next((one for one in found if one.kind == "part"), found[0])
    if one.kind != "part":
        return Message("{code} is the serial of a device, not of a part.", code=code)
    if one.parent_id == device_id:
        return Message("{code} is already in this device.", code=code)
    if one.parent_id is not None:
        return Message("{code} is inside another device, {device}.", code=code, device=Code(one.device))
    if one.place not in _READY_PLACES:
        return Message(
            "{code} is “{place}” now; it cannot be put in.", code=code, place=Message(PLACE_TITLES[one.place])
        )
    return Message(
        "{code} is “{condition}”. Only a healthy part is put in.", code=code,
        condition=Message(CONDITION_TITLES[one.condition]),
    )  # fmt: skip


def put_in(bench: Bench, found: FoundPart) -> tuple[int, ...]:
    """Issue the part to the bench, if it is still in the store, and install it; gives the movements."""
    moved = []
    if found.place is Place.GOOD_STORE:
        refuse_kept(bench.desk, records.find(Part, found.part_id), bench.order, 1)
        moved.append(
            stock_moves.move_unit(bench.desk, bench.now, found.id, Movement.ISSUED, bench.location, **bench.marks)
        )
    inside = the_place(Place.INSTALLED)
    moved.append(
        stock_moves.move_unit(
            bench.desk, bench.now, found.id, Movement.INSTALLED, inside, after=Condition.IN_USE,
            device_id=bench.order.unit_id, **bench.marks,
        )
    )  # fmt: skip
    return tuple(moved)


def old_unit(bench: Bench, serial: str, part: Part) -> int:
    """The old part of this serial inside the order's device: known there, or seen now for the first time.

    Raises ValidationError for the field "old_serial" when it is known to be anywhere else.
    """
    code = Code(text.clean_code(serial))
    found = find_serial(bench.desk, serial)
    inside = [one for one in found if one.parent_id == bench.order.unit_id and one.kind == "part"]
    if inside:
        return next((one.id for one in inside if one.part_id == part.id), inside[0].id)
    if any(one.kind != "part" for one in found):
        raise _problem("old_serial", Message("{code} is the serial of a device, not of a part.", code=code))
    same = next((one for one in found if one.part_id == part.id), None)
    if same is None:
        return first_seen(bench, part, serial)
    if same.parent_id is not None:
        raise _problem(
            "old_serial", Message("{code} is inside another device, {device}.", code=code, device=Code(same.device))
        )
    raise _problem(
        "old_serial",
        Message("{code} is “{place}” now, not in this device.", code=code, place=Message(PLACE_TITLES[same.place])),
    )


def first_seen(bench: Bench, part: Part, serial: str = "") -> int:
    """A part that has been in the order's device since before we knew it; without a serial it gets a tag of ours."""
    inside = the_place(Place.INSTALLED).id
    unit = records.create(
        bench.desk, Unit, bench.now, kind="part", model=part.model_id, part_id=part.id, location=inside,
        parent=bench.order.unit_id, first_location=inside, first_parent=bench.order.unit_id,
    )  # fmt: skip
    if serial:
        add_identifier(bench.desk, unit.id, "serial", serial)
    else:
        write_tag(unit, next_unit_tag())
    return unit.id


def take_out(bench: Bench, unit_id: int, stays: OldPart, condition: Condition) -> tuple[int, ...]:
    """Take an old part out to the bench and on to where it stays; gives the movements.

    One for the customer waits on the bench until the device is handed over.
    """
    moved = [
        stock_moves.move_unit(
            bench.desk, bench.now, unit_id, Movement.REMOVED, bench.location, after=condition,
            device_id=bench.order.unit_id, **bench.marks,
        )
    ]  # fmt: skip
    if stays is OldPart.FAULTY_STORE:
        moved.append(
            stock_moves.move_unit(
                bench.desk, bench.now, unit_id, Movement.FAULTY_RECEIVED, the_place(Place.FAULTY_STORE), **bench.marks
            )
        )
    return tuple(moved)


def refuse_kept(desk: Desk, part: Part, order: ServiceOrder, quantity: int) -> None:
    """Raise NotAllowed when so many are not free in the store, because other orders had them kept."""
    kept, number = kept_for_others(desk, part.id, order.id)
    if kept and free_in_store(desk, part.id) - kept < quantity:
        raise NotAllowed(
            Message("{part} is kept for order {number}.", part=Code(part.code), number=OwnNumber(number))
        )  # fmt: skip


def put_in_counted(bench: Bench, part_id: int, quantity: int, cost: int) -> tuple[int, ...]:
    """Use counted parts: those on the bench first, the rest from the store. NotAllowed when there are not so many."""
    desk, store, condition = bench.desk, the_place(Place.GOOD_STORE), Condition.NEW
    for one in (Condition.NEW, Condition.REPAIRED, Condition.HEALTHY_USED):
        here = stock_moves.balance(desk, part_id, bench.location, one)
        if here + stock_moves.balance(desk, part_id, store, one) >= quantity:
            condition = one
            break
    here = stock_moves.balance(desk, part_id, bench.location, condition)
    moved = []
    if quantity > here:
        refuse_kept(desk, records.find(Part, part_id), bench.order, quantity - here)
        moved.append(_counted(bench, part_id, quantity - here, Movement.ISSUED, store, bench.location, condition))
    inside = the_place(Place.INSTALLED)
    moved.append(
        _counted(
            bench, part_id, quantity, Movement.INSTALLED, bench.location, inside, condition, Condition.IN_USE, cost=cost
        )
    )
    return tuple(moved)


def take_out_counted(bench: Bench, part_id: int, quantity: int, stays: OldPart) -> tuple[int, ...]:
    """The same number of old ones comes out, faulty."""
    inside, faulty = the_place(Place.INSTALLED), Condition.FAULTY
    moved = [
        _counted(
            bench, part_id, quantity, Movement.REMOVED, inside, bench.location, Condition.IN_USE, faulty
        )
    ]  # fmt: skip
    if stays is OldPart.FAULTY_STORE:
        store = the_place(Place.FAULTY_STORE)
        moved.append(_counted(bench, part_id, quantity, Movement.FAULTY_RECEIVED, bench.location, store, faulty))
    return tuple(moved)


def _counted(
    bench: Bench, part_id: int, quantity: int, movement: Movement, source: Location, target: Location,
    before: Condition, after: Condition | None = None, cost: int = 0,
) -> int:  # fmt: skip
    is_inside = Place.INSTALLED in (source.kind, target.kind)
    return stock_moves.move_parts(
        bench.desk, bench.now, part_id, quantity, movement, source, target, before=before, after=after, cost=cost,
        document=bench.order.number, order=bench.order.id, device=bench.order.unit_id if is_inside else None,
    )  # fmt: skip


def needs_old_serial(serial: str, reason: NoOldPart | None) -> None:
    """Raise ValidationError while neither an old serial nor a reason is given."""
    if not text.code_norm(serial) and reason is None:
        raise _problem("old_serial", Message("Scan the old part, or say why there is no serial."))


def bench_of(desk: Desk, location_id: int) -> Location:
    """The location of a bench."""
    place = first_where(Location, id=location_id)
    if place is None:
        raise NotAllowed(Message("This bench is not in the file any more."))
    return place


def _problem(field: str, message: Message) -> ValidationError:
    return ValidationError([FieldProblem(field, message)])
