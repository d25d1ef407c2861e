"""Where else a device may be repaired, and what has to be known when it goes there and comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.money import amount_problem
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.i18n import N_, Message

_LENGTHS = {"place": 120, "reference_number": 60, "note": 1000}
_LONGEST_RESULT = 300


class OutsideKind(StrEnum):
    """Who works on the device."""

    SUPPLIER = "supplier"
    HEAD_OFFICE = "head_office"
    COLLEAGUE = "colleague"


OUTSIDE_KIND_TITLES = {
    OutsideKind.SUPPLIER: N_("Supplier"),
    OutsideKind.HEAD_OFFICE: N_("Head office"),
    OutsideKind.COLLEAGUE: N_("Another workshop"),
}


def place_name(place: str) -> Message | str:
    """How a place is called that a device went to; the head office bears no name of its own."""
    return Message(OUTSIDE_KIND_TITLES[OutsideKind.HEAD_OFFICE]) if place == OutsideKind.HEAD_OFFICE else place


GOES_ON = (OrderState.DIAGNOSING, OrderState.IN_REPAIR, OrderState.QUALITY_CONTROL)
"""How a device may go on once it is back."""


@dataclass(frozen=True)
class OutsideDetails:
    """Where a device goes; `place` names a workshop, a supplier is known by its row. Money in rials."""

    kind: OutsideKind | None
    supplier_id: int | None = None
    place: str = ""
    reference_number: str = ""
    promised_on: date | None = None
    expected_cost: int = 0
    note: str = ""


@dataclass(frozen=True)
class OutsideBack:
    """What came of it: what they did, what it cost in rials, and how the device goes on here.

    `price` is what the customer is asked for it unless somebody else pays it; None takes the cost.
    """

    goes_on: OrderState = OrderState.QUALITY_CONTROL
    cost: int = 0
    result: str = ""
    price: int | None = None


def outside_problems(details: OutsideDetails, today: date) -> list[FieldProblem]:
    """Every problem of the form, in reading order."""
    problems = []
    if details.kind is None:
        problems.append(FieldProblem("kind", Message("Choose where the device goes.")))
    if details.kind is OutsideKind.SUPPLIER and details.supplier_id is None:
        problems.append(FieldProblem("supplier", Message("Choose the supplier.")))
    for field, longest in _LENGTHS.items():
        problem = text.text_problem(getattr(details, field), longest=longest, lines=field == "note")
        if problem is None and field == "place" and details.kind is OutsideKind.COLLEAGUE:
            problem = None if text.clean(details.place) else Message("Enter the name of the workshop.")
        if problem:
            problems.append(FieldProblem(field, problem))
    if details.promised_on is not None and details.promised_on < today:
        problems.append(FieldProblem("promised_on", Message("This day is over; check it.")))
    problem = amount_problem(details.expected_cost)
    if problem:
        problems.append(FieldProblem("expected_cost", problem))
    return problems


def back_problems(back: OutsideBack) -> list[FieldProblem]:
    """Every problem of what came back, in reading order."""
    problems = []
    if back.goes_on not in GOES_ON:
        problems.append(FieldProblem("goes_on", Message("Choose how the work goes on.")))
    cost_problem = amount_problem(back.cost)
    if cost_problem:
        problems.append(FieldProblem("cost", cost_problem))
    price_problem = amount_problem(back.price or 0)
    if price_problem:
        problems.append(FieldProblem("price", price_problem))
    problem = text.text_problem(back.result, longest=_LONGEST_RESULT)
    if problem is None and not text.clean(back.result):
        problem = Message("Write what was done there.")
    if problem:
        problems.append(FieldProblem("result", problem))
    return problems
