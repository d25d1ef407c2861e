"""The life of an order: which steps it can take next, taking one, and what moves with it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import DeskError, FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.order_states import OPEN_STATES, ORDER_MOVES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.domain.workshop import OWN_WAYS, Step, possible_steps, step_problem
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.services import custody, records
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_verdicts import VERDICT_EVENT, changed_since_noted
from aftersales_desktop.services.work import Area, Desk

LONGEST_NOTE = 300
STEP, ASSIGNED = "step", "assigned"
_EVENT_KINDS = {OrderState.READY: "ready"}
_BENCH_STATES = (
    OrderState.DIAGNOSING, OrderState.WAITING_APPROVAL, OrderState.WAITING_PART, OrderState.IN_REPAIR,
    OrderState.QUALITY_CONTROL,
)  # fmt: skip
_LAST_CHANGES = (
    "SELECT actor, change FROM audit WHERE record_uuid = ? AND entity = 'service_order' ORDER BY seq DESC LIMIT ?"
)
_CHANGED_FIELDS = {
    "promised_on": N_("Promised for"),
    "technician_id": N_("Technician"),
    "cost_ceiling": N_("Cost up to (rial)"),
    "customer_words": N_("Fault in the customer's words"),
    "outcome": N_("Outcome"),
}


@dataclass(frozen=True)
class BulkResult:
    """What a change of several orders came to: the numbers that were changed, and the others with the reason."""

    done: tuple[str, ...]
    refused: tuple[tuple[str, Message], ...]


def next_steps(desk: Desk, order_id: int) -> tuple[Step, ...]:
    """The steps an order could take on the bench, the usual one first, each with what is missing for it."""
    return possible_steps(read_facts(desk, order_id))


def advance(
    desk: Desk,
    order_id: int,
    target: OrderState,
    *,
    technician_id: int | None = None,
    note: str = "",
    outcome: Outcome | None = None,
    rev: int | None = None,
) -> OrderRow:
    """Take the next step; the device goes to the technician's bench, and back to its own shelf cell when it is ready.

    `rev` is the revision the person was looking at. Raises ValidationError for "note" and "outcome", NotAllowed for a
    step that the order cannot take now, or when somebody else changed it meanwhile.
    """
    check_note(note)
    with desk.work(Area.RECEPTION, Area.WORKSHOP, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        refuse_old_revision(desk, order, rev, Message(STATE_TITLES[target]))
        if target in OWN_WAYS or order.state == OrderState.AT_EXTERNAL:
            _refuse_own_way(order, target)
        refuse_step(desk, order, target, outcome, note)
        columns: dict[str, Any] = {} if technician_id is None else {"technician_id": technician_id}
        if target is OrderState.READY:
            columns["outcome"] = outcome.value if outcome is not None else ""
        elif order.state == OrderState.READY:
            columns["outcome"] = ""
        kind = "reopened" if order.state == OrderState.READY else _EVENT_KINDS.get(target, STEP)
        move_order(desk, now, order, target, kind, note, **columns)
        bring_device(desk, now, order)
        return get_order(desk, order_id)


def advance_many(
    desk: Desk,
    orders: Iterable[tuple[int, int | None]],
    target: OrderState,
    *,
    technician_id: int | None = None,
    note: str = "",
    outcome: Outcome | None = None,
) -> BulkResult:
    """The same step for several orders, each with its revision, in one transaction; some may stay as they are."""
    done, refused = [], []
    with desk.work(Area.RECEPTION, Area.WORKSHOP, Area.UNITS):
        for order_id, rev in orders:
            number = records.find(ServiceOrder, order_id).number
            try:
                advance(
                    desk, order_id, target, technician_id=technician_id, note=note, outcome=outcome, rev=rev
                )  # fmt: skip
                done.append(number)
            except DeskError as error:
                refused.append((number, error.message))
    return BulkResult(tuple(done), tuple(refused))


def assign(desk: Desk, order_id: int, technician_id: int, *, rev: int | None = None) -> OrderRow:
    """Give the work to a technician: the device goes to their bench. NotAllowed once it is ready or gone."""
    with desk.work(Area.RECEPTION, Area.WORKSHOP, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        member = records.find(StaffMember, technician_id)
        refuse_old_revision(desk, order, rev, Message("Technician: {name}", name=member.name))
        refuse_done(order)
        if records.change(desk, order, now, action=ASSIGNED, technician_id=technician_id):
            add_event(desk, now, order, ASSIGNED, detail=done_by(order))
        _to_bench(desk, now, order)
        return get_order(desk, order_id)


# for other use cases of orders, inside their unit of work ------------------------------------------------------------


def refuse_done(order: ServiceOrder) -> None:
    """NotAllowed when the work on an order is over: it is ready, or gone."""
    if order.state not in OPEN_STATES or order.state == OrderState.READY:
        state = Message(STATE_TITLES[OrderState(order.state)])
        raise NotAllowed(
            Message("Order {number} is already “{state}”.", number=OwnNumber(order.number), state=state)
        )  # fmt: skip


def move_order(
    desk: Desk, now: datetime, order: ServiceOrder, target: OrderState, kind: str, note: str = "", **columns: Any
) -> None:
    """Write one step of the table of states: the event and the order with further columns. NotAllowed for any other."""
    if target not in ORDER_MOVES[OrderState(order.state)]:
        raise NotAllowed(
            Message(
                "Order {number} is “{state}” and cannot become “{target}”.", number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]), target=Message(STATE_TITLES[target]),
            )
        )  # fmt: skip
    if target in (OrderState.READY, OrderState.DELIVERED, OrderState.IN_REPAIR):
        _note_verdict(desk, now, order)
    note = text.clean(note)
    if "technician_id" in columns:
        records.find(StaffMember, columns["technician_id"])
    outcome = {"outcome": columns["outcome"]} if columns.get("outcome") else {}
    detail = outcome | done_by(order, columns.get("technician_id"))
    add_event(desk, now, order, kind, to_state=target, note=note, detail=detail)
    records.change(desk, order, now, action=kind, reason=note, state=target.value, **columns)


def refuse_step(
    desk: Desk, order: ServiceOrder, target: OrderState, outcome: Outcome | None = None, note: str = ""
) -> None:
    """Raise what keeps an order from a step: ValidationError where an input can change it, else NotAllowed."""
    if target not in ORDER_MOVES[OrderState(order.state)]:
        return  # `move_order` says it with the number
    if order.state == OrderState.AT_EXTERNAL and target is OrderState.READY:
        raise NotAllowed(Message("{number} is outside the centre. Take it back first.", number=OwnNumber(order.number)))
    problem = step_problem(read_facts(desk, order.id), target, outcome, note)
    if problem is not None and problem.field:
        raise ValidationError([problem])
    if problem is not None:
        raise NotAllowed(
            Message("{number}: {problem}", number=OwnNumber(order.number), problem=problem.message)
        )  # fmt: skip


def bring_device(desk: Desk, now: datetime, order: ServiceOrder) -> None:
    """Put the device where its order's state says: on the technician's bench, or back in its own shelf cell."""
    if order.state == OrderState.READY:
        custody.to_shelf(desk, now, order.unit_id, order.shelf, order.number)
    elif order.state in _BENCH_STATES:
        _to_bench(desk, now, order)


def done_by(order: ServiceOrder, technician_id: int | None = None) -> dict[str, Any]:
    """Who did it, for the detail of an event: `actor` is only who typed it."""
    technician_id = technician_id or order.technician_id
    if technician_id is None:
        return {}
    return {"by_id": technician_id, "by": records.find(StaffMember, technician_id).name}


def refuse_old_revision(desk: Desk, order: ServiceOrder, rev: int | None, wanted: Message) -> None:
    """Refuse to overwrite what somebody else changed since revision `rev` was read; both changes are named."""
    if rev is None or rev == order.rev:
        return
    rows = desk.rows(_LAST_CHANGES, order.uuid, order.rev - rev)
    raise NotAllowed(
        Message(
            "{actor} changed {number} meanwhile ({changes}). You wanted “{wanted}”. Look at it and try again.",
            actor=rows[0][0] if rows else "—", number=OwnNumber(order.number),
            changes=tuple(_named_changes([row[1] for row in rows])), wanted=wanted,
        )
    )  # fmt: skip


def check_note(note: str, field: str = "note", longest: int = LONGEST_NOTE) -> None:
    """Raise ValidationError for a text that cannot be kept."""
    problem = text.text_problem(note, longest=longest)
    if problem:
        raise ValidationError([FieldProblem(field, problem)])


def _named_changes(changes: list[str]) -> Iterable[Message]:
    """The state as it was and is, then the names of what else is different."""
    merged: dict[str, list[Any]] = {}
    for change in changes:  # newest first
        for name, (old, new) in json.loads(change).items():
            merged[name] = [old, merged[name][1] if name in merged else new]
    if "state" in merged:
        before, after = (Message(STATE_TITLES[OrderState(one)]) for one in merged["state"])
        yield Message("{before} → {after}", before=before, after=after)
    yield from (Message(_CHANGED_FIELDS[name]) for name in merged if name in _CHANGED_FIELDS)
    if not merged.keys() & {"state", *_CHANGED_FIELDS}:
        yield Message("the intake")


def _refuse_own_way(order: ServiceOrder, target: OrderState) -> None:
    raise NotAllowed(
        Message(
            "{number} does not become “{target}” here: send it out, take it back, hand it over or cancel it there.",
            number=OwnNumber(order.number), target=Message(STATE_TITLES[target]),
        )
    )  # fmt: skip


def _to_bench(desk: Desk, now: datetime, order: ServiceOrder) -> None:
    if order.technician_id is not None:
        bench_id = records.find(StaffMember, order.technician_id).bench_id
        custody.to_bench(desk, now, order.unit_id, bench_id, order.number)


def _note_verdict(desk: Desk, now: datetime, order: ServiceOrder) -> None:
    """The warranty is looked at again at every stage; another answer than before goes into the history."""
    change = changed_since_noted(desk, get_order(desk, order.id))
    if change is not None:
        add_event(desk, now, order, VERDICT_EVENT, detail=change)
