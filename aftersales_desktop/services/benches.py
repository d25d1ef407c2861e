"""What each technician has in hand: taken, used, returned, and what is on the bench now, with serials."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.stock import OWN_STORES, Movement, Place
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.staff import get_member
from aftersales_desktop.services.work import Desk

_TAKEN = (Movement.ISSUED, Movement.TAKEN_FOR_REPAIR)
_OUT_OF_DEVICES = (Movement.REMOVED,)
_USED = (Movement.INSTALLED,)
_RETURNED = (Movement.RETURNED, Movement.PART_REPAIRED)
_FAULTY = (Movement.FAULTY_RECEIVED, Movement.GIVEN_TO_CUSTOMER)

_FLOW = """
    SELECT u.part_id AS part_id, coalesce(b.reason, v.reason) AS reason, 1 AS quantity, b.id IS NOT NULL AS is_back,
    v.to_location_id = ?1 AS comes
    FROM unit_move v JOIN unit u ON u.id = v.unit_id LEFT JOIN unit_move b ON b.id = v.reverses_id
    WHERE u.part_id IS NOT NULL AND (v.from_location_id = ?1 OR v.to_location_id = ?1)
    UNION ALL
    SELECT v.part_id, coalesce(b.reason, v.reason), v.quantity, b.id IS NOT NULL, v.to_location_id = ?1
    FROM stock_move v LEFT JOIN stock_move b ON b.id = v.reverses_id
    WHERE v.from_location_id = ?1 OR v.to_location_id = ?1"""
_BALANCE = f"""
    SELECT p.id, p.code, p.name, p.unit_word, m.reason, m.comes <> m.is_back,
    sum(CASE m.is_back WHEN 1 THEN -m.quantity ELSE m.quantity END)
    FROM ({_FLOW}) m JOIN part p ON p.id = m.part_id GROUP BY p.id, m.reason, m.comes <> m.is_back
    ORDER BY p.name_sort, p.id"""
_SERIALS = f"""
    SELECT u.part_id, {FIRST_CODE} FROM unit u WHERE u.location_id = ? AND u.part_id IS NOT NULL
    AND u.archived_at IS NULL ORDER BY u.id"""
_PLACES = "SELECT id, kind, name FROM location WHERE archived_at IS NULL AND kind IN (SELECT value FROM json_each(?))"


@dataclass(frozen=True)
class PlaceRow:
    """A place of ours where parts are counted."""

    id: int
    kind: Place
    name: str


@dataclass(frozen=True)
class BenchLine:
    """One article on a bench. `corrected` is what stock-takes, scrap and losses changed, with its sign."""

    part_id: int
    part_code: str
    part_name: str
    unit_word: str
    taken: int
    out_of_devices: int
    used: int
    returned: int
    faulty: int
    corrected: int
    serials: tuple[str, ...]

    @property
    def on_bench(self) -> int:
        """What must be there now."""
        came = self.taken + self.out_of_devices + self.corrected
        return came - self.used - self.returned - self.faulty


def bench_balance(desk: Desk, staff_id: int) -> list[BenchLine]:
    """Every article that was ever on somebody's bench, by name."""
    bench_id = get_member(desk, staff_id).bench_id
    serials: dict[int, list[str]] = {}
    for part_id, serial in desk.rows(_SERIALS, bench_id):
        serials.setdefault(part_id, []).append(serial)
    found: dict[tuple, dict[tuple[Movement, bool], int]] = {}
    for *part, reason, comes, quantity in desk.rows(_BALANCE, bench_id):
        found.setdefault(tuple(part), {})[Movement(reason), bool(comes)] = quantity
    return [_line(part, flow, tuple(serials.get(part[0], ()))) for part, flow in found.items()]


def _line(part: tuple, flow: dict[tuple[Movement, bool], int], serials: tuple[str, ...]) -> BenchLine:
    named = (*_TAKEN, *_OUT_OF_DEVICES, *_USED, *_RETURNED, *_FAULTY)
    corrected = sum(
        quantity if comes else -quantity for (movement, comes), quantity in flow.items() if movement not in named
    )
    sums = [
        sum(quantity for (movement, _comes), quantity in flow.items() if movement in group)
        for group in (_TAKEN, _OUT_OF_DEVICES, _USED, _RETURNED, _FAULTY)
    ]
    return BenchLine(*part, *sums, corrected, serials)


def places_of_ours(desk: Rows) -> list[PlaceRow]:
    """Stores and benches, the stores first."""
    listed = f"[{', '.join(f'{chr(34)}{kind.value}{chr(34)}' for kind in OWN_STORES)}]"
    rows = [PlaceRow(row[0], Place(row[1]), row[2]) for row in desk.rows(_PLACES, listed)]
    return sorted(rows, key=lambda row: (OWN_STORES.index(row.kind), row.name))
