"""What a loan of a loaner must say, when it goes out and when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.money import amount_problem
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import Message

LONGEST_WORDS = 300
LOANER_CONDITIONS = (Condition.HEALTHY_USED, Condition.SUSPECT, Condition.FAULTY)
"""What an inspection may find when a loaner comes back."""


@dataclass(frozen=True)
class LoanDetails:
    """The slip: until when, what the loaner is worth, what was left for it, in which condition it goes. Rials."""

    due_on: date | None
    condition_words: str
    value: int = 0
    deposit: int = 0


@dataclass(frozen=True)
class LoanerBack:
    """The inspection of a loaner that came back."""

    condition: Condition | None
    words: str = ""


def loan_problems(details: LoanDetails, today: date) -> list[FieldProblem]:
    """Every problem of a slip, in reading order."""
    problems = []
    if details.due_on is None:
        problems.append(FieldProblem("due_on", Message("Enter the day on which the loaner has to be back.")))
    elif details.due_on < today:
        problems.append(FieldProblem("due_on", Message("This day is over; check it.")))
    for field in ("value", "deposit"):
        problem = amount_problem(getattr(details, field))
        if problem:
            problems.append(FieldProblem(field, problem))
    problem = text.text_problem(details.condition_words, longest=LONGEST_WORDS)
    if problem is None and not text.clean(details.condition_words):
        problem = Message("Write in which condition the loaner goes out.")
    if problem:
        problems.append(FieldProblem("condition_words", problem))
    return problems


def back_problems(back: LoanerBack) -> list[FieldProblem]:
    """Every problem of an inspection, in reading order."""
    problems = []
    if back.condition not in LOANER_CONDITIONS:
        problems.append(FieldProblem("condition", Message("Choose how the loaner came back.")))
    problem = text.text_problem(back.words, longest=LONGEST_WORDS)
    if problem is None and back.condition in LOANER_CONDITIONS[1:] and not text.clean(back.words):
        problem = Message("Write what is wrong with it.")
    if problem:
        problems.append(FieldProblem("words", problem))
    return problems
