"""Everything that happened to one serial, in time order: owners, cards, visits, places, parts in and out, merges."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Any

from aftersales_desktop.domain.order_events import TOLD_IN_LIFE
from aftersales_desktop.domain.stock import Condition, Movement
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.fields import day_value, moment_value
from aftersales_desktop.services.life_titles import (
    card_title,
    move_title,
    outcome_title,
    part_title,
    place_title,
    visit_title,
)
from aftersales_desktop.services.query_parts import CODE_THAT_WENT_OVER, FIRST_CODE, MERGE_HOLDS
from aftersales_desktop.services.units import MERGED, PARTED
from aftersales_desktop.services.work import Desk

_ITSELF = "(SELECT id FROM unit WHERE id = ?1 OR merged_into_id = ?1)"
"""The device, and those that turned out to be it."""
_TOLD = f"({', '.join(repr(kind.value) for kind in TOLD_IN_LIFE)})"
_TOLD_BY_VISITS = (
    Movement.TAKEN_IN, Movement.HANDED_BACK, Movement.SENT_OUTSIDE, Movement.BACK_FROM_OUTSIDE,
)  # fmt: skip
"""Movements that need no entry of their own when nothing else moved it that day."""
_WORK_DONE = (
    "(SELECT group_concat(n.title, '، ') FROM order_line n WHERE n.order_id = s.id AND n.state = 'done' "
    "AND n.kind <> 'part')"
)
"""The services an order `s` ended with, as one text; NULL when there were none."""


class EntryKind(StrEnum):
    """What an entry is about; screens choose an icon by it."""

    SOLD = "sold"
    INSTALLED = "installed"
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
    UNION ALL SELECT e.at, NULL, 'visit', e.kind, s.number, CASE e.kind WHEN 'received' THEN s.customer_words
    WHEN 'ready' THEN trim(coalesce({_WORK_DONE}, '') || ' · ' || e.note, ' ·') ELSE e.note END, e.detail, s.id, 0
    FROM service_order s JOIN order_event e ON e.order_id = s.id WHERE s.unit_id = ?1 AND e.kind IN {_TOLD}
    UNION ALL SELECT created_at, received_on, 'earlier', outcome, number, customer_words, '', id, 0 FROM service_order
    WHERE unit_id = ?1 AND origin = 'imported' AND archived_at IS NULL
    UNION ALL SELECT m.at, NULL, 'part', m.reason, {FIRST_CODE}, p.name, m.note, u.id, n.warranty_until FROM unit_move m
    JOIN unit u ON u.id = m.unit_id JOIN part p ON p.id = u.part_id
    LEFT JOIN order_line_move x ON x.unit_move_id = m.id LEFT JOIN order_line n ON n.id = x.line_id
    WHERE m.device_id IN {_ITSELF}
    UNION ALL SELECT m.at, NULL, 'counted', m.reason, p.code, p.name, m.note, m.quantity, n.warranty_until
    FROM stock_move m
    JOIN part p ON p.id = m.part_id LEFT JOIN order_line_move x ON x.stock_move_id = m.id
    LEFT JOIN order_line n ON n.id = x.line_id WHERE m.device_id IN {_ITSELF}
    UNION ALL SELECT m.at, NULL, 'move', m.reason, m.document, l.kind, CASE l.name WHEN '' THEN l.code ELSE l.name END,
    m.device_id, 0 FROM unit_move m JOIN location l ON l.id = m.to_location_id JOIN unit u ON u.id = m.unit_id
    WHERE m.unit_id = ?1 AND u.kind = 'part'
    UNION ALL SELECT m.at, NULL, 'stood', m.reason, m.document, l.kind, l.name, l.code, 0 FROM unit_move m
    JOIN location l ON l.id = m.to_location_id JOIN unit u ON u.id = m.unit_id
    WHERE m.unit_id IN {_ITSELF} AND u.kind = 'device'
    UNION ALL SELECT u.created_at, coalesce(u.sold_on, min(w.purchased_on)), 'sold', '',
    coalesce(nullif(u.seller, ''), w.seller, ''), '', '', NULL, 0 FROM unit u
    LEFT JOIN warranty_card w ON w.unit_id = u.id AND w.archived_at IS NULL WHERE u.id = ?1 GROUP BY u.id
    UNION ALL SELECT u.created_at, coalesce(u.installed_on, min(w.installed_on)), 'installed', '', '', '', '', NULL, 0
    FROM unit u LEFT JOIN warranty_card w ON w.unit_id = u.id AND w.archived_at IS NULL WHERE u.id = ?1 GROUP BY u.id
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
    """Every card, owner, address, visit, place and part of a unit, and of those that turned out to be it; oldest first.

    Where it went if it is a part; the places of a device are one entry for each day. A merge that was undone is only
    in the audit.
    """
    rows = desk.rows(_LIFE, unit_id, MERGED, PARTED)
    entries = [_READERS[row[2]](*row) for row in rows if row[2] in _READERS and (row[1] or row[2] not in _DATED)]
    entries += _places([row for row in rows if row[2] == "stood"])
    return sorted(entries, key=lambda entry: (entry.on, entry.at))


def inside_now(desk: Desk, unit_id: int) -> tuple[InsideRow, ...]:
    """The parts that are in a device now as far as the file knows, parts in parts below them."""
    return tuple(
        InsideRow(
            depth, part_id, code, name, Condition(condition), _day(at), date.fromisoformat(until) if until else None
        )
        for depth, part_id, code, name, condition, at, until in desk.rows(_INSIDE, unit_id)
    )


def _sold(at: str, on: str, _kind: str, _event: str, seller: str, *_rest: Any) -> Entry:
    return _entry(at, EntryKind.SOLD, Message("Sold"), detail=seller, on=on)


def _installed(at: str, on: str, *_rest: Any) -> Entry:
    return _entry(at, EntryKind.INSTALLED, Message("Installed"), on=on)


def _owner(at: str, since: str, _kind: str, reason: str, name: str, city: str, address: str, *_rest: Any) -> Entry:
    place = "، ".join(part for part in (city, address) if part)
    if reason == "moved":
        return _entry(at, EntryKind.SITE, Message("Moved to another address"), detail=place, on=since)
    return _entry(at, EntryKind.OWNER, Message("Owner: {name}", name=name or "—"), detail=place, on=since)


def _merge(at: str, _on: None, _kind: str, _event: str, code: str, *_rest: Any) -> Entry:
    return _entry(at, EntryKind.MERGE, Message("Found to be the same as device {code}", code=Code(code or "—")))


def _card(at: str, _on: None, _kind: str, event: str, number: str, note: str, _x: str, card: int, ours: int) -> Entry:
    title = card_title(event, OwnNumber(number) if ours else Code(number))
    return _entry(at, EntryKind.CARD, title, detail=note, link=("card", card))


def _visit(at: str, _on: None, _kind: str, event: str, number: str, words: str, detail: str, *rest: Any) -> Entry:
    title = visit_title(event, number, json.loads(detail).get("outcome", ""))
    return _entry(at, EntryKind.VISIT, title, detail=words, link=("order", rest[0]))


def _earlier(at: str, on: str, _kind: str, outcome: str, number: str, words: str, _x: str, *rest: Any) -> Entry:
    title = Message("Earlier service {number}: {outcome}", number=OwnNumber(number), outcome=outcome_title(outcome))
    return _entry(at, EntryKind.VISIT, title, detail=words, link=("order", rest[0]), on=on)


def _part(at: str, _on: None, _kind: str, reason: str, code: str, name: str, note: str, *rest: Any) -> Entry:
    return _entry(
        at, EntryKind.PART, part_title(reason, name, code, day_value(rest[1])), detail=note, link=("unit", rest[0])
    )


def _counted(at: str, _on: None, _kind: str, reason: str, code: str, name: str, note: str, *rest: Any) -> Entry:
    part = Message("{quantity} × {part}", quantity=rest[0], part=name)
    return _entry(at, EntryKind.PART, part_title(reason, part, code, day_value(rest[1])), detail=note)


def _move(at: str, _on: None, _kind: str, reason: str, document: str, place: str, name: str, *rest: Any) -> Entry:
    title = move_title(reason, name or place_title(place, "", ""))
    return _entry(at, EntryKind.MOVE, title, detail=document, link=("unit", rest[0]) if rest[0] else None)


def _places(moves: Sequence[tuple[Any, ...]]) -> Iterator[Entry]:
    """Where a device stood: one entry for all that moved it on a day, none where its visit says it already."""
    for _day_of, same_day in groupby(moves, key=lambda move: _day(move[0])):
        steps = list(same_day)
        if all(step[3] in _TOLD_BY_VISITS for step in steps):
            continue
        at, _on, _kind, reason, *_rest = steps[-1]
        places = [place_title(kind, code, name) for *_before, kind, name, code, _last in steps]
        title = move_title(reason, places[0]) if len(steps) == 1 else Message("Stood at: {places}", places=places)
        yield _entry(at, EntryKind.MOVE, title, detail="، ".join(dict.fromkeys(step[4] for step in steps if step[4])))


_READERS: dict[str, Callable[..., BiographyEntry]] = {
    "owner": _owner, "card": _card, "visit": _visit, "earlier": _earlier, "part": _part, "counted": _counted,
    "move": _move, "merge": _merge, "sold": _sold, "installed": _installed,
}  # fmt: skip
_DATED = ("sold", "installed")


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
