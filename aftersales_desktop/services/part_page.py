"""Everything about an article on one page: where its pieces are, who waits, what it cost, how it moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.models.fields import day_value, moment_value
from aftersales_desktop.services import deliveries, parts, reservations
from aftersales_desktop.services.deliveries import PartOrderRow
from aftersales_desktop.services.parts import PartRow, PriceRow
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reservations import ReservationRow
from aftersales_desktop.services.work import Desk

MOST_MOVES = 30
_OURS = "('good_store', 'faulty_store', 'quarantine', 'bench', 'transit', 'loaner_out', 'supplier', 'head_office')"
_COUNTED = """
    SELECT l.kind, l.name, b.condition, b.quantity, '' FROM stock_balance b JOIN location l ON l.id = b.location_id
    WHERE b.part_id = ? AND b.quantity > 0 ORDER BY l.id"""
_UNITS = f"""
    SELECT l.kind, l.name, u.condition, 1, {FIRST_CODE} FROM unit u JOIN location l ON l.id = u.location_id
    WHERE u.part_id = ? AND u.archived_at IS NULL AND l.kind IN {_OURS} ORDER BY l.id, u.id"""
_MOVES = f"""
    SELECT v.at, coalesce(b.reason, v.reason), v.reverses_id IS NOT NULL, 1, {FIRST_CODE}, v.document, v.actor,
    f.kind, f.name, t.kind, t.name, v.id
    FROM unit_move v JOIN unit u ON u.id = v.unit_id LEFT JOIN unit_move b ON b.id = v.reverses_id
    JOIN location f ON f.id = v.from_location_id JOIN location t ON t.id = v.to_location_id WHERE u.part_id = ?1
    UNION ALL
    SELECT v.at, coalesce(b.reason, v.reason), v.reverses_id IS NOT NULL, v.quantity, '', v.document, v.actor,
    f.kind, f.name, t.kind, t.name, v.id FROM stock_move v LEFT JOIN stock_move b ON b.id = v.reverses_id
    JOIN location f ON f.id = v.from_location_id JOIN location t ON t.id = v.to_location_id WHERE v.part_id = ?1
    ORDER BY 1 DESC, 12 DESC LIMIT ?2"""
_PRICES = (
    "SELECT buy, sell, currency, from_on FROM part_price WHERE part_id = ? ORDER BY from_on DESC, id DESC LIMIT 12"
)
_GROUPS = (
    "SELECT DISTINCT part_group FROM part WHERE part_group <> '' UNION "
    "SELECT DISTINCT value FROM warranty_terms t, json_each(t.excluded_groups) ORDER BY 1"
)


@dataclass(frozen=True)
class HeldRow:
    """Pieces of an article at one place: counted ones, or a serial."""

    place: Place
    place_name: str
    condition: Condition
    quantity: int
    serial: str


@dataclass(frozen=True)
class PartMoveRow:
    """One movement of an article; `is_back` says that it takes an earlier one back."""

    at: datetime
    movement: Movement
    is_back: bool
    quantity: int
    serial: str
    document: str
    actor: str
    source: Place
    source_name: str
    target: Place
    target_name: str


@dataclass(frozen=True)
class PartPage:
    """An article with everything around it; movements newest first."""

    part: PartRow
    supplier_name: str
    held: tuple[HeldRow, ...]
    waiting: tuple[ReservationRow, ...]
    on_order: tuple[PartOrderRow, ...]
    prices: tuple[PriceRow, ...]
    moves: tuple[PartMoveRow, ...]
    equivalents: tuple[PartRow, ...]


def get_part_page(desk: Desk, part_id: int) -> PartPage:
    """The page of an article; NotFound when there is none."""
    part = parts.get_part(desk, part_id)
    supplier = desk.rows("SELECT name FROM supplier WHERE id = ?", part.supplier_id)
    held = desk.rows(_UNITS if part.is_serialised else _COUNTED, part_id)
    prices = desk.rows(_PRICES, part_id)
    return PartPage(
        part=part,
        supplier_name=supplier[0][0] if supplier else "",
        held=tuple(HeldRow(Place(row[0]), row[1], Condition(row[2]), row[3], row[4]) for row in held),
        waiting=tuple(reservations.waiting_for(desk, part_id)),
        on_order=tuple(deliveries.on_order(desk, part_id)),
        prices=tuple(PriceRow(*row[:3], day_value(row[3]) or date.min) for row in prices),
        moves=tuple(_move(row) for row in desk.rows(_MOVES, part_id, MOST_MOVES)),
        equivalents=tuple(parts.equivalents(desk, part_id)),
    )


def suggest_groups(desk: Desk, typed: str, limit: int = 8) -> list[str]:
    """Part groups in use, here or in warranty terms, that hold every word typed."""
    words = text.fold(typed).split()
    names = [row[0] for row in desk.rows(_GROUPS)]
    return [name for name in names if all(word in text.fold(name) for word in words)][:limit]


def _move(row: tuple) -> PartMoveRow:
    at, movement, is_back, quantity, serial, document, actor, source, source_name, target, target_name, _id = row
    return PartMoveRow(
        moment_value(at), Movement(movement), bool(is_back), quantity, serial, document, actor, Place(source),
        source_name, Place(target), target_name,
    )  # fmt: skip
