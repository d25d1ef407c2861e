"""What the customer says to an estimate: yes, no, or nothing yet; every answer stays as it was given."""

from __future__ import annotations

from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.estimates import ESTIMATE_TITLES, Answer, Decision, EstimateState, answer_problems
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState, Outcome
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.models.workshop import Approval, Estimate
from aftersales_desktop.services import records
from aftersales_desktop.services.estimates import EstimateRow, get_estimate, least_payable
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_steps import bring_device, move_order
from aftersales_desktop.services.work import Area, Desk

NO_ANSWER = "no_answer"
_ATTEMPTS = "SELECT count(*) FROM order_event WHERE order_id = ? AND kind = ?"


def approve_estimate(desk: Desk, estimate_id: int, answer: Answer) -> EstimateRow:
    """The customer takes one of the options: who said so, how and in which words stays for good.

    An order that waited for this goes on. Raises ValidationError, and NotAllowed for a version that is no longer open
    or no longer valid.
    """
    refuse(answer_problems(answer))
    with desk.work(Area.WORKSHOP, Area.RECEPTION) as now:
        estimate = _open_estimate(desk, estimate_id)
        if answer.option not in estimate.options:
            raise ValidationError([FieldProblem("option", Message("Choose one of the options of this estimate."))])
        if estimate.is_over(desk.today()):
            raise NotAllowed(
                Message(
                    "This estimate was valid until {day}. Give the customer a new one first.",
                    day=estimate.valid_until,
                )
            )
        for older in rows_where(Estimate, order=estimate.order_id, state=EstimateState.APPROVED.value):
            records.change(desk, older, now, action="replace", state=EstimateState.REPLACED.value)
        amount = estimate.payable(answer.option)
        _write(desk, now, estimate, answer, Decision.APPROVED, amount)
        order = records.find(ServiceOrder, estimate.order_id)
        detail = {"version": estimate.version, "option": answer.option, "payable": amount, "who": answer.who}
        add_event(desk, now, order, "approved", note=text.clean(answer.words)[:300], detail=detail)
        if order.state == OrderState.WAITING_APPROVAL:
            move_order(desk, now, order, OrderState.IN_REPAIR, "step", "")
        return get_estimate(desk, estimate_id)


def refuse_estimate(desk: Desk, estimate_id: int, answer: Answer) -> EstimateRow:
    """The customer does not want it at this price.

    An order that waited for this is over, unless an earlier version was agreed to. Raises ValidationError, NotAllowed.
    """
    refuse(answer_problems(answer))
    with desk.work(Area.WORKSHOP, Area.RECEPTION) as now:
        estimate = _open_estimate(desk, estimate_id)
        _write(desk, now, estimate, answer, Decision.REFUSED, least_payable(estimate))
        order = records.find(ServiceOrder, estimate.order_id)
        add_event(
            desk, now, order, "refused", note=text.clean(answer.words)[:300],
            detail={"version": estimate.version, "payable": least_payable(estimate), "who": answer.who},
        )  # fmt: skip
        stands = rows_where(Estimate, order=order.id, state=EstimateState.APPROVED.value)
        if order.state == OrderState.WAITING_APPROVAL and not stands:
            outcome = Outcome.PRICE_REFUSED.value
            move_order(desk, now, order, OrderState.READY, "ready", "", outcome=outcome)
            bring_device(desk, now, order)
        return get_estimate(desk, estimate_id)


def note_no_answer(desk: Desk, order_id: int, note: str = "") -> int:
    """The customer was called in vain; gives how often that was. Raises ValidationError, NotAllowed."""
    problem = text.text_problem(note, longest=300)
    if problem:
        raise ValidationError([FieldProblem("note", problem)])
    with desk.work(Area.RECEPTION) as now:
        order = records.find(ServiceOrder, order_id)
        if order.state not in OPEN_STATES:
            raise NotAllowed(Message("The device of order {number} has already left.", number=OwnNumber(order.number)))
        add_event(desk, now, order, NO_ANSWER, note=text.clean(note))
        return desk.rows(_ATTEMPTS, order_id, NO_ANSWER)[0][0]


def _open_estimate(desk: Desk, estimate_id: int) -> EstimateRow:
    estimate = get_estimate(desk, estimate_id)
    if estimate.state is not EstimateState.ISSUED:
        raise NotAllowed(
            Message(
                "Estimate {number} is “{state}”. Give the customer a new one.",
                number=OwnNumber(estimate.number),
                state=Message(ESTIMATE_TITLES[estimate.state]),
            )
        )
    return estimate


def _write(desk: Desk, now: datetime, estimate: EstimateRow, answer: Answer, decision: Decision, amount: int) -> None:
    record = records.find(Estimate, estimate.id)
    option = answer.option if decision is Decision.APPROVED else None
    insert_row(
        Approval, uuid=records.new_uuid(), order=estimate.order_id, estimate=estimate.id, decision=decision.value,
        option=option, amount=amount, currency=estimate.currency, who=text.clean(answer.who), how=answer.how.value,
        words=text.clean(answer.words, lines=True), at=now, actor=desk.actor,
    )  # fmt: skip
    records.change(desk, record, now, action=decision.value, state=decision.value, chosen_option=option)
