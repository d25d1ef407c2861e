"""The states of a service order, which may follow which, and how the work can end."""

from __future__ import annotations

from enum import StrEnum

from aftersales_desktop.i18n import N_


class OrderState(StrEnum):
    """Stage of an order; the value is what the database stores."""

    RECEIVED = "received"
    DIAGNOSING = "diagnosing"
    WAITING_APPROVAL = "waiting_approval"
    WAITING_PART = "waiting_part"
    IN_REPAIR = "in_repair"
    AT_EXTERNAL = "at_external"
    QUALITY_CONTROL = "quality_control"
    READY = "ready"
    DELIVERED = "delivered"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    DISPOSED = "disposed"


_S = OrderState
ORDER_MOVES: dict[OrderState, tuple[OrderState, ...]] = {
    _S.RECEIVED: (_S.DIAGNOSING, _S.AT_EXTERNAL, _S.READY, _S.CANCELLED),
    _S.DIAGNOSING: (_S.WAITING_APPROVAL, _S.WAITING_PART, _S.IN_REPAIR, _S.AT_EXTERNAL, _S.READY, _S.CANCELLED),
    _S.WAITING_APPROVAL: (_S.IN_REPAIR, _S.WAITING_PART, _S.READY, _S.CANCELLED),
    _S.WAITING_PART: (_S.IN_REPAIR, _S.READY, _S.CANCELLED),
    _S.IN_REPAIR: (
        _S.QUALITY_CONTROL,
        _S.WAITING_PART,
        _S.WAITING_APPROVAL,
        _S.AT_EXTERNAL,
        _S.READY,
        _S.CANCELLED,
    ),  # fmt: skip
    _S.AT_EXTERNAL: (_S.DIAGNOSING, _S.IN_REPAIR, _S.QUALITY_CONTROL, _S.READY),
    _S.QUALITY_CONTROL: (_S.READY, _S.IN_REPAIR),
    _S.READY: (_S.DELIVERED, _S.IN_REPAIR, _S.DISPOSED),
    _S.DELIVERED: (_S.CLOSED,),
    _S.CLOSED: (),
    _S.CANCELLED: (),
    _S.DISPOSED: (),
}

ORDER_REVERSALS: dict[OrderState, tuple[OrderState, ...]] = {_S.DELIVERED: (_S.READY,)}
"""What is only ever taken back, never chosen: a hand-over, until the device comes in again."""

STATE_TITLES = {
    _S.RECEIVED: N_("Received"),
    _S.DIAGNOSING: N_("Diagnosing"),
    _S.WAITING_APPROVAL: N_("Waiting for approval"),
    _S.WAITING_PART: N_("Waiting for part"),
    _S.IN_REPAIR: N_("In repair"),
    _S.AT_EXTERNAL: N_("Outside the centre"),
    _S.QUALITY_CONTROL: N_("Quality control"),
    _S.READY: N_("Ready"),
    _S.DELIVERED: N_("Handed back"),
    _S.CLOSED: N_("Closed"),
    _S.CANCELLED: N_("Cancelled"),
    _S.DISPOSED: N_("Disposed of"),
}

OPEN_STATES = tuple(state for state in OrderState if state not in (_S.DELIVERED, _S.CLOSED, _S.CANCELLED, _S.DISPOSED))


class Outcome(StrEnum):
    """How the work ended; apart from the state."""

    REPAIRED = "repaired"
    REPLACED = "replaced"
    REFUNDED = "refunded"
    NOT_REPAIRABLE = "not_repairable"
    PRICE_REFUSED = "price_refused"
    NO_FAULT_FOUND = "no_fault_found"
    WARRANTY_REFUSED = "warranty_refused"
    PART_UNAVAILABLE = "part_unavailable"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


OUTCOME_TITLES = {
    Outcome.REPAIRED: N_("Repaired"),
    Outcome.REPLACED: N_("Replaced"),
    Outcome.REFUNDED: N_("Money refunded"),
    Outcome.NOT_REPAIRABLE: N_("Cannot be repaired"),
    Outcome.PRICE_REFUSED: N_("Customer refused the price"),
    Outcome.NO_FAULT_FOUND: N_("No fault found"),
    Outcome.WARRANTY_REFUSED: N_("Warranty refused"),
    Outcome.PART_UNAVAILABLE: N_("Part not available"),
    Outcome.CANCELLED: N_("Cancelled"),
    Outcome.UNKNOWN: N_("Unknown"),
}

BOUNCES_OF_OURS = ("same_fault", "workmanship", "part")
"""Causes of a return for which the customer pays nothing; a new fault is a new repair."""
