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
_TEXTS_KEPT = 8192
_DIRECTION_MARKS = bidi.EMBEDDINGS | bidi.ISOLATES | {"PDF", "PDI"}
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


class Line(NamedTuple):
    """Shaped segments from left to right; ``width`` in em/1000; ``gaps`` counts the spaces that may be stretched.

    ``has_raised``: there are marks off the baseline.
    """

    segments: tuple[Segment, ...]
    width: int
    gaps: int
    base: int
    has_raised: bool
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
    return _lay_out(text, base, style.bold, limit, family or paper_family())


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


@lru_cache(maxsize=_TEXTS_KEPT)
def _lay_out(text: str, base: int | None, is_bold: bool, limit: int | None, family: Family) -> tuple[Line, ...]:
    lines: list[Line] = []
    for paragraph in _paragraphs(text):
        lines += _Paragraph(paragraph, base, is_bold, family).lines(limit)
    return tuple(lines)


class _Word(NamedTuple):
    """Text between spaces: its place, and its segments with their levels in reading order."""

    start: int
    end: int
    parts: list[tuple[Segment, int]]
    width: int


class _Paragraph:
    """One paragraph while it is laid out; ``_settings`` holds level * 2 + weight of each character."""

    def __init__(self, text: str, base: int | None, is_bold: bool, family: Family) -> None:
        plain, weights = _split_weights(text, is_bold)
        self.base, levels, classes = bidi.levels(plain, base)
        settings = [level * 2 + weight for level, weight in zip(levels, weights, strict=True)]
        if not _DIRECTION_MARKS.isdisjoint(classes):
            shown = [place for place, name in enumerate(classes) if name not in _DIRECTION_MARKS]
            plain = "".join([plain[place] for place in shown])
            settings, classes = [settings[place] for place in shown], [classes[place] for place in shown]
        self._text, self._settings, self._classes = plain, settings, classes
        self._family = family
        self._spaces = (family.regular.space, family.bold.space)

    def lines(self, limit: int | None) -> Iterator[Line]:
        """Words are put on a line while they fit; what is wider than a line is broken anywhere."""
        line: list[_Word] = []
        width = 0
        for word in self._words(limit):
            gap = sum(space.width for space, _ in self._gap(line[-1].end, word.start)) if line else 0
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
        while end > start + 1 and self._classes[end] in ("NSM", "BN"):
            end -= 1
        return end

    def _word(self, start: int, end: int) -> _Word:
        settings = self._settings[start:end]
        if settings.count(settings[0]) == len(settings):
            segment = self._segment(start, end, "", "")
            return _Word(start, end, [(segment, settings[0] >> 1)], segment.width)
        parts = []
        for first, last in self._stretches(start, end):
            before, after = self._joined_neighbours(first, last, start, end)
            parts.append((self._segment(first, last, before, after), self._settings[first] >> 1))
        return _Word(start, end, parts, sum(segment.width for segment, _ in parts))

    def _segment(self, start: int, end: int, before: str, after: str) -> Segment:
        level, is_bold = divmod(self._settings[start], 2)
        face = self._family.face(is_bold == 1)
        return face.shape(self._text[start:end], level % 2 == 1, before, after)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches of one level and one weight."""
        first = start
        for place in range(start + 1, end + 1):
            if place == end or self._settings[place] != self._settings[first]:
                yield first, place
                first = place

    def _joined_neighbours(self, first: int, last: int, start: int, end: int) -> tuple[str, str]:
        """Letters of the same level that a change of weight cut off: they still join."""
        settings, text, level = self._settings, self._text, self._settings[first] >> 1
        before = text[first - 1] if first > start and settings[first - 1] >> 1 == level else ""
        after = text[last] if last < end and settings[last] >> 1 == level else ""
        return before, after

    def _gap(self, start: int, end: int) -> list[tuple[Segment, int]]:
        """The spaces between two words, with their levels."""
        return [(self._spaces[setting % 2], setting >> 1) for setting in self._settings[start:end]]

    def _line(self, words: list[_Word], ends_paragraph: bool) -> Line:
        """Rule L1 finds nothing here: tabs are spaces by now, and no line begins or ends with one."""
        parts: list[tuple[Segment, int]] = []
        gaps = 0
        for place, word in enumerate(words):
            if place:
                parts += self._gap(words[place - 1].end, word.start)
                gaps += word.start - words[place - 1].end
            parts += word.parts
        segments = tuple(_in_visual_order(parts))
        width = sum([segment.width for segment in segments])
        has_raised = any(segment.raised for segment in segments)
        return Line(segments, width, gaps, self.base, has_raised, ends_paragraph)


def _in_visual_order(parts: list[tuple[Segment, int]]) -> list[Segment]:
    """Rule L2."""
    segments: list[Segment] = []
    for start, end, level in bidi.visual_runs([level for _, level in parts]):
        run = [segment for segment, _ in parts[start:end]]
        segments += reversed(run) if level % 2 else run
    return segments


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
    """Points from the left edge of the box to the line's first segment."""
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
