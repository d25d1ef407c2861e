"""The one search box: any number, any part of a number, any part of a name, in any spelling.

Steps go from the whole number to any piece of it and stop when a page is full; within a step the newest come first.
Orders whose device is still in the centre come before those that have left, because callers ask about these.
"""

from __future__ import annotations

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from aftersales_desktop.domain.identifiers import OwnNumberKind
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import search_sql as sql
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_hits import FoundRow, HitKind, SearchHit, hit_of, read_found
from aftersales_desktop.services.search_query import Query, Term, read_query
from aftersales_desktop.services.search_steps import Finder, Ids
from aftersales_desktop.services.search_words import READINGS, NameWords, corrected

BREADTH = 50
"""So many of each kind are looked for even when fewer are shown, for what belongs to them."""

BREADTH_OF_READING = 15
"""The same for each of several other readings of one query, which share a page."""

RELATED = 20
"""So many of each kind are shown because of the customers and devices that were found."""

CANDIDATES = 200
"""So many records that hold one word of a query are looked through for its other words."""

_PHONE_START = "09"


@dataclass(frozen=True)
class SearchGroup:
    """Hits of one kind under their heading; `may_be_more` says that not all were read."""

    kind: HitKind
    title: str
    hits: tuple[SearchHit, ...]
    may_be_more: bool


@dataclass(frozen=True)
class SearchResults:
    """Groups with hits, in the order they are shown; `note` tells what is wrong with the number that was typed.

    `meant` is empty, or what was looked for instead because nothing was found by what was typed.
    """

    groups: tuple[SearchGroup, ...] = ()
    note: Message | None = None
    meant: tuple[str, ...] = ()

    @property
    def hits(self) -> tuple[SearchHit, ...]:
        """Every hit, in the order shown."""
        return tuple(hit for group in self.groups for hit in group.hits)

    @property
    def exact(self) -> SearchHit | None:
        """The one record with exactly this number: Enter or a scan opens it at once. None when two bear it."""
        exact = [hit for hit in self.hits if hit.is_exact]
        return exact[0] if len(exact) == 1 else None


GROUP_TITLES = {
    HitKind.CUSTOMER: N_("Customers"),
    HitKind.ORDER: N_("Orders"),
    HitKind.CARD: N_("Warranty cards"),
    HitKind.UNIT: N_("Devices"),
    HitKind.PART: N_("Parts"),
}
_HELD_BY_TERMS = (HitKind.CUSTOMER, HitKind.ORDER, HitKind.CARD, HitKind.UNIT)
_Found = dict[HitKind, list[int]]


def search(reader: Rows, typed: str, *, limit: int = 50, names: NameWords | None = None) -> SearchResults:
    """Look for what was typed or scanned; at most `limit` hits of each kind. Never fails, whatever was typed.

    With `names`, a query that finds nothing is looked for again with its words corrected.
    """
    query = read_query(typed)
    if query is None:
        return SearchResults()
    results = _search(reader, query, limit)
    return results if results.groups or names is None else _search_corrected(reader, query, limit, names, results)


def _search_corrected(
    reader: Rows, query: Query, limit: int, names: NameWords, nothing: SearchResults
) -> SearchResults:
    """The hits of the likeliest other readings together."""
    found: dict[str, tuple[SearchGroup, ...]] = {}
    words = names.read(reader)
    for text in corrected(query.terms, words):
        groups = _hits_of_reading(reader, text, words, limit)
        if groups:
            found[text] = groups
        if len(found) == READINGS:
            break
    if not found:
        return nothing
    return replace(nothing, groups=_together(tuple(found.values()), limit), meant=tuple(found))


def _hits_of_reading(reader: Rows, text: str, words: Container[str], limit: int) -> tuple[SearchGroup, ...]:
    """Looked for in all ways only when somebody has such a name: most mixtures of likely words are nobody's."""
    query = read_query(text)
    if query is None:
        return ()
    query = query.with_whole(words)
    if not Finder(reader, 1, 1).somebody_is_called(query):
        return ()
    return _search(reader, query, limit, BREADTH_OF_READING).groups


def _together(readings: Sequence[tuple[SearchGroup, ...]], limit: int) -> tuple[SearchGroup, ...]:
    """The first hit of each reading, then the second of each ..., so that none is pushed off the page."""
    joined = []
    for kind, title in GROUP_TITLES.items():
        groups = [group for groups in readings for group in groups if group.kind is kind]
        in_turn = chain.from_iterable(zip_longest(*(group.hits for group in groups)))
        hits = tuple({hit.id: hit for hit in in_turn if hit is not None}.values())
        if hits:
            more = len(hits) > limit or any(group.may_be_more for group in groups)
            joined.append(SearchGroup(kind, title, hits[:limit], more))
    return tuple(joined)


