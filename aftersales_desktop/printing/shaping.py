"""Letters into glyphs: joined, ligated and positioned by HarfBuzz, with the text each glyph stands for.

Widths and offsets are thousandths of the font size (em/1000), the unit of PDF text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining

import uharfbuzz as hb

from aftersales_desktop.printing.bidi_tables import MIRRORED
from aftersales_desktop.resource import resource_path

SHAPED_SEGMENTS_KEPT = 20_000
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
NO_GLYPH = -1
"""Glyph id of a character that is part of the text but draws nothing."""

_LANGUAGE = "fa"
_FEATURES = {"dlig": False}
_HALF_SPACE = "\u200c"
_JOINERS = frozenset((_HALF_SPACE, "\u200d"))
_INVISIBLE = (
    _JOINERS
    | frozenset("\u00ad\u061c\u200b\u200e\u200f\ufeff")
    | frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10))))
)
_MIRROR = {int(code, 16): int(image, 16) for code, image in (entry.split(":") for entry in MIRRORED.split())}
_FIRST_SILENT_CODE, _SILENT_CODES = 0x1000, 0x800
_GOOD_ENOUGH = 1.5
"""Glyphs this close (em/1000) to their place are left alone, which keeps the page description short."""


class Glyph(NamedTuple):
    """One code of the page: glyph id (or NO_GLYPH), the text it stands for, at most one character, and its width.

    The width is how far the code moves the pen, em/1000: all of the glyph's, or a share of it in a ligature.
    """

    id: int
    text: str
    width: int = 0


def usual_code(glyph: Glyph) -> int:
    """The code a page calls a glyph by: its id, or for text that draws nothing a number made of the character."""
    return glyph.id if glyph.id != NO_GLYPH else _FIRST_SILENT_CODE + ord(glyph.text) % _SILENT_CODES


def shown_items(items: Iterable[Glyph | int], code_of: Callable[[Glyph], int]) -> str:
    """Items of a TJ operator."""
    written: list[str] = []
    codes: list[int] = []
    for item in items:
        if isinstance(item, Glyph):
            codes.append(code_of(item))
        else:
            written.append(f"{_shown_codes(codes)}{item}")
            codes = []
    return " ".join([*written, _shown_codes(codes)] if codes else written)


def _shown_codes(codes: list[int]) -> str:
    return f"<{'%04X' * len(codes)}>" % tuple(codes) if codes else ""


class RaisedGlyph(NamedTuple):
    """A mark above or below its letter: where it stands from the start of the segment, em/1000."""

    id: int
    x: int
    y: int


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """Shaped text of one face and direction, from left to right; ``width`` in em/1000.

    ``items`` are glyphs on the baseline and moves between them (positive moves back, em/1000), ``shown`` is the same
    in the usual codes for a TJ operator, ``glyphs`` without the moves. Marks off the baseline are kept apart, because
    readers of a PDF take a raised glyph for a line of its own. ``missing``: characters the font lacks.
    """

    face: Face
    width: int
    items: tuple[Glyph | int, ...]
    shown: str
    glyphs: tuple[Glyph, ...]
    raised: tuple[RaisedGlyph, ...] = ()
    missing: str = ""


class _Shaped(NamedTuple):
    """What HarfBuzz answers, from left to right: glyph ids, the first character of each, and where it stands.

    A place is offset to the right, offset upwards, advance to the right and advance upwards, in font units.
    """

    glyphs: list[int]
    clusters: list[int]
    places: list[tuple[int, int, int, int]]


class Face:
    """One font file, open for the life of the program; safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.name = path.stem
        self.hb_face = hb.Face(hb.Blob.from_file_path(str(path)))
        self._font = hb.Font(self.hb_face)
        self._scale = 1000 / self.hb_face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent = round(extents.ascender * self._scale)
        self.descent = round(extents.descender * self._scale)
        self.empty_glyph = self._font.get_nominal_glyph(0x200D) or 0
        self.glyph_width = lru_cache(maxsize=None)(self._glyph_width)
        self.outline = lru_cache(maxsize=None)(self._outline)
        self.shape = lru_cache(maxsize=SHAPED_SEGMENTS_KEPT)(self._shape)
        space = self._font.get_nominal_glyph(0x20) or 0
        self.space = self._segment(self.glyph_width(space), [Glyph(space, " ", self.glyph_width(space))])

    def has(self, character: str) -> bool:
        """Whether the font can draw it."""
        return character in _INVISIBLE or bool(self._font.get_nominal_glyph(ord(character)))

    def _glyph_width(self, glyph: int) -> int:
        """Width of a glyph as the PDF declares it, em/1000."""
        return 0 if glyph == NO_GLYPH else round(self._font.get_glyph_h_advance(glyph) * self._scale)

    def _shape(self, text: str, right_to_left: bool, before: str = "", after: str = "") -> Segment:
        """Shape text of one level; letters ``before`` and ``after`` it are not drawn, but the text joins to them."""
        if not text:
            return self._segment(0, [])
        shaped = self._shaped(text, right_to_left, before, after)
        missing = ""
        if 0 in shaped.glyphs:
            missing = "".join(sorted({character for character in text if not self.has(character)}))
            text = "".join(REPLACEMENT if character in missing else character for character in text)
            shaped = self._shaped(text, right_to_left, before, after)
        return self._collected(shaped, text, right_to_left, missing)

    def _shaped(self, text: str, right_to_left: bool, before: str, after: str) -> _Shaped:
        buffer = hb.Buffer()
        buffer.add_str(before + text + after, len(before), len(text))
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.language = _LANGUAGE
        hb.shape(self._font, buffer, _FEATURES)
        found = [(info.codepoint, info.cluster - len(before)) for info in buffer.glyph_infos]
        places = [place.position for place in buffer.glyph_positions]
        return _Shaped([glyph for glyph, _ in found], [cluster for _, cluster in found], places)

    def _collected(self, shaped: _Shaped, text: str, right_to_left: bool, missing: str) -> Segment:
        carried = _texts_of_glyphs(shaped.clusters, text, right_to_left)
        if right_to_left and _HALF_SPACE in text:
            _join_half_spaces(shaped, carried)
        items, raised, x, pen, scale = list[Glyph | int](), list[RaisedGlyph](), 0.0, 0, self._scale
        for glyph_id, place, own_text in zip(shaped.glyphs, shaped.places, carried, strict=True):
            left, rise = x + place[0] * scale, place[1]
            if rise:
                raised.append(RaisedGlyph(glyph_id, round(left), round(rise * scale)))
            drawn = NO_GLYPH if rise else glyph_id
            for glyph in _codes(drawn, own_text, self.glyph_width(drawn), right_to_left):
                if glyph.id != NO_GLYPH and not -_GOOD_ENOUGH < pen - left < _GOOD_ENOUGH:
                    pen = _moved(items, pen, left)
                pen += glyph.width
                items.append(glyph)
            x += place[2] * scale
        _moved(items, pen, x)
        return self._segment(round(x), items, raised, missing)

    def _segment(
        self, width: int, items: Sequence[Glyph | int], raised: Sequence[RaisedGlyph] = (), missing: str = ""
    ) -> Segment:
        whole = tuple(items)
        glyphs = whole if int not in map(type, whole) else tuple([item for item in items if isinstance(item, Glyph)])
        return Segment(self, width, whole, shown_items(whole, usual_code), glyphs, tuple(raised), missing)

    def _outline(self, glyph: int) -> str:
        """The shape of a glyph as PDF path operators, em/1000."""
        pen = _OutlinePen(self._scale)
        self._font.draw_glyph(glyph, pen.functions())
        return " ".join(pen.operators)


