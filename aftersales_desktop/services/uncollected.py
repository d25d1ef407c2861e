"""Devices that are ready and stay: how long by the centre's clocks, fees, letters, and the minutes that end it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import CoverageKind, LineKind, Payer
from aftersales_desktop.domain.errors import NotAllowed, NotFound, refuse
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.uncollected import (
    FINAL_LETTER,
    CustodyRules,
    DisposalDetails,
    Fate,
    age_of,
    answer_by,
    disposal_problems,
    next_letter,
    storage_fee,
)
from aftersales_desktop.i18n import Message, OwnNumber, message_to_json
from aftersales_desktop.models.outside import Disposal, UncollectedLetter
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import loaners, records, stock_moves, units
from aftersales_desktop.services.calls import CallRow, list_calls
from aftersales_desktop.services.hand_over import wipe_passcode
from aftersales_desktop.services.numbering import next_minutes_number
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_steps import move_order
from aftersales_desktop.services.query_parts import day_in_iran
from aftersales_desktop.services.settings import Settings, load_settings
from aftersales_desktop.services.work import Area, Desk

_READY_ON = (
    "SELECT " + day_in_iran("max(at)") + " FROM order_event WHERE order_id = ? AND to_state = 'ready' "
    "AND from_state <> 'ready'"  # names are constants
)
_CHARGED = (
    "SELECT coalesce(sum(CASE WHEN kind = 'storage' AND state <> 'removed' THEN price END), 0), "
    "coalesce(max(position), 0) + 1 FROM order_line WHERE order_id = ?"
)
_FATES = {
    Fate.SCRAP: (Movement.SCRAPPED, Place.SCRAP, Condition.SCRAP),
    Fate.KEPT_HEALTHY: (Movement.TAKEN_OVER, Place.GOOD_STORE, Condition.HEALTHY_USED),
    Fate.KEPT_FAULTY: (Movement.TAKEN_OVER, Place.QUARANTINE, Condition.FAULTY),
}


@dataclass(frozen=True)
class LetterRow:
    """A letter that was written."""

    id: int
    uuid: str
    level: int
    ready_on: date
    written_on: date
    answer_by: date
    fee: int
    at: datetime


@dataclass(frozen=True)
class Waiting:
    """How long the device of a ready order waits, and what its clocks say. `fee` in rials is what may be charged."""

    ready_on: date
    days: int
    age: int
    fee: int
    rules: CustodyRules
    letters: tuple[LetterRow, ...]
    next_letter: int | None

    @property
    def may_be_disposed(self) -> bool:
        """Whether the final notice was written; its last day decides."""
        return any(letter.level == FINAL_LETTER for letter in self.letters)


@dataclass(frozen=True)
class LetterPaper:
    """What the paper of a letter holds: the order, the letter, and every call made before it."""

    order: OrderRow
    letter: LetterRow
    days: int
    calls: tuple[CallRow, ...]

    @property
    def uuid(self) -> str:
        """The letter's own."""
        return self.letter.uuid

    @property
    def number(self) -> str:
        """That of the order it is about."""
        return self.order.number


@dataclass(frozen=True)
class DisposalRow:
    """The minutes of a disposal."""

    id: int
    uuid: str
    number: str
    order_id: int
    manager: str
    witness: str
    words: str
    fate: Fate
    disposed_on: date


def rules_for(settings: Settings, category: str) -> CustodyRules:
    """The clocks for a kind of device, by its code: large things wait for a shorter time and cost more."""
    is_large = category in settings.large_categories
    return CustodyRules(
        call_after=settings.call_after_days, fee_after=settings.uncollected_days,
        first_letter=settings.first_letter_days, second_letter=settings.second_letter_days,
        final_letter=settings.final_letter_days_large if is_large else settings.final_letter_days,
        days_to_answer=settings.letter_answer_days,
        fee_a_day=settings.storage_fee_large if is_large else settings.storage_fee,
    )  # fmt: skip


def waiting_of(desk: Desk, order: OrderRow) -> Waiting | None:
    """The clocks of an order; None unless it is ready."""
    ready_on = day_it_became_ready(desk, order.id) if order.state is OrderState.READY else None
    if ready_on is None:
        return None
    days, rules = (desk.today() - ready_on).days, rules_for(load_settings(desk), order.unit.model.category.code)
    letters = tuple(letter for letter in list_letters(order.id) if letter.ready_on == ready_on)
    written = max((letter.level for letter in letters), default=0)
    return Waiting(
        ready_on, days, age_of(days, rules), storage_fee(days, rules), rules, letters, next_letter(days, written, rules)
    )


def day_it_became_ready(desk: Desk, order_id: int) -> date | None:
    """The day on which it began to wait for its customer; None for an order that never was ready."""
    found = desk.rows(_READY_ON, order_id)[0][0]
    return date.fromisoformat(found) if found else None


def storage_charged(desk: Desk, order_id: int) -> int:
    """What was put on the order for keeping its device, in rials."""
    return desk.rows(_CHARGED, order_id)[0][0]


def list_letters(order_id: int) -> list[LetterRow]:
    """Every letter about an order, oldest first."""
    return [
        LetterRow(one.id, one.uuid, one.level, one.ready_on, one.written_on, one.answer_by, one.fee, one.at)
        for one in rows_where(UncollectedLetter, order=order_id)
    ]


