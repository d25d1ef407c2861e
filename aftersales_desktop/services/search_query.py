"""What was typed into the search box, read in the ways it can be meant."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.identifiers import IdentifierProblem, TypedNumber, read_own_number
from aftersales_desktop.domain.text import clean, code_norm, fold, only_digits, reverse

LONGEST_QUERY = 120
MOST_TERMS = 12
SHORTEST_PIECE = 3
"""Fewer characters than these are looked for only as a whole code or at the beginning of a name's word."""

_LAST_CHARACTER = "\U0010ffff"
_RUNS = re.compile("[0-9a-z]+|[^0-9a-z]+")
_FULL_PHONE_DIGITS = 10


@dataclass(frozen=True)
class Term:
    """One word or code of a query, folded: small letters, ASCII digits, no separators.

    `is_whole` says that it is a whole word of a name, not the beginning of one.
    """

    text: str
    is_whole: bool = False

    @property
    def code(self) -> str:
        """As codes are stored for comparing."""
        return self.text.upper()

    @property
    def has_digit(self) -> bool:
        """It may be part of a number."""
        return any("0" <= character <= "9" for character in self.text)

    @property
    def is_code(self) -> bool:
        """It may be part of a serial or card number."""
        return self.has_digit or self.text.isascii()

    @property
    def is_long(self) -> bool:
        """It is long enough to be looked for anywhere inside a text."""
        return len(self.text) >= SHORTEST_PIECE

    @property
    def needle(self) -> str:
        """What must occur in a text that begins with a space: short letters only at the beginning of a word."""
        return self.text if self.is_long or self.has_digit else f" {self.text}"

    @property
    def phrase(self) -> str:
        """Quoted for the full-text index."""
        return f'"{self.text}"'


@dataclass(frozen=True)
class Query:
    """Every reading of one query: as words that must all match, as one code, as a number of ours, as a full phone."""

    terms: tuple[Term, ...]
    code: str
    own: TypedNumber | None
    phone: str

    @property
    def digits(self) -> str:
        """The code when it is nothing but digits."""
        return self.code if self.code.isdecimal() else ""

    @property
    def marks(self) -> str:
        """What to mark in a hit: the digits of a number of ours, else the words and codes."""
        if self.own is not None and self.own.is_explicit:
            return code_norm(self.own.number)
        return self.code if self.digits else " ".join(term.text for term in self.terms)

    def with_whole(self, words: Container[str]) -> Query:
        """The same query, of which these words are known to be whole."""
        return replace(self, terms=tuple(replace(term, is_whole=term.text in words) for term in self.terms))


def read_query(typed: str) -> Query | None:
    """Read a search box or a scan; None when it holds nothing that can be looked for, or more than any record."""
    if len(typed) > LONGEST_QUERY:
        return None
    text = clean(typed)
    terms = tuple(dict.fromkeys(term for piece in text.split() for term in _terms(piece)))
    if not terms or len(terms) > MOST_TERMS:
        return None
    code = code_norm(text)
    is_code = code.isascii() or any(term.has_digit for term in terms)
    return Query(terms, code if is_code else "", read_own_number(text), _full_phone(text))


def _terms(piece: str) -> list[Term]:
    """A piece with digits is one code, apart from Persian letters that touch it; any other piece is words."""
    folded = fold(piece)
    joined = folded.replace(" ", "")
    words = _RUNS.findall(joined) if any(character.isdecimal() for character in joined) else folded.split()
    return [Term(word) for word in words]


def _full_phone(text: str) -> str:
    if len(only_digits(text)) < _FULL_PHONE_DIGITS:
        return ""
    try:
        return identifiers.phone(text)
    except IdentifierProblem:
        return ""


def word_prefixes(terms: Iterable[Term]) -> str:
    """Full-text query: every term begins a word, or is one."""
    return " ".join(term.phrase if term.is_whole else f"{term.phrase}*" for term in terms)


def pieces(terms: Iterable[Term]) -> str:
    """Full-text query of a trigram index: every term stands anywhere."""
    return " ".join(term.phrase for term in terms)


def needles(terms: Sequence[Term]) -> tuple[str, str]:
    """What a query looks up in each row's text: the first term, and the others as a JSON list."""
    return terms[0].needle if terms else "", json.dumps([term.needle for term in terms[1:]])


def beginning_with(code: str) -> tuple[str, str]:
    """The range of an index that holds what begins with a code: from the first, up to before the second."""
    return code, code + _LAST_CHARACTER


def ending_with(code: str) -> tuple[str, str]:
    """The same range in an index of reversed codes."""
    return beginning_with(reverse(code))
