"""Whether two names are probably one person's: the same words, spelled alike, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from aftersales_desktop.domain.spelling import SHORTEST, is_one_slip, sound

FEWEST_WORDS = 2
_SHARED_WORDS_OF_AN_ADDRESS = 2
_SHORTEST_WORD_OF_AN_ADDRESS = 3


class Likeness(IntEnum):
    """How much alike, the higher the more."""

    NONE = 0
    PART = 1
    ALIKE = 2
    SAME = 3


def name_likeness(typed: Sequence[str], known: Sequence[str]) -> Likeness:
    """Of folded words: all the same, all alike, or all alike but one word more on either side.

    Alike means the same sound or one slip of the finger. Fewer than two words are like nobody.
    """
    if min(len(typed), len(known)) < FEWEST_WORDS:
        return Likeness.NONE
    if sorted(typed) == sorted(known) or "".join(typed) == "".join(known):
        return Likeness.SAME
    fewer, more = sorted((list(typed), list(known)), key=len)
    left = list(more)
    for word in fewer:
        match = next((one for one in left if words_are_alike(word, one)), None)
        if match is None:
            return Likeness.NONE
        left.remove(match)
    if not left:
        return Likeness.ALIKE
    return Likeness.PART if len(left) == 1 else Likeness.NONE


def words_are_alike(one: str, other: str) -> bool:
    """The same sound, or one slip; short words must be the same."""
    if one == other:
        return True
    if min(len(one), len(other)) < SHORTEST:
        return False
    return is_one_slip(sound(one), sound(other))


def is_same_place(city: Sequence[str], address: Sequence[str], other_city: Sequence[str], other: Sequence[str]) -> bool:
    """Of folded words: the same town (where both name one), and an address that shares its words where both have one.

    Nothing known of either is not the same place.
    """
    if city and other_city and list(city) != list(other_city):
        return False
    if address and other:
        shared = {word for word in address if len(word) >= _SHORTEST_WORD_OF_AN_ADDRESS} & set(other)
        return len(shared) >= _SHARED_WORDS_OF_AN_ADDRESS
    return bool(city and other_city)
