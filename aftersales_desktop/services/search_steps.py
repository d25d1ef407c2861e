"""The steps of the search, from the whole number to any piece of it; each gives row numbers, the best first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from aftersales_desktop.domain.identifiers import OwnNumberKind, card_number
from aftersales_desktop.domain.text import code_norm
from aftersales_desktop.services import search_sql as sql
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.search_query import (
    SHORTEST_PIECE,
    Query,
    Term,
    beginning_with,
    ending_with,
    needles,
    pieces,
    word_prefixes,
)

WIDEST_RANGE = 300
"""A beginning or end that more rows share is left to the trigram index, which gives the newest without sorting."""

_SUBSCRIBER_DIGITS = 6
_RECEPTION_DIGITS = 5
_CARD_DIGITS = 8
_END_OF_PHONE = 4
_AFTER_HYPHEN = "."

Step = Callable[[], Sequence[int]]

_WITH_WORDS = {
    HitKind.CUSTOMER: sql.CUSTOMERS_WITH_WORDS,
    HitKind.ORDER: sql.ORDERS_WITH_WORDS,
    HitKind.CARD: sql.CARDS_WITH_WORDS,
    HitKind.UNIT: sql.UNITS_WITH_WORDS,
}


Ids = dict[HitKind, tuple[int, ...]]


@dataclass(frozen=True)
class Finder:
    """Finds at most `limit` rows of each kind, and looks no further by other steps once it has `enough`."""

    reader: Rows
    limit: int
    enough: int

    def exact(self, query: Query) -> Ids:
        """Records whose own number, code or whole phone number was typed."""
        typed = (query.code, code_norm(query.own.number) if query.own else "")
        codes = dict.fromkeys(code for code in typed if code)
        by_code = {HitKind.ORDER: sql.ORDER_BY_CODE, HitKind.CARD: sql.CARD_BY_CODE, HitKind.UNIT: sql.UNIT_BY_CODE}
        return {
            HitKind.CUSTOMER: self._cascade(*self._exact_customers(query)),
            **{
                kind: self._cascade(*(partial(self._ids, one, code) for code in codes)) for kind, one in by_code.items()
            },
        }

    def customers(self, query: Query, exact: Ids) -> tuple[int, ...]:
        """Customers by number, phone and name."""
        is_exact = any(exact.values())
        terms = (Term(query.digits),) if query.digits else query.terms
        found = self._cascade(
            lambda: exact[HitKind.CUSTOMER],
            *self._customers_by_digits(query.digits),
            *(self._customers_by_terms(terms) if not (is_exact and query.digits) else ()),
        )
        if found or terms == query.terms or is_exact or _is_marked_ours(query):
            return found
        return self._cascade(*self._customers_by_terms(query.terms))

    def with_words(self, kind: HitKind, ids: Sequence[int], terms: Sequence[Term]) -> Sequence[int]:
        """Of these records, those with all the words that no number can hold; in the same order."""
        words = [term.needle for term in terms if not term.is_code]
        if not (ids and words):
            return ids
        kept = set(self._rows(_WITH_WORDS[kind], json.dumps(ids), json.dumps(words)))
        return [row_id for row_id in ids if row_id in kept]

    def somebody_is_called(self, query: Query) -> bool:
        """Whether a name has all the words of a query, its numbers aside."""
        words = [term for term in query.terms if not term.has_digit]
        return bool(words) and bool(self._ids(sql.CUSTOMER_BY_WORDS, word_prefixes(words), *needles([])))

    def orders(self, code: str) -> tuple[int, ...]:
        """Orders by their number: whole, the serial in any year, its beginning or its end."""
        return self._cascade(
            partial(self._ids, sql.ORDER_BY_CODE, code),
            *self._orders_by_serial(code),
            *self._ends(code, partial(self._ids, sql.ORDER_BY_START), partial(self._newest_of, sql.ORDER_BY_END)),
        )

    def cards(self, code: str) -> tuple[int, ...]:
        """Warranty cards, ours and others', by their number: whole, our serial alone, its beginning or its end."""
        return self._cascade(
            partial(self._ids, sql.CARD_BY_CODE, code),
            *self._cards_by_serial(code),
            *self._ends(code, partial(self._ids, sql.CARD_BY_START), partial(self._newest_of, sql.CARD_BY_END)),
        )

    def units(self, code: str, *, anywhere: bool = True) -> tuple[int, ...]:
        """Devices by serial, IMEI or tag: whole, its beginning, its end, or (`anywhere`) any part of it."""
        steps = [
            partial(self._ids, sql.UNIT_BY_CODE, code),
            *self._ends(code, partial(self._few_of, sql.UNIT_BY_START), partial(self._few_of, sql.UNIT_BY_END)),
        ]
        if anywhere and len(code) >= SHORTEST_PIECE:
            steps.append(partial(self._ids, sql.UNIT_BY_PIECES, pieces([Term(code)])))
        return self._cascade(*steps)

    def parts(self, query: Query) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Parts of the store: the one with this code, and all by the beginning of their code or words of their name."""
        rows = self.reader.rows(sql.PART_BY_START, *beginning_with(query.code), self.limit) if query.code else []
        words = self._ids(sql.PART_BY_WORDS, word_prefixes(query.terms)) if not query.digits else []
        exact = tuple(part_id for part_id, is_whole in rows if is_whole)
        return exact, tuple(dict.fromkeys((*(row[0] for row in rows), *words)))[: self.limit]

    def customers_by_own_number(self, term: Term) -> tuple[int, ...]:
        """The customer with this subscriber number."""
        return tuple(self._rows(sql.CUSTOMER_BY_NUMBER, f"{term.text[:-1]}-{term.text[-1]}"))

    def belonging(self, query: str, ids: Sequence[int], most: int) -> list[int]:
        """The newest rows of one of the `..._OF_...` queries for these owners or devices."""
        return self._rows(query, json.dumps(ids), most) if ids else []

    def _exact_customers(self, query: Query) -> list[Step]:
        steps: list[Step] = []
        if query.own is not None and query.own.kind is OwnNumberKind.SUBSCRIBER:
            steps.append(partial(self._rows, sql.CUSTOMER_BY_NUMBER, query.own.number))
        if query.phone:
            steps.append(partial(self._ids, sql.CUSTOMER_BY_PHONE, query.phone))
        if query.digits:
            steps.append(partial(self._ids, sql.CUSTOMER_BY_NATIONAL_ID, query.digits))
        return steps

    def _customers_by_digits(self, digits: str) -> list[Step]:
        steps: list[Step] = []
        if 0 < len(digits) <= _SUBSCRIBER_DIGITS:
            number = digits.zfill(_SUBSCRIBER_DIGITS)
            steps.append(
                partial(self._rows, sql.CUSTOMER_BY_SERIAL_OF_NUMBER, f"{number}-", f"{number}{_AFTER_HYPHEN}")
            )
        by_start, by_end = sql.CUSTOMER_BY_PHONE_START, sql.CUSTOMER_BY_PHONE_END
        return [*steps, *self._ends(digits, partial(self._few_of, by_start), partial(self._few_of, by_end))]

    def _customers_by_terms(self, terms: Sequence[Term]) -> list[Step]:
        """Every term begins a word of the name; then, every long one anywhere in the name or the phones."""
        steps = [partial(self._ids, sql.CUSTOMER_BY_WORDS, word_prefixes(terms), *needles([]))]
        long = [term for term in terms if term.is_long]
        letters = [term for term in terms if not term.has_digit]
        if long and not any(term.is_whole for term in terms):
            short = [term for term in terms if not term.is_long]
            anywhere = partial(self._ids, sql.CUSTOMER_BY_PIECES, pieces(long), *needles(short))
            steps.append(lambda: self._by_name_and_end_of_phone(terms) or anywhere())
        elif letters and len(letters) < len(terms):
            digits = [term for term in terms if term.has_digit]
            steps.append(partial(self._ids, sql.CUSTOMER_BY_WORDS, word_prefixes(letters), *needles(digits)))
        return steps

    def _by_name_and_end_of_phone(self, terms: Sequence[Term]) -> Sequence[int]:
        """A name and the last digits of a phone, as people say it; who has the digits elsewhere is not meant then."""
        digits = [term for term in terms if term.has_digit]
        if len(digits) != 1 or len(terms) == 1 or any(term.is_code for term in terms if not term.has_digit):
            return []
        code = digits[0].code
        if not code.isdecimal() or len(code) < _END_OF_PHONE:
            return []
        ends = self._few_of(sql.CUSTOMER_BY_PHONE_END, *ending_with(code))
        return self.with_words(HitKind.CUSTOMER, ends, terms)

    def _orders_by_serial(self, code: str) -> list[Step]:
        if not code.isdecimal() or len(code) > _RECEPTION_DIGITS:
            return []
        return [partial(self._ids, sql.ORDER_BY_SERIAL_OF_NUMBER, code.zfill(_RECEPTION_DIGITS))]

    def _cards_by_serial(self, code: str) -> list[Step]:
        """Without the letter and the check digit, as it is read out over the phone."""
        if not code.isdecimal() or len(code) != _CARD_DIGITS or not int(code):
            return []
        return [partial(self._ids, sql.CARD_BY_CODE, code_norm(card_number(int(code))))]

    def _ends(self, code: str, by_start: Callable[..., list[int]], by_end: Callable[..., list[int]]) -> list[Step]:
        if len(code) < SHORTEST_PIECE:
            return []
        return [partial(by_start, *beginning_with(code)), partial(by_end, *ending_with(code))]

    def _cascade(self, *steps: Step) -> tuple[int, ...]:
        """Step after step until there are enough; no row twice."""
        found: dict[int, None] = {}
        for step in steps:
            if len(found) >= self.enough:
                break
            found.update(dict.fromkeys(step()))
        return tuple(found)[: self.limit]

    def _ids(self, query: str, *values: object) -> list[int]:
        return self._rows(query, *values, self.limit)

    def _few_of(self, query: str, *values: object) -> list[int]:
        """Newest first; nothing when so many match that sorting them would be felt."""
        found = self._rows(query, *values, max(WIDEST_RANGE, self.limit))
        return sorted(found, reverse=True) if len(found) < WIDEST_RANGE else []

    def _newest_of(self, query: str, *values: object) -> list[int]:
        return sorted(self._rows(query, *values, max(WIDEST_RANGE, self.limit)), reverse=True)

    def _rows(self, query: str, *values: object) -> list[int]:
        return [row[0] for row in self.reader.rows(query, *values)]


def _is_marked_ours(query: Query) -> bool:
    return query.own is not None and query.own.is_explicit
