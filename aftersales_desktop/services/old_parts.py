"""Old parts at the hand-over: each is given to the customer or kept, and comes back with a hand-over that is undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.leaving import HandOver, OldPartGoes
from aftersales_desktop.domain.stock import HEALTHY, Movement, Place
from aftersales_desktop.models.parts import StockMove
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.models.workshop import OrderLine, OrderLineMove
from aftersales_desktop.services import records
from aftersales_desktop.services.departures import Departure, OldPart
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.stock_moves import (
    move_parts,
    move_unit,
    take_parts_move_back,
    take_unit_move_back,
    the_place,
)
from aftersales_desktop.services.units import WITH_CUSTOMER
from aftersales_desktop.services.work import Desk


def send_old_parts(desk: Desk, now: datetime, departure: Departure, form: HandOver) -> list[dict[str, Any]]:
    """Give or keep each old part that somebody answered for; inside a unit of work.

    Gives what `bring_old_parts_back` needs: for each its line, what the line said before, and the movement.
    """
    answers = dict(form.old_parts)
    sent = []
    for part in departure.old_parts:
        goes = answers.get(part.line.id)
        if goes is not None:
            line = records.find(OrderLine, part.line.id)
            before = line.old_part
            move_id = _send(desk, now, departure.order, part, goes, text.clean(form.receiver_name))
            records.change(desk, line, now, action="old_part", old_part=goes.value)
            sent.append({"line": line.id, "before": before, "unit": line.unit_out_id, "move": move_id})
    return sent


def bring_old_parts_back(desk: Desk, now: datetime, sent: list[dict[str, Any]], reason: str) -> None:
    """Undo that; inside a unit of work. NotAllowed when one has moved on since."""
    for one in reversed(sent):
        if one["unit"] is None:
            take_parts_move_back(desk, now, one["move"], reason)
        else:
            take_unit_move_back(desk, now, one["unit"], one["move"], reason)
        records.change(desk, records.find(OrderLine, one["line"]), now, action="old_part", old_part=one["before"])


def _send(desk: Desk, now: datetime, order: OrderRow, part: OldPart, goes: OldPartGoes, receiver: str) -> int:
    movement, target = _way(part, goes)
    marks = {"document": order.number, "received_by": receiver if goes is OldPartGoes.CUSTOMER else ""}
    if part.line.unit_out_id is not None:
        return move_unit(desk, now, part.line.unit_out_id, movement, target, order_id=order.id, **marks)
    bench = _bench_of_counted(part.line.id)
    quantity, condition = part.line.quantity, part.condition
    return move_parts(
        desk, now, part.line.part_id, quantity, movement, bench, target, before=condition, order=order.id, **marks
    )


def _way(part: OldPart, goes: OldPartGoes) -> tuple[Movement, Location]:
    if goes is OldPartGoes.CUSTOMER:
        return Movement.GIVEN_TO_CUSTOMER, first_where(Location, id=WITH_CUSTOMER)
    if part.condition in HEALTHY:
        return Movement.RETURNED, the_place(Place.GOOD_STORE)
    return Movement.FAULTY_RECEIVED, the_place(Place.FAULTY_STORE)


def _bench_of_counted(line_id: int) -> Location:
    """The bench on which counted old parts of a line were put when they came out."""
    moves = [first_where(StockMove, id=link.stock_move_id) for link in rows_where(OrderLineMove, line=line_id)]
    removed = next(move for move in moves if move is not None and move.reason == Movement.REMOVED)
    return first_where(Location, id=removed.to_location_id)
