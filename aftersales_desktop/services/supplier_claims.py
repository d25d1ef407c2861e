"""Claims at suppliers: gathered, sent, answered line by line, settled. The ledger says where each part is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition, Movement, Place
from aftersales_desktop.domain.supplier_claims import (
    CLAIM_STATE_TITLES,
    LONGEST_NOTE,
    ClaimState,
    LineState,
    quantity_problem,
)
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.outside import SupplierClaim, SupplierClaimLine
from aftersales_desktop.models.parts import Part, Supplier
from aftersales_desktop.models.statements import first_where, rows_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import parts, records, stock_moves, units
from aftersales_desktop.services.claim_rows import ClaimRow, get_claim
from aftersales_desktop.services.claimable import supplier_of_unit
from aftersales_desktop.services.numbering import next_claim_number
from aftersales_desktop.services.work import Area, Desk

_TEXTS = {"their_number": 60, "waybill": 60, "note": 1000}


@dataclass(frozen=True)
class Posting:
    """How a claim goes out: the supplier's own number for it, the waybill, a note."""

    their_number: str = ""
    waybill: str = ""
    note: str = ""


def open_claim(desk: Desk, supplier_id: int, request_key: str) -> ClaimRow:
    """Begin to gather what a supplier has to make good; the same key twice gives the first claim again."""
    with desk.work(Area.PARTS) as now:
        known = first_where(SupplierClaim, request_key=request_key)
        if known is not None:
            return get_claim(desk, known.id)
        supplier = records.find(Supplier, supplier_id)
        claim = records.create(
            desk, SupplierClaim, now, number=next_claim_number(desk.today()), request_key=request_key,
            supplier=supplier, state=ClaimState.OPEN.value,
        )  # fmt: skip
        return get_claim(desk, claim.id)


def add_serial(desk: Desk, claim_id: int, serial: str, fault: str = "") -> ClaimRow:
    """Add the faulty part with this serial. ValidationError for an unknown one, NotAllowed for one that cannot go."""
    _check_text("fault", fault, LONGEST_NOTE)
    found = [unit for unit in units.find_units(desk, serial) if unit.kind == "part"]
    if not found:
        refuse([FieldProblem("serial", Message("No part has this serial. Scan it again."))])
    with desk.work(Area.PARTS) as now:
        claim = _open_claim(claim_id)
        in_store = [unit for unit in found if unit.location_kind == Place.FAULTY_STORE]
        unit = records.find(Unit, (in_store or found)[0].id)
        _check_claimable(desk, claim, unit)
        records.create(
            desk, SupplierClaimLine, now, claim=claim, part=unit.part_id, unit=unit, condition=unit.condition,
            fault=text.clean(fault), expected=_worth(desk, unit.part_id, unit.cost), state=LineState.OPEN.value,
            previous=_earlier_line(desk, unit.id),
        )  # fmt: skip
        return get_claim(desk, claim_id)


def add_counted(
    desk: Desk, claim_id: int, part_id: int, quantity: int, condition: Condition = Condition.FAULTY, fault: str = ""
) -> ClaimRow:
    """Add counted parts from the store of faulty parts; more of the same go into the same line."""
    problem = quantity_problem(quantity)
    refuse([FieldProblem("quantity", problem)] if problem else [])
    _check_text("fault", fault, LONGEST_NOTE)
    with desk.work(Area.PARTS) as now:
        claim = _open_claim(claim_id)
        part = records.find(Part, part_id)
        if part.is_serialised:
            raise NotAllowed(Message("{code} has serials: scan them one by one.", code=Code(part.code)))
        line = next((one for one in lines_of(claim_id) if _is_same(one, part_id, condition)), None)
        wanted = quantity + (line.quantity if line else 0)
        _refuse_missing(desk, part, wanted, condition, claim_id)
        worth = _worth(desk, part_id, None)
        if line is not None:
            records.change(desk, line, now, quantity=wanted, expected=worth * wanted)
        else:
            records.create(
                desk, SupplierClaimLine, now, claim=claim, part=part, quantity=quantity, condition=condition.value,
                fault=text.clean(fault), expected=worth * quantity, state=LineState.OPEN.value,
            )  # fmt: skip
        return get_claim(desk, claim_id)


