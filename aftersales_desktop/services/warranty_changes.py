"""What happens to a card after it was issued: a new owner, the registry, a duplicate, or its withdrawal."""

from __future__ import annotations

from datetime import date

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.warranty import CARD_STATE_TITLES, CardState
from aftersales_desktop.domain.warranty_forms import RegistryState, reason_problems, registry_problems
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.warranty import WarrantyCard
from aftersales_desktop.services import card_devices, card_events, prints, records, units
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.card_rows import CardRow, shown_number, stored_terms
from aftersales_desktop.services.warranty import get_card
from aftersales_desktop.services.work import Area, Desk

CARD_DOCUMENT = "warranty-card"
_BEGINNINGS = (CardEvent.ISSUED, CardEvent.ACTIVATED, CardEvent.REGISTERED_FOREIGN)


def transfer_card(desk: Desk, card_id: int, new_owner_id: int, on: date, note: str = "") -> CardRow:
    """Give a card and its device to a new owner; the history keeps both names.

    Raises ValidationError, and NotAllowed when the terms or the state of the card do not allow it.
    """
    with desk.work(Area.WARRANTY) as now:
        card = records.find(WarrantyCard, card_id)
        _check_transferable(desk, card)
        problems = _transfer_problems(desk, card, new_owner_id, on, note)
        refuse(problems)
        before, after = card.owner, records.find(Customer, new_owner_id)
        detail = {
            "from_id": card.owner_id, "from_name": before.name if before else "", "to_id": after.id,
            "to_name": after.name, "on": on.isoformat(),
        }  # fmt: skip
        note = text.clean(note)
        records.change(desk, card, now, action="transfer", reason=note, owner_id=new_owner_id)
        card_events.add_event(desk, now, card, CardEvent.TRANSFERRED, note=note, detail=detail)
        unit = units.get_unit(desk, card.unit_id)
        card_devices.give_to(desk, unit, new_owner_id, since=on, document=card.number, reason="transfer")
        return get_card(desk, card_id)


def set_registry(desk: Desk, card_id: int, state: RegistryState, code: str = "") -> CardRow:
    """Note where the device stands in the national registry, and the code it gave. Raises ValidationError."""
    problems = registry_problems(state, code)
    refuse(problems)
    with desk.work(Area.WARRANTY) as now:
        card = records.find(WarrantyCard, card_id)
        _refuse_blank(card)
        code = text.clean_code(code)
        before = card.registry_state
        if records.change(desk, card, now, action="registry", registry_state=state.value, registry_code=code):
            detail = {"from": before, "to": state.value, "code": code}
            card_events.add_event(desk, now, card, CardEvent.REGISTRY, detail=detail)
        return get_card(desk, card_id)


def note_duplicate(desk: Desk, card_id: int, reason: str) -> int:
    """Allow one more print of a card, with the reason; gives the number of the duplicate, 1 for the first.

    Refused for a card that is not active or not ours, and while the original has not come out.
    """
    problems = reason_problems(reason)
    refuse(problems)
    with desk.work(Area.WARRANTY) as now:
        card = records.find(WarrantyCard, card_id)
        _refuse_foreign(card)
        _refuse_inactive(card)
        copy = prints.next_copy(desk, CARD_DOCUMENT, card.uuid)
        if copy == 0:
            message = Message(
                "Card {number} has not been printed yet. Print the original.", number=shown_number(card.number)
            )
            raise NotAllowed(message)
        card_events.add_event(desk, now, card, CardEvent.DUPLICATE, note=text.clean(reason), detail={"copy": copy})
        return copy


