"""What must always hold for claims, loaners, devices elsewhere and disposals; each check names the first broken one."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services.reading import Rows

_PLACE_OF_UNIT = "(SELECT l.kind FROM location l WHERE l.id = u.location_id)"
_CAME_BACK = (
    "EXISTS (SELECT 1 FROM unit_move m WHERE m.unit_id = {unit} AND m.reason = 'CLR' AND m.document = c.number "
    "AND m.condition_after = {condition})"
)
_CLAIM_LINES = f"""
    SELECT c.number FROM supplier_claim_line l JOIN supplier_claim c ON c.id = l.claim_id
    JOIN unit u ON u.id = l.unit_id WHERE l.archived_at IS NULL AND (
    (l.state = 'sent' AND {_PLACE_OF_UNIT} NOT IN ('transit', 'supplier', 'lost'))
    OR (l.state IN ('replaced', 'credited') AND {_PLACE_OF_UNIT} NOT IN ('supplier', 'lost'))
    OR (l.state = 'repaired' AND NOT {_CAME_BACK.format(unit="l.unit_id", condition="'repaired'")})
    OR (l.state = 'rejected' AND NOT {_CAME_BACK.format(unit="l.unit_id", condition="'faulty'")})
    OR (l.state = 'replaced' AND NOT {_CAME_BACK.format(unit="l.replacement_id", condition="'new'")})) LIMIT 1"""
_CLAIM_COUNTS = """
    SELECT c.number FROM supplier_claim c WHERE c.state <> 'open' AND (SELECT coalesce(sum(l.quantity), 0)
    FROM supplier_claim_line l WHERE l.claim_id = c.id AND l.archived_at IS NULL AND l.unit_id IS NULL
    AND l.state IN ('repaired', 'replaced', 'rejected')) IS NOT (SELECT coalesce(sum(m.quantity), 0)
    FROM stock_move m WHERE m.document = c.number AND m.reason = 'CLR'
    AND NOT EXISTS (SELECT 1 FROM stock_move r WHERE r.reverses_id = m.id)) LIMIT 1"""
_CLAIM_STATES = """
    SELECT c.number FROM supplier_claim c JOIN supplier_claim_line l ON l.claim_id = c.id
    WHERE l.archived_at IS NULL AND ((c.state = 'open') <> (l.state = 'open')
    OR (c.state = 'settled' AND l.state = 'sent')) LIMIT 1"""
_LOANS = f"""
    SELECT s.number FROM loan o JOIN service_order s ON s.id = o.order_id JOIN unit u ON u.id = o.unit_id
    WHERE o.returned_on IS NULL AND {_PLACE_OF_UNIT} NOT IN ('loaner_out', 'lost', 'scrap') LIMIT 1"""
_LENT = """
    SELECT u.uuid FROM unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'loaner_out'
    AND NOT EXISTS (SELECT 1 FROM loan o WHERE o.unit_id = u.id AND o.returned_on IS NULL) LIMIT 1"""
_OUTSIDE = f"""
    SELECT s.number FROM service_order s JOIN unit u ON u.id = s.unit_id WHERE s.state = 'at_external'
    AND s.origin = 'counter' AND ({_PLACE_OF_UNIT} NOT IN ('supplier', 'head_office', 'agency', 'transit')
    OR NOT EXISTS (SELECT 1 FROM outside_job j WHERE j.order_id = s.id AND j.back_on IS NULL)) LIMIT 1"""
_BACK = """
    SELECT s.number FROM outside_job j JOIN service_order s ON s.id = j.order_id WHERE j.back_on IS NULL
    AND s.state <> 'at_external' LIMIT 1"""
_DISPOSED = """
    SELECT s.number FROM service_order s WHERE s.origin = 'counter' AND (s.state = 'disposed') IS NOT
    EXISTS (SELECT 1 FROM disposal d WHERE d.order_id = s.id) LIMIT 1"""


def _lent_units_have_a_loan(reader: Rows) -> Message | None:
    rows = reader.rows(_LENT)
    return Message("Device {record} is lent out but no loan says to whom.", record=rows[0][0]) if rows else None


def _claim_lines_are_where_the_ledger_says(reader: Rows) -> Message | None:
    rows = reader.rows(_CLAIM_LINES) or reader.rows(_CLAIM_COUNTS)
    if not rows:
        return None
    return Message("A part of claim {number} is not where its answer says.", number=OwnNumber(rows[0][0]))


def _claims_and_lines_agree(reader: Rows) -> Message | None:
    rows = reader.rows(_CLAIM_STATES)
    if not rows:
        return None
    return Message("The lines of claim {number} do not fit its state.", number=OwnNumber(rows[0][0]))


def _loaners_are_out(reader: Rows) -> Message | None:
    rows = reader.rows(_LOANS)
    if not rows:
        return None
    return Message("The loaner of order {number} is not with its customer.", number=OwnNumber(rows[0][0]))


def _devices_elsewhere(reader: Rows) -> Message | None:
    rows = reader.rows(_OUTSIDE) or reader.rows(_BACK)
    if not rows:
        return None
    return Message("Order {number} and the place of its device do not agree.", number=OwnNumber(rows[0][0]))


def _disposals_have_minutes(reader: Rows) -> Message | None:
    rows = reader.rows(_DISPOSED)
    if not rows:
        return None
    return Message("Order {number} was disposed of without minutes.", number=OwnNumber(rows[0][0]))


OUTSIDE_CHECKS: tuple[Callable[[Rows], Message | None], ...] = (
    _claim_lines_are_where_the_ledger_says, _claims_and_lines_agree, _loaners_are_out, _lent_units_have_a_loan,
    _devices_elsewhere, _disposals_have_minutes,
)  # fmt: skip
