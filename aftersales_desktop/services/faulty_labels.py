"""What the label on the bag of a faulty part says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.fields import day_value, moment_value
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.whereabouts import StockUnit, find_stock_units, get_stock_unit, unknown_serial

_BAD = (Condition.FAULTY, Condition.SUSPECT)
_NEWEST = (
    "SELECT u.id FROM unit u WHERE u.part_id IS NOT NULL AND u.condition IN ('faulty', 'suspect') "
    "ORDER BY (SELECT max(m.id) FROM unit_move m WHERE m.unit_id = u.id) DESC LIMIT 1"
)
_LAST = """
    SELECT u.uuid, m.at, coalesce(s.number, ''), coalesce(t.name, ''), u.supplier_warranty_until, m.note
    FROM unit u LEFT JOIN unit_move m ON m.id = (SELECT max(id) FROM unit_move WHERE unit_id = u.id)
    LEFT JOIN service_order s ON s.id = (SELECT order_id FROM unit_move WHERE unit_id = u.id AND order_id IS NOT NULL
    ORDER BY id DESC LIMIT 1)
    LEFT JOIN location l ON l.id = CASE (SELECT kind FROM location WHERE id = m.from_location_id) WHEN 'bench'
    THEN m.from_location_id ELSE m.to_location_id END
    LEFT JOIN staff_member t ON t.bench_id = l.id WHERE u.id = ?"""


@dataclass(frozen=True)
class FaultyLabelRow:
    """A faulty part; `number` is its serial, `on_day` when it last moved."""

    uuid: str
    number: str
    part_code: str
    part_name: str
    on_day: date
    order_number: str
    staff_name: str
    warranty_until: date | None
    note: str


def find_faulty_part(desk: Rows, serial: str) -> FaultyLabelRow:
    """The faulty part with this serial; "any" is the newest. NotFound, NotAllowed for one that is sound."""
    unit = _unit(desk, serial)
    if unit.condition not in _BAD:
        raise NotAllowed(Message("{serial} is not faulty; it gets no such label.", serial=Code(unit.serial)))
    uuid, at, order, staff, until, note = desk.rows(_LAST, unit.id)[0]
    day = tehran_time(moment_value(at)).date()
    return FaultyLabelRow(uuid, unit.serial, unit.part_code, unit.name, day, order, staff, day_value(until), note)


def _unit(desk: Rows, serial: str) -> StockUnit:
    if serial == "any":
        rows = desk.rows(_NEWEST)
        if not rows:
            raise NotFound(Message("There is no faulty part with a serial."))
        return get_stock_unit(desk, rows[0][0])
    found = [unit for unit in find_stock_units(desk, serial) if unit.part_id is not None]
    if not found:
        raise NotFound(unknown_serial(serial[:60]))
    return next((unit for unit in found if unit.condition in _BAD), found[0])
