"""Words in a box of fixed size: made smaller until they fit, and only then cut, with a mark that says so."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from aftersales_desktop.i18n.formats import END_ISOLATE, LTR_ISOLATE
from aftersales_desktop.printing.pdf import POINTS_PER_MM, PdfDocument
from aftersales_desktop.printing.text import Style

_STEP = 0.5
_TINY = 1e-6
_OPENING = (LTR_ISOLATE, "\u2067", "\u2068")


class Box(NamedTuple):
    """A place on paper: mm from the start edge, mm from the top, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def end(self) -> float:
        """Its far edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y below it."""
        return self.y + self.height


def settled(style: Style, text: str) -> Style:
    """For a text put together by `words` the paper's direction; "auto" is for what people wrote themselves.

    Isolates say nothing about the direction of the text around them, so "auto" would read such a text from the left.
    """
    if style.direction == "auto" and any(opening in text for opening in _OPENING):
        return replace(style, direction="document")
    return style


def put(
    document: PdfDocument, box: Box, text: str, style: Style, *, smallest: float = 5.0, middle: bool = True
) -> float:
    """Draw a text inside a box, in the middle of its height unless told otherwise; returns the y below the text.

    The text gets smaller down to ``smallest`` points; what is too long even then ends with an ellipsis.
    """
    text, style = fitted(document, text, settled(style, text), box.width, box.height, smallest=smallest)
    lines = document.lines(box.width, text, style)
    height = len(lines) * style.line_height / POINTS_PER_MM
    y = box.y + ((box.height - height) / 2 if middle or height > box.height else 0.0)
    return document.text_lines(box.x, y, box.width, lines, style)


def fitted(
    document: PdfDocument, text: str, style: Style, width: float, height: float, *, smallest: float = 5.0
) -> tuple[str, Style]:
    """The text and the style in which it fits into width and height (mm); words stay whole as long as possible."""
    style = _fitted_style(document, text, style, width, height, smallest)
    most = max(1, _most_lines(height, style))
    if len(document.lines(width, text, style)) > most:
        text = _cut(document, text, style, width, most)
    return text, style


def lines_in(height: float, style: Style) -> int:
    """How many lines of a style go into a height in mm."""
    return int(height * POINTS_PER_MM / style.line_height + _TINY)


def _most_lines(height: float, style: Style) -> int:
    """As `lines_in`, but a line may lack a quarter of its height: that much is blank above and below the letters."""
    return int(height * POINTS_PER_MM / style.line_height + 0.25)


def _fitted_style(
    document: PdfDocument, text: str, style: Style, width: float, height: float, smallest: float
) -> Style:
    longest_word = max((document.text_width(word, style) for word in text.split()), default=0.0) / style.size
    while style.size > smallest:
        is_whole = longest_word * style.size <= width
        if is_whole and len(document.lines(width, text, style)) <= _most_lines(height, style):
            break
        style = replace(style, size=max(smallest, style.size - _STEP))
    return style


def _cut(document: PdfDocument, text: str, style: Style, width: float, most: int) -> str:
    """The longest beginning of the text that takes at most so many lines, with an ellipsis."""
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if len(document.lines(width, _shortened(text, middle), style)) <= most:
            fits = middle
        else:
            too_long = middle
    return _shortened(text, fits)


def _shortened(text: str, length: int) -> str:
    """The first characters, ended at a word if one ends near, with all isolates closed."""
    kept = text[:length]
    space = max(kept.rfind(" "), kept.rfind("\n"))
    if space > length - 12 and space > 0:
        kept = kept[:space]
    open_isolates = sum(map(kept.count, _OPENING)) - kept.count(END_ISOLATE)
    return kept.rstrip(" \n،,؛;") + END_ISOLATE * open_isolates + "…"
