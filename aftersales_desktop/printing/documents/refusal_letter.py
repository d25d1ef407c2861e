"""The letter that says why a repair is not covered: the answer, the reasons, what was found, what proves it."""

from __future__ import annotations

from aftersales_desktop.domain.warranty import VOID_REASON_TITLES, VOID_SCOPE_TITLES, VoidScope
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import Fact
from aftersales_desktop.printing.documents.letter import Letter
from aftersales_desktop.printing.documents.wordings import addressed, payload, phone
from aftersales_desktop.printing.pdf import A4
from aftersales_desktop.services.card_rows import VoidRow
from aftersales_desktop.services.refusals import RefusalRow

TITLE = N_("Refusal of warranty")


def render(row: RefusalRow, context: PaperContext) -> bytes:
    """One refusal with everything it rests on."""
    words = context.words
    barcode = payload(row.number) if row.is_order else ""
    letter = Letter(A4, context, words(TITLE), words.own_number(row.number), barcode=barcode)
    letter.facts(
        [
            Fact(words("Customer"), addressed(row.owner, words), is_strong=True),
            Fact(words("Phone"), phone(row.owner.phone, words) or "—"),
            Fact(words("Date"), words.moment(context.printed_at)),
            Fact(words("Device"), words.value(row.unit.model.full_title(words.language)), is_strong=True),
            Fact(words("Serial"), words.code(row.unit.serial)),
            *([Fact(words("Warranty card"), words.value(row.card_number))] if row.card_number else []),
            *([Fact(words("Received on"), words.date(row.received_on))] if row.received_on else []),
        ]
    )
    letter.text(words("The device named above was examined. Its repair is not covered by the warranty, because:"))
    if row.sentence is not None:
        letter.framed(words.say(row.sentence))
    for void in row.voids:
        _draw_void(letter, void, context)
    letter.text(
        words(
            "Work on it is done only if you ask for it and agree to the price. If you do not accept this answer, you "
            "can write your objection to the centre; the evidence is kept and shown to you."
        )
    )
    letter.signatures(words("Customer's signature"), words("Signature and stamp of the centre"))
    return letter.to_bytes(DOCUMENT.name)


def _draw_void(letter: Letter, void: VoidRow, context: PaperContext) -> None:
    words, record = context.words, void.record
    scope: object = Message(VOID_SCOPE_TITLES[record.scope])
    if record.scope is VoidScope.PARTS:
        scope = words.joined(list(record.part_groups))
    letter.facts(
        [
            Fact(words("Reasons"), words.joined([Message(VOID_REASON_TITLES[one]) for one in record.reasons])),
            Fact(words("Not covered"), words.value(scope)),
            Fact(words("From"), words.date(record.on)),
            Fact(words("What was found"), record.sentence, is_strong=True),
            Fact(words("Evidence"), void.evidence),
        ]
    )


DOCUMENT = Document("refusal-letter", TITLE, ("A4",), render)
