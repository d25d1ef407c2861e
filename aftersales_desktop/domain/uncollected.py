"""Devices that are ready and stay: how long, what may be charged, which letter is due, when they may be disposed of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.i18n import N_, Message

LONGEST_NOTE = 400
LONGEST_MINUTES = 1000
LEAST_MINUTES = 20
FINAL_LETTER = 3


class CallResult(StrEnum):
    """What came of a call."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WILL_COME = "will_come"
    WRONG_NUMBER = "wrong_number"


CALL_RESULT_TITLES = {
    CallResult.ANSWERED: N_("Answered"),
    CallResult.NO_ANSWER: N_("No answer"),
    CallResult.BUSY: N_("Busy"),
    CallResult.WILL_COME: N_("Will come on"),
    CallResult.WRONG_NUMBER: N_("Wrong number"),
}


class Fate(StrEnum):
    """What becomes of a device that nobody collects."""

    SCRAP = "scrap"
    KEPT_HEALTHY = "kept_healthy"
    KEPT_FAULTY = "kept_faulty"


FATE_TITLES = {
    Fate.SCRAP: N_("Scrapped"),
    Fate.KEPT_HEALTHY: N_("Becomes the centre's, works"),
    Fate.KEPT_FAULTY: N_("Becomes the centre's, does not work"),
}
LETTER_TITLES = {
    1: N_("First reminder"),
    2: N_("Second reminder"),
    3: N_("Final notice"),
}


AGE_TITLES = (
    N_("Age 1: to call"),
    N_("Age 2: storage runs"),
    N_("Age 3: first letter"),
    N_("Age 4: second letter"),
    N_("Age 5: final notice"),
)
"""What begins at each of the five ages; how many days that takes the settings say."""


@dataclass(frozen=True)
class CustodyRules:
    """The clocks for one kind of device, in days since it is ready; the fee is in rials a day."""

    call_after: int
    fee_after: int
    first_letter: int
    second_letter: int
    final_letter: int
    days_to_answer: int
    fee_a_day: int

    @property
    def ages(self) -> tuple[int, ...]:
        """The days at which a device that stays counts as older."""
        return (self.call_after, self.fee_after, self.first_letter, self.second_letter, self.final_letter)

    def letter_day(self, level: int) -> int:
        """Days after which a letter of level 1, 2 or 3 may be written."""
        return (self.first_letter, self.second_letter, self.final_letter)[level - 1]


def age_of(days: int, rules: CustodyRules) -> int:
    """How many of the five ages a device that has waited so many days has passed."""
    return sum(days >= age for age in rules.ages)


def storage_fee(days: int, rules: CustodyRules) -> int:
    """What may be charged for so many days of waiting, in rials; whether it is charged a person decides."""
    return max(0, days - rules.fee_after) * rules.fee_a_day


def next_letter(days: int, written: int, rules: CustodyRules) -> int | None:
    """The letter that is due after so many days when the last one written had that level; None when none is."""
    level = written + 1
    return level if level <= FINAL_LETTER and days >= rules.letter_day(level) else None


def answer_by(written_on: date, rules: CustodyRules) -> date:
    """The last day a letter leaves to answer it."""
    return written_on + timedelta(days=rules.days_to_answer)


def call_problems(result: CallResult | None, comes_on: date | None, note: str, today: date) -> list[FieldProblem]:
    """Every problem of a call's outcome, in reading order."""
    problems = []
    if result is None:
        problems.append(FieldProblem("result", Message("Choose what came of the call.")))
    if result is CallResult.WILL_COME:
        if comes_on is None:
            problems.append(FieldProblem("comes_on", Message("Enter the day on which they come.")))
        elif comes_on < today:
            problems.append(FieldProblem("comes_on", Message("This day is over; check it.")))
    problem = text.text_problem(note, longest=LONGEST_NOTE)
    if problem:
        problems.append(FieldProblem("note", problem))
    return problems


@dataclass(frozen=True)
class DisposalDetails:
    """The minutes: what becomes of the device, who decided it, who saw it, in which words."""

    fate: Fate | None
    manager: str
    words: str
    witness: str = ""


def disposal_problems(details: DisposalDetails) -> list[FieldProblem]:
    """Every problem of the minutes, in reading order."""
    problems = []
    if details.fate is None:
        problems.append(FieldProblem("fate", Message("Choose what becomes of the device.")))
    for field, longest in (("manager", 120), ("witness", 120), ("words", LONGEST_MINUTES)):
        problem = text.text_problem(getattr(details, field), longest=longest, lines=field == "words")
        if problem:
            problems.append(FieldProblem(field, problem))
    if not text.clean(details.manager):
        problems.append(FieldProblem("manager", Message("Choose the manager who decided it.")))
    if len(text.clean(details.words)) < LEAST_MINUTES:
        message = Message("Write in the minutes what was decided and why, in a whole sentence.")
        problems.append(FieldProblem("words", message))
    return problems
