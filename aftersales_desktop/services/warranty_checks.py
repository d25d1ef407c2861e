"""What must always hold for warranty cards; each check names the first broken card."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from aftersales_desktop.domain.warranty import Category, TermsSnapshot, period_ends
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services.card_rows import shown_number
from aftersales_desktop.services.reading import Rows

_ENDS = (
    "SELECT w.number, w.terms, w.started_on, w.parts_until, w.labour_until, w.travel_until, w.shipping_until "
    "FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id WHERE i.is_ours = 1 AND w.started_on IS NOT NULL"
)


def _no_gap_in_cards(desk: Rows) -> Message | None:
    count, highest = desk.rows(
        "SELECT count(*), coalesce(max(CAST(substr(number, 3, 8) AS INTEGER)), 0) FROM warranty_card w "
        "JOIN issuer i ON i.id = w.issuer_id WHERE i.is_ours = 1 "
        "AND number GLOB 'G-[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]-[0-9]'"
    )[0]
    last = desk.rows("SELECT coalesce(max(last), 0) FROM number_series WHERE series = 'card'")[0][0]
    return None if count == highest == last else Message("The card numbers have a gap or a double.")


def _ends_follow_from_terms(desk: Rows) -> Message | None:
    for number, terms, start, *ends in desk.rows(_ENDS):
        if _ends(terms, start) != tuple(ends):
            return Message("Card {number} does not end as its terms say.", number=shown_number(number))
    return None


@lru_cache(maxsize=4096)
def _ends(terms: str, start: str) -> tuple[str | None, ...] | None:
    """The last days by the terms, in the order of the columns; None for terms that cannot be read."""
    try:
        ends = period_ends(TermsSnapshot.from_json(terms), date.fromisoformat(start))
    except ValueError:
        return None
    return tuple(ends[category].isoformat() if category in ends else None for category in Category)


def _voids_and_states(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT number FROM warranty_card w WHERE archived_at IS NULL AND state IN ('active', 'void') "
        "AND (state = 'void') <> EXISTS (SELECT 1 FROM warranty_void v WHERE v.card_id = w.id "
        "AND v.scope = 'device' AND v.revoked_at IS NULL) LIMIT 1"
    )
    return Message("The state of card {number} does not match its voids.", number=Code(rows[0][0])) if rows else None


def _cards_have_a_history(desk: Rows) -> Message | None:
    rows = desk.rows(
        "SELECT number FROM warranty_card w WHERE unit_id IS NOT NULL AND import_id IS NULL AND NOT EXISTS "
        "(SELECT 1 FROM warranty_event e WHERE e.card_id = w.id) LIMIT 1"
    )
    return Message("Card {number} has no history.", number=Code(rows[0][0])) if rows else None


CARD_CHECKS: tuple[Callable[[Rows], Message | None], ...] = (
    _no_gap_in_cards, _ends_follow_from_terms, _voids_and_states, _cards_have_a_history,
)  # fmt: skip
