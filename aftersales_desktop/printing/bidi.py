"""In which order the characters of a mixed Persian and Latin line stand on paper.

The Unicode bidirectional algorithm, https://www.unicode.org/reports/tr9/ (revision 46); rule names in the code are
those of that page. An even level reads left-to-right, an odd one right-to-left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from aftersales_desktop.printing.bidi_tables import BRACKETS, CLASS_STARTS

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1
MAX_DEPTH = 125
MAX_OPEN_BRACKETS = 63

_EMBEDDINGS = frozenset(("LRE", "RLE", "LRO", "RLO"))
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_ISOLATE_ENDS = _ISOLATES | {"PDI"}
_CONTROLS = _EMBEDDINGS | _ISOLATES | {"PDF", "PDI", "B"}
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}
_NEUTRAL = _ISOLATE_ENDS | {"B", "S", "WS", "ON"}
_LEAVES_LTR_ALONE = frozenset(("L", "EN", "ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON", "PDI", "PDF"))
_LEAVES_RTL_ALONE = frozenset(("R", "AL", "ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON", "PDI", "PDF"))
_FORCED = {"LRO": "L", "RLO": "R"}
_CANONICAL = {"\u2329": "\u3008", "\u232a": "\u3009"}


class _ClassOf(dict[str, str]):
    """Bidi class of a character, looked up once; the answer does not depend on Python's own Unicode version."""

    def __init__(self) -> None:
        starts = [entry.split(":") for entry in CLASS_STARTS.split()]
        self._codes = [int(code, 16) for code, _ in starts]
        self._names = [name for _, name in starts]

    def __missing__(self, character: str) -> str:
        name = self._names[bisect_right(self._codes, ord(character)) - 1]
        self[character] = name
        return name


def _closing_brackets() -> dict[str, str]:
    pairs = (entry.split(":") for entry in BRACKETS.split())
    return {chr(int(opening, 16)): _canonical(chr(int(closing, 16))) for opening, closing in pairs}


def _canonical(bracket: str) -> str:
    return _CANONICAL.get(bracket, bracket)


CLASS_OF = _ClassOf()
_CLOSING = _closing_brackets()
_ALL_CLOSING = frozenset(_CLOSING.values()) | _CANONICAL.keys()


class Paragraph(NamedTuple):
    """Levels of a paragraph: its own (``base``), and of each character; ``classes`` are the characters' own."""

    base: int
    levels: list[int]
    classes: list[str]


class Run(NamedTuple):
    """Neighbours of one level: ``start`` up to, not including, ``end``."""

    start: int
    end: int
    level: int


class _Sequence(NamedTuple):
    """An isolating run sequence (X10): positions of its characters, its level, and what stands before and after."""

    positions: list[int]
    level: int
    before: str
    after: str

    @property
    def direction(self) -> str:
        return _direction(self.level)


def levels(text: str, base: int | None = None) -> Paragraph:
    """Level of every character of one paragraph; without a base level its first strong letter decides (P2, P3)."""
    classes = [CLASS_OF[character] for character in text]
    if base is None:
        base = RIGHT_TO_LEFT if _first_strong(classes, 0, len(classes)) == "R" else LEFT_TO_RIGHT
    present = set(classes)
    if present <= (_LEAVES_RTL_ALONE if base else _LEAVES_LTR_ALONE):
        return Paragraph(base, [base] * len(classes), classes)
    return Paragraph(base, _resolved(text, classes, present, base), classes)


def line_levels(paragraph: Paragraph, start: int, end: int) -> list[int]:
    """Levels of one line of the paragraph: tabs and the spaces before them or at the end fall back (L1)."""
    found = paragraph.levels[start:end]
    at_end = True
    for place in range(end - 1, start - 1, -1):
        name = paragraph.classes[place]
        if name in ("S", "B"):
            at_end = True
        elif name != "WS" and name not in _ISOLATE_ENDS and name not in _REMOVED:
            at_end = False
        if at_end:
            found[place - start] = paragraph.base
    return found


def visual_runs(line: Sequence[int]) -> list[Run]:
    """Runs of one line from left to right (L2); characters inside an odd run stand in reverse."""
    runs = _runs_of_one_level(line)
    odd = [run.level for run in runs if run.level % 2]
    if len(runs) > 1 and odd:
        for level in range(max(run.level for run in runs), min(odd) - 1, -1):
            _reverse_stretches(runs, level)
    return runs


def visual_order(line: Sequence[int]) -> list[int]:
    """Positions of the line's characters from left to right."""
    order: list[int] = []
    for start, end, level in visual_runs(line):
        order.extend(range(end - 1, start - 1, -1) if level % 2 else range(start, end))
    return order


def _runs_of_one_level(line: Sequence[int]) -> list[Run]:
    runs: list[Run] = []
    start = 0
    for place in range(1, len(line) + 1):
        if place == len(line) or line[place] != line[start]:
            runs.append(Run(start, place, line[start]))
            start = place
    return runs


