"""Devices by serial: one row a thing, with its identifiers, owner and place."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.fields import day_value, moment_value
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.models.units import ProductModel, Unit, UnitIdentifier, UnitOwnerChange
from aftersales_desktop.services import records
from aftersales_desktop.services.catalogue import CategoryRow, ModelRow
from aftersales_desktop.services.customers import find_kept
from aftersales_desktop.services.numbering import next_unit_tag
from aftersales_desktop.services.work import Area, Desk

WITH_CUSTOMER = 1
LONGEST_IDENTIFIER = 60
MERGED, PARTED = "merged", "merge undone"
"""Why a device has another owner since a merge: its history leaves these out, because it tells the merge itself."""

_UNITS = (
    "SELECT w.id, u.id, u.uuid, u.kind, u.owner_id, coalesce(c.name, ''), u.site_id, l.kind, l.code, u.sold_on, "
    "u.produced_on, (SELECT json_group_array(json_array(i.kind, i.value, i.is_doubtful)) FROM (SELECT * "
    "FROM unit_identifier WHERE unit_id = u.id AND removed_at IS NULL ORDER BY position, id) i), "
    "m.id, m.brand, m.name, m.terms_id, m.needs_registry, m.bulletin, k.id, k.code, k.name_fa, k.name_en "
    "FROM unit w JOIN unit u ON u.id = coalesce(w.merged_into_id, w.id) JOIN product_model m ON m.id = u.model_id "
    "JOIN category k ON k.id = m.category_id JOIN location l ON l.id = u.location_id "
    "LEFT JOIN customer c ON c.id = u.owner_id WHERE w.id IN (SELECT value FROM json_each(?))"
)
# Who was merged since is called by the name of who goes on.
_OWNERS = (
    "SELECT coalesce(c.merged_into_id, o.customer_id), "
    "(SELECT id FROM site WHERE id = o.site_id AND archived_at IS NULL), o.reason, o.at FROM unit_owner_change o "
    "LEFT JOIN customer c ON c.id = o.customer_id WHERE o.unit_id = ? ORDER BY o.id DESC"
)


@dataclass(frozen=True)
class IdentifierRow:
    """A serial, IMEI or tag."""

    kind: str
    value: str
    is_doubtful: bool


@dataclass(frozen=True)
class UnitRow:
    """A device as screens and papers see it."""

    id: int
    uuid: str
    kind: str
    model: ModelRow
    identifiers: tuple[IdentifierRow, ...]
    owner_id: int | None
    owner_name: str
    site_id: int | None
    location_kind: str
    location_code: str
    sold_on: date | None
    produced_on: date | None

    @property
    def serial(self) -> str:
        """The serial, or our tag when there is no legible one."""
        return next((found.value for kind in ("serial", "tag") for found in self.identifiers if found.kind == kind), "")

    @property
    def imeis(self) -> tuple[str, ...]:
        """IMEIs of a phone, in order."""
        return tuple(found.value for found in self.identifiers if found.kind == "imei")

    @property
    def tags(self) -> tuple[str, ...]:
        """Tags of ours, which it bore before its serial was read."""
        return tuple(found.value for found in self.identifiers if found.kind == "tag")

    @property
    def is_in_custody(self) -> bool:
        """It stands in the centre, not with its customer."""
        return self.location_kind != "customer"


def add_unit(
    desk: Desk,
    *,
    model_id: int,
    serial: str = "",
    imeis: Iterable[str] = (),
    owner_id: int | None = None,
    site_id: int | None = None,
    sold_on: date | None = None,
    produced_on: date | None = None,
    seller: str = "",
) -> UnitRow:
    """A device seen for the first time; one without a serial gets a tag of ours.

    Raises ValidationError (wrong serial) and NotAllowed (the serial is already another device's).
    """
    problem = text.text_problem(seller, longest=120)
    if problem:
        raise ValidationError([FieldProblem("seller", problem)])
    with desk.work(Area.UNITS) as now:
        model = records.find(ProductModel, model_id)
        unit = records.create(
            desk, Unit, now, kind="device", model=model, owner=owner_id, site=site_id, location=WITH_CUSTOMER,
            sold_on=sold_on, produced_on=produced_on, seller=text.clean(seller),
        )  # fmt: skip
        if serial.strip():
            add_identifier(desk, unit.id, "serial", serial)
        else:
            _write_identifier(unit, "tag", next_unit_tag(), model.family)
        for imei in filter(str.strip, imeis):
            add_identifier(desk, unit.id, "imei", imei)
        if owner_id is not None:
            _note_owner(desk, unit, now, owner_id, site_id, since=None, reason="first seen", document="")
        return get_unit(desk, unit.id)


def add_identifier(desk: Desk, unit_id: int, kind: str, value: str) -> None:
    """A further serial, IMEI ... of a device. Raises ValidationError, NotAllowed when it is another device's."""
    stored = _stored_identifier(kind, value)
    with desk.work(Area.UNITS):
        unit = records.find(Unit, unit_id)
        family = records.find(ProductModel, unit.model_id).family
        other = _unit_with(kind, stored, family)
        if other == unit_id:
            return
        if other is not None:
            _refuse_taken(desk, other, stored)
        _write_identifier(unit, kind, stored, family)


def _stored_identifier(kind: str, value: str) -> str:
    """The form that is kept; a doubtful IMEI is kept as well, as long as something of it can be compared."""
    try:
        match kind:
            case "serial":
                stored = identifiers.serial(value)
            case "imei":
                stored = identifiers.imei(value)
            case _:
                stored = text.clean_code(value)
    except IdentifierProblem as problem:
        raise ValidationError([FieldProblem(kind, problem.message)]) from problem
    wrong = text.text_problem(stored, longest=LONGEST_IDENTIFIER)
    if wrong is None and not text.code_norm(stored):
        wrong = Message("This number has no letter or digit; read it again.")
    if wrong:
        raise ValidationError([FieldProblem(kind, wrong)])
    return stored


def find_units(desk: Desk, code: str) -> list[UnitRow]:
    """Devices with exactly this serial, IMEI or tag, in any digits and with or without separators; newest first."""
    norm = text.code_norm(code)
    rows = desk.rows(
        "SELECT DISTINCT unit_id FROM unit_identifier WHERE value_norm = ? AND removed_at IS NULL "
        "ORDER BY unit_id DESC LIMIT 10",
        norm,
    )
    return [get_unit(desk, row[0]) for row in rows] if norm else []


def get_unit(desk: Desk, unit_id: int) -> UnitRow:
    """One device; for one that was merged, the one it is by now. NotFound when there is none."""
    found = units_by_id(desk, [unit_id])
    if not found:
        raise NotFound(Message("This device is not in the file any more. Refresh the list."))
    return found[unit_id]


def units_by_id(desk: Desk, unit_ids: Iterable[int]) -> dict[int, UnitRow]:
    """Several devices in one statement, by the ids that were asked for; those that are not there are left out."""
    return {asked: _unit_row(row) for asked, *row in desk.rows(_UNITS, json.dumps(list(unit_ids)))}


def _unit_row(row: list[Any]) -> UnitRow:
    unit_id, uuid, kind, owner_id, owner_name, site_id, place_kind, place_code, sold_on, produced_on, found = row[:11]
    model_id, brand, name, terms_id, needs_registry, bulletin = row[11:17]
    return UnitRow(
        id=unit_id, uuid=uuid, kind=kind,
        model=ModelRow(model_id, CategoryRow(*row[17:]), brand, name, terms_id, bool(needs_registry), bulletin),
        identifiers=tuple(IdentifierRow(kind, value, bool(doubt)) for kind, value, doubt in json.loads(found)),
        owner_id=owner_id, owner_name=owner_name, site_id=site_id, location_kind=place_kind,
        location_code=place_code, sold_on=day_value(sold_on), produced_on=day_value(produced_on),
    )  # fmt: skip


def units_of(desk: Desk, customer_id: int) -> list[UnitRow]:
    """Devices of a customer, newest first."""
    rows = desk.rows("SELECT id FROM unit WHERE owner_id = ? AND archived_at IS NULL ORDER BY id DESC", customer_id)
    return [get_unit(desk, row[0]) for row in rows]


def change_owner(
    desk: Desk, unit_id: int, customer_id: int, *, since: date | None, reason: str, document: str = ""
) -> None:
    """Give a device to another customer, keeping who had it before; nothing happens when it is already theirs."""
    with desk.work(Area.UNITS, Area.CUSTOMERS) as now:
        unit, customer_id = records.find(Unit, unit_id), find_kept(customer_id).id
        if unit.owner_id != customer_id:
            records.change(desk, unit, now, reason=reason, owner_id=customer_id, site_id=None)
            _note_owner(desk, unit, now, customer_id, None, since=since, reason=reason, document=document)


def take_owner_back(desk: Desk, unit_id: int, *, since: datetime, reason: str) -> None:
    """Undo a change of owner noted for `reason` at or after a moment, if it is the last that happened to the device."""
    rows = desk.rows(_OWNERS, unit_id)
    changes = list(takewhile(lambda row: moment_value(row[3]) >= since and row[2] in (reason, "moved"), rows))
    before = rows[len(changes)] if len(changes) < len(rows) else None
    if before is None or before[0] is None or all(row[2] != reason for row in changes):
        return
    with desk.work(Area.UNITS, Area.CUSTOMERS) as now:
        unit = records.find(Unit, unit_id)
        records.change(desk, unit, now, reason="taken back", owner_id=before[0], site_id=before[1])
        _note_owner(desk, unit, now, before[0], before[1], since=desk.today(), reason="taken back", document="")


def give_up_owner(desk: Desk, unit_id: int, *, reason: str, document: str = "") -> None:
    """A device that is nobody's any more; who had it stays in its history."""
    with desk.work(Area.UNITS, Area.CUSTOMERS) as now:
        unit = records.find(Unit, unit_id)
        if records.change(desk, unit, now, reason=reason, owner_id=None, site_id=None):
            _note_owner(desk, unit, now, None, None, since=desk.today(), reason=reason, document=document)


def note_merged_owner(desk: Desk, unit: Unit, now: datetime, reason: str) -> None:
    """Write down whose a device is since two became one, or two again. Inside a unit of work."""
    _note_owner(desk, unit, now, unit.owner_id, unit.site_id, since=desk.today(), reason=reason, document="")


def move_to_site(desk: Desk, unit_id: int, site_id: int, *, since: date | None) -> None:
    """Note that a device now stands at another address of its owner."""
    with desk.work(Area.UNITS) as now:
        unit = records.find(Unit, unit_id)
        if records.change(desk, unit, now, site_id=site_id):
            _note_owner(desk, unit, now, unit.owner_id, site_id, since=since, reason="moved", document="")


def _note_owner(
    desk: Desk, unit: Unit, now: datetime, customer_id: int | None, site_id: int | None, *, since: date | None,
    reason: str, document: str,
) -> None:  # fmt: skip
    insert_row(
        UnitOwnerChange,
        uuid=records.new_uuid(), unit=unit, customer=customer_id, site=site_id, since=since, at=now, actor=desk.actor,
        reason=reason, document=document,
    )  # fmt: skip


def _unit_with(kind: str, value: str, family: str) -> int | None:
    found = rows_where(UnitIdentifier, value_norm=text.code_norm(value), kind=kind)
    for row in found:
        if row.removed_at is None and (kind != "serial" or row.family == family):
            return row.unit_id
    return None


def _refuse_taken(desk: Desk, unit_id: int, value: str) -> None:
    other = get_unit(desk, unit_id)
    raise NotAllowed(
        Message(
            "{code} already belongs to another device: {model} of {owner}. Open that device instead.",
            code=Code(value),
            model=other.model.title or other.model.category.name_en,
            owner=other.owner_name or "—",
        )  # fmt: skip
    )


def write_tag(unit: Unit, tag: str) -> None:
    """Give a thing without a legible serial a tag of ours; inside a unit of work."""
    _write_identifier(unit, "tag", tag, records.find(ProductModel, unit.model_id).family)


def _write_identifier(unit: Unit, kind: str, value: str, family: str) -> None:
    norm = text.code_norm(value)
    insert_row(
        UnitIdentifier,
        unit=unit, kind=kind, position=len(rows_where(UnitIdentifier, unit=unit)),
        value=value, value_norm=norm, value_rev=text.reverse(norm), family=family,
        is_doubtful=kind == "imei" and identifiers.imei_doubt(value) is not None,
    )  # fmt: skip
