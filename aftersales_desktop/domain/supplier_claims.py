"""What a supplier owes for a part that failed: until when it can be claimed, and how a claim is answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.jalali import add_months, to_jalali
from aftersales_desktop.domain.money import amount_problem
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.i18n import N_, Message

LONGEST_NOTE = 300
AGES = (7, 30, 60)
"""Days since a claim was sent, at which it counts as older."""


class ClaimState(StrEnum):
    """Stage of a claim; the value is what the database stores."""

    OPEN = "open"
    SENT = "sent"
    SETTLED = "settled"


class LineState(StrEnum):
    """What became of one line."""

    OPEN = "open"
    SENT = "sent"
    REPAIRED = "repaired"
    REPLACED = "replaced"
    CREDITED = "credited"
    REJECTED = "rejected"


CLAIM_STATE_TITLES = {
    ClaimState.OPEN: N_("Being gathered"),
    ClaimState.SENT: N_("Sent"),
    ClaimState.SETTLED: N_("Settled"),
}
LINE_STATE_TITLES = {
    LineState.OPEN: N_("Not sent yet"),
    LineState.SENT: N_("No answer yet"),
    LineState.REPAIRED: N_("Came back repaired"),
    LineState.REPLACED: N_("Replaced by a new one"),
    LineState.CREDITED: N_("Paid back"),
    LineState.REJECTED: N_("Rejected"),
}
ANSWERS = (LineState.REPAIRED, LineState.REPLACED, LineState.CREDITED, LineState.REJECTED)


@dataclass(frozen=True)
class ClaimAnswer:
    """What the supplier did with a line; money in rials, `serial` that of the part that came instead.

    `quantity` below that of the line answers a part of it, None all of it.
    """

    state: LineState
    serial: str = ""
    received: int = 0
    quantity: int | None = None
    note: str = ""


def answer_problems(answer: ClaimAnswer, *, has_serial: bool, quantity: int) -> list[FieldProblem]:
    """Every problem of an answer to a line of so many, in reading order."""
    problems = []
    if answer.state not in ANSWERS:
        problems.append(FieldProblem("state", Message("Choose what the supplier did.")))
    if answer.quantity is not None and not 1 <= answer.quantity <= quantity:
        problems.append(FieldProblem("quantity", _between(1, quantity)))
    if answer.state is LineState.REPLACED and has_serial and not text.code_norm(answer.serial):
        problems.append(FieldProblem("serial", Message("Scan the serial of the part that came instead.")))
    wrong = amount_problem(answer.received)
    if wrong:
        problems.append(FieldProblem("received", wrong))
    elif answer.state is LineState.CREDITED and not answer.received:
        problems.append(FieldProblem("received", Message("Enter how much was paid back.")))
    problem = text.text_problem(answer.note, longest=LONGEST_NOTE)
    if problem is None and answer.state is LineState.REJECTED and not text.clean(answer.note):
        problem = Message("Write why the supplier rejects it.")
    if problem:
        problems.append(FieldProblem("note", problem))
    return problems


def quantity_problem(quantity: int) -> Message | None:
    """Why so many parts cannot be claimed at once."""
    return None if 1 <= quantity <= MOST_PARTS else _between(1, MOST_PARTS)


def evidence_due(today: date, day_of_month: int) -> tuple[date, date, date]:
    """First and last day of the Jalali month whose claim evidence is owed next, and the day it has to be handed over.

    That is a day of the month after; once it is over, the month that runs now is owed.
    """
    year, month, day = to_jalali(today)
    first = _first_of_month(today, day)
    if day <= day_of_month:
        begin = add_months(first, -1)
        return begin, _day_before(first), _nth(first, day_of_month)
    following = add_months(first, 1)
    return first, _day_before(following), _nth(following, day_of_month)


def age_of(sent_on: date | None, today: date, ages: Iterable[int] = AGES) -> int:
    """How many of the ages a claim has passed; 0 for a fresh one."""
    return 0 if sent_on is None else sum((today - sent_on).days >= age for age in ages)


def _first_of_month(day: date, day_of_month: int) -> date:
    return date.fromordinal(day.toordinal() - day_of_month + 1)


def _nth(first: date, day_of_month: int) -> date:
    return date.fromordinal(first.toordinal() + day_of_month - 1)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


def _between(low: int, high: int) -> Message:
    return Message("Enter a number from {low} to {high}.", low=low, high=high)
