"""What all papers share: the centre's head, labelled values, marks, the line to cut along, signatures."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import AUTO_ISOLATE, END_ISOLATE
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.pdf import BLACK, POINTS_PER_MM, PageSize, PdfDocument
from aftersales_desktop.printing.text import Style

_LOGGER = logging.getLogger(__name__)
_HANDLE, _BLADE = 0.75, 2.6


class Ink(NamedTuple):
    """Colours of a paper: of labels, of thin lines, and the one accent it may have."""

    soft: str
    rule: str
    accent: str


OFFICE = Ink(soft="#5b6472", rule="#b4bac4", accent="#1d3f8f")
"""For laser, ink and card printers."""

THERMAL = Ink(soft=BLACK, rule=BLACK, accent=BLACK)
"""For printers that know black only: grey letters would come out as dots."""


@dataclass(frozen=True)
class Fact:
    """A label and what it says; an empty text is a line to be filled in by hand."""

    label: str
    text: str
    is_strong: bool = False


@dataclass(frozen=True)
class Look:
    """How labelled values are set: colours, sizes in points, and lines in sizes."""

    ink: Ink
    label: float
    value: float
    leading: float = 1.45
    smallest: float = 5.0

    def label_style(self) -> Style:
        """Of labels."""
        return Style(self.label, color=self.ink.soft, leading=self.leading)

    def value_style(self, fact: Fact) -> Style:
        """Of a value; it reads like its own first letter."""
        return Style(self.value, bold=fact.is_strong, direction="auto", leading=self.leading)


def begin(size: PageSize, context: PaperContext, title: str) -> PdfDocument:
    """An empty paper in the language of the context."""
    return PdfDocument(size, right_to_left=context.words.right_to_left, title=title, created=context.printed_at)


def finish(document: PdfDocument, name: str) -> bytes:
    """The bytes of a drawn paper; characters that the font lacks are named in the log."""
    if document.missing:
        codes = " ".join(sorted(f"U+{ord(character):04X}" for character in document.missing))
        _LOGGER.warning("Paper %s: the font has no %s", name, codes)
    return document.to_bytes()


def head(document: PdfDocument, box: Box, name: str, lines: Sequence[str], logo: bytes, ink: Ink, size: float) -> None:
    """The logo, and beside it a name with small lines below; without a logo the words begin at the edge."""
    gap = 0.0
    if logo:
        document.image(logo, box.x, box.y, box.height, box.height)
        gap = box.height + box.height / 6
    lines = [line for line in lines if line]
    words = Box(box.x + gap, box.y, box.width - gap, box.height)
    name_height = box.height * (1.0, 0.55, 0.45)[min(2, len(lines))]
    style = Style(size, bold=True, direction="auto", leading=1.4)
    put(document, words._replace(height=name_height), name, style, smallest=5.5)
    small = Style(max(4.5, size * 0.58), color=ink.soft, direction="auto", leading=1.35)
    y = words.y + name_height
    for place, line in enumerate(lines, 1):
        height = words.bottom - y if place == len(lines) else small.line_height / POINTS_PER_MM
        put(document, Box(words.x, y, words.width, height), line, small, smallest=4.0, middle=False)
        y += height


def label_width(document: PdfDocument, facts: Iterable[Fact], look: Look) -> float:
    """Room (mm) for the widest label of some facts and a gap."""
    return max(document.text_width(fact.label, look.label_style()) for fact in facts) + look.label * 0.3


def fact_row(document: PdfDocument, box: Box, fact: Fact, look: Look, labels: float) -> None:
    """A label, and its value beside it where the labels end; both in the middle of the box."""
    put(document, Box(box.x, box.y, labels, box.height), fact.label, look.label_style(), smallest=look.smallest)
    value = Box(box.x + labels, box.y, box.width - labels, box.height)
    if fact.text:
        put(document, value, fact.text, look.value_style(fact), smallest=look.smallest)
    else:
        blank(document, value, look.ink)


def fact_cell(document: PdfDocument, box: Box, fact: Fact, look: Look) -> None:
    """A small label with its value below."""
    split = look.label * look.leading / POINTS_PER_MM
    put(document, box._replace(height=split), fact.label, look.label_style(), smallest=min(4.0, look.label))
    value = box._replace(y=box.y + split, height=box.height - split)
    if fact.text:
        put(document, value, fact.text, look.value_style(fact), smallest=look.smallest, middle=False)
    else:
        blank(document, value, look.ink)


def blank(document: PdfDocument, box: Box, ink: Ink) -> None:
    """A dotted line to write on."""
    y = box.bottom - min(0.8, box.height / 4)
    document.line(box.x, y, box.end, y, thickness=0.15, color=ink.rule, dash=0.4)


def mark(document: PdfDocument, end: float, y: float, text: str, size: float) -> float:
    """A framed word that ends at ``end`` (duplicate, void, printed again); returns where it begins."""
    style = Style(size, bold=True, align="center", leading=1.4)
    width, height = document.text_width(text, style) + size * 0.42, size * 0.56
    document.rect(end - width, y, width, height, radius=height / 4, thickness=0.3)
    put(document, Box(end - width, y, width, height), text, style)
    return end - width


def cut_down(document: PdfDocument, x: float, top: float, bottom: float) -> None:
    """A dashed line from top to bottom with scissors at its head."""
    document.line(x, top + 6, x, bottom, dash=1.2)
    _scissors(document, x, top + 3, is_upright=True)


def cut_across(document: PdfDocument, y: float, start: float, end: float) -> None:
    """A dashed line across the paper with scissors at its start."""
    document.line(start + 6, y, end, y, dash=1.2)
    _scissors(document, start + 3, y, is_upright=False)


def _scissors(document: PdfDocument, x: float, y: float, *, is_upright: bool) -> None:
    """Two handles and two open blades."""
    for side in (-1, 1):
        tip, handle = (side * 0.9, _BLADE), (-side * 0.95, -1.5)
        (tip_x, tip_y), (hand_x, hand_y) = (tip, handle) if is_upright else (tip[::-1], handle[::-1])
        document.line(x + hand_x * 0.5, y + hand_y * 0.5, x + tip_x, y + tip_y, thickness=0.25)
        document.rect(
            x + hand_x - _HANDLE, y + hand_y - _HANDLE, 2 * _HANDLE, 2 * _HANDLE, radius=_HANDLE, thickness=0.25
        )


def signature(document: PdfDocument, box: Box, label: str, look: Look) -> None:
    """A line to sign on, with who signs below it."""
    split = box.bottom - look.label * look.leading / POINTS_PER_MM - 0.5
    document.line(box.x, split, box.end, split, thickness=0.15, color=look.ink.rule)
    style = replace(look.label_style(), align="center")
    put(document, Box(box.x, split + 0.5, box.width, box.bottom - split - 0.5), label, style, smallest=4.0)


def centre_lines(context: PaperContext) -> tuple[str, ...]:
    """Phone with opening hours, and the address, as far as they are known."""
    words, centre = context.words, context.centre
    phone = words.phone(centre.phone) if centre.phone else ""
    return tuple(line for line in (dotted((phone, centre.hours)), centre.address) if line)


def dotted(parts: Iterable[str]) -> str:
    """What is known of some values that stand side by side, each reading like its own first letter."""
    return "  ·  ".join(f"{AUTO_ISOLATE}{part}{END_ISOLATE}" for part in parts if part)


def page_number(words: Words, page: int, pages: int) -> str:
    """Which page this is; nothing on a paper of one page."""
    return words("Page {page} of {pages}", page=page, pages=pages) if pages > 1 else ""
