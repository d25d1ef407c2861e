"""What a customer has a right to by the rules of the settings, with its proof: a longer warranty, a replacement."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from aftersales_desktop.domain.custody_clock import (
    CustodyTime,
    Extension,
    OvertimeRule,
    StateFrom,
    custody_time,
    extension,
    repeated_causes,
)
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.jalali import add_months
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.text import clean, text_problem
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services import records
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

OVERTIME_EVENT, REPLACEMENT_EVENT = "overtime_granted", "replacement_right"
_CAUSES = "SELECT causes FROM diagnosis WHERE order_id = ?"
_EARLIER = (
    "SELECT s.id, s.number, s.received_on, d.causes FROM service_order s JOIN diagnosis d ON d.order_id = s.id "
    "WHERE s.unit_id = ? AND s.id < ? AND s.verdict_tone = 'covered' AND s.state IN ('delivered', 'closed') "
    "AND s.archived_at IS NULL ORDER BY s.id"
)
_LONGEST_NOTE = 300


@dataclass(frozen=True)
class OvertimeRow:
    """How long a repair took, what is owed for it, and until when the card would then run."""

    time: CustodyTime
    owed: Extension
    card_number: str
    ends_on: date | None
    would_end_on: date | None
    is_granted: bool


@dataclass(frozen=True)
class EarlierVisit:
    """A visit with the same cause."""

    order_id: int
    number: str
    received_on: date


@dataclass(frozen=True)
class RepeatedFault:
    """The visits that make up the right to a replacement, today's not counted, and what was decided."""

    visits: tuple[EarlierVisit, ...]
    decision: str


def overtime(desk: Desk, order: OrderRow) -> OvertimeRow:
    """The clock of a repair, by the events of its history."""
    settings = load_settings(desk)
    history = [
        StateFrom(tehran_time(event.at).date(), OrderState(event.to_state))
        for event in order.events
        if event.to_state and (event.kind == "received" or event.to_state != event.from_state)
    ]
    time = custody_time(history, desk.today(), settings.repair_days_allowed)
    owed = extension(time, OvertimeRule(settings.overtime_rule)) if order.verdict_tone == "covered" else Extension()
    number, ends_on = _running_card(desk, order)
    granted = any(event.kind == OVERTIME_EVENT for event in order.events)
    return OvertimeRow(time, owed, number, ends_on, _extended(ends_on, owed), granted)


def grant_overtime(desk: Desk, order_id: int) -> OrderRow:
    """Note in the history that the warranty is to be extended, by how much and until when; the card stays as printed.

    NotAllowed when nothing is owed, or it was noted before.
    """
    with desk.work(Area.RECEPTION) as now:
        order = get_order(desk, order_id)
        found = overtime(desk, order)
        if found.is_granted:
            raise NotAllowed(Message("The extension of this repair is noted already."))
        if not found.owed:
            raise NotAllowed(Message("This repair did not take longer than allowed; no extension is owed."))
        detail = {
            "days": found.owed.days,
            "months": found.owed.months,
            "until": found.would_end_on.isoformat() if found.would_end_on else "",
        }
        add_event(desk, now, records.find(ServiceOrder, order_id), OVERTIME_EVENT, detail=detail)
        return get_order(desk, order_id)


def repeated_fault(desk: Desk, order: OrderRow) -> RepeatedFault | None:
    """The earlier covered visits with the same cause, once they give a right to a replacement; None before."""
    rows = desk.rows(_CAUSES, order.id)
    causes = json.loads(rows[0][0]) if rows else []
    if not causes or order.verdict_tone != "covered":
        return None
    earlier = desk.rows(_EARLIER, order.unit.id, order.id)
    same = repeated_causes(causes, [(row[0], json.loads(row[3])) for row in earlier], load_settings(desk).repeat_limit)
    if not same:
        return None
    visits = tuple(EarlierVisit(row[0], row[1], date.fromisoformat(row[2])) for row in earlier if row[0] in same)
    decided = next((event.note for event in order.events if event.kind == REPLACEMENT_EVENT), "")
    return RepeatedFault(visits, decided)


def decide_replacement(desk: Desk, order_id: int, decision: str) -> OrderRow:
    """Keep in the history what was decided about the right to a replacement. ValidationError without words."""
    problem = text_problem(decision, longest=_LONGEST_NOTE)
    if problem is None and not clean(decision):
        problem = Message("Write what was decided.")
    refuse([FieldProblem("decision", problem)] if problem else [])
    with desk.work(Area.RECEPTION) as now:
        order = get_order(desk, order_id)
        found = repeated_fault(desk, order)
        if found is None:
            raise NotAllowed(Message("This device has no right to a replacement by the rules of the settings."))
        detail = {"visits": [visit.number for visit in found.visits]}
        add_event(
            desk, now, records.find(ServiceOrder, order_id), REPLACEMENT_EVENT, note=clean(decision), detail=detail
        )
        return get_order(desk, order_id)


def _running_card(desk: Desk, order: OrderRow) -> tuple[str, date | None]:
    rows = desk.rows(
        "SELECT w.number, w.last_day FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id WHERE w.unit_id = ? "
        "AND i.is_ours = 1 AND w.state IN ('active', 'expired') AND w.archived_at IS NULL AND w.last_day >= ? "
        "ORDER BY w.last_day DESC LIMIT 1",
        order.unit.id, order.received_on.isoformat(),
    )  # fmt: skip
    return (rows[0][0], date.fromisoformat(rows[0][1])) if rows else ("", None)


def _extended(ends_on: date | None, owed: Extension) -> date | None:
    if ends_on is None or not owed:
        return None
    return add_months(ends_on, owed.months) + timedelta(days=owed.days)