class _OutlinePen:
    """Collects the outline of one glyph as HarfBuzz draws it."""

    def __init__(self, scale: float) -> None:
        self.operators: list[str] = []
        self._scale = scale
        self._here = (0.0, 0.0)

    def functions(self) -> hb.DrawFuncs:
        functions = hb.DrawFuncs()
        functions.set_move_to_func(self._move)
        functions.set_line_to_func(self._line)
        functions.set_quadratic_to_func(self._quadratic)
        functions.set_cubic_to_func(self._cubic)
        functions.set_close_path_func(self._close)
        return functions

    def _add(self, operator: str, *points: float) -> None:
        self._here = points[-2:]
        self.operators.append(" ".join([*(str(round(point * self._scale)) for point in points), operator]))

    def _move(self, x: float, y: float, _context: object) -> None:
        self._add("m", x, y)

    def _line(self, x: float, y: float, _context: object) -> None:
        self._add("l", x, y)

    def _quadratic(self, x1: float, y1: float, x: float, y: float, context: object) -> None:
        """PDF knows cubic curves only."""
        x0, y0 = self._here
        first = (x0 + (x1 - x0) * 2 / 3, y0 + (y1 - y0) * 2 / 3)
        self._cubic(*first, x + (x1 - x) * 2 / 3, y + (y1 - y) * 2 / 3, x, y, context)

    def _cubic(self, x1: float, y1: float, x2: float, y2: float, x: float, y: float, _context: object) -> None:
        self._add("c", x1, y1, x2, y2, x, y)

    def _close(self, _context: object) -> None:
        self.operators.append("h")


