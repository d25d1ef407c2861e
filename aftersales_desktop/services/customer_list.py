"""The list of customers."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from aftersales_desktop.domain.customers import CustomerKind
from aftersales_desktop.i18n import N_
from aftersales_desktop.models.fields import day_value
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by
from aftersales_desktop.services.query_parts import FIRST_PHONE, IS_OPEN


class CustomerListRow(NamedTuple):
    """One customer in the list.

    Nothing is counted for the stand-in of unknown owners, who may own every device of an import.
    """

    id: int
    subscriber_number: str
    name: str
    phone: str
    city: str
    devices: int | None
    open_orders: int | None
    last_visit: date | None
    kind: CustomerKind


_KEPT = "c.archived_at IS NULL"
_OWNERS_OF_OPEN = f"SELECT s.owner_id FROM service_order s INDEXED BY service_order_state WHERE {IS_OPEN}"
_PAGE = f"""
    SELECT c.id, c.subscriber_number, c.name,
    {FIRST_PHONE},
    coalesce((SELECT t.city FROM site t WHERE t.customer_id = c.id AND t.is_main = 1 AND t.archived_at IS NULL), ''),
    CASE c.is_placeholder WHEN 0 THEN
    (SELECT count(*) FROM unit u WHERE u.owner_id = c.id AND u.archived_at IS NULL) END,
    CASE c.is_placeholder WHEN 0 THEN (SELECT count(*) FROM service_order s WHERE s.owner_id = c.id AND {IS_OPEN}) END,
    CASE c.is_placeholder WHEN 0 THEN
    (SELECT max(s.received_on) FROM service_order s WHERE s.owner_id = c.id AND s.archived_at IS NULL) END, c.kind
    FROM customer c WHERE c.id IN (SELECT value FROM json_each(?))"""


def _row(*values: Any) -> CustomerListRow:
    row = CustomerListRow(*values)
    return row._replace(last_visit=day_value(values[7]), kind=CustomerKind(row.kind))


CUSTOMERS = ListQuery(
    key="customers",
    table="customer c",
    row_id="c.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("all", N_("All"), _KEPT),
        ListFilter("companies", N_("Companies"), f"{_KEPT} AND c.kind = 'company'"),
        ListFilter(
            "with_open_orders",
            N_("With open orders"),
            f"{_KEPT} AND c.id IN ({_OWNERS_OF_OPEN})",
        ),
        ListFilter(
            "added_this_month",
            N_("Added this month"),
            f"{_KEPT} AND c.created_at >= ? AND c.created_at < ?",
            ("month_start", "next_month_start"),
            "customer_created",
        ),
    ),
    orders=(
        ListOrder("name", **by("c.name_sort", "c.id")),
        ListOrder("number", **by("c.subscriber_number")),
        ListOrder("added", **by("c.id")),
    ),
    usual=("name", False),
)
