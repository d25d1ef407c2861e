"""What the entries in the life of a serial are called: cards, visits, parts, and the places where it stood."""

from __future__ import annotations

from datetime import date

from aftersales_desktop.domain.order_events import ORDER_EVENTS, OrderEventKind
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, Outcome
from aftersales_desktop.domain.stock import MOVEMENT_TITLES, PLACE_TITLES, Movement, Place
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber
from aftersales_desktop.services.card_events import CardEvent

_CARD_TITLES = {
    CardEvent.ISSUED: N_("Warranty card {number} issued"),
    CardEvent.ACTIVATED: N_("Warranty card {number} activated"),
    CardEvent.REGISTERED_FOREIGN: N_("Warranty card {number} of another company noted"),
    CardEvent.SENT_TO_DEALER: N_("Warranty card {number} sent to a dealer"),
    CardEvent.TAKEN_BACK: N_("Warranty card {number} taken back from the dealer"),
    CardEvent.VOIDED: N_("Warranty card {number} voided"),
    CardEvent.VOID_REVOKED: N_("Void of warranty card {number} revoked"),
    CardEvent.TRANSFERRED: N_("Warranty card {number} transferred"),
    CardEvent.DUPLICATE: N_("Duplicate of warranty card {number} printed"),
    CardEvent.REGISTRY: N_("Warranty card {number} changed"),
    CardEvent.EXPIRED: N_("Warranty card {number} closed as over"),
    CardEvent.WITHDRAWN: N_("Warranty card {number} withdrawn: issued by mistake"),
}


def card_title(kind: str, number: str) -> Message:
    """What happened to a warranty card; the number as it is to be written."""
    return Message(_CARD_TITLES[CardEvent(kind)], number=number)


def visit_title(kind: str, number: str, outcome: str) -> Message:
    """What happened on a visit that is part of the life of the device."""
    event = ORDER_EVENTS[OrderEventKind(kind)]
    return Message(event.in_life, number=OwnNumber(number), event=Message(event.title), outcome=outcome_title(outcome))


def outcome_title(outcome: str) -> Message:
    """How the work ended, unknown where nobody said."""
    return Message(OUTCOME_TITLES[Outcome(outcome or "unknown")])


def part_title(reason: str, part: Message | str, code: str, warranty_until: date | None) -> Message:
    """A part that went in or came out; with the end of its own warranty where it went in with one."""
    shown = Code(code)
    match reason:
        case Movement.INSTALLED if warranty_until is not None:
            return Message(
                "{part} {code} was put in; its own warranty until {day}", part=part, code=shown, day=warranty_until
            )
        case Movement.INSTALLED:
            return Message("{part} {code} was put in", part=part, code=shown)
        case Movement.REMOVED:
            return Message("{part} {code} was taken out", part=part, code=shown)
        case _:
            return Message("{part} {code}: taken back", part=part, code=shown)


def move_title(reason: str, place: Message | str) -> Message:
    """One movement and where it led to."""
    return Message("{movement}: {place}", movement=Message(MOVEMENT_TITLES[Movement(reason)]), place=place)


def place_title(kind: str, code: str, name: str) -> Message | str:
    """Where a device stands: the cell of a shelf, somebody's bench, or a place by its name."""
    match Place(kind):
        case Place.SHELF:
            return Message("Shelf {cell}", cell=Code(code))
        case Place.BENCH if name:
            return Message("On the bench of {name}", name=name)
        case _:
            return name or Message(PLACE_TITLES[Place(kind)])
