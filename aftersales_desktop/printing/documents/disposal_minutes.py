"""The minutes by which a device that nobody collected is disposed of: what was tried, what was decided, who signs."""

from __future__ import annotations

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.uncollected import FATE_TITLES, LETTER_TITLES
from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import Fact
from aftersales_desktop.printing.documents.letter import Letter
from aftersales_desktop.printing.documents.uncollected_letter import CALL_COLUMNS, call_cells
from aftersales_desktop.printing.documents.wordings import addressed, phone
from aftersales_desktop.printing.pdf import A4
from aftersales_desktop.printing.table import Column
from aftersales_desktop.services.disposal_minutes import MinutesPaper
from aftersales_desktop.services.uncollected import LetterRow

TITLE = N_("Minutes of disposal")


def render(row: MinutesPaper, context: PaperContext) -> bytes:
    """The minutes as they were kept, whenever they are printed."""
    words, minutes = context.words, row.minutes
    letter = Letter(A4, context, words(TITLE), words.own_number(row.number))
    letter.facts(_facts(row, context))
    letter.heading(words("What was decided"))
    letter.text(words(FATE_TITLES[minutes.fate]), bold=True)
    letter.framed(minutes.words)
    letter.heading(words("Letters sent"))
    if row.letters:
        columns = [Column(words("Letter"), 3), Column(words("Written on"), 2), Column(words("To be answered by"), 2)]
        letter.table(columns, [_letter_cells(one, context) for one in row.letters])
    else:
        letter.text(words("No letter was written."))
    letter.heading(words("Calls made"))
    if row.calls:
        columns = [Column(words(title), share) for title, share in CALL_COLUMNS]
        letter.table(columns, [call_cells(one, context) for one in row.calls])
    else:
        letter.text(words("No call was noted."))
    letter.signatures(
        words("Manager: {name}", name=minutes.manager),
        words("Witness: {name}", name=minutes.witness) if minutes.witness else words("Witness"),
        words("Signature and stamp of the centre"),
    )
    return letter.to_bytes(DOCUMENT.name)


def _letter_cells(one: LetterRow, context: PaperContext) -> tuple[str, str, str]:
    words = context.words
    return words(LETTER_TITLES[one.level]), words.date(one.written_on), words.date(one.answer_by)


def _facts(row: MinutesPaper, context: PaperContext) -> list[Fact]:
    words, order = context.words, row.order
    waited = words.plural("{count} day", "{count} days", row.days)
    return [
        Fact(words("Date"), words.date(row.minutes.disposed_on), is_strong=True),
        Fact(words("Order"), words.own_number(order.number), is_strong=True),
        Fact(words("Customer"), addressed(order.owner, words), is_strong=True),
        Fact(words("Phone"), phone(order.owner.phone, words) or "—"),
        Fact(words("Device"), words.value(order.unit.model.full_title(words.language)), is_strong=True),
        Fact(words("Serial"), words.code(order.unit.serial)),
        Fact(words("Received on"), words.date(order.received_on)),
        Fact(words("Ready since"), words.date(row.ready_on)),
        Fact(words("Waited"), waited),
        Fact(words("Storage up to then"), words.value(Money(row.fee, order.currency))),
        Fact(words("Storage put on the order"), words.value(Money(row.charged, order.currency))),
    ]


DOCUMENT = Document("disposal-minutes", TITLE, ("A4",), render)
