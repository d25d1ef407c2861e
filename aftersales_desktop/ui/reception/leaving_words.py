"""What estimates, checks, returns and the hand-over left in the history of an order, in words."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.domain.leaving import SETTLED_TITLES, Settled
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.returns import RETURN_CAUSE_TITLES, ReturnCause
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.services.order_rows import EventRow

LEAVING_ICONS = {
    "estimate": "receipt",
    "approved": "circle-check",
    "refused": "ban",
    "no_answer": "phone",
    "quality": "checklist",
    "return": "arrow-back-up",
    "came_back": "arrow-back-up",
    "exit": "receipt-2",
    "exit_undone": "arrow-back-up",
}


def leaving_text(event: EventRow, currency: str, words: Words) -> str:
    """The small print of one of these events; its note last."""
    said = [part for part in _parts(event, currency, words) if part]
    return "\n".join([*said, *([event.note] if event.note else [])])


def _parts(event: EventRow, currency: str, words: Words) -> list[str]:
    detail = event.detail
    match event.kind:
        case "estimate" | "approved" | "refused":
            said = words(
                "Version {version}: {amount} to pay", version=detail["version"],
                amount=Money(detail["payable"], currency),
            )  # fmt: skip
            return [said, detail.get("who", "")]
        case "quality":
            passed = words("Passed") if detail["result"] == "passed" else words("Not passed")
            return [words("{title}: {change}", title=passed, change=detail["by"])]
        case "return" | "came_back":
            return [words.own_number(detail["number"]), _cause(detail, words)]
        case "exit":
            return [words(SETTLED_TITLES[Settled(detail["settled"])]) if detail["settled"] else ""]
    return []


def _cause(detail: dict[str, Any], words: Words) -> str:
    if not detail["cause"]:
        return ""
    cause = Message(RETURN_CAUSE_TITLES[ReturnCause(detail["cause"])])
    return words("{title}: {change}", title=cause, change=detail["line"]) if detail["line"] else words.say(cause)
