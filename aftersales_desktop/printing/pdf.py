"""Paper to draw on: millimetres from the start edge and from the top, mirrored once for right-to-left papers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from math import floor
from typing import Self

from aftersales_desktop.printing import barcode
from aftersales_desktop.printing import text as texts
from aftersales_desktop.printing.pdf_file import POINTS_PER_MM, PdfFile, number
from aftersales_desktop.printing.pdf_font import EmbeddedFont
from aftersales_desktop.printing.pdf_text import text_code
from aftersales_desktop.printing.picture import Picture, picture
from aftersales_desktop.printing.shaping import Family, paper_family
from aftersales_desktop.printing.text import Line, Style

PageSize = tuple[float, float | None]
"""Width and height in mm; a height of None is a roll: as long as what is drawn on it."""

A4: PageSize = (210.0, 297.0)
A5_LANDSCAPE: PageSize = (210.0, 148.0)
A6: PageSize = (105.0, 148.0)
ROLL_80: PageSize = (80.0, None)

THERMAL_DOTS = 203
"""Dots an inch of most thermal printers."""

BLACK, WHITE, GREY = "#000000", "#ffffff", "#777777"

_ROLL_END = 4.0
_HAIRLINE = 0.2
_MIN_MODULE, _MAX_MODULE = 0.2, 0.5
_ROUND_CORNER = 0.5523
_PLAIN = Style()
_TINY = 1e-6


@dataclass
class _Page:
    width: float
    height: float | None
    code: list[str] = field(default_factory=list)
    lowest: float = 0.0

    @property
    def real_height(self) -> float:
        return self.lowest + _ROLL_END if self.height is None else self.height


@dataclass(frozen=True)
class _Form:
    name: str
    page: _Page


class PdfDocument:
    """A paper while it is drawn.

    ``x`` counts mm from the start edge (right on a right-to-left paper), ``y`` mm from the top; a box is named by its
    start, top, width and height. Equal calls give equal bytes. One document belongs to one thread.
    """

    def __init__(
        self,
        page_size: PageSize,
        *,
        right_to_left: bool,
        title: str,
        created: datetime,
        dots_per_inch: int = THERMAL_DOTS,
        family: Family | None = None,
    ) -> None:
        self.right_to_left = right_to_left
        self._title, self._created, self._dot = title, created, 25.4 / dots_per_inch
        self._family = family or paper_family()
        faces = (self._family.regular, self._family.bold)
        self._fonts = {face: EmbeddedFont(face, f"F{number}") for number, face in enumerate(faces, 1)}
        self._forms: dict[tuple[str, float, float | None], _Form] = {}
        self._pictures: dict[Picture, str] = {}
        self._pages: list[_Page] = []
        self.new_page(page_size)

    @property
    def width(self) -> float:
        """Width of the page being drawn, mm."""
        return self._page.width

    @property
    def height(self) -> float:
        """Height of the page being drawn, mm; of a roll, what it is up to now."""
        return self._page.real_height

    @property
    def page_count(self) -> int:
        """Pages begun so far."""
        return len(self._pages)

    @property
    def missing(self) -> set[str]:
        """Characters the font does not have; a replacement mark is drawn for each."""
        return set().union(*(font.missing for font in self._fonts.values()))

    def new_page(self, page_size: PageSize | None = None) -> None:
        """Begin a page, of the size of the one before unless another is given."""
        width, height = page_size or (self._page.width, self._page.height)
        self._page = _Page(width, height)
        self._pages.append(self._page)

    def each_page(self, draw: Callable[[Self, int, int], None]) -> None:
        """Draw on every page again when all are there: called with the document, page number and number of pages."""
        for page_number, page in enumerate(self._pages, 1):
            self._page = page
            draw(self, page_number, len(self._pages))

    def form(self, name: str, draw: Callable[[Self], None]) -> None:
        """Draw what all papers of a batch share: stored once in the file, ``draw`` is called the first time only."""
        key = (name, self._page.width, self._page.height)
        form = self._forms.get(key)
        if form is None:
            page = self._page
            self._page = _Page(page.width, page.height)
            draw(self)
            form = self._forms[key] = _Form(f"X{len(self._forms) + 1}", self._page)
            self._page = page
        self._reach(form.page.lowest)
        self._write(f"/{form.name} Do")

    # Text ------------------------------------------------------------------------------------------------------

    def text(self, x: float, y: float, width: float, text: str, style: Style = _PLAIN) -> float:
        """Draw a text in a box of that width (mm), wrapped; returns the y below its last line."""
        return self.text_lines(x, y, width, self.lines(width, text, style), style)

    def lines(self, width: float, text: str, style: Style = _PLAIN) -> tuple[Line, ...]:
        """The lines of a text in a box of that width (mm), for drawing them a few at a time."""
        points = width * POINTS_PER_MM
        return texts.layout(text, style, points, right_to_left=self.right_to_left, family=self._family)

    def text_lines(self, x: float, y: float, width: float, lines: Sequence[Line], style: Style = _PLAIN) -> float:
        """Draw lines made by ``lines`` for the same width and style; returns the y below the last one."""
        left, top, wide = self._left(x, width), -y * POINTS_PER_MM, width * POINTS_PER_MM
        baseline = top - texts.first_baseline(self._family.face(style.bold), style)
        code = text_code(lines, style, left, baseline, wide, right_to_left=self.right_to_left, fonts=self._fonts)
        if code:
            self._write(code if style.color == BLACK else f"q {_color(style.color)} rg {code} Q")
        return self._reach(y + len(lines) * style.line_height / POINTS_PER_MM)

    def text_height(self, width: float, text: str, style: Style = _PLAIN) -> float:
        """Height (mm) the text takes in a box of that width (mm)."""
        return len(self.lines(width, text, style)) * style.line_height / POINTS_PER_MM

    def text_width(self, text: str, style: Style = _PLAIN) -> float:
        """Width (mm) of the longest line of the text when nothing is wrapped."""
        return texts.text_width(text, style, right_to_left=self.right_to_left, family=self._family) / POINTS_PER_MM

    def fitted(self, text: str, style: Style, width: float, *, lines: int = 1, smallest: float = 6.0) -> Style:
        """The style made smaller, down to ``smallest`` points, until the text takes at most so many lines."""
        while (
            style.size > smallest
            and self.text_height(width, text, style) > lines * style.line_height / POINTS_PER_MM + _TINY
        ):
            style = replace(style, size=max(smallest, style.size - 0.5))
        return style

    # Lines and areas -------------------------------------------------------------------------------------------

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        thickness: float = _HAIRLINE,
        color: str = BLACK,
        dash: float = 0.0,
    ) -> None:
        """A straight line; ``thickness`` and length of a ``dash`` in mm."""
        pattern = f" [{_points(dash)}] 0 d" if dash else ""
        self._write(
            f"q {_color(color)} RG {_points(thickness)} w{pattern} {self._place(x1, y1)} m {self._place(x2, y2)} l S Q"
        )
        self._reach(max(y1, y2))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        stroke: str | None = BLACK,
        fill: str | None = None,
        thickness: float = _HAIRLINE,
        radius: float = 0.0,
    ) -> None:
        """A box, its corners rounded by ``radius`` mm, with a line and an inside of these colours (None: without)."""
        left, bottom = self._left(x, width), -(y + height) * POINTS_PER_MM
        wide, high = width * POINTS_PER_MM, height * POINTS_PER_MM
        if radius:
            outline = _rounded(left, bottom, wide, high, radius * POINTS_PER_MM)
        else:
            outline = f"{number(left)} {number(bottom)} {number(wide)} {number(high)} re"
        self._paint(outline, stroke, fill, thickness)
        self._reach(y + height)

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        stroke: str | None = BLACK,
        fill: str | None = None,
        thickness: float = _HAIRLINE,
        closed: bool = True,
    ) -> None:
        """Straight lines through these places (x, y)."""
        first, *others = (self._place(x, y) for x, y in points)
        outline = f"{first} m " + " ".join(f"{place} l" for place in others) + (" h" if closed else "")
        self._paint(outline, stroke, fill, thickness)
        self._reach(max(y for _, y in points))

    def _paint(self, outline: str, stroke: str | None, fill: str | None, thickness: float) -> None:
        colors = (f"{_color(fill)} rg " if fill else "") + (
            f"{_color(stroke)} RG {_points(thickness)} w " if stroke else ""
        )
        painting = {(True, True): "B", (True, False): "S", (False, True): "f"}[stroke is not None, fill is not None]
        self._write(f"q {colors}{outline} {painting} Q")

    # Pictures and barcodes -------------------------------------------------------------------------------------

    def image(self, source: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG in the middle of a box, as large as fits; NotAllowed if it is unreadable or far too large."""
        shown = picture(source, round(width, 1), round(height, 1))
        name = self._pictures.setdefault(shown, f"I{len(self._pictures) + 1}")
        scale = min(width / shown.width, height / shown.height)
        wide, high = shown.width * scale, shown.height * scale
        left = self._left(x + (width - wide) / 2, wide)
        bottom = -(y + (height + high) / 2) * POINTS_PER_MM
        self._write(f"q {_points(wide)} 0 0 {_points(high)} {number(left)} {number(bottom)} cm /{name} Do Q")
        self._reach(y + height)

    def qr(self, payload: str, x: float, y: float, size: float) -> None:
        """A QR code with its quiet zone inside a square of ``size`` mm; ValueError if it cannot be read that small."""
        rows = barcode.qr_rows(payload)
        module = self._module(len(rows[0]) + 2 * barcode.QR_QUIET_MODULES, size, payload, size)
        self._symbol(rows, module, x, y, size, size, module)

    def code128(self, payload: str, x: float, y: float, width: float, height: float) -> None:
        """A Code 128 barcode with its quiet zones inside a box (mm); ValueError if the box is too narrow for it."""
        rows = barcode.code128_rows(payload)
        module = self._module(len(rows[0]) + 2 * barcode.CODE128_QUIET_MODULES, width, payload, _MAX_MODULE)
        self._symbol(rows, module, x, y, width, height, height)

    def _module(self, modules: int, width: float, payload: str, largest: float) -> float:
        """Width of the narrowest bar: as wide as fits, but a whole number of the printer's dots, mm."""
        dots = floor(min(width / modules, largest) / self._dot + _TINY)
        if dots * self._dot < _MIN_MODULE:
            needed = modules * self._dot * -(-_MIN_MODULE // self._dot)
            raise ValueError(f"the barcode {payload!r} needs {needed:.1f} mm, not {width:.1f}")
        return dots * self._dot

    def _symbol(
        self, rows: Sequence[bytes], module: float, x: float, y: float, width: float, height: float, row_height: float
    ) -> None:
        """Dark bars on white, in the middle of the box and on whole dots of the printer."""
        self.rect(x, y, width, height, stroke=None, fill=WHITE)
        left = self._left(x, width) / POINTS_PER_MM + (width - len(rows[0]) * module) / 2
        top = y + (height - len(rows) * row_height) / 2
        left, top = (round(edge / self._dot) * self._dot * POINTS_PER_MM for edge in (left, top))
        bars = [
            f"{start} {place} {bar} 1 re" for place, row in enumerate(rows) for start, bar in barcode.dark_runs(row)
        ]
        matrix = f"{module * POINTS_PER_MM:.5f} 0 0 {-row_height * POINTS_PER_MM:.5f} {left:.5f} {-top:.5f}"
        self._write(f"q 0 g {matrix} cm {' '.join(bars)} f Q")

    # The file --------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """The finished PDF; drawing may go on afterwards."""
        language = "fa-IR" if self.right_to_left else "en"
        file = PdfFile(title=self._title, language=language, created=self._created)
        drawings = {name: _add_picture(file, shown) for shown, name in self._pictures.items()}
        for form in self._forms.values():
            width, height = form.page.width * POINTS_PER_MM, form.page.real_height * POINTS_PER_MM
            drawings[form.name] = file.add_form("\n".join(form.page.code), (0, -height, width, 0))
        fonts = {font.name: font.embed(file) for font in self._fonts.values()}
        for page in self._pages:
            width, height = page.width * POINTS_PER_MM, page.real_height * POINTS_PER_MM
            file.add_page(width, height, "\n".join([f"1 0 0 1 0 {number(height, 4)} cm", *page.code]))
        return file.to_bytes(fonts, drawings)

    def _write(self, code: str) -> None:
        self._page.code.append(code)

    def _reach(self, y: float) -> float:
        self._page.lowest = max(self._page.lowest, y)
        return y

    def _left(self, x: float, width: float) -> float:
        """Left edge of a box in points: the one place where a paper is mirrored."""
        return (self._page.width - x - width if self.right_to_left else x) * POINTS_PER_MM

    def _place(self, x: float, y: float) -> str:
        return f"{number(self._left(x, 0))} {number(-y * POINTS_PER_MM)}"


def _points(millimetres: float) -> str:
    return number(millimetres * POINTS_PER_MM)


@lru_cache(maxsize=256)
def _color(color: str) -> str:
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return f"{number(red, 3)} {number(green, 3)} {number(blue, 3)}"


def _rounded(left: float, bottom: float, width: float, height: float, radius: float) -> str:
    """Outline of a box with rounded corners, points."""
    radius = min(radius, width / 2, height / 2)
    right, top, pull = left + width, bottom + height, radius * (1 - _ROUND_CORNER)
    corners = (
        ((right - radius, bottom), (right - pull, bottom), (right, bottom + pull), (right, bottom + radius)),
        ((right, top - radius), (right, top - pull), (right - pull, top), (right - radius, top)),
        ((left + radius, top), (left + pull, top), (left, top - pull), (left, top - radius)),
        ((left, bottom + radius), (left, bottom + pull), (left + pull, bottom), (left + radius, bottom)),
    )
    parts = [f"{number(left + radius)} {number(bottom)} m"]
    for start, *curve in corners:
        parts.append(f"{number(start[0])} {number(start[1])} l")
        parts.append(" ".join(f"{number(x)} {number(y)}" for x, y in curve) + " c")
    return " ".join([*parts, "h"])


def _add_picture(file: PdfFile, shown: Picture) -> str:
    entries = shown.entries
    if shown.opacity:
        entries += f"/SMask {_add_picture(file, shown.opacity)}"
    return file.add_stream(entries, shown.data, compressed=True)
