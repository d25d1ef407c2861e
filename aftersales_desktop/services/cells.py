"""The cells of the shelf: which there are, what stands in them, and putting a device into another one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from uuid import NAMESPACE_URL, uuid5

from aftersales_desktop.domain.cells import row_of, written_cell
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, NotFound, ValidationError
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.domain.own_numbers import read_own_number
from aftersales_desktop.domain.stock import PLACE_TITLES, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import custody, records, stock_moves, units
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, find_open_order, get_order
from aftersales_desktop.services.query_parts import IS_OPEN
from aftersales_desktop.services.work import Area, Desk

MOVED = "moved_to_cell"
_MOST_SUGGESTED = 8
_PLACE = "SELECT l.kind, coalesce(nullif(l.name, ''), l.code) FROM unit u JOIN location l ON l.id = u.location_id "
_CELLS = "SELECT code FROM location WHERE kind = 'shelf' AND archived_at IS NULL ORDER BY position, id"
_BESIDE = f"""
    SELECT s.number FROM service_order s JOIN unit u ON u.id = s.unit_id JOIN location l ON l.id = u.location_id
    WHERE {IS_OPEN} AND s.origin = 'counter' AND s.id <> ? AND (s.shelf = ? OR l.kind = 'shelf' AND l.code = ?)
    ORDER BY s.number"""
_TAKEN = f"""
    SELECT l.code FROM unit u JOIN location l ON l.id = u.location_id WHERE l.kind = 'shelf'
    UNION SELECT s.shelf FROM service_order s WHERE {IS_OPEN} AND s.origin = 'counter'"""


@dataclass(frozen=True)
class CellMove:
    """A device that was put into a cell: from where, and the orders whose devices have that cell as well.

    `move_id` is the movement in the ledger; None where only the cell that waits for the device changed.
    """

    order_id: int
    number: str
    cell: str
    cell_before: str
    place_before: Place
    place_name: str
    beside: tuple[str, ...]
    move_id: int | None
    unit_id: int

    @property
    def came_from(self) -> Message | Code:
        """The old place in words: its cell, or what else it was."""
        if self.place_before is Place.SHELF:
            return Code(self.place_name)
        if self.place_before is Place.BENCH:
            return Message("On the bench of {name}", name=self.place_name)
        return Message(PLACE_TITLES[self.place_before])


@dataclass(frozen=True)
class CellLabels:
    """Cells whose labels are printed together; `number` is what was asked for: all, a row, or one cell."""

    uuid: str
    number: str
    cells: tuple[str, ...]


def move_to_cell(desk: Desk, order_id: int, cell: str) -> CellMove:
    """Put the device of an order into a cell; the cell is its own from now on.

    A cell that has a device already takes another; `beside` names it. Raises ValidationError for "cell" when nothing
    was entered, NotFound for a cell that the shelf does not have, NotAllowed for a device that is not in the house or
    stands there already.
    """
    code = written_cell(cell)
    if not code:
        raise ValidationError([FieldProblem("cell", Message("Enter a cell or scan its label."))])
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        kind, name = desk.rows(f"{_PLACE} WHERE u.id = ?", order.unit_id)[0]
        _refuse_move(order, Place(kind), name, code)
        target = _cell(desk, code)
        move_id = custody.to_cell(desk, now, order.unit_id, target, order.number)
        before = order.shelf
        _write(desk, now, order, code, before)
        beside = tuple(row[0] for row in desk.rows(_BESIDE, order_id, code, code))
        return CellMove(order_id, order.number, code, before, Place(kind), name, beside, move_id, order.unit_id)


def take_cell_move_back(desk: Desk, move: CellMove, reason: str) -> OrderRow:
    """Put a device back to where it was before. NotAllowed when it has moved on since."""
    with desk.work(Area.RECEPTION, Area.UNITS) as now:
        order = records.find(ServiceOrder, move.order_id)
        if order.shelf != move.cell:
            raise NotAllowed(
                Message("{number} has another cell by now; put it away by hand.", number=OwnNumber(order.number))
            )
        if move.move_id is not None:
            stock_moves.take_unit_move_back(desk, now, move.unit_id, move.move_id, reason)
        _write(desk, now, order, move.cell_before, move.cell)
        return get_order(desk, move.order_id)


def find_order_to_put_away(desk: Desk, code: str) -> int | None:
    """The order of a device in the centre, by its label or any code of the device; None when there is none."""
    read = read_own_number(code)
    order = first_where(ServiceOrder, number=read.number) if read is not None else None
    if order is not None and order.state in OPEN_STATES:
        return order.id
    open_orders = (find_open_order(desk, unit.id) for unit in units.find_units(desk, code))
    return next((one.id for one in open_orders if one is not None), None)


def suggest_cells(desk: Desk, text: str) -> list[tuple[str, bool]]:
    """Cells whose code holds what was typed, each with whether it is free; the free ones first."""
    wanted = written_cell(text)
    taken = {row[0] for row in desk.rows(_TAKEN)}
    cells = [cell for cell in list_cells(desk) if wanted in cell or wanted.replace("-", "") in cell.replace("-", "")]
    return [(cell, cell not in taken) for cell in sorted(cells, key=lambda one: one in taken)][:_MOST_SUGGESTED]


def list_cells(desk: Desk) -> tuple[str, ...]:
    """Every cell that may be used: those of the file, what is missing to the end of their last row, one row more."""
    known = [row[0] for row in desk.rows(_CELLS)]
    rows, further, upcoming = {row_of(cell) for cell in known}, "", []
    for code in custody.next_codes(desk):
        row = row_of(code)
        if row not in (*rows, further):
            if further:
                break
            further = row
        upcoming.append(code)
    return (*known, *upcoming)


def find_cell(desk: Desk, text: str) -> str:
    """The code of a cell that the shelf has; NotFound, with what to do, when it has none."""
    code = written_cell(text)
    if code not in list_cells(desk):
        raise _unknown(code)
    return code


def find_labels(desk: Desk, wanted: str) -> CellLabels:
    """The labels of a row, of one cell, or of all ("any" or nothing); NotFound for what the shelf does not have."""
    cells, code = list_cells(desk), "" if wanted in ("", "any") else written_cell(wanted)
    chosen = tuple(cell for cell in cells if code in ("", cell, row_of(cell)))
    if not chosen:
        raise _unknown(code)
    return CellLabels(str(uuid5(NAMESPACE_URL, f"cells:{code}")), code or row_of(cells[0]), chosen)


def _refuse_move(order: ServiceOrder, place: Place, name: str, code: str) -> None:
    number = OwnNumber(order.number)
    if order.state not in OPEN_STATES or place is Place.CUSTOMER:
        raise NotAllowed(Message("{number} is not in the centre any more, so it needs no cell.", number=number))
    if order.state == OrderState.AT_EXTERNAL:
        raise NotAllowed(Message("{number} is outside the centre. Take it back first.", number=number))
    if place is Place.SHELF and name == code and order.shelf == code:
        raise NotAllowed(Message("{number} stands in {cell} already.", number=number, cell=Code(code)))


def _cell(desk: Desk, code: str) -> Location:
    find_cell(desk, code)
    known = first_where(Location, kind=Place.SHELF.value, code=code)
    if known is None:
        upcoming: Sequence[str] = [*takewhile(lambda one: one != code, custody.next_codes(desk)), code]
        custody.open_cells(desk, upcoming)
        known = first_where(Location, kind=Place.SHELF.value, code=code)
    return known


def _unknown(code: str) -> NotFound:
    return NotFound(
        Message(
            "The shelf has no cell {cell}. Scan the label of another cell, or print labels in Settings.",
            cell=Code(code),
        )
    )


def _write(desk: Desk, now: datetime, order: ServiceOrder, cell: str, before: str) -> None:
    if records.change(desk, order, now, action=MOVED, shelf=cell):
        add_event(desk, now, order, MOVED, detail={"title": f"{before} → {cell}"})
