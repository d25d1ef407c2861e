"""The states of a warranty card, and what an active one becomes by the passing of days."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class CardState(StrEnum):
    """Where a card stands; whether an active one is over is read from its dates, never from here."""

    RAW = "raw"
    AT_DEALER = "at_dealer"
    ACTIVE = "active"
    VOID = "void"
    REPLACED = "replaced"
    EXPIRED = "expired"


def card_state_on(state: CardState, last_day: date | None, day: date) -> CardState:
    """The state a card shows on a day: an active one is expired from the day after its last."""
    is_over = state is CardState.ACTIVE and last_day is not None and last_day < day
    return CardState.EXPIRED if is_over else state
