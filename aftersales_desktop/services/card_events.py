"""The history of a warranty card, and the end of one whose days are over."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from aftersales_desktop.i18n import N_
from aftersales_desktop.models.statements import insert_row
from aftersales_desktop.models.warranty import WarrantyCard, WarrantyEvent
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Desk


class CardEvent(StrEnum):
    """What can happen to a card; the value is what the file keeps."""

    ISSUED = "issued"
    ACTIVATED = "activated"
    REGISTERED_FOREIGN = "registered_foreign"
    SENT_TO_DEALER = "sent_to_dealer"
    TAKEN_BACK = "taken_back"
    VOIDED = "voided"
    VOID_REVOKED = "void_revoked"
    TRANSFERRED = "transferred"
    DUPLICATE = "duplicate"
    REGISTRY = "registry"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


CARD_EVENT_TITLES = {
    CardEvent.ISSUED: N_("Card issued"),
    CardEvent.ACTIVATED: N_("Card activated"),
    CardEvent.REGISTERED_FOREIGN: N_("Card of another company noted"),
    CardEvent.SENT_TO_DEALER: N_("Sent to a dealer"),
    CardEvent.TAKEN_BACK: N_("Taken back from the dealer"),
    CardEvent.VOIDED: N_("Cover refused"),
    CardEvent.VOID_REVOKED: N_("Refusal revoked"),
    CardEvent.TRANSFERRED: N_("Transferred to a new owner"),
    CardEvent.DUPLICATE: N_("Duplicate printed"),
    CardEvent.REGISTRY: N_("Registry changed"),
    CardEvent.EXPIRED: N_("Closed as over"),
    CardEvent.WITHDRAWN: N_("Withdrawn: issued by mistake"),
}


def add_event(
    desk: Desk,
    now: datetime,
    card: WarrantyCard,
    kind: CardEvent,
    *,
    note: str = "",
    detail: dict[str, Any] | None = None,
    request_key: str = "",
) -> None:
    """One line in the card's history; inside a unit of work. A request key makes the event findable by it."""
    insert_row(
        WarrantyEvent,
        uuid=request_key or records.new_uuid(), card=card, at=now, actor=desk.actor, kind=kind.value, note=note,
        detail=detail or {},
    )  # fmt: skip


def card_of_request(request_key: str) -> int | None:
    """The card that was made when this form was saved before."""
    event = WarrantyEvent.get_or_none(WarrantyEvent.uuid == request_key) if request_key else None
    return event.card_id if event else None


def active_card(unit_id: int, issuer_id: int) -> WarrantyCard | None:
    """The one card of a device and issuer that is not closed, whether its days are over or not."""
    return WarrantyCard.get_or_none(
        (WarrantyCard.unit == unit_id) & (WarrantyCard.issuer == issuer_id) & (WarrantyCard.state == "active")
    )


def is_over(desk: Desk, card: WarrantyCard) -> bool:
    """Whether its last covered day is past today."""
    return card.last_day is not None and card.last_day < desk.today()


def close_ended_card(desk: Desk, now: datetime, unit_id: int, issuer_id: int) -> None:
    """Make room for another card of the device: the active one becomes expired when its days are over."""
    card = active_card(unit_id, issuer_id)
    if card is not None and is_over(desk, card):
        records.change(desk, card, now, action="expire", state="expired")
        add_event(desk, now, card, CardEvent.EXPIRED)
