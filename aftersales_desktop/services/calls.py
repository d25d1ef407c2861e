"""Calls to customers: who was called about what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import refuse
from aftersales_desktop.domain.uncollected import CallResult, call_problems
from aftersales_desktop.models.outside import Call
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.services import records
from aftersales_desktop.services.customers import get_customer
from aftersales_desktop.services.work import Area, Desk


@dataclass(frozen=True)
class CallRow:
    """One call."""

    at: datetime
    actor: str
    phone: str
    result: CallResult
    comes_on: date | None
    note: str


def note_call(
    desk: Desk, order_id: int, result: CallResult | None, *, comes_on: date | None = None, note: str = "",
    phone: str = "",
) -> CallRow:  # fmt: skip
    """Keep what came of a call about an order; `phone` is the number called, the owner's first one by default.

    Raises ValidationError. A call is never corrected: the next one tells what is true now.
    """
    refuse(call_problems(result, comes_on, note, desk.today()))
    with desk.work(Area.CALLS) as now:
        order = records.find(ServiceOrder, order_id)
        number = phone or get_customer(desk, order.owner_id).phone
        insert_row(
            Call, uuid=records.new_uuid(), order=order, customer=order.owner_id, phone=number, result=result.value,
            comes_on=comes_on if result is CallResult.WILL_COME else None, note=text.clean(note), at=now,
            actor=desk.actor,
        )  # fmt: skip
        return list_calls(desk, order_id)[-1]


def list_calls(desk: Desk, order_id: int) -> list[CallRow]:
    """Every call about an order, oldest first."""
    return [
        CallRow(call.at, call.actor, call.phone, CallResult(call.result), call.comes_on, call.note)
        for call in rows_where(Call, order=order_id)
    ]


def suggested_phone(desk: Desk, order_id: int) -> str:
    """The number to call: the first of the owner's under which nobody else answered, else that of the bringer."""
    order = records.find(ServiceOrder, order_id)
    wrong = {call.phone for call in list_calls(desk, order_id) if call.result is CallResult.WRONG_NUMBER}
    numbers = [*get_customer(desk, order.owner_id).phones, order.reception.bringer_phone]
    known = [number for number in numbers if number]
    return next((number for number in known if number not in wrong), known[0] if known else "")
