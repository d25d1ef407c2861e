"""Records found by the search, ready to be shown in one line each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from aftersales_desktop.domain.card_states import CardState
from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.i18n import Code, Message, OwnNumber, Phone
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_query import Query, Term


class HitKind(StrEnum):
    """What a hit is; the value is what a screen is asked to open."""

    CUSTOMER = "customer"
    ORDER = "order"
    CARD = "card"
    UNIT = "unit"
    PART = "part"


@dataclass(frozen=True)
class SearchHit:
    """One record in one line.

    The parts of `title` and `subtitle` are values for `Words.value` (str, Code, OwnNumber, Phone, Message); none is
    empty. `state` is the stored state of an order or a card, for its pill. `matched` is what to mark in the line.
    `is_exact` says that the number typed is this record's own; `cell` is where its device stands, or empty.
    """

    kind: HitKind
    id: int
    title: tuple[Any, ...]
    subtitle: tuple[Any, ...]
    state: str
    matched: str
    is_exact: bool
    cell: str = ""


class FoundRow(NamedTuple):
    """A record as it was read; `codes` are its identifiers, `searched` the words it can be found by."""

    id: int
    number: str
    state: str
    detail: str
    day: str | None
    owner: str
    phones: str
    model: str
    codes: str
    searched: str
    cell: str = ""

    def holds(self, terms: Iterable[Term]) -> bool:
        """Whether every term is found somewhere in the record."""
        text = f" {self.searched} {self.phones} {_bare(self.number)} {_bare(self.codes)}".lower()
        return all(term.needle in text for term in terms)


_SEPARATORS = re.compile("[^\\w ]|_")
# Identifiers of a unit are numbered as they are written down, so that row order is their order.
_CODES = (
    "coalesce((SELECT group_concat(value, ' ') FROM unit_identifier WHERE unit_id = u.id AND removed_at IS NULL), '')"
)
_MODEL = "trim(coalesce(m.brand, '') || ' ' || coalesce(m.name, ''))"
_SEARCHED = "coalesce(c.name_search, '') || ' ' || coalesce(m.search, '')"
_OWNER = "coalesce(c.name, ''), coalesce(c.phones_search, '')"
_CELL = "coalesce((SELECT l.code FROM location l WHERE l.id = u.location_id AND l.kind = 'shelf'), '')"
_CUSTOMERS = """
    SELECT c.id, c.subscriber_number, '', coalesce(t.city, ''), NULL, c.name, c.phones_search, '',
    coalesce((SELECT group_concat(m.subscriber_number, ' ') FROM customer m WHERE m.merged_into_id = c.id), ''),
    c.name_search
    FROM customer c LEFT JOIN site t ON t.customer_id = c.id AND t.is_main = 1 AND t.archived_at IS NULL
    WHERE c.id IN (SELECT value FROM json_each(?))"""
_ORDERS = f"""
    SELECT s.id, s.number, s.state, s.shelf, s.promised_on, {_OWNER}, {_MODEL}, {_CODES}, {_SEARCHED},
    CASE WHEN s.state IN {OPEN_STATE_LIST} THEN {_CELL} ELSE '' END
    FROM service_order s JOIN customer c ON c.id = s.owner_id JOIN unit u ON u.id = s.unit_id
    JOIN product_model m ON m.id = u.model_id WHERE s.id IN (SELECT value FROM json_each(?))"""
_CARDS = f"""
    SELECT w.id, w.number, w.state, CASE i.is_ours WHEN 1 THEN '' ELSE i.name END, w.last_day, {_OWNER}, {_MODEL},
    {_CODES}, {_SEARCHED}
    FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id LEFT JOIN customer c ON c.id = w.owner_id
    LEFT JOIN unit u ON u.id = w.unit_id LEFT JOIN product_model m ON m.id = u.model_id
    WHERE w.id IN (SELECT value FROM json_each(?))"""
_UNITS = f"""
    SELECT u.id, '', '', u.color, NULL, {_OWNER}, {_MODEL}, {_CODES}, {_SEARCHED}, {_CELL}
    FROM unit u JOIN product_model m ON m.id = u.model_id LEFT JOIN customer c ON c.id = u.owner_id
    WHERE u.id IN (SELECT value FROM json_each(?))"""
_PARTS = """
    SELECT p.id, p.code, '', p.place, NULL, '', '', p.name, p.code, p.search
    FROM part p WHERE p.id IN (SELECT value FROM json_each(?))"""
_QUERIES = {
    HitKind.CUSTOMER: _CUSTOMERS, HitKind.ORDER: _ORDERS, HitKind.CARD: _CARDS, HitKind.UNIT: _UNITS,
    HitKind.PART: _PARTS,
}  # fmt: skip


def read_found(reader: Rows, kind: HitKind, ids: Sequence[int]) -> list[FoundRow]:
    """The records of these ids in their order, in one statement; ids that are gone are left out."""
    if not ids:
        return []
    rows = {row[0]: FoundRow(*row) for row in reader.rows(_QUERIES[kind], json.dumps(ids))}
    return [rows[row_id] for row_id in ids if row_id in rows]


def hit_of(kind: HitKind, row: FoundRow, query: Query, *, is_exact: bool) -> SearchHit:
    """A record as one line of the results."""
    title, subtitle = _LINES[kind](row, query)
    return SearchHit(kind, row.id, _filled(title), _filled(subtitle), row.state, query.marks, is_exact, row.cell)


Line = tuple[tuple[Any, ...], tuple[Any, ...]]


def _customer_line(row: FoundRow, query: Query) -> Line:
    """With the number of an earlier file, where that is what was typed."""
    return (row.owner,), (OwnNumber(row.number), *_earlier_number(row, query), _phone(row, query), row.detail)


def _earlier_number(row: FoundRow, query: Query) -> Iterator[Message]:
    for number in row.codes.split():
        typed = query.digits or (_bare(query.own.number) if query.own else "")
        if typed and typed.lstrip("0") in (_bare(number).lstrip("0"), number.split("-")[0].lstrip("0")):
            yield Message("earlier {number}", number=OwnNumber(number))


def _order_line(row: FoundRow, query: Query) -> Line:
    subtitle = [row.model, _code(row, query), _phone(row, query)]
    if row.state in OPEN_STATES:
        if row.day:
            subtitle.append(Message("Promised for {day}", day=date.fromisoformat(row.day)))
        if row.detail and not row.cell:
            subtitle.append(Message("Shelf {cell}", cell=Code(row.detail)))
    return (OwnNumber(row.number), row.owner), tuple(subtitle)


def _card_line(row: FoundRow, query: Query) -> Line:
    number = Code(row.number) if row.detail else OwnNumber(row.number)
    subtitle = [row.detail, row.model, _code(row, query), row.owner]
    if row.day and row.state == CardState.ACTIVE:
        subtitle.append(Message("Valid until {day}", day=date.fromisoformat(row.day)))
    return (number,), tuple(subtitle)


def _unit_line(row: FoundRow, query: Query) -> Line:
    return (row.model, _code(row, query)), (row.owner, row.detail)


def _part_line(row: FoundRow, _query: Query) -> Line:
    place = Message("Place {cell}", cell=Code(row.detail)) if row.detail else ""
    return (row.model,), (Code(row.number), place)


_LINES = {
    HitKind.CUSTOMER: _customer_line,
    HitKind.ORDER: _order_line,
    HitKind.CARD: _card_line,
    HitKind.UNIT: _unit_line,
    HitKind.PART: _part_line,
}


def _phone(row: FoundRow, query: Query) -> Phone:
    """The phone that was looked for, else the first one."""
    return Phone(_matching(row.phones.split(), query))


def _code(row: FoundRow, query: Query) -> Code:
    """The identifier that was looked for, else the first one, which is the serial or our tag."""
    return Code(_matching(row.codes.split(), query))


def _matching(values: Sequence[str], query: Query) -> str:
    wanted = [code for code in (query.code, *(term.code for term in query.terms if term.is_code)) if code]
    for code in wanted:
        for value in values:
            if code in _bare(value):
                return value
    return values[0] if values else ""


def _bare(codes: str) -> str:
    """Stored codes without the separators inside them."""
    return _SEPARATORS.sub("", codes)


def _filled(parts: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(part for part in parts if part != "")
