"""Parts that orders wait for: noted at the bench, found again when goods come; covered repairs by their clock first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import rows_where
from aftersales_desktop.models.store import PartReservation
from aftersales_desktop.services import records
from aftersales_desktop.services.parts import free_in_store
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST
from aftersales_desktop.services.repair_clock import warranty_days_left
from aftersales_desktop.services.work import Area, Desk

LONGEST_NOTE = 400


class Waiting(StrEnum):
    """How far a reservation is; the value is what the database stores."""

    WAITING = "waiting"
    ARRIVED = "arrived"
    USED = "used"
    RELEASED = "released"


WAITING_TITLES = {
    Waiting.WAITING: N_("Waited for"),
    Waiting.ARRIVED: N_("Arrived"),
    Waiting.USED: N_("Used"),
    Waiting.RELEASED: N_("Given up"),
}
OPEN = (Waiting.WAITING.value, Waiting.ARRIVED.value)

_ROWS = """
    SELECT r.id, r.uuid, r.order_id, s.number, c.name, r.part_id, p.code, p.name, r.quantity, r.state, s.promised_on,
    r.note, s.received_on FROM part_reservation r JOIN service_order s ON s.id = r.order_id
    JOIN customer c ON c.id = s.owner_id JOIN part p ON p.id = r.part_id"""
_OF_PART = f"{_ROWS} WHERE r.part_id = ? AND r.state IN ('waiting', 'arrived') AND s.state IN {OPEN_STATE_LIST}"
_OF_SLIP = f"{_ROWS} WHERE r.document_id = ? AND r.state = 'arrived' AND s.state IN {OPEN_STATE_LIST}"
_OF_ORDER = f"{_ROWS} WHERE r.order_id = ? AND r.state IN ('waiting', 'arrived') ORDER BY r.id"
_BY_ID = f"{_ROWS} WHERE r.id = ?"
_KEPT = (
    "SELECT r.quantity, s.number FROM part_reservation r JOIN service_order s ON s.id = r.order_id WHERE r.part_id = ? "
    f"AND r.state = 'arrived' AND r.order_id <> coalesce(?, 0) AND s.state IN {OPEN_STATE_LIST} ORDER BY r.id"
)

_PLANNED = (
    "SELECT coalesce(sum(CASE state WHEN 'planned' THEN quantity END), 0), "
    "coalesce(sum(CASE state WHEN 'done' THEN quantity END), 0) FROM order_line WHERE order_id = ? AND part_id = ?"
)


@dataclass(frozen=True)
class ReservationRow:
    """An order that waits for a part, or for which one is kept."""

    id: int
    uuid: str
    order_id: int
    order_number: str
    owner_name: str
    part_id: int
    part_code: str
    part_name: str
    quantity: int
    state: Waiting
    promised_on: date | None
    note: str
    received_on: date


def reserve(desk: Desk, order_id: int, part_id: int, quantity: int = 1, note: str = "") -> ReservationRow:
    """An open order needs a part: one that is free in the store is kept for it at once, else the order waits.

    A second time for the same part changes the quantity. Raises ValidationError, NotAllowed for an order that is over.
    """
    refuse(_problems(quantity, note))
    with desk.work(Area.PARTS, Area.WORKSHOP) as now:
        order, part = records.find(ServiceOrder, order_id), records.find(Part, part_id)
        if order.state not in OPEN_STATES:
            raise NotAllowed(Message("Order {number} is over; nothing is kept for it.", number=OwnNumber(order.number)))
        known = next((row for row in rows_where(PartReservation, order=order, part=part) if row.state in OPEN), None)
        free = free_in_store(desk, part_id) - kept_for_others(desk, part_id, order_id)[0]
        state = Waiting.ARRIVED if free >= quantity else Waiting.WAITING
        values = {"quantity": quantity, "note": text.clean(note), "state": state.value}
        if known is None:
            known = records.create(desk, PartReservation, now, order=order, part=part, **values)
        else:
            records.change(desk, known, now, document_id=None, **values)
        return get_reservation(desk, known.id)


def follow_plan(desk: Desk, order_id: int, part_id: int) -> None:
    """What is kept or waited for is what the order's lines still plan; inside the work of whoever changed them.

    Nothing planned any more means that the part was used, or is not needed when no line has it.
    """
    planned, done = desk.rows(_PLANNED, order_id, part_id)[0]
    if planned:
        reserve(desk, order_id, part_id, planned)
    elif done:
        note_used(desk, order_id, part_id)
    else:
        for row in reservations_of(desk, order_id):
            if row.part_id == part_id:
                release(desk, row.id)


def release(desk: Desk, reservation_id: int, reason: str = "") -> None:
    """An order needs the part no more; what was kept for it goes to whoever waits next. NotAllowed once it is over."""
    with desk.work(Area.PARTS, Area.WORKSHOP) as now:
        row = _open_reservation(reservation_id)
        was_kept = row.state == Waiting.ARRIVED
        records.change(desk, row, now, reason=reason, action="release", state=Waiting.RELEASED.value)
        if was_kept:
            hand_on(desk, now, row.part_id, None)


def note_used(desk: Desk, order_id: int, part_id: int) -> None:
    """The part went into the order's device; nothing happens where none was kept or waited for."""
    with desk.work(Area.PARTS, Area.WORKSHOP) as now:
        for row in rows_where(PartReservation, order=order_id, part=part_id):
            if row.state in OPEN:
                records.change(desk, row, now, action="use", state=Waiting.USED.value)


