"""What must always hold for the slips of the store; each check names the first broken one."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.domain.own_numbers import SLIP_LETTERS
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services.reading import Rows

_TAKEN_BACK = """
    SELECT d.number FROM stock_document d WHERE d.taken_back_at IS NOT NULL AND (
    EXISTS (SELECT 1 FROM unit_move m WHERE m.document = d.number AND m.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM unit_move b WHERE b.reverses_id = m.id))
    OR EXISTS (SELECT 1 FROM stock_move m WHERE m.document = d.number AND m.reverses_id IS NULL
    AND NOT EXISTS (SELECT 1 FROM stock_move b WHERE b.reverses_id = m.id))) LIMIT 1"""
_WITHOUT_SLIP = """
    SELECT document FROM (SELECT document FROM unit_move UNION ALL SELECT document FROM stock_move)
    WHERE document GLOB 'S[A-Z]-[0-9][0-9]-*' AND document NOT IN (SELECT number FROM stock_document) LIMIT 1"""
_NEGATIVE = "SELECT p.code FROM stock_balance b JOIN part p ON p.id = b.part_id WHERE b.quantity < 0 LIMIT 1"
_BY_SERIAL = """
    SELECT p.code FROM part p WHERE p.is_serialised = 1
    AND (EXISTS (SELECT 1 FROM stock_move m WHERE m.part_id = p.id)
    OR EXISTS (SELECT 1 FROM stock_balance b WHERE b.part_id = p.id)) LIMIT 1"""


def _no_gap_in_slips(desk: Rows) -> Message | None:
    for series, last in desk.rows("SELECT series, last FROM number_series WHERE series LIKE 'slip/%'"):
        _slip, kind, year = series.split("/")
        count, highest = desk.rows(
            "SELECT count(*), coalesce(max(CAST(substr(number, 7, 5) AS INTEGER)), 0) FROM stock_document "
            "WHERE kind = ? AND substr(number, 1, 6) = ?",
            kind, f"{SLIP_LETTERS[kind]}-{int(year) % 100:02}-",
        )[0]  # fmt: skip
        if not count == highest == last:
            return Message("The slip numbers of {series} have a gap or a double.", series=series)
    return None


def _slips_taken_back(desk: Rows) -> Message | None:
    rows = desk.rows(_TAKEN_BACK)
    if not rows:
        return None
    return Message("Slip {number} was taken back, but not everything on it returned.", number=OwnNumber(rows[0][0]))


def _slips_behind_movements(desk: Rows) -> Message | None:
    rows = desk.rows(_WITHOUT_SLIP)
    return Message("There is no slip {number} behind a movement.", number=OwnNumber(rows[0][0])) if rows else None


def _no_negative_balance(desk: Rows) -> Message | None:
    rows = desk.rows(_NEGATIVE)
    return Message("The balance of part {code} is below zero.", code=Code(rows[0][0])) if rows else None


def _serials_are_not_counted(desk: Rows) -> Message | None:
    rows = desk.rows(_BY_SERIAL)
    return Message("Part {code} has serials, but was counted.", code=Code(rows[0][0])) if rows else None


STOCK_CHECKS: tuple[Callable[[Rows], Message | None], ...] = (
    _no_gap_in_slips, _slips_taken_back, _slips_behind_movements, _no_negative_balance, _serials_are_not_counted,
)  # fmt: skip
