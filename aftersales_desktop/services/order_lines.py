"""The lines of an order: operations, parts that go in and come out, who pays each of them, and taking one away."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import (
    LineKind,
    LineState,
    NoOldPart,
    OldPart,
    Totals,
    labour_cost,
    totals_of,
)
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.domain.parts import MOST_MONEY, MOST_PARTS
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.statements import rows_where
from aftersales_desktop.models.units import Unit
from aftersales_desktop.models.workshop import OrderLine, OrderLineMove, Tariff
from aftersales_desktop.services import order_steps, part_swaps, records, reservations, stock_moves
from aftersales_desktop.services.line_coverage import decide
from aftersales_desktop.services.line_rows import LineRow, get_line, list_lines
from aftersales_desktop.services.line_writing import keep_parts, link, part_line, part_prices, take_back, write_line
from aftersales_desktop.services.order_costs import loaner_cost
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.part_swaps import Bench
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

__all__ = [
    "LineRow", "Operation", "PartUse", "Swap", "add_operation", "get_line", "list_lines", "order_totals", "plan_part",
    "is_part_serial", "remove_line", "swap", "use_parts",
]  # fmt: skip

LINE_ADDED, SWAPPED, LINE_REMOVED = "line_added", "swapped", "line_removed"
_AREAS = (Area.RECEPTION, Area.WORKSHOP, Area.PARTS, Area.UNITS)
LABOUR_STATES = (
    OrderState.DIAGNOSING, OrderState.WAITING_APPROVAL, OrderState.WAITING_PART, OrderState.IN_REPAIR,
    OrderState.AT_EXTERNAL, OrderState.QUALITY_CONTROL,
)  # fmt: skip
_PART_STATES = (OrderState.DIAGNOSING, OrderState.IN_REPAIR)


@dataclass(frozen=True)
class Operation:
    """An operation as entered; `title`, `minutes`, `price` and `cost` (rials) None or "" take those of the tariff.

    Labour without a cost costs what its minutes do by the setting.
    `kind` may also be travel, shipping, storage or a fee. `is_planned` means it is not done yet.
    """

    tariff_id: int | None = None
    title: str = ""
    minutes: int | None = None
    price: int | None = None
    cost: int | None = None
    technician_id: int | None = None
    done_on: date | None = None
    kind: LineKind = LineKind.LABOUR
    is_planned: bool = False


@dataclass(frozen=True)
class Swap:
    """A part with a serial goes in, and the old one comes out or does not.

    `part_id` is needed only when several parts bear the serial. `old_condition` is how good the old one is then.
    """

    new_serial: str
    old_serial: str = ""
    no_old: NoOldPart | None = None
    old_part: OldPart = OldPart.FAULTY_STORE
    old_condition: Condition = Condition.FAULTY
    technician_id: int | None = None
    part_id: int | None = None


@dataclass(frozen=True)
class PartUse:
    """Counted parts that go in; `old_part` says where as many old ones stay, None when none came out."""

    part_id: int
    quantity: int = 1
    old_part: OldPart | None = None
    technician_id: int | None = None


def add_operation(desk: Desk, order_id: int, operation: Operation) -> LineRow:
    """Note an operation, priced and covered on its own. Raises ValidationError, NotAllowed in another state."""
    with desk.work(Area.RECEPTION, Area.WORKSHOP) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_state(order, LABOUR_STATES)
        tariff = records.find(Tariff, operation.tariff_id) if operation.tariff_id is not None else None
        columns = _operation_columns(desk, order, operation, tariff)
        verdict, coverage = decide(desk, order, operation.kind)
        line = write_line(
            desk, now, order, coverage, kind=operation.kind.value, technician=operation.technician_id
            or order.technician_id, state=(LineState.PLANNED if operation.is_planned else LineState.DONE).value,
            done_on=None if operation.is_planned else operation.done_on or desk.today(), **columns,
        )  # fmt: skip
        _note(desk, now, order, LINE_ADDED, line)
        return get_line(desk, line.id)


def plan_part(desk: Desk, order_id: int, part_id: int, quantity: int = 1) -> LineRow:
    """Note that a part will be needed; putting it in later fulfils the line. Raises ValidationError, NotAllowed."""
    _check_quantity(quantity)
    with desk.work(Area.RECEPTION, Area.WORKSHOP) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_state(order, LABOUR_STATES)
        part = records.find(Part, part_id)
        _verdict, coverage = decide(desk, order, LineKind.PART, part.part_group, part.code)
        line = write_line(
            desk, now, order, coverage, kind=LineKind.PART.value, state=LineState.PLANNED.value, title=part.name,
            part=part, quantity=quantity, technician=order.technician_id, **part_prices(desk, part.id, quantity),
        )  # fmt: skip
        keep_parts(desk, order, part.id)
        _note(desk, now, order, LINE_ADDED, line)
        reservations.follow_plan(desk, order_id, part_id)
        return get_line(desk, line.id)


def swap(desk: Desk, order_id: int, details: Swap) -> LineRow:
    """Put a part with a serial in and take the old one out, in one transaction with every movement of both.

    The new one must be healthy and in the store or on a bench. Raises ValidationError for "new_serial", "old_serial"
    or "technician_id", NotAllowed for a price above what the customer agreed to or an order that is not worked on.
    """
    with desk.work(*_AREAS) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_state(order, _PART_STATES)
        bench, member_id = _bench_for(desk, now, order, details.technician_id)
        found = part_swaps.part_to_put_in(desk, order.unit_id, details.new_serial, details.part_id)
        part_swaps.needs_old_serial(details.old_serial, details.no_old)
        part = records.find(Part, found.part_id)
        cost = records.find(Unit, found.id).cost
        line = part_line(
            desk, now, order, part, 1, member_id, cost, unit_in=found.id, **_old_columns(bench, details, part)
        )
        moved = part_swaps.put_in(bench, found)
        if line.unit_out_id is not None:
            moved += part_swaps.take_out(bench, line.unit_out_id, details.old_part, details.old_condition)
        link(line, units=moved)
        keep_parts(desk, order, part.id, was_used=True)
        serials = {"in": str(stock_moves.unit_code(desk, found.id))}
        if line.unit_out_id is not None:
            serials["out"] = str(stock_moves.unit_code(desk, line.unit_out_id))
        _note(desk, now, order, SWAPPED, line, **serials)
        return get_line(desk, line.id)


def use_parts(desk: Desk, order_id: int, use: PartUse) -> LineRow:
    """Put counted parts in: from the bench, the rest from the store. Raises ValidationError, NotAllowed."""
    _check_quantity(use.quantity)
    with desk.work(*_AREAS) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_state(order, _PART_STATES)
        bench, member_id = _bench_for(desk, now, order, use.technician_id)
        part = records.find(Part, use.part_id)
        if part.is_serialised:
            raise ValidationError(
                [FieldProblem("part_id", Message("This part has serials. Scan the one that goes in."))]
            )
        old = use.old_part.value if use.old_part else ""
        line = part_line(desk, now, order, part, use.quantity, member_id, None, old_part=old)
        moved = part_swaps.put_in_counted(bench, part.id, use.quantity, line.cost)
        if use.old_part is not None:
            moved += part_swaps.take_out_counted(bench, part.id, use.quantity, use.old_part)
        link(line, counted=moved)
        keep_parts(desk, order, part.id, was_used=True)
        _note(desk, now, order, SWAPPED, line)
        return get_line(desk, line.id)


def remove_line(desk: Desk, line_id: int, reason: str) -> LineRow:
    """Take a line away with a reason: its movements are taken back, the line stays readable.

    Raises ValidationError for "reason", NotAllowed when a part has moved on since or the order is ready or gone.
    """
    order_steps.check_note(reason, "reason")
    reason = text.clean(reason)
    if not reason:
        raise ValidationError([FieldProblem("reason", Message("Write why this line is taken away."))])
    with desk.work(*_AREAS) as now:
        line = records.find(OrderLine, line_id)
        order = records.find(ServiceOrder, line.order_id)
        _refuse_state(order, LABOUR_STATES)
        if line.state == LineState.REMOVED:
            raise NotAllowed(Message("This line was already taken away."))
        for moved in reversed(rows_where(OrderLineMove, line=line.id)):
            take_back(desk, now, moved, reason)
        records.change(
            desk, line, now, action="remove", reason=reason, state=LineState.REMOVED.value, removed_reason=reason
        )  # fmt: skip
        if line.part_id is not None:
            keep_parts(desk, order, line.part_id)
        _note(desk, now, order, LINE_REMOVED, line, note=reason)
        if line.part_id is not None:
            reservations.follow_plan(desk, order.id, line.part_id)
        return get_line(desk, line_id)


def is_part_serial(desk: Desk, code: str) -> bool:
    """Whether a scanned code is the serial of a part in the file."""
    return any(one.kind == "part" for one in part_swaps.find_serial(desk, code))


def order_totals(desk: Desk, order_id: int) -> Totals:
    """Sums of an order's lines in rials."""
    return totals_of(list_lines(desk, order_id), loaner_cost(desk, order_id))


