"""What a correction of an intake changed, in words: the day that was promised and the one promised now."""

from __future__ import annotations

from datetime import date
from typing import Any

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_kinds import KIND_TITLES, OrderKind
from aftersales_desktop.i18n import N_, Code, Message, Words
from aftersales_desktop.services.order_rows import EventRow

_TITLES = {
    "kind": N_("Type of work"),
    "customer_words": N_("Fault in the customer's words"),
    "symptoms": N_("Symptoms"),
    "conditions": N_("Condition"),
    "accessories": N_("Accessories"),
    "accessories_note": N_("Other accessories"),
    "seal_number": N_("Seal number"),
    "promised_on": N_("Promised for"),
    "cost_ceiling": N_("Cost up to (rial)"),
    "had_passcode": N_("Passcode"),
}
_NAMED_ONLY = ("symptoms", "conditions", "accessories", "had_passcode")
_NOTHING = "—"


def changes_text(event: EventRow, currency: str, words: Words) -> str:
    """One line for each thing that changed, the reason last; `currency` is that of the order's amounts."""
    lines = [_line(name, *event.detail[name], currency, words) for name in _TITLES if name in event.detail]
    return "\n".join([*lines, *([event.note] if event.note else [])])


def _line(name: str, before: Any, after: Any, currency: str, words: Words) -> str:
    if name in _NAMED_ONLY:
        return words(_TITLES[name])
    change = Message("{before} → {after}", before=_typed(name, before, currency), after=_typed(name, after, currency))
    return words("{title}: {change}", title=Message(_TITLES[name]), change=change)


def _typed(name: str, value: Any, currency: str) -> Any:
    if value in (None, ""):
        return _NOTHING
    if name == "kind":
        return Message(KIND_TITLES[OrderKind(value)])
    if name == "promised_on":
        return date.fromisoformat(value)
    if name == "cost_ceiling":
        return Money(value, currency)
    return Code(value) if name == "seal_number" else value
