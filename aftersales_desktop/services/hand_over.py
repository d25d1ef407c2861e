"""How a device leaves: ready, handed back, or the intake cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError
from aftersales_desktop.domain.leaving import PartFate
from aftersales_desktop.domain.order_states import OPEN_STATES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.reception import DevicePasscode, ServiceOrder
from aftersales_desktop.services import custody, records, units
from aftersales_desktop.services.cancelling import settle_parts
from aftersales_desktop.services.loaners import loaner_blockers
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_steps import advance, check_note, move_order, refuse_step
from aftersales_desktop.services.reception import INTAKE
from aftersales_desktop.services.work import Area, Desk


def mark_ready(desk: Desk, order_id: int, outcome: Outcome, note: str = "") -> OrderRow:
    """The work is over and the device waits for its customer in its own shelf cell."""
    return advance(desk, order_id, OrderState.READY, outcome=outcome, note=note)


def hand_back(
    desk: Desk, order_id: int, *, outcome: Outcome | None = None, receiver_name: str = "", note: str = ""
) -> OrderRow:
    """Give the device to the person at the counter: the shelf cell is freed and the passcode wiped.

    An order that is not ready yet needs the outcome and becomes ready on the way; the note then also says what was
    done. Raises ValidationError, NotAllowed.
    """
    check_note(note)
    check_note(receiver_name, "receiver_name", 120)
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        if order.state != OrderState.READY:
            _refuse_left(order)
            refuse_step(desk, order, OrderState.READY, outcome, note)
            move_order(desk, now, order, OrderState.READY, "ready", "", outcome=outcome.value if outcome else "")
        receiver = text.clean(receiver_name)
        custody.give_back(desk, now, order.unit_id, order.number, receiver)
        move_order(
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


def cancel_order(
    desk: Desk, order_id: int, reason: str, parts: Mapping[str, PartFate] = MappingProxyType({})
) -> OrderRow:
    """Take an intake back with a reason: the number stays used, the device is with its customer again.

    If the intake had given the device to another owner, it is the owner's before again. `parts` says for each of
    `cancelling.issued_parts` where it goes; one without an answer is a problem of the field "parts".
    """
    check_note(reason, "reason")
    reason = text.clean(reason)
    if len(reason) < 3:
        raise ValidationError([FieldProblem("reason", Message("Write why the intake is cancelled."))])
    with desk.work(Area.RECEPTION, Area.UNITS, Area.WORKSHOP, Area.PARTS) as now:
        order = records.find(ServiceOrder, order_id)
        _refuse_left(order)
        for blocker in loaner_blockers(desk, order_id):
            raise NotAllowed(blocker)
        settle_parts(desk, now, order, parts, reason)
        custody.give_back(desk, now, order.unit_id, order.number, "")
        move_order(
            desk, now, order, OrderState.CANCELLED, "cancelled", reason, cancel_reason=reason,
            outcome=Outcome.CANCELLED.value,
        )  # fmt: skip
        units.take_owner_back(desk, order.unit_id, since=order.created_at, reason=INTAKE)
        wipe_passcode(order)
        return get_order(desk, order_id)


def reopen_order(desk: Desk, order_id: int, note: str) -> OrderRow:
    """Take "ready" back with a reason: the device goes on being worked on."""
    return advance(desk, order_id, OrderState.IN_REPAIR, note=note)


def _refuse_left(order: ServiceOrder) -> None:
    if order.state not in OPEN_STATES:
        raise NotAllowed(
            Message(
                "Order {number} is already “{state}”. Open a new intake instead.",
                number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]),
            )
        )


def wipe_passcode(order: ServiceOrder) -> None:
    """The device leaves: deleted, not archived, unlike any other record; secure_delete overwrites the bytes."""
    DevicePasscode.delete().where(DevicePasscode.order == order).execute()
