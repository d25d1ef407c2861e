"""What was probably meant by a word that stands nowhere: the same sound, or one slip of the finger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

SHORTEST, LONGEST = 3, 24
"""Shorter words are one slip away from everything; longer ones are not names."""

# Letters that sound alike in Persian: https://en.wikipedia.org/wiki/Persian_alphabet#Letters
_SOUNDS = str.maketrans("صثذضظطحغ", "سسزززتهق")


def sound(word: str) -> str:
    """A folded word with one letter for each sound, so that words which sound alike are equal."""
    return word.translate(_SOUNDS)


def is_one_slip(wanted: str, typed: str) -> bool:
    """Whether one letter was left out, added, changed, or changed places with its neighbour; or none at all."""
    if wanted == typed:
        return True
    if abs(len(wanted) - len(typed)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(wanted, typed, strict=False)) if pair[0] != pair[1]), None)
    if start is None:
        return True
    left, right = wanted[start:], typed[start:]
    if len(left) != len(right):
        longer, shorter = sorted((left, right), key=len, reverse=True)
        return longer[1:] == shorter
    return left[1:] == right[1:] or (left[:2] == right[1::-1] and left[2:] == right[2:])


class Vocabulary:
    """The words names are made of, findable by their sound and by one slip.

    Two words that are one slip apart have a form in common when one letter is left out of either; all forms of all
    words are kept, so that a look-up costs a few reads of a dictionary (W. Garbe's symmetric deletion, 2012).
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._by_form: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._counts)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def add(self, word: str) -> None:
        """Note that a folded word stands in one name more."""
        if word not in self._counts and SHORTEST <= len(word) <= LONGEST:
            for form in _forms(sound(word)):
                self._by_form.setdefault(form, []).append(word)
        self._counts[word] += 1

    def likely(self, word: str, most: int) -> list[str]:
        """Other words that were probably meant, the likeliest first: those that sound the same, then the frequent."""
        if not SHORTEST <= len(word) <= LONGEST:
            return []
        heard = sound(word)
        near = {
            one
            for form in _forms(heard)
            for one in self._by_form.get(form, ())
            if one != word and is_one_slip(sound(one), heard)
        }
        return sorted(near, key=lambda one: (sound(one) != heard, -self._counts[one], one))[:most]


def _forms(heard: str) -> Iterator[str]:
    yield heard
    yield from {heard[:place] + heard[place + 1 :] for place in range(len(heard))}