# parts of the use cases -----------------------------------------------------------------------------------------------


def _operation_columns(desk: Desk, order: ServiceOrder, operation: Operation, tariff: Tariff | None) -> dict[str, Any]:
    title = text.clean(operation.title) or (tariff.name if tariff else "")
    chosen = {
        "minutes": operation.minutes, "list_price": operation.price, "cost": operation.cost,
    }  # fmt: skip
    usual = {"minutes": tariff.minutes, "list_price": tariff.price, "cost": tariff.cost} if tariff else {}
    numbers = {name: usual.get(name, 0) if value is None else value for name, value in chosen.items()}
    if operation.cost is None and not numbers["cost"] and operation.kind is LineKind.LABOUR:
        numbers["cost"] = labour_cost(numbers["minutes"], load_settings(desk).labour_hour_cost)
    refuse(_operation_problems(desk, order, operation, title, numbers))
    return {"title": title, "tariff": tariff, **numbers}


def _operation_problems(
    desk: Desk, order: ServiceOrder, operation: Operation, title: str, numbers: dict[str, int]
) -> list[FieldProblem]:
    problem = text.text_problem(title, longest=200)
    if problem is None and not title:
        problem = Message("Choose the operation, or write what was done.")
    problems = [FieldProblem("title", problem)] if problem else []
    for field, name, most in (
        ("minutes", "minutes", 100_000),
        ("price", "list_price", MOST_MONEY),
        ("cost", "cost", MOST_MONEY),
    ):
        if not 0 <= numbers[name] <= most:
            problems.append(FieldProblem(field, Message("Enter a number from {low} to {high}.", low=0, high=most)))
    if operation.done_on is not None and operation.done_on > desk.today():
        problems.append(FieldProblem("done_on", Message("This day is in the future; check it.")))
    if operation.done_on is not None and operation.done_on < order.received_on:
        early = Message("The device came on {day}; check this day.", day=order.received_on)
        problems.append(FieldProblem("done_on", early))
    return problems


