"""The hand-over: the device, its old parts and its papers leave together, and all of it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, NotFound, ValidationError, refuse
from aftersales_desktop.domain.jalali import term_end
from aftersales_desktop.domain.leaving import (
    Blocker,
    HandOver,
    hand_over_problems,
)
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState, Outcome
from aftersales_desktop.domain.stock import Movement
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.leaving import OrderOverride
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import OrderEvent, ServiceOrder
from aftersales_desktop.models.statements import first_where, insert_row, rows_where
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import custody, records
from aftersales_desktop.services.departures import Departure, blockers_of, look_at_departure
from aftersales_desktop.services.hand_over import hand_back
from aftersales_desktop.services.old_parts import bring_old_parts_back, send_old_parts
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.quality import QualityRow, list_checks
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.stock_moves import take_unit_move_back
from aftersales_desktop.services.work import Area, Desk

EXIT = "exit"
TAKEN_BACK = "exit_undone"
_AREAS = (Area.RECEPTION, Area.UNITS, Area.WORKSHOP, Area.PARTS)
_LAST_MOVE = "SELECT id, reason, document FROM unit_move WHERE unit_id = ? ORDER BY id DESC LIMIT 1"
_LAST_EVENT = "SELECT id FROM order_event WHERE order_id = ? AND kind = ? ORDER BY id DESC LIMIT 1"
_LEFT = (
    "SELECT id FROM service_order WHERE (?1 = 'any' OR number = ?1) AND state IN ('delivered', 'closed') "
    "AND origin = 'counter' ORDER BY EXISTS (SELECT 1 FROM order_event e WHERE e.order_id = service_order.id "
    "AND e.kind = 'exit') DESC, delivered_on DESC, id DESC LIMIT 1"
)


@dataclass(frozen=True)
class ExitSlip:
    """A hand-over as its paper shows it; `detail` is what was written down when the device left."""

    uuid: str
    number: str
    departure: Departure
    left_at: datetime
    handed_over_by: str
    receiver_relation: str = ""
    receiver_document: str = ""
    accessories: tuple[str, ...] | None = None
    closing_seal: str = ""
    was_tested: bool = False
    settled: str = ""
    let_pass: tuple[tuple[str, str], ...] = ()
    checks: tuple[QualityRow, ...] = ()

    @property
    def order(self) -> OrderRow:
        """The order that left."""
        return self.departure.order


def complete_hand_over(desk: Desk, order_id: int, form: HandOver) -> OrderRow:
    """Give the device away: old parts go where the form says, warranty of the work begins, the shelf cell is free.

    An order that is not ready yet needs the outcome. What is not settled needs a reason and who allows it, which stay.
    Raises ValidationError, NotAllowed.
    """
    with desk.work(*_AREAS) as now:
        departure = look_at_departure(desk, order_id)
        blockers = blockers_of(departure, form) if departure.order.state in OPEN_STATES else ()
        refuse(hand_over_problems(form, blockers))
        order = records.find(ServiceOrder, order_id)
        sent = send_old_parts(desk, now, departure, form)
        _let_pass(desk, now, order, blockers, form)
        hand_back(desk, order_id, outcome=form.outcome, receiver_name=form.receiver_name, note=form.note)
        order = records.find(ServiceOrder, order_id)
        seal = text.clean_code(form.closing_seal)
        if seal:
            records.change(desk, order, now, action="seal", closing_seal=seal)
        detail = _slip_detail(departure, form) | {"old_parts": sent, "warranties": _begin_warranties(desk, now, order)}
        add_event(desk, now, order, EXIT, detail=detail)
        return get_order(desk, order_id)


def take_hand_over_back(desk: Desk, order_id: int, reason: str = "") -> OrderRow:
    """The device is here again, as if it had not left: by reversing events, until it comes in with another order.

    Old parts that left with it come back, too; a cell that is somebody else's by now is exchanged for a free one.
    Raises NotAllowed.
    """
    problem = text.text_problem(reason, longest=300)
    if problem:
        raise ValidationError([FieldProblem("reason", problem)])
    with desk.work(*_AREAS) as now:
        order = records.find(ServiceOrder, order_id)
        move_id = _its_leaving(desk, order)
        event = _last_exit(desk, order)
        detail = event.detail if event else {}
        take_unit_move_back(desk, now, order.unit_id, move_id, text.clean(reason))
        bring_old_parts_back(desk, now, detail.get("old_parts", []), text.clean(reason))
        for line_id in detail.get("warranties", ()):
            records.change(desk, records.find(OrderLine, line_id), now, action=TAKEN_BACK, warranty_until=None)
        cell = custody.make_room(desk, now, order.unit_id, order.number)
        add_event(desk, now, order, TAKEN_BACK, to_state=OrderState.READY, note=text.clean(reason), reverses=event)
        records.change(
            desk, order, now, action=TAKEN_BACK, reason=text.clean(reason), state=OrderState.READY.value,
            delivered_on=None, receiver_name="", shelf=cell or order.shelf,
        )  # fmt: skip
        return get_order(desk, order_id)


def find_exit_slip(desk: Desk, number: str) -> ExitSlip:
    """The hand-over of an order by its number; "any" is the newest. NotFound before it has left."""
    rows = desk.rows(_LEFT, number)
    if not rows:
        raise NotFound(Message("No device has left under this number. Hand it over first."))
    departure = look_at_departure(desk, rows[0][0])
    order = departure.order
    left = next(event for event in reversed(order.events) if event.to_state == OrderState.DELIVERED.value)
    exits = [event for event in order.events if event.kind == EXIT]
    detail: dict[str, Any] = exits[-1].detail if exits else {}
    passed = rows_where(OrderOverride, order=order.id)
    return ExitSlip(
        uuid=order.uuid, number=order.number, departure=departure, left_at=left.at, handed_over_by=left.actor,
        receiver_relation=detail.get("relation", ""), receiver_document=detail.get("document", ""),
        accessories=tuple(detail["accessories"]) if "accessories" in detail else None,
        closing_seal=detail.get("seal", ""), was_tested=detail.get("tested", False),
        settled=detail.get("settled", ""), let_pass=tuple((row.blocker, row.reason) for row in passed),
        checks=tuple(check for check in list_checks(desk, order.id) if check.passed),
    )  # fmt: skip


def _slip_detail(departure: Departure, form: HandOver) -> dict[str, Any]:
    """What was said at the counter: the paper shows it as it was then."""
    return {
        "relation": text.clean(form.receiver_relation),
        "document": text.clean(form.receiver_document),
        "accessories": list(form.accessories),
        "seal": text.clean_code(form.closing_seal),
        "tested": form.was_tested,
        "settled": form.settled.value if form.settled and departure.balance > 0 else "",
        "proof": form.proof.value,
        "payable": departure.payable,
        "deposit": departure.deposit,
    }


def _let_pass(desk: Desk, now: datetime, order: ServiceOrder, blockers: tuple[Blocker, ...], form: HandOver) -> None:
    for blocker in blockers:
        insert_row(
            OrderOverride, uuid=records.new_uuid(), order=order, at=now, actor=desk.actor, blocker=blocker.kind.value,
            detail=blocker.detail, reason=text.clean(form.override_reason),
            allowed_by=text.clean(form.allowed_by),
        )  # fmt: skip


def _begin_warranties(desk: Desk, now: datetime, order: ServiceOrder) -> list[int]:
    """The days of our own work begin when the device leaves; gives the lines whose last day was written now."""
    if order.outcome not in (Outcome.REPAIRED, Outcome.REPLACED):
        return []
    begun = []
    for line in rows_where(OrderLine, order=order.id, state="done"):
        until = _own_warranty(desk, line) if line.warranty_until is None else None
        if until is not None:
            records.change(desk, line, now, action="warranty", warranty_until=until)
            begun.append(line.id)
    return begun


def _own_warranty(desk: Desk, line: OrderLine) -> date | None:
    today = desk.today()
    if line.kind == "labour":
        days = load_settings(desk).labour_warranty_days
        return today + timedelta(days=days - 1) if days else None
    months = first_where(Part, id=line.part_id).warranty_months if line.part_id else 0
    return term_end(today, months) if months else None


def _its_leaving(desk: Desk, order: ServiceOrder) -> int:
    """The movement by which the device left under this order, while it is its last one."""
    rows = desk.rows(_LAST_MOVE, order.unit_id)
    is_last = bool(rows) and rows[0][1:] == (Movement.HANDED_BACK.value, order.number)
    if order.state != OrderState.DELIVERED or not is_last:
        raise NotAllowed(
            Message(
                "The hand-over of {number} can no longer be taken back: the device did not leave last with this order.",
                number=OwnNumber(order.number),
            )
        )
    return rows[0][0]


def _last_exit(desk: Desk, order: ServiceOrder) -> OrderEvent | None:
    rows = desk.rows(_LAST_EVENT, order.id, EXIT)
    return first_where(OrderEvent, id=rows[0][0]) if rows else None
