"""The list that goes with faulty parts to their supplier: what is claimed, why, and until when it may be."""

from __future__ import annotations

from aftersales_desktop.domain.money import Money, sum_text
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition
from aftersales_desktop.domain.supplier_claims import LINE_STATE_TITLES, LineState
from aftersales_desktop.i18n import N_, OwnNumber
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import Fact, dotted
from aftersales_desktop.printing.documents.letter import Letter
from aftersales_desktop.printing.documents.wordings import amount, phone
from aftersales_desktop.printing.pdf import A4
from aftersales_desktop.printing.table import Column
from aftersales_desktop.services.claim_rows import ClaimLineRow, ClaimRow

TITLE = N_("Claim list")


def render(row: ClaimRow, context: PaperContext) -> bytes:
    """One claim with all its lines; answered ones say what became of them."""
    words = context.words
    letter = Letter(A4, context, words(TITLE), words.own_number(row.number), barcode=row.number)
    letter.facts(
        [
            Fact(words("Supplier"), row.supplier_name, is_strong=True),
            Fact(words("Phone"), phone(row.supplier_phone, words) or "—"),
            Fact(words("Sent on"), words.date(row.sent_on) if row.sent_on else ""),
            Fact(words("Their number"), row.their_number),
            Fact(words("Waybill"), row.waybill),
            *([Fact(words("Address"), row.supplier_address)] if row.supplier_address else []),
        ]
    )
    is_answered = any(line.state not in (LineState.OPEN, LineState.SENT) for line in row.lines)
    letter.table(_columns(context, is_answered), [_cells(place, line, context, is_answered)
                                                  for place, line in enumerate(row.lines, start=1)])  # fmt: skip
    count = sum(line.quantity for line in row.lines)
    pieces = words.plural("{count} piece", "{count} pieces", count)
    letter.text(dotted((pieces, words("Worth {amount}", amount=sum_text(row.expected)))), bold=True)
    if row.note:
        letter.text(row.note)
    letter.signatures(words("Delivered by"), words("Received by the supplier"))
    return letter.to_bytes(DOCUMENT.name)


def _columns(context: PaperContext, is_answered: bool) -> list[Column]:
    words = context.words
    columns = [
        Column(words("Row"), 0.7), Column(words("Part"), 3), Column(words("Serial"), 2.6), Column(words("Count"), 0.9),
        Column(words("Fault"), 3), Column(words("Claimable until"), 1.6), Column(words("Value"), 2),
    ]  # fmt: skip
    return [*columns, Column(words("Answer"), 2.6)] if is_answered else columns


def _cells(place: int, line: ClaimLineRow, context: PaperContext, is_answered: bool) -> list[str]:
    words = context.words
    condition = words(CONDITION_TITLES[Condition(line.condition)])
    earlier = OwnNumber(line.earlier_claim)
    before = words("Claimed before: {number}", number=earlier) if earlier else ""
    cells = [
        words.number(place), f"{line.part_name}\n{words.code(line.part_code)}",
        words.code(line.serial) if line.serial else "—", words.number(line.quantity),
        "\n".join(text for text in (line.fault or condition, before) if text),
        words.date(line.claimable_until) if line.claimable_until else "—", amount(Money(line.expected), context),
    ]  # fmt: skip
    if not is_answered:
        return cells
    answer = words(LINE_STATE_TITLES[line.state])
    new = words.code(line.replacement_serial) if line.replacement_serial else ""
    paid = amount(Money(line.received), context) if line.received else ""
    return [*cells, "\n".join(text for text in (answer, new, paid, line.answer_note) if text)]


DOCUMENT = Document("claim-list", TITLE, ("A4",), render)
