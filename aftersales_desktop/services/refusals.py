"""What a letter of refusal rests on: the verdict of an order or the refusals on a card, with reasons and evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.warranty import Tone, VoidScope
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import order_rows, units, warranty
from aftersales_desktop.services.card_rows import VoidRow, shown_number
from aftersales_desktop.services.customers import CustomerRow, get_customer
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.order_verdicts import current_verdict
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk

_CARDS = (
    "SELECT w.id FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id WHERE w.unit_id = ? AND i.is_ours = 1 "
    "AND w.archived_at IS NULL ORDER BY w.id DESC"
)
_NEWEST = (
    "SELECT s.number FROM service_order s WHERE s.origin = 'counter' AND s.state <> 'cancelled' AND (EXISTS ("
    "SELECT 1 FROM warranty_void v WHERE v.order_number = s.number AND v.revoked_at IS NULL) "
    "OR s.verdict_tone = 'refused') ORDER BY EXISTS (SELECT 1 FROM warranty_void v WHERE v.order_number = s.number "
    "AND v.revoked_at IS NULL) DESC, s.id DESC LIMIT 1"
)


@dataclass(frozen=True)
class RefusalRow:
    """A refusal of cover: of an order, or of a card without one. `sentence` is the answer of the rules.

    `uuid` and `number` are those of the record the letter is about.
    """

    uuid: str
    number: str
    is_order: bool
    order_number: str
    owner: CustomerRow
    unit: UnitRow
    received_on: date | None
    card_number: object
    sentence: Message | None
    voids: tuple[VoidRow, ...]


def find_refusal(desk: Desk, number: str) -> RefusalRow:
    """The refusal behind the number of an order or a card; "any" is the newest. NotFound when cover was not refused."""
    if number == "any":
        rows = desk.rows(_NEWEST)
        if not rows:
            raise _nothing_refused()
        number = rows[0][0]
    read = read_own_number(number)
    if read is not None and read.kind is OwnNumberKind.CARD:
        return _of_card(desk, number)
    wanted = read.number if read is not None else number
    reception = order_rows.find_reception(desk, wanted)
    order = next((one for one in reception.orders if one.number == wanted), reception.orders[0])
    return refusal_of(desk, order)


def refusal_of(desk: Desk, order: OrderRow) -> RefusalRow:
    """Why an order is not covered; NotFound when it is."""
    verdict = current_verdict(desk, order)
    cards = [warranty.get_card(desk, row[0]) for row in desk.rows(_CARDS, order.unit.id)]
    voids = tuple(void for card in cards for void in card.voids if _concerns(void, order.number))
    if not voids and (verdict is None or verdict.tone != Tone.REFUSED):
        raise _nothing_refused()
    card = cards[0] if cards else None
    return RefusalRow(
        order.uuid, order.number, True, order.number, order.owner, order.unit, order.received_on,
        shown_number(card.number) if card else "", verdict.reason if verdict else None, voids,
    )  # fmt: skip


def is_refused(desk: Desk, order: OrderRow) -> bool:
    """Whether a letter of refusal can be written about an order."""
    try:
        refusal_of(desk, order)
    except NotFound:
        return False
    return True


def _of_card(desk: Desk, number: str) -> RefusalRow:
    card = warranty.find_card(desk, number)
    voids = tuple(void for void in card.voids if void.revoked_at is None)
    if not voids or card.unit is None:
        raise _nothing_refused()
    owner = card.owner or get_customer(desk, units.get_unit(desk, card.unit.id).owner_id)
    return RefusalRow(card.uuid, card.number, False, "", owner, card.unit, None, card.shown_number, None, voids)


def _concerns(void: VoidRow, order_number: str) -> bool:
    if void.revoked_at is not None:
        return False
    return void.record.scope is not VoidScope.VISIT or void.record.order_number == order_number


def _nothing_refused() -> NotFound:
    return NotFound(Message("Cover was not refused here, so there is no letter of refusal."))
