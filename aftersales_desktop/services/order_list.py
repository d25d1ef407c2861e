"""The list of orders."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by, by_day
from aftersales_desktop.services.query_parts import FIRST_CODE, FIRST_PHONE, IS_OPEN, day_in_iran
from aftersales_desktop.services.settings import Settings


class OrderListRow(NamedTuple):
    """One order in the list; `model` is brand and name, `serial` our tag where there is no serial."""

    id: int
    number: str
    owner_name: str
    phone: str
    model: str
    serial: str
    state: OrderState
    promised_on: date | None
    received_on: date
    verdict_tone: str
    shelf: str
    kind: OrderKind


_BY_STATE = "service_order_state"
_GOODWILL = "SELECT order_id FROM order_line WHERE coverage = 'goodwill' AND state <> 'removed'"
_MOST = (OrderState.DELIVERED, OrderState.CLOSED)
_IS_UNDONE = f"{IS_OPEN} AND s.state <> 'ready'"
_READY_SINCE = (
    f"(SELECT {day_in_iran('max(e.at)')} FROM order_event e WHERE e.order_id = s.id AND e.to_state = 'ready' "
    "AND e.from_state <> 'ready')"
)
_DAYS = f"coalesce((SELECT value FROM setting WHERE key = 'uncollected_days'), {Settings.uncollected_days})"
_LAST_PATIENT_DAY = f"date(?, '-' || {_DAYS} || ' days')"
_PAGE = f"""
    SELECT s.id, s.number, c.name,
    {FIRST_PHONE},
    trim(m.brand || ' ' || m.name), {FIRST_CODE}, s.state, s.promised_on, s.received_on, s.verdict_tone, s.shelf, s.kind
    FROM service_order s JOIN customer c ON c.id = s.owner_id JOIN unit u ON u.id = s.unit_id
    JOIN product_model m ON m.id = u.model_id WHERE s.id IN (SELECT value FROM json_each(?))"""
_STATE_PLACE = f"CASE s.state {' '.join(f'WHEN {s.value!r} THEN {n}' for n, s in enumerate(OrderState))} END"
_OWNER = "CROSS JOIN customer c ON c.id = s.owner_id"
_FROM_OWNER = "customer c CROSS JOIN service_order s ON s.owner_id = c.id"
_MODEL = "CROSS JOIN unit u ON u.id = s.unit_id CROSS JOIN product_model m ON m.id = u.model_id"
_FROM_MODEL = "product_model m CROSS JOIN unit u ON u.model_id = m.id CROSS JOIN service_order s ON s.unit_id = u.id"


def _row(*values: Any) -> OrderListRow:
    row = OrderListRow(*values)
    return row._replace(
        state=OrderState(row.state),
        kind=OrderKind(row.kind),
        promised_on=day_value(values[7]),
        received_on=date.fromisoformat(values[8]),
    )


ORDERS = ListQuery(
    key="orders",
    table="service_order s",
    row_id="s.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("open", N_("All open"), IS_OPEN, index=_BY_STATE),
        ListFilter("late", N_("Late"), f"{_IS_UNDONE} AND s.promised_on < ?", ("today",), _BY_STATE),
        ListFilter("due_today", N_("Due today"), f"{_IS_UNDONE} AND s.promised_on = ?", ("today",), _BY_STATE),
        ListFilter(
            "uncollected",
            N_("Uncollected"),
            f"s.archived_at IS NULL AND s.state = 'ready' AND {_READY_SINCE} <= {_LAST_PATIENT_DAY}",
            ("today",),
            _BY_STATE,
        ),
        ListFilter(
            "received_today",
            N_("Received today"),
            "s.archived_at IS NULL AND s.received_on = ?",
            ("today",),
            "service_order_received_on",
        ),
        ListFilter("returned", N_("Came back"), "s.archived_at IS NULL AND s.bounce_cause <> ''"),
        ListFilter("goodwill", N_("Goodwill"), f"s.archived_at IS NULL AND s.id IN ({_GOODWILL})"),
        ListFilter("not_repairs", N_("Other than repairs"), f"{IS_OPEN} AND s.kind <> 'repair'", index=_BY_STATE),
        *(
            ListFilter(
                state.value,
                STATE_TITLES[state],
                f"s.archived_at IS NULL AND s.state = {state.value!r}",
                index="" if state in _MOST else _BY_STATE,
            )
            for state in OrderState
        ),
        ListFilter("all", N_("All"), "s.archived_at IS NULL"),
    ),
    orders=(
        ListOrder("received", **by("s.received_on", "s.id")),
        ListOrder("number", **by("s.number")),
        ListOrder("promised", **by_day("s.promised_on", "s.id")),
        ListOrder("state", **by(_STATE_PLACE, "s.id")),
        ListOrder("owner", **by("c.name_sort", "s.id"), join=_OWNER, large=_FROM_OWNER),
        ListOrder("model", **by("m.name_sort", "s.id"), join=_MODEL, large=_FROM_MODEL),
        ListOrder("shelf", **by("s.shelf", "s.id")),
    ),
    usual=("received", True),
    owner="s.owner_id",
    unit="s.unit_id",
)
