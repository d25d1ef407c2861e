"""Columns and filters of the list of customers."""

from __future__ import annotations

from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind

CUSTOMER_COLUMNS = (
    Column(
        "number",
        N_("Subscriber"),
        lambda row, kit: kit.words.own_number(row.subscriber_number),
        kind=ColumnKind.CODE,
        width=104,
        sort="number",
    ),
    Column(
        "name",
        N_("Name"),
        lambda row, kit: kit.words.value(row.name),
        lambda row, kit: kit.words.phone(row.phone) if row.phone else "",
        width=180,
        stretch=True,
        sort="name",
        sub_kind=ColumnKind.CODE,
    ),
    Column("city", N_("City"), lambda row, kit: kit.words.value(row.city), width=100),
    Column(
        "devices",
        N_("Devices"),
        lambda row, kit: "" if row.devices is None else kit.words.number(row.devices),
        kind=ColumnKind.NUMBER,
        width=84,
    ),
    Column(
        "open_orders",
        N_("Open orders"),
        lambda row, kit: kit.words.number(row.open_orders) if row.open_orders else "",
        kind=ColumnKind.NUMBER,
        width=100,
    ),
    Column(
        "last_visit",
        N_("Last visit"),
        lambda row, kit: kit.words.date(row.last_visit) if row.last_visit else "—",
        kind=ColumnKind.DATE,
        width=110,
    ),
)
FILTERS = (
    Filter("all", N_("All")),
    Filter("companies", N_("Companies")),
    Filter("with_open_orders", N_("With open orders")),
    Filter("added_this_month", N_("Added this month")),
)
