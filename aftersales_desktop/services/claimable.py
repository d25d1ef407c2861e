"""Which failing parts a supplier still has to make good, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.supplier_claims import LineState
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Desk

_SUPPLIER_OF_UNIT = (
    "SELECT s.id, s.name, u.supplier_warranty_until FROM unit u JOIN supplier s ON s.id = u.supplier_id WHERE u.id = ?"
)
_NOT_CLAIMED = (
    "NOT EXISTS (SELECT 1 FROM supplier_claim_line l WHERE l.unit_id = u.id AND l.state IN ('open', 'sent') "
    "AND l.archived_at IS NULL)"
)
_UNDER_CLAIM = f"""
    SELECT {FIRST_CODE}, c.number, k.state FROM supplier_claim_line k JOIN supplier_claim c ON c.id = k.claim_id
    JOIN unit u ON u.id = k.unit_id WHERE k.unit_id = ? AND k.archived_at IS NULL
    AND k.state IN ('sent', 'replaced', 'credited') ORDER BY k.id DESC LIMIT 1"""
_SERIALS = f"""
    SELECT p.id, p.code, p.name, u.id, {FIRST_CODE}, 1, u.condition, u.supplier_id, s.name,
    u.supplier_warranty_until FROM unit u JOIN location l ON l.id = u.location_id JOIN part p ON p.id = u.part_id
    LEFT JOIN supplier s ON s.id = u.supplier_id WHERE l.kind = 'faulty_store' AND u.kind = 'part'
    AND u.condition IN ('faulty', 'suspect') AND u.archived_at IS NULL AND {_NOT_CLAIMED}
    ORDER BY u.supplier_warranty_until IS NULL, u.supplier_warranty_until, u.id"""
_COUNTED = """
    SELECT p.id, p.code, p.name, NULL, '', b.quantity - coalesce((SELECT sum(l.quantity) FROM supplier_claim_line l
    WHERE l.part_id = p.id AND l.unit_id IS NULL AND l.condition = b.condition AND l.state = 'open'
    AND l.archived_at IS NULL), 0), b.condition, p.supplier_id, s.name, NULL
    FROM stock_balance b JOIN location k ON k.id = b.location_id JOIN part p ON p.id = b.part_id
    LEFT JOIN supplier s ON s.id = p.supplier_id WHERE k.kind = 'faulty_store' AND b.quantity > 0
    AND b.condition IN ('faulty', 'suspect') ORDER BY p.name_sort, p.id, b.condition"""


@dataclass(frozen=True)
class SupplierOfUnit:
    """Who delivered a part, and the last day on which they answer for it; None where no warranty is known."""

    supplier_id: int
    name: str
    until: date | None


@dataclass(frozen=True)
class ClaimableRow:
    """A faulty serial, or faulty counted parts, in the store of faulty parts and in no claim yet."""

    part_id: int
    part_code: str
    part_name: str
    unit_id: int | None
    serial: str
    quantity: int
    condition: str
    supplier_id: int | None
    supplier_name: str
    until: date | None


def supplier_of_unit(desk: Desk, unit_id: int) -> SupplierOfUnit | None:
    """Who delivered a serial; None where nobody knows."""
    rows = desk.rows(_SUPPLIER_OF_UNIT, unit_id)
    return SupplierOfUnit(rows[0][0], rows[0][1], day_value(rows[0][2])) if rows else None


def claim_sentence(desk: Desk, unit_id: int) -> Message | None:
    """What to say about a part that fails: from whom it can be claimed, and until when; None for nobody's part."""
    source = supplier_of_unit(desk, unit_id)
    if source is None:
        return None
    if source.until is None:
        return Message("It came from {supplier}; no warranty of theirs is noted.", supplier=source.name)
    if source.until < desk.today():
        return Message(
            "The warranty of {supplier} ended on {day}: it can no longer be claimed.",
            supplier=source.name, day=source.until,
        )  # fmt: skip
    return Message("Claimable from {supplier} until {day}.", supplier=source.name, day=source.until)


def with_supplier(desk: Rows, unit_id: int) -> Message | None:
    """Why a serial that a supplier has under a claim is not ours to move; None where no claim speaks of it."""
    rows = desk.rows(_UNDER_CLAIM, unit_id)
    if not rows:
        return None
    code, number, state = Code(rows[0][0]), OwnNumber(rows[0][1]), LineState(rows[0][2])
    if state is LineState.SENT:
        return Message(
            "{code} is with its supplier under claim {number}. Write the supplier's answer into the claim first.",
            code=code, number=number,
        )  # fmt: skip
    return Message("{code} stayed with its supplier under claim {number}. Leave it out.", code=code, number=number)


def list_claimable(reader: Rows, today: date, supplier_id: int | None = None) -> list[ClaimableRow]:
    """Faulty parts that wait to be claimed, those whose time runs out first; of one supplier when it is named.

    A part whose supplier nobody knows may be claimed from any; one whose warranty is over is left out.
    """
    rows = [_row(*row) for row in (*reader.rows(_SERIALS), *reader.rows(_COUNTED))]
    return [
        row
        for row in rows
        if row.quantity > 0
        and (row.until is None or row.until >= today)
        and (supplier_id is None or row.supplier_id in (None, supplier_id))
    ]


def _row(
    part_id: int,
    code: str,
    name: str,
    unit_id: int | None,
    serial: str,
    quantity: int,
    condition: str,
    supplier_id: int | None,
    supplier_name: str | None,
    until: str | None,
) -> ClaimableRow:
    return ClaimableRow(
        part_id, code, name, unit_id, serial, quantity, condition, supplier_id, supplier_name or "", day_value(until)
    )
