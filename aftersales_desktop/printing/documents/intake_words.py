"""What an intake receipt says, in the reader's words; the layouts put it on A5 or on a roll."""

from __future__ import annotations

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_kinds import KIND_TITLES, OrderKind
from aftersales_desktop.domain.reception import CHANNEL_TITLES, Channel
from aftersales_desktop.domain.warranty import TONE_TITLES, Category, Tone
from aftersales_desktop.i18n import N_
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.printing.documents.context import PaperContext
from aftersales_desktop.printing.documents.furniture import Fact, dotted
from aftersales_desktop.printing.documents.wordings import addressed, amount, chips, codes, phone
from aftersales_desktop.printing.text import bold
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow
from aftersales_desktop.services.work import NOBODY

TITLE = N_("Intake receipt")


def marks(row: ReceptionRow, context: PaperContext) -> list[str]:
    """Printed again, and changed since the customer got the first paper."""
    words, found = context.words, []
    if context.copy:
        found.append(words("Printed again {number}", number=context.copy))
    if any(order.edits for order in row.orders):
        found.append(words("Changed after intake"))
    return found


def people(row: ReceptionRow, context: PaperContext) -> list[Fact]:
    """Customer, who brought the device, and who took it in."""
    words = context.words
    facts = [
        Fact(words("Customer"), addressed(row.owner, words), is_strong=True),
        Fact(words("Phone"), phone(row.owner.phone, words) or "—"),
        Fact(words("Subscriber number"), words.own_number(row.owner.subscriber_number)),
        Fact(words("Received at"), words.moment(row.received_at)),
        Fact(words("Received by"), row.created_by if row.created_by != NOBODY else ""),
        Fact(words("Deposit"), deposit(row, context)),
    ]
    if row.bringer_name:
        facts.append(Fact(words("Brought by"), bringer(row, context)))
    if row.payer_name:
        facts.append(Fact(words("Payer"), row.payer_name))
    if row.channel not in (Channel.IN_PERSON, Channel.UNKNOWN):
        facts.append(Fact(words("How it came"), words(CHANNEL_TITLES[row.channel])))
    return facts


def bringer(row: ReceptionRow, context: PaperContext) -> str:
    """Name, relation and phone of who brought the device."""
    return dotted((row.bringer_name, row.bringer_relation, phone(row.bringer_phone, context.words)))


def deposit(row: ReceptionRow, context: PaperContext) -> str:
    """The amount with its note, or that none was taken."""
    if not row.deposit:
        return context.words("None taken")
    return dotted((amount(Money(row.deposit, row.currency), context), row.deposit_note))


def device_facts(order: OrderRow, context: PaperContext, *, with_shelf: bool) -> list[Fact]:
    """The short facts of a device, each a few characters long."""
    words = context.words
    facts = [Fact(words("Serial"), words.code(order.unit.serial) if order.unit.serial else "—", is_strong=True)]
    if order.unit.imeis:
        facts.append(Fact(words("IMEI"), codes(order.unit.imeis, words)))
    if with_shelf and order.shelf:
        facts.append(Fact(words("Shelf"), words.code(order.shelf)))
    if order.seal_number:
        facts.append(Fact(words("Seal number"), words.code(order.seal_number)))
    facts.append(
        Fact(words("Promised for"), words.date(order.promised_on) if order.promised_on else "—", is_strong=True)
    )
    ceiling = order.cost_ceiling
    facts.append(
        Fact(words("Cost ceiling"), "—" if ceiling is None else amount(Money(ceiling, order.currency), context))
    )
    facts.append(Fact(words("Password"), words("Taken") if order.has_passcode else words("Not taken")))
    return facts


def device_passages(order: OrderRow, context: PaperContext) -> list[Fact]:
    """The longer texts of a device, in the order the desk asks for them; the verdict is apart."""
    words = context.words
    return [
        _wanted(order, context),
        Fact(words("Condition"), chips(order.conditions, words) or "—"),
        Fact(words("Accessories"), chips(order.accessories, words, order.accessories_note) or "—"),
    ]


def _wanted(order: OrderRow, context: PaperContext) -> Fact:
    """What is wrong; of work that is no repair its type before anything that was said."""
    words, said = context.words, _fault(order, context)
    if order.kind is OrderKind.REPAIR:
        return Fact(words("Fault"), said)
    return Fact(words("Type of work"), "\n".join(text for text in (words(KIND_TITLES[order.kind]), said) if text))


def _fault(order: OrderRow, context: PaperContext) -> str:
    """The customer's own words, then the symptoms the desk chose."""
    symptoms = chips(order.symptoms, context.words)
    quoted = _quoted(order.customer_words, context) if order.customer_words else ""
    return "\n".join(text for text in (quoted, symptoms) if text)


def _quoted(said: str, context: PaperContext) -> str:
    """In quotation marks that read in the direction of what was said, not in that of the paper."""
    return context.words.value(without_bidi_controls(context.words("“{said}”", said=said)))


def verdict(order: OrderRow, context: PaperContext) -> str:
    """The answer at intake and its reason; that of labour too where it differs from that of parts."""
    words = context.words
    if order.verdict is None:
        return words(TONE_TITLES[Tone.UNKNOWN])
    told = [order.verdict]
    told += [other for other in order.verdicts[1:] if other.category == Category.LABOUR and other.tone != told[0].tone]
    return "\n".join(f"{bold(words(TONE_TITLES[Tone(each.tone)]))} — {words.say(each.reason)}" for each in told)


def terms(context: PaperContext) -> str:
    """The centre's terms in the paper's language, or in the other one if only that was written."""
    texts = context.centre.receipt_terms
    return texts.get(context.words.language, "") or next((text for text in texts.values() if text), "")
