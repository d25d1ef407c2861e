"""In which order the characters of a mixed Persian and Latin line stand on paper.

The Unicode bidirectional algorithm, https://www.unicode.org/reports/tr9/ (revision 46); rule names in the code are
those of that page. An even level reads left-to-right, an odd one right-to-left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from aftersales_desktop.printing.bidi_explicit import (
    EMBEDDINGS,
    ISOLATES,
    REMOVED,
    ExplicitLevels,
    first_strong,
    isolate_partners,
)
from aftersales_desktop.printing.bidi_implicit import RunSequence, direction_of, resolve
from aftersales_desktop.printing.bidi_tables import CLASS_STARTS

LEFT_TO_RIGHT, RIGHT_TO_LEFT = 0, 1

_ISOLATE_ENDS = ISOLATES | {"PDI"}
_CONTROLS = EMBEDDINGS | ISOLATES | {"PDF", "PDI", "B"}
_WEAK = frozenset(("ES", "ET", "CS", "NSM", "BN", "B", "S", "WS", "ON", "PDI", "PDF"))
_LEAVES_LTR_ALONE = _WEAK | {"L", "EN"}
_LEAVES_ISOLATE_ALONE = (_LEAVES_LTR_ALONE - {"B", "PDF"}) | {"LRI"}
_LEAVES_RTL_ALONE = _WEAK | {"R", "AL"}


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


CLASS_OF = _ClassOf()


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


def levels(text: str, base: int | None = None) -> Paragraph:
    """Level of every character of one paragraph; without a base level its first strong letter decides (P2, P3)."""
    classes = [CLASS_OF[character] for character in text]
    if base is None:
        base = RIGHT_TO_LEFT if first_strong(classes, 0, len(classes)) == "R" else LEFT_TO_RIGHT
    present = set(classes)
    if present <= (_LEAVES_RTL_ALONE if base else _LEAVES_LTR_ALONE):
        return Paragraph(base, [base] * len(classes), classes)
    if _is_one_isolate(classes, present):
        return Paragraph(base, [base, *[2] * (len(classes) - 2), base], classes)
    return Paragraph(base, _resolved(text, classes, present, base), classes)


def _is_one_isolate(classes: list[str], present: set[str]) -> bool:
    """Whether the text is a single code, the usual value on a paper: no rule can touch it."""
    return (
        classes[0] == "LRI"
        and classes[-1] == "PDI"
        and present <= _LEAVES_ISOLATE_ALONE
        and classes.count("LRI") == classes.count("PDI") == 1
    )


def line_levels(paragraph: Paragraph, start: int, end: int) -> list[int]:
    """Levels of one line of the paragraph: tabs and the spaces before them or at the end fall back (L1)."""
    found = paragraph.levels[start:end]
    at_end = True
    for place in range(end - 1, start - 1, -1):
        name = paragraph.classes[place]
        if name in ("S", "B"):
            at_end = True
        elif name != "WS" and name not in _ISOLATE_ENDS and name not in REMOVED:
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


def _resolved(text: str, classes: list[str], present: set[str], base: int) -> list[int]:
    explicit, types = [base] * len(classes), list(classes)
    partners = isolate_partners(classes) if present & ISOLATES else {}
    if present & _CONTROLS:
        ExplicitLevels(classes, partners, base).assign(explicit, types)
    kept = [place for place, name in enumerate(classes) if name not in REMOVED]  # X9
    found = list(explicit)
    for sequence in _sequences(classes, explicit, kept, partners, base):
        resolve(sequence, text, classes, types, found)
    if len(kept) < len(classes):
        _level_removed(found, classes, base)
    return found


def _level_removed(found: list[int], classes: list[str], base: int) -> None:
    """Characters that X9 took out get the level of the character before them, so that they split nothing."""
    level = base
    for place, name in enumerate(classes):
        if name in REMOVED:
            found[place] = level
        level = found[place]


def _sequences(
    classes: list[str], explicit: list[int], kept: list[int], partners: dict[int, int], base: int
) -> list[RunSequence]:
    """Isolating run sequences (BD13, X10)."""
    runs = [kept[run.start : run.end] for run in _runs_of_one_level([explicit[place] for place in kept])]
    if len(runs) == 1:
        level = explicit[kept[0]]
        edge = direction_of(max(level, base))
        return [RunSequence(kept, level, edge, edge)]
    run_at = {run[0]: run for run in runs}
    previous_of = dict(zip(kept[1:], kept, strict=False))
    next_of = dict(zip(kept, kept[1:], strict=False))
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in partners:
            continue
        positions = list(run)
        while classes[positions[-1]] in ISOLATES and positions[-1] in partners:
            positions += run_at[partners[positions[-1]]]
        level, last = explicit[positions[0]], positions[-1]
        before = explicit[previous_of[positions[0]]] if positions[0] in previous_of else base
        after = explicit[next_of[last]] if last in next_of and classes[last] not in ISOLATES else base
        sequences.append(
            RunSequence(positions, level, direction_of(max(level, before)), direction_of(max(level, after)))
        )
    return sequences
