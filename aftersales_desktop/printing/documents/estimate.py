"""What a repair would cost: the options one after the other, how long they hold, and where the customer agrees."""

from __future__ import annotations

from aftersales_desktop.domain.coverage import LINE_KIND_TITLES
from aftersales_desktop.domain.estimates import ANSWER_BY_TITLES, AnswerBy, EstimateState
from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.fitting import Box
from aftersales_desktop.printing.documents.furniture import OFFICE, Fact, begin, dotted, finish, signature
from aftersales_desktop.printing.documents.order_page import LOOK, OrderPage, people, serial_fact
from aftersales_desktop.printing.documents.wordings import amount, chips
from aftersales_desktop.printing.pdf import A4, A5_LANDSCAPE
from aftersales_desktop.printing.table import Column
from aftersales_desktop.printing.text import Style
from aftersales_desktop.services.estimates import EstimatePaper, EstimateRow

TITLE = N_("Estimate")
SIZES = {"A5": A5_LANDSCAPE, "A4": A4}
_SIGNATURES = 12.0


def render(row: EstimatePaper, context: PaperContext) -> bytes:
    """One version of an estimate."""
    size = SIZES[context.paper]
    document = begin(size, context, context.words(TITLE))
    box = Box(8, 7, size[0] - 16, (size[1] or 0) - 12)
    page = OrderPage(
        document, context, box, title=context.words(TITLE), number=row.number, barcode=row.order.number,
        marks=_marks(row, context),
    )  # fmt: skip
    _facts(page, row)
    for option in row.estimate.options:
        _option(page, row.estimate, option)
    _close(page, row)
    page.finish()
    return finish(document, DOCUMENT.name)


def _marks(row: EstimatePaper, context: PaperContext) -> list[str]:
    """Printed again, and whether it still holds."""
    words, estimate = context.words, row.estimate
    found = [words("Printed again {number}", number=context.copy)] if context.copy else []
    if estimate.state is EstimateState.REPLACED:
        found.append(words("Replaced by a newer one"))
    elif estimate.is_over(tehran_time(context.printed_at).date()):
        found.append(words("No longer valid"))
    return found


def _facts(page: OrderPage, row: EstimatePaper) -> None:
    words, estimate, order = page.words, row.estimate, row.order
    issued = words.date(tehran_time(estimate.issued_at).date()) if estimate.issued_at else "—"
    page.facts([
        *people(order, page.context), Fact(words("Given on"), issued),
        Fact(words("Valid until"), words.date(estimate.valid_until) if estimate.valid_until else "—", is_strong=True),
    ])  # fmt: skip
    page.device_title(order)
    page.facts([serial_fact(order, page.context), Fact(words("Received on"), words.date(order.received_on))])
    fault = dotted((order.customer_words, chips(order.symptoms, words)))
    page.passages([Fact(words("Fault"), fault)])
    page.flow.gap(1.5)


def _option(page: OrderPage, estimate: EstimateRow, option: int) -> None:
    """Its lines, then what the customer would pay."""
    words = page.words
    if len(estimate.options) > 1:
        page.flow.need(20)
        title = words("Option {number}", number=option)
        page.flow.text(title, Style(9, bold=True, color=OFFICE.accent, leading=1.4))
    columns = (
        Column(words("Kind"), 1.1), Column(words("What"), 4.6), Column(words("Count"), 0.8, align="center"),
        Column(words("Price (rial)"), 1.9, align="end"), Column(words("Covered (rial)"), 1.9, align="end"),
        Column(words("You pay (rial)"), 1.9, align="end"),
    )  # fmt: skip
    rows = [
        (
            words(LINE_KIND_TITLES[line.kind]), line.title, words.number(line.quantity), words.number(line.price),
            words.number(line.covered) if line.covered else "—", words.number(line.payable),
        )
        for line in estimate.lines
        if line.option == option
    ]  # fmt: skip
    page.table(columns, rows, size=7.5)
    page.flow.need(5)
    total = amount(Money(estimate.payable(option), estimate.currency), page.context)
    page.flow.text(words("To pay: {amount}", amount=total), Style(9, bold=True, align="end", leading=1.4))
    page.flow.gap(1.5)


def _close(page: OrderPage, row: EstimatePaper) -> None:
    words, estimate = page.words, row.estimate
    small = Style(7.5, color=OFFICE.soft, direction="auto", leading=1.4)
    if estimate.note:
        page.passages([Fact(words("Note"), estimate.note)])
    page.flow.text(
        words("Work begins when you agree. If more turns out to be needed, you are asked again before it is done."),
        small,
    )
    for said in _answers(row, page.context):
        page.flow.text(said, Style(8.5, bold=True, leading=1.5))
    page.flow.need(_SIGNATURES)
    y = max(page.flow.y, page.flow.bottom - _SIGNATURES)
    box = Box(page.box.x + 6, y, 62, _SIGNATURES)
    agree = words("I agree to option ....") if len(estimate.options) > 1 else words("I agree")
    signature(page.document, box, dotted((agree, words("Customer's signature"))), LOOK)
    centre = box._replace(x=page.box.end - 68)
    signature(page.document, centre, words("Signature and stamp of the centre"), LOOK)


def _answers(row: EstimatePaper, context: PaperContext) -> list[str]:
    """What was said already, when the paper is printed after the answer."""
    words, found = context.words, []
    for answer in row.estimate.answers:
        how, at = words(ANSWER_BY_TITLES[AnswerBy(answer.how)]), words.moment(answer.at)
        if answer.decision == EstimateState.REFUSED:
            found.append(words("Refused by {who}, {how}, {at}.", who=answer.who, how=how, at=at))
        elif len(row.estimate.options) > 1:
            found.append(
                words(
                    "Option {option} agreed to by {who}, {how}, {at}.", option=answer.option, who=answer.who, how=how,
                    at=at,
                )
            )  # fmt: skip
        else:
            found.append(words("Agreed to by {who}, {how}, {at}.", who=answer.who, how=how, at=at))
    return found


DOCUMENT = Document("estimate", TITLE, tuple(SIZES), render)
