"""Issuing and activating warranty cards of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState, TermsSnapshot, period_ends, start_date
from aftersales_desktop.domain.warranty_forms import (
    LONGEST_NUMBER,
    CardInput,
    RegistryState,
    card_problems,
    unconfirmed,
)
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.warranty import CardBatch, WarrantyCard
from aftersales_desktop.services import card_devices, card_events, drafts, records, warranty_terms
from aftersales_desktop.services.card_devices import FoundDevice
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.card_rows import CardRow, shown_number
from aftersales_desktop.services.issuers import our_issuer
from aftersales_desktop.services.numbering import next_card_number
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.warranty import get_card
from aftersales_desktop.services.warranty_terms import TermsRow
from aftersales_desktop.services.work import Area, Desk

BLANK_STATES = ("raw", "at_dealer")


@dataclass(frozen=True)
class _Plan:
    """A card that may be saved: the blank card that becomes it, or the number it gets ('' takes the next one)."""

    blank: WarrantyCard | None
    number: str
    device: FoundDevice
    terms: TermsRow


def issue_card(desk: Desk, card: CardInput, *, draft: str = "") -> CardRow:
    """Issue a card of ours; the number of a raw one, here or at a dealer, fills that one in with its printed terms.

    Older cards of the device that are over become expired first. The form's draft is dropped with the save.
    Raises ValidationError with every problem.
    """
    with desk.work(Area.WARRANTY) as now:
        known = card_events.card_of_request(card.request_key)
        if known is None:
            known = _write(desk, now, card, _plan(desk, card))
        if draft:
            drafts.drop_draft(desk, draft)
        return get_card(desk, known)


def _plan(desk: Desk, card: CardInput) -> _Plan:
    """Everything looked up, or a ValidationError with all that stands against it, in the order of the form."""
    blank, number, problems = _number(desk, card.number)
    device = card_devices.find_device(desk, card)
    terms, terms_problems = _terms(desk, card, device, blank)
    snapshot = warranty_terms.snapshot(terms) if terms else None
    problems += device.problems
    problems += _cards_of_device(desk, device.unit)
    problems += card_devices.owner_problems(card, device.unit)
    problems += terms_problems
    problems += card_problems(card, snapshot, desk.today())
    problems += _order_problems(card, device.unit)
    standing = unconfirmed(problems, card.confirmed)
    if standing or terms is None:
        raise ValidationError(standing)
    return _Plan(blank, number, device, terms)


def _number(desk: Desk, typed: str) -> tuple[WarrantyCard | None, str, list[FieldProblem]]:
    """The blank card behind a number, or the number as it will be stored, and what is wrong with it."""
    if not text.code_norm(typed):
        return None, "", []
    read = read_own_number(typed)
    is_ours = read is not None and read.kind is OwnNumberKind.CARD
    number = read.number if is_ours else text.clean_code(typed)
    found = _own_card(desk, number)
    if found is not None and found.state in BLANK_STATES and found.archived_at is None:
        return found, found.number, []
    problem = _number_problem(typed, number, found, is_ours=is_ours)
    return None, number, [problem] if problem else []


def _number_problem(typed: str, number: str, found: WarrantyCard | None, *, is_ours: bool) -> FieldProblem | None:
    shown = shown_number(number)
    read = read_own_number(typed)
    too_long = text.text_problem(typed, longest=LONGEST_NUMBER)
    if is_ours and read.problem:
        return FieldProblem("number", read.problem)
    if found is not None:
        return FieldProblem("number", _taken(found))
    if too_long:
        return FieldProblem("number", too_long)
    if is_ours:
        message = Message("Card {number} was never made here. Leave the number empty for the next one.", number=shown)
        return FieldProblem("number", message)
    if text.code_norm(typed)[0] == "G" and text.code_norm(typed)[1:].isdigit():
        message = Message("A card number of ours has G and 9 digits; read the number again.")
        return FieldProblem("number", message)
    message = Message("{number} is not a number of ours. Save again if it stands on an old card.", number=shown)
    return FieldProblem("number", message, doubtful=True)


def _taken(card: WarrantyCard) -> Message:
    number = shown_number(card.number)
    if card.archived_at is not None:
        return Message("Card {number} was withdrawn and cannot be used again.", number=number)
    state = Message(CARD_STATE_TITLES[CardState(card.state)])
    return Message(
        "Card {number} is already in the file as “{state}”. Check the number.", number=number, state=state
    )  # fmt: skip


def _own_card(desk: Desk, number: str) -> WarrantyCard | None:
    norm, issuer = text.code_norm(number), our_issuer(desk)
    return WarrantyCard.get_or_none((WarrantyCard.number_norm == norm) & (WarrantyCard.issuer == issuer.id))


def _cards_of_device(desk: Desk, unit: UnitRow | None) -> list[FieldProblem]:
    """A running card of ours stands in the way; a void one asks for a second look."""
    if unit is None:
        return []
    issuer = our_issuer(desk)
    problem = running_card_problem(desk, unit.id, issuer.id)
    if problem is not None:
        return [problem]
    void = WarrantyCard.get_or_none(
        (WarrantyCard.unit == unit.id)
        & (WarrantyCard.issuer == issuer.id)
        & (WarrantyCard.state == "void")
        & WarrantyCard.archived_at.is_null()
    )
    if void is None:
        return []
    message = Message(
        "Card {number} of this device is void. Save again to issue a new one.", number=shown_number(void.number)
    )  # fmt: skip
    return [FieldProblem("serial", message, doubtful=True)]


def running_card_problem(desk: Desk, unit_id: int, issuer_id: int) -> FieldProblem | None:
    """That a device already has a card of the same issuer whose days are not over."""
    card = card_events.active_card(unit_id, issuer_id)
    if card is None or card_events.is_over(desk, card):
        return None
    number = shown_number(card.number)
    if card.last_day is None:
        return FieldProblem("serial", Message("This device already has card {number}. Open that card.", number=number))
    message = Message(
        "This device already has card {number}, valid until {end}. Open that card.", number=number, end=card.last_day
    )
    return FieldProblem("serial", message)


def _terms(
    desk: Desk, card: CardInput, device: FoundDevice, blank: WarrantyCard | None
) -> tuple[TermsRow | None, list[FieldProblem]]:
    """The terms that were chosen, printed on the blank card, or kept for the model, in this order."""
    batch = CardBatch.get_or_none(CardBatch.id == blank.batch_id) if blank else None
    model = device.model
    problems = []
    if batch and batch.model_id and model and batch.model_id != model.id:
        message = Message("This card was made for another model. Save again to use it for this device.")
        problems.append(FieldProblem("model", message, doubtful=True))
    terms_id = card.terms_id or (batch.terms_id if batch else None) or (model.terms_id if model else None)
    if terms_id is None:
        is_model_missing = any(problem.field == "model" for problem in device.problems)
        message = Message("Choose the warranty terms; this model has none yet.")
        return None, problems if is_model_missing else [*problems, FieldProblem("terms", message)]
    if batch and batch.terms_id != terms_id:
        message = Message("Other terms are printed on this card. Save again to use the chosen ones.")
        problems.append(FieldProblem("terms", message, doubtful=True))
    return warranty_terms.get_terms(desk, terms_id), problems


def _order_problems(card: CardInput, unit: UnitRow | None) -> list[FieldProblem]:
    order = ServiceOrder.get_or_none(ServiceOrder.id == card.order_id) if card.order_id else None
    if order is not None and unit is not None and order.unit_id != unit.id:
        return [FieldProblem("order", Message("That order is about another device. Choose the right one."))]
    return []


def _write(desk: Desk, now: datetime, card: CardInput, plan: _Plan) -> int:
    owner_id = card_devices.owner_for(desk, card)
    unit = card_devices.unit_for(desk, card, plan.device, owner_id)
    issuer = our_issuer(desk)
    card_events.close_ended_card(desk, now, unit.id, issuer.id)
    columns = _columns(desk, card, plan, unit) | {"unit_id": unit.id, "owner_id": owner_id}
    if plan.blank is not None:
        stored = plan.blank
        records.change(desk, stored, now, action="activate", **columns)
    else:
        number = plan.number or next_card_number()
        stored = records.create(desk, WarrantyCard, now, issuer_id=issuer.id, **number_columns(number), **columns)
    card_devices.give_to(
        desk, unit, owner_id, since=card.purchased_on or desk.today(), document=stored.number, reason="card"
    )
    kind = CardEvent.ACTIVATED if plan.blank is not None else CardEvent.ISSUED
    detail = card_devices.device_detail(plan.device)
    card_events.add_event(desk, now, stored, kind, detail=detail, request_key=card.request_key)
    return stored.id


def number_columns(number: str) -> dict[str, str]:
    """A number with its two forms for searching."""
    norm = text.code_norm(number)
    return {"number": number, "number_norm": norm, "number_rev": text.reverse(norm)}


def _columns(desk: Desk, card: CardInput, plan: _Plan, unit: UnitRow) -> dict[str, Any]:
    terms = warranty_terms.snapshot(plan.terms)
    dealer = plan.blank.seller if plan.blank is not None else ""
    return {
        "state": CardState.ACTIVE.value,
        "terms": terms.to_stored(),
        **_days(card, terms),
        "seller": text.clean(card.seller) or dealer,
        "invoice_number": text.clean_code(card.invoice_number),
        "evidence_kind": card.evidence_kind.value if card.evidence_kind else "",
        "evidence_note": text.clean(card.evidence_note),
        "registry_state": _registry_state(card, unit).value,
        "registry_code": text.clean_code(card.registry_code),
        "issued_on": desk.today(),
        "order_id": card.order_id,
    }


def _days(card: CardInput, terms: TermsSnapshot) -> dict[str, date | None]:
    start = start_date(
        terms, purchased=card.purchased_on, installed=card.installed_on, activated=card.activated_on,
        produced=card.produced_on,
    )  # fmt: skip
    ends = {f"{category}_until": day for category, day in period_ends(terms, start).items()}
    return {
        "purchased_on": card.purchased_on,
        "installed_on": card.installed_on,
        "activated_on": card.activated_on,
        "produced_on": card.produced_on,
        "started_on": start,
        **ends,
        "last_day": max(ends.values()),
    }


def _registry_state(card: CardInput, unit: UnitRow) -> RegistryState:
    """A model that needs the registry asks for it until somebody says otherwise."""
    if card.registry_state is RegistryState.NONE and unit.model.needs_registry:
        return RegistryState.NEEDED
    return card.registry_state
