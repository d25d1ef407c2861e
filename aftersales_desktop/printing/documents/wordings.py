"""Records in the words of a paper: how customers are addressed, what a device is called, amounts and lists."""

from __future__ import annotations

from collections.abc import Iterable

from aftersales_desktop.domain import customers
from aftersales_desktop.domain.identifiers import IdentifierProblem, order_barcode
from aftersales_desktop.domain.money import CURRENCIES, Money, toman_text
from aftersales_desktop.i18n import Code, Words
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.services.catalogue import ChipRow
from aftersales_desktop.services.customers import CustomerRow


def addressed(customer: CustomerRow, words: Words) -> str:
    """The customer's name as they are addressed."""
    return customers.addressed(customer.name, customer.form_of_address, words)


def phone(number: str, words: Words) -> str:
    """A phone number, or nothing when it is not known."""
    return words.phone(number) if number else ""


def codes(values: Iterable[str], words: Words) -> str:
    """Serials or other codes in one line."""
    return words.joined([Code(value) for value in values if value])


def chips(chosen: Iterable[ChipRow], words: Words, *further: str) -> str:
    """Ready-made words, and what was written beside them."""
    return words.joined([name for name in (*(chip.name(words.language) for chip in chosen), *further) if name])


def amount(money: Money, context: PaperContext) -> str:
    """An amount in its official unit, and in toman where the centre speaks of toman."""
    words = context.words
    written = words.value(money)
    if context.centre.money_unit != "toman" or not CURRENCIES[money.currency].small_toman or not money.amount:
        return written
    return f"{written} {words.say(toman_text(money))}"


def payload(number: str) -> str:
    """What the barcode of a reception or an order holds; an imported number stands for itself."""
    try:
        return order_barcode(number)
    except IdentifierProblem:
        return number
