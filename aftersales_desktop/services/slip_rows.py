"""Slips of the store as screens and papers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import day_value, moment_value
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows

_SLIP = """
    SELECT d.id, d.uuid, d.number, d.kind, d.at, d.on_day, d.supplier_id, coalesce(s.name, ''), d.staff_id,
    coalesce(m.name, ''), coalesce(o.number, ''), d.their_number, d.given_by, d.received_by, d.witnesses, d.note,
    d.created_by, d.taken_back_at, d.taken_back_reason
    FROM stock_document d LEFT JOIN supplier s ON s.id = d.supplier_id LEFT JOIN staff_member m ON m.id = d.staff_id
    LEFT JOIN service_order o ON o.id = d.order_id"""
_BY_ID = f"{_SLIP} WHERE d.id = ?"
_IDS_BY_NUMBER = "SELECT id FROM stock_document WHERE number = ? AND kind = coalesce(?, kind)"
_NEWEST = (
    "SELECT id FROM stock_document WHERE kind = coalesce(?, kind) AND taken_back_at IS NULL "
    "AND kind IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT 1"
)
_LISTED = f"""{_SLIP} WHERE d.kind IN ({", ".join(repr(kind.value) for kind in SlipKind)}) ORDER BY d.id DESC LIMIT ?"""
_LINES = f"""
    SELECT 0, v.id, p.id, p.code, p.name, p.unit_word, 1, u.id, {FIRST_CODE}, v.condition_before, v.condition_after,
    coalesce(u.cost, 0), u.supplier_warranty_until, v.reason, f.kind, f.name, t.kind, t.name
    FROM unit_move v JOIN unit u ON u.id = v.unit_id LEFT JOIN part p ON p.id = u.part_id
    JOIN location f ON f.id = v.from_location_id JOIN location t ON t.id = v.to_location_id
    WHERE v.document = ?1 AND v.reverses_id IS NULL
    UNION ALL
    SELECT 1, v.id, p.id, p.code, p.name, p.unit_word, v.quantity, NULL, '', v.condition_before, v.condition_after,
    v.cost, NULL, v.reason, f.kind, f.name, t.kind, t.name
    FROM stock_move v JOIN part p ON p.id = v.part_id
    JOIN location f ON f.id = v.from_location_id JOIN location t ON t.id = v.to_location_id
    WHERE v.document = ?1 AND v.reverses_id IS NULL ORDER BY 4, 1, 2"""


SLIP_DOCUMENTS = {
    SlipKind.RECEIPT: "stock-receipt",
    SlipKind.ISSUE: "stock-issue",
    SlipKind.RETURN: "stock-return",
    SlipKind.FAULTY_RECEIPT: "faulty-receipt",
    SlipKind.SCRAP: "scrap-minutes",
    SlipKind.COUNT: "stock-count",
}
"""The paper of each kind."""
FAULTY_LABEL, ORDER_LABEL = "faulty-bag-label", "device-label"
"""The label of a faulty part, by its serial."""


@dataclass(frozen=True)
class SlipLineRow:
    """One movement of a slip: a serial, or a number of counted parts. `cost` is of one piece, in rials."""

    move_id: int
    part_id: int | None
    part_code: str
    part_name: str
    unit_word: str
    quantity: int
    unit_id: int | None
    serial: str
    before: Condition
    after: Condition
    cost: int
    warranty_until: date | None
    movement: Movement
    source: Place
    source_name: str
    target: Place
    target_name: str


@dataclass(frozen=True)
class SlipRow:
    """A slip with its movements, by article."""

    id: int
    uuid: str
    number: str
    kind: SlipKind
    at: datetime
    on_day: date
    supplier_id: int | None
    supplier_name: str
    staff_id: int | None
    staff_name: str
    order_number: str
    their_number: str
    given_by: str
    received_by: str
    witnesses: str
    note: str
    actor: str
    taken_back_at: datetime | None
    taken_back_reason: str
    lines: tuple[SlipLineRow, ...] = ()

    @property
    def pieces(self) -> int:
        """How many pieces it moved."""
        return sum(line.quantity for line in self.lines)


def get_slip(desk: Rows, slip_id: int) -> SlipRow:
    """One slip; NotFound when there is none."""
    rows = desk.rows(_BY_ID, slip_id)
    if not rows:
        raise NotFound(Message("This slip is not in the file any more. Refresh the list."))
    slip = _slip(rows[0])
    lines = tuple(_line(row[1:]) for row in desk.rows(_LINES, slip.number))
    return SlipRow(**{**slip.__dict__, "lines": lines})


def find_slip(desk: Rows, number: str, kind: SlipKind | None = None) -> SlipRow:
    """A slip by its number, typed or scanned; "any" is the newest of the kind. NotFound when there is none."""
    wanted = kind.value if kind else None
    if number == "any":
        rows = desk.rows(_NEWEST, wanted, _KINDS)
    else:
        rows = desk.rows(_IDS_BY_NUMBER, number_as_stored(number), wanted)
    if not rows:
        raise NotFound(Message("There is no slip with this number. Check the number and try again."))
    return get_slip(desk, rows[0][0])


def number_as_stored(number: str) -> str:
    """The number of a slip from any digits and separators, typed or scanned."""
    read = read_own_number(number)
    return read.number if read is not None and read.kind is OwnNumberKind.SLIP else text.clean_code(number)


def find_in_store(desk: Rows, code: str) -> tuple[str, int] | None:
    """The slip or the article that a scanned code names, as what a screen opens."""
    slips = desk.rows(_IDS_BY_NUMBER, number_as_stored(code), None)
    found = desk.rows("SELECT id FROM part WHERE code_norm = ? AND archived_at IS NULL", text.code_norm(code))
    if slips:
        return ("slip", slips[0][0])
    return ("part", found[0][0]) if found else None


def list_slips(desk: Rows, limit: int = 60) -> list[SlipRow]:
    """The newest slips, without their lines."""
    return [_slip(row) for row in desk.rows(_LISTED, limit)]


_KINDS = f"[{', '.join(f'{chr(34)}{kind.value}{chr(34)}' for kind in SlipKind)}]"


def _slip(row: tuple) -> SlipRow:
    values = list(row)
    values[3], values[4], values[5] = SlipKind(row[3]), moment_value(row[4]), day_value(row[5])
    values[17] = moment_value(row[17]) if row[17] else None
    return SlipRow(*values)


def _line(row: tuple) -> SlipLineRow:
    values = list(row)
    values[8], values[9], values[11] = Condition(row[8]), Condition(row[9]), day_value(row[11])
    values[12], values[13], values[15] = Movement(row[12]), Place(row[13]), Place(row[15])
    return SlipLineRow(*values)
