"""Rules W1 to I2 of https://www.unicode.org/reports/tr9/: levels that the characters themselves ask for."""

from __future__ import annotations

from typing import NamedTuple

from aftersales_desktop.printing.bidi_explicit import ISOLATES
from aftersales_desktop.printing.bidi_tables import BRACKETS

MAX_OPEN_BRACKETS = 63

_ISOLATE_ENDS = ISOLATES | {"PDI"}
_NEUTRAL = _ISOLATE_ENDS | {"B", "S", "WS", "ON"}
_SEPARATORS = frozenset(("ES", "CS", "ET"))
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


def _closing_brackets() -> dict[str, str]:
    pairs = (entry.split(":") for entry in BRACKETS.split())
    return {chr(int(opening, 16)): _canonical(chr(int(closing, 16))) for opening, closing in pairs}


def _canonical(bracket: str) -> str:
    return _CANONICAL.get(bracket, bracket)


_CLOSING = _closing_brackets()
_ALL_CLOSING = frozenset(_CLOSING.values()) | _CANONICAL.keys()


def direction_of(level: int) -> str:
    """R or L."""
    return "R" if level % 2 else "L"


class RunSequence(NamedTuple):
    """An isolating run sequence (X10): positions of its characters, its level, and what stands before and after."""

    positions: list[int]
    level: int
    before: str
    after: str

    @property
    def direction(self) -> str:
        """R or L."""
        return direction_of(self.level)


_ABOVE_EVEN = {"L": 0, "R": 1, "EN": 2, "AN": 2}
_ABOVE_ODD = {"R": 0, "L": 1, "EN": 1, "AN": 1}


def resolve(sequence: RunSequence, text: str, classes: list[str], types: list[str], found: list[int]) -> None:
    """Rules W1 to I2 on one sequence; writes the levels of its characters."""
    own = [types[place] for place in sequence.positions]
    _resolve_weak(own, sequence.before)
    if "ON" in own:
        _resolve_brackets(own, sequence, text, classes)
    if not _NEUTRAL.isdisjoint(own):
        _resolve_neutral(own, sequence)
    level, above = sequence.level, _ABOVE_ODD if sequence.level % 2 else _ABOVE_EVEN
    for name, place in zip(own, sequence.positions, strict=True):
        found[place] = level + above[name]  # I1, I2


def _resolve_weak(own: list[str], before: str) -> None:
    present = set(own)
    if "NSM" in present:
        _join_marks(own, before)
    _numbers_after_arabic(own, before)
    if not present.isdisjoint(_SEPARATORS):
        _join_separators(own)
        if "ET" in present:
            _join_terminators(own)
        own[:] = ["ON" if name in _SEPARATORS else name for name in own]  # W6
    if "EN" in present:
        _numbers_after_latin(own, before)


def _join_marks(own: list[str], before: str) -> None:
    """W1: a mark is what it sits on."""
    previous = before
    for place, name in enumerate(own):
        if name == "NSM":
            own[place] = "ON" if previous in _ISOLATE_ENDS else previous
        previous = own[place]


def _numbers_after_arabic(own: list[str], before: str) -> None:
    """W2 and W3."""
    strong = before
    for place, name in enumerate(own):
        if name in ("L", "R", "AL"):
            strong = name
            own[place] = "R" if name == "AL" else name
        elif name == "EN" and strong == "AL":
            own[place] = "AN"


def _join_separators(own: list[str]) -> None:
    """W4: one comma, slash or sign between two numbers of a kind belongs to them."""
    for place in range(1, len(own) - 1):
        previous, name, following = own[place - 1 : place + 2]
        if previous == following and (previous == "EN" and name in ("ES", "CS") or previous == "AN" and name == "CS"):
            own[place] = previous


def _join_terminators(own: list[str]) -> None:
    """W5: currency and percent signs belong to the number they touch."""
    start = 0
    while start < len(own):
        end = start
        while end < len(own) and own[end] == "ET":
            end += 1
        if end > start and ("EN" in own[end : end + 1] or (start and own[start - 1] == "EN")):
            own[start:end] = ["EN"] * (end - start)
        start = max(end, start + 1)


def _numbers_after_latin(own: list[str], before: str) -> None:
    """W7."""
    strong = before
    for place, name in enumerate(own):
        if name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":
            own[place] = "L"


def _resolve_brackets(own: list[str], sequence: RunSequence, text: str, classes: list[str]) -> None:
    """N0: both brackets of a pair go the same way."""
    for opening, closing in _bracket_pairs(own, sequence.positions, text):
        direction = _bracket_direction(own, opening, closing, sequence)
        if direction:
            for bracket in (opening, closing):
                own[bracket] = direction
                _marks_follow(own, bracket + 1, direction, sequence.positions, classes)


def _marks_follow(own: list[str], start: int, direction: str, positions: list[int], classes: list[str]) -> None:
    for place in range(start, len(own)):
        if classes[positions[place]] != "NSM":
            return
        own[place] = direction


def _bracket_pairs(own: list[str], positions: list[int], text: str) -> list[tuple[int, int]]:
    """Pairs in the order of their opening brackets (BD16); none at all when they nest too deep."""
    pairs: list[tuple[int, int]] = []
    still_open: list[tuple[str, int]] = []
    for place, (name, position) in enumerate(zip(own, positions, strict=True)):
        if name != "ON":
            continue
        character = text[position]
        if character in _CLOSING:
            if len(still_open) == MAX_OPEN_BRACKETS:
                return []
            still_open.append((_CLOSING[character], place))
        elif character in _ALL_CLOSING:
            _close_bracket(still_open, _canonical(character), place, pairs)
    return sorted(pairs)


def _close_bracket(still_open: list[tuple[str, int]], character: str, place: int, pairs: list[tuple[int, int]]) -> None:
    for depth in range(len(still_open) - 1, -1, -1):
        if still_open[depth][0] == character:
            pairs.append((still_open[depth][1], place))
            del still_open[depth:]
            return


def _strong(name: str) -> str | None:
    """For brackets and neutrals a number counts as right-to-left."""
    return "R" if name in ("R", "EN", "AN") else "L" if name == "L" else None


def _bracket_direction(own: list[str], opening: int, closing: int, sequence: RunSequence) -> str | None:
    """N0 b to d."""
    inside = {_strong(name) for name in own[opening + 1 : closing]} - {None}
    if sequence.direction in inside:
        return sequence.direction
    if not inside:
        return None
    context = next((found for name in reversed(own[:opening]) if (found := _strong(name))), sequence.before)
    return context if context in inside else sequence.direction


def _resolve_neutral(own: list[str], sequence: RunSequence) -> None:
    """N1 and N2: neutrals between two letters of one direction join them, others follow the sequence."""
    start = 0
    while start < len(own):
        end = start
        while end < len(own) and own[end] in _NEUTRAL:
            end += 1
        if end > start:
            left = _strong(own[start - 1]) if start else sequence.before
            right = _strong(own[end]) if end < len(own) else sequence.after
            own[start:end] = [left if left == right else sequence.direction] * (end - start)
        start = max(end, start + 1)
