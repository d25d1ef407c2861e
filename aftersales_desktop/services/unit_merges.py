"""Two devices that are one: the one that bears only a tag of ours, and the one whose serial was found later.

Identifiers, orders and cards of both hang on one record; every code of either goes on finding it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.merging import Compared, MergeChoice, Side, can_join, fuller
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber, Words
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services import merge_ledger, records, units
from aftersales_desktop.services.catalogue import ModelRow
from aftersales_desktop.services.claims import has_unknown_owner
from aftersales_desktop.services.merge_ledger import TO_UNIT, Pair
from aftersales_desktop.services.merge_refusals import refuse_later_work, refuse_merged, refuse_unseen
from aftersales_desktop.services.order_rows import find_open_order
from aftersales_desktop.services.units import MERGED, PARTED, UnitRow
from aftersales_desktop.services.work import Area, Desk

_COLUMNS = ("sold_on", "installed_on", "produced_on", "seller", "invoice_number", "color", "note")
UNIT_TITLES = {
    "model": N_("Model"), "owner": N_("Owner"), "sold_on": N_("Sold on"), "installed_on": N_("Installed on"),
    "produced_on": N_("Produced on"), "seller": N_("Seller"), "invoice_number": N_("Invoice number"),
    "color": N_("Colour"), "note": N_("Note"),
}  # fmt: skip
_REVISION = (
    "SELECT u.rev + (SELECT count(*) FROM unit_identifier WHERE unit_id = u.id) + "
    "(SELECT count(*) FROM service_order WHERE unit_id = u.id) FROM unit u WHERE u.id = ?"
)
_SERIALS = "SELECT family, value_norm FROM unit_identifier WHERE unit_id = ? AND kind = 'serial' AND removed_at IS NULL"
_ACTIVE = (
    "SELECT i.name FROM warranty_card a JOIN warranty_card b ON b.issuer_id = a.issuer_id AND b.state = 'active' "
    "JOIN issuer i ON i.id = a.issuer_id WHERE a.state = 'active' AND a.unit_id = ? AND b.unit_id = ? LIMIT 1"
)
_WORK = "SELECT count(*), max(received_on) FROM service_order WHERE unit_id = ? AND archived_at IS NULL"
_AREAS = (Area.UNITS, Area.RECEPTION, Area.WARRANTY, Area.CUSTOMERS)


@dataclass(frozen=True)
class UnitComparison:
    """Two devices side by side."""

    one: UnitRow
    other: UnitRow
    one_revision: int
    other_revision: int
    one_orders: int
    other_orders: int
    fields: tuple[Compared, ...]

    def choice(self, sides: Mapping[str, Side]) -> MergeChoice:
        """What a person decided on, looking at this."""
        return MergeChoice(self.one.id, self.other.id, self.one_revision, self.other_revision, sides)


def compare_units(desk: Desk, one_id: int, other_id: int) -> UnitComparison:
    """Look at two devices field by field. Raises NotAllowed with why they cannot be one."""
    _refuse_pair(desk, one_id, other_id)
    one, other = units.get_unit(desk, one_id), units.get_unit(desk, other_id)
    (one_orders, one_last), (other_orders, other_last) = (desk.rows(_WORK, row.id)[0] for row in (one, other))
    newer = Side.ONE if (one_last or "", one.id) > (other_last or "", other.id) else Side.OTHER
    return UnitComparison(
        one, other, _revision(desk, one_id), _revision(desk, other_id), one_orders, other_orders,
        _fields(one, other, newer),
    )  # fmt: skip


def likely_same(desk: Desk, unit: UnitRow) -> list[UnitRow]:
    """Other devices of the same owner and kind, of which one of the two bears no serial; the newest ten."""
    if unit.owner_id is None or has_unknown_owner(desk, unit.id):
        return []
    others = [other for other in units.units_of(desk, unit.owner_id) if other.id != unit.id]
    return [
        other for other in others
        if other.model.category.id == unit.model.category.id and not (_has_serial(other) and _has_serial(unit))
    ][:10]  # fmt: skip


def merge_units(desk: Desk, choice: MergeChoice) -> int:
    """Make two devices one, in one transaction; gives the merge, by which it can be undone.

    Raises NotAllowed when one of them was changed since it was looked at, when both are in the centre, or when their
    serials or cards say that they are two.
    """
    with desk.work(*_AREAS) as now:
        _refuse_pair(desk, choice.one_id, choice.other_id)
        refuse_unseen(_revision(desk, choice.one_id) == choice.one_revision)
        refuse_unseen(_revision(desk, choice.other_id) == choice.other_revision)
        comparison = compare_units(desk, choice.one_id, choice.other_id)
        sides = {field.field: field.suggested for field in comparison.fields} | dict(choice.sides)
        one, other = records.find(Unit, choice.one_id), records.find(Unit, choice.other_id)
        kept, merged = (one, other) if _goes_on(comparison) is Side.ONE else (other, one)
        _refuse_filled(desk, merged)
        before = _snapshot(kept)
        after = _chosen(one, other, sides)
        pair = Pair("unit", kept.id, merged.id)
        event_id = merge_ledger.note_event(desk, now, pair, _plain(before), _plain(after))
        for reference in TO_UNIT[:-1]:
            merge_ledger.move_rows(event_id, reference, merged.id, kept.id)
        records.change(desk, kept, now, action="merge", reason=_code_of(comparison, merged), **after)
        records.change(desk, merged, now, action="merge", archived_at=now, merged_into_id=kept.id)
        # What was merged into the other one earlier points straight to the one that goes on.
        merge_ledger.move_rows(event_id, TO_UNIT[-1], merged.id, kept.id)
        if before["owner_id"] != after["owner_id"]:
            units.note_merged_owner(desk, kept, now, MERGED)
        return event_id


def undo_unit_merge(desk: Desk, merge_id: int) -> None:
    """Make them two again: identifiers, orders and cards go back. Raises NotAllowed with what happened since."""
    with desk.work(*_AREAS) as now:
        event = merge_ledger.find_event(desk, merge_id)
        kept, merged = records.find(Unit, event.kept_unit_id), records.find(Unit, event.merged_unit_id)
        _refuse_undo(desk, merge_id, event.after, kept)
        refuse_later_work(desk, event)
        pair = Pair("unit", kept.id, merged.id)
        merge_ledger.note_event(desk, now, pair, event.after, event.before, reverses=merge_id)
        records.change(desk, merged, now, action="undo_merge", archived_at=None, merged_into_id=None)
        for reference in TO_UNIT:
            merge_ledger.move_back(merge_id, reference, merged.id)
        before = {
            name: date.fromisoformat(value) if name.endswith("_on") and value else value
            for name, value in event.before.items()
        }
        is_given_back = kept.owner_id != before["owner_id"]
        records.change(desk, kept, now, action="undo_merge", **before)
        if is_given_back:
            units.note_merged_owner(desk, kept, now, PARTED)


def _snapshot(unit: Unit) -> dict[str, Any]:
    names = ("model_id", "owner_id", "site_id", *_COLUMNS)
    return {name: getattr(unit, name) for name in names}


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _chosen(one: Unit, other: Unit, sides: Mapping[str, Side]) -> dict[str, Any]:
    def of(field: str) -> Unit:
        return other if sides[field] is Side.OTHER else one

    chosen = {name: getattr(of(name), name) for name in _COLUMNS}
    owner = of("owner")
    if sides["note"] is Side.BOTH:
        chosen["note"] = "\n".join(filter(None, (one.note, other.note)))
    return {"model_id": of("model").model_id, "owner_id": owner.owner_id, "site_id": owner.site_id, **chosen}


# looking ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ModelName:
    """A model with its category, in the reader's language."""

    model: ModelRow

    def written(self, words: Words) -> str:
        """As `Words.value` asks for it."""
        return words.value(self.model.full_title(words.language))


