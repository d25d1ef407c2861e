"""What an exit slip says, in the reader's words; the layouts put it on A5 or on a roll."""

from __future__ import annotations

from aftersales_desktop.domain.coverage import OLD_PART_TITLES, LineKind, OldPart
from aftersales_desktop.domain.leaving import SETTLED_TITLES, Settled
from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.furniture import Fact, dotted
from aftersales_desktop.printing.documents.order_page import kind_fact, outcome_text, people, serial_fact
from aftersales_desktop.printing.documents.wordings import amount, chips
from aftersales_desktop.services.leaving import ExitSlip
from aftersales_desktop.services.line_rows import LineRow

TITLE = N_("Exit slip")


def marks(row: ExitSlip, context: PaperContext) -> list[str]:
    """Printed again."""
    return [context.words("Printed again {number}", number=context.copy)] if context.copy else []


def receiver(row: ExitSlip, context: PaperContext) -> str:
    """Name, relation and document of who took the device."""
    name = row.order.receiver_name or row.order.owner.name
    return dotted((name, row.receiver_relation, row.receiver_document))


def facts(row: ExitSlip, context: PaperContext) -> list[Fact]:
    """The short facts: who, when, how it ended."""
    words, order = context.words, row.order
    return [
        *people(order, context),
        Fact(words("Left on"), words.moment(row.left_at)),
        Fact(words("Handed over by"), row.handed_over_by),
    ]


def device_facts(row: ExitSlip, context: PaperContext) -> list[Fact]:
    """The short facts of the device."""
    words, order = context.words, row.order
    found = [
        serial_fact(order, context),
        Fact(words("Received on"), words.date(order.received_on)),
        Fact(words("Outcome"), outcome_text(order, context), is_strong=True),
        Fact(words("Tested before the customer"), words("Yes") if row.was_tested else words("No")),
    ]
    if row.closing_seal:
        found.append(Fact(words("Seal"), words.code(row.closing_seal)))
    return found


def passages(row: ExitSlip, context: PaperContext) -> list[Fact]:
    """The longer texts: who took it, what was wrong, what went with it."""
    words, order = context.words, row.order
    found = [
        Fact(words("Handed to"), receiver(row, context), is_strong=True),
        *kind_fact(order.kind, words),
        Fact(words("Fault"), dotted((order.customer_words, chips(order.symptoms, words)))),
        Fact(words("Accessories given back"), accessories(row, context)),
    ]
    done = statement(row)
    if done:
        found.append(Fact(words("What was done"), done))
    return found


def statement(row: ExitSlip) -> str:
    """The words of the bench where the work has no lines."""
    if row.departure.lines:
        return ""
    ready = [event.note for event in row.order.events if event.kind in ("ready", "handed_back") and event.note]
    return ready[-1] if ready else ""


def accessories(row: ExitSlip, context: PaperContext) -> str:
    """Those that were ticked; all that came in where nobody noted it."""
    order = row.order
    given = [chip for chip in order.accessories if row.accessories is None or chip.code in row.accessories]
    return chips(given, context.words, order.accessories_note) or "—"


def parcels(row: ExitSlip) -> int:
    """What the gate counts: the device, its accessories, the old parts."""
    order = row.order
    given = [
        chip
        for chip in order.accessories
        if not chip.is_exclusive and (row.accessories is None or chip.code in row.accessories)
    ]
    old = sum(line.old_part is OldPart.CUSTOMER for line in row.departure.lines)
    return 1 + len(given) + bool(order.accessories_note) + old


def line_titles(context: PaperContext) -> tuple[str, ...]:
    """Titles of the columns of `line_cells`."""
    words = context.words
    return (
        words("Work and parts"), words("Serial in"), words("Serial out"), words("Old part"), words("Warranty until"),
        words("You pay (rial)"),
    )  # fmt: skip


def line_cells(line: LineRow, context: PaperContext) -> tuple[str, ...]:
    """One line of the work in six texts."""
    words = context.words
    title = line.title
    if line.kind is LineKind.PART and line.quantity > 1:
        title = f"{title} × {words.number(line.quantity)}"
    return (
        title,
        words.code(line.serial_in) if line.serial_in else "—",
        words.code(line.serial_out) if line.serial_out else "—",
        words(OLD_PART_TITLES[line.old_part]) if line.old_part else "—",
        words.date(line.warranty_until) if line.warranty_until else "—",
        words.number(line.price),
    )


def money(row: ExitSlip, context: PaperContext) -> list[Fact]:
    """What was to pay, what was paid before, what was left and how it was settled."""
    words, departure = context.words, row.departure
    currency = departure.currency

    def written(value: int) -> str:
        return amount(Money(value, currency), context)

    found = [Fact(words("To pay"), written(departure.payable), is_strong=True)]
    if departure.deposit:
        found.append(Fact(words("Deposit"), written(departure.deposit)))
        found.append(Fact(words("Remaining"), written(max(0, departure.balance))))
    if row.settled:
        found.append(Fact(words("Settled"), words(SETTLED_TITLES[Settled(row.settled)])))
    return found


def confirmation(context: PaperContext) -> str:
    """What the receiver signs."""
    return context.words("I received the device and everything listed here, complete and in order.")
