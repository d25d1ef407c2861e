"""What a picker offers while an owner, a model or a device is typed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from aftersales_desktop.domain.text import code_norm
from aftersales_desktop.i18n import Code, OwnNumber, Phone
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_hits import HitKind, read_found
from aftersales_desktop.services.search_query import Query, read_query
from aftersales_desktop.services.search_sql import UNITS_OF_OWNERS
from aftersales_desktop.services.search_steps import Finder

OFFERED = 10


@dataclass(frozen=True)
class OwnerSuggestion:
    """A customer who may be meant."""

    id: int
    name: str
    subscriber_number: OwnNumber
    phone: Phone
    city: str


@dataclass(frozen=True)
class ModelSuggestion:
    """A model that may be meant, with its category in both languages."""

    id: int
    category_id: int
    category_fa: str
    category_en: str
    brand: str
    name: str

    @property
    def title(self) -> str:
        """Brand and model, as printed."""
        return f"{self.brand} {self.name}".strip()


def owner_suggestions(reader: Rows, typed: str, *, limit: int = OFFERED) -> list[OwnerSuggestion]:
    """Customers by any part of their name, phone or subscriber number; whole numbers first, then the newest."""
    query = read_query(typed)
    if query is None:
        return []
    finder = Finder(reader, limit, limit)
    found = read_found(reader, HitKind.CUSTOMER, finder.customers(query, finder.exact(query)))
    return [
        OwnerSuggestion(row.id, row.owner, OwnNumber(row.number), Phone(_phone(row.phones, query)), row.detail)
        for row in found
    ]


# Models are few: thousands at most, read whole in about a millisecond.
_MODELS = """
    SELECT m.id, m.category_id, g.name_fa, g.name_en, m.brand, m.name, m.search
    FROM product_model m JOIN category g ON g.id = m.category_id
    WHERE m.archived_at IS NULL AND (?1 IS NULL OR m.category_id = ?1)
    AND NOT EXISTS (SELECT 1 FROM json_each(?2) WHERE instr(m.search, value) = 0)
    ORDER BY m.name_sort, m.id"""


def model_suggestions(
    reader: Rows, typed: str, *, category_id: int | None = None, limit: int = OFFERED
) -> list[ModelSuggestion]:
    """Models by any part of brand and name, whatever the separators: "sms46" finds "SMS-46 MI01".

    Those that begin with what was typed come first, then those with a word that does, each in alphabetical order.
    """
    query = read_query(typed)
    if query is None:
        return []
    rows = reader.rows(_MODELS, category_id, json.dumps([term.text for term in query.terms]))
    ranked = sorted(rows, key=lambda row: _distance(row[6], query))
    return [ModelSuggestion(*row[:6]) for row in ranked[:limit]]


def _distance(searched: str, query: Query) -> int:
    """0 when a model begins with the first term, 1 when each term begins a word of it, else 2."""
    if searched.startswith(query.terms[0].text):
        return 0
    return 1 if all(f" {term.text}" in f" {searched}" for term in query.terms) else 2


def _phone(phones: str, query: Query) -> str:
    """The phone that was typed, else the first."""
    numbers = phones.split()
    return next((number for number in numbers if query.digits and query.digits in number), next(iter(numbers), ""))


@dataclass(frozen=True)
class UnitSuggestion:
    """A device that may be meant."""

    id: int
    code: Code
    model: str
    owner: str


def unit_suggestions(reader: Rows, typed: str, *, limit: int = OFFERED) -> list[UnitSuggestion]:
    """Devices by any part of serial, IMEI or tag, or by their owner; whole codes first, then the newest."""
    query = read_query(typed)
    if query is None:
        return []
    finder = Finder(reader, limit, limit)
    exact = finder.exact(query)
    ids = [*exact[HitKind.UNIT], *(finder.units(query.code) if query.code else ())]
    ids += finder.belonging(UNITS_OF_OWNERS, finder.customers(query, exact), limit)
    found = read_found(reader, HitKind.UNIT, list(dict.fromkeys(ids))[:limit])
    return [UnitSuggestion(row.id, Code(_code(row.codes, query)), row.model, row.owner) for row in found]


def _code(codes: str, query: Query) -> str:
    """The identifier that was typed, else the first."""
    values = codes.split()
    return next((one for one in values if query.code and query.code in code_norm(one)), next(iter(values), "—"))
