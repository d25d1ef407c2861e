"""Slips of the store: goods that come, parts for a bench and back, faulty ones, scrap. Each is one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, NotFound, refuse
from aftersales_desktop.domain.slips import SLIP_RULES, SlipInput, SlipKind
from aftersales_desktop.domain.stock import HEALTHY, OUT_OF_REACH, Condition, Thing
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.parts import Part, StockDocument, StockMove
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.models.units import Location, Unit, UnitMove
from aftersales_desktop.services import deliveries, records, reservations, units
from aftersales_desktop.services.numbering import next_slip_number
from aftersales_desktop.services.parts import find_part
from aftersales_desktop.services.reservations import ReservationRow
from aftersales_desktop.services.slip_plan import PlannedMove, SlipPlan, plan_slip
from aftersales_desktop.services.slip_rows import SlipRow, get_slip
from aftersales_desktop.services.stock_moves import move_parts, move_unit, take_parts_move_back, take_unit_move_back
from aftersales_desktop.services.whereabouts import StockUnit, find_stock_units, is_not_fit, unknown_serial, whereabouts
from aftersales_desktop.services.work import Area, Desk

LONGEST_REASON = 400


@dataclass(frozen=True)
class PostedSlip:
    """A slip that was written; `arrived` are the orders whose part came with it, in turn."""

    slip: SlipRow
    arrived: tuple[ReservationRow, ...] = ()


@dataclass(frozen=True)
class ScannedThing:
    """What a code means for a slip: a unit, or an article that is counted (`unit_id` None).

    `at_hand` is how many there are where the slip takes from.
    """

    part_id: int
    part_code: str
    part_name: str
    unit_word: str
    unit_id: int | None
    serial: str
    is_serialised: bool
    condition: Condition
    at_hand: int


def post_slip(desk: Desk, slip: SlipInput) -> PostedSlip:
    """Write a slip with all its movements, or nothing. The same `request_key` twice gives the first one again.

    Raises ValidationError with every problem, a line's under the name of `line_name`.
    """
    with desk.work(Area.PARTS, Area.UNITS, Area.WORKSHOP) as now:
        known = first_where(StockDocument, request_key=slip.request_key)
        if known is not None:
            return PostedSlip(get_slip(desk, known.id))
        plan = plan_slip(desk, slip)
        document = open_document(desk, now, plan)
        for move in plan.moves:
            _carry_out(desk, now, plan, move, document.number)
        arrived: list[ReservationRow] = []
        if slip.kind is SlipKind.RECEIPT:
            for part_id in dict.fromkeys(move.part.id for move in plan.moves):
                quantity = sum(move.quantity for move in plan.moves if move.part.id == part_id)
                deliveries.note_delivery(desk, now, part_id, quantity, document.id)
                arrived += reservations.hand_on(desk, now, part_id, document.id)
        elif slip.kind is SlipKind.RETURN:
            for part_id in dict.fromkeys(move.part.id for move in plan.moves):
                arrived += reservations.hand_on(desk, now, part_id, None)
        return PostedSlip(get_slip(desk, document.id), tuple(reservations.in_turn(desk, arrived)))


def take_slip_back(desk: Desk, slip_id: int, reason: str) -> SlipRow:
    """Move everything on a slip back to where it was; the slip keeps its number.

    Raises ValidationError without a reason, NotAllowed when something on it has moved on since.
    """
    refuse(_reason_problems(reason))
    with desk.work(Area.PARTS, Area.UNITS, Area.WORKSHOP) as now:
        document = records.find(StockDocument, slip_id)
        if document.taken_back_at is not None:
            raise NotAllowed(Message("Slip {number} has already been taken back.", number=OwnNumber(document.number)))
        for table, take_back in ((UnitMove, _unit_back), (StockMove, _parts_back)):
            for move in reversed(rows_where(table, document=document.number)):
                if move.reverses_id is None:
                    take_back(desk, now, move, text.clean(reason))
        records.change(
            desk, document, now, action="take_back", reason=reason, taken_back_at=now,
            taken_back_reason=text.clean(reason),
        )  # fmt: skip
        reservations.wait_again(desk, now, document.id)
        return get_slip(desk, slip_id)


def read_code(
    desk: Desk, kind: SlipKind, code: str, *, staff_id: int | None = None, place_id: int | None = None
) -> ScannedThing:
    """What a code that was typed or scanned means for a slip that takes parts away.

    Raises NotFound or NotAllowed with one sentence that says where the part is and what to do.
    """
    source = source_id(desk, kind, staff_id, place_id)
    found = [unit for unit in find_stock_units(desk, code) if unit.part_id is not None or unit.kind is Thing.DEVICE]
    part = find_part(desk, code)
    here = next((unit for unit in found if unit.place_id == source or kind is SlipKind.SCRAP), None)
    if here is not None:
        return _scanned_unit(kind, here)
    if part is not None:
        return scanned_part(desk, part.id, source)
    if found:
        raise NotAllowed(whereabouts(found[0]))
    raise NotFound(unknown_serial(text.clean(code)[:60]))


def scanned_part(desk: Desk, part_id: int, source_id: int | None) -> ScannedThing:
    """An article, with how many of it are at a place."""
    part = records.find(Part, part_id)
    held = desk.rows(
        "SELECT coalesce((SELECT sum(quantity) FROM stock_balance WHERE part_id = ?1 AND location_id = ?2), 0) "
        "+ (SELECT count(*) FROM unit WHERE part_id = ?1 AND location_id = ?2 AND archived_at IS NULL)",
        part_id, source_id,
    )[0][0]  # fmt: skip
    return ScannedThing(
        part.id, part.code, part.name, part.unit_word, None, "", part.is_serialised, Condition.NEW, held
    )


def open_document(desk: Desk, now: datetime, plan: SlipPlan) -> StockDocument:
    """The slip itself, with the next number of its kind; inside a unit of work."""
    slip = plan.slip
    return records.create(
        desk, StockDocument, now, number=next_slip_number(slip.kind.value, desk.today()),
        request_key=slip.request_key, kind=slip.kind.value, at=now, on_day=desk.today(), supplier=slip.supplier_id,
        staff=slip.staff_id, order=plan.order_id, their_number=text.clean(slip.their_number),
        given_by=text.clean(slip.given_by), received_by=text.clean(slip.received_by),
        witnesses=text.clean(slip.witnesses), note=text.clean(slip.note, lines=True),
    )  # fmt: skip


def _carry_out(desk: Desk, now: datetime, plan: SlipPlan, move: PlannedMove, number: str) -> None:
    movement, note = SLIP_RULES[plan.slip.kind].movement, text.clean(plan.slip.note)
    received_by = text.clean(plan.slip.received_by)
    if move.serial or move.unit_id is not None:
        unit_id = _unit_that_comes(desk, now, plan, move) if move.serial else move.unit_id
        move_unit(
            desk, now, unit_id, movement, plan.target, after=move.after, order_id=plan.order_id, document=number,
            received_by=received_by, note=note,
        )  # fmt: skip
    else:
        move_parts(
            desk, now, move.part.id, move.quantity, movement, plan.source, plan.target, before=move.before,
            after=move.after, cost=move.cost, document=number, order=plan.order_id, received_by=received_by, note=note,
        )  # fmt: skip


def _unit_that_comes(desk: Desk, now: datetime, plan: SlipPlan, move: PlannedMove) -> int:
    """The unit of a serial at its supplier: new here, or known from a receipt that was taken back."""
    bought = {
        "cost": move.cost, "supplier_id": plan.supplier.id, "supplier_warranty_until": move.warranty_until,
    }  # fmt: skip
    if move.unit_id is not None:
        records.change(desk, records.find(Unit, move.unit_id), now, **bought)
        return move.unit_id
    unit = records.create(
        desk, Unit, now, kind=Thing.PART.value, model=move.part.model_id, part_id=move.part.id,
        condition=Condition.NEW.value, location=plan.source.id, first_location=plan.source.id,
        first_condition=Condition.NEW.value, **bought,
    )  # fmt: skip
    units.add_identifier(desk, unit.id, "serial", move.serial)
    return unit.id


def _unit_back(desk: Desk, now: datetime, move: UnitMove, reason: str) -> None:
    take_unit_move_back(desk, now, move.unit_id, move.id, reason)


def _parts_back(desk: Desk, now: datetime, move: StockMove, reason: str) -> None:
    take_parts_move_back(desk, now, move.id, reason)


def source_id(desk: Desk, kind: SlipKind, staff_id: int | None, place_id: int | None) -> int | None:
    """The place a kind of slip takes parts from; None while that is not chosen."""
    rule = SLIP_RULES[kind]
    if rule.source is not None:
        return first_where(Location, kind=rule.source.value).id
    if staff_id is not None:
        return records.find(StaffMember, staff_id).bench_id
    return place_id


def _scanned_unit(kind: SlipKind, unit: StockUnit) -> ScannedThing:
    if unit.kind is Thing.DEVICE:
        raise NotAllowed(whereabouts(unit))
    if kind in (SlipKind.ISSUE, SlipKind.RETURN) and unit.condition not in HEALTHY:
        raise NotAllowed(is_not_fit(unit))
    if kind is SlipKind.SCRAP and (unit.condition is Condition.SCRAP or unit.place in OUT_OF_REACH):
        raise NotAllowed(whereabouts(unit))
    return ScannedThing(
        unit.part_id, unit.part_code, unit.name, "", unit.id, unit.serial, True, unit.condition, 1
    )  # fmt: skip


def _reason_problems(reason: str) -> list[FieldProblem]:
    if not text.clean(reason):
        return [FieldProblem("reason", Message("Write why."))]
    wrong = text.text_problem(reason, longest=LONGEST_REASON)
    return [FieldProblem("reason", wrong)] if wrong else []
