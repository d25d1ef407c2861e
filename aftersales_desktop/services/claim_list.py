"""The list of claims at suppliers."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain.supplier_claims import AGES, CLAIM_STATE_TITLES, ClaimState
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by, by_day


class ClaimListRow(NamedTuple):
    """One claim in the list; money in rials."""

    id: int
    number: str
    supplier_name: str
    state: ClaimState
    their_number: str
    sent_on: date | None
    lines: int
    waiting: int
    expected: int
    received: int


_OF_CLAIM = "FROM supplier_claim_line l WHERE l.claim_id = c.id AND l.archived_at IS NULL"
_PAGE = f"""
    SELECT c.id, c.number, s.name, c.state, c.their_number, c.sent_on, (SELECT count(*) {_OF_CLAIM}),
    (SELECT count(*) {_OF_CLAIM} AND l.state = 'sent'), (SELECT coalesce(sum(l.expected), 0) {_OF_CLAIM}),
    (SELECT coalesce(sum(l.received), 0) {_OF_CLAIM})
    FROM supplier_claim c JOIN supplier s ON s.id = c.supplier_id WHERE c.id IN (SELECT value FROM json_each(?))"""
_BY_STATE = "supplier_claim_state"
_SENT = "c.state = 'sent'"
_MIDDLE, _OLD = AGES[1:]
_SUPPLIER = "CROSS JOIN supplier s ON s.id = c.supplier_id"


def _row(*values: Any) -> ClaimListRow:
    row = ClaimListRow(*values)
    return row._replace(state=ClaimState(row.state), sent_on=day_value(values[5]))


CLAIMS = ListQuery(
    key="claims",
    table="supplier_claim c",
    row_id="c.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("current", N_("Not settled"), "c.state IN ('open', 'sent')", index=_BY_STATE),
        *(
            ListFilter(state.value, CLAIM_STATE_TITLES[state], f"c.state = '{state}'", index=_BY_STATE)
            for state in ClaimState
        ),
        ListFilter(
            "older", N_("Older than a month"), f"{_SENT} AND c.sent_on <= date(?, '-{_MIDDLE} days')", ("today",),
            _BY_STATE,
        ),
        ListFilter(
            "oldest", N_("Older than two months"), f"{_SENT} AND c.sent_on <= date(?, '-{_OLD} days')", ("today",),
            _BY_STATE,
        ),
        ListFilter("all", N_("All"), "c.archived_at IS NULL"),
    ),
    orders=(
        ListOrder("sent", **by_day("c.sent_on", "c.id")),
        ListOrder("number", **by("c.number")),
        ListOrder("supplier", **by("s.name_fold", "c.id"), join=_SUPPLIER),
    ),
    usual=("number", True),
)  # fmt: skip
