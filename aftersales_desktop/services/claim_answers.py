"""What a supplier did with a claimed part; what came back is put where the ledger then says it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.stock import Condition, Movement, Place
from aftersales_desktop.domain.supplier_claims import LINE_STATE_TITLES, ClaimAnswer, LineState, answer_problems
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.outside import SupplierClaim, SupplierClaimLine
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location, Unit
from aftersales_desktop.services import records, stock_moves, units
from aftersales_desktop.services.claim_rows import ClaimRow, get_claim
from aftersales_desktop.services.supplier_claims import bring_to_supplier, sent_claim, supplier_place
from aftersales_desktop.services.work import Area, Desk

_STORES = {
    LineState.REPAIRED: (Place.GOOD_STORE, Condition.REPAIRED),
    LineState.REPLACED: (Place.GOOD_STORE, Condition.NEW),
    LineState.REJECTED: (Place.FAULTY_STORE, Condition.FAULTY),
}
"""Where what came back is put, and how good it is; what was paid back stays with the supplier."""


def answer_line(desk: Desk, line_id: int, answer: ClaimAnswer) -> ClaimRow:
    """Note what the supplier did with a line and move what came back; a part of a line leaves the rest waiting.

    Another serial that came instead becomes a new part, linked to the old one, which stays with the supplier.
    Raises ValidationError, NotAllowed for a line that was answered, NotAllowed for a serial that is known already.
    """
    with desk.work(Area.PARTS, Area.UNITS) as now:
        line = records.find(SupplierClaimLine, line_id)
        claim = sent_claim(line.claim_id)
        if line.state != LineState.SENT:
            state = Message(LINE_STATE_TITLES[LineState(line.state)])
            raise NotAllowed(Message("This line is answered already: “{state}”.", state=state))
        refuse(answer_problems(answer, has_serial=line.unit_id is not None, quantity=line.quantity))
        if answer.quantity is not None and answer.quantity < line.quantity:
            _leave_rest(desk, now, line, answer.quantity)
        new = _bring_back(desk, now, claim, line, answer)
        records.change(
            desk, line, now, action="answer", state=answer.state.value, answered_on=desk.today(),
            answer_note=text.clean(answer.note), replacement_id=new,
            received=answer.received if answer.state is LineState.CREDITED else 0,
        )  # fmt: skip
        return get_claim(desk, claim.id)


def answer_by_serial(desk: Desk, claim_id: int, serial: str, answer: ClaimAnswer) -> ClaimRow:
    """The same for a part that is scanned as it comes out of the parcel; ValidationError for one that is not in it."""
    claim = get_claim(desk, claim_id)
    norm = text.code_norm(serial)
    line = next((one for one in claim.lines if one.serial and text.code_norm(one.serial) == norm), None)
    if line is None:
        refuse([FieldProblem("serial", Message("This serial is not in the claim. If it came instead of another, "
                                               "choose that line and answer “replaced”."))])  # fmt: skip
    return answer_line(desk, line.id, replace(answer, serial=""))


def _leave_rest(desk: Desk, now: datetime, line: SupplierClaimLine, quantity: int) -> None:
    rest = line.quantity - quantity
    expected = line.expected * quantity // line.quantity
    records.create(
        desk, SupplierClaimLine, now, claim=line.claim_id, part=line.part_id, quantity=rest, condition=line.condition,
        fault=line.fault, state=LineState.SENT.value, expected=line.expected - expected, currency=line.currency,
    )  # fmt: skip
    records.change(desk, line, now, action="split", quantity=quantity, expected=expected)


def _bring_back(
    desk: Desk, now: datetime, claim: SupplierClaim, line: SupplierClaimLine, answer: ClaimAnswer
) -> int | None:
    """Move what came; gives the new part where another serial came instead."""
    bring_to_supplier(desk, now, claim, line)
    if answer.state not in _STORES:
        return None
    place, condition = _STORES[answer.state]
    target = stock_moves.the_place(place)
    note = text.clean(answer.note)
    if line.unit_id is None:
        stock_moves.move_parts(
            desk, now, line.part_id, line.quantity, Movement.CLAIM_ANSWERED, supplier_place(claim), target,
            before=Condition(line.condition), after=condition, document=claim.number, note=note,
        )  # fmt: skip
        return None
    came = line.unit_id
    if answer.state is LineState.REPLACED:
        came = _new_part(desk, now, line, answer.serial, supplier_place(claim)).id
    stock_moves.move_unit(
        desk, now, came, Movement.CLAIM_ANSWERED, target, after=condition, document=claim.number, note=note
    )
    return came if came != line.unit_id else None


def _new_part(desk: Desk, now: datetime, line: SupplierClaimLine, serial: str, place: Location) -> Unit:
    """The part that came instead: worth what the old one was, and claimable for as long as that one."""
    old, part = records.find(Unit, line.unit_id), records.find(Part, line.part_id)
    if any(text.code_norm(found.value) == text.code_norm(serial) for found in units.get_unit(desk, old.id).identifiers):
        problem = Message("This is the old serial. If the same part came back, answer “repaired”.")
        refuse([FieldProblem("serial", problem)])
    new = records.create(
        desk, Unit, now, kind="part", model=part.model_id, part_id=part.id, location=place.id, first_location=place.id,
        condition=Condition.NEW.value, first_condition=Condition.NEW.value, cost=old.cost,
        supplier_id=first_where(SupplierClaim, id=line.claim_id).supplier_id,
        supplier_warranty_until=old.supplier_warranty_until,
    )  # fmt: skip
    units.add_identifier(desk, new.id, "serial", serial)
    return new
