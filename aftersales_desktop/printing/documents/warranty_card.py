"""The warranty card: a plastic card or A6, front and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aftersales_desktop.domain.own_numbers import read_own_number
from aftersales_desktop.domain.text import code_norm
from aftersales_desktop.domain.warranty import (
    START_BASIS_TITLES,
    CardState,
    Category,
    StartBasis,
    TermsSnapshot,
    VoidScope,
)
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.printing.documents import warranty_card_back
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, fitted, put
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    Fact,
    Look,
    begin,
    fact_cell,
    fact_row,
    finish,
    head,
    label_width,
    mark,
)
from aftersales_desktop.printing.documents.scan_codes import code128, qr
from aftersales_desktop.printing.documents.wordings import addressed, codes, phone
from aftersales_desktop.printing.pdf import A6, PageSize, PdfDocument
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.card_rows import CardRow

CARD: PageSize = (85.6, 54.0)
SIZES = {"card": CARD, "A6": A6}

TITLE = N_("Warranty card")
_SMALL = Look(OFFICE, label=5.5, value=6.5, smallest=4.5, leading=1.35)
_LARGE = Look(OFFICE, label=8, value=9.5, smallest=6)
_COMFORTABLE_ROW = 0.48
"""Height (mm) that a row should have for each point of its size."""
_UNTIL = {
    Category.PARTS: N_("Parts until"),
    Category.LABOUR: N_("Labour until"),
    Category.TRAVEL: N_("Travel until"),
    Category.SHIPPING: N_("Shipping until"),
}


def render(row: CardRow, context: PaperContext) -> bytes:
    """Front and back of one card."""
    return render_cards([row], context)


def render_cards(rows: Sequence[CardRow], context: PaperContext) -> bytes:
    """Cards of one batch in one file, each front followed by its back; what they share is stored once."""
    document = begin(SIZES[context.paper], context, context.words(TITLE))
    for place, row in enumerate(rows):
        if place:
            document.new_page()
        (_front_of_card if context.paper == "card" else _front_of_a6)(document, row, context)
        document.new_page()
        (warranty_card_back.card if context.paper == "card" else warranty_card_back.a6)(document, row, context)
    return finish(document, DOCUMENT.name)


# The two fronts ----------------------------------------------------------------------------------------------------


def _front_of_card(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    document.form(f"front of {row.issuer_name}", lambda paper: _card_frame(paper, row, context))
    _void_lines(document, row, Box(3, 33.4, 79.6, 18))
    _marks(document, row, context, end=82.6, y=6.6, size=6)
    _identity(document, row, context, Box(3, 11.6, 47, 20.8), _SMALL)
    _numbers(document, row, context, Box(51, 13.3, 31.6, 18.9), _SMALL)
    _days(document, row, context, Box(3, 33.2, 79.6, 6.6), replace(_SMALL, label=5, value=6.5))
    _cover(document, row, context, Box(3, 40.2, 79.6, 12), gap=2.5, size=5)


def _card_frame(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    _heading(document, row, context, Box(3, 2.2, 52, 7.8), name=9.5, title=10)
    document.line(3, 10.7, 82.6, 10.7, thickness=0.5, color=OFFICE.accent)
    for y in (32.8, 39.9):
        document.line(3, y, 82.6, y, thickness=0.12, color=OFFICE.rule)


def _front_of_a6(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    document.form(f"front of {row.issuer_name}", lambda paper: _a6_frame(paper, row, context))
    _void_lines(document, row, Box(6, 77, 93, 40))
    _marks(document, row, context, end=99, y=14.5, size=8)
    _identity(document, row, context, Box(6, 24, 93, 50), _LARGE)
    _days(document, row, context, Box(6, 76.5, 93, 10), replace(_LARGE, label=6.5, value=8.5))
    _cover(document, row, context, Box(6, 90, 93, 27), gap=4, size=7)
    _numbers_beside(document, row, context)


def _a6_frame(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    _heading(document, row, context, Box(6, 6, 60, 14), name=13, title=14)
    document.line(6, 22, 99, 22, thickness=0.7, color=OFFICE.accent)
    for y in (75.5, 88.5, 118.5):
        document.line(6, y, 99, y, thickness=0.15, color=OFFICE.rule)


# What is on them ---------------------------------------------------------------------------------------------------


def _heading(
    document: PdfDocument, row: CardRow, context: PaperContext, box: Box, *, name: float, title: float
) -> None:
    centre, words = context.centre, context.words
    lines = [words.phone(centre.phone)] if row.is_ours and centre.phone else []
    shown = (centre.name or row.issuer_name) if row.is_ours else row.issuer_name
    head(document, box, shown, lines, centre.logo if row.is_ours else b"", OFFICE, name)
    style = Style(title, bold=True, align="end", color=OFFICE.accent, leading=1.3)
    width = document.width - box.x - box.end
    put(document, Box(box.end, box.y, width, box.height * 0.55), words(TITLE), style, smallest=6)


def _marks(document: PdfDocument, row: CardRow, context: PaperContext, *, end: float, y: float, size: float) -> None:
    """Framed words for what makes this paper more or less than a plain card."""
    words = context.words
    if _is_void(row):
        end = mark(document, end, y, words("VOID"), size) - 1.5
    elif row.state is CardState.REPLACED:
        end = mark(document, end, y, words("REPLACED"), size) - 1.5
    if context.copy:
        mark(document, end, y, words("DUPLICATE {number}", number=context.copy), size)


def _is_void(row: CardRow) -> bool:
    whole = any(void.record.scope is VoidScope.DEVICE for void in row.standing_voids)
    return row.state is CardState.VOID or whole or row.is_withdrawn


def _void_lines(document: PdfDocument, row: CardRow, box: Box) -> None:
    """Days and cover crossed out by two thin lines, so that they can still be read."""
    if _is_void(row):
        document.line(box.x, box.y, box.end, box.bottom, thickness=0.3)
        document.line(box.end, box.y, box.x, box.bottom, thickness=0.3)


def _facts(row: CardRow, context: PaperContext) -> list[Fact]:
    """Whose card for which device."""
    words = context.words
    unit, owner = row.unit, row.owner
    facts = [
        Fact(words("Device"), words.value(unit.model.full_title(words.language)) if unit else "", is_strong=True),
        Fact(words("Serial"), words.code(unit.serial) if unit else "", is_strong=True),
    ]
    if unit and unit.imeis:
        facts.append(Fact(words("IMEI"), codes(unit.imeis, words)))
    return [
        *facts,
        Fact(words("Owner"), addressed(owner, words) if owner else ""),
        Fact(words("Phone"), phone(owner.phone, words) if owner else ""),
    ]


def _sale(row: CardRow, context: PaperContext) -> list[Fact]:
    """Where and when the device was bought and put to use, as far as known."""
    words = context.words
    known = (
        (words("Seller"), row.seller),
        (words("Invoice"), words.code(row.invoice_number) if row.invoice_number else ""),
        (words("Purchased"), words.date(row.purchased_on) if row.purchased_on else ""),
        (words("Installed"), words.date(row.installed_on) if row.installed_on else ""),
    )
    return [Fact(label, text) for label, text in known if text or row.unit is None]


def _identity(document: PdfDocument, row: CardRow, context: PaperContext, box: Box, look: Look) -> None:
    """Label and value in rows, long values over two or three of them; the sale is told as far as there is room."""
    facts, sale = _facts(row, context), _sale(row, context)
    labels = label_width(document, [*facts, *sale], look)
    counts = [_rows_needed(document, fact, look, box.width - labels) for fact in facts]
    for fact in sale:
        count = _rows_needed(document, fact, look, box.width - labels)
        if (sum(counts) + count) * look.value * _COMFORTABLE_ROW <= box.height:
            facts.append(fact)
            counts.append(count)
    row_height = min(box.height / sum(counts), look.value * 0.55)
    y = box.y
    for fact, count in zip(facts, counts, strict=True):
        height = row_height * count
        fact_row(document, Box(box.x, y, box.width, height), fact, look, labels)
        y += height


def _rows_needed(document: PdfDocument, fact: Fact, look: Look, width: float) -> int:
    """One row, unless the value would have to be set very small for it."""
    small = replace(look.value_style(fact), size=look.smallest + 0.5)
    return min(3, len(document.lines(width, fact.text, small)))


def _numbers(document: PdfDocument, row: CardRow, context: PaperContext, box: Box, look: Look) -> None:
    """Number and QR code side by side, the bars below."""
    size = 11.0
    qr(document, row.number, Box(box.end - size, box.y, size, size))
    beside = Box(box.x, box.y + 0.6, box.width - size - 2.2, 2.8)
    put(document, beside, context.words("Card number"), look.label_style())
    number = beside._replace(y=beside.bottom, height=6)
    put(
        document,
        number,
        context.words.value(row.shown_number),
        Style(look.value + 2, bold=True, leading=1.3),
        smallest=4,
    )
    code128(document, _bars(row.number), Box(box.x, box.y + 12.7, box.width, 6.2), "end")


def _bars(number: str) -> str:
    """A number of ours without its separators, which makes the bars wider; any other as it is."""
    read = read_own_number(number)
    return code_norm(number) if read is not None and read.is_check_right else number


def _numbers_beside(document: PdfDocument, row: CardRow, context: PaperContext) -> None:
    """Bars with the number at the start, QR code at the end."""
    words = context.words
    put(document, Box(6, 120, 64, 4), words("Card number"), _LARGE.label_style())
    put(document, Box(6, 123.5, 64, 7), words.value(row.shown_number), Style(14, bold=True), smallest=6)
    code128(document, _bars(row.number), Box(6, 132, 66, 10))
    qr(document, row.number, Box(81, 124, 18, 18))


def _days(document: PdfDocument, row: CardRow, context: PaperContext, box: Box, look: Look) -> None:
    """First day, and the last day of each category; a dash for what is not covered."""
    words = context.words
    is_filled = row.started_on is not None
    facts = [Fact(words("Start"), words.date(row.started_on) if row.started_on else "", is_strong=True)]
    for category, label in _UNTIL.items():
        until = row.ends.get(category)
        facts.append(Fact(words(label), words.date(until) if until else "—" if is_filled else "", True))
    width = box.width / len(facts)
    for place, fact in enumerate(facts):
        cell = Box(box.x + place * width, box.y, width - 1, box.height)
        fact_cell(document, cell, fact, look)


def _cover(document: PdfDocument, row: CardRow, context: PaperContext, box: Box, *, gap: float, size: float) -> None:
    """What is covered beside what is not; the same for all cards of the same terms."""
    words = context.words
    width = (box.width - gap) / 2
    covered, left_out = _coverage(row, context), _exclusions(row, context)

    def draw(paper: PdfDocument) -> None:
        start, end = box._replace(width=width), box._replace(x=box.end - width, width=width)
        _cover_lines(paper, _cover_title(paper, start, words("What is covered"), size), covered, size)
        body = Style(size, direction="auto", leading=1.3)
        put(
            paper,
            _cover_title(paper, end, words("What is not covered"), size),
            left_out,
            body,
            smallest=4,
            middle=False,
        )

    document.form("\n".join(["cover", *covered, left_out]), draw)


def _cover_title(document: PdfDocument, box: Box, text: str, size: float) -> Box:
    """A heading; gives the room below it."""
    style = Style(size + 0.5, bold=True, color=OFFICE.accent, leading=1.4)
    y = put(document, box._replace(height=size * 0.54), text, style)
    return box._replace(y=y, height=box.bottom - y)


def _cover_lines(document: PdfDocument, box: Box, lines: Sequence[str], size: float) -> None:
    """All lines in one size; where that does not fit, the last ones stay whole and the first is cut."""
    body, text = Style(size, direction="auto", leading=1.3), "\n".join(lines)
    shown, style = fitted(document, text, body, box.width, box.height, smallest=4)
    if shown == text:
        document.text(box.x, box.y, box.width, text, style)
        return
    first, *others = lines
    row_height = size * 0.46
    room = box.height - row_height * len(others)
    y = put(document, box._replace(height=room), first, body, smallest=4, middle=False)
    for place, line in enumerate(others):
        put(document, box._replace(y=y + place * row_height, height=row_height), line, body, smallest=4)


def _coverage(row: CardRow, context: PaperContext) -> list[str]:
    """Three lines: the terms, what they count from, how often they cover and whether they pass on with the device."""
    words, terms = context.words, row.terms
    if terms is None:
        return [warranty_card_back.without_terms(row, context)]
    passes_on = words("Passes on to a new owner.") if terms.transferable else words("Holds for this owner only.")
    limits = "; ".join(filter(None, (_limit_of_visits(terms, context), passes_on)))
    return [row.terms_title(words.language) or terms.title, _start_of_cover(terms, context), limits]


def _limit_of_visits(terms: TermsSnapshot, context: PaperContext) -> str:
    """At most so many covered visits; nothing for any number."""
    visits = context.words.plural("At most {count} covered visit", "At most {count} covered visits", terms.max_claims)
    return visits if terms.max_claims else ""


def _start_of_cover(terms: TermsSnapshot, context: PaperContext) -> str:
    if terms.start_basis is StartBasis.PRODUCTION_CAP:
        return context.words.plural(
            "Start of cover: activation, at the latest {count} month after production or import",
            "Start of cover: activation, at the latest {count} months after production or import",
            terms.cap_months,
        )
    return context.words("Start of cover: {basis}", basis=Message(START_BASIS_TITLES[terms.start_basis]))


def _exclusions(row: CardRow, context: PaperContext) -> str:
    """Part groups that the terms leave out, and those whose cover was refused since."""
    refused = (void.record for void in row.standing_voids if void.record.scope is VoidScope.PARTS)
    groups = [
        *(row.terms.excluded_groups if row.terms else ()),
        *(name for void in refused for name in void.part_groups),
    ]
    return context.words.joined(list(dict.fromkeys(groups))) or "—"


DOCUMENT = Document("warranty-card", TITLE, tuple(SIZES), render)
