"""The search box over ten years: time and recall of every kind of query, against an indexed page of 50 rows.

    python -m benchmarks.search

A page of each of four kinds of records is found and read for a query. Every query is run three times and its best
time counts; the page is read between them. The record that was meant must be among the hits, however many there are.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from aftersales_desktop.domain.spelling import sound
from aftersales_desktop.domain.text import PERSIAN_ALPHABET, code_norm, search_tokens
from aftersales_desktop.services.search import search
from aftersales_desktop.services.search_hits import HitKind
from aftersales_desktop.services.search_words import NameWords
from aftersales_desktop.services.work import Reader, close_desk, open_desk
from aftersales_desktop.ui.box_search import SHOWN_PER_GROUP
from benchmarks.figures import HEADING, Figure, milliseconds, p95
from benchmarks.ten_years import now, ten_year_file

QUERIES = 60
PROBES = 10
"""So many queries of each kind are also looked at for what they find."""

TYPOS = 200
MOST_PAGES, MOST_PAGES_FOR_A_TYPO, LEAST_RECALL_OF_TYPOS = 40, 60, 0.95
EVERYTHING = 10**6
FLOOR = """
    SELECT u.id, u.color, m.brand, m.name, c.name, c.subscriber_number FROM unit u
    CROSS JOIN product_model m ON m.id = u.model_id CROSS JOIN customer c ON c.id = u.owner_id
    WHERE u.id BETWEEN ? AND ?"""


class Given(NamedTuple):
    """A record that is looked for: its words and numbers."""

    id: int
    name: str
    phone: str = ""


class Kind(NamedTuple):
    """One way of looking for a record."""

    title: str
    kind: HitKind
    query: Callable[[Given, random.Random], str]


def _part(text: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(text) - length + 1))
    return text[start : start + length]


def _surname(customer: Given) -> str:
    return search_tokens(customer.name)[-1]


def _beginnings(customer: Given) -> str:
    return " ".join(word[:3] for word in search_tokens(customer.name))


KINDS = (
    Kind("surname, 2 letters", HitKind.CUSTOMER, lambda one, _: _surname(one)[:2]),
    Kind("surname, 3 letters", HitKind.CUSTOMER, lambda one, _: _surname(one)[:3]),
    Kind("surname", HitKind.CUSTOMER, lambda one, _: _surname(one)),
    Kind("two words, turned round", HitKind.CUSTOMER, lambda one, _: " ".join(search_tokens(one.name)[::-1])),
    Kind("two 3-letter beginnings", HitKind.CUSTOMER, lambda one, _: _beginnings(one)),
    Kind("word and a letter", HitKind.CUSTOMER, lambda one, _: f"{search_tokens(one.name)[0]} {_surname(one)[0]}"),
    Kind("middle of a name", HitKind.CUSTOMER, lambda one, _: _surname(one)[-4:]),
    Kind("name without its space", HitKind.CUSTOMER, lambda one, _: "".join(search_tokens(one.name))),
    Kind("phone, last 4", HitKind.CUSTOMER, lambda one, _: one.phone[-4:]),
    Kind("phone, first 7", HitKind.CUSTOMER, lambda one, _: one.phone[:7]),
    Kind("phone, middle 5", HitKind.CUSTOMER, lambda one, _: one.phone[3:8]),
    Kind("phone, whole", HitKind.CUSTOMER, lambda one, _: one.phone),
    Kind("name and last 4", HitKind.CUSTOMER, lambda one, _: f"{_surname(one)} {one.phone[-4:]}"),
    Kind("serial, first 6", HitKind.UNIT, lambda one, _: code_norm(one.name)[:6]),
    Kind("serial, middle 5", HitKind.UNIT, lambda one, chance: _part(code_norm(one.name), 5, chance)),
    Kind("serial, last 5", HitKind.UNIT, lambda one, _: code_norm(one.name)[-5:]),
    Kind("serial, whole", HitKind.UNIT, lambda one, _: one.name),
    Kind("order, whole", HitKind.ORDER, lambda one, _: one.name),
    Kind("order, last 5", HitKind.ORDER, lambda one, _: code_norm(one.name)[-5:]),
    Kind("card, whole", HitKind.CARD, lambda one, _: one.name),
    Kind("card, last 5", HitKind.CARD, lambda one, _: code_norm(one.name)[-5:]),
    Kind("no hit", HitKind.CUSTOMER, lambda _, chance: f"قققق{chance.randrange(10**6)}"),
)

_SAMPLES = {
    HitKind.CUSTOMER: "SELECT id, name, phones_search FROM customer WHERE id = ? AND archived_at IS NULL",
    HitKind.UNIT: "SELECT u.id, i.value FROM unit u JOIN unit_identifier i ON i.unit_id = u.id AND i.kind = 'serial' "
    "WHERE u.id = ? AND u.archived_at IS NULL",
    HitKind.ORDER: "SELECT id, number FROM service_order WHERE id = ?",
    HitKind.CARD: "SELECT id, number FROM warranty_card WHERE id = ?",
}
_TABLES = {
    HitKind.CUSTOMER: "customer", HitKind.UNIT: "unit", HitKind.ORDER: "service_order", HitKind.CARD: "warranty_card",
}  # fmt: skip


def sample(reader: Reader, kind: HitKind, count: int, chance: random.Random) -> list[Given]:
    """Records of a kind, drawn from the whole file."""
    last = reader.rows(f"SELECT max(id) FROM {_TABLES[kind]}")[0][0]
    found: list[Given] = []
    while len(found) < count:
        for row in reader.rows(_SAMPLES[kind], chance.randrange(1, last + 1)):
            found.append(_given(*row))
    return found


def _given(row_id: int, name: str, phones: str = "") -> Given:
    return Given(row_id, name, phones.split()[-1] if phones else "")


class Clock:
    """Times queries, and the page between them."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.pages: list[float] = []
        self._middle = reader.rows("SELECT max(id) / 2 FROM unit")[0][0]

    @property
    def page(self) -> float:
        """The usual time of one page."""
        return statistics.median(self.pages)

    def best_of_three(self, query: str, **options: Any) -> float:
        """The best time of a query."""
        times = []
        for _ in range(3):
            self.pages.append(milliseconds(lambda: self.reader.rows(FLOOR, self._middle, self._middle + 49)))
            times.append(milliseconds(lambda: search(self.reader, query, limit=SHOWN_PER_GROUP, **options)))
        return min(times)


