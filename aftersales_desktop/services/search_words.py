"""“Did you mean ...?”: what a query that found nothing may stand for, by the names that are in the file."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Sequence

from aftersales_desktop.domain.spelling import Vocabulary
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.search_query import Term

READINGS = 3
"""So many corrected readings of one query are shown together."""

MOST_TRIED = 12
_MOST_FOR_A_WORD = 5
_CHUNK = 5_000
_NEW_NAMES = "SELECT id, name_search FROM customer WHERE id > ? ORDER BY id LIMIT ?"
_LAST_CHANGE = "SELECT coalesce(max(seq), 0) FROM audit"
_CHANGED_NAMES = """
    SELECT c.name_search FROM audit a JOIN customer c ON c.uuid = a.record_uuid
    WHERE a.seq > ? AND a.entity = 'customer' AND c.id <= ?"""


class NameWords:
    """The words of all customers' names, read when they are first wanted; afterwards only what is new or changed.

    One for all searches of a window, whatever thread they run in.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._vocabulary = Vocabulary()
        self._last_id = 0
        self._last_change: int | None = None

    def read(self, reader: Rows) -> Vocabulary:
        """All words as of now: half a second for 200,000 customers the first time, then next to nothing."""
        with self._lock:
            self._read_changed(reader)
            while found := reader.rows(_NEW_NAMES, self._last_id, _CHUNK):
                self._add(name for _id, name in found)
                self._last_id = found[-1][0]
            return self._vocabulary

    def _read_changed(self, reader: Rows) -> None:
        last = reader.rows(_LAST_CHANGE)[0][0]
        if self._last_change is not None and last > self._last_change:
            self._add(name for (name,) in reader.rows(_CHANGED_NAMES, self._last_change, self._last_id))
        self._last_change = last

    def _add(self, searched: Iterator[str]) -> None:
        for form in searched:
            words = form.split()
            # The last of several is all of them written together, which nobody is called.
            for word in words[:-1] if len(words) > 2 else words:
                self._vocabulary.add(word)


def corrected(terms: Sequence[Term], words: Vocabulary) -> Iterator[str]:
    """Other texts that may have been meant, the likeliest first; words no name has are corrected before others."""
    unknown = [place for place, term in enumerate(terms) if _is_word(term) and term.text not in words]
    wrong = unknown or [place for place, term in enumerate(terms) if _is_word(term)]
    if not wrong:
        return
    readings = _unknown_changed(terms, unknown, words) if unknown else _one_changed(terms, wrong, words)
    yield from (" ".join(reading) for reading in itertools.islice(readings, MOST_TRIED))


def _unknown_changed(terms: Sequence[Term], places: Sequence[int], words: Vocabulary) -> Iterator[Sequence[str]]:
    """Every mixture but the text itself; an unknown word may also be right: the beginning of a name."""
    texts = [term.text for term in terms]
    choices = [
        [*words.likely(text, _MOST_FOR_A_WORD), text] if place in places else [text] for place, text in enumerate(texts)
    ]
    return (list(reading) for reading in itertools.product(*choices) if list(reading) != texts)


def _one_changed(terms: Sequence[Term], places: Sequence[int], words: Vocabulary) -> Iterator[Sequence[str]]:
    texts = [term.text for term in terms]
    for place in reversed(places):
        for word in words.likely(texts[place], _MOST_FOR_A_WORD):
            yield [*texts[:place], word, *texts[place + 1 :]]


def _is_word(term: Term) -> bool:
    return not term.has_digit
