"""Slips of the store: what each kind moves from where to where, what it must hold, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.parts import MOST_MONEY, MOST_PARTS
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.i18n import N_, Message

MOST_LINES = 500


class SlipKind(StrEnum):
    """What a slip is for; the value is what the database stores."""

    RECEIPT = "receipt"
    ISSUE = "issue"
    RETURN = "return"
    FAULTY_RECEIPT = "faulty_receipt"
    SCRAP = "scrap"
    COUNT = "count"


SLIP_TITLES = {
    SlipKind.RECEIPT: N_("Goods receipt"),
    SlipKind.ISSUE: N_("Issue slip"),
    SlipKind.RETURN: N_("Return slip"),
    SlipKind.FAULTY_RECEIPT: N_("Receipt of faulty parts"),
    SlipKind.SCRAP: N_("Scrap minutes"),
    SlipKind.COUNT: N_("Stock-take"),
}

_GOOD = (Condition.NEW, Condition.REPAIRED, Condition.HEALTHY_USED)
_BAD = (Condition.FAULTY, Condition.SUSPECT)


@dataclass(frozen=True)
class SlipRule:
    """What a kind of slip does. `takes` are conditions of counted parts, those to be taken first in front.

    `source` or `target` of None is the bench, the supplier or the place that the slip names; `becomes` is what a line
    may say the part is afterwards, the first of them where it says nothing.
    """

    movement: Movement
    source: Place | None
    target: Place | None
    takes: tuple[Condition, ...] = _GOOD
    becomes: tuple[Condition, ...] = ()
    asks: tuple[str, ...] = ()


SLIP_RULES = {
    SlipKind.RECEIPT: SlipRule(
        Movement.RECEIVED, None, Place.GOOD_STORE, takes=(Condition.NEW,), asks=("supplier_id",)
    ),
    SlipKind.ISSUE: SlipRule(
        Movement.ISSUED, Place.GOOD_STORE, None, asks=("staff_id", "given_by", "received_by")
    ),
    SlipKind.RETURN: SlipRule(Movement.RETURNED, None, Place.GOOD_STORE, asks=("staff_id",)),
    SlipKind.FAULTY_RECEIPT: SlipRule(
        Movement.FAULTY_RECEIVED, None, Place.FAULTY_STORE, takes=(*_BAD, *_GOOD),
        becomes=_BAD, asks=("staff_id",),
    ),
    SlipKind.SCRAP: SlipRule(
        Movement.SCRAPPED, None, Place.SCRAP, takes=(*_BAD, *_GOOD), becomes=(Condition.SCRAP,),
        asks=("note", "witnesses"),
    ),
}  # fmt: skip
"""A stock-take is none of them: it moves what is found missing or elsewhere."""


@dataclass(frozen=True)
class SlipLine:
    """One line of a slip.

    A serial is named by `serial` where goods come, by `unit_id` anywhere else; counted parts by `part_id` and
    `quantity`. `cost` is what one piece costs, in rials; `after` its condition afterwards, where the slip leaves a
    choice.
    """

    part_id: int | None = None
    quantity: int = 1
    serial: str = ""
    unit_id: int | None = None
    cost: int | None = None
    warranty_until: date | None = None
    after: Condition | None = None


@dataclass(frozen=True)
class SlipInput:
    """A slip as it is filled in. `request_key` is the same for the same sheet, so that a double click makes one.

    `place_id` is where counted parts are taken from by scrap minutes; `confirmed` are names of doubts that stay.
    """

    kind: SlipKind
    request_key: str
    lines: tuple[SlipLine, ...]
    supplier_id: int | None = None
    staff_id: int | None = None
    place_id: int | None = None
    order_number: str = ""
    their_number: str = ""
    given_by: str = ""
    received_by: str = ""
    witnesses: str = ""
    note: str = ""
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CountInput:
    """What a stock-take found at a place: serials as scanned, counted parts by number.

    `is_complete` says that everything there was counted: whatever was not scanned is missing, also of articles that
    were not met at all.
    """

    request_key: str
    place_id: int
    serials: tuple[str, ...] = ()
    counted: tuple[tuple[int, int], ...] = ()
    is_complete: bool = False
    counted_by: str = ""
    witnesses: str = ""
    note: str = ""
    confirmed: frozenset[str] = frozenset()


_LENGTHS = {
    "their_number": 60, "given_by": 120, "received_by": 120, "counted_by": 120, "witnesses": 240, "note": 400,
}  # fmt: skip
_MISSING = {
    "supplier_id": N_("Choose the supplier."),
    "staff_id": N_("Choose whose bench it is."),
    "given_by": N_("Write who gives the parts out."),
    "received_by": N_("Write who takes the parts."),
    "witnesses": N_("Write who saw it."),
    "note": N_("Write why."),
}


def line_name(place: int) -> str:
    """The name of the n-th line, counted from 0, as the field of a problem."""
    return f"line_{place}"


def slip_problems(slip: SlipInput) -> list[FieldProblem]:
    """Everything that can be said without looking into the store, in reading order."""
    asked = SLIP_RULES[slip.kind].asks
    problems = [
        FieldProblem(field, Message(_MISSING[field]))
        for field in asked
        if not (text.clean(value) if isinstance(value := getattr(slip, field), str) else value)
    ]
    problems += text_problems(slip, ("their_number", "given_by", "received_by", "witnesses", "note"))
    if not slip.lines:
        problems.append(FieldProblem("what", Message("Scan or choose at least one part.")))
    if len(slip.lines) > MOST_LINES:
        problems.append(
            FieldProblem("what", Message("A slip holds at most {most} lines; begin another one.", most=MOST_LINES))
        )
    return [*problems, *_line_problems(slip)]


def text_problems(slip: SlipInput | CountInput, fields: Iterable[str]) -> list[FieldProblem]:
    """Texts that are too long or cannot be kept."""
    return [
        FieldProblem(field, problem)
        for field in fields
        if (problem := text.text_problem(getattr(slip, field), longest=_LENGTHS[field], lines=field == "note"))
    ]


def _line_problems(slip: SlipInput) -> list[FieldProblem]:
    problems = []
    choices = SLIP_RULES[slip.kind].becomes
    for place, line in enumerate(slip.lines):
        if not 1 <= line.quantity <= MOST_PARTS:
            message = Message("Enter a number from {low} to {high}.", low=1, high=MOST_PARTS)
        elif line.cost is not None and not 0 <= line.cost <= MOST_MONEY:
            message = Message("Enter a number from {low} to {high}.", low=0, high=MOST_MONEY)
        elif line.after is not None and choices and line.after not in choices:
            message = Message("Choose one of the offered values.")
        else:
            continue
        problems.append(FieldProblem(line_name(place), message))
    return problems