def _search(reader: Rows, query: Query, limit: int, breadth: int = BREADTH) -> SearchResults:
    finder = Finder(reader, max(limit, breadth), limit)
    exact = finder.exact(query)
    owners = finder.customers(query, exact)
    found = _by_code(finder, query, exact)
    if len(query.terms) > 1 and not (query.digits and any(found.values())):
        _add_by_all_terms(reader, query, found)
    _add(found, HitKind.CUSTOMER, owners)
    exact[HitKind.PART], parts = finder.parts(query)
    of_serials = finder.belonging(sql.PARTS_OF_UNITS, exact[HitKind.UNIT], RELATED)
    found[HitKind.PART] = list(dict.fromkeys((*parts, *of_serials)))
    cut = _add_related(finder, owners, found) | {kind for kind, ids in found.items() if len(ids) >= finder.limit}
    groups = _groups(reader, query, exact, found, limit, cut)
    return SearchResults(groups, _note(query, has_hits=bool(groups), has_exact=any(exact.values())))


def _by_code(finder: Finder, query: Query, exact: Ids) -> _Found:
    """Records by their own number or identifier, the whole query being one code."""
    found = {kind: list(ids) for kind, ids in exact.items()}
    if query.code:
        _add(found, HitKind.ORDER, finder.orders(query.code))
        _add(found, HitKind.CARD, finder.cards(query.code))
        _add(found, HitKind.UNIT, finder.units(query.code, anywhere=not any(exact.values())))
    return found


def _add_by_all_terms(reader: Rows, query: Query, found: _Found) -> None:
    """Records that hold every term: one of them as a code, the others in it, in its device or in its owner."""
    finder = Finder(reader, CANDIDATES, CANDIDATES)
    for kind in _HELD_BY_TERMS:
        for term in (term for term in query.terms if term.is_code):
            ids = finder.with_words(kind, _by_term(finder, kind, term), query.terms)
            _add(found, kind, [row.id for row in read_found(reader, kind, ids) if row.holds(query.terms)])


def _by_term(finder: Finder, kind: HitKind, term: Term) -> Sequence[int]:
    match kind:
        case HitKind.CUSTOMER:
            return finder.customers_by_own_number(term) if term.has_digit else ()
        case HitKind.ORDER:
            return finder.orders(term.code)
        case HitKind.CARD:
            return finder.cards(term.code)
        case HitKind.UNIT:
            return finder.units(term.code)


def _add_related(finder: Finder, owners: Sequence[int], found: _Found) -> set[HitKind]:
    """Orders and cards of the devices found, then orders, cards and devices of the customers found.

    Gives the kinds of which there may be more.
    """
    units, cut = tuple(found[HitKind.UNIT]), set()
    for kind, query, ids in (
        (HitKind.ORDER, sql.ORDERS_OF_UNITS, units),
        (HitKind.CARD, sql.CARDS_OF_UNITS, units),
        (HitKind.ORDER, sql.ORDERS_OF_OWNERS, owners),
        (HitKind.CARD, sql.CARDS_OF_OWNERS, owners),
        (HitKind.UNIT, sql.UNITS_OF_OWNERS, owners),
    ):
        related = finder.belonging(query, ids, RELATED)
        _add(found, kind, related)
        if len(related) == RELATED:
            cut.add(kind)
    return cut


def _add(found: _Found, kind: HitKind, ids: Sequence[int]) -> None:
    found[kind] = list(dict.fromkeys((*found[kind], *ids)))


def _groups(
    reader: Rows, query: Query, exact: Ids, found: _Found, limit: int, cut: set[HitKind]
) -> tuple[SearchGroup, ...]:
    groups = []
    for kind, title in GROUP_TITLES.items():
        rows = _shown(reader, kind, found[kind], exact[kind], limit)
        hits = tuple(hit_of(kind, row, query, is_exact=row.id in exact[kind]) for row in rows)
        if hits:
            groups.append(SearchGroup(kind, title, hits, may_be_more=kind in cut or len(found[kind]) > limit))
    return tuple(groups)


def _shown(reader: Rows, kind: HitKind, ids: list[int], exact: Sequence[int], limit: int) -> list[FoundRow]:
    """In the order found; of orders, the one that was typed and those in the centre first."""
    if kind is HitKind.ORDER and ids:
        still_here = {row[0] for row in reader.rows(sql.ORDERS_STILL_HERE, json.dumps(ids))}
        ids = sorted(ids, key=lambda one: (one not in exact, one not in still_here))
    return read_found(reader, kind, ids[:limit])


def _note(query: Query, *, has_hits: bool, has_exact: bool) -> Message | None:
    """A wrong check digit, where the number is surely ours or nothing else explains it."""
    if query.own is None or has_exact:
        return None
    is_maybe_phone = query.own.kind is OwnNumberKind.SUBSCRIBER and query.digits.startswith(_PHONE_START)
    return query.own.problem if query.own.is_explicit or not (has_hits or is_maybe_phone) else None
