"""Estimates of an order: written, given to the customer, replaced by a newer version."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import LineKind, LineState, customer_price
from aftersales_desktop.domain.errors import NotAllowed, NotFound, refuse
from aftersales_desktop.domain.estimates import (
    ESTIMATE_KINDS,
    EstimateDraft,
    EstimateState,
    PlannedLine,
    estimate_problems,
    is_over,
    options_of,
    payable_of,
)
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where, insert_row, rows_where
from aftersales_desktop.models.workshop import Approval, Estimate, EstimateLine
from aftersales_desktop.services import records
from aftersales_desktop.services.line_coverage import decide
from aftersales_desktop.services.line_rows import list_lines
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_facts import AGREED
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_steps import move_order
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

_WAY_TO_WAITING = {
    OrderState.RECEIVED: (OrderState.DIAGNOSING, OrderState.WAITING_APPROVAL),
    OrderState.DIAGNOSING: (OrderState.WAITING_APPROVAL,),
    OrderState.IN_REPAIR: (OrderState.WAITING_APPROVAL,),
}
PRICED_STATES = (
    OrderState.RECEIVED, OrderState.DIAGNOSING, OrderState.WAITING_APPROVAL, OrderState.WAITING_PART,
    OrderState.IN_REPAIR, OrderState.AT_EXTERNAL,
)  # fmt: skip
"""While the work goes on a price can be named; afterwards it is what was done."""

_AGREED = f"SELECT {AGREED} FROM service_order s WHERE s.id = ?"
_NEWEST = (
    "SELECT e.id FROM estimate e JOIN service_order s ON s.id = e.order_id WHERE e.state <> 'draft' "
    "AND (?1 = 'any' OR s.number = ?1) AND (?2 = 0 OR e.version = ?2) ORDER BY e.id DESC LIMIT 1"
)


@dataclass(frozen=True)
class AnswerRow:
    """What the customer said to a version."""

    decision: str
    option: int | None
    amount: int
    who: str
    how: str
    words: str
    at: datetime
    actor: str


@dataclass(frozen=True)
class EstimateRow:
    """One version. `order_number` with `version` is its number on paper."""

    id: int
    uuid: str
    order_id: int
    order_number: str
    version: int
    state: EstimateState
    issued_at: datetime | None
    valid_until: date | None
    chosen_option: int | None
    note: str
    currency: str
    lines: tuple[PlannedLine, ...]
    answers: tuple[AnswerRow, ...]

    @property
    def number(self) -> str:
        """The number of the order and the version: 01-05-00412-3-V2."""
        return f"{self.order_number}-V{self.version}"

    @property
    def options(self) -> tuple[int, ...]:
        """The options it offers."""
        return options_of(self.lines)

    def payable(self, option: int) -> int:
        """What the customer pays when this option is chosen."""
        return payable_of(self.lines, option)

    def is_over(self, today: date) -> bool:
        """Whether it waits for an answer that comes too late."""
        return self.state is EstimateState.ISSUED and is_over(self.valid_until, today)


@dataclass(frozen=True)
class EstimatePaper:
    """An estimate with its order, as a paper shows it."""

    uuid: str
    number: str
    estimate: EstimateRow
    order: OrderRow


def list_estimates(desk: Desk, order_id: int) -> list[EstimateRow]:
    """The versions of an order, newest first."""
    rows = desk.rows("SELECT id FROM estimate WHERE order_id = ? ORDER BY version DESC", order_id)
    return [get_estimate(desk, row[0]) for row in rows]


def get_estimate(desk: Desk, estimate_id: int) -> EstimateRow:
    """One version; NotFound when there is none."""
    found = records.find(Estimate, estimate_id)
    number = desk.rows("SELECT number FROM service_order WHERE id = ?", found.order_id)[0][0]
    lines = rows_where(EstimateLine, estimate=found.id)
    answers = rows_where(Approval, estimate=found.id)
    return EstimateRow(
        id=found.id, uuid=found.uuid, order_id=found.order_id, order_number=number, version=found.version,
        state=EstimateState(found.state), issued_at=found.issued_at, valid_until=found.valid_until,
        chosen_option=found.chosen_option, note=found.note, currency=lines[0].currency if lines else "IRR",
        lines=tuple(_line(line) for line in sorted(lines, key=lambda line: (line.option, line.position))),
        answers=tuple(_answer(answer) for answer in answers),
    )  # fmt: skip


def find_paper(desk: Desk, order_number: str, version: int = 0) -> EstimatePaper:
    """The newest version given to the customer, or the one asked for; "any" is that of any order. NotFound."""
    rows = desk.rows(_NEWEST, order_number, version)
    if not rows:
        raise NotFound(Message("There is no estimate with this number. Check the number and try again."))
    estimate = get_estimate(desk, rows[0][0])
    return EstimatePaper(estimate.uuid, estimate.number, estimate, get_order(desk, estimate.order_id))


def proposed_draft(desk: Desk, order_id: int) -> EstimateDraft:
    """What the form begins with: a draft, else the lines of the order, else those of the version before."""
    versions = list_estimates(desk, order_id)
    usual = desk.today() + timedelta(days=load_settings(desk).estimate_days)
    if versions and versions[0].state is EstimateState.DRAFT:
        draft = versions[0]
        return EstimateDraft(draft.lines, draft.valid_until or usual, draft.note)
    lines = _lines_of_order(desk, order_id) or (versions[0].lines if versions else ())
    return EstimateDraft(lines, usual)


def save_draft(desk: Desk, order_id: int, draft: EstimateDraft) -> EstimateRow:
    """Keep an estimate that the customer has not been given yet. Raises ValidationError, NotAllowed."""
    refuse(estimate_problems(draft, desk.today()))
    with desk.work(Area.WORKSHOP) as now:
        order = _priced_order(order_id)
        return get_estimate(desk, _written(desk, now, order, draft).id)


def issue_estimate(desk: Desk, order_id: int, draft: EstimateDraft) -> EstimateRow:
    """Give an estimate to the customer: from now on its lines never change, and the version before is replaced.

    Where it is more than what is agreed already, the order waits for an answer. Raises ValidationError, NotAllowed.
    """
    refuse(estimate_problems(draft, desk.today()))
    with desk.work(Area.WORKSHOP, Area.RECEPTION) as now:
        order = _priced_order(order_id)
        estimate = _written(desk, now, order, draft)
        for older in rows_where(Estimate, order=order_id, state=EstimateState.ISSUED.value):
            records.change(desk, older, now, action="replace", state=EstimateState.REPLACED.value)
        valid_until = draft.valid_until or desk.today() + timedelta(days=load_settings(desk).estimate_days)
        records.change(
            desk, estimate, now, action="issue", state=EstimateState.ISSUED.value, issued_at=now,
            valid_until=valid_until,
        )  # fmt: skip
        issued = get_estimate(desk, estimate.id)
        add_event(desk, now, order, "estimate", detail={"version": issued.version, "payable": least_payable(issued)})
        if needs_answer(desk, issued):
            for target in _WAY_TO_WAITING.get(OrderState(order.state), ()):
                move_order(desk, now, order, target, "step", "")
        return issued


def least_payable(estimate: EstimateRow) -> int:
    """What the cheapest option costs the customer."""
    return min(estimate.payable(option) for option in estimate.options)


def needs_answer(desk: Desk, estimate: EstimateRow) -> bool:
    """Whether the customer has to be asked: no option lies within what is agreed already."""
    return least_payable(estimate) > agreed_for(desk, estimate.order_id)


def agreed_for(desk: Desk, order_id: int) -> int:
    """Up to how many rials the customer pays without another call: the ceiling, or what was agreed to last."""
    return desk.rows(_AGREED, order_id)[0][0]


def usual_cover(desk: Desk, order_id: int, kind: LineKind, price: int, part_group: str = "") -> int:
    """What the customer would not pay of a price, by the warranty and the cause of a return, in rials."""
    order = records.find(ServiceOrder, order_id)
    _verdict, coverage = decide(desk, order, kind, part_group)
    return price - customer_price(price, coverage.pct)


def _priced_order(order_id: int) -> ServiceOrder:
    order = records.find(ServiceOrder, order_id)
    if order.state not in PRICED_STATES:
        raise NotAllowed(
            Message(
                "Order {number} is “{state}”; an estimate comes before the work is over.",
                number=OwnNumber(order.number),
                state=Message(STATE_TITLES[OrderState(order.state)]),
            )
        )
    return order


def _written(desk: Desk, now: datetime, order: ServiceOrder, draft: EstimateDraft) -> Estimate:
    """The draft of an order with these lines; made when there is none."""
    columns: dict[str, Any] = {"valid_until": draft.valid_until, "note": text.clean(draft.note, lines=True)}
    estimate = first_where(Estimate, order=order.id, state=EstimateState.DRAFT.value)
    if estimate is None:
        version = len(rows_where(Estimate, order=order.id)) + 1
        estimate = records.create(
            desk, Estimate, now, order=order, version=version, state=EstimateState.DRAFT.value, **columns
        )
    else:
        records.change(desk, estimate, now, **columns)
        EstimateLine.delete().where(EstimateLine.estimate == estimate).execute()
    for position, line in enumerate(draft.lines, start=1):
        insert_row(
            EstimateLine, estimate=estimate, option=line.option, position=position, kind=line.kind.value,
            title=text.clean(line.title), quantity=line.quantity, price=line.price, covered=line.covered,
            part=line.part_id, tariff=line.tariff_id, currency=order.currency,
        )  # fmt: skip
    return estimate


def _lines_of_order(desk: Desk, order_id: int) -> tuple[PlannedLine, ...]:
    """What is planned and done so far, as one option."""
    return tuple(
        PlannedLine(
            line.kind, line.title, line.list_price, line.list_price - line.price, quantity=line.quantity,
            part_id=line.part_id, tariff_id=line.tariff_id,
        )
        for line in list_lines(desk, order_id)
        if line.state is not LineState.REMOVED and line.kind in ESTIMATE_KINDS
    )  # fmt: skip


def _line(line: EstimateLine) -> PlannedLine:
    return PlannedLine(
        LineKind(line.kind), line.title, line.price, line.covered, line.option, line.quantity, line.part_id,
        line.tariff_id,
    )  # fmt: skip


def _answer(answer: Approval) -> AnswerRow:
    return AnswerRow(
        answer.decision, answer.option, answer.amount, answer.who, answer.how, answer.words, answer.at, answer.actor
    )