def _fields(one: UnitRow, other: UnitRow, newer: Side) -> tuple[Compared, ...]:
    records_of = [records.find(Unit, row.id) for row in (one, other)]
    models = (ModelName(one.model), ModelName(other.model))
    compared = [
        Compared("model", UNIT_TITLES["model"], *models, fuller(*(len(one.model.title) for one in models), newer)),
        Compared("owner", UNIT_TITLES["owner"], one.owner_name, other.owner_name, _owner_side(records_of, newer)),
    ]  # fmt: skip
    for name in _COLUMNS:
        values = [getattr(record, name) or "" for record in records_of]
        joins = name == "note" and can_join("note", *values)
        fullness = [len(value) if isinstance(value, str) else 1 for value in values]
        side = Side.BOTH if joins else fuller(*fullness, newer)
        compared.append(Compared(name, UNIT_TITLES[name], *values, side, joins))
    return tuple(compared)


def _owner_side(found: Sequence[Unit], newer: Side) -> Side:
    """A known owner before an unknown one, then who brought it last."""
    known = [int(unit.owner_id is not None and not unit.owner.is_placeholder) for unit in found]
    return fuller(*known, newer)


def _goes_on(comparison: UnitComparison) -> Side:
    """The record of the device that stands in the centre, else that with a serial: so no device has to be moved."""
    rows = (comparison.one, comparison.other)
    held = [2 * row.is_in_custody + _has_serial(row) for row in rows]
    return fuller(*held, Side.ONE if comparison.one_orders >= comparison.other_orders else Side.OTHER)


