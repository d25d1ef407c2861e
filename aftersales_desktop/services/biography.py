"""Everything that happened to one serial, in time order: cards, owners, addresses, visits, parts in and out, merges."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES, OrderState, Outcome
from aftersales_desktop.domain.stock import MOVEMENT_TITLES, PLACE_TITLES, Condition, Movement, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services.query_parts import CODE_THAT_WENT_OVER, FIRST_CODE, MERGE_HOLDS
from aftersales_desktop.services.units import MERGED, PARTED
from aftersales_desktop.services.work import Desk

_ITSELF = "(SELECT id FROM unit WHERE id = ?1 OR merged_into_id = ?1)"
"""The device, and those that turned out to be it."""


class EntryKind(StrEnum):
    """What an entry is about; screens choose an icon by it."""

    OWNER = "owner"
    SITE = "site"
    CARD = "card"
    VISIT = "visit"
    PART = "part"
    MOVE = "move"
    MERGE = "merge"


@dataclass(frozen=True)
class BiographyEntry:
    """One dated line of a device's life. `link` names the record it opens: ("order", id) or ("card", id)."""

    on: date
    at: datetime
    kind: EntryKind
    title: Message
    detail: str
    link: tuple[str, int] | None


Entry = BiographyEntry


@dataclass(frozen=True)
class InsideRow:
    """A part in a device: how deep, its serial, since when, and until when it is under its own warranty."""

    depth: int
    unit_id: int
    code: str
    name: str
    condition: Condition
    since: date | None
    warranty_until: date | None


# One statement for the whole life: when it was written, its own day, the part of life, what happened, and its words.
_LIFE = f"""
    SELECT o.at, o.since, 'owner', o.reason, coalesce(k.name, c.name, ''), coalesce(s.city, ''),
    coalesce(s.address, ''), NULL, 0
    FROM unit_owner_change o LEFT JOIN customer c ON c.id = o.customer_id
    LEFT JOIN customer k ON k.id = c.merged_into_id
    LEFT JOIN site s ON s.id = o.site_id WHERE o.unit_id IN {_ITSELF} AND o.reason NOT IN (?2, ?3)
    UNION ALL SELECT e.at, NULL, 'merge', '', {CODE_THAT_WENT_OVER}, '', '', NULL, 0 FROM merge_event e
    WHERE e.kept_unit_id IN {_ITSELF} AND {MERGE_HOLDS}
    UNION ALL SELECT e.at, NULL, 'card', e.kind, w.number, e.note, '', w.id, i.is_ours FROM warranty_card w
    JOIN warranty_event e ON e.card_id = w.id JOIN issuer i ON i.id = w.issuer_id WHERE w.unit_id = ?1
    UNION ALL SELECT e.at, e.to_state, 'visit', e.kind, s.number, CASE e.kind WHEN 'received' THEN s.customer_words
    ELSE e.note END, e.detail, s.id, 0 FROM service_order s JOIN order_event e ON e.order_id = s.id
    WHERE s.unit_id = ?1 AND e.kind NOT IN ('line_added', 'swapped', 'line_removed', 'assigned', 'coverage')
    UNION ALL SELECT created_at, received_on, 'earlier', outcome, number, customer_words, '', id, 0 FROM service_order
    WHERE unit_id = ?1 AND origin = 'imported' AND archived_at IS NULL
    UNION ALL SELECT m.at, NULL, 'part', m.reason, {FIRST_CODE}, p.name, m.note, u.id, 1 FROM unit_move m
    JOIN unit u ON u.id = m.unit_id JOIN part p ON p.id = u.part_id WHERE m.device_id IN {_ITSELF}
    UNION ALL SELECT m.at, NULL, 'counted', m.reason, p.code, p.name, m.note, m.quantity, 0 FROM stock_move m
    JOIN part p ON p.id = m.part_id WHERE m.device_id IN {_ITSELF}
    UNION ALL SELECT m.at, NULL, 'move', m.reason, m.document, l.kind, CASE l.name WHEN '' THEN l.code ELSE l.name END,
    m.device_id, 0 FROM unit_move m JOIN location l ON l.id = m.to_location_id JOIN unit u ON u.id = m.unit_id
    WHERE m.unit_id = ?1 AND u.kind = 'part'
    ORDER BY 1"""