def take_line_out(desk: Desk, line_id: int) -> ClaimRow:
    """A line that was added by mistake, while the claim has not gone out."""
    with desk.work(Area.PARTS) as now:
        line = records.find(SupplierClaimLine, line_id)
        _open_claim(line.claim_id)
        records.change(desk, line, now, action="take_out", archived_at=now)
        return get_claim(desk, line.claim_id)


def send_claim(desk: Desk, claim_id: int, posting: Posting | None = None) -> ClaimRow:
    """The parts go on their way to the supplier, all of them or none. NotAllowed for an empty claim."""
    posting = posting or Posting()
    for field, longest in _TEXTS.items():
        _check_text(field, getattr(posting, field), longest)
    with desk.work(Area.PARTS, Area.UNITS) as now:
        claim = _open_claim(claim_id)
        lines = lines_of(claim_id)
        if not lines:
            raise NotAllowed(Message("Nothing is in this claim yet. Scan a faulty part first."))
        on_the_way = stock_moves.the_place(Place.TRANSIT)
        for line in lines:
            _move_line(desk, now, claim, line, Movement.CLAIMED, stock_moves.the_place(Place.FAULTY_STORE), on_the_way)
            records.change(desk, line, now, action="send", state=LineState.SENT.value)
        records.change(
            desk, claim, now, action="send", state=ClaimState.SENT.value, sent_on=desk.today(),
            **{field: text.clean(getattr(posting, field), lines=field == "note") for field in _TEXTS},
        )  # fmt: skip
        return get_claim(desk, claim_id)


def note_arrival(desk: Desk, claim_id: int, their_number: str = "") -> ClaimRow:
    """The supplier has the parts, perhaps under a number of theirs."""
    _check_text("their_number", their_number, 60)
    with desk.work(Area.PARTS, Area.UNITS) as now:
        claim = sent_claim(claim_id)
        if claim.arrived_on is not None:
            raise NotAllowed(Message("The supplier has this claim already."))
        for line in lines_of(claim_id):
            if line.state == LineState.SENT:
                bring_to_supplier(desk, now, claim, line)
        number = text.clean(their_number) or claim.their_number
        records.change(desk, claim, now, action="arrive", arrived_on=desk.today(), their_number=number)
        return get_claim(desk, claim_id)


def settle_claim(desk: Desk, claim_id: int, note: str = "") -> ClaimRow:
    """Every line is answered and what is owed has come. NotAllowed while one line waits."""
    _check_text("note", note, 1000)
    with desk.work(Area.PARTS) as now:
        claim = sent_claim(claim_id)
        waiting = sum(line.state == LineState.SENT for line in lines_of(claim_id))
        if waiting:
            raise NotAllowed(
                Message(
                    "{count} line of claim {number} has no answer yet.",
                    "{count} lines of claim {number} have no answer yet.",
                    count=waiting, number=OwnNumber(claim.number),
                )
            )  # fmt: skip
        records.change(
            desk, claim, now, action="settle", state=ClaimState.SETTLED.value, settled_on=desk.today(),
            note="\n".join(filter(None, (claim.note, text.clean(note, lines=True))))[:1000],
        )  # fmt: skip
        return get_claim(desk, claim_id)


# shared with the answers --------------------------------------------------------------------------------------


def lines_of(claim_id: int) -> list[SupplierClaimLine]:
    """The lines in use, in the order they were added."""
    return [line for line in rows_where(SupplierClaimLine, claim=claim_id) if line.archived_at is None]


def sent_claim(claim_id: int) -> SupplierClaim:
    """A claim that is on its way or at the supplier's; NotAllowed for another one."""
    return _claim_in(claim_id, ClaimState.SENT)


def bring_to_supplier(desk: Desk, now: datetime, claim: SupplierClaim, line: SupplierClaimLine) -> None:
    """What is on its way has arrived; what is there already stays. Inside a unit of work."""
    if claim.arrived_on is None:
        _move_line(
            desk, now, claim, line, Movement.CLAIM_ARRIVED, stock_moves.the_place(Place.TRANSIT), supplier_place(claim)
        )


def supplier_place(claim: SupplierClaim) -> Location:
    """Where parts are while the supplier has them."""
    return first_where(Location, id=first_where(Supplier, id=claim.supplier_id).location_id)


