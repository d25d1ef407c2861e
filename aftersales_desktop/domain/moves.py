"""Which state may follow which: the one table behind the buttons and the database's own guard."""

from __future__ import annotations

from aftersales_desktop.domain.estimate_states import ESTIMATE_MOVES
from aftersales_desktop.domain.order_states import ORDER_MOVES, ORDER_REVERSALS

CARD_MOVES = {
    "raw": ("at_dealer", "active"),
    "at_dealer": ("active", "raw"),
    "active": ("void", "replaced", "expired"),
    "void": ("active",),
    "expired": ("void",),
    "replaced": (),
}

CLAIM_MOVES = {"open": ("sent",), "sent": ("settled",), "settled": ()}
CLAIM_LINE_MOVES = {
    "open": ("sent",),
    "sent": ("repaired", "replaced", "credited", "rejected"),
    "repaired": (),
    "replaced": (),
    "credited": (),
    "rejected": (),
}

ALLOWED_MOVES = tuple(
    (entity, str(before), str(after))
    for entity, moves in (
        ("service_order", ORDER_MOVES),
        ("service_order", ORDER_REVERSALS),
        ("estimate", ESTIMATE_MOVES),
        ("warranty_card", CARD_MOVES),
        ("supplier_claim", CLAIM_MOVES),
        ("supplier_claim_line", CLAIM_LINE_MOVES),
    )
    for before, followers in moves.items()
    for after in followers
)