def _reverse_stretches(runs: list[Run], level: int) -> None:
    """Turn round every stretch of runs at this level or a higher one."""
    start = 0
    while start < len(runs):
        end = start
        while end < len(runs) and runs[end].level >= level:
            end += 1
        runs[start:end] = runs[start:end][::-1]
        start = end + 1


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _resolved(text: str, classes: list[str], present: set[str], base: int) -> list[int]:
    explicit, types = [base] * len(classes), list(classes)
    partners = _isolate_partners(classes) if present & _ISOLATES else {}
    if present & _CONTROLS:
        _ExplicitLevels(classes, partners, base).assign(explicit, types)
    kept = [place for place, name in enumerate(classes) if name not in _REMOVED]  # X9
    found = list(explicit)
    for sequence in _sequences(classes, explicit, kept, partners, base):
        _resolve(sequence, text, classes, types, found)
    if len(kept) < len(classes):
        _level_removed(found, classes, base)
    return found


def _level_removed(found: list[int], classes: list[str], base: int) -> None:
    """Characters that X9 took out get the level of the character before them, so that they split nothing."""
    level = base
    for place, name in enumerate(classes):
        if name in _REMOVED:
            found[place] = level
        level = found[place]


def _first_strong(classes: list[str], start: int, end: int) -> str | None:
    """L or R, whichever comes first outside isolates (P2)."""
    depth = 0
    for place in range(start, end):
        name = classes[place]
        if name in _ISOLATES:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif not depth and name in ("L", "R", "AL"):
            return "L" if name == "L" else "R"
    return None


def _isolate_partners(classes: list[str]) -> dict[int, int]:
    """Position of each isolate's end by that of its start, and the other way round (BD9)."""
    partners: dict[int, int] = {}
    still_open: list[int] = []
    for place, name in enumerate(classes):
        if name in _ISOLATES:
            still_open.append(place)
        elif name == "PDI" and still_open:
            start = still_open.pop()
            partners[start], partners[place] = place, start
    return partners


class _Entry(NamedTuple):
    level: int
    forced: str | None
    isolate: bool


class _ExplicitLevels:
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
            if entry.forced and name != "B" and name not in _REMOVED:
                types[place] = entry.forced
            if name in _EMBEDDINGS:
                self._start_embedding(name)
            elif name in _ISOLATES:
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
            right_to_left = _first_strong(self._classes, place + 1, end) == "R"
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


def _sequences(
    classes: list[str], explicit: list[int], kept: list[int], partners: dict[int, int], base: int
) -> list[_Sequence]:
    """Isolating run sequences (BD13, X10)."""
    runs = [kept[run.start : run.end] for run in _runs_of_one_level([explicit[place] for place in kept])]
    run_at = {run[0]: run for run in runs}
    previous_of = {after: before for before, after in zip(kept, kept[1:], strict=False)}
    next_of = {before: after for after, before in previous_of.items()}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in partners:
            continue
        positions = list(run)
        while classes[positions[-1]] in _ISOLATES and positions[-1] in partners:
            positions += run_at[partners[positions[-1]]]
        level, last = explicit[positions[0]], positions[-1]
        before = explicit[previous_of[positions[0]]] if positions[0] in previous_of else base
        after = explicit[next_of[last]] if last in next_of and classes[last] not in _ISOLATES else base
        sequences.append(_Sequence(positions, level, _direction(max(level, before)), _direction(max(level, after))))
    return sequences


def _resolve(sequence: _Sequence, text: str, classes: list[str], types: list[str], found: list[int]) -> None:
    """Rules W1 to I2 on one sequence; writes the levels of its characters."""
    own = [types[place] for place in sequence.positions]
    _resolve_weak(own, sequence.before)
    _resolve_brackets(own, sequence, text, classes)
    _resolve_neutral(own, sequence)
    for name, place in zip(own, sequence.positions, strict=True):
        found[place] = _implicit_level(name, sequence.level)


def _implicit_level(name: str, level: int) -> int:
    """I1 and I2."""
    if level % 2:
        return level if name == "R" else level + 1
    return level + {"L": 0, "R": 1}.get(name, 2)


def _resolve_weak(own: list[str], before: str) -> None:
    present = set(own)
    if "NSM" in present:
        _join_marks(own, before)
    _numbers_after_arabic(own, before)
    if not present.isdisjoint(("ES", "CS", "ET")):
        _join_separators(own)
        _join_terminators(own)
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
    """W5 and W6: currency and percent signs belong to the number they touch; what is left over is neutral."""
    start = 0
    while start < len(own):
        end = start
        while end < len(own) and own[end] == "ET":
            end += 1
        if end > start and ("EN" in own[end : end + 1] or (start and own[start - 1] == "EN")):
            own[start:end] = ["EN"] * (end - start)
        start = max(end, start + 1)
    for place, name in enumerate(own):
        if name in ("ES", "CS", "ET"):
            own[place] = "ON"


def _numbers_after_latin(own: list[str], before: str) -> None:
    """W7."""
    strong = before
    for place, name in enumerate(own):
        if name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":
            own[place] = "L"


def _resolve_brackets(own: list[str], sequence: _Sequence, text: str, classes: list[str]) -> None:
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


def _bracket_direction(own: list[str], opening: int, closing: int, sequence: _Sequence) -> str | None:
    """N0 b to d."""
    inside = {_strong(name) for name in own[opening + 1 : closing]} - {None}
    if sequence.direction in inside:
        return sequence.direction
    if not inside:
        return None
    context = next((found for name in reversed(own[:opening]) if (found := _strong(name))), sequence.before)
    return context if context in inside else sequence.direction


def _resolve_neutral(own: list[str], sequence: _Sequence) -> None:
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
