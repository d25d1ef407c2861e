"""How far a printer prints beside its place, and what that asks for. All in mm: right and down are positive."""

from __future__ import annotations

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.text import ascii_digits, clean
from aftersales_desktop.i18n import Message

STEP, MOST = 0.5, 10.0
CROSS = 15.0
"""Where the cross of the test page stands: so far from the left and from the top edge."""
_NEAREST, _FARTHEST = 0.0, 2 * CROSS + MOST

Offset = tuple[float, float]


def is_offset(value: object) -> bool:
    """Whether it is two numbers from -10 to 10 in steps of half a millimetre."""
    return (
        isinstance(value, (list, tuple))
        and len(value) == 2
        and all(isinstance(one, (int, float)) and abs(one) <= MOST and one / STEP == int(one / STEP) for one in value)
    )


def read_millimetres(text: str) -> float | None:
    """A length as somebody typed it, in any digits; None for what is no length that a ruler shows on the test page."""
    typed = ascii_digits(clean(text)).replace("٫", ".").replace("/", ".").replace(",", ".")
    try:
        value = float(typed)
    except ValueError:
        return None
    return value if _NEAREST <= value <= _FARTHEST else None


def corrected(before: Offset, from_left: str, from_top: str) -> tuple[Offset, list[FieldProblem]]:
    """The offset after what was measured on a test page that was printed with `before`, and every problem with it."""
    found, problems = list(before), []
    for place, (field, typed) in enumerate((("from_left", from_left), ("from_top", from_top))):
        measured = read_millimetres(typed)
        if measured is None:
            problems.append(FieldProblem(field, Message("Enter the millimetres that the ruler shows, such as 15.5.")))
            continue
        found[place] = round((before[place] + CROSS - measured) / STEP) * STEP
        if abs(found[place]) > MOST:
            problems.append(
                FieldProblem(field, Message("More than 10 mm cannot be corrected here; set it at the printer itself."))
            )
    return (found[0], found[1]), problems
