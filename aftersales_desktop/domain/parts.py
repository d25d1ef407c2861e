"""What the catalogue must hold about a part."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.i18n import Message

MOST_MONEY = 10**12
MOST_MONTHS = 240
MOST_PARTS = 10**6
_LENGTHS = {"code": 40, "name": 160, "unit_word": 20, "part_group": 80, "place": 40, "serial_pattern": 80, "note": 1000}
_BOUNDS = {"minimum": MOST_PARTS, "warranty_months": MOST_MONTHS, "buy": MOST_MONEY, "sell": MOST_MONEY}
_PATTERN = re.compile(r"[A-Z0-9#@+*-]+")


@dataclass(frozen=True)
class PartDetails:
    """The form of an article. `buy` and `sell` are rials from today on, None where no price is meant.

    `part_group` is compared with the groups that warranty terms leave out. In `serial_pattern` # is a digit, @ a
    letter, + either, * any number of them.
    """

    code: str
    name: str
    is_serialised: bool = False
    unit_word: str = ""
    part_group: str = ""
    brand: str = ""
    minimum: int = 0
    place: str = ""
    serial_pattern: str = ""
    warranty_months: int = 0
    supplier_id: int | None = None
    note: str = ""
    buy: int | None = None
    sell: int | None = None


def part_problems(details: PartDetails) -> list[FieldProblem]:
    """Every problem of the form, in reading order."""
    problems = []
    if not text.code_norm(details.code):
        problems.append(FieldProblem("code", Message("Enter the code of the part.")))
    if not text.clean(details.name):
        problems.append(FieldProblem("name", Message("Enter the name of the part.")))
    for field, longest in _LENGTHS.items():
        problem = text.text_problem(getattr(details, field), longest=longest, lines=field == "note")
        if problem:
            problems.append(FieldProblem(field, problem))
    if details.serial_pattern and not _PATTERN.fullmatch(text.clean_code(details.serial_pattern)):
        problems.append(
            FieldProblem(
                "serial_pattern", Message("Write # for a digit, @ for a letter, + for either, * for the rest.")
            )
        )
    for field, most in (
        ("minimum", MOST_PARTS),
        ("warranty_months", MOST_MONTHS),
        ("buy", MOST_MONEY),
        ("sell", MOST_MONEY),
    ):
        value = getattr(details, field)
        if value is not None and not 0 <= value <= most:
            problems.append(FieldProblem(field, Message("Enter a number from {low} to {high}.", low=0, high=most)))
    return problems


def fits_pattern(serial: str, pattern: str) -> bool:
    """Whether a serial looks as the maker prints it; any serial fits where no pattern is known."""
    if not pattern:
        return True
    signs = {"#": "[0-9]", "@": "[A-Z]", "+": "[A-Z0-9]", "*": "[A-Z0-9]*"}
    expression = "".join(signs.get(sign, re.escape(sign)) for sign in text.clean_code(pattern) if sign != "-")
    return re.fullmatch(expression, text.code_norm(serial)) is not None
