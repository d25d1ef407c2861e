"""The list of warranty cards."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain.card_states import CardState, card_state_on
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by, by_day
from aftersales_desktop.services.query_parts import FIRST_CODE, FIRST_PHONE


class CardListRow(NamedTuple):
    """One card in the list, with the state of the file until `_on_day`."""

    id: int
    number: str
    issuer: str
    is_ours: bool
    state: CardState
    model: str
    serial: str
    owner_name: str
    phone: str
    started_on: date | None
    last_day: date | None


_KEPT = "w.archived_at IS NULL"
_BY_STATE = "warranty_card_last_day"
# The dates decide whether a card is over, also for one that was closed as over.
_DATED = f"{_KEPT} AND w.state IN ('active', 'expired')"
_PAGE = f"""
    SELECT w.id, w.number, i.name, i.is_ours, w.state, trim(coalesce(m.brand, '') || ' ' || coalesce(m.name, '')),
    {FIRST_CODE}, coalesce(c.name, ''),
    {FIRST_PHONE},
    w.started_on, w.last_day
    FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id LEFT JOIN unit u ON u.id = w.unit_id
    LEFT JOIN product_model m ON m.id = u.model_id LEFT JOIN customer c ON c.id = w.owner_id
    WHERE w.id IN (SELECT value FROM json_each(?))"""
_STATE_PLACE = f"CASE w.state {' '.join(f'WHEN {s.value!r} THEN {n}' for n, s in enumerate(CardState))} END"
_OWNER = "LEFT JOIN customer c ON c.id = w.owner_id"
_MODEL = "LEFT JOIN unit u ON u.id = w.unit_id LEFT JOIN product_model m ON m.id = u.model_id"


def _row(*values: Any) -> CardListRow:
    row = CardListRow(*values)
    return row._replace(
        is_ours=bool(row.is_ours),
        state=CardState(row.state),
        started_on=day_value(values[9]),
        last_day=day_value(values[10]),
    )


def _on_day(row: CardListRow, day: date) -> CardListRow:
    return row._replace(state=card_state_on(row.state, row.last_day, day))


CARDS = ListQuery(
    key="cards",
    table="warranty_card w",
    row_id="w.id",
    page=_PAGE,
    row=_row,
    on_day=_on_day,
    filters=(
        ListFilter("active", N_("Active"), f"{_DATED} AND coalesce(w.last_day, '9999') >= ?", ("today",)),
        ListFilter(
            "expiring",
            N_("Expire in 30 days"),
            f"{_DATED} AND w.last_day BETWEEN ? AND ?",
            ("today", "soon"),
            _BY_STATE,
        ),
        ListFilter("expired", N_("Expired"), f"{_DATED} AND w.last_day < ?", ("today",)),
        ListFilter("void", N_("Void"), f"{_KEPT} AND w.state = 'void'", index=_BY_STATE),
        ListFilter("raw", N_("Raw"), f"{_KEPT} AND w.state IN ('raw', 'at_dealer')", index=_BY_STATE),
        ListFilter("all", N_("All"), _KEPT),
    ),
    orders=(
        ListOrder("added", **by("w.id")),
        ListOrder("number", **by("w.number_norm", "w.id")),
        ListOrder("state", **by(_STATE_PLACE, "w.id")),
        ListOrder("last_day", **by_day("w.last_day", "w.id")),
        ListOrder("started", **by_day("w.started_on", "w.id")),
        ListOrder("owner", **by_day("c.name_sort", "w.id"), join=_OWNER),
        ListOrder("model", **by_day("m.name_sort", "w.id"), join=_MODEL),
    ),
    usual=("added", True),
    owner="w.owner_id",
    unit="w.unit_id",
)
