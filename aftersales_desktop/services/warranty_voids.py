"""Refusing cover on a card with reasons and evidence, and taking the refusal back."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState, VoidRecord, VoidScope, void_problems
from aftersales_desktop.domain.warranty_forms import LONGEST_GROUP, reason_problems
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.warranty import WarrantyCard, WarrantyVoid
from aftersales_desktop.services import card_events, records
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.card_rows import CardRow, shown_number
from aftersales_desktop.services.warranty import get_card
from aftersales_desktop.services.work import Area, Desk

VOIDABLE_STATES = (CardState.ACTIVE, CardState.EXPIRED)


def void_card(desk: Desk, card_id: int, void: VoidRecord, *, evidence: str) -> CardRow:
    """Refuse cover from a day on: of the whole device (the card becomes void), of part groups, or of one visit.

    `evidence` names what proves it: a picture, a report. Raises ValidationError with every problem, NotAllowed for a
    card that cannot be refused.
    """
    with desk.work(Area.WARRANTY) as now:
        card = records.find(WarrantyCard, card_id)
        _check_voidable(card)
        void = replace(void, part_groups=_groups(void))
        problems = [*void_problems(void, desk.today(), has_evidence=bool(text.clean(evidence)))]
        problems += _text_problems(void, evidence) + _visit_problems(desk, card, void)
        refuse(problems)
        record = records.create(
            desk, WarrantyVoid, now, card_id=card_id, scope=void.scope.value, voided_on=void.on,
            reasons=[reason.value for reason in dict.fromkeys(void.reasons)], part_groups=list(void.part_groups),
            sentence=text.clean(void.sentence), evidence=text.clean(evidence), order_number=void.order_number,
        )  # fmt: skip
        if void.scope is VoidScope.DEVICE:
            records.change(desk, card, now, action="void", reason=record.sentence, state=CardState.VOID.value)
        detail = {"void_id": record.id, "scope": record.scope, "reasons": record.reasons}
        card_events.add_event(desk, now, card, CardEvent.VOIDED, note=record.sentence, detail=detail)
        return get_card(desk, card_id)


def revoke_void(desk: Desk, void_id: int, reason: str) -> CardRow:
    """Take a refusal back; a void card is active again when nothing else voids it.

    Raises ValidationError without a reason, NotAllowed when it was revoked before or another card took its place.
    """
    with desk.work(Area.WARRANTY) as now:
        void = records.find(WarrantyVoid, void_id)
        if void.revoked_at is not None:
            raise NotAllowed(Message("This refusal was revoked before. Refresh the card."))
        problems = reason_problems(reason)
        refuse(problems)
        reason = text.clean(reason)
        records.change(
            desk, void, now, action="revoke", reason=reason, revoked_at=now, revoked_by=desk.actor,
            revoked_reason=reason,
        )  # fmt: skip
        card = records.find(WarrantyCard, void.card_id)
        if card.state == CardState.VOID and not _standing_device_voids(card):
            _make_active(desk, now, card, reason)
        card_events.add_event(desk, now, card, CardEvent.VOID_REVOKED, note=reason, detail={"void_id": void_id})
        return get_card(desk, card.id)


def _make_active(desk: Desk, now: datetime, card: WarrantyCard, reason: str) -> None:
    card_events.close_ended_card(desk, now, card.unit_id, card.issuer_id)
    other = card_events.active_card(card.unit_id, card.issuer_id)
    if other is not None:
        raise NotAllowed(
            Message(
                "Card {other} took the place of card {number}. Withdraw that card or refuse its cover first.",
                other=shown_number(other.number),
                number=shown_number(card.number),
            )  # fmt: skip
        )
    records.change(desk, card, now, action="revoke_void", reason=reason, state=CardState.ACTIVE.value)


def _standing_device_voids(card: WarrantyCard) -> bool:
    query = WarrantyVoid.select().where(
        (WarrantyVoid.card == card) & (WarrantyVoid.scope == VoidScope.DEVICE.value) & WarrantyVoid.revoked_at.is_null()
    )
    return query.exists()


def _check_voidable(card: WarrantyCard) -> None:
    number = shown_number(card.number)
    if not card.issuer.is_ours:
        raise NotAllowed(
            Message(
                "Card {number} is from {issuer}. Only they can refuse its cover.",
                number=number,
                issuer=card.issuer.name,
            )
        )
    if card.state not in VOIDABLE_STATES:
        state = Message(CARD_STATE_TITLES[CardState(card.state)])
        raise NotAllowed(
            Message("Card {number} is “{state}”, so its cover cannot be refused.", number=number, state=state)
        )


def _text_problems(void: VoidRecord, evidence: str) -> list[FieldProblem]:
    texts = [("sentence", void.sentence, 400), ("evidence", evidence, 400)]
    texts += [("part_groups", group, LONGEST_GROUP) for group in void.part_groups]
    return [
        FieldProblem(name, problem)
        for name, value, longest in texts
        if (problem := text.text_problem(value, longest=longest))
    ]


def _groups(void: VoidRecord) -> tuple[str, ...]:
    if void.scope is not VoidScope.PARTS:
        return ()
    return tuple(group for group in dict.fromkeys(map(text.clean, void.part_groups)) if group)


def _visit_problems(desk: Desk, card: WarrantyCard, void: VoidRecord) -> list[FieldProblem]:
    """A visit must be one of this device's orders; it may be named for any scope."""
    if not void.order_number or desk.rows(
        "SELECT 1 FROM service_order WHERE number = ? AND unit_id = ?", void.order_number, card.unit_id
    ):
        return []
    return [FieldProblem("order_number", Message("This device has no visit with that number. Choose one of its own."))]
