"""Rules X1 to X8 of https://www.unicode.org/reports/tr9/: levels that invisible marks in the text ask for."""

from __future__ import annotations

from typing import NamedTuple

MAX_DEPTH = 125
"""Deepest explicit level."""

EMBEDDINGS = frozenset(("LRE", "RLE", "LRO", "RLO"))
ISOLATES = frozenset(("LRI", "RLI", "FSI"))
REMOVED = EMBEDDINGS | {"PDF", "BN"}
"""Classes that rule X9 takes out."""

_FORCED = {"LRO": "L", "RLO": "R"}


def first_strong(classes: list[str], start: int, end: int) -> str | None:
    """L or R, whichever comes first outside isolates (P2)."""
    depth = 0
    for place in range(start, end):
        name = classes[place]
        if name in ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif not depth and name in ("L", "R", "AL"):
            return "L" if name == "L" else "R"
    return None


def isolate_partners(classes: list[str]) -> dict[int, int]:
    """Position of each isolate's end by that of its start, and the other way round (BD9)."""
    partners: dict[int, int] = {}
    still_open: list[int] = []
    for place, name in enumerate(classes):
        if name in ISOLATES:
            still_open.append(place)
        elif name == "PDI" and still_open:
            start = still_open.pop()
            partners[start], partners[place] = place, start
    return partners


class _Entry(NamedTuple):
    level: int
    forced: str | None
    isolate: bool


class ExplicitLevels:
    """The stack of rules X1 to X8."""

    def __init__(self, classes: list[str], partners: dict[int, int], base: int) -> None:
        self._classes, self._partners = classes, partners
        self._stack = [_Entry(base, None, False)]
        self._too_deep_isolates = self._too_deep_embeddings = self._valid_isolates = 0

    def assign(self, explicit: list[int], types: list[str]) -> None:
        """Fill in the level of each character, and the types that an override forces."""
        for place, name in enumerate(self._classes):
            if name == "PDI":
                self._end_isolate()
            entry = self._stack[0] if name == "B" else self._stack[-1]  # X8
            explicit[place] = entry.level
            if entry.forced and name != "B" and name not in REMOVED:
                types[place] = entry.forced
            if name in EMBEDDINGS:
                self._start_embedding(name)
            elif name in ISOLATES:
                self._start_isolate(place, name)
            elif name == "PDF":
                self._end_embedding()

    def _deeper(self, right_to_left: bool) -> int:
        """The next level of that direction."""
        level = self._stack[-1].level + 1
        return level if level % 2 == right_to_left else level + 1

    def _start_embedding(self, name: str) -> None:
        """X2 to X5."""
        level = self._deeper(name[0] == "R")
        if level <= MAX_DEPTH and not self._too_deep_isolates and not self._too_deep_embeddings:
            self._stack.append(_Entry(level, _FORCED.get(name), False))
        elif not self._too_deep_isolates:
            self._too_deep_embeddings += 1

    def _start_isolate(self, place: int, name: str) -> None:
        """X5a to X5c."""
        right_to_left = name == "RLI"
        if name == "FSI":
            end = self._partners.get(place, len(self._classes))
            right_to_left = first_strong(self._classes, place + 1, end) == "R"
        level = self._deeper(right_to_left)
        if level <= MAX_DEPTH and not self._too_deep_isolates and not self._too_deep_embeddings:
            self._valid_isolates += 1
            self._stack.append(_Entry(level, None, True))
        else:
            self._too_deep_isolates += 1

    def _end_isolate(self) -> None:
        """X6a: also ends every embedding that was started inside."""
        if self._too_deep_isolates:
            self._too_deep_isolates -= 1
        elif self._valid_isolates:
            self._too_deep_embeddings = 0
            while not self._stack.pop().isolate:
                pass
            self._valid_isolates -= 1

    def _end_embedding(self) -> None:
        """X7."""
        if self._too_deep_isolates:
            return
        if self._too_deep_embeddings:
            self._too_deep_embeddings -= 1
        elif not self._stack[-1].isolate and len(self._stack) > 1:
            self._stack.pop()
