"""Who parts come from."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, refuse
from aftersales_desktop.domain.stock import Place
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.parts import Supplier
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

LONGEST_WARRANTY = 240
_LENGTHS = {"name": 120, "phone": 20, "address": 400, "note": 1000}


@dataclass(frozen=True)
class SupplierDetails:
    """What the form holds; months of warranty on the parts they deliver, 0 for none."""

    name: str
    phone: str = ""
    address: str = ""
    note: str = ""
    warranty_months: int = 0


@dataclass(frozen=True)
class SupplierRow:
    """A supplier; `location_id` is where parts are while they are there."""

    id: int
    uuid: str
    name: str
    phone: str
    address: str
    note: str
    warranty_months: int
    location_id: int


def add_supplier(desk: Desk, details: SupplierDetails) -> SupplierRow:
    """A new supplier. Raises ValidationError; one of the same name is a problem of the field "name"."""
    refuse(_problems(details))
    with desk.work(Area.PARTS) as now:
        fold = text.fold(details.name)
        if first_where(Supplier, name_fold=fold) is not None:
            refuse([FieldProblem("name", Message("There is already a supplier of this name."))])
        count = desk.rows("SELECT count(*) + 1 FROM location WHERE kind = 'supplier'")[0][0]
        place = Location.create(kind=Place.SUPPLIER.value, code=str(count), name=text.clean(details.name)[:80])
        return _row(records.create(desk, Supplier, now, location=place.id, **_columns(details)))


def change_supplier(desk: Desk, supplier_id: int, details: SupplierDetails) -> SupplierRow:
    """Correct a supplier. Raises ValidationError."""
    refuse(_problems(details))
    with desk.work(Area.PARTS) as now:
        supplier = records.find(Supplier, supplier_id)
        records.change(desk, supplier, now, **_columns(details))
        Location.update(name=supplier.name[:80]).where(Location.id == supplier.location_id).execute()
        return _row(supplier)


def get_supplier(desk: Desk, supplier_id: int) -> SupplierRow:
    """One supplier; NotFound when there is none."""
    return _row(records.find(Supplier, supplier_id))


def list_suppliers(desk: Desk) -> list[SupplierRow]:
    """Every supplier in use, by name."""
    query = Supplier.select().where(Supplier.archived_at.is_null()).order_by(Supplier.name)
    return [_row(supplier) for supplier in query]


def _problems(details: SupplierDetails) -> list[FieldProblem]:
    problems = []
    if not text.clean(details.name):
        problems.append(FieldProblem("name", Message("Enter the name.")))
    for field, longest in _LENGTHS.items():
        problem = text.text_problem(getattr(details, field), longest=longest, lines=field in ("address", "note"))
        if problem:
            problems.append(FieldProblem(field, problem))
    if not 0 <= details.warranty_months <= LONGEST_WARRANTY:
        message = Message("Enter a number from {low} to {high}.", low=0, high=LONGEST_WARRANTY)
        problems.append(FieldProblem("warranty_months", message))
    return problems


def _columns(details: SupplierDetails) -> dict[str, object]:
    return {
        "name": text.clean(details.name),
        "name_fold": text.fold(details.name),
        "phone": text.clean(details.phone),
        "address": text.clean(details.address, lines=True),
        "note": text.clean(details.note, lines=True),
        "warranty_months": details.warranty_months,
    }


def _row(supplier: Supplier) -> SupplierRow:
    return SupplierRow(
        supplier.id, supplier.uuid, supplier.name, supplier.phone, supplier.address, supplier.note,
        supplier.warranty_months, supplier.location_id,
    )  # fmt: skip
