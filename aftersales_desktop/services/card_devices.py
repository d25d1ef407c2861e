"""The device and the owner of a card that is being saved: found when known, opened when new."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import customer_problems
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.warranty_forms import CardDevice, CardInput, ForeignCardInput, device_problems
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.units import Unit, UnitIdentifier
from aftersales_desktop.models.warranty import WarrantyCard
from aftersales_desktop.services import catalogue, customers, records, units
from aftersales_desktop.services.catalogue import ModelRow
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class FoundDevice:
    """What is known of the device: the unit when it is in the file, else the model when that is known."""

    unit: UnitRow | None
    model: ModelRow | None
    problems: tuple[FieldProblem, ...]


def find_device(desk: Desk, device: CardDevice) -> FoundDevice:
    """Look the device up by its row, or by serial (or IMEI) and model; NotFound for a row that is not there."""
    found = _find(desk, device)
    problems = [*device_problems(device), *found.problems, *_imei_problems(desk, device, found.unit)]
    return replace(found, problems=tuple(problems))


def _find(desk: Desk, device: CardDevice) -> FoundDevice:
    if device.unit_id is not None:
        unit = units.get_unit(desk, device.unit_id)
        return FoundDevice(unit, unit.model, ())
    model = catalogue.get_model(desk, device.model_id) if device.model_id is not None else None
    code = device.serial.strip() or next(iter(_filled(device.imeis)), "")
    same_code = units.find_units(desk, code)
    if model is not None:
        return _of_model(device, model, same_code)
    if len(same_code) == 1:
        return FoundDevice(same_code[0], same_code[0].model, ())
    is_new_model = device.category_id is not None and bool(device.brand.strip() or device.model_name.strip())
    if is_new_model and not same_code:
        return FoundDevice(None, None, ())
    return FoundDevice(None, None, (FieldProblem("model", Message("Choose the model of the device.")),))


def _of_model(device: CardDevice, model: ModelRow, same_code: list[UnitRow]) -> FoundDevice:
    """A serial is unique among the models of a brand: the same one on another model is a slip of the hand."""
    unit = next((unit for unit in same_code if unit.model.id == model.id), None)
    family = text.fold(model.brand)
    other = next((unit for unit in same_code if text.fold(unit.model.brand) == family), None)
    if unit is not None or other is None:
        return FoundDevice(unit, model, ())
    message = Message(
        "Serial {serial} is in the file as {model}. Check the serial and the model.",
        serial=Code(text.clean_code(device.serial)),
        model=other.model.title,
    )
    return FoundDevice(None, model, (FieldProblem("serial", message),))


def _imei_problems(desk: Desk, device: CardDevice, unit: UnitRow | None) -> Iterator[FieldProblem]:
    for typed in _filled(device.imeis):
        imei = identifiers.imei(typed)
        others = [other for other in units.find_units(desk, imei) if imei in other.imeis]
        if others and (unit is None or others[0].id != unit.id):
            message = Message(
                "IMEI {imei} is in the file as {model}. Check the IMEI.", imei=Code(imei), model=others[0].model.title
            )
            yield FieldProblem("imei", message)


def owner_problems(card: CardInput, unit: UnitRow | None) -> list[FieldProblem]:
    """What is wrong with the owner; (doubtful) that the device is known as somebody else's."""
    if card.owner_id is None:
        if card.owner is None:
            return [FieldProblem("owner", Message("Choose the owner of the card."))]
        problems = customer_problems(card.owner)
    else:
        problems = chosen_owner_problems(card.owner_id)
    if not problems and _is_somebody_elses(unit, card.owner_id):
        message = Message(
            "This device belongs to {owner}. Save again to give it to the new owner.", owner=unit.owner_name
        )
        return [FieldProblem("owner", message, doubtful=True)]
    return problems


def chosen_owner_problems(owner_id: int) -> list[FieldProblem]:
    """Why a customer who is in the file cannot own a card."""
    owner = Customer.get_or_none(Customer.id == owner_id)
    if owner is None or owner.archived_at is not None:
        return [FieldProblem("owner", Message("This customer is not in the list any more. Choose another one."))]
    if owner.is_placeholder:
        return [FieldProblem("owner", Message("A card needs an owner with a name. Choose the customer."))]
    return []


def owner_for(desk: Desk, card: CardInput) -> int:
    """The owner's row; a described one gets a file of their own. Inside a unit of work."""
    return card.owner_id if card.owner_id is not None else customers.add_customer(desk, card.owner).id


def unit_for(desk: Desk, device: CardInput | ForeignCardInput, found: FoundDevice, owner_id: int | None) -> UnitRow:
    """The device's row, opened when it is new, with the IMEIs that were given. Inside a unit of work."""
    if found.unit is None:
        model = found.model or catalogue.add_model(
            desk, category_id=device.category_id or 0, brand=device.brand, name=device.model_name
        )
        return units.add_unit(
            desk, model_id=model.id, serial=device.serial, imeis=_filled(device.imeis), owner_id=owner_id
        )
    for imei in _filled(device.imeis):
        units.add_identifier(desk, found.unit.id, "imei", imei)
    return found.unit


def give_to(desk: Desk, unit: UnitRow, owner_id: int, *, since: date | None, document: str, reason: str) -> None:
    """Make the card's owner the device's owner; who had it before stays in its history."""
    if unit.owner_id != owner_id:
        units.change_owner(desk, unit.id, owner_id, since=since, reason=reason, document=document)


def device_detail(found: FoundDevice) -> dict[str, Any]:
    """What `undo_device` must know, for the event that begins a card."""
    return {"new_device": True} if found.unit is None else {"previous_owner_id": found.unit.owner_id}


def undo_device(desk: Desk, now: datetime, card: WarrantyCard, detail: Mapping[str, Any]) -> None:
    """Undo what saving a card did to its device, as far as nothing else happened to the device since."""
    unit = records.find(Unit, card.unit_id)
    previous = detail.get("previous_owner_id")
    if detail.get("new_device"):
        if not _is_used(desk, card):
            records.change(desk, unit, now, action="withdraw", archived_at=now)
            UnitIdentifier.update(removed_at=now).where(UnitIdentifier.unit == unit).execute()
    elif previous is not None and unit.owner_id == card.owner_id != previous:
        units.change_owner(
            desk, unit.id, previous, since=desk.today(), reason="card_withdrawn", document=card.number
        )  # fmt: skip


def _is_used(desk: Desk, card: WarrantyCard) -> bool:
    rows = desk.rows(
        "SELECT 1 FROM service_order WHERE unit_id = ?1 UNION ALL SELECT 1 FROM unit_move WHERE unit_id = ?1 "
        "UNION ALL SELECT 1 FROM unit WHERE merged_into_id = ?1 "
        "UNION ALL SELECT 1 FROM warranty_card WHERE unit_id = ?1 AND id <> ?2 AND archived_at IS NULL LIMIT 1",
        card.unit_id,
        card.id,
    )
    return bool(rows)


def _filled(imeis: tuple[str, ...]) -> list[str]:
    return [imei for imei in imeis if imei.strip()]


def _is_somebody_elses(unit: UnitRow | None, owner_id: int | None) -> bool:
    if unit is None or unit.owner_id is None or unit.owner_id == owner_id:
        return False
    return not Customer.get_by_id(unit.owner_id).is_placeholder
