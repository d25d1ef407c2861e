"""The lines of an order as screens and papers see them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.coverage import CoverageKind, LineKind, LineState, NoOldPart, OldPart, Payer
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.i18n import Message, message_from_json
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.reading import Rows

_CODE = (
    "coalesce((SELECT i.value FROM unit_identifier i WHERE i.unit_id = l.{unit} AND i.removed_at IS NULL "
    "AND i.kind IN ('serial', 'tag') ORDER BY i.kind, i.position LIMIT 1), '')"
)
_LINES = f"""
    SELECT l.id, l.uuid, l.rev, l.order_id, l.position, l.kind, l.state, l.title, l.tariff_id,
    coalesce((SELECT t.code FROM tariff t WHERE t.id = l.tariff_id), ''), l.part_id,
    coalesce(p.code, ''), l.quantity, l.minutes, l.technician_id, coalesce(m.name, ''), l.done_on, l.cost,
    l.list_price, l.price, l.currency, l.coverage, l.covered_pct, l.payer, l.reason, l.goodwill_reason, l.approved_by,
    l.unit_in_id, {_CODE.format(unit="unit_in_id")}, l.unit_out_id, {_CODE.format(unit="unit_out_id")}, l.old_part,
    l.no_old_reason, l.warranty_until, l.removed_reason
    FROM order_line l LEFT JOIN part p ON p.id = l.part_id LEFT JOIN staff_member m ON m.id = l.technician_id"""
_OF_ORDER = f"{_LINES} WHERE l.order_id = ? ORDER BY l.position"
_ONE = f"{_LINES} WHERE l.id = ?"


@dataclass(frozen=True)
class LineRow:
    """An operation or a part of an order. Money is rials for the whole line: at list price, for the customer, our cost.

    `reason` is the sentence of the decision who pays. Serials are "" where nothing with a serial went in or came out;
    `no_old_reason` is why none came out; `warranty_until` is the last day the replaced part is covered.
    """

    id: int
    uuid: str
    rev: int
    order_id: int
    position: int
    kind: LineKind
    state: LineState
    title: str
    tariff_id: int | None
    tariff_code: str
    part_id: int | None
    part_code: str
    quantity: int
    minutes: int
    technician_id: int | None
    technician_name: str
    done_on: date | None
    cost: int
    list_price: int
    price: int
    currency: str
    coverage: CoverageKind
    covered_pct: int
    payer: Payer
    reason: Message | None
    goodwill_reason: str
    approved_by: str
    unit_in_id: int | None
    serial_in: str
    unit_out_id: int | None
    serial_out: str
    old_part: OldPart | None
    no_old_reason: NoOldPart | None
    warranty_until: date | None
    removed_reason: str


def list_lines(desk: Rows, order_id: int) -> tuple[LineRow, ...]:
    """Every line of an order in order, removed ones too; one statement."""
    return tuple(_line_row(*row) for row in desk.rows(_OF_ORDER, order_id))


def get_line(desk: Rows, line_id: int) -> LineRow:
    """One line; NotFound when there is none."""
    rows = desk.rows(_ONE, line_id)
    if not rows:
        raise NotFound(Message("This line is not in the file any more. Refresh the list."))
    return _line_row(*rows[0])


def _line_row(*values: object) -> LineRow:
    row = LineRow(*values)
    reason = json.loads(row.reason)
    changes = {
        "kind": LineKind(row.kind),
        "state": LineState(row.state),
        "done_on": day_value(row.done_on),
        "coverage": CoverageKind(row.coverage),
        "payer": Payer(row.payer),
        "reason": message_from_json(reason) if reason else None,
        "old_part": OldPart(row.old_part) if row.old_part in tuple(OldPart) else None,
        "no_old_reason": NoOldPart(row.no_old_reason) if row.no_old_reason in tuple(NoOldPart) else None,
        "warranty_until": day_value(row.warranty_until),
    }
    return LineRow(**{**row.__dict__, **changes})
