"""Everything about one order that its technician looks at, read together."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain.coverage import Totals, totals_of
from aftersales_desktop.domain.workshop import OrderFacts, Overlay, Step, possible_steps
from aftersales_desktop.services.bench_list import order_overlays
from aftersales_desktop.services.diagnosis import DiagnosisRow, get_diagnosis
from aftersales_desktop.services.line_rows import LineRow, list_lines
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.services.order_rows import OrderRow, VerdictRow, get_order
from aftersales_desktop.services.order_verdicts import current_verdict
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class Workbench:
    """An order on the bench: what was found, what was done, what it comes to, what may follow."""

    order: OrderRow
    verdict: VerdictRow | None
    diagnosis: DiagnosisRow | None
    lines: tuple[LineRow, ...]
    totals: Totals
    facts: OrderFacts
    steps: tuple[Step, ...]
    overlays: tuple[Overlay, ...]


def get_workbench(desk: Desk, order_id: int) -> Workbench:
    """One order with all of it; NotFound when there is none."""
    order, lines, facts = get_order(desk, order_id), list_lines(desk, order_id), read_facts(desk, order_id)
    return Workbench(
        order=order, verdict=current_verdict(desk, order), diagnosis=get_diagnosis(desk, order_id), lines=lines,
        totals=totals_of(lines), facts=facts, steps=possible_steps(facts),
        overlays=order_overlays(desk, order_id, desk.today()),
    )  # fmt: skip
