"""The letter about a device that nobody collects: first and second reminder, final notice, with every call made."""

from __future__ import annotations

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.uncollected import CALL_RESULT_TITLES, FINAL_LETTER, LETTER_TITLES
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import Fact
from aftersales_desktop.printing.documents.letter import Letter
from aftersales_desktop.printing.documents.wordings import addressed, payload, phone
from aftersales_desktop.printing.pdf import A4
from aftersales_desktop.printing.table import Column
from aftersales_desktop.services.calls import CallRow
from aftersales_desktop.services.uncollected import LetterPaper

TITLE = N_("Letter about an uncollected device")
CALL_COLUMNS = (
    (N_("When"), 2.0), (N_("Phone"), 1.8), (N_("What came of it"), 2.4), (N_("Note"), 4.0), (N_("Called by"), 1.8),
)  # fmt: skip
"""Titles and shares of the width."""


def render(row: LetterPaper, context: PaperContext) -> bytes:
    """One letter as it was written, whenever it is printed."""
    words, order, letter_row = context.words, row.order, row.letter
    title = words(LETTER_TITLES[letter_row.level])
    letter = Letter(A4, context, title, words.own_number(order.number), barcode=payload(order.number))
    letter.facts(
        [
            Fact(words("Customer"), addressed(order.owner, words), is_strong=True),
            Fact(words("Phone"), phone(order.owner.phone, words) or "—"),
            Fact(words("Date"), words.date(letter_row.written_on)),
            Fact(words("Device"), words.value(order.unit.model.full_title(words.language)), is_strong=True),
            Fact(words("Serial"), words.code(order.unit.serial)),
            Fact(words("Received on"), words.date(order.received_on)),
            Fact(words("Ready since"), words.date(letter_row.ready_on), is_strong=True),
        ]
    )
    for paragraph in _paragraphs(row):
        letter.text(words.say(paragraph))
    letter.heading(words("Calls made"))
    if row.calls:
        columns = [Column(words(title), share) for title, share in CALL_COLUMNS]
        letter.table(columns, [call_cells(call, context) for call in row.calls])
    else:
        letter.text(words("No call was noted."))
    letter.signatures(words("Signature and stamp of the centre"))
    return letter.to_bytes(DOCUMENT.name)


def _paragraphs(row: LetterPaper) -> list[Message]:
    letter = row.letter
    told = [
        Message(
            "Your device has been ready for {days} days and was not collected. Please bring your receipt and collect "
            "it by {day}.",
            days=row.days, day=letter.answer_by,
        )
    ]  # fmt: skip
    if letter.fee:
        fee = Message("Up to today storage of {amount} may be charged.", amount=Money(letter.fee, row.order.currency))
        told.append(fee)
    if letter.level == FINAL_LETTER:
        told.append(
            Message(
                "This is the final notice. After {day} the centre is no longer answerable for keeping the device, and "
                "it will be disposed of by minutes.",
                day=letter.answer_by,
            )
        )
    elif letter.level == FINAL_LETTER - 1:
        told.append(Message("A first reminder was sent before. The next letter will be the final notice."))
    return told


def call_cells(call: CallRow, context: PaperContext) -> list[str]:
    """A call as a line below CALL_COLUMNS."""
    words = context.words
    result = words(CALL_RESULT_TITLES[call.result])
    told = f"{result} {words.date(call.comes_on)}" if call.comes_on else result
    return [words.moment(call.at), phone(call.phone, words) or "—", told, call.note, call.actor]


DOCUMENT = Document("uncollected-letter", TITLE, ("A4",), render)