def _moved(items: list[Glyph | int], pen: int, x: float) -> int:
    """Move a drawing program's pen to x, em/1000; returns where it stands."""
    distance = round(pen - x)
    if distance:
        items.append(distance)
    return pen - distance


def _texts_of_glyphs(clusters: list[int], text: str, right_to_left: bool) -> list[str]:
    """The part of the text each glyph stands for: the k-th glyph of a cluster takes its k-th character, the last
    one the rest. A mirrored bracket stands for what it looks like, because readers of a PDF mirror it back."""
    if right_to_left:
        text = text.translate(_MIRROR)
    if len(set(clusters)) == len(clusters) == len(text):
        return [text[cluster] for cluster in clusters]
    carried = [""] * len(clusters)
    for places, cluster_text in _clusters(clusters, text, right_to_left):
        for number, place in enumerate(places, 1):
            carried[place] = cluster_text[number - 1 : number if number < len(places) else None]
    return carried


def _clusters(clusters: list[int], text: str, right_to_left: bool) -> Iterator[tuple[list[int], str]]:
    """Glyphs that belong together, in reading order, with their characters."""
    glyphs_at: dict[int, list[int]] = {}
    for place in reversed(range(len(clusters))) if right_to_left else range(len(clusters)):
        glyphs_at.setdefault(clusters[place], []).append(place)
    starts = sorted(glyphs_at)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield glyphs_at[start], text[start:end]


def _join_half_spaces(shaped: _Shaped, carried: list[str]) -> None:
    """A half space becomes part of the letter after it, the one on its left. Without room of its own it would end the
    word for poppler, which then reads the other half backwards."""
    for place in reversed(range(1, len(carried))):
        letter = carried[place - 1][:1]
        if carried[place] == _HALF_SPACE and letter.isalpha() and not shaped.places[place - 1][1]:
            carried[place - 1] = _HALF_SPACE + carried[place - 1]
            for of_glyphs in (carried, shaped.glyphs, shaped.places):
                del of_glyphs[place]


def _codes(glyph: int, text: str, width: int, right_to_left: bool) -> list[Glyph]:
    """A glyph that stands for several characters needs as many codes; all but one of them draw nothing."""
    if len(text) == 1 and text not in _INVISIBLE:
        return [_glyph(glyph, text, width)]
    if text and _INVISIBLE.issuperset(text):
        return [_glyph(NO_GLYPH, character, 0) for character in text if character in _JOINERS]
    if not text and glyph == NO_GLYPH:
        return []
    return _ligature(glyph, text, width, right_to_left)


def _ligature(glyph: int, text: str, width: int, right_to_left: bool) -> list[Glyph]:
    """Letters share the width from left to right, because readers of a PDF take two equal letters in one place for a
    letter and its shadow. Marks have no width. The leftmost letter draws: its place is that of the glyph."""
    characters = text[::-1] if right_to_left else text
    letters = [place for place, character in enumerate(characters) if not combining(character)] or [0]
    codes = [_glyph(NO_GLYPH, character, 0) for character in characters] or [_glyph(glyph, "", 0)]
    for number, place in enumerate(letters):
        share = width * (number + 1) // len(letters) - width * number // len(letters)
        codes[place] = _glyph(NO_GLYPH if number else glyph, codes[place].text, share)
    return codes


@cache
def _glyph(glyph: int, text: str, width: int) -> Glyph:
    """One object for all equal glyphs: a long list would otherwise hold a hundred thousand of them."""
    return Glyph(glyph, text, width)


@dataclass(frozen=True)
class Family:
    """The two weights papers are set in."""

    regular: Face
    bold: Face

    def face(self, bold: bool) -> Face:
        """One weight."""
        return self.bold if bold else self.regular


@cache
def paper_family() -> Family:
    """The font of every paper, read once."""
    return Family(
        Face(resource_path("fonts/Vazirmatn-Regular.ttf")),
        Face(resource_path("fonts/Vazirmatn-Bold.ttf")),
    )
