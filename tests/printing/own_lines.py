"""Where our own lines put their glyphs."""

from __future__ import annotations

from aftersales_desktop.printing.shaping import NO_GLYPH, Segment
from aftersales_desktop.printing.text import Line

Placed = list[tuple[float, int]]
"""Position (em/1000) and glyph id, in the order of drawing."""


def placed_glyphs(line: Line, stretch: float = 0.0) -> Placed:
    """Every glyph of a line; ``stretch`` (em/1000) is added at each space."""
    placed: Placed = []
    x = 0.0
    for segment in line.segments:
        placed += [(x + place, glyph) for place, glyph in _of_segment(segment)]
        x += segment.width + (stretch if segment is segment.face.space else 0.0)
    return placed


def _of_segment(segment: Segment) -> Placed:
    placed: Placed = []
    pen = 0
    for item in segment.items:
        if isinstance(item, int):
            pen -= item
        else:
            if item.id != NO_GLYPH:
                placed.append((pen, item.id))
            pen += item.width
    return placed + [(mark.x, mark.id) for mark in segment.raised]


def segment_text(segment: Segment) -> str:
    """The characters of a segment from left to right."""
    return "".join(item.text for item in segment.items if not isinstance(item, int))


def drawn_text(line: Line) -> str:
    """The characters of a line from left to right, as a reader of the PDF gets them."""
    return "".join(map(segment_text, line.segments))
