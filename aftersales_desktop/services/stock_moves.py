"""The two ledgers of things: units one by one, counted parts by number. Every movement goes through here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.domain.stock import (
    COUNTED_PLACES,
    PLACE_TITLES,
    Condition,
    Movement,
    Place,
    Thing,
    refuse_move,
)
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.models.parts import Part, StockMove
from aftersales_desktop.models.statements import first_where, insert_row, rows_where
from aftersales_desktop.models.units import Location, Unit, UnitMove
from aftersales_desktop.services import records
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.work import Desk

_LAST_MOVE = "SELECT id, at FROM unit_move WHERE unit_id = ? ORDER BY id DESC LIMIT 1"
_LAST_STANDING = (
    "SELECT s.id FROM unit_move s WHERE s.unit_id = ? AND s.reason <> 'REV' AND NOT EXISTS (SELECT 1 FROM unit_move r "
    "WHERE r.unit_id = s.unit_id AND r.reverses_id = s.id) ORDER BY s.id DESC LIMIT 1"
)
_BALANCE = "SELECT quantity FROM stock_balance WHERE part_id = ? AND location_id = ? AND condition = ?"
_CODE = f"SELECT {FIRST_CODE} FROM unit u WHERE u.id = ?"


def the_place(kind: Place) -> Location:
    """The one location of a kind that there is once: a store, the inside of devices, what is lost."""
    return rows_where(Location, kind=kind.value)[0]


def move_unit(
    desk: Desk,
    now: datetime,
    unit_id: int,
    movement: Movement,
    target: Location,
    *,
    after: Condition | None = None,
    device_id: int | None = None,
    order_id: int | None = None,
    document: str = "",
    received_by: str = "",
    note: str = "",
) -> int:
    """Move a unit from where it is; inside a unit of work. Gives the row number of the movement.

    `after` is its condition then, the same by default; `device_id` is what a part goes into or comes out of.
    Raises NotAllowed with one sentence for what the table of movements does not have.
    """
    unit = records.find(Unit, unit_id)
    source = first_where(Location, id=unit.location_id)
    before = Condition(unit.condition)
    after = after or before
    refuse_move(movement, Thing(unit.kind), Place(source.kind), Place(target.kind), before, after, note)
    return insert_row(
        UnitMove, uuid=records.new_uuid(), unit=unit, at=_not_before_last(desk, unit_id, now), actor=desk.actor,
        from_location=source, to_location=target, reason=movement.value, condition_before=before.value,
        condition_after=after.value, document=document, received_by=received_by, device=device_id, order_id=order_id,
        note=note,
    )  # fmt: skip


def take_unit_move_back(desk: Desk, now: datetime, unit_id: int, move_id: int, reason: str) -> None:
    """Put a unit back to where it was before a movement, the last that stands; inside a unit of work.

    Several are taken back one after the other, newest first. Raises NotAllowed when it has moved on since.
    """
    last = desk.rows(_LAST_STANDING, unit_id)
    if not last or last[0][0] != move_id:
        raise NotAllowed(
            Message(
                "{code} has moved on since; this movement can no longer be taken back.", code=unit_code(desk, unit_id)
            )
        )
    move = first_where(UnitMove, id=move_id)
    insert_row(
        UnitMove, uuid=records.new_uuid(), unit=unit_id, at=_not_before_last(desk, unit_id, now), actor=desk.actor,
        from_location=move.to_location_id, to_location=move.from_location_id, reason=Movement.REVERSED.value,
        condition_before=move.condition_after, condition_after=move.condition_before, document=move.document,
        device=move.device_id, order_id=move.order_id, note=reason, reverses=move_id,
    )  # fmt: skip


def move_parts(
    desk: Desk,
    now: datetime,
    part_id: int,
    quantity: int,
    movement: Movement,
    source: Location,
    target: Location,
    *,
    before: Condition = Condition.NEW,
    after: Condition | None = None,
    **columns: Any,
) -> int:
    """Move counted parts; inside a unit of work. Gives the row number of the movement.

    Raises NotAllowed with one sentence when there are not so many, or the table of movements has no such one.
    """
    after = after or before
    refuse_move(
        movement, Thing.PART, Place(source.kind), Place(target.kind), before, after, str(columns.get("note", ""))
    )
    _refuse_too_many(desk, part_id, quantity, source, before)
    return insert_row(
        StockMove, uuid=records.new_uuid(), part=part_id, quantity=quantity, at=now, actor=desk.actor,
        from_location=source, to_location=target, reason=movement.value, condition_before=before.value,
        condition_after=after.value, **columns,
    )  # fmt: skip


def take_parts_move_back(desk: Desk, now: datetime, move_id: int, reason: str) -> None:
    """Move counted parts back to where a movement took them from; inside a unit of work. NotAllowed when they left."""
    move = first_where(StockMove, id=move_id)
    if rows_where(StockMove, reverses=move_id):
        raise NotAllowed(Message("This movement has already been taken back."))
    source, target = first_where(Location, id=move.to_location_id), first_where(Location, id=move.from_location_id)
    _refuse_too_many(desk, move.part_id, move.quantity, source, Condition(move.condition_after))
    insert_row(
        StockMove, uuid=records.new_uuid(), part=move.part_id, quantity=move.quantity, at=now, actor=desk.actor,
        from_location=source, to_location=target, reason=Movement.REVERSED.value, cost=move.cost,
        condition_before=move.condition_after, condition_after=move.condition_before, document=move.document,
        device=move.device_id, order=move.order_id, note=reason, reverses=move_id,
    )  # fmt: skip


def balance(desk: Desk, part_id: int, place: Location, condition: Condition = Condition.NEW) -> int:
    """How many counted parts of a condition are at a place."""
    rows = desk.rows(_BALANCE, part_id, place.id, condition.value)
    return rows[0][0] if rows else 0


def unit_code(desk: Desk, unit_id: int) -> Code:
    """The serial or tag of a unit, for sentences."""
    return Code(desk.rows(_CODE, unit_id)[0][0])


def movements_of(desk: Desk, unit_id: int) -> Sequence[UnitMove]:
    """Every movement of a unit, oldest first."""
    return rows_where(UnitMove, unit=unit_id)


def _refuse_too_many(desk: Desk, part_id: int, quantity: int, source: Location, condition: Condition) -> None:
    if Place(source.kind) not in COUNTED_PLACES:
        return
    found = balance(desk, part_id, source, condition)
    if quantity > found:
        part = first_where(Part, id=part_id)
        if part is None:
            raise NotFound(Message("This part is not in the file any more. Refresh the list."))
        raise NotAllowed(
            Message(
                "There are only {found} of {part} at “{place}”, not {quantity}.", found=found, part=Code(part.code),
                place=source.name or Message(PLACE_TITLES[Place(source.kind)]), quantity=quantity,
            )
        )  # fmt: skip


def _not_before_last(desk: Desk, unit_id: int, now: datetime) -> datetime:
    """The PC's clock may have been set back meanwhile: the order of the movements is what counts."""
    last = desk.rows(_LAST_MOVE, unit_id)
    return max(now, moment_value(last[0][1])) if last else now
