"""Cards of other warranty companies, noted with the days that are written on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.warranty import CardState
from aftersales_desktop.domain.warranty_forms import ForeignCardInput, foreign_card_problems, unconfirmed
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.warranty import Issuer, WarrantyCard
from aftersales_desktop.services import card_devices, card_events, drafts, issuers, records
from aftersales_desktop.services.card_devices import FoundDevice
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.warranty import get_card
from aftersales_desktop.services.warranty_issue import number_columns, running_card_problem
from aftersales_desktop.services.work import Area, Desk


def register_foreign_card(desk: Desk, card: ForeignCardInput, *, draft: str = "") -> CardRow:
    """Note another company's card of a device, so that the counter knows whom to send the customer to.

    The device's owner stays as it is; a company named anew comes into the list. Raises ValidationError with every
    problem.
    """
    with desk.work(Area.WARRANTY) as now:
        known = card_events.card_of_request(card.request_key)
        if known is None:
            card = _with_listed_issuer(card)
            device = _check(desk, card)
            if card.issuer_id is None:
                card = replace(card, issuer_id=issuers.add_issuer(desk, card.new_issuer).id)
            known = _write(desk, now, card, device)
        if draft:
            drafts.drop_draft(desk, draft)
        return get_card(desk, known)


def _with_listed_issuer(card: ForeignCardInput) -> ForeignCardInput:
    """A name that was typed goes before one that was chosen; one that is in the list means that company."""
    if not card.new_issuer.strip():
        return card
    listed = issuers.find_issuer(card.new_issuer)
    return replace(card, issuer_id=listed.id if listed is not None else None)


def _check(desk: Desk, card: ForeignCardInput) -> FoundDevice:
    device = card_devices.find_device(desk, card)
    problems = [*foreign_card_problems(card, desk.today()), *_issuer_problems(desk, card), *device.problems]
    if device.unit is not None and card.issuer_id is not None:
        problem = running_card_problem(desk, device.unit.id, card.issuer_id)
        problems += [problem] if problem else []
    if card.owner_id is not None:
        problems += card_devices.chosen_owner_problems(card.owner_id)
    standing = unconfirmed(problems, card.confirmed)
    if standing:
        raise ValidationError(standing)
    return device


def _issuer_problems(desk: Desk, card: ForeignCardInput) -> list[FieldProblem]:
    if card.issuer_id is None:
        wrong = issuers.name_problems(desk, card.new_issuer) if card.new_issuer.strip() else []
        return [FieldProblem("new_issuer", problem.message) for problem in wrong]
    issuer = records.find(Issuer, card.issuer_id)
    if issuer.is_ours:
        return [FieldProblem("issuer", Message("This is your own centre. Issue a card of yours instead."))]
    if issuer.archived_at is not None:
        return [FieldProblem("issuer", Message("This company is not in the list any more. Choose another one."))]
    norm = text.code_norm(card.number)
    if WarrantyCard.get_or_none((WarrantyCard.issuer == issuer) & (WarrantyCard.number_norm == norm)) is None:
        return []
    message = Message(
        "Card {number} of {issuer} is already in the file. Open that card.",
        number=Code(text.clean_code(card.number)),
        issuer=issuer.name,
    )
    return [FieldProblem("number", message)]


def _write(desk: Desk, now: datetime, card: ForeignCardInput, device: FoundDevice) -> int:
    owner_id = card.owner_id or (device.unit.owner_id if device.unit else None)
    unit = card_devices.unit_for(desk, card, device, owner_id)
    card_events.close_ended_card(desk, now, unit.id, card.issuer_id)
    stored = records.create(
        desk, WarrantyCard, now, issuer_id=card.issuer_id, **number_columns(text.clean_code(card.number)),
        unit_id=unit.id, owner_id=owner_id, state=CardState.ACTIVE.value, started_on=card.started_on,
        last_day=max(card.ends.values(), default=None), seller=text.clean(card.seller),
        invoice_number=text.clean_code(card.invoice_number),
        evidence_kind=card.evidence_kind.value if card.evidence_kind else "",
        evidence_note=text.clean(card.evidence_note), issued_on=desk.today(),
        **{f"{category}_until": day for category, day in card.ends.items()},
    )  # fmt: skip
    detail = card_devices.device_detail(device)
    card_events.add_event(desk, now, stored, CardEvent.REGISTERED_FOREIGN, detail=detail, request_key=card.request_key)
    return stored.id