_INSIDE = f"""
    WITH RECURSIVE inside (unit_id, depth, path) AS (
    SELECT id, 0, printf('%09d', id) FROM unit WHERE parent_id = ?1
    UNION ALL SELECT u.id, depth + 1, path || printf('/%09d', u.id) FROM inside JOIN unit u ON u.parent_id = unit_id
    WHERE depth < 8)
    SELECT i.depth, u.id, {FIRST_CODE}, p.name, u.condition, (SELECT m.at FROM unit_move m WHERE m.unit_id = u.id
    ORDER BY m.id DESC LIMIT 1), (SELECT n.warranty_until FROM order_line n WHERE n.unit_in_id = u.id
    AND n.state = 'done' ORDER BY n.id DESC LIMIT 1)
    FROM inside i JOIN unit u ON u.id = i.unit_id JOIN part p ON p.id = u.part_id ORDER BY i.path"""


def unit_biography(desk: Desk, unit_id: int) -> list[BiographyEntry]:
    """Every card, owner, address, visit and part of a unit, and of those that turned out to be it; oldest first.

    Where it went if it is a part. A merge that was undone is only in the audit.
    """
    entries = [_READERS[row[2]](*row) for row in desk.rows(_LIFE, unit_id, MERGED, PARTED)]
    return sorted(entries, key=lambda entry: (entry.on, entry.at))


def inside_now(desk: Desk, unit_id: int) -> tuple[InsideRow, ...]:
    """The parts that are in a device now as far as the file knows, parts in parts below them."""
    return tuple(
        InsideRow(
            depth, part_id, code, name, Condition(condition), _day(at), date.fromisoformat(until) if until else None
        )
        for depth, part_id, code, name, condition, at, until in desk.rows(_INSIDE, unit_id)
    )


def _owner(at: str, since: str, _kind: str, reason: str, name: str, city: str, address: str, *_rest: Any) -> Entry:
    place = "، ".join(part for part in (city, address) if part)
    if reason == "moved":
        return _entry(at, EntryKind.SITE, Message("Moved to another address"), detail=place, on=since)
    return _entry(at, EntryKind.OWNER, Message("Owner: {name}", name=name or "—"), detail=place, on=since)


def _merge(at: str, _on: None, _kind: str, _event: str, code: str, *_rest: Any) -> Entry:
    return _entry(at, EntryKind.MERGE, Message("Found to be the same as device {code}", code=Code(code or "—")))


def _card(at: str, _on: None, _kind: str, event: str, number: str, note: str, _x: str, card: int, ours: int) -> Entry:
    title = _card_title(event, OwnNumber(number) if ours else Code(number))
    return _entry(at, EntryKind.CARD, title, detail=note, link=("card", card))


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


def _visit(at: str, state: str, _kind: str, event: str, number: str, words: str, detail: str, *rest: Any) -> Entry:
    title = _visit_title(event, number, state, json.loads(detail))
    return _entry(at, EntryKind.VISIT, title, detail=words, link=("order", rest[0]))


def _earlier(at: str, on: str, _kind: str, outcome: str, number: str, words: str, _x: str, *rest: Any) -> Entry:
    title = Message("Earlier service {number}: {outcome}", number=OwnNumber(number), outcome=_outcome(outcome))
    return _entry(at, EntryKind.VISIT, title, detail=words, link=("order", rest[0]), on=on)


def _part(at: str, _on: None, _kind: str, reason: str, code: str, name: str, note: str, *rest: Any) -> Entry:
    return _entry(at, EntryKind.PART, _part_title(reason, name, Code(code)), detail=note, link=("unit", rest[0]))


def _counted(at: str, _on: None, _kind: str, reason: str, code: str, name: str, note: str, *rest: Any) -> Entry:
    part = Message("{quantity} × {part}", quantity=rest[0], part=name)
    return _entry(at, EntryKind.PART, _part_title(reason, part, Code(code)), detail=note)


def _part_title(reason: str, part: Message | str, code: Code) -> Message:
    match reason:
        case Movement.INSTALLED:
            return Message("{part} {code} was put in", part=part, code=code)
        case Movement.REMOVED:
            return Message("{part} {code} was taken out", part=part, code=code)
        case _:
            return Message("{part} {code}: taken back", part=part, code=code)


def _move(at: str, _on: None, _kind: str, reason: str, document: str, place: str, name: str, *rest: Any) -> Entry:
    title = Message(
        "{movement}: {place}", movement=_movement(reason), place=name or Message(PLACE_TITLES[Place(place)])
    )
    return _entry(at, EntryKind.MOVE, title, detail=document, link=("unit", rest[0]) if rest[0] else None)


def _movement(reason: str) -> Message:
    return Message(MOVEMENT_TITLES[Movement(reason)])


_READERS: dict[str, Callable[..., BiographyEntry]] = {
    "owner": _owner, "card": _card, "visit": _visit, "earlier": _earlier, "part": _part, "counted": _counted,
    "move": _move, "merge": _merge,
}  # fmt: skip


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


def _day(at: str | None) -> date | None:
    return tehran_time(moment_value(at)).date() if at else None
