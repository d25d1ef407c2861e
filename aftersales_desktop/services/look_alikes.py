"""Who may be the customer that is being typed although the name is spelled otherwise; by the indexes of the search."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aftersales_desktop.domain.likeness import FEWEST_WORDS, Likeness, is_same_place, name_likeness
from aftersales_desktop.domain.spelling import Vocabulary
from aftersales_desktop.domain.text import search_tokens
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.customers import SimilarCustomer
from aftersales_desktop.services.query_parts import FIRST_PHONE
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_words import NameWords

MOST_SHOWN = 3
_CANDIDATES = 40
_SPELLINGS = 4
_MOST_WORDS = 6
_FOUND = f"""
    SELECT c.id, c.subscriber_number, c.name, {FIRST_PHONE}, coalesce(t.city, ''), coalesce(t.address, '')
    FROM customer_names CROSS JOIN customer c ON c.id = customer_names.rowid
    LEFT JOIN site t ON t.customer_id = c.id AND t.is_main = 1 AND t.archived_at IS NULL
    WHERE customer_names MATCH ? AND c.archived_at IS NULL AND c.id <> ?
    ORDER BY customer_names.rowid DESC LIMIT {_CANDIDATES}"""


@dataclass(frozen=True)
class TypedPerson:
    """What stands in a form so far."""

    name: str
    city: str = ""
    address: str = ""


def look_alikes(
    reader: Rows, typed: TypedPerson, names: NameWords, besides: int | None = None
) -> tuple[SimilarCustomer, ...]:
    """The likeliest few, best first: by the words of the name in any order and spelling, then by where they live.

    One word more or less is only the same person at the same place. `names` makes the first call read all names.
    """
    words = search_tokens(typed.name)[:_MOST_WORDS]
    if len(words) < FEWEST_WORDS:
        return ()
    spellings = _spellings(words, names.read(reader))
    ranked = _ranked(reader.rows(_FOUND, " AND ".join(spellings), besides or 0), words, typed)
    if not ranked and len(words) > FEWEST_WORDS and (typed.city or typed.address):
        ranked = _ranked(reader.rows(_FOUND, _all_but_one(spellings), besides or 0), words, typed)
    return tuple(found for *_rank, found in sorted(ranked, key=lambda one: one[:3])[:MOST_SHOWN])


def _ranked(rows: Iterable[tuple], words: list[str], typed: TypedPerson) -> list[tuple]:
    town, street = search_tokens(typed.city), search_tokens(typed.address)
    ranked = []
    for place, (customer_id, number, name, phone, city, address) in enumerate(rows):
        likeness = name_likeness(words, search_tokens(name))
        is_there = is_same_place(town, street, search_tokens(city), search_tokens(address))
        if likeness is Likeness.NONE or (likeness is Likeness.PART and not is_there):
            continue
        found = SimilarCustomer(customer_id, number, name, phone, _reason(likeness, is_there=is_there))
        ranked.append((-is_there, -likeness, place, found))
    return ranked


def _spellings(words: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """For each word the full-text query of what was typed or may have been meant."""
    choices = [" OR ".join(f'"{one}"' for one in (word, *vocabulary.likely(word, _SPELLINGS))) for word in words]
    return [f"({choice})" for choice in choices]


def _all_but_one(spellings: list[str]) -> str:
    without = [" AND ".join([*spellings[:place], *spellings[place + 1 :]]) for place in range(len(spellings))]
    return " OR ".join(f"({some})" for some in without)


def _reason(likeness: Likeness, *, is_there: bool) -> Message:
    if likeness is Likeness.SAME:
        return Message("Same name, same place") if is_there else Message("Same name")
    return Message("Similar name, same place") if is_there else Message("Similar name")
