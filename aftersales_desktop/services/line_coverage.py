"""Who pays a line: decided by facts when it is written, or later by somebody with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import (
    WARRANTY_CATEGORIES,
    Coverage,
    CoverageKind,
    LineKind,
    LineState,
    Payer,
    coverage_of,
    customer_price,
)
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.order_states import BOUNCES_OF_OURS, OPEN_STATES, STATE_TITLES, OrderState
from aftersales_desktop.domain.warranty import Tone, Verdict
from aftersales_desktop.domain.workshop import agreement_problem
from aftersales_desktop.i18n import Message, OwnNumber, message_to_json
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import records, warranty
from aftersales_desktop.services.line_rows import LineRow, get_line
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.services.work import Area, Desk

COVERAGE_CHANGED = "coverage"
_LONGEST_REASON, _LONGEST_NAME = 300, 120


@dataclass(frozen=True)
class CoverageChoice:
    """Somebody's decision on a line: by what, how many per cent of it, why, and who allowed it.

    `kind` None asks for the decision by facts again.
    """

    kind: CoverageKind | None
    pct: int = 100
    reason: str = ""
    approved_by: str = ""


def decide(
    desk: Desk, order: ServiceOrder, kind: LineKind, part_group: str = "", part_code: str = ""
) -> tuple[Verdict | None, Coverage]:
    """The warranty as of the day of reception for a kind of line and a part, and who pays by it."""
    category = WARRANTY_CATEGORIES.get(kind)
    verdict = None
    if category is not None:
        verdict = warranty.unit_verdict(
            desk, order.unit_id, order.received_on, category, part_group, order.number, part_code
        )  # fmt: skip
    return verdict, coverage_of(verdict, _returned_from(order))


def coverage_columns(coverage: Coverage, list_price: int) -> dict[str, Any]:
    """What a line keeps of a decision."""
    return {
        "coverage": coverage.kind.value,
        "covered_pct": coverage.pct,
        "payer": coverage.payer.value,
        "why": message_to_json(coverage.reason),
        "price": customer_price(list_price, coverage.pct),
    }


def choose_coverage(desk: Desk, line_id: int, choice: CoverageChoice) -> LineRow:
    """Decide otherwise about a line: goodwill with a reason and who allowed it, the supplier, or the customer.

    The warranty itself can only be granted where its answer was doubtful. The cost stays what it was. Raises
    ValidationError for "pct", "reason" and "approved_by", NotAllowed once the device has left.
    """
    with desk.work(Area.RECEPTION, Area.WORKSHOP) as now:
        line = records.find(OrderLine, line_id)
        order = records.find(ServiceOrder, line.order_id)
        _refuse_gone(order, line)
        refuse(_problems(choice))
        part = records.find(Part, line.part_id) if line.part_id else None
        asked = (part.part_group, part.code) if part else ()
        verdict, decided = decide(desk, order, LineKind(line.kind), *asked)
        coverage = decided if choice.kind is None else _chosen(choice, verdict)
        columns = coverage_columns(coverage, line.list_price)
        if columns["price"] > line.price:
            refuse_above_agreed(desk, order, columns["price"], line.price)
        records.change(
            desk, line, now, action=COVERAGE_CHANGED, reason=text.clean(choice.reason),
            goodwill_reason=text.clean(choice.reason) if choice.kind else "",
            approved_by=text.clean(choice.approved_by) if choice.kind else "", **columns,
        )  # fmt: skip
        add_event(
            desk, now, order, COVERAGE_CHANGED, note=text.clean(choice.reason),
            detail={"line": line.uuid, "title": line.title, "by": text.clean(choice.approved_by)},
        )  # fmt: skip
        return get_line(desk, line_id)


def refuse_above_agreed(desk: Desk, order: ServiceOrder, price: int, instead_of: int = 0) -> None:
    """Raise NotAllowed when a line of this price, instead of one of another, goes above what the customer agreed to."""
    if price:
        facts = read_facts(desk, order.id)
        problem = agreement_problem(facts.payable + price - instead_of, facts.agreed)
        if problem is not None:
            raise NotAllowed(problem)


def _returned_from(order: ServiceOrder) -> str:
    """The number of the repair of ours that did not hold, once the cause of the return is known to be ours."""
    is_ours = order.parent_order_id is not None and order.bounce_cause in BOUNCES_OF_OURS
    return records.find(ServiceOrder, order.parent_order_id).number if is_ours else ""


def _chosen(choice: CoverageChoice, verdict: Verdict | None) -> Coverage:
    reason, name = text.clean(choice.reason), text.clean(choice.approved_by)
    match choice.kind:
        case CoverageKind.GOODWILL:
            message = Message("Waived by {name}: {reason}", name=name, reason=reason)
            return Coverage(CoverageKind.GOODWILL, choice.pct, Payer.CENTRE, message)
        case CoverageKind.SUPPLIER:
            return Coverage(
                CoverageKind.SUPPLIER,
                choice.pct,
                Payer.BRAND,
                Message("Borne by the supplier: {reason}", reason=reason),
            )
        case CoverageKind.WARRANTY:
            if verdict is None or verdict.tone not in (Tone.DOUBTFUL, Tone.UNKNOWN, Tone.COVERED):
                raise NotAllowed(
                    Message("The warranty refuses this line. Waive it as goodwill if the customer shall not pay.")
                )
            message = Message("Granted by {name}: {reason}", name=name, reason=reason)
            return Coverage(CoverageKind.WARRANTY, choice.pct, Payer.CENTRE, message)
        case CoverageKind.PAY:
            message = Message("The customer pays this line: {reason}", reason=reason)
            return Coverage(CoverageKind.PAY, 0, Payer.CUSTOMER, message)
    raise NotAllowed(Message("A line is not covered like this by hand."))


def _problems(choice: CoverageChoice) -> list[FieldProblem]:
    if choice.kind is None:
        return []
    problems = []
    if choice.kind is not CoverageKind.PAY and not 1 <= choice.pct <= 100:
        problems.append(FieldProblem("pct", Message("Enter a number from {low} to {high}.", low=1, high=100)))
    needed = {"reason": (choice.reason, _LONGEST_REASON, Message("Write why."))}
    if choice.kind in (CoverageKind.GOODWILL, CoverageKind.WARRANTY):
        needed["approved_by"] = (choice.approved_by, _LONGEST_NAME, Message("Write who allowed it."))
    for field, (value, longest, missing) in needed.items():
        problem = text.text_problem(value, longest=longest)
        if problem is None and not text.clean(value):
            problem = missing
        if problem:
            problems.append(FieldProblem(field, problem))
    return problems


def _refuse_gone(order: ServiceOrder, line: OrderLine) -> None:
    if order.state not in OPEN_STATES:
        raise NotAllowed(
            Message(
                "Order {number} is already “{state}”.", number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]),
            )
        )  # fmt: skip
    if line.state == LineState.REMOVED:
        raise NotAllowed(Message("This line was already taken away."))