def hand_on(desk: Desk, now: datetime, part_id: int, document_id: int | None) -> list[ReservationRow]:
    """Keep what is free in the store for the orders that wait, in turn; inside a unit of work.

    Gives those whose part has arrived now. `document_id` is the receipt that brought it.
    """
    free = free_in_store(desk, part_id) - kept_for_others(desk, part_id, None)[0]
    arrived = []
    for row in waiting_for(desk, part_id):
        if row.state is Waiting.WAITING and row.quantity <= free:
            free -= row.quantity
            found = records.find(PartReservation, row.id)
            records.change(desk, found, now, action="arrive", state=Waiting.ARRIVED.value, document_id=document_id)
            arrived.append(get_reservation(desk, row.id))
    return arrived


def wait_again(desk: Desk, now: datetime, document_id: int) -> None:
    """The receipt that brought the parts is taken back: its orders wait again; inside a unit of work."""
    for row in rows_where(PartReservation, document=document_id):
        if row.state == Waiting.ARRIVED:
            records.change(desk, row, now, action="wait", state=Waiting.WAITING.value, document_id=None)


def waiting_for(desk: Desk, part_id: int) -> list[ReservationRow]:
    """Orders that wait for a part or have one kept, in turn."""
    return in_turn(desk, map(_row, desk.rows(_OF_PART, part_id)))


def arrived_with(desk: Desk, document_id: int) -> list[ReservationRow]:
    """Open orders for which a receipt brought a part that is still kept for them, in turn."""
    return in_turn(desk, map(_row, desk.rows(_OF_SLIP, document_id)))


def in_turn(desk: Desk, rows: Iterable[ReservationRow]) -> list[ReservationRow]:
    """Covered repairs first, the one with the fewest working days left of the time allowed; then the oldest promise."""
    found = list(rows)
    days_left = warranty_days_left(desk, (row.order_id for row in found)) if len(found) > 1 else {}

    def turn(row: ReservationRow) -> tuple:
        promise = row.promised_on or date.max
        return (row.order_id not in days_left, days_left.get(row.order_id, 0), promise, row.received_on, row.id)

    return sorted(found, key=turn)


def reservations_of(desk: Desk, order_id: int) -> list[ReservationRow]:
    """What an order waits for and what is kept for it."""
    return [_row(row) for row in desk.rows(_OF_ORDER, order_id)]


def get_reservation(desk: Desk, reservation_id: int) -> ReservationRow:
    """One reservation; NotFound when there is none."""
    records.find(PartReservation, reservation_id)
    return _row(desk.rows(_BY_ID, reservation_id)[0])


def kept_for_others(desk: Desk, part_id: int, order_id: int | None) -> tuple[int, str]:
    """How many pieces are kept for orders but this one, and the number of the first of them."""
    rows = desk.rows(_KEPT, part_id, order_id)
    return sum(row[0] for row in rows), rows[0][1] if rows else ""


def _open_reservation(reservation_id: int) -> PartReservation:
    row = records.find(PartReservation, reservation_id)
    if row.state not in OPEN:
        raise NotAllowed(Message("This part is no longer kept. Refresh the list."))
    return row


def _problems(quantity: int, note: str) -> list[FieldProblem]:
    problems = []
    if not 1 <= quantity <= MOST_PARTS:
        message = Message("Enter a number from {low} to {high}.", low=1, high=MOST_PARTS)
        problems.append(FieldProblem("quantity", message))
    wrong = text.text_problem(note, longest=LONGEST_NOTE)
    return [*problems, FieldProblem("note", wrong)] if wrong else problems


def _row(row: tuple) -> ReservationRow:
    values = list(row)
    values[9], values[10], values[12] = Waiting(row[9]), day_value(row[10]), date.fromisoformat(row[12])
    return ReservationRow(*values)


def order_of(row: ReservationRow) -> Message:
    """An order that waits, with its promise, in one line."""
    if row.promised_on is None:
        return Message("{number}, {owner}", number=OwnNumber(row.order_number), owner=row.owner_name)
    return Message(
        "{number}, {owner}, promised for {day}", number=OwnNumber(row.order_number), owner=row.owner_name,
        day=row.promised_on,
    )  # fmt: skip