def every_kind(reader: Reader, tell: Callable[[str], object] = lambda _: None) -> Iterator[Figure]:
    """The figures over all ways of looking."""
    chance, clock = random.Random(7), Clock(reader)
    every: list[float] = []
    probed = missed = 0
    for kind in KINDS:
        wanted = sample(reader, kind.kind, QUERIES, chance)
        queries = [kind.query(one, chance) for one in wanted]
        times = [clock.best_of_three(query) for query in queries]
        every += times
        tell(f"    {kind.title:26} p50 {statistics.median(times):6.2f}   p95 {p95(times):6.2f} ms")
        if kind.title != "no hit":
            pairs = list(zip(wanted, queries, strict=True))[:PROBES]
            probed += len(pairs)
            missed += sum(not _finds(reader, kind.kind, one, query) for one, query in pairs)
    yield Figure("any search, 95th percentile / a page", p95(every), MOST_PAGES, clock.page)
    yield Figure("  found, every way of looking", (probed - missed) / probed, 1.0, unit="", at_least=True)


def typos(reader: Reader, tell: Callable[[str], object] = lambda _: None) -> Iterator[Figure]:
    """The figures of names with one slip or a homophone in them."""
    chance, clock, names = random.Random(11), Clock(reader), NameWords()
    yield Figure("  reading all names for it, once", milliseconds(lambda: names.read(reader)), 2_000)
    for title, wrong in (("homophone", mistype_sound), ("slip", mistype_letter)):
        times, found = [], 0
        for one in sample(reader, HitKind.CUSTOMER, TYPOS, chance):
            query = with_one_wrong(search_tokens(one.name), wrong, chance)
            times.append(clock.best_of_three(query, names=names))
            is_found = _finds(reader, HitKind.CUSTOMER, one, query, names)
            found += is_found
            if not is_found:
                tell(f"    {query} does not find {one.name}")
        target = LEAST_RECALL_OF_TYPOS
        yield Figure(f"name with a {title}, 95th percentile / a page", p95(times), MOST_PAGES_FOR_A_TYPO, clock.page)
        yield Figure(f"  found with a {title}", found / TYPOS, target, unit="", at_least=True)


def with_one_wrong(words: list[str], wrong: Callable[[str, random.Random], str], chance: random.Random) -> str:
    """The longest word of a name mistyped; alone, or within the name."""
    place = max(range(len(words)), key=lambda one: len(words[one]))
    words[place] = wrong(words[place], chance)
    return " ".join(words) if chance.random() < 0.5 else words[place]


def _finds(reader: Reader, kind: HitKind, one: Given, query: str, names: NameWords | None = None) -> bool:
    hits = search(reader, query, limit=EVERYTHING, names=names).hits
    return any(hit.id == one.id and hit.kind is kind for hit in hits)


_LETTERS_BY_SOUND: dict[str, list[str]] = {}
for _letter in PERSIAN_ALPHABET:
    _LETTERS_BY_SOUND.setdefault(sound(_letter), []).append(_letter)


def mistype_sound(word: str, chance: random.Random) -> str:
    """One letter written as another that sounds the same; a word without such a letter gets a slip."""
    places = [place for place, letter in enumerate(word) if len(_LETTERS_BY_SOUND.get(sound(letter), ())) > 1]
    if not places:
        return mistype_letter(word, chance)
    place = chance.choice(places)
    others = [letter for letter in _LETTERS_BY_SOUND[sound(word[place])] if letter != word[place]]
    return word[:place] + chance.choice(others) + word[place + 1 :]


def mistype_letter(word: str, chance: random.Random) -> str:
    """A letter left out, added, changed or swapped with its neighbour."""
    place = chance.randrange(len(word) - 1)
    letter = chance.choice(PERSIAN_ALPHABET)
    return chance.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + letter + word[place:],
            word[:place] + letter + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
        )
    )


def search_figures(path: Path, tell: Callable[[str], object] = lambda _: None) -> Iterator[Figure]:
    """All figures of the search on a file."""
    desk = open_desk(path, clock=now)
    try:
        with desk.reader() as reader:
            yield from every_kind(reader, tell)
            yield from typos(reader, tell)
    finally:
        close_desk()


def main(_arguments: Sequence[str]) -> int:
    """Print the figures; 1 when a target is missed."""
    print(HEADING)
    figures = []
    for figure in search_figures(ten_year_file(), print):
        print(figure.line())
        figures.append(figure)
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
