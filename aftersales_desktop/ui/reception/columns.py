"""Columns and filters of the list of orders."""

from __future__ import annotations

from aftersales_desktop.domain.order_kinds import KIND_TITLES
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import OrderListRow
from aftersales_desktop.ui.order_columns import device_column, order_state_column, owner_column
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit


def _promised(row: OrderListRow, kit: Kit) -> str:
    return kit.words.date(row.promised_on) if row.promised_on else "—"


def _how_far(row: OrderListRow, kit: Kit) -> str:
    if row.promised_on is None or row.state not in OPEN_STATES:
        return ""
    return kit.words.days_away(row.promised_on, kit.today())


def _how_late(row: OrderListRow, kit: Kit) -> str:
    if row.promised_on is None or row.state not in OPEN_STATES or row.state == OrderState.READY:
        return ""
    days = (row.promised_on - kit.today()).days
    return "danger" if days < 0 else "warn" if days == 0 else ""


ORDER_COLUMNS = (
    Column(
        "number",
        N_("Number"),
        lambda row, kit: kit.words.own_number(row.number),
        kind=ColumnKind.CODE,
        width=150,
        sort="number",
    ),
    owner_column(),
    device_column(),
    order_state_column(148),
    Column(
        "promised",
        N_("Promised for"),
        _promised,
        _how_far,
        kind=ColumnKind.DATE,
        width=112,
        sort="promised",
        sub_tone=_how_late,
    ),
    Column("kind", N_("Type of work"), lambda row, kit: kit.words(KIND_TITLES[row.kind]), width=104, secondary=True),
    Column(
        "shelf",
        N_("Shelf"),
        lambda row, kit: row.shelf if row.state in OPEN_STATES else "",
        kind=ColumnKind.CODE,
        width=72,
        sort="shelf",
        secondary=True,
    ),
    Column(
        "received",
        N_("Received on"),
        lambda row, kit: kit.words.date(row.received_on),
        kind=ColumnKind.DATE,
        width=104,
        sort="received",
        secondary=True,
    ),
)
FILTERS = (
    Filter("open", N_("All open")),
    Filter("late", N_("Late")),
    Filter("due_today", N_("Due today")),
    Filter("received_today", N_("Received today")),
    Filter("ready", N_("Ready")),
    Filter("uncollected", N_("Uncollected")),
    Filter("returned", N_("Came back")),
    Filter("not_repairs", N_("Other than repairs")),
    Filter("goodwill", N_("Goodwill")),
    Filter("all", N_("All")),
)
