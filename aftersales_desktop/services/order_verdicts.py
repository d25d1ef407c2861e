"""The warranty of an order: what was answered at intake, and what the answer is since a card came or went."""

from __future__ import annotations

from typing import Any, Protocol

from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.domain.warranty import TONE_TITLES, Tone, Verdict
from aftersales_desktop.i18n import Message, message_to_json
from aftersales_desktop.services import warranty
from aftersales_desktop.services.order_rows import OrderRow, VerdictRow, verdict_row
from aftersales_desktop.services.work import Desk

VERDICT_EVENT = "verdict"


def current_verdict(desk: Desk, order: OrderRow) -> VerdictRow | None:
    """The answer on parts as of the day the device was received, by what the file knows now.

    Once the device has left it is the last answer that was noted; None for history that never had one.
    """
    if order.verdict is None or order.state not in OPEN_STATES:
        return _last_noted(order)
    verdicts = warranty.unit_summary(desk, order.unit.id, order.received_on, order_number=order.number)
    return verdict_row(verdict_json(verdicts[0]))


class Judged(Protocol):
    """Anything that had an answer at intake."""

    @property
    def verdict(self) -> VerdictRow | None:
        """The answer on parts that was given then."""
        ...


def verdict_sentence(order: Judged, current: VerdictRow) -> Message:
    """Why it is so, and what was said at intake where that was something else."""
    if order.verdict is None or current.tone == order.verdict.tone:
        return current.reason
    return change_sentence(order.verdict.tone, current)


def change_sentence(before: str, after: VerdictRow) -> Message:
    """Was this, is that, because."""
    return Message(
        "Was “{before}”, is “{after}” now: {reason}",
        before=Message(TONE_TITLES[Tone(before)]),
        after=Message(TONE_TITLES[Tone(after.tone)]),
        reason=after.reason,
    )


def noted_change(detail: dict[str, Any]) -> Message:
    """The sentence of a change that stands in the history."""
    return change_sentence(detail["before"], verdict_row(detail["after"]))


def changed_since_noted(desk: Desk, order: OrderRow) -> dict[str, Any] | None:
    """What the history has to say when the answer is not the one that stands there last."""
    before, after = _last_noted(order), current_verdict(desk, order)
    if before is None or after is None or before.tone == after.tone:
        return None
    return {"before": before.tone, "after": _row_json(after)}


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the file keeps it."""
    return {
        "category": verdict.category.value,
        "tone": verdict.tone.value,
        "covered": verdict.covered,
        "ends_on": verdict.ends_on.isoformat() if verdict.ends_on else None,
        "reason": message_to_json(verdict.reason),
    }


def _row_json(row: VerdictRow) -> dict[str, Any]:
    return {
        "category": row.category,
        "tone": row.tone,
        "covered": row.is_covered,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "reason": message_to_json(row.reason),
    }


def _last_noted(order: OrderRow) -> VerdictRow | None:
    noted = [event.detail["after"] for event in order.events if event.kind == VERDICT_EVENT]
    return verdict_row(noted[-1]) if noted else order.verdict
