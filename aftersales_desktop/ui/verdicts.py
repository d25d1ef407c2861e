"""A warranty verdict on the screen: its colour, its icon, its sentence."""

from __future__ import annotations

from aftersales_desktop.i18n import N_

VERDICT_TITLES = {
    "covered": N_("Covered"),
    "doubtful": N_("Doubtful"),
    "refused": N_("Not covered"),
    "unknown": N_("Not known"),
}
STATE_TONES = {
    "received": "received",
    "diagnosing": "diagnosing",
    "waiting_approval": "approval",
    "waiting_part": "parts",
    "in_repair": "repair",
    "at_external": "violet",
    "quality_control": "teal",
    "ready": "ready",
    "delivered": "delivered",
    "closed": "delivered",
    "cancelled": "cancelled",
    "disposed": "cancelled",
}
CARD_TONES = {
    "raw": "raw",
    "at_dealer": "raw",
    "active": "active",
    "void": "void",
    "replaced": "replaced",
    "expired": "expired",
}