def _move_line(
    desk: Desk,
    now: datetime,
    claim: SupplierClaim,
    line: SupplierClaimLine,
    movement: Movement,
    source: Location,
    target: Location,
) -> None:
    if line.unit_id is not None:
        stock_moves.move_unit(desk, now, line.unit_id, movement, target, document=claim.number)
        return
    condition = Condition(line.condition)
    stock_moves.move_parts(
        desk, now, line.part_id, line.quantity, movement, source, target, before=condition, document=claim.number
    )


def _open_claim(claim_id: int) -> SupplierClaim:
    return _claim_in(claim_id, ClaimState.OPEN)


def _claim_in(claim_id: int, state: ClaimState) -> SupplierClaim:
    claim = records.find(SupplierClaim, claim_id)
    if claim.state != state:
        raise NotAllowed(
            Message(
                "Claim {number} is “{state}”; this can no longer be done with it.",
                number=OwnNumber(claim.number), state=Message(CLAIM_STATE_TITLES[ClaimState(claim.state)]),
            )
        )  # fmt: skip
    return claim


def _check_claimable(desk: Desk, claim: SupplierClaim, unit: Unit) -> None:
    code = stock_moves.unit_code(desk, unit.id)
    open_lines = [
        line
        for line in rows_where(SupplierClaimLine, unit=unit.id)
        if line.archived_at is None and line.state in (LineState.OPEN, LineState.SENT)
    ]
    if open_lines:
        number = records.find(SupplierClaim, open_lines[0].claim_id).number
        raise NotAllowed(Message("{code} is in claim {number} already.", code=code, number=OwnNumber(number)))
    if Condition(unit.condition) not in (Condition.FAULTY, Condition.SUSPECT):
        condition = Message(CONDITION_TITLES[Condition(unit.condition)])
        raise NotAllowed(
            Message("{code} is “{condition}”; only a faulty part is claimed.", code=code, condition=condition)
        )
    if first_where(Location, id=unit.location_id).kind != Place.FAULTY_STORE:
        raise NotAllowed(Message("{code} is not in the store of faulty parts. Receive it there first.", code=code))
    source = supplier_of_unit(desk, unit.id)
    if source is not None and source.supplier_id != claim.supplier_id:
        raise NotAllowed(Message("{code} came from {supplier}, not from here.", code=code, supplier=source.name))


def _refuse_missing(desk: Desk, part: Part, wanted: int, condition: Condition, claim_id: int) -> None:
    """Parts that other open claims hold are not free for this one."""
    found = stock_moves.balance(desk, part.id, stock_moves.the_place(Place.FAULTY_STORE), condition)
    found -= desk.rows(
        "SELECT coalesce(sum(l.quantity), 0) FROM supplier_claim_line l WHERE l.part_id = ? AND l.condition = ? "
        "AND l.state = 'open' AND l.archived_at IS NULL AND l.unit_id IS NULL AND l.claim_id <> ?",
        part.id, condition.value, claim_id,
    )[0][0]  # fmt: skip
    if wanted > found:
        raise NotAllowed(
            Message(
                "Only {found} of {part} wait in the store of faulty parts, not {quantity}.", found=max(found, 0),
                part=Code(part.code), quantity=wanted,
            )
        )  # fmt: skip


def _is_same(line: SupplierClaimLine, part_id: int, condition: Condition) -> bool:
    return line.unit_id is None and line.part_id == part_id and line.condition == condition


def _worth(desk: Desk, part_id: int, cost: int | None) -> int:
    """What one part cost: by its receipt, else by the price list of today."""
    if cost is not None:
        return cost
    price = parts.price_on(desk, part_id, desk.today())
    return price.buy if price else 0


def _earlier_line(desk: Desk, unit_id: int) -> int | None:
    """The last line under which this serial, or the one it came instead of, was claimed."""
    rows = desk.rows(
        "SELECT id FROM supplier_claim_line WHERE (unit_id = ?1 OR replacement_id = ?1) AND archived_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
        unit_id,
    )
    return rows[0][0] if rows else None


def _check_text(field: str, value: str, longest: int) -> None:
    problem = text.text_problem(value, longest=longest, lines=field == "note")
    if problem:
        raise ValidationError([FieldProblem(field, problem)])
