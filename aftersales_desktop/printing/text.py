"""Paragraphs into lines: broken in reading order, each line then put into the order of the eye.

Sizes are points, widths inside a line thousandths of the font size (em/1000).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from aftersales_desktop.printing import bidi
from aftersales_desktop.printing.shaping import REPLACEMENT, Face, Family, Segment, paper_family

Align = Literal["start", "end", "center", "justify"]
Direction = Literal["document", "rtl", "ltr", "auto"]

_BOLD_ON, _BOLD_OFF = "\x0e", "\x0f"
_LINE_BREAK = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ISOLATED_NUMBER = re.compile("\u2066[-0-9\u0660-\u0669\u06f0-\u06f9 +()./:\u2212]+\u2069")
_WORD = re.compile("[^ ]+")
_BREAK_AFTER = frozenset("-/\\._@,;:&=?\u2010\u200b")
_PARAGRAPHS_KEPT = 8192
_SPACES = "\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_NO_BREAK_SPACES = "\u2007\u202f"
_CONTROLS = (*range(0x09), *range(0x10, 0x1C), 0x1F, *range(0x7F, 0x85), *range(0x86, 0xA0))
_CLEANED = (
    dict.fromkeys(map(ord, _SPACES), " ")
    | dict.fromkeys(map(ord, _NO_BREAK_SPACES), "\u00a0")
    | dict.fromkeys(_CONTROLS, "")
    | dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)
)


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set: ``size`` in points, ``leading`` in sizes, ``color`` as #rrggbb.

    ``direction`` "document" reads like the paper, "auto" like its own first letter (for what people typed).
    ``align`` "start" is the right edge of a right-to-left paper, whatever the direction of the text.
    """

    size: float = 10.0
    bold: bool = False
    align: Align = "start"
    direction: Direction = "document"
    leading: float = 1.6
    color: str = "#000000"

    @property
    def line_height(self) -> float:
        """Points from one baseline to the next."""
        return self.size * self.leading


class Piece(NamedTuple):
    """Shaped text in one weight."""

    segment: Segment
    bold: bool


class Line(NamedTuple):
    """Pieces from left to right; ``width`` in em/1000; ``gaps`` counts the spaces that may be stretched."""

    pieces: tuple[Piece, ...]
    width: int
    gaps: int
    base: int
    ends_paragraph: bool


def bold(text: str) -> str:
    """Text to be set bold inside a paragraph; may be put into the blank of a sentence."""
    return f"{_BOLD_ON}{text}{_BOLD_OFF}"


def layout(
    text: str, style: Style, width: float | None, *, right_to_left: bool, family: Family | None = None
) -> tuple[Line, ...]:
    """Lines of a text that are at most ``width`` points wide (None: only broken where the text says so)."""
    limit = None if width is None else int(width * 1000 / style.size + 0.01)
    base = _base_level(style.direction, right_to_left)
    lines: list[Line] = []
    for paragraph in _paragraphs(text):
        lines += _lay_out(paragraph, base, style.bold, limit, family or paper_family())
    return tuple(lines)


def text_width(text: str, style: Style, *, right_to_left: bool = True, family: Family | None = None) -> float:
    """Points the longest line of the text takes when nothing is wrapped."""
    lines = layout(text, style, None, right_to_left=right_to_left, family=family)
    return max(line.width for line in lines) * style.size / 1000


def _base_level(direction: Direction, right_to_left: bool) -> int | None:
    if direction == "auto":
        return None
    return int(right_to_left if direction == "document" else direction == "rtl")


def _paragraphs(text: str) -> Iterator[str]:
    """Each line of the text as written; a bold part that spans a line break starts again on the next line."""
    is_open = False
    for paragraph in _LINE_BREAK.split(_ISOLATED_NUMBER.sub(_unbroken, text)):
        yield (_BOLD_ON if is_open else "") + paragraph.translate(_CLEANED)
        if _BOLD_ON in paragraph or _BOLD_OFF in paragraph:
            is_open = paragraph.rfind(_BOLD_ON) > paragraph.rfind(_BOLD_OFF)


def _unbroken(number: re.Match[str]) -> str:
    """A phone stays on one line; PDFium also finds it only if its groups are not words of their own."""
    return number[0].replace(" ", "\u00a0")


@lru_cache(maxsize=_PARAGRAPHS_KEPT)
def _lay_out(text: str, base: int | None, is_bold: bool, limit: int | None, family: Family) -> tuple[Line, ...]:
    return tuple(_Paragraph(text, base, is_bold, family).lines(limit))


class _Word(NamedTuple):
    """Text between spaces: its place, and its pieces with their levels in reading order."""

    start: int
    end: int
    pieces: list[tuple[Piece, int]]
    width: int


