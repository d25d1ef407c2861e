"""What to say about a scanned code that nothing in the file bears and no device can bear."""

from __future__ import annotations

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.identifiers import IdentifierProblem, read_own_number
from aftersales_desktop.i18n import Code, Message, OwnNumber

_SHOWN = 40


def strange_scan(code: str) -> Message | None:
    """One sentence on a code that cannot be the serial of a new device, with what to do; None when it can."""
    own = read_own_number(code)
    if own is not None and own.is_explicit:
        return own.problem or Message(
            "Nothing in this file has the number {number}. Look for the customer's name with F3 instead.",
            number=OwnNumber(own.number),
        )
    try:
        identifiers.serial(code)
    except IdentifierProblem:
        return Message(
            "“{code}” is neither a serial nor a label of ours. Scan the label of a device, a receipt or a cell.",
            code=Code(code[:_SHOWN]),
        )
    return None
