"""Loaners: what the centre keeps to be lent, who has which, and when it has to be back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, NotFound, refuse
from aftersales_desktop.domain.loaners import (
    LONGEST_WORDS,
    LoanDetails,
    LoanerBack,
    back_problems,
    loan_problems,
)
from aftersales_desktop.domain.money import amount_problem
from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.domain.stock import HEALTHY, Condition, Movement, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.models.outside import Loan, Loaner
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, ProductModel, Unit
from aftersales_desktop.services import records, stock_moves, units
from aftersales_desktop.services.customers import CustomerRow, get_customer
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Area, Desk

_POOL = (
    f"SELECT n.id, n.unit_id, trim(m.brand || ' ' || m.name), {FIRST_CODE}, u.condition, l.kind, n.value, n.deposit, "
    "n.condition_words, o.id, o.due_on, s.number, c.name FROM loaner n JOIN unit u ON u.id = n.unit_id "
    "JOIN product_model m ON m.id = u.model_id JOIN location l ON l.id = u.location_id "
    "LEFT JOIN loan o ON o.unit_id = u.id AND o.returned_on IS NULL LEFT JOIN service_order s ON s.id = o.order_id "
    "LEFT JOIN customer c ON c.id = s.owner_id WHERE n.archived_at IS NULL ORDER BY m.name_sort, n.id"
)
_LOANS_OF_ORDER = "SELECT id FROM loan WHERE order_id = ? AND returned_on IS NULL ORDER BY id"


@dataclass(frozen=True)
class LoanerRow:
    """One of the pool; `loan_id` and what follows tell who has it now. Money in rials."""

    id: int
    unit_id: int
    model: str
    serial: str
    condition: Condition
    place: Place
    value: int
    deposit: int
    condition_words: str
    loan_id: int | None
    due_on: date | None
    order_number: str
    customer_name: str

    @property
    def is_free(self) -> bool:
        """Whether it can be lent now."""
        return self.place is Place.GOOD_STORE and self.condition in HEALTHY


@dataclass(frozen=True)
class LoanRow:
    """A loan as the panel and the slip show it."""

    id: int
    uuid: str
    order_id: int
    order_number: str
    owner: CustomerRow
    device: UnitRow
    loaner: UnitRow
    lent_on: date
    due_on: date
    value: int
    deposit: int
    currency: str
    condition_words: str
    returned_on: date | None
    condition_back: Condition | None
    back_words: str
    created_by: str

    @property
    def number(self) -> str:
        """What stands on the slip: the number of the order it was lent for."""
        return self.order_number


@dataclass(frozen=True)
class LoanerDetails:
    """What is usual for a loaner: value and deposit in rials, its condition in words."""

    value: int = 0
    deposit: int = 0
    condition_words: str = ""


def add_loaner(desk: Desk, model_id: int, serial: str, details: LoanerDetails | None = None) -> LoanerRow:
    """Put a device of the centre's own among the loaners: one that was never seen, or one in the parts store.

    Raises ValidationError, NotAllowed for a customer's device or one that is not healthy in the store.
    """
    details = details or LoanerDetails()
    no_serial = FieldProblem("serial", Message("Scan or type the serial of the loaner."))
    refuse([*([] if text.code_norm(serial) else [no_serial]), *_problems(details)])
    with desk.work(Area.UNITS, Area.RECEPTION) as now:
        known = [unit for unit in units.find_units(desk, serial) if unit.model.id == model_id]
        unit_id = known[0].id if known else _new_unit(desk, now, model_id, serial)
        return _mark(desk, now, unit_id, details)


def mark_as_loaner(desk: Desk, unit_id: int, details: LoanerDetails | None = None) -> LoanerRow:
    """Put a unit that stands healthy in the parts store among the loaners. Raises ValidationError, NotAllowed."""
    details = details or LoanerDetails()
    refuse(_problems(details))
    with desk.work(Area.UNITS, Area.RECEPTION) as now:
        return _mark(desk, now, unit_id, details)


def retire_loaner(desk: Desk, loaner_id: int) -> None:
    """It is lent no more; it stays in the store. NotAllowed while somebody has it."""
    with desk.work(Area.UNITS, Area.RECEPTION) as now:
        loaner = records.find(Loaner, loaner_id)
        if open_loan_of_unit(desk, loaner.unit_id) is not None:
            raise NotAllowed(Message("Somebody has this loaner. Take it back first."))
        records.change(desk, loaner, now, action="retire", archived_at=now)


def list_loaners(desk: Desk) -> list[LoanerRow]:
    """The whole pool, by model."""
    return [_loaner_row(*row) for row in desk.rows(_POOL)]


def free_loaners(desk: Desk) -> list[LoanerRow]:
    """Those that can be lent now."""
    return [row for row in list_loaners(desk) if row.is_free]


def usual_loan(desk: Desk, order_id: int, loaner: LoanerRow) -> LoanDetails:
    """What a slip is filled with: until the device is promised, or the usual days."""
    order, today = records.find(ServiceOrder, order_id), desk.today()
    usual = today + timedelta(days=load_settings(desk).loan_days)
    due = max(order.promised_on or usual, today)
    return LoanDetails(due, loaner.condition_words, loaner.value, loaner.deposit)


def lend(desk: Desk, order_id: int, loaner_id: int, details: LoanDetails) -> LoanRow:
    """Give a loaner to the customer of an order whose device is here. Raises ValidationError, NotAllowed."""
    refuse(loan_problems(details, desk.today()))
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order, loaner = records.find(ServiceOrder, order_id), records.find(Loaner, loaner_id)
        if order.state not in OPEN_STATES:
            raise NotAllowed(Message("Order {number} is over; nothing is lent for it.", number=OwnNumber(order.number)))
        _refuse_retired(loaner)
        stock_moves.move_unit(
            desk, now, loaner.unit_id, Movement.LENT, stock_moves.the_place(Place.LOANER_OUT), order_id=order_id,
            document=order.number,
        )  # fmt: skip
        words = text.clean(details.condition_words)
        loan = records.create(
            desk, Loan, now, order=order, loaner=loaner, unit=loaner.unit_id, lent_on=desk.today(),
            due_on=details.due_on, value=details.value, deposit=details.deposit, condition_words=words,
            day_cost=load_settings(desk).loaner_day_cost,
        )  # fmt: skip
        code = stock_moves.unit_code(desk, loaner.unit_id)
        add_event(desk, now, order, "lent", note=str(code), detail={"loan_id": loan.id})
        return get_loan(desk, loan.id)


def take_loaner_back(desk: Desk, loan_id: int, back: LoanerBack) -> LoanRow:
    """A loaner is here again and was looked at: into the store, or into quarantine when something is wrong with it."""
    refuse(back_problems(back))
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        loan = records.find(Loan, loan_id)
        if loan.returned_on is not None:
            raise NotAllowed(Message("This loaner came back on {day}.", day=loan.returned_on))
        place = Place.GOOD_STORE if back.condition in HEALTHY else Place.QUARANTINE
        order, words = records.find(ServiceOrder, loan.order_id), text.clean(back.words)
        stock_moves.move_unit(
            desk, now, loan.unit_id, Movement.LENT_BACK, stock_moves.the_place(place), after=back.condition,
            order_id=loan.order_id, document=order.number, note=words,
        )  # fmt: skip
        records.change(
            desk, loan, now, action="take_back", returned_on=desk.today(), condition_back=back.condition.value,
            back_words=words,
        )  # fmt: skip
        if words and back.condition in HEALTHY:
            records.change(desk, records.find(Loaner, loan.loaner_id), now, condition_words=words)
        add_event(desk, now, order, "loaner_back", note=words, detail={"loan_id": loan.id})
        return get_loan(desk, loan_id)


def pass_inspection(desk: Desk, loaner_id: int, condition: Condition) -> LoanerRow:
    """A loaner in quarantine was repaired or tested: it may be lent again.

    Raises ValidationError for a condition in which nothing is lent, NotAllowed elsewhere or for one that was retired.
    """
    if condition not in HEALTHY:
        refuse([FieldProblem("condition", Message("Choose one of the offered values."))])
    with desk.work(Area.UNITS, Area.RECEPTION) as now:
        loaner = records.find(Loaner, loaner_id)
        _refuse_retired(loaner)
        stock_moves.move_unit(
            desk, now, loaner.unit_id, Movement.INSPECTED, stock_moves.the_place(Place.GOOD_STORE), after=condition
        )
        return _of_unit(desk, loaner.unit_id)


def loans_of(desk: Desk, order_id: int) -> list[LoanRow]:
    """What the customer of an order still has of ours."""
    return [get_loan(desk, row[0]) for row in desk.rows(_LOANS_OF_ORDER, order_id)]


def loaner_blockers(desk: Desk, order_id: int) -> list[Message]:
    """Why a device may not be handed over yet: one sentence for each loaner that is still with its customer."""
    return [
        Message(
            "The customer still has our {loaner} ({serial}). Take it back first.",
            loaner=loan.loaner.model.title or loan.loaner.serial, serial=Code(loan.loaner.serial),
        )
        for loan in loans_of(desk, order_id)
    ]  # fmt: skip


def open_loan_of_unit(desk: Desk, unit_id: int) -> LoanRow | None:
    """Who has this loaner now."""
    rows = desk.rows("SELECT id FROM loan WHERE unit_id = ? AND returned_on IS NULL", unit_id)
    return get_loan(desk, rows[0][0]) if rows else None


def get_loan(desk: Desk, loan_id: int) -> LoanRow:
    """One loan; NotFound when there is none."""
    loan = records.find(Loan, loan_id)
    order = records.find(ServiceOrder, loan.order_id)
    return LoanRow(
        loan.id, loan.uuid, order.id, order.number, get_customer(desk, order.owner_id),
        units.get_unit(desk, order.unit_id), units.get_unit(desk, loan.unit_id), loan.lent_on, loan.due_on, loan.value,
        loan.deposit, loan.currency, loan.condition_words, loan.returned_on,
        Condition(loan.condition_back) if loan.condition_back else None, loan.back_words, loan.created_by,
    )  # fmt: skip


def find_loan(desk: Desk, order_number: str) -> LoanRow:
    """The newest loan for an order by its number; "any" is the newest of all. NotFound otherwise."""
    rows = desk.rows(
        "SELECT o.id FROM loan o JOIN service_order s ON s.id = o.order_id WHERE ?1 IN (s.number, 'any') "
        "ORDER BY o.id DESC LIMIT 1",
        order_number,
    )
    if not rows:
        raise NotFound(Message("Nothing was lent for this order."))
    return get_loan(desk, rows[0][0])


def _refuse_retired(loaner: Loaner) -> None:
    if loaner.archived_at is not None:
        raise NotAllowed(Message("This is no loaner any more. Choose another one."))


def _new_unit(desk: Desk, now: datetime, model_id: int, serial: str) -> int:
    store, model = stock_moves.the_place(Place.GOOD_STORE), records.find(ProductModel, model_id)
    healthy = Condition.HEALTHY_USED.value
    unit = records.create(
        desk, Unit, now, kind="device", model=model, location=store.id, first_location=store.id, condition=healthy,
        first_condition=healthy,
    )  # fmt: skip
    units.add_identifier(desk, unit.id, "serial", serial)
    return unit.id


def _mark(desk: Desk, now: datetime, unit_id: int, details: LoanerDetails) -> LoanerRow:
    unit = records.find(Unit, unit_id)
    code = stock_moves.unit_code(desk, unit_id)
    if first_where(Location, id=unit.location_id).kind != Place.GOOD_STORE or Condition(unit.condition) not in HEALTHY:
        raise NotAllowed(Message("{code} is not healthy in our store; only what is can be a loaner.", code=code))
    columns = {
        "value": details.value,
        "deposit": details.deposit,
        "condition_words": text.clean(details.condition_words),
    }
    known = first_where(Loaner, unit=unit_id)
    if known is None:
        records.create(desk, Loaner, now, unit=unit, **columns)
    elif known.archived_at is None:
        raise NotAllowed(Message("{code} is a loaner already.", code=code))
    else:
        records.change(desk, known, now, action="mark", archived_at=None, **columns)
    return _of_unit(desk, unit_id)


def _of_unit(desk: Desk, unit_id: int) -> LoanerRow:
    return next(row for row in list_loaners(desk) if row.unit_id == unit_id)


def _problems(details: LoanerDetails) -> list[FieldProblem]:
    problems = []
    for field in ("value", "deposit"):
        problem = amount_problem(getattr(details, field))
        if problem:
            problems.append(FieldProblem(field, problem))
    problem = text.text_problem(details.condition_words, longest=LONGEST_WORDS)
    if problem:
        problems.append(FieldProblem("condition_words", problem))
    return problems


def _loaner_row(*values: Any) -> LoanerRow:
    found = dict(zip(LoanerRow.__dataclass_fields__, values, strict=True))
    found |= {
        "condition": Condition(found["condition"]),
        "place": Place(found["place"]),
        "due_on": day_value(found["due_on"]),
        "order_number": found["order_number"] or "",
        "customer_name": found["customer_name"] or "",
    }
    return LoanerRow(**found)
