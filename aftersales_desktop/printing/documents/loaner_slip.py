"""The slip for a loaner: what was lent, until when, in which condition, worth how much, with what deposit."""

from __future__ import annotations

from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import Document, PaperContext
from aftersales_desktop.printing.documents.furniture import Fact
from aftersales_desktop.printing.documents.letter import Letter
from aftersales_desktop.printing.documents.wordings import addressed, amount, payload, phone
from aftersales_desktop.printing.pdf import A5_LANDSCAPE
from aftersales_desktop.services.loaners import LoanRow
from aftersales_desktop.services.work import NOBODY

TITLE = N_("Loaner slip")


def render(row: LoanRow, context: PaperContext) -> bytes:
    """One loan; once it is over, with the day and condition of its return."""
    words = context.words
    title, number = words(TITLE), words.own_number(row.order_number)
    letter = Letter(A5_LANDSCAPE, context, title, number, barcode=payload(row.order_number))
    letter.facts(
        [
            Fact(words("Customer"), addressed(row.owner, words), is_strong=True),
            Fact(words("Phone"), phone(row.owner.phone, words) or "—"),
            Fact(words("For the device"), words.value(row.device.model.full_title(words.language))),
            Fact(words("Its serial"), words.code(row.device.serial)),
        ]
    )
    letter.facts(
        [
            Fact(words("Loaner"), words.value(row.loaner.model.full_title(words.language)), is_strong=True),
            Fact(words("Serial"), words.code(row.loaner.serial), is_strong=True),
            Fact(words("Lent on"), words.date(row.lent_on)),
            Fact(words("Has to be back on"), words.date(row.due_on), is_strong=True),
            Fact(words("Value"), _money(row.value, row, context)),
            Fact(words("Deposit for the loaner"), _money(row.deposit, row, context)),
            Fact(words("Lent by"), row.created_by if row.created_by != NOBODY else ""),
        ]
    )
    letter.framed(words("Condition: {condition}", condition=row.condition_words))
    letter.text(
        words(
            "The loaner belongs to the centre. It is given back when the device is collected, at the latest on the day "
            "above, in the condition written here; loss or damage is paid for up to its value."
        )
    )
    if row.returned_on is not None:
        letter.framed(words("Came back on {day}. {condition}", day=row.returned_on, condition=row.back_words or "—"))
    letter.signatures(words("Customer's signature"), words("Signature and stamp of the centre"))
    return letter.to_bytes(DOCUMENT.name)


def _money(value: int, row: LoanRow, context: PaperContext) -> str:
    return amount(Money(value, row.currency), context) if value else "—"


DOCUMENT = Document("loaner-slip", TITLE, ("A5",), render)
