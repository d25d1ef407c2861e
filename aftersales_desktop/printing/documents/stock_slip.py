"""Slips of the store on A5 or A4: goods receipt, issue, return, faulty parts, scrap, stock-take. One look for all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from aftersales_desktop.domain.money import LARGEST_AMOUNT, Money
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.stock import CONDITION_TITLES, Movement, Place
from aftersales_desktop.i18n import N_, OwnNumber
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    begin,
    centre_lines,
    finish,
    head,
    label_width,
    mark,
    page_number,
    signature,
)
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.pdf import A4, PageSize, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.slip_rows import SLIP_DOCUMENTS, SlipLineRow, SlipRow

SIZES: dict[str, PageSize] = {"A5": (210.0, 148.0), "A4": A4}
_MARGIN, _HEAD_HEIGHT, _FOOT, _SIGNATURES = 10.0, 19.0, 6.0, 14.0
_LOOK = Look(OFFICE, label=6.5, value=8.5, smallest=5.5)
_PLAIN, _BARS, _TITLES = 6.0, 9.4, 6.0


@dataclass(frozen=True)
class _Column:
    """A column of the lines: where it begins and how wide it is, in parts of the whole width."""

    title: str
    start: float
    width: float


_COLUMNS = (
    _Column(N_("Row"), 0.0, 0.05),
    _Column(N_("Code"), 0.05, 0.15),
    _Column(N_("Part"), 0.20, 0.28),
    _Column(N_("Quantity"), 0.48, 0.10),
    _Column(N_("State of the part"), 0.58, 0.12),
    _Column(N_("Serial"), 0.70, 0.30),
)


@dataclass(frozen=True)
class SlipPaper:
    """What one kind of slip is called and who signs it."""

    kind: SlipKind
    title: str
    signers: tuple[str, str]


PAPERS = (
    SlipPaper(SlipKind.RECEIPT, N_("Goods receipt"), (N_("Delivered by"), N_("Storekeeper"))),
    SlipPaper(SlipKind.ISSUE, N_("Issue slip"), (N_("Given by"), N_("Taken by"))),
    SlipPaper(SlipKind.FAULTY_RECEIPT, N_("Receipt of faulty parts"), (N_("Given by"), N_("Taken by"))),
    SlipPaper(SlipKind.RETURN, N_("Return slip"), (N_("Given by"), N_("Taken by"))),
    SlipPaper(SlipKind.SCRAP, N_("Scrap minutes"), (N_("Storekeeper"), N_("Witnesses"))),
    SlipPaper(SlipKind.COUNT, N_("Stock-take"), (N_("Counted by"), N_("Witnesses"))),
)


def _render(paper: SlipPaper, row: SlipRow, context: PaperContext) -> bytes:
    document = begin(SIZES[context.paper], context, context.words(paper.title))
    _Slip(document, paper, row, context).draw()
    return finish(document, SLIP_DOCUMENTS[paper.kind])


class _Slip:
    """A slip while it is drawn, page by page."""

    def __init__(self, document: PdfDocument, paper: SlipPaper, row: SlipRow, context: PaperContext) -> None:
        self._document, self._paper, self._row = document, paper, row
        self._context, self._words = context, context.words
        self._width = document.width - 2 * _MARGIN
        self._flow = Flow(
            document, x=_MARGIN, y=self._frame(), width=self._width, bottom=document.height - _MARGIN - _FOOT,
            next_page=self._next_page,
        )  # fmt: skip

    def draw(self) -> None:
        """Facts, lines, sum and signatures."""
        facts = self._facts()
        self._flow.cells(facts, _LOOK, label_width(self._document, facts, _LOOK))
        self._flow.gap(1)
        self._titles()
        for place, one in enumerate(self._row.lines, start=1):
            self._line(place, one)
        self._sum()
        self._flow.need(_SIGNATURES)
        self._signatures()
        self._document.each_page(self._finish_page)

    # pages ---------------------------------------------------------------------------------------------------------

    def _next_page(self) -> float:
        self._document.new_page()
        return self._frame()

    def _frame(self) -> float:
        """The head of every page; gives where its content begins."""
        words, centre, number = self._words, self._context.centre, self._row.number
        document, end = self._document, _MARGIN + self._width
        head(document, Box(_MARGIN, 8, self._width - 66, 14), centre.name, centre_lines(self._context), centre.logo,
             OFFICE, 12)  # fmt: skip
        title = Style(11, bold=True, align="end", color=OFFICE.accent)
        put(document, Box(end - 64, 7, 64, 5), words(self._paper.title), title)
        put(document, Box(end - 64, 12, 64, 6), words.own_number(number), Style(13, bold=True, align="end"))
        code128(document, number.replace("-", ""), Box(end - 50, 18.4, 50, 6), "end")
        y = 8 + _HEAD_HEIGHT
        document.line(_MARGIN, y, end, y, thickness=0.5, color=OFFICE.accent)
        return y + 2

    def _finish_page(self, document: PdfDocument, page: int, pages: int) -> None:
        end = document.width / 2
        if self._row.taken_back_at is not None:
            mark(document, end, 24.5, self._words("Taken back"), 7)
        elif self._context.copy:
            mark(document, end, 24.5, self._words("Copy {number}", number=self._context.copy), 7)
        style = Style(6.5, color=OFFICE.soft, align="center")
        box = Box(_MARGIN, document.height - _MARGIN - 1.5, self._width, 3.5)
        put(document, box, page_number(self._words, page, pages), style)

    # content -------------------------------------------------------------------------------------------------------

    def _facts(self) -> list[Fact]:
        words, row = self._words, self._row
        found = [
            Fact(words("Date"), words.moment(row.at)),
            Fact(words("Supplier"), row.supplier_name, is_strong=True),
            Fact(words("Bench of"), row.staff_name, is_strong=True),
            Fact(words("Number of their invoice"), words.code(row.their_number) if row.their_number else ""),
            Fact(words("For order"), words.value(OwnNumber(row.order_number)) if row.order_number else ""),
            Fact(words("Given by"), row.given_by),
            Fact(words("Taken by"), row.received_by),
            Fact(words("Who saw it"), row.witnesses),
            Fact(words("Note"), row.note),
            Fact(words("Taken back"), row.taken_back_reason),
        ]
        return [fact for fact in found if fact.text]

    def _titles(self) -> None:
        y = self._flow.y
        self._document.rect(_MARGIN, y, self._width, _TITLES, stroke=None, fill="#eeeeee")
        for column in _COLUMNS:
            style = Style(7.5, bold=True, align="end" if column is _COLUMNS[-1] else "start")
            put(self._document, self._cell(column, y, _TITLES), self._words(column.title), style)
        self._flow.y = y + _TITLES

    def _line(self, place: int, one: SlipLineRow) -> None:
        height = _BARS if one.serial else _PLAIN
        if height > self._flow.room:
            self._flow.need(height)
            self._titles()
        y, words = self._flow.y, self._words
        number = words.plural("{count} piece", "{count} pieces", one.quantity)
        if one.unit_word:
            number = words("{count} {unit}", count=one.quantity, unit=one.unit_word)
        texts = (words.number(place), words.code(one.part_code), one.part_name, number, self._condition(one))
        for column, text in zip(_COLUMNS, texts, strict=False):
            style = Style(8, bold=column is _COLUMNS[2], direction="auto", leading=1.25)
            put(self._document, self._cell(column, y, height), text, style, smallest=5)
        if one.serial:
            self._serial(one.serial, self._cell(_COLUMNS[-1], y, height))
        self._flow.y = y + height
        self._document.line(_MARGIN, self._flow.y, _MARGIN + self._width, self._flow.y, thickness=0.1, color="#aaaaaa")

    def _serial(self, serial: str, box: Box) -> None:
        """The serial in letters, and in bars where they fit."""
        is_drawn = code128(self._document, serial, Box(box.x, box.y + 0.8, box.width, 4.2), "end")
        words = box._replace(y=box.y + 5.2, height=3.6) if is_drawn else box
        put(self._document, words, self._words.code(serial), Style(7.5, align="end", leading=1.25), smallest=4.5)

    def _condition(self, one: SlipLineRow) -> str:
        words = self._words
        if one.movement is Movement.COUNTED:
            return words("missing") if one.target is Place.LOST else words("found")
        return words(CONDITION_TITLES[one.after])

    def _sum(self) -> None:
        words, flow = self._words, self._flow
        flow.need(_PLAIN)
        texts = [words.plural("{count} piece", "{count} pieces", self._row.pieces)]
        cost = sum(one.cost * one.quantity for one in self._row.lines)
        if self._row.kind is SlipKind.RECEIPT and 0 < cost <= LARGEST_AMOUNT:
            texts.append(words("together {amount}", amount=Money(cost).written(words)))
        style = Style(8.5, bold=True)
        put(self._document, Box(_MARGIN + 1, flow.y, self._width - 2, _PLAIN), words.joined(texts), style)
        flow.y += _PLAIN

    def _signatures(self) -> None:
        width = self._width * 0.36
        y = self._flow.bottom - _SIGNATURES
        start = Box(_MARGIN + 6, y, width, _SIGNATURES)
        end = start._replace(x=_MARGIN + self._width - 6 - width)
        for box, title in zip((start, end), self._paper.signers, strict=True):
            signature(self._document, box, self._words(title), _LOOK)

    def _cell(self, column: _Column, y: float, height: float) -> Box:
        return Box(_MARGIN + column.start * self._width + 1, y, column.width * self._width - 2, height)


def _document(paper: SlipPaper) -> Document:
    render: Callable[[SlipRow, PaperContext], bytes] = partial(_render, paper)
    return Document(SLIP_DOCUMENTS[paper.kind], paper.title, tuple(SIZES), render)


DOCUMENTS: Sequence[Document] = tuple(map(_document, PAPERS))
