"""Warranty cards asked about: by number, by device, and what is covered on a day."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.own_numbers import OwnNumberKind, TypedNumber, read_own_number
from aftersales_desktop.domain.warranty import (
    CardFacts,
    Category,
    TermsSnapshot,
    Verdict,
    best_summary,
    best_verdict,
    evidence_verdict,
)
from aftersales_desktop.domain.warranty_facts import PastClaim
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.models.statements import rows_among, rows_where
from aftersales_desktop.models.warranty import Issuer, WarrantyCard, WarrantyVoid
from aftersales_desktop.services import records, units, warranty_terms
from aftersales_desktop.services.card_rows import CardRow, card_row, facts_of
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk

_BARE_DIGITS = 9
_CLAIMS = """
    SELECT s.number, s.received_on, json_group_array(p.code) FILTER (WHERE p.id IS NOT NULL)
    FROM service_order s JOIN order_line l ON l.order_id = s.id AND l.coverage = 'warranty' AND l.state = 'done'
    LEFT JOIN part p ON p.id = l.part_id WHERE s.unit_id = ? AND s.state <> 'cancelled' AND s.archived_at IS NULL
    GROUP BY s.id ORDER BY s.received_on, s.id"""
"""The visits of a device that a warranty paid for, with the parts it covered then."""
_SALE = "SELECT u.sold_on, m.terms_id FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = ?"


def get_card(desk: Desk, card_id: int) -> CardRow:
    """One card; NotFound when there is none."""
    return card_row(desk, records.find(WarrantyCard, card_id))


def find_card(desk: Desk, number: str, issuer_id: int | None = None) -> CardRow:
    """The card with this number, ours before those of others, newest first; `issuer_id` asks for one issuer's only.

    Raises NotFound, which says so when the check digit of a number of ours is wrong.
    """
    found = find_cards(desk, number, issuer_id)
    if found:
        return found[0]
    read = _read_card_number(number)
    if read is not None and read.problem is not None:
        raise NotFound(read.problem)
    raise NotFound(
        Message("There is no warranty card {number} in the file. Check the number.", number=Code(text.clean(number)))
    )


def find_cards(desk: Desk, number: str, issuer_id: int | None = None) -> list[CardRow]:
    """Every card with this number, typed or scanned in any digits and separators; different issuers may share one."""
    norm = text.code_norm(number)
    read = _read_card_number(number)
    own_norm = text.code_norm(read.number) if read else norm
    if not norm:
        return []
    rows = desk.rows(
        "SELECT w.id FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id WHERE w.number_norm IN (?, ?) "
        "AND i.id = coalesce(?, i.id) ORDER BY i.is_ours DESC, w.id DESC LIMIT 10",
        norm,
        own_norm,
        issuer_id,
    )
    return [get_card(desk, row[0]) for row in rows]


def card_facts(desk: Desk, unit_id: int) -> tuple[CardFacts, ...]:
    """What the verdict asks about every card of a device, oldest first; three statements, however many there are.

    Where the terms of one limit the claims, one more statement counts them.
    """
    cards = [card for card in rows_where(WarrantyCard, unit=unit_id) if card.archived_at is None]
    if not cards:
        return ()
    issuers = {issuer.id: issuer for issuer in rows_where(Issuer)}
    voids: dict[int, list[WarrantyVoid]] = {card.id: [] for card in cards}
    for void in rows_among(WarrantyVoid, "card", voids):
        voids[void.card_id].append(void)
    facts = tuple(facts_of(card, issuers[card.issuer_id], voids[card.id]) for card in cards)
    is_limited = any(one.terms and (one.terms.max_claims or one.terms.max_same_part) for one in facts)
    return tuple(_with_claims(one, desk.rows(_CLAIMS, unit_id)) for one in facts) if is_limited else facts


def _with_claims(facts: CardFacts, rows: Iterable[tuple[str, str, str]]) -> CardFacts:
    """The covered visits since the card runs."""
    start = facts.started_on.isoformat() if facts.started_on else ""
    claims = [PastClaim(number, tuple(json.loads(parts))) for number, day, parts in rows if day >= start]
    return replace(facts, claims=tuple(claims))


def unit_verdict(
    desk: Desk,
    unit_id: int,
    as_of: date,
    category: Category = Category.PARTS,
    part_group: str = "",
    order_number: str = "",
    part_code: str = "",
) -> Verdict:
    """Whether a device is covered on a day: by its cards, or without any by its purchase date and its model's terms."""
    facts = card_facts(desk, unit_id)
    if facts:
        return best_verdict(facts, as_of, category, part_group, order_number, part_code)
    sold_on, terms_id = desk.rows(_SALE, unit_id)[0]
    return evidence_verdict(*_sale(desk, day_value(sold_on), terms_id), as_of, category, part_group)


def unit_summary(
    desk: Desk, unit_id: int, as_of: date, part_group: str = "", order_number: str = ""
) -> tuple[Verdict, ...]:
    """The verdicts of a device for all categories, parts first."""
    facts = card_facts(desk, unit_id)
    if facts:
        return best_summary(facts, as_of, part_group, order_number)
    return summary_without_card(desk, units.get_unit(desk, unit_id), as_of, part_group)


def summary_without_card(desk: Desk, unit: UnitRow, as_of: date, part_group: str = "") -> tuple[Verdict, ...]:
    """What the day a device was sold says, where nothing is known of a card."""
    sold_on, terms = _sale(desk, unit.sold_on, unit.model.terms_id)
    return tuple(evidence_verdict(sold_on, terms, as_of, category, part_group) for category in Category)


def _sale(desk: Desk, sold_on: date | None, terms_id: int | None) -> tuple[date | None, TermsSnapshot | None]:
    """The day a device was sold, and the terms of its model."""
    terms = warranty_terms.snapshot(warranty_terms.get_terms(desk, terms_id)) if terms_id else None
    return sold_on, terms


def _read_card_number(typed: str) -> TypedNumber | None:
    """A number of ours, also when only its digits were typed."""
    norm = text.code_norm(typed)
    is_bare = norm.isdigit() and len(norm) == _BARE_DIGITS
    read = read_own_number(f"G{norm}" if is_bare else typed)
    return read if read is not None and read.kind is OwnNumberKind.CARD and not (is_bare and read.problem) else None
