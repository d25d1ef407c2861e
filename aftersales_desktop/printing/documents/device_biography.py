"""The life of one serial on A4: what it is, its warranties over the years, what is inside it, all that happened."""

from __future__ import annotations

from collections.abc import Sequence

from aftersales_desktop.domain.attachments import KIND_TITLES
from aftersales_desktop.domain.stock import CONDITION_TITLES
from aftersales_desktop.domain.warranty import CATEGORY_TITLES, Tone, Verdict
from aftersales_desktop.i18n import N_, Code, Message, Words
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    begin,
    centre_lines,
    fact_row,
    finish,
    head,
    label_width,
    page_number,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.pdf import A4, PdfDocument
from aftersales_desktop.printing.table import Column, Table
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.life import Life, LifeBand
from aftersales_desktop.services.life_files import LifeFile

TITLE = N_("Life of a device")
_MARGIN, _FOOT = 14.0, 8.0
_LOOK = Look(OFFICE, label=8, value=9.5)
_IN_A_LINE, _PHOTO, _PHOTO_GAP, _PHOTO_LINE = 6, 20.0, 3.0, 30.0
_UNDER = Style(7, align="center")
_ROW, _BAND, _GAP, _MARKS, _YEARS = 5.6, 5.0, 1.4, 6.0, 5.0
_FILLS = {"ok": "#d9f2e1", "neutral": "#e8ebf0", "bad": "#f9dedb"}
_SECTION = Style(10, bold=True, color=OFFICE.accent)
_SMALL = Style(7.5, color=OFFICE.soft)
_COVERED = {Tone.COVERED: N_("Covered"), Tone.REFUSED: N_("Not covered")}
_DOUBTFUL = N_("Doubtful")


def render(row: Life, context: PaperContext) -> bytes:
    """One device or part with a serial."""
    document = begin(A4, context, context.words(TITLE))
    y = _top(document, row, context)
    y = _facts(document, row, context, y)
    y = _picture(document, row, context, y + 3)
    if row.inside:
        y = _inside(document, row, context, y + 3)
    y = _events(document, row, context, y + 3)
    if row.files:
        _photos(document, row, context, y + 4)
    document.each_page(_Foot(row, context))
    return finish(document, DOCUMENT.name)


def _top(document: PdfDocument, row: Life, context: PaperContext) -> float:
    width = document.width - 2 * _MARGIN
    box = Box(_MARGIN, 10, width * 0.55, 15)
    head(document, box, context.centre.name, centre_lines(context), context.centre.logo, OFFICE, 12)
    end = Box(_MARGIN + width * 0.58, 10, width * 0.42, 7)
    put(document, end, context.words(TITLE), Style(15, bold=True, align="end", color=OFFICE.accent), smallest=9)
    if row.number:
        code128(document, row.number, Box(end.x, 18, end.width, 8), "end")
    return 30.0


def _facts(document: PdfDocument, row: Life, context: PaperContext, y: float) -> float:
    words, unit = context.words, row.unit
    facts = [
        Fact(words("Device"), words.value(unit.model.full_title(words.language)), is_strong=True),
        Fact(words("Serial"), words.code(unit.serial), is_strong=True),
        Fact(words("IMEI"), words.joined([Code(imei) for imei in unit.imeis])),
        Fact(words("Owner"), unit.owner_name),
        Fact(words("Sold on"), words.date(unit.sold_on) if unit.sold_on else ""),
        *(_coverage(words, verdict) for verdict in row.verdicts if unit.kind == "device"),
    ]
    known = [fact for fact in facts if fact.text]
    labels, half = label_width(document, known, _LOOK), (document.width - 2 * _MARGIN - 6) / 2
    lines = (len(known) + 1) // 2
    for place, fact in enumerate(known):
        column, line = divmod(place, lines)
        box = Box(_MARGIN + column * (half + 6), y + line * _ROW, half, _ROW)
        fact_row(document, box, fact, _LOOK, labels)
    y += lines * _ROW
    if unit.kind == "device":
        y = document.text(_MARGIN, y + 1, 2 * half + 6, words.say(row.verdicts[0].reason), Style(9, direction="auto"))
    return y


def _coverage(words: Words, verdict: Verdict) -> Fact:
    return Fact(words(CATEGORY_TITLES[verdict.category]), words(_COVERED.get(verdict.tone, _DOUBTFUL)))


def _picture(document: PdfDocument, row: Life, context: PaperContext, y: float) -> float:
    """Bands of warranty over the years; round marks for visits, square ones for parts that went in or came out."""
    words, span = context.words, row.span
    top, width = y, document.width - 2 * _MARGIN
    bottom = top + len(row.bands) * (_BAND + _GAP) + _MARKS
    taken = -99.0
    for day, year in span.years(words.calendar):
        x = _MARGIN + width * span.place(day)
        document.line(x, top, x, bottom, thickness=0.1, color=OFFICE.rule)
        if x - taken > 9:
            put(document, Box(x - 6, bottom, 12, _YEARS), words.digits(str(year)), Style(7, align="center"), smallest=5)
            taken = x
    for place, band in enumerate(row.bands):
        _band(document, row, context, band, top + place * (_BAND + _GAP))
    middle = bottom - _MARKS / 2
    document.line(_MARGIN, middle, _MARGIN + width, middle, thickness=0.2, color=OFFICE.rule)
    for day in row.visits:
        x = _MARGIN + width * span.place(day)
        document.rect(x - 1.1, middle - 1.1, 2.2, 2.2, radius=1.1, stroke=None, fill=OFFICE.accent)
    for day in row.part_days:
        x = _MARGIN + width * span.place(day)
        document.rect(x - 0.9, middle - 0.9, 1.8, 1.8, thickness=0.3, fill="#ffffff")
    today = _MARGIN + width * span.place(row.today)
    document.line(today, top, today, bottom, thickness=0.35, color=OFFICE.accent)
    return bottom + _YEARS