def withdraw_card(desk: Desk, card_id: int, reason: str = "") -> CardRow:
    """Take back a card that was issued by mistake today: it is void and counts nowhere, its number stays used.

    The device goes back to the owner it had before, and is withdrawn with the card when it came with it. Refused from
    the next day on, and once the device was taken in with the card or the card was refused or transferred.
    """
    _refuse_note(reason, "reason")
    with desk.work(Area.WARRANTY) as now:
        card = records.find(WarrantyCard, card_id)
        _refuse_inactive(card)
        _check_unused(desk, card)
        note = text.clean(reason)
        records.change(desk, card, now, action="withdraw", reason=note, state=CardState.VOID.value, archived_at=now)
        card_events.add_event(desk, now, card, CardEvent.WITHDRAWN, note=note)
        for event in get_card(desk, card_id).events:
            if event.kind in _BEGINNINGS:
                card_devices.undo_device(desk, now, card, event.detail)
        return get_card(desk, card_id)


def _check_unused(desk: Desk, card: WarrantyCard) -> None:
    number = shown_number(card.number)
    if card.issued_on != desk.today():
        raise NotAllowed(
            Message(
                "Card {number} was issued on {day}. Refuse its cover with a reason instead.",
                number=number,
                day=card.issued_on,
            )
        )
    rows = desk.rows(
        "SELECT 1 FROM service_order WHERE card_id = ?1 UNION ALL SELECT 1 FROM warranty_void WHERE card_id = ?1 "
        "UNION ALL SELECT 1 FROM warranty_event WHERE card_id = ?1 AND kind = 'transferred' "
        "UNION ALL SELECT 1 FROM service_order o WHERE o.unit_id = ?2 AND o.origin = 'counter' AND o.created_at >= "
        "(SELECT min(at) FROM warranty_event WHERE card_id = ?1 AND kind IN ('issued', 'activated', "
        "'registered_foreign')) LIMIT 1",
        card.id,
        card.unit_id,
    )
    if rows:
        raise NotAllowed(
            Message("Card {number} is already in use. Refuse its cover with a reason instead.", number=number)
        )


def _check_transferable(desk: Desk, card: WarrantyCard) -> None:
    _refuse_foreign(card)
    _refuse_inactive(card)
    number = shown_number(card.number)
    if card_events.is_over(desk, card):
        raise NotAllowed(Message("Card {number} ended on {day}.", number=number, day=card.last_day))
    terms = stored_terms(card)
    if terms is not None and not terms.transferable:
        raise NotAllowed(Message("The terms of card {number} allow no transfer to a new owner.", number=number))


def _transfer_problems(
    desk: Desk, card: WarrantyCard, new_owner_id: int, on: date, note: str
) -> list[FieldProblem]:  # fmt: skip
    problems = card_devices.chosen_owner_problems(new_owner_id)
    if card.owner_id == new_owner_id:
        message = Message("This card is already in the name of {owner}.", owner=card.owner.name)
        problems.append(FieldProblem("owner", message))
    if on > desk.today():
        problems.append(FieldProblem("on", Message("This day is in the future; check it.")))
    elif on < _first_day(card):
        problems.append(FieldProblem("on", Message("This day is before the card; check it.")))
    if problem := text.text_problem(note, longest=300):
        problems.append(FieldProblem("note", problem))
    return problems


def _first_day(card: WarrantyCard) -> date:
    days = (card.purchased_on, card.installed_on, card.activated_on, card.started_on, card.issued_on)
    return min(day for day in days if day is not None)


def _refuse_note(note: str, field: str) -> None:
    problem = text.text_problem(note, longest=300)
    if problem:
        raise ValidationError([FieldProblem(field, problem)])


def _refuse_blank(card: WarrantyCard) -> None:
    if card.unit_id is None:
        message = Message("Card {number} is not activated yet. Activate it first.", number=shown_number(card.number))
        raise NotAllowed(message)


def _refuse_foreign(card: WarrantyCard) -> None:
    if not card.issuer.is_ours:
        number, issuer = shown_number(card.number), card.issuer.name
        raise NotAllowed(Message("Card {number} is from {issuer}. Ask them.", number=number, issuer=issuer))


def _refuse_inactive(card: WarrantyCard) -> None:
    if card.state != CardState.ACTIVE:
        state = Message(CARD_STATE_TITLES[CardState(card.state)])
        message = Message(
            "Card {number} is “{state}”. Choose an active card.", number=shown_number(card.number), state=state
        )
        raise NotAllowed(message)
