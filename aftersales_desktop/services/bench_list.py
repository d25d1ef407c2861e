"""The list of the workshop: every open order with who works on it and what needs notice."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain import text
from aftersales_desktop.domain.order_states import BOUNCES_OF_OURS, STATE_TITLES, OrderState
from aftersales_desktop.domain.own_numbers import read_own_number
from aftersales_desktop.domain.workshop import OVERLAY_TITLES, Overlay, OverlayFacts, overlays
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by, by_day
from aftersales_desktop.services.order_facts import AGREED, IS_MISSING, PAYABLE
from aftersales_desktop.services.query_parts import FIRST_CODE, IS_OPEN, day_in_iran
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.settings import Settings


class BenchRow(NamedTuple):
    """One open order as the workshop sees it; `rev` is what a change of several has to name."""

    id: int
    number: str
    rev: int
    owner_name: str
    model: str
    serial: str
    state: OrderState
    technician_name: str
    promised_on: date | None
    verdict_tone: str
    shelf: str
    facts: OverlayFacts
    patience: int
    overlays: tuple[Overlay, ...] = ()


_OURS = ", ".join(repr(cause) for cause in BOUNCES_OF_OURS)
READY_ON = f"(SELECT {day_in_iran('max(e.at)')} FROM order_event e WHERE e.order_id = s.id AND e.to_state = 'ready')"
"""The day order `s` became ready last."""

IS_BOUNCE = f"(s.parent_order_id IS NOT NULL AND s.bounce_cause IN ('', {_OURS}))"
"""Order `s` may be, or is, a return of a repair of ours."""

REPAIRED_BEFORE_BY = "(SELECT b.technician_id FROM service_order b WHERE b.id = s.parent_order_id)"
"""Who repaired the device of return `s` the last time."""

PATIENCE = f"coalesce((SELECT value FROM setting WHERE key = 'uncollected_days'), {Settings.uncollected_days})"
"""Days after which a ready device counts as uncollected."""

WAITED_FOR = "(SELECT count(*) FROM part_reservation r WHERE r.order_id = s.id AND r.state IN ('waiting', 'arrived'))"
"""How many parts order `s` waits for or has kept."""

HAS_ARRIVED = (
    f"s.archived_at IS NULL AND s.state = 'waiting_part' AND {WAITED_FOR} > 0 "
    f"AND NOT EXISTS (SELECT 1 FROM part_reservation r WHERE r.order_id = s.id AND {IS_MISSING})"
)
"""Order `s` waited for parts, and all of them are here; the same as the overlay says."""

_OVERLAY_COLUMNS = f"""
    s.state, s.promised_on, {READY_ON}, {IS_BOUNCE},
    {WAITED_FOR}, (SELECT count(*) FROM part_reservation r WHERE r.order_id = s.id AND {IS_MISSING}),
    {PAYABLE}, {AGREED}, {PATIENCE}"""
_PAGE = f"""
    SELECT s.id, s.number, s.rev, c.name, trim(m.brand || ' ' || m.name), {FIRST_CODE}, coalesce(t.name, ''),
    s.verdict_tone, s.shelf, {_OVERLAY_COLUMNS}
    FROM service_order s JOIN customer c ON c.id = s.owner_id JOIN unit u ON u.id = s.unit_id
    JOIN product_model m ON m.id = u.model_id LEFT JOIN staff_member t ON t.id = s.technician_id
    WHERE s.id IN (SELECT value FROM json_each(?))"""
_OPEN_BY_CODE = f"""
    SELECT s.id FROM service_order s WHERE {IS_OPEN} AND s.origin = 'counter' AND s.number = ?1
    UNION SELECT s.id FROM unit_identifier i JOIN service_order s ON s.unit_id = i.unit_id
    WHERE i.value_norm = ?2 AND i.removed_at IS NULL AND {IS_OPEN} AND s.origin = 'counter'"""
_BY_STATE = "service_order_state"
_STATE_PLACE = f"CASE s.state {' '.join(f'WHEN {s.value!r} THEN {n}' for n, s in enumerate(OrderState))} END"


def find_on_bench(desk: Rows, code: str) -> int | None:
    """The open order that a scanned code means: its own number, or the serial of the device; None for any other."""
    read = read_own_number(code)
    rows = desk.rows(_OPEN_BY_CODE, read.number if read is not None else code, text.code_norm(code))
    return rows[0][0] if len(rows) == 1 else None


def _facts(
    state: str, promised: str | None, ready: str | None, bounce: int, planned: int, missing: int, payable: int,
    agreed: int,
) -> OverlayFacts:  # fmt: skip
    return OverlayFacts(
        OrderState(state), day_value(promised), day_value(ready), bool(bounce), planned, missing, payable, agreed
    )


def _row(*values: Any) -> BenchRow:
    order_id, number, rev, owner, model, serial, technician, tone, shelf, *rest = values
    facts = _facts(*rest[:-1])
    return BenchRow(
        order_id, number, rev, owner, model, serial, facts.state, technician, facts.promised_on, tone, shelf, facts,
        int(rest[-1]),
    )  # fmt: skip


def _on_day(row: BenchRow, today: date) -> BenchRow:
    return row._replace(overlays=overlays(row.facts, today, row.patience))


def _of_states(key: str, title: str, *states: OrderState) -> ListFilter:
    listed = ", ".join(repr(state.value) for state in states)
    return ListFilter(key, title, f"s.archived_at IS NULL AND s.state IN ({listed})", index=_BY_STATE)


_S = OrderState
_ON_THE_WAY = (
    _S.WAITING_APPROVAL, _S.WAITING_PART, _S.IN_REPAIR, _S.AT_EXTERNAL, _S.QUALITY_CONTROL, _S.READY,
)  # fmt: skip
BENCH = ListQuery(
    key="bench",
    table="service_order s",
    row_id="s.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("all", N_("All open"), IS_OPEN, index=_BY_STATE),
        _of_states("to_diagnose", N_("To diagnose"), _S.RECEIVED, _S.DIAGNOSING),
        *(
            _of_states(state.value, STATE_TITLES[state], state)
            for state in OrderState
            if state in _ON_THE_WAY
        ),
        ListFilter("arrived", OVERLAY_TITLES[Overlay.PART_ARRIVED], HAS_ARRIVED, index=_BY_STATE),
        ListFilter(
            "came_back", OVERLAY_TITLES[Overlay.BOUNCE], f"{IS_OPEN} AND s.state <> 'ready' AND {IS_BOUNCE}",
            index=_BY_STATE, technician=REPAIRED_BEFORE_BY,
        ),
        ListFilter(
            "late", N_("Late"), f"{IS_OPEN} AND s.state <> 'ready' AND s.promised_on < ?", ("today",), _BY_STATE
        ),
    ),
    orders=(
        ListOrder("promised", **by_day("s.promised_on", "s.id")),
        ListOrder("number", **by("s.number")),
        ListOrder("state", **by(_STATE_PLACE, "s.id")),
        ListOrder("received", **by("s.received_on", "s.id")),
    ),
    usual=("promised", False),
    technician="s.technician_id",
    on_day=_on_day,
)  # fmt: skip
