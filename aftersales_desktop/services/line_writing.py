"""Writing the lines of an order: prices as of today, planned lines that are fulfilled, and what moves with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aftersales_desktop.domain.coverage import Coverage, LineKind, LineState, customer_price, part_warranty_end
from aftersales_desktop.domain.parts import MOST_MONEY
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where, insert_row
from aftersales_desktop.models.workshop import OrderLine, OrderLineMove
from aftersales_desktop.services import parts, records, reservations, stock_moves
from aftersales_desktop.services.line_coverage import coverage_columns, decide, refuse_above_agreed
from aftersales_desktop.services.work import Desk

_PLANNED = "SELECT coalesce(sum(quantity), 0) FROM order_line WHERE order_id = ? AND part_id = ? AND state = 'planned'"
_NEXT_POSITION = "SELECT coalesce(max(position), 0) + 1 FROM order_line WHERE order_id = ?"


def write_line(desk: Desk, now: datetime, order: ServiceOrder, coverage: Coverage, **columns: Any) -> OrderLine:
    """A new line at the end of an order with the decision who pays it; inside a unit of work."""
    return records.create(
        desk, OrderLine, now, order=order, position=desk.rows(_NEXT_POSITION, order.id)[0][0],
        **coverage_columns(coverage, columns["list_price"]), **columns,
    )  # fmt: skip


def part_line(
    desk: Desk, now: datetime, order: ServiceOrder, part: Part, quantity: int, technician_id: int,
    unit_cost: int | None, **columns: Any,
) -> OrderLine:  # fmt: skip
    """The line of parts that go in now: a planned one of the same part is fulfilled, else it is a new one."""
    verdict, coverage = decide(desk, order, LineKind.PART, part.part_group, part.code)
    columns |= {
        **part_prices(desk, part.id, quantity, unit_cost), "state": LineState.DONE.value, "done_on": desk.today(),
        "warranty_until": part_warranty_end(desk.today(), part.warranty_months, verdict),
    }  # fmt: skip
    planned = first_where(OrderLine, order=order.id, part=part.id, state=LineState.PLANNED.value, quantity=quantity)
    if planned is not None:
        return _fulfil(desk, now, order, planned, coverage, technician_id, columns)
    price = customer_price(columns["list_price"], coverage.pct)
    refuse_above_agreed(desk, order, price)
    return write_line(
        desk, now, order, coverage, kind=LineKind.PART.value, title=part.name, part=part, quantity=quantity,
        technician=technician_id, **columns,
    )  # fmt: skip


def _fulfil(
    desk: Desk, now: datetime, order: ServiceOrder, planned: OrderLine, coverage: Coverage, technician_id: int,
    columns: dict[str, Any],
) -> OrderLine:  # fmt: skip
    """A planned line keeps the price it was approved with, and what somebody decided about it."""
    columns["list_price"] = planned.list_price
    if planned.approved_by or planned.goodwill_reason:
        decided: dict[str, Any] = {}
    else:
        decided = coverage_columns(coverage, planned.list_price)
    refuse_above_agreed(desk, order, decided.get("price", planned.price), planned.price)
    named = {f"{name}_id" if name in ("unit_in", "unit_out") else name: value for name, value in columns.items()}
    records.change(desk, planned, now, technician_id=technician_id, **decided, **named)
    reservations.follow_plan(desk, order.id, planned.part_id)
    return planned


def part_prices(desk: Desk, part_id: int, quantity: int, unit_cost: int | None = None) -> dict[str, int]:
    """List price and cost of so many, by today's price list where the thing itself does not know what it cost."""
    price = parts.price_on(desk, part_id, desk.today())
    buy, sell = (price.buy, price.sell) if price else (0, 0)
    return {
        "list_price": min(sell * quantity, MOST_MONEY),
        "cost": min((buy if unit_cost is None else unit_cost) * quantity, MOST_MONEY),
    }


def keep_parts(desk: Desk, order: ServiceOrder, part_id: int, *, was_used: bool = False) -> None:
    """What is still planned is kept in the store or waited for; of the rest, what was not used is free again."""
    planned = desk.rows(_PLANNED, order.id, part_id)[0][0]
    if planned:
        reservations.reserve(desk, order.id, part_id, planned)
    elif was_used:
        reservations.note_used(desk, order.id, part_id)
    else:
        for row in reservations.reservations_of(desk, order.id):
            if row.part_id == part_id:
                reservations.release(desk, row.id)


def link(line: OrderLine, *, units: tuple[int, ...] = (), counted: tuple[int, ...] = ()) -> None:
    """Note which movements belong to a line."""
    for move_id in units:
        insert_row(OrderLineMove, line=line, unit_move=move_id)
    for move_id in counted:
        insert_row(OrderLineMove, line=line, stock_move=move_id)


def take_back(desk: Desk, now: datetime, link: OrderLineMove, reason: str) -> None:
    """Take one movement of a line back; NotAllowed when the thing has moved on."""
    if link.stock_move_id is not None:
        stock_moves.take_parts_move_back(desk, now, link.stock_move_id, reason)
        return
    unit_id = desk.rows("SELECT unit_id FROM unit_move WHERE id = ?", link.unit_move_id)[0][0]
    stock_moves.take_unit_move_back(desk, now, unit_id, link.unit_move_id, reason)
