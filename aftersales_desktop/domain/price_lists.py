"""A supplier's price list as it is pasted from a workbook: which column is what, and what each line says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.parts import MOST_MONEY

MOST_LINES = 1000
_BETWEEN = re.compile("[\t;]")
_NOT_IN_AMOUNTS = re.compile("[^0-9]")
_FRACTION = re.compile("[.٫/][0-9]{1,2}$")


@dataclass(frozen=True)
class PastedPrice:
    """One line: the code as written, and the amounts after it, in rials. `line` counts from 1."""

    line: int
    code: str
    amounts: tuple[int, ...]


def read_price_list(pasted: str) -> list[PastedPrice]:
    """Lines of code, anything, buying price, selling price; with one amount it is the selling price.

    Cells are parted by tabs or semicolons, or by the last commas of a line that has neither. A line without an amount
    in its last cells, such as the one of the titles, is left out.
    """
    found = []
    for place, line in enumerate(pasted.splitlines(), start=1):
        cells = [text.clean(cell) for cell in _cells(line)]
        amounts = _amounts(cells[1:])
        if len(cells) > 1 and cells[0] and amounts:
            found.append(PastedPrice(place, cells[0], amounts))
    return found


def _cells(line: str) -> list[str]:
    cells = _BETWEEN.split(line)
    return cells if len(cells) > 1 else re.split(",(?![0-9]{3}(?![0-9]))|،", line)


def _amounts(cells: list[str]) -> tuple[int, ...]:
    """At most the last two numbers of a line, as they stand beside each other."""
    found: list[int] = []
    for cell in reversed(cells):
        amount = _amount(cell)
        if amount is None:
            if found:
                break
            continue
        found.insert(0, amount)
        if len(found) == 2:
            break
    return tuple(found)


def _amount(cell: str) -> int | None:
    """1,250,000 rial, ۱۲۵۰۰۰۰ or 1250000.00 as a whole number; None for what is no amount."""
    plain = _FRACTION.sub("", text.ascii_digits(cell))
    digits = _NOT_IN_AMOUNTS.sub("", plain)
    letters = re.sub("(ریال|rials?|irr)", "", plain, flags=re.IGNORECASE)
    if not digits or re.search(r"[^\W\d_]", letters) or plain.lstrip().startswith(("-", "−")):
        return None
    return int(digits) if int(digits) <= MOST_MONEY else None


def change_percent(before: int, after: int) -> int | None:
    """How many percent dearer, rounded; None where there was no price."""
    return round((after - before) * 100 / before) if before else None
