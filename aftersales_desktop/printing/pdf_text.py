"""Lines of text as the operators that draw them; distances are points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aftersales_desktop.printing.pdf_file import number
from aftersales_desktop.printing.pdf_font import EmbeddedFont
from aftersales_desktop.printing.shaping import Face
from aftersales_desktop.printing.text import Line, Style, line_start, line_stretch


def text_code(
    lines: Sequence[Line],
    style: Style,
    left: float,
    baseline: float,
    width: float,
    *,
    right_to_left: bool,
    fonts: Mapping[Face, EmbeddedFont],
) -> str:
    """Draw lines below each other in a box that starts at ``left``, the first on ``baseline``; "" if all are empty."""
    parts: list[str] = []
    marks: list[str] = []
    for line in lines:
        if line.segments:
            start = left + line_start(line, style, width, right_to_left=right_to_left)
            stretch = line_stretch(line, style, width)
            parts.append(f"1 0 0 1 {number(start)} {number(baseline)} Tm")
            parts.append(_line_code(line, style.size, stretch, fonts))
            if line.has_raised:
                marks += _mark_codes(line, style.size, stretch, start, baseline)
        baseline -= style.line_height
    return f"BT {' '.join(parts)} ET {' '.join(marks)}" if parts else ""


def _line_code(line: Line, size: float, stretch: float, fonts: Mapping[Face, EmbeddedFont]) -> str:
    """Show the segments of a line; ``stretch`` is added at each space."""
    parts: list[str] = []
    items: list[str] = []
    face: Face | None = None
    for segment in line.segments:
        font = fonts[segment.face]
        if segment.face is not face:
            _show(items, parts)
            parts.append(f"/{font.name} {size:g} Tf")
            face = segment.face
        items.append(font.write(segment))
        if stretch and segment is face.space:
            items.append(str(-round(stretch * 1000 / size)))
    _show(items, parts)
    return " ".join(parts)


def _show(items: list[str], parts: list[str]) -> None:
    """Write the glyphs collected so far."""
    if items:
        parts.append(f"[{' '.join(items)}]TJ")
        items.clear()


def _mark_codes(line: Line, size: float, stretch: float, x: float, y: float) -> list[str]:
    """Marks off the baseline, drawn as outlines: what they mean is part of the text already."""
    codes = []
    scale = number(size / 1000, 5)
    for segment in line.segments:
        for mark in segment.raised:
            left, bottom = x + mark.x * size / 1000, y + mark.y * size / 1000
            codes.append(
                f"q {scale} 0 0 {scale} {number(left)} {number(bottom)} cm {segment.face.outline(mark.id)} f Q"
            )
        x += segment.width * size / 1000 + (stretch if segment is segment.face.space else 0.0)
    return codes