class _Paragraph:
    """One paragraph while it is laid out."""

    def __init__(self, text: str, base: int | None, is_bold: bool, family: Family) -> None:
        self._text, self._bold = _split_weights(text, is_bold)
        self._levels = bidi.levels(self._text, base)
        self._family = family
        self._spaces = {weight: Piece(family.face(weight).space, weight) for weight in (False, True)}

    def lines(self, limit: int | None) -> Iterator[Line]:
        """Words are put on a line while they fit; what is wider than a line is broken anywhere."""
        line: list[_Word] = []
        width = 0
        for word in self._words(limit):
            gap = sum(piece.segment.width for piece in self._gap(line[-1].end, word.start)) if line else 0
            if line and limit is not None and (width + gap + word.width > limit or word.start == line[-1].end):
                yield self._line(line, ends_paragraph=False)
                line, width, gap = [], 0, 0
            line.append(word)
            width += gap + word.width
        yield self._line(line, ends_paragraph=True)

    def _words(self, limit: int | None) -> Iterator[_Word]:
        for found in _WORD.finditer(self._text):
            word = self._word(found.start(), found.end())
            if limit is None or word.width <= limit:
                yield word
            else:
                yield from self._broken(word.start, word.end, limit)

    def _broken(self, start: int, end: int, limit: int) -> Iterator[_Word]:
        """A word that is wider than a line, in parts that fit."""
        while start < end:
            word = self._longest_fit(start, end, limit)
            yield word
            start = word.end

    def _longest_fit(self, start: int, end: int, limit: int) -> _Word:
        """At least one character, else as much as fits, preferably up to a mark that a code or address breaks at."""
        word = self._word(start, end)
        if word.width <= limit:
            return word
        fits, too_long = start + 1, end
        while too_long - fits > 1:
            middle = (fits + too_long) // 2
            if self._word(start, middle).width <= limit:
                fits = middle
            else:
                too_long = middle
        return self._word(start, self._good_break(start, fits))

    def _good_break(self, start: int, end: int) -> int:
        for place in range(end, (start + end) // 2, -1):
            if self._text[place - 1] in _BREAK_AFTER:
                return place
        while end > start + 1 and self._levels.classes[end] in ("NSM", "BN"):
            end -= 1
        return end

    def _word(self, start: int, end: int) -> _Word:
        pieces = []
        for first, last in self._segment_ends(start, end):
            level, is_bold = self._levels.levels[first], self._bold[first]
            face = self._family.face(is_bold)
            before, after = self._joined_neighbours(first, last, start, end)
            pieces.append((Piece(face.shape(self._text[first:last], level % 2 == 1, before, after), is_bold), level))
        return _Word(start, end, pieces, sum(piece.segment.width for piece, _ in pieces))

    def _segment_ends(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches of one level and one weight."""
        levels, weights, first = self._levels.levels, self._bold, start
        for place in range(start + 1, end + 1):
            if place == end or levels[place] != levels[first] or weights[place] != weights[first]:
                yield first, place
                first = place

    def _joined_neighbours(self, first: int, last: int, start: int, end: int) -> tuple[str, str]:
        """Letters of the same level that a change of weight cut off: they still join."""
        levels, text = self._levels.levels, self._text
        before = text[first - 1] if first > start and levels[first - 1] == levels[first] else ""
        after = text[last] if last < end and levels[last] == levels[first] else ""
        return before, after

    def _gap(self, start: int, end: int) -> list[Piece]:
        """The spaces between two words."""
        return [self._spaces[self._bold[place]] for place in range(start, end)]

    def _line(self, words: list[_Word], ends_paragraph: bool) -> Line:
        base = self._levels.base
        if not words:
            return Line((), 0, 0, base, ends_paragraph)
        items, gaps = self._items(words)
        pieces: list[Piece] = []
        for start, end, level in bidi.visual_runs([level for _, level in items]):
            run = [piece for piece, _ in items[start:end]]
            pieces += reversed(run) if level % 2 else run
        return Line(tuple(pieces), sum(piece.segment.width for piece in pieces), gaps, base, ends_paragraph)

    def _items(self, words: list[_Word]) -> tuple[list[tuple[Piece, int]], int]:
        """Pieces and spaces of a line in reading order, each with its level."""
        start = words[0].start
        levels = bidi.line_levels(self._levels, start, words[-1].end)
        items, gaps, previous_end = list[tuple[Piece, int]](), 0, start
        for word in words:
            items += zip(self._gap(previous_end, word.start), levels[previous_end - start :], strict=False)
            items += word.pieces
            gaps += word.start - previous_end
            previous_end = word.end
        return items, gaps


def _split_weights(text: str, is_bold: bool) -> tuple[str, list[bool]]:
    """The text without its weight marks, and the weight of each character."""
    if _BOLD_ON not in text and _BOLD_OFF not in text:
        return text, [is_bold] * len(text)
    characters, weights, now_bold = [], [], is_bold
    for character in text:
        if character in (_BOLD_ON, _BOLD_OFF):
            now_bold = character == _BOLD_ON or is_bold
        else:
            characters.append(character)
            weights.append(now_bold)
    return "".join(characters), weights


def line_start(line: Line, style: Style, width: float, *, right_to_left: bool) -> float:
    """Points from the left edge of the box to the line's first piece."""
    room = width - line.width * style.size / 1000
    if line_stretch(line, style, width):
        return 0.0
    if style.align == "center":
        return room / 2
    starts_right = bool(line.base) if style.align == "justify" else right_to_left
    return room if starts_right == (style.align != "end") else 0.0


def line_stretch(line: Line, style: Style, width: float) -> float:
    """Points to add at every space of a justified line."""
    room = width - line.width * style.size / 1000
    if style.align != "justify" or line.ends_paragraph or not line.gaps or room <= 0:
        return 0.0
    return room / line.gaps


def first_baseline(face: Face, style: Style) -> float:
    """Points from the top of a text box to its first baseline."""
    ascent, descent = face.ascent * style.size / 1000, -face.descent * style.size / 1000
    return (style.line_height - ascent - descent) / 2 + ascent