def write_letter(desk: Desk, order_id: int) -> LetterRow:
    """The next letter that is due: first, second, final. NotAllowed when none is due yet, or all are written."""
    with desk.work(Area.CALLS) as now:
        order = get_order(desk, order_id)
        waiting = _waiting(desk, order)
        level = waiting.next_letter
        if level is None:
            raise NotAllowed(_why_no_letter(waiting))
        insert_row(
            UncollectedLetter, uuid=records.new_uuid(), order=order_id, level=level, ready_on=waiting.ready_on,
            written_on=desk.today(), answer_by=answer_by(desk.today(), waiting.rules), fee=waiting.fee, at=now,
            actor=desk.actor,
        )  # fmt: skip
        add_event(desk, now, records.find(ServiceOrder, order_id), "letter", detail={"level": level})
        return list_letters(order_id)[-1]


def find_letter(desk: Desk, order_number: str) -> LetterPaper:
    """The newest letter about an order by its number; "any" is the newest of all. NotFound otherwise."""
    rows = desk.rows(
        "SELECT l.order_id, l.id FROM uncollected_letter l JOIN service_order s ON s.id = l.order_id "
        "WHERE ?1 IN (s.number, 'any') ORDER BY l.id DESC LIMIT 1",
        order_number,
    )
    if not rows:
        raise NotFound(Message("No letter was written about this order."))
    order_id, letter_id = rows[0]
    letter = next(one for one in list_letters(order_id) if one.id == letter_id)
    calls = tuple(call for call in list_calls(desk, order_id) if call.at <= letter.at)
    days = (letter.written_on - letter.ready_on).days
    return LetterPaper(get_order(desk, order_id), letter, days, calls)


def dispose(desk: Desk, order_id: int, details: DisposalDetails) -> DisposalRow:
    """End it by minutes that a manager answers for: the device is scrapped, or becomes the centre's.

    Raises ValidationError, NotAllowed before the final notice and its days are over, and while a loaner is out.
    """
    refuse(disposal_problems(details))
    with desk.work(Area.RECEPTION, Area.UNITS, Area.CALLS) as now:
        row = get_order(desk, order_id)
        _refuse_too_early(desk, row)
        for blocker in loaners.loaner_blockers(desk, order_id)[:1]:
            raise NotAllowed(blocker)
        order, number = records.find(ServiceOrder, order_id), next_minutes_number(desk.today())
        words = text.clean(details.words, lines=True)
        record = records.create(
            desk, Disposal, now, number=number, order=order, manager=text.clean(details.manager),
            witness=text.clean(details.witness), words=words, fate=details.fate.value, disposed_on=desk.today(),
        )  # fmt: skip
        movement, place, condition = _FATES[details.fate]
        stock_moves.move_unit(
            desk, now, order.unit_id, movement, stock_moves.the_place(place), after=condition, order_id=order_id,
            document=number, note=words[:400],
        )  # fmt: skip
        units.give_up_owner(desk, order.unit_id, reason="disposed", document=number)
        move_order(desk, now, order, OrderState.DISPOSED, "disposed", number)
        wipe_passcode(order)
        return _disposal_row(record)


def charge_storage(desk: Desk, order_id: int, title: str) -> int:
    """Put the fee for the days of waiting on the order, by a person's choice; gives the amount in rials.

    Charged once more, only what has come since is added. NotAllowed when nothing may be charged (now).
    """
    with desk.work(Area.RECEPTION, Area.CALLS, Area.WORKSHOP) as now:
        waiting = _waiting(desk, get_order(desk, order_id))
        charged, position = desk.rows(_CHARGED, order_id)[0]
        amount = waiting.fee - charged
        if amount <= 0:
            raise NotAllowed(Message("No storage may be charged for this device now."))
        reason = message_to_json(Message("Waited {days} days for its customer.", days=waiting.days))
        records.create(
            desk, OrderLine, now, order=order_id, position=position, kind=LineKind.STORAGE.value,
            title=text.clean(title)[:200], list_price=amount, price=amount, done_on=desk.today(),
            coverage=CoverageKind.PAY.value, payer=Payer.CUSTOMER.value, reason=reason,
        )  # fmt: skip
        add_event(desk, now, records.find(ServiceOrder, order_id), "storage", detail={"amount": amount})
        return amount


def disposal_of(order_id: int) -> DisposalRow | None:
    """The minutes about an order."""
    found = rows_where(Disposal, order=order_id)
    return _disposal_row(found[0]) if found else None


def _refuse_too_early(desk: Desk, order: OrderRow) -> None:
    waiting = _waiting(desk, order)
    final = next((letter for letter in waiting.letters if letter.level == FINAL_LETTER), None)
    if final is None:
        raise NotAllowed(Message("Write the final notice first, and wait for its last day."))
    if final.answer_by >= desk.today():
        raise NotAllowed(Message("The final notice leaves the customer time until {day}.", day=final.answer_by))


def _waiting(desk: Desk, order: OrderRow) -> Waiting:
    waiting = waiting_of(desk, order)
    if waiting is None:
        raise NotAllowed(Message("Order {number} is not ready to be collected.", number=OwnNumber(order.number)))
    return waiting


def _why_no_letter(waiting: Waiting) -> Message:
    written = max((letter.level for letter in waiting.letters), default=0)
    if written == FINAL_LETTER:
        return Message("All letters about this device are written.")
    days = waiting.rules.letter_day(written + 1)
    return Message(
        "The next letter is due {count} day after the device is ready.",
        "The next letter is due {count} days after the device is ready.", count=days,
    )  # fmt: skip


def _disposal_row(record: Disposal) -> DisposalRow:
    return DisposalRow(
        record.id, record.uuid, record.number, record.order_id, record.manager, record.witness, record.words,
        Fate(record.fate), record.disposed_on,
    )  # fmt: skip
