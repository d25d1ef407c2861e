"""Which letters of a line are what was looked for, whatever the spelling."""

from __future__ import annotations

from aftersales_desktop.domain.text import fold


def marked_ranges(text: str, query: str) -> list[tuple[int, int]]:
    """(start, length) of each part of the text that a word of the query stands for.

    Letters are compared folded; separators inside numbers do not count: "09123" is found in «۰۹۱۲ ۳۴۵».
    """
    letters = [(fold(character).replace(" ", ""), place) for place, character in enumerate(text)]
    plain = "".join(letter for letter, _place in letters)
    places = [place for letter, place in letters for _each in letter]
    ranges = []
    for word in fold(query).split():
        start = plain.find(word)
        if start >= 0:
            first, last = places[start], places[start + len(word) - 1]
            ranges.append((first, last - first + 1))
    return sorted(ranges)