def _old_columns(bench: Bench, details: Swap, part: Part) -> dict[str, Any]:
    """What came out: a unit with its serial or a tag of ours, or the reason why nothing did."""
    if text.code_norm(details.old_serial):
        out, reason = part_swaps.old_unit(bench, details.old_serial, part), ""
    elif details.no_old is NoOldPart.UNREADABLE:
        out, reason = part_swaps.first_seen(bench, part), details.no_old.value
    else:
        out, reason = None, details.no_old.value
    return {"unit_out": out, "old_part": details.old_part.value if out else "none", "no_old_reason": reason}


def _bench_for(desk: Desk, now: datetime, order: ServiceOrder, technician_id: int | None) -> tuple[Bench, int]:
    chosen = technician_id or order.technician_id
    if chosen is None:
        raise ValidationError([FieldProblem("technician_id", Message("Choose who does the work."))])
    member = records.find(StaffMember, chosen)
    return Bench(desk, now, order, part_swaps.bench_of(desk, member.bench_id)), chosen


def _note(
    desk: Desk, now: datetime, order: ServiceOrder, kind: str, line: OrderLine, note: str = "", **more: str
) -> None:
    by = order_steps.done_by(order, line.technician_id)
    add_event(desk, now, order, kind, note=note, detail={"line": line.uuid, "title": line.title, **by, **more})


def _refuse_state(order: ServiceOrder, states: tuple[OrderState, ...]) -> None:
    if order.state not in states:
        raise NotAllowed(
            Message(
                "Order {number} is “{state}”; its lines are not changed in this state. Move it on first.",
                number=OwnNumber(order.number), state=Message(STATE_TITLES[OrderState(order.state)]),
            )
        )  # fmt: skip


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= MOST_PARTS:
        message = Message("Enter a number from {low} to {high}.", low=1, high=MOST_PARTS)
        raise ValidationError([FieldProblem("quantity", message)])
