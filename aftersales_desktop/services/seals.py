"""Seals of devices: the number a case was closed with, and what it says when the device comes in again."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.leaving import SealAnswer, compare_seals
from aftersales_desktop.services.work import Desk

_LAST = (
    "SELECT closing_seal, number FROM service_order WHERE unit_id = ? AND closing_seal <> '' AND id < ? "
    "AND delivered_on IS NOT NULL ORDER BY delivered_on DESC, id DESC LIMIT 1"
)
_ANY_ORDER = 2**62


@dataclass(frozen=True)
class LastSeal:
    """The seal a device left with, and under which order."""

    seal: str
    order_number: str


def last_seal(desk: Desk, unit_id: int, before_order: int | None = None) -> LastSeal | None:
    """The seal that a device left with last, or before one of its orders; None when it left without."""
    rows = desk.rows(_LAST, unit_id, before_order or _ANY_ORDER)
    return LastSeal(*rows[0]) if rows else None


def seal_answer(desk: Desk, unit_id: int, found: str, before_order: int | None = None) -> SealAnswer | None:
    """What the seal found now says; None when the device left without one."""
    last = last_seal(desk, unit_id, before_order)
    return compare_seals(last.seal, found) if last else None
