"""The slip of a device that leaves: A5 with a stub for the gate, or an 80 mm roll."""

from __future__ import annotations

from dataclasses import replace

from aftersales_desktop.printing.documents import exit_words
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box, put
from aftersales_desktop.printing.documents.flow import ENDLESS, Flow
from aftersales_desktop.printing.documents.furniture import (
    OFFICE,
    THERMAL,
    Fact,
    Look,
    begin,
    centre_lines,
    cut_down,
    fact_cell,
    finish,
    label_width,
    signature,
)
from aftersales_desktop.printing.documents.order_page import LOOK, OrderPage
from aftersales_desktop.printing.documents.scan_codes import code128
from aftersales_desktop.printing.documents.wordings import payload
from aftersales_desktop.printing.pdf import A5_LANDSCAPE, ROLL_80, PdfDocument
from aftersales_desktop.printing.table import Column
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.leaving import ExitSlip

SIZES = {"A5": A5_LANDSCAPE, "roll80": ROLL_80}
_PART, _STUB, _CUT = Box(6, 6, 146, 137), Box(162, 6, 42, 137), 157.0
_SIGNATURES, _SIGNED_CHECK, _CHECKER = 18.0, 12.0, 60.0
_ROLL_X, _ROLL_WIDTH, _WIDEST_LABEL = 4.0, 72.0, 40.0
_ROLL_LOOK = Look(THERMAL, label=8, value=9, leading=1.36, smallest=7)
_CENTRED = Style(9, align="center", direction="auto", leading=1.4)


def render(row: ExitSlip, context: PaperContext) -> bytes:
    """One device that left."""
    document = begin(SIZES[context.paper], context, context.words(exit_words.TITLE))
    (_draw_page if context.paper == "A5" else _draw_roll)(document, row, context)
    return finish(document, DOCUMENT.name)


# A5 ---------------------------------------------------------------------------------------------------------------


def _draw_page(document: PdfDocument, row: ExitSlip, context: PaperContext) -> None:
    page = OrderPage(
        document, context, _PART, title=context.words(exit_words.TITLE), number=row.number, barcode=row.number,
        marks=exit_words.marks(row, context), frame=_Stub(row, context),
    )  # fmt: skip
    page.facts(exit_words.facts(row, context))
    page.device_title(row.order)
    page.facts(exit_words.device_facts(row, context))
    page.passages(exit_words.passages(row, context))
    _checklist(page.flow, row, context, LOOK)
    page.flow.gap(1)
    if row.departure.lines:
        widths = (3.4, 2.2, 2.2, 2.0, 1.7, 1.9)
        titles = exit_words.line_titles(context)
        columns = [
            Column(title, width, align="end" if title == titles[-1] else "start")
            for title, width in zip(titles, widths, strict=True)
        ]
        page.table(columns, [exit_words.line_cells(line, context) for line in row.departure.lines], size=7.0)
        page.flow.gap(1)
    page.facts(exit_words.money(row, context))
    page.flow.need(_SIGNATURES)
    y = max(page.flow.y, page.flow.bottom - _SIGNATURES)
    document.text(_PART.x, y, _PART.width, exit_words.confirmation(context), Style(8, bold=True, leading=1.4))
    box = Box(_PART.x + 4, y + 4, 56, _SIGNATURES - 4)
    signature(document, box, context.words("Receiver's signature"), LOOK)
    signature(document, box._replace(x=_PART.end - 60), context.words("Signature and stamp of the centre"), LOOK)
    page.finish()


class _Stub:
    """What the gate keeps: number, receiver, device, how many parcels."""

    def __init__(self, row: ExitSlip, context: PaperContext) -> None:
        self._row, self._context = row, context

    def __call__(self, document: PdfDocument) -> None:
        row, words = self._row, self._context.words
        cut_down(document, _CUT, 3, 145)
        title = Style(9, bold=True, color=OFFICE.accent, align="center", leading=1.4)
        put(document, _STUB._replace(height=5), words("Exit permit"), title)
        number = Style(14, bold=True, align="center", leading=1.2)
        put(document, _STUB._replace(y=12, height=7), words.own_number(row.number), number, smallest=7)
        code128(document, payload(row.number), _STUB._replace(y=20, height=9), "center")
        model = words.value(row.order.unit.model.full_title(words.language))
        facts = (
            Fact(words("Device"), model, is_strong=True),
            Fact(words("Serial"), words.code(row.order.unit.serial) if row.order.unit.serial else "—"),
            Fact(words("Handed to"), row.order.receiver_name or row.order.owner.name),
            Fact(words("Left on"), words.moment(row.left_at)),
            Fact(words("Parcels"), words.number(exit_words.parcels(row)), is_strong=True),
        )
        for place, fact in enumerate(facts):
            fact_cell(document, _STUB._replace(y=34 + place * 11, height=10), fact, LOOK)
        signature(document, Box(_STUB.x + 2, 118, _STUB.width - 4, 18), words("Signature of the gate"), LOOK)