def _has_serial(unit: UnitRow) -> bool:
    return any(found.kind == "serial" for found in unit.identifiers)


def _code_of(comparison: UnitComparison, unit: Unit) -> str:
    return (comparison.one if unit.id == comparison.one.id else comparison.other).serial


# refusals ---------------------------------------------------------------------------------------------------------


def _revision(desk: Desk, unit_id: int) -> int:
    rows = desk.rows(_REVISION, unit_id)
    return rows[0][0] if rows else 0


def _refuse_pair(desk: Desk, one_id: int, other_id: int) -> None:
    if one_id == other_id:
        raise NotAllowed(Message("This is the same device. Choose another one."))
    found = [records.find(Unit, unit_id) for unit_id in (one_id, other_id)]
    for unit in found:
        refuse_merged(desk, unit)
    if len({unit.kind for unit in found}) > 1:
        raise NotAllowed(Message("A part and a device are never the same thing. Choose another one."))
    _refuse_both_here(desk, one_id, other_id)
    _refuse_two_serials(desk, one_id, other_id)
    active = desk.rows(_ACTIVE, one_id, other_id)
    if active:
        raise NotAllowed(
            Message(
                "Both devices have an active card of {issuer}. Refuse or withdraw one of them first.",
                issuer=active[0][0],
            )
        )


def _refuse_both_here(desk: Desk, one_id: int, other_id: int) -> None:
    open_orders = [find_open_order(desk, unit_id) for unit_id in (one_id, other_id)]
    if all(open_orders):
        one, other = (OwnNumber(order.number) for order in open_orders)
        raise NotAllowed(
            Message("Both devices are in the centre, under {one} and {other}, so they are two.", one=one, other=other)
        )
    if all(units.get_unit(desk, unit_id).is_in_custody for unit_id in (one_id, other_id)):
        raise NotAllowed(Message("Both devices are in the centre, so they are two."))


def _refuse_filled(desk: Desk, merged: Unit) -> None:
    """Parts are where their last movement took them; none of them has moved from one device to the other."""
    if desk.rows("SELECT 1 FROM unit WHERE parent_id = ? LIMIT 1", merged.id):
        code = Code(units.get_unit(desk, merged.id).serial)
        raise NotAllowed(Message("Parts with serials are inside {code}. Take them out of it first.", code=code))


def _refuse_two_serials(desk: Desk, one_id: int, other_id: int) -> None:
    """Serials are compared among the models of one brand; another brand may have been noted by mistake."""
    one, other = (dict(desk.rows(_SERIALS, unit_id)) for unit_id in (one_id, other_id))
    for family in one.keys() & other.keys():
        if one[family] != other[family]:
            raise NotAllowed(
                Message(
                    "These are two devices: one has the serial {one}, the other {other}.",
                    one=Code(units.get_unit(desk, one_id).serial), other=Code(units.get_unit(desk, other_id).serial),
                )
            )  # fmt: skip


def _refuse_undo(desk: Desk, merge_id: int, after: dict[str, Any], kept: Unit) -> None:
    refuse_merged(desk, kept)
    for reference in TO_UNIT:
        merge_ledger.refuse_strayed(desk, merge_id, reference, kept.id)
    if _plain(_snapshot(kept)) != after:
        code = Code(units.get_unit(desk, kept.id).serial)
        raise NotAllowed(Message("Device {code} was changed after the merge. Take that change back first.", code=code))
