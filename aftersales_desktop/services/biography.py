"""Everything that happened to one serial, in time order: cards, owners, addresses, visits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services.work import Desk


class EntryKind(StrEnum):
    """What an entry is about; screens choose an icon by it."""

    OWNER = "owner"
    SITE = "site"
    CARD = "card"
    VISIT = "visit"


@dataclass(frozen=True)
class BiographyEntry:
    """One dated line of a device's life. `link` names the record it opens: ("order", id) or ("card", id)."""

    on: date
    at: datetime
    kind: EntryKind
    title: Message
    detail: str
    link: tuple[str, int] | None


def unit_biography(desk: Desk, unit_id: int) -> list[BiographyEntry]:
    """Every card, owner, address and visit of a device, oldest first."""
    entries = [entry for part in (_owners, _cards, _visits) for entry in part(desk, unit_id)]
    return sorted(entries, key=lambda entry: (entry.on, entry.at))


def _owners(desk: Desk, unit_id: int) -> Iterator[BiographyEntry]:
    rows = desk.rows(
        "SELECT o.since, o.at, o.reason, c.name, s.city, s.address FROM unit_owner_change o "
        "LEFT JOIN customer c ON c.id = o.customer_id LEFT JOIN site s ON s.id = o.site_id "
        "WHERE o.unit_id = ? ORDER BY o.id",
        unit_id,
    )
    for since, at, reason, name, city, address in rows:
        place = "، ".join(part for part in (city, address) if part)
        if reason == "moved":
            yield _entry(at, EntryKind.SITE, Message("Moved to another address"), detail=place, on=since)
        else:
            yield _entry(at, EntryKind.OWNER, Message("Owner: {name}", name=name or "—"), detail=place, on=since)


def _cards(desk: Desk, unit_id: int) -> Iterator[BiographyEntry]:
    rows = desk.rows(
        "SELECT e.at, e.kind, e.note, w.number, w.id, i.is_ours FROM warranty_event e "
        "JOIN warranty_card w ON w.id = e.card_id JOIN issuer i ON i.id = w.issuer_id "
        "WHERE w.unit_id = ? ORDER BY e.id",
        unit_id,
    )
    for at, kind, note, number, card_id, is_ours in rows:
        title = _card_title(kind, OwnNumber(number) if is_ours else Code(number))
        yield _entry(at, EntryKind.CARD, title, detail=note, link=("card", card_id))


def _card_title(kind: str, number: str) -> Message:
    match kind:
        case "issued":
            return Message("Warranty card {number} issued", number=number)
        case "activated":
            return Message("Warranty card {number} activated", number=number)
        case "voided":
            return Message("Warranty card {number} voided", number=number)
        case "void_revoked":
            return Message("Void of warranty card {number} revoked", number=number)
        case "transferred":
            return Message("Warranty card {number} transferred", number=number)
        case "duplicate":
            return Message("Duplicate of warranty card {number} printed", number=number)
        case "registered_foreign":
            return Message("Warranty card {number} of another company noted", number=number)
        case "sent_to_dealer":
            return Message("Warranty card {number} sent to a dealer", number=number)
        case "taken_back":
            return Message("Warranty card {number} taken back from the dealer", number=number)
        case "expired":
            return Message("Warranty card {number} closed as over", number=number)
        case "withdrawn":
            return Message("Warranty card {number} withdrawn: issued by mistake", number=number)
        case _:
            return Message("Warranty card {number} changed", number=number)


def _visits(desk: Desk, unit_id: int) -> Iterator[BiographyEntry]:
    rows = desk.rows(
        "SELECT e.at, e.kind, e.note, s.number, s.id, e.detail, s.customer_words, e.to_state FROM order_event e "
        "JOIN service_order s ON s.id = e.order_id WHERE s.unit_id = ? AND e.kind NOT IN ('line_added', 'assigned', "
        "'coverage') ORDER BY e.id",
        unit_id,
    )
    for at, kind, note, number, order_id, event, words, to_state in rows:
        title = _visit_title(kind, number, to_state, json.loads(event))
        yield _entry(
            at, EntryKind.VISIT, title, detail=words if kind == "received" else note,
            link=("order", order_id),
        )  # fmt: skip
    imported = desk.rows(
        "SELECT received_on, created_at, number, id, outcome, customer_words FROM service_order "
        "WHERE unit_id = ? AND origin = 'imported' AND archived_at IS NULL",
        unit_id,
    )
    for received_on, at, number, order_id, outcome, words in imported:
        title = Message("Earlier service {number}: {outcome}", number=OwnNumber(number), outcome=_outcome(outcome))
        yield _entry(at, EntryKind.VISIT, title, detail=words, link=("order", order_id), on=received_on)


def _visit_title(kind: str, number: str, to_state: str, detail: dict[str, Any]) -> Message:
    shown, outcome = OwnNumber(number), detail.get("outcome", "")
    match kind:
        case "received":
            return Message("Taken in as {number}", number=shown)
        case "ready":
            return Message("{number} ready: {outcome}", number=shown, outcome=_outcome(outcome))
        case "handed_back":
            return Message("{number} handed back", number=shown)
        case "cancelled":
            return Message("{number} cancelled", number=shown)
        case "edited":
            return Message("Intake {number} changed", number=shown)
        case "verdict":
            return Message("Warranty of {number} looked at again", number=shown)
        case "step":
            return Message("{number}: {state}", number=shown, state=Message(STATE_TITLES[OrderState(to_state)]))
        case "diagnosed":
            return Message("{number} diagnosed", number=shown)
        case "swapped":
            return Message("{number}: part put in: {part}", number=shown, part=detail.get("title", ""))
        case "line_removed":
            return Message("{number}: taken away: {part}", number=shown, part=detail.get("title", ""))
        case _:
            return Message("{number} reopened", number=shown)


def _outcome(outcome: str) -> Message:
    return Message(OUTCOME_TITLES[Outcome(outcome or "unknown")])


def _entry(
    at: str,
    kind: EntryKind,
    title: Message,
    *,
    detail: str = "",
    link: tuple[str, int] | None = None,
    on: str | None = None,
) -> BiographyEntry:
    moment = moment_value(at)
    day = date.fromisoformat(on) if on else tehran_time(moment).date()
    return BiographyEntry(day, moment, kind, title, detail, link)