def _band(document: PdfDocument, row: Life, context: PaperContext, band: LifeBand, y: float) -> None:
    width = document.width - 2 * _MARGIN
    first, last = (width * row.span.place(day) for day in (band.first, band.last))
    document.rect(_MARGIN + first, y, max(2.0, last - first), _BAND, radius=1, stroke=None, fill=_FILLS[band.tone])
    words = context.words
    title = words.say(Message("{title}, {first} to {last}", title=band.title, first=band.first, last=band.last))
    wide = document.text_width(title, Style(7.5)) + 3
    box = Box(_MARGIN + first + 1.5, y, last - first - 3, _BAND)
    put(document, box if box.width >= wide else Box(_MARGIN + 1.5, y, width - 3, _BAND), title, Style(7.5), smallest=5)


def _inside(document: PdfDocument, row: Life, context: PaperContext, y: float) -> float:
    words, width = context.words, document.width - 2 * _MARGIN
    y = document.text(_MARGIN, y, width, words("Inside it now"), _SECTION) + 1
    columns = (
        Column(words("Part"), 4), Column(words("Serial"), 3), Column(words("Part condition"), 2),
        Column(words("Since"), 2), Column(words("Own warranty until"), 2.4),
    )  # fmt: skip
    rows = [
        (
            f"{'· ' * part.depth}{part.name}", words.code(part.code), words(CONDITION_TITLES[part.condition]),
            words.date(part.since) if part.since else "",
            words.date(part.warranty_until) if part.warranty_until else "",
        )
        for part in row.inside
    ]  # fmt: skip
    return _table(document, columns, rows, y)


def _events(document: PdfDocument, row: Life, context: PaperContext, y: float) -> float:
    words, width = context.words, document.width - 2 * _MARGIN
    y = document.text(_MARGIN, y, width, words("Life of this serial"), _SECTION) + 1
    columns = (Column(words("Date"), 2), Column(words("What happened"), 6), Column(words("Details"), 6))
    rows = [(words.date(entry.on), words.say(entry.title), entry.detail) for entry in row.entries]
    return _table(document, columns, rows, y)


def _photos(document: PdfDocument, row: Life, context: PaperContext, y: float) -> None:
    """Small pictures, six in a line, then the titles of all other files."""
    words, width = context.words, document.width - 2 * _MARGIN
    pictures = [file for file in row.files if file.picture]
    bottom, step = document.height - _MARGIN - _FOOT, (width + _PHOTO_GAP) / _IN_A_LINE
    if y + 8 + (_PHOTO_LINE if pictures else 0) > bottom:
        y = _next_page(document)
    title = words("{title}: {change}", title=Message("Photos and files"), change=len(row.files))
    y = document.text(_MARGIN, y, width, title, _SECTION) + 1
    for start in range(0, len(pictures), _IN_A_LINE):
        if y + _PHOTO_LINE > bottom:
            y = _next_page(document)
        for place, file in enumerate(pictures[start : start + _IN_A_LINE]):
            _photo(document, words, file, Box(_MARGIN + place * step, y, step - _PHOTO_GAP, _PHOTO))
        y += _PHOTO_LINE
    others = [_caption(words, file) for file in row.files if not file.picture]
    if others:
        y = _next_page(document) if y + 8 > bottom else y
        document.text(_MARGIN, y, width, words.joined(others), Style(8, direction="auto"))


def _photo(document: PdfDocument, words: Words, file: LifeFile, box: Box) -> None:
    document.image(file.picture, box.x, box.y, box.width, box.height)
    below = box.y + box.height
    put(document, Box(box.x, below + 0.6, box.width, 3.4), _caption(words, file), _UNDER, smallest=5)
    number = words.own_number(file.order_number) if file.order_number else ""
    put(document, Box(box.x, below + 4, box.width, 3.2), f"{words.date(file.on)} {number}".strip(), _UNDER, smallest=5)


def _caption(words: Words, file: LifeFile) -> str:
    """Its title, else what it is for: the names that telephones give say nothing."""
    return file.file.title or words(KIND_TITLES[file.file.kind])


def _table(document: PdfDocument, columns: Sequence[Column], rows: Sequence[Sequence[str]], y: float) -> float:
    return Table(columns, size=8.5).draw(
        document, rows, x=_MARGIN, y=y, width=document.width - 2 * _MARGIN,
        bottom=document.height - _MARGIN - _FOOT, next_page=_next_page,
    )  # fmt: skip


def _next_page(document: PdfDocument) -> float:
    document.new_page()
    return _MARGIN


class _Foot:
    """When it was printed, whose life it is, and the number of the page."""

    def __init__(self, row: Life, context: PaperContext) -> None:
        self._row, self._context = row, context

    def __call__(self, document: PdfDocument, page: int, pages: int) -> None:
        words, width = self._context.words, document.width - 2 * _MARGIN
        y = document.height - _MARGIN - 3
        printed = words("Printed {moment}", moment=words.moment(self._context.printed_at))
        put(document, Box(_MARGIN, y, width / 2, 4), f"{words.code(self._row.number)}  {printed}", _SMALL)
        number = page_number(words, page, pages)
        put(document, Box(_MARGIN + width / 2, y, width / 2, 4), number, Style(7.5, align="end", color=OFFICE.soft))


DOCUMENT = Document("device-biography", TITLE, ("A4",), render)