def _checklist(flow: Flow, row: ExitSlip, context: PaperContext, look: Look) -> None:
    """What another person looked at, one point a line, with their name and a place to sign."""
    if not row.checks:
        return
    words, check = context.words, row.checks[-1]
    plain = Style(look.value, direction="auto", leading=look.leading)
    flow.gap(0.8)
    flow.need(_SIGNED_CHECK)
    top, width, beside = flow.y, flow.width, flow.width > _ROLL_WIDTH
    flow.width -= _CHECKER + 4 if beside else 0.0
    flow.text(words("Quality control"), replace(plain, bold=True))
    for point in check.checked:
        flow.text(f"• {point}", plain, indent=2)
    flow.width = width
    if not beside:
        flow.y += _SIGNED_CHECK
    elif flow.y >= top:
        flow.y = max(flow.y, top + _SIGNED_CHECK)
    box = Box(flow.x + width - _CHECKER, max(0.0, flow.y - _SIGNED_CHECK), _CHECKER, _SIGNED_CHECK - 1)
    said = words("Checked by {name}, {moment}", name=check.checker, moment=check.at)
    signature(flow.document, box, said, look)


# Roll -------------------------------------------------------------------------------------------------------------


def _draw_roll(document: PdfDocument, row: ExitSlip, context: PaperContext) -> None:
    words = context.words
    flow = Flow(document, x=_ROLL_X, y=3, width=_ROLL_WIDTH, bottom=ENDLESS)
    facts = [*exit_words.facts(row, context), *exit_words.device_facts(row, context)]
    facts += [*exit_words.passages(row, context), *exit_words.money(row, context)]
    facts.append(Fact(words("Parcels"), words.number(exit_words.parcels(row)), is_strong=True))
    labels = min(_WIDEST_LABEL, label_width(document, facts, _ROLL_LOOK))
    _roll_head(flow, row, context)
    flow.text(words.value(row.order.unit.model.full_title(words.language)), replace(_CENTRED, size=10.5, bold=True))
    for fact in facts:
        flow.passage(fact, _ROLL_LOOK, labels)
    _checklist(flow, row, context, _ROLL_LOOK)
    for line in row.departure.lines:
        _rule(flow)
        title, *cells = exit_words.line_cells(line, context)
        flow.text(title, Style(9, bold=True, direction="auto", leading=1.36))
        for label, text in zip(exit_words.line_titles(context)[1:], cells, strict=True):
            if text != "—":
                flow.passage(Fact(label, text), _ROLL_LOOK, labels)
    _rule(flow)
    flow.text(exit_words.confirmation(context), Style(8.5, bold=True, leading=1.4))
    signature(document, Box(_ROLL_X + 6, flow.y, _ROLL_WIDTH - 12, 20), words("Receiver's signature"), _ROLL_LOOK)
    flow.y += 22


def _roll_head(flow: Flow, row: ExitSlip, context: PaperContext) -> None:
    words, centre = context.words, context.centre
    if centre.name:
        flow.text(centre.name, replace(_CENTRED, size=13, bold=True))
    for line in centre_lines(context):
        flow.text(line, replace(_CENTRED, size=8.5))
    flow.text(words(exit_words.TITLE), replace(_CENTRED, size=10, bold=True))
    for text in exit_words.marks(row, context):
        flow.text(text, replace(_CENTRED, bold=True))
    number = replace(_CENTRED, size=22, bold=True)
    put(flow.document, Box(_ROLL_X, flow.y, _ROLL_WIDTH, 11), words.own_number(row.number), number)
    flow.y += 11.5
    code128(flow.document, payload(row.number), Box(_ROLL_X, flow.y, _ROLL_WIDTH, 12), "center")
    flow.y += 13.5
    _rule(flow)


def _rule(flow: Flow) -> None:
    flow.y += 0.8
    flow.document.line(_ROLL_X, flow.y, _ROLL_X + _ROLL_WIDTH, flow.y, thickness=0.25)
    flow.y += 0.8


DOCUMENT = Document("exit-slip", exit_words.TITLE, tuple(SIZES), render)
