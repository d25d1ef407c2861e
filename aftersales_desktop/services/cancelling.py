"""Parts of an order that is cancelled: each was issued or put in, and each goes back to the store or stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.domain.coverage import LineKind, LineState
from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.leaving import PartFate
from aftersales_desktop.domain.stock import HEALTHY, Condition, Movement, Place
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.models.workshop import OrderLine
from aftersales_desktop.services import records
from aftersales_desktop.services.line_rows import LineRow, list_lines
from aftersales_desktop.services.order_lines import remove_line
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.stock_moves import move_parts, move_unit, the_place
from aftersales_desktop.services.work import Desk

_HEALTHY_LIST = f"({', '.join(repr(condition.value) for condition in sorted(HEALTHY))})"
_UNITS_ON_BENCH = f"""
    SELECT u.id, p.name, {FIRST_CODE} FROM unit u
    JOIN location l ON l.id = u.location_id JOIN part p ON p.id = u.part_id
    JOIN unit_move m ON m.id = (SELECT max(id) FROM unit_move WHERE unit_id = u.id)
    WHERE l.kind = 'bench' AND m.reason = 'ISS' AND m.order_id = ? ORDER BY u.id"""
_COUNTED_ON_BENCH = f"""
    SELECT p.id, p.name, l.id, x.condition, sum(x.quantity) FROM (
    SELECT part_id, to_location_id place, condition_after condition, quantity FROM stock_move WHERE order_id = ?1
    UNION ALL
    SELECT part_id, from_location_id, condition_before, -quantity FROM stock_move WHERE order_id = ?1) x
    JOIN part p ON p.id = x.part_id JOIN location l ON l.id = x.place
    WHERE l.kind = 'bench' AND x.condition IN {_HEALTHY_LIST}
    GROUP BY p.id, l.id, x.condition HAVING sum(x.quantity) > 0 ORDER BY p.id, l.id"""


@dataclass(frozen=True)
class IssuedPart:
    """A part that somebody has to answer for. `key` names it in the answers; `code` is its serial, if it has one.

    An installed one is in the device; any other lies on the technician's bench.
    """

    key: str
    title: str
    code: str
    quantity: int
    is_installed: bool


def issued_parts(desk: Desk, order_id: int) -> tuple[IssuedPart, ...]:
    """Everything that was put in under an order, then everything issued for it that was not used."""
    return (*_installed(desk, order_id), *_units_on_bench(desk, order_id), *_counted_on_bench(desk, order_id))


def settle_parts(desk: Desk, now: datetime, order: ServiceOrder, answers: Mapping[str, PartFate], reason: str) -> None:
    """Bring every part to where the answers say; inside a unit of work.

    Raises ValidationError for "parts" while one has no answer, NotAllowed when one has moved on since.
    """
    asked = issued_parts(desk, order.id)
    missing = [part for part in asked if part.key not in answers]
    if missing:
        names = tuple(part.title for part in missing)
        raise ValidationError([FieldProblem("parts", Message("Say where these parts go: {parts}.", parts=names))])
    for part in asked:
        fate = answers[part.key]
        if fate is not PartFate.STAYS:
            _SETTLE[part.key.split(":")[0]](desk, now, order, part.key, fate, reason)


def _installed(desk: Desk, order_id: int) -> tuple[IssuedPart, ...]:
    return tuple(
        IssuedPart(f"line:{line.id}", line.title, line.serial_in, line.quantity, is_installed=True)
        for line in list_lines(desk, order_id)
        if line.kind is LineKind.PART and line.state is LineState.DONE
    )


def _units_on_bench(desk: Desk, order_id: int) -> tuple[IssuedPart, ...]:
    rows = desk.rows(_UNITS_ON_BENCH, order_id)
    return tuple(IssuedPart(f"unit:{unit_id}", name, code, 1, is_installed=False) for unit_id, name, code in rows)


def _counted_on_bench(desk: Desk, order_id: int) -> tuple[IssuedPart, ...]:
    return tuple(
        IssuedPart(f"stock:{part_id}:{place}:{condition}", name, "", quantity, is_installed=False)
        for part_id, name, place, condition, quantity in desk.rows(_COUNTED_ON_BENCH, order_id)
    )


def _settle_line(desk: Desk, now: datetime, order: ServiceOrder, key: str, fate: PartFate, reason: str) -> None:
    """Healthy: as if it had not been put in, the old one is inside again. Faulty: it comes out and is put aside."""
    line = next(line for line in list_lines(desk, order.id) if f"line:{line.id}" == key)
    if fate is PartFate.GOOD:
        remove_line(desk, line.id, reason)
        return
    _take_out_faulty(desk, now, order, line)
    records.change(
        desk, records.find(OrderLine, line.id), now, action="remove", reason=reason, state=LineState.REMOVED.value,
        removed_reason=reason,
    )  # fmt: skip


def _take_out_faulty(desk: Desk, now: datetime, order: ServiceOrder, line: LineRow) -> None:
    bench, faulty = _bench_of(desk, line), the_place(Place.FAULTY_STORE)
    marks = {"document": order.number}
    if line.unit_in_id is not None:
        removal = {"after": Condition.FAULTY, "device_id": order.unit_id}
        move_unit(desk, now, line.unit_in_id, Movement.REMOVED, bench, order_id=order.id, **removal, **marks)
        move_unit(desk, now, line.unit_in_id, Movement.FAULTY_RECEIVED, faulty, order_id=order.id, **marks)
        return
    inside = the_place(Place.INSTALLED)
    move_parts(
        desk, now, line.part_id, line.quantity, Movement.REMOVED, inside, bench, before=Condition.IN_USE,
        after=Condition.FAULTY, order=order.id, device=order.unit_id, **marks,
    )  # fmt: skip
    move_parts(
        desk, now, line.part_id, line.quantity, Movement.FAULTY_RECEIVED, bench, faulty, before=Condition.FAULTY,
        order=order.id, **marks,
    )  # fmt: skip


def _settle_unit(desk: Desk, now: datetime, order: ServiceOrder, key: str, fate: PartFate, _reason: str) -> None:
    movement, target, after = _WAYS[fate]
    unit_id = int(key.split(":")[1])
    marks = {"order_id": order.id, "document": order.number}
    move_unit(desk, now, unit_id, movement, the_place(target), after=after, **marks)


def _settle_counted(desk: Desk, now: datetime, order: ServiceOrder, key: str, fate: PartFate, _reason: str) -> None:
    _kind, part_id, place, condition = key.split(":")
    part = next(part for part in _counted_on_bench(desk, order.id) if part.key == key)
    movement, target, after = _WAYS[fate]
    bench = first_where(Location, id=int(place))
    move_parts(
        desk, now, int(part_id), part.quantity, movement, bench, the_place(target), before=Condition(condition),
        after=after, order=order.id, document=order.number,
    )  # fmt: skip


def _bench_of(desk: Desk, line: LineRow) -> Location:
    row = desk.rows("SELECT bench_id FROM staff_member WHERE id = ?", line.technician_id)
    return first_where(Location, id=row[0][0])


_WAYS = {
    PartFate.GOOD: (Movement.RETURNED, Place.GOOD_STORE, None),
    PartFate.FAULTY: (Movement.FAULTY_RECEIVED, Place.FAULTY_STORE, Condition.FAULTY),
}
_SETTLE = {"line": _settle_line, "unit": _settle_unit, "stock": _settle_counted}
