"""Everything about one order that its technician looks at, in a fixed number of statements however long its history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.coverage import Totals, totals_of
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.domain.workshop import OrderFacts, Overlay, OverlayFacts, Step, overlays, possible_steps
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services import warranty
from aftersales_desktop.services.bench_list import IS_BOUNCE, PATIENCE, READY_ON, WAITED_FOR
from aftersales_desktop.services.catalogue import CategoryRow, ChipRow, ModelRow
from aftersales_desktop.services.diagnosis import DiagnosisRow, get_diagnosis
from aftersales_desktop.services.line_rows import LineRow, list_lines
from aftersales_desktop.services.order_costs import LOANER_COST
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.services.order_rows import VerdictRow, verdict_row
from aftersales_desktop.services.order_verdicts import verdict_json
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.work import Desk

_CHIPS = """(SELECT json_group_array(json_array(h.code, h.name_fa, h.name_en)) FROM chip h WHERE h.kind = '{kind}'
    AND h.code IN (SELECT value FROM json_each(s.{column})))"""
_ORDER = f"""
    SELECT s.id, s.number, s.rev, s.state, s.unit_id, {FIRST_CODE}, c.name, l.kind, s.shelf, s.technician_id,
    coalesce(t.name, ''), s.promised_on, s.received_on, coalesce(b.number, ''), s.customer_words, s.verdict,
    {_CHIPS.format(kind="symptom", column="symptoms")}, {_CHIPS.format(kind="accessory", column="accessories")},
    {READY_ON}, {IS_BOUNCE}, {WAITED_FOR}, {PATIENCE}, {LOANER_COST.format(today="?2", order="s.id")},
    coalesce(o.name, ''),
    m.id, m.brand, m.name, m.terms_id, m.needs_registry, m.bulletin, k.id, k.code, k.name_fa, k.name_en
    FROM service_order s JOIN customer c ON c.id = s.owner_id JOIN unit u ON u.id = s.unit_id
    JOIN location l ON l.id = u.location_id JOIN product_model m ON m.id = u.model_id
    JOIN category k ON k.id = m.category_id LEFT JOIN staff_member t ON t.id = s.technician_id
    LEFT JOIN service_order b ON b.id = s.parent_order_id
    LEFT JOIN staff_member o ON o.id = b.technician_id WHERE s.id = ?1"""


@dataclass(frozen=True)
class BenchOrder:
    """An order as the bench needs it; `place` is the kind of location its device is at, `verdict` that of intake.

    `repaired_before_by` is who did the repair that it returns from.
    """

    id: int
    number: str
    rev: int
    state: OrderState
    unit_id: int
    serial: str
    owner_name: str
    place: str
    shelf: str
    technician_id: int | None
    technician_name: str
    promised_on: date | None
    received_on: date
    parent_number: str
    customer_words: str
    verdict: VerdictRow | None
    symptoms: tuple[ChipRow, ...]
    accessories: tuple[ChipRow, ...]
    ready_on: date | None
    is_bounce: bool
    waited_for: int
    patience: int
    loaner_cost: int
    repaired_before_by: str
    model: ModelRow


@dataclass(frozen=True)
class Workbench:
    """An order on the bench: what was found, what was done, what it comes to, what may follow."""

    order: BenchOrder
    verdict: VerdictRow | None
    diagnosis: DiagnosisRow | None
    lines: tuple[LineRow, ...]
    totals: Totals
    facts: OrderFacts
    steps: tuple[Step, ...]
    overlays: tuple[Overlay, ...]


def get_workbench(desk: Desk, order_id: int) -> Workbench:
    """One order with all of it; NotFound when there is none."""
    order, lines = _bench_order(desk, order_id), list_lines(desk, order_id)
    facts = read_facts(desk, order_id)
    return Workbench(
        order=order, verdict=_verdict_now(desk, order), diagnosis=get_diagnosis(desk, order_id), lines=lines,
        totals=totals_of(lines, order.loaner_cost), facts=facts, steps=possible_steps(facts),
        overlays=overlays(_overlay_facts(order, facts), desk.today(), order.patience),
    )  # fmt: skip


def _overlay_facts(order: BenchOrder, facts: OrderFacts) -> OverlayFacts:
    return OverlayFacts(
        order.state, order.promised_on, order.ready_on, order.is_bounce, order.waited_for, len(facts.missing_parts),
        facts.payable, facts.agreed,
    )  # fmt: skip


def _bench_order(desk: Desk, order_id: int) -> BenchOrder:
    rows = desk.rows(_ORDER, order_id, desk.today().isoformat())
    if not rows:
        raise NotFound(Message("This order is not in the file any more. Refresh the list."))
    row = rows[0]
    verdicts, symptoms, accessories = map(json.loads, row[15:18])
    model_id, brand, name, terms_id, needs_registry, bulletin, *category = row[24:]
    return BenchOrder(
        *row[:3], OrderState(row[3]), *row[4:11], day_value(row[11]), date.fromisoformat(row[12]), *row[13:15],
        verdict_row(verdicts[0]) if verdicts else None, _chips("symptom", symptoms), _chips("accessory", accessories),
        day_value(row[18]), bool(row[19]), row[20], int(row[21]), int(row[22]), row[23],
        ModelRow(model_id, CategoryRow(*category), brand, name, terms_id, bool(needs_registry), bulletin),
    )  # fmt: skip


def _chips(kind: str, found: list[list[str]]) -> tuple[ChipRow, ...]:
    """Each word once, although several categories may know it."""
    names = {code: (name_fa, name_en) for code, name_fa, name_en in found}
    return tuple(ChipRow(kind, code, *both, is_exclusive=False) for code, both in names.items())


def _verdict_now(desk: Desk, order: BenchOrder) -> VerdictRow | None:
    """The answer on parts as of the day of reception, by what the file knows now; of what left, that of intake."""
    if order.verdict is None or order.state not in OPEN_STATES:
        return order.verdict
    verdict = warranty.unit_verdict(desk, order.unit_id, order.received_on, order_number=order.number)
    return verdict_row(verdict_json(verdict))
