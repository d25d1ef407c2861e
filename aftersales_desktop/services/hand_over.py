"""How a device leaves: ready, handed back, or the intake cancelled."""

from __future__ import annotations

from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.order_states import OPEN_STATES, ORDER_MOVES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.reception import DevicePasscode, ServiceOrder
from aftersales_desktop.services import custody, records, units
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_verdicts import VERDICT_EVENT, changed_since_noted
from aftersales_desktop.services.reception import INTAKE, add_event
from aftersales_desktop.services.work import Area, Desk


def mark_ready(desk: Desk, order_id: int, outcome: Outcome, note: str = "") -> OrderRow:
    """The work is over and the device waits for its customer."""
    _check_note(note)
    with desk.work(Area.RECEPTION) as now:
        order = records.find(ServiceOrder, order_id)
        _move_order(desk, now, order, OrderState.READY, "ready", note, outcome=outcome.value)
        return get_order(desk, order_id)


def hand_back(
    desk: Desk, order_id: int, *, outcome: Outcome | None = None, receiver_name: str = "", note: str = ""
) -> OrderRow:
    """Give the device to the person at the counter: the shelf cell is freed and the passcode wiped.

    An order that is not ready yet needs the outcome and becomes ready on the way. Raises ValidationError, NotAllowed.
    """
    _check_note(note)
    _check_note(receiver_name, "receiver_name", 120)
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        if order.state != OrderState.READY:
            _refuse_left(order)
            if outcome is None:
                raise ValidationError([FieldProblem("outcome", Message("Choose how the work ended."))])
            _move_order(desk, now, order, OrderState.READY, "ready", "", outcome=outcome.value)
        receiver = text.clean(receiver_name)
        custody.give_back(desk, now, order.unit_id, order.number, receiver)
        _move_order(
            desk,
            now,
            order,
            OrderState.DELIVERED,
            "handed_back",
            note,
            delivered_on=desk.today(),
            receiver_name=receiver,
        )
        wipe_passcode(order)
        return get_order(desk, order_id)


def cancel_order(desk: Desk, order_id: int, reason: str) -> OrderRow:
    """Take an intake back with a reason: the number stays used, the device is with its customer again.

    If the intake had given the device to another owner, it is the owner's before again.
    """
    _check_note(reason, "reason")
    reason = text.clean(reason)
    if len(reason) < 3:
        raise ValidationError([FieldProblem("reason", Message("Write why the intake is cancelled."))])
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_left(order)
        custody.give_back(desk, now, order.unit_id, order.number, "")
        _move_order(
            desk, now, order, OrderState.CANCELLED, "cancelled", reason, cancel_reason=reason,
            outcome=Outcome.CANCELLED.value,
        )  # fmt: skip
        units.take_owner_back(desk, order.unit_id, since=order.created_at, reason=INTAKE)
        wipe_passcode(order)
        return get_order(desk, order_id)


def reopen_order(desk: Desk, order_id: int, note: str = "") -> OrderRow:
    """Take "ready" back: the device goes on being worked on."""
    _check_note(note)
    with desk.work(Area.RECEPTION) as now:
        order = records.find(ServiceOrder, order_id)
        _move_order(desk, now, order, OrderState.IN_REPAIR, "reopened", note, outcome="")
        return get_order(desk, order_id)


def _move_order(
    desk: Desk, now: datetime, order: ServiceOrder, target: OrderState, kind: str, note: str, **columns: object
) -> None:
    if target not in ORDER_MOVES[OrderState(order.state)]:
        raise NotAllowed(
            Message(
                "Order {number} is “{state}” and cannot become “{target}”.",
                number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]),
                target=Message(STATE_TITLES[target]),
            )
        )
    if target in (OrderState.READY, OrderState.DELIVERED):
        _note_verdict(desk, now, order)
    detail = {"outcome": columns["outcome"]} if columns.get("outcome") else {}
    add_event(desk, now, order, kind, to_state=target, note=text.clean(note), detail=detail)
    records.change(desk, order, now, action=kind, reason=text.clean(note), state=target.value, **columns)


def _note_verdict(desk: Desk, now: datetime, order: ServiceOrder) -> None:
    """The warranty is looked at again before the device leaves; another answer than before goes into the history."""
    change = changed_since_noted(desk, get_order(desk, order.id))
    if change is not None:
        add_event(desk, now, order, VERDICT_EVENT, detail=change)


def _refuse_left(order: ServiceOrder) -> None:
    if order.state not in OPEN_STATES:
        raise NotAllowed(
            Message(
                "Order {number} is already “{state}”. Open a new intake instead.",
                number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]),
            )
        )


def _check_note(note: str, field: str = "note", longest: int = 300) -> None:
    problem = text.text_problem(note, longest=longest)
    if problem:
        raise ValidationError([FieldProblem(field, problem)])


def wipe_passcode(order: ServiceOrder) -> None:
    """The device leaves: deleted, not archived, unlike any other record; secure_delete overwrites the bytes."""
    DevicePasscode.delete().where(DevicePasscode.order == order).execute()
