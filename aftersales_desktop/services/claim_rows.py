"""Claims at suppliers as screens and papers see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.supplier_claims import ClaimState, LineState, age_of
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.work import Desk

_CLAIM = (
    "SELECT c.id, c.uuid, c.number, c.state, c.supplier_id, s.name, s.phone, s.address, c.their_number, c.waybill, "
    "c.note, c.sent_on, c.arrived_on, c.settled_on, c.created_by FROM supplier_claim c "
    "JOIN supplier s ON s.id = c.supplier_id WHERE c.id = ?"
)
_CODE_OF_REPLACEMENT = FIRST_CODE.replace("u.id", "l.replacement_id")
_LINES = (
    f"SELECT l.id, l.part_id, p.code, p.name, l.unit_id, CASE WHEN l.unit_id IS NULL THEN '' ELSE {FIRST_CODE} END, "
    "l.quantity, l.condition, l.fault, l.state, l.expected, l.received, l.answered_on, l.answer_note, "
    f"l.replacement_id, CASE WHEN l.replacement_id IS NULL THEN '' ELSE {_CODE_OF_REPLACEMENT} END, "
    "l.previous_id, k.number, u.supplier_warranty_until "
    "FROM supplier_claim_line l JOIN part p ON p.id = l.part_id LEFT JOIN unit u ON u.id = l.unit_id "
    "LEFT JOIN supplier_claim_line v ON v.id = l.previous_id LEFT JOIN supplier_claim k ON k.id = v.claim_id "
    "WHERE l.claim_id = ? AND l.archived_at IS NULL ORDER BY l.id"
)


@dataclass(frozen=True)
class ClaimLineRow:
    """One line; `earlier_claim` is the number of the claim under which the same thing went before."""

    id: int
    part_id: int
    part_code: str
    part_name: str
    unit_id: int | None
    serial: str
    quantity: int
    condition: str
    fault: str
    state: LineState
    expected: int
    received: int
    answered_on: date | None
    answer_note: str
    replacement_id: int | None
    replacement_serial: str
    previous_id: int | None
    earlier_claim: str
    claimable_until: date | None


@dataclass(frozen=True)
class ClaimRow:
    """A claim with its lines; money in rials."""

    id: int
    uuid: str
    number: str
    state: ClaimState
    supplier_id: int
    supplier_name: str
    supplier_phone: str
    supplier_address: str
    their_number: str
    waybill: str
    note: str
    sent_on: date | None
    arrived_on: date | None
    settled_on: date | None
    created_by: str
    lines: tuple[ClaimLineRow, ...]

    @property
    def expected(self) -> int:
        """What all of it is worth."""
        return sum(line.expected for line in self.lines)

    @property
    def received(self) -> int:
        """The money that came."""
        return sum(line.received for line in self.lines)

    @property
    def waiting(self) -> int:
        """Lines without an answer."""
        return sum(line.state is LineState.SENT for line in self.lines)

    def age(self, today: date) -> int:
        """How many of the ages it has passed since it was sent; a settled one has none."""
        return 0 if self.state is ClaimState.SETTLED else age_of(self.sent_on, today)


def get_claim(desk: Desk, claim_id: int) -> ClaimRow:
    """One claim; NotFound when there is none."""
    rows = desk.rows(_CLAIM, claim_id)
    if not rows:
        raise NotFound(Message("This claim is not in the file any more. Refresh the list."))
    (row_id, uuid, number, state, supplier_id, name, phone, address, theirs, waybill, note, *rest) = rows[0]
    sent, arrived, settled, created_by = rest
    return ClaimRow(
        row_id, uuid, number, ClaimState(state), supplier_id, name, phone, address, theirs, waybill, note,
        day_value(sent), day_value(arrived), day_value(settled), created_by,
        tuple(_line(*line) for line in desk.rows(_LINES, claim_id)),
    )  # fmt: skip


def find_claim(desk: Desk, number: str) -> ClaimRow:
    """A claim by its number; "any" is the newest one that went out, else the newest. NotFound otherwise."""
    rows = desk.rows(
        "SELECT id FROM supplier_claim WHERE ?1 IN (number, 'any') ORDER BY sent_on IS NULL, id DESC LIMIT 1", number
    )
    if not rows:
        raise NotFound(Message("There is no claim with this number. Check the number and try again."))
    return get_claim(desk, rows[0][0])


def _line(*values: Any) -> ClaimLineRow:
    found = dict(zip(ClaimLineRow.__dataclass_fields__, values, strict=True))
    found |= {
        "state": LineState(found["state"]),
        "answered_on": day_value(found["answered_on"]),
        "earlier_claim": found["earlier_claim"] or "",
        "claimable_until": day_value(found["claimable_until"]),
    }
    return ClaimLineRow(**found)
