"""Devices in the centre's hands: which shelf cell, and the ledger of every step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count

from aftersales_desktop.domain.cells import cell_code
from aftersales_desktop.domain.stock import RULES, Movement, Place
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services.query_parts import IS_OPEN
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.stock_moves import move_unit
from aftersales_desktop.services.units import WITH_CUSTOMER
from aftersales_desktop.services.work import Desk

_IN_THE_HOUSE = RULES[Movement.REARRANGED].sources
_PLACE = "SELECT l.id, l.kind FROM unit u JOIN location l ON l.id = u.location_id WHERE u.id = ?"
_FREE_CELL = f"""
    SELECT id FROM location l WHERE kind = 'shelf' AND archived_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM unit WHERE location_id = l.id AND location_id > 1)
    AND code NOT IN (SELECT s.shelf FROM service_order s INDEXED BY service_order_state WHERE {IS_OPEN}
    AND s.origin = 'counter') ORDER BY position LIMIT 1"""
_SHARED_CELL = (
    "SELECT 1 FROM unit u JOIN location l ON l.id = u.location_id JOIN unit other ON other.location_id = l.id "
    "WHERE u.id = ? AND l.kind = 'shelf' AND other.id <> u.id LIMIT 1"
)


def take_in(desk: Desk, now: datetime, unit_id: int, document: str) -> str:
    """Move a device from its customer to the first free shelf cell; gives the cell's code. Inside a unit of work."""
    cell = _free_cell(desk)
    move_unit(desk, now, unit_id, Movement.TAKEN_IN, cell, document=document)
    return cell.code


def give_back(desk: Desk, now: datetime, unit_id: int, document: str, received_by: str) -> None:
    """Move a device from wherever it stands to its customer; the cell is free again. Inside a unit of work."""
    with_customer = first_where(Location, id=WITH_CUSTOMER)
    move_unit(desk, now, unit_id, Movement.HANDED_BACK, with_customer, document=document, received_by=received_by)


def send_out(desk: Desk, now: datetime, unit_id: int, place: Location, document: str, order_id: int) -> None:
    """Move a device to another workshop; its shelf cell waits for it. Inside a unit of work."""
    move_unit(desk, now, unit_id, Movement.SENT_OUTSIDE, place, document=document, order_id=order_id)


def take_back_in(desk: Desk, now: datetime, unit_id: int, cell: str, document: str, order_id: int) -> None:
    """Move a device from another workshop to its own cell, which its label names. Inside a unit of work."""
    target = first_where(Location, kind=Place.SHELF.value, code=cell) or _free_cell(desk)
    move_unit(desk, now, unit_id, Movement.BACK_FROM_OUTSIDE, target, document=document, order_id=order_id)


def to_bench(desk: Desk, now: datetime, unit_id: int, bench_id: int, document: str) -> None:
    """Put a device that is in the house on a technician's bench; its shelf cell waits for it. Inside a unit of work."""
    _rearrange(desk, now, unit_id, first_where(Location, id=bench_id), document)


def to_shelf(desk: Desk, now: datetime, unit_id: int, cell: str, document: str) -> None:
    """Put a device that is in the house back into its own cell, which its label names. Inside a unit of work."""
    _rearrange(desk, now, unit_id, first_where(Location, kind=Place.SHELF.value, code=cell), document)


def to_cell(desk: Desk, now: datetime, unit_id: int, cell: Location, document: str) -> int | None:
    """Put a device that is in the house into a cell of somebody's choice. Inside a unit of work.

    Gives the row number of the movement; None where it stands there already. Raises NotAllowed for one that is not
    in the house.
    """
    place_id, _kind = desk.rows(_PLACE, unit_id)[0]
    return None if place_id == cell.id else move_unit(desk, now, unit_id, Movement.REARRANGED, cell, document=document)


def open_cells(desk: Desk, codes: Iterable[str]) -> None:
    """Give the shelf its next cells, which bear these codes. Inside a unit of work."""
    have = desk.rows("SELECT count(*) FROM location WHERE kind = 'shelf'")[0][0]
    for position, code in enumerate(codes, have):
        Location.create(kind=Place.SHELF.value, code=code, position=position)


def next_codes(desk: Desk) -> Iterator[str]:
    """The codes that further cells of the shelf will have, without end."""
    codes = {row[0] for row in desk.rows("SELECT code FROM location WHERE kind = 'shelf'")}
    cells_in_row = load_settings(desk).shelf_cells
    free = (cell_code(position, cells_in_row) for position in count(len(codes)))
    return (code for code in free if code not in codes)  # rows may have had another length before


def _rearrange(desk: Desk, now: datetime, unit_id: int, target: Location | None, document: str) -> None:
    place_id, kind = desk.rows(_PLACE, unit_id)[0]
    if target is not None and place_id != target.id and kind in _IN_THE_HOUSE:
        move_unit(desk, now, unit_id, Movement.REARRANGED, target, document=document)


def make_room(desk: Desk, now: datetime, unit_id: int, document: str) -> str:
    """After a device is back in a cell that is another's by now: move it to a free one, and give that cell's code.

    Empty where it has its place to itself. Inside a unit of work.
    """
    if not desk.rows(_SHARED_CELL, unit_id):
        return ""
    cell = _free_cell(desk)
    move_unit(desk, now, unit_id, Movement.REARRANGED, cell, document=document)
    return cell.code


def _free_cell(desk: Desk) -> Location:
    """The first empty cell that waits for no device; a full shelf grows by one, so that nobody waits for a place."""
    row = desk.rows(_FREE_CELL)
    if row:
        return first_where(Location, id=row[0][0])
    code = next(next_codes(desk))
    open_cells(desk, [code])
    return first_where(Location, kind=Place.SHELF.value, code=code)
