"""What a repair would cost: versions and options of an estimate, what the customer says to it, and what is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import LineKind
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.estimate_states import EstimateState
from aftersales_desktop.i18n import N_, Message

MOST_OPTIONS = 3
MOST_LINES = 60
MOST_MONEY = 10**12
MOST_PIECES = 10**6
LONGEST_VALIDITY = timedelta(days=365)


ESTIMATE_TITLES = {
    EstimateState.DRAFT: N_("Draft"),
    EstimateState.ISSUED: N_("Waiting for an answer"),
    EstimateState.APPROVED: N_("Agreed"),
    EstimateState.REFUSED: N_("Refused"),
    EstimateState.REPLACED: N_("Replaced by a newer one"),
}
ESTIMATE_KINDS = (LineKind.PART, LineKind.LABOUR, LineKind.FEE, LineKind.TRAVEL, LineKind.SHIPPING)
"""What a line of an estimate can be about."""


class Decision(StrEnum):
    """What the customer said."""

    APPROVED = "approved"
    REFUSED = "refused"


class AnswerBy(StrEnum):
    """How the answer came."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    MESSAGE = "message"


ANSWER_BY_TITLES = {
    AnswerBy.PHONE: N_("By phone"),
    AnswerBy.IN_PERSON: N_("At the counter"),
    AnswerBy.MESSAGE: N_("By message"),
}


@dataclass(frozen=True)
class PlannedLine:
    """One line of one option. Money is for the whole line; `covered` is what the customer does not pay of `price`."""

    kind: LineKind
    title: str
    price: int
    covered: int = 0
    option: int = 1
    quantity: int = 1
    part_id: int | None = None
    tariff_id: int | None = None

    @property
    def payable(self) -> int:
        """What the customer pays for it."""
        return self.price - self.covered


@dataclass(frozen=True)
class EstimateDraft:
    """The form of an estimate."""

    lines: tuple[PlannedLine, ...]
    valid_until: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Answer:
    """What the customer said to an estimate: who, how, in which words."""

    who: str
    how: AnswerBy
    words: str = ""
    option: int = 1


def payable_of(lines: Iterable[PlannedLine], option: int) -> int:
    """What the customer pays when this option is chosen."""
    return sum(line.payable for line in lines if line.option == option)


def options_of(lines: Iterable[PlannedLine]) -> tuple[int, ...]:
    """The options that have a line, in order."""
    return tuple(sorted({line.option for line in lines}))


def is_over(valid_until: date | None, today: date) -> bool:
    """Whether an estimate no longer binds; it holds on its last day."""
    return valid_until is not None and valid_until < today


def line_problems(line: PlannedLine) -> list[FieldProblem]:
    """Problems of one line, in the order of its form."""
    problems = []
    if not text.clean(line.title):
        problems.append(FieldProblem("title", Message("Write what this line is for.")))
    elif problem := text.text_problem(line.title, longest=200):
        problems.append(FieldProblem("title", problem))
    for field, value, least, most in (
        ("quantity", line.quantity, 1, MOST_PIECES),
        ("price", line.price, 0, MOST_MONEY),
        ("covered", line.covered, 0, MOST_MONEY),
    ):
        if not least <= value <= most:
            problems.append(FieldProblem(field, Message("Enter a number from {low} to {high}.", low=least, high=most)))
    if line.covered > line.price >= 0:
        problems.append(FieldProblem("covered", Message("More is covered than the line costs.")))
    if not 1 <= line.option <= MOST_OPTIONS:
        problems.append(FieldProblem("option", Message("An estimate has at most three options.")))
    return problems


def estimate_problems(draft: EstimateDraft, today: date) -> list[FieldProblem]:
    """Every problem of the form, in reading order."""
    return [*_lines_problems(draft.lines), *_validity_problems(draft.valid_until, today), *_note_problems(draft.note)]


def _lines_problems(lines: tuple[PlannedLine, ...]) -> Iterator[FieldProblem]:
    if not lines:
        yield FieldProblem("title", Message("Add at least one line."))
    if len(lines) > MOST_LINES:
        yield FieldProblem("title", Message("An estimate has at most {most} lines.", most=MOST_LINES))
    for line in lines:
        yield from line_problems(line)
    if options_of(lines) != tuple(range(1, len(options_of(lines)) + 1)):
        yield FieldProblem("option", Message("Number the options one after the other: 1, 2, 3."))
    if any(payable_of(lines, option) > MOST_MONEY for option in options_of(lines)):
        yield FieldProblem("price", Message("This amount is too large; check the zeros."))


def _validity_problems(valid_until: date | None, today: date) -> Iterator[FieldProblem]:
    if valid_until is None:
        return
    if valid_until < today:
        yield FieldProblem("valid_until", Message("This day is already past. Choose today or a later day."))
    elif valid_until > today + LONGEST_VALIDITY:
        yield FieldProblem("valid_until", Message("An estimate holds for a year at most. Check the year."))


def _note_problems(note: str) -> Iterator[FieldProblem]:
    if problem := text.text_problem(note, longest=1000, lines=True):
        yield FieldProblem("note", problem)


def answer_problems(answer: Answer) -> list[FieldProblem]:
    """Problems of the customer's answer, in reading order."""
    problems = []
    if not text.clean(answer.who):
        problems.append(FieldProblem("who", Message("Write who answered.")))
    for field, value, longest in (("who", answer.who, 120), ("words", answer.words, 1000)):
        if problem := text.text_problem(value, longest=longest, lines=field == "words"):
            problems.append(FieldProblem(field, problem))
    return problems
