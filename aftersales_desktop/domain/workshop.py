"""What may happen to an order on the bench: the next steps with their conditions, and what needs notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.jalali import next_working_day
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import (
    OPEN_STATES,
    ORDER_MOVES,
    OUTCOME_TITLES,
    STATE_TITLES,
    OrderState,
    Outcome,
)
from aftersales_desktop.i18n import N_, Message

_S, _O = OrderState, Outcome
_ANY_END = (
    _O.REPAIRED, _O.REPLACED, _O.NO_FAULT_FOUND, _O.NOT_REPAIRABLE, _O.PRICE_REFUSED, _O.WARRANTY_REFUSED,
    _O.PART_UNAVAILABLE, _O.REFUNDED,
)  # fmt: skip
READY_OUTCOMES: dict[OrderState, tuple[Outcome, ...]] = {
    _S.RECEIVED: _ANY_END,
    _S.DIAGNOSING: (_O.NO_FAULT_FOUND, _O.NOT_REPAIRABLE, _O.WARRANTY_REFUSED, _O.REFUNDED),
    _S.WAITING_APPROVAL: (_O.PRICE_REFUSED, _O.WARRANTY_REFUSED),
    _S.WAITING_PART: (_O.PART_UNAVAILABLE, _O.REFUNDED),
    _S.IN_REPAIR: _ANY_END,
    _S.AT_EXTERNAL: _ANY_END,
    _S.QUALITY_CONTROL: _ANY_END,
}
"""How the work may have ended when an order becomes ready from a state."""

WORK_DONE = (_O.REPAIRED, _O.REPLACED)
"""Outcomes that say that something was done to the device."""

OWN_WAYS = (_S.AT_EXTERNAL, _S.DELIVERED, _S.CLOSED, _S.CANCELLED, _S.DISPOSED)
"""States that are reached by a use case of their own: sending out, handing over, cancelling, disposing."""

_REOPENINGS = {_S.READY, _S.QUALITY_CONTROL}


@dataclass(frozen=True)
class OrderFacts:
    """What decides about an order's next step. Money is in rials of the order's lines.

    `payable` is what the customer would pay for everything planned or done; `agreed` what they agreed to: the last
    approved estimate, else the ceiling given at intake, 0 when neither. `has_estimate` means that an estimate waits for
    its answer, `is_approved` that the last one given was approved. `missing_parts` are codes of parts it
    waits for that are neither kept for it in the store nor on a bench.
    """

    state: OrderState
    payable: int = 0
    agreed: int = 0
    has_estimate: bool = False
    is_approved: bool = False
    done_lines: int = 0
    done_parts: int = 0
    planned_lines: int = 0
    missing_parts: tuple[str, ...] = ()
    wants_quality_control: bool = False


@dataclass(frozen=True)
class Step:
    """One state that may follow. `refusal` says what is missing for it now; None when the way is free."""

    target: OrderState
    refusal: Message | None = None
    needs_reason: bool = False
    outcomes: tuple[Outcome, ...] = ()


def possible_steps(facts: OrderFacts) -> tuple[Step, ...]:
    """The steps that the bench itself can take next, the usual one first; without those in OWN_WAYS."""
    left_out = OWN_WAYS if facts.wants_quality_control else (*OWN_WAYS, _S.QUALITY_CONTROL)
    steps = [_step(facts, target) for target in ORDER_MOVES[facts.state] if target not in left_out]
    return () if facts.state is _S.AT_EXTERNAL else tuple(sorted(steps, key=lambda step: _rank(facts, step)))


def step_problem(
    facts: OrderFacts, target: OrderState, outcome: Outcome | None = None, note: str = ""
) -> FieldProblem | None:
    """Why an order cannot take this step, or None; the field is "" where no input of the step can change it.

    `note` is the statement or reason that goes with it.
    """
    if target not in ORDER_MOVES[facts.state]:
        return FieldProblem("", _no_such_step(facts.state, target))
    for condition in _CONDITIONS:
        problem = condition(facts, target)
        if problem is not None:
            return FieldProblem("", problem)
    if target is _S.IN_REPAIR and facts.state in _REOPENINGS and not note.strip():
        return FieldProblem("note", Message("Write why the work goes on."))
    return _outcome_problem(facts, outcome, note) if target is _S.READY else None


def agreement_problem(payable: int, agreed: int) -> Message | None:
    """Why work that costs the customer so much may not begin: more than was agreed to."""
    if payable <= agreed:
        return None
    return Message(
        "The customer would pay {payable} and agreed to {agreed}. Make an estimate and ask for approval first.",
        payable=Money(payable), agreed=Money(agreed),
    )  # fmt: skip


def _no_such_step(state: OrderState, target: OrderState) -> Message:
    return Message(
        "It is “{state}” and cannot become “{target}”.",
        state=Message(STATE_TITLES[state]), target=Message(STATE_TITLES[target]),
    )  # fmt: skip


def _estimate_given(facts: OrderFacts, target: OrderState) -> Message | None:
    if target is _S.WAITING_APPROVAL and not facts.has_estimate:
        return Message("Give the customer an estimate first.")
    return None


def _agreed_to(facts: OrderFacts, target: OrderState) -> Message | None:
    goes_on = target is _S.IN_REPAIR and facts.state not in _REOPENINGS
    if facts.state is _S.WAITING_APPROVAL and target in (_S.IN_REPAIR, _S.WAITING_PART):
        goes_on = True
        if not facts.is_approved:
            return Message("The customer has not agreed yet. Note the answer to the estimate first.")
    return agreement_problem(facts.payable, facts.agreed) if goes_on else None


def _parts_there(facts: OrderFacts, target: OrderState) -> Message | None:
    if target is _S.IN_REPAIR and facts.state is _S.WAITING_PART and facts.missing_parts:
        return Message("These parts have not come yet: {parts}.", parts=facts.missing_parts)
    return None


def _control_wanted(facts: OrderFacts, target: OrderState) -> Message | None:
    if target is _S.QUALITY_CONTROL and not facts.wants_quality_control:
        return Message("Quality control is switched off in the settings.")
    return None


_CONDITIONS: tuple[Callable[[OrderFacts, OrderState], Message | None], ...] = (
    _estimate_given, _agreed_to, _parts_there, _control_wanted,
)  # fmt: skip


def _outcome_problem(facts: OrderFacts, outcome: Outcome | None, note: str) -> FieldProblem | None:
    if outcome is None:
        return FieldProblem("outcome", Message("Choose how the work ended."))
    if outcome not in READY_OUTCOMES[facts.state]:
        message = Message(
            "“{outcome}” is no end for an order that is “{state}”.",
            outcome=Message(OUTCOME_TITLES[outcome]), state=Message(STATE_TITLES[facts.state]),
        )  # fmt: skip
        return FieldProblem("outcome", message)
    if outcome in WORK_DONE:
        return _work_problem(facts, note)
    if outcome is _O.NO_FAULT_FOUND and facts.done_parts:
        message = Message("Parts were put in, so a fault was found. Choose another outcome, or take the parts back.")
        return FieldProblem("outcome", message)
    return None


def _work_problem(facts: OrderFacts, note: str) -> FieldProblem | None:
    if facts.state is _S.QUALITY_CONTROL:
        return FieldProblem("", Message("Note the quality check; passing it makes the device ready."))
    if facts.state is _S.IN_REPAIR and facts.wants_quality_control:
        return FieldProblem("", Message("Send the device through quality control first."))
    if facts.planned_lines:
        return FieldProblem("", Message("Planned work is not done yet. Do it or take its lines away."))
    if not facts.done_lines and not note.strip():
        return FieldProblem("note", Message("Write what was done, or add the work as a line."))
    return None


def _step(facts: OrderFacts, target: OrderState) -> Step:
    outcomes = READY_OUTCOMES[facts.state] if target is _S.READY else ()
    refusal = next((problem for check in _CONDITIONS if (problem := check(facts, target))), None)
    return Step(target, refusal, target is _S.IN_REPAIR and facts.state in _REOPENINGS, outcomes)


def _rank(facts: OrderFacts, step: Step) -> tuple[bool, int]:
    """What is free before what is not; on the way through the workshop forward, out of it last."""
    if facts.state is _S.IN_REPAIR and not facts.wants_quality_control and step.target is _S.READY:
        return False, -1
    return step.refusal is not None, _USUAL.index(step.target)


_USUAL = (
    _S.DIAGNOSING, _S.IN_REPAIR, _S.QUALITY_CONTROL, _S.WAITING_APPROVAL, _S.WAITING_PART, _S.READY,
)  # fmt: skip


# what needs notice ---------------------------------------------------------------------------------------------------


class Overlay(StrEnum):
    """Something about an order that follows from facts and the day; nobody types it."""

    LATE = "late"
    AT_RISK = "at_risk"
    PART_ARRIVED = "part_arrived"
    BOUNCE = "bounce"
    ABOVE_AGREED = "above_agreed"
    UNCOLLECTED_1 = "uncollected_1"
    UNCOLLECTED_2 = "uncollected_2"
    UNCOLLECTED_3 = "uncollected_3"


OVERLAY_TITLES = {
    Overlay.LATE: N_("Late"),
    Overlay.AT_RISK: N_("Promise at risk"),
    Overlay.PART_ARRIVED: N_("Part arrived"),
    Overlay.BOUNCE: N_("Came back"),
    Overlay.ABOVE_AGREED: N_("Above what was agreed"),
    Overlay.UNCOLLECTED_1: N_("Uncollected"),
    Overlay.UNCOLLECTED_2: N_("Uncollected for long"),
    Overlay.UNCOLLECTED_3: N_("Uncollected for very long"),
}
_LONG, _VERY_LONG = 45, 90


@dataclass(frozen=True)
class OverlayFacts:
    """What the overlays follow from. `ready_on` is the day it became ready last; money in rials."""

    state: OrderState
    promised_on: date | None = None
    ready_on: date | None = None
    is_bounce: bool = False
    planned_parts: int = 0
    missing_parts: int = 0
    payable: int = 0
    agreed: int = 0


def overlays(facts: OverlayFacts, today: date, patience: int) -> tuple[Overlay, ...]:
    """Everything that needs notice today, the most pressing first; `patience` is when uncollected begins, in days."""
    return tuple(_overlays(facts, today, patience)) if facts.state in OPEN_STATES else ()


def _overlays(facts: OverlayFacts, today: date, patience: int) -> Iterator[Overlay]:
    if facts.state is _S.READY:
        yield from _uncollected(facts, today, patience)
    elif facts.promised_on is not None and facts.promised_on < today:
        yield Overlay.LATE
    elif facts.promised_on is not None and facts.promised_on <= next_working_day(today):
        yield Overlay.AT_RISK
    if facts.state is _S.WAITING_PART and facts.planned_parts and not facts.missing_parts:
        yield Overlay.PART_ARRIVED
    if facts.payable > facts.agreed and facts.state in (_S.IN_REPAIR, _S.QUALITY_CONTROL):
        yield Overlay.ABOVE_AGREED
    if facts.is_bounce:
        yield Overlay.BOUNCE


def _uncollected(facts: OverlayFacts, today: date, patience: int) -> Iterator[Overlay]:
    days = (today - facts.ready_on).days if facts.ready_on else 0
    stages = (
        (max(_VERY_LONG, patience), Overlay.UNCOLLECTED_3),
        (max(_LONG, patience), Overlay.UNCOLLECTED_2),
        (patience, Overlay.UNCOLLECTED_1),
    )
    found = next((overlay for least, overlay in stages if days >= least), None)
    if found is not None:
        yield found
