"""Columns and filters of the list of the workshop."""

from __future__ import annotations

from aftersales_desktop.domain.workshop import OVERLAY_TITLES, Overlay
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import BenchRow
from aftersales_desktop.ui.order_columns import device_column, order_state_column
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit

OVERLAY_TONES = {
    Overlay.LATE: "danger",
    Overlay.AT_RISK: "warn",
    Overlay.PART_ARRIVED: "ok",
    Overlay.BOUNCE: "warn",
    Overlay.ABOVE_AGREED: "danger",
    Overlay.UNCOLLECTED_1: "warn",
    Overlay.UNCOLLECTED_2: "warn",
    Overlay.UNCOLLECTED_3: "danger",
}


def _promised(row: BenchRow, kit: Kit) -> str:
    return kit.words.date(row.promised_on) if row.promised_on else "—"


def _notices(row: BenchRow, kit: Kit) -> str:
    return " · ".join(kit.words(OVERLAY_TITLES[overlay]) for overlay in row.overlays)


def _notice_tone(row: BenchRow, kit: Kit) -> str:
    return OVERLAY_TONES[row.overlays[0]] if row.overlays else ""


BENCH_COLUMNS = (
    Column(
        "number",
        N_("Number"),
        lambda row, kit: kit.words.own_number(row.number),
        lambda row, kit: kit.words.value(row.owner_name),
        kind=ColumnKind.CODE,
        width=140,
        sort="number",
        sub_kind=ColumnKind.TEXT,
    ),
    device_column(140, sort=""),
    order_state_column(182),
    Column(
        "promised",
        N_("Promised for"),
        _promised,
        _notices,
        kind=ColumnKind.DATE,
        width=124,
        sort="promised",
        sub_tone=_notice_tone,
    ),
    Column(
        "technician",
        N_("Technician"),
        lambda row, kit: kit.words.value(row.technician_name) if row.technician_name else "—",
        width=110,
        secondary=True,
    ),
    Column(
        "shelf",
        N_("Shelf"),
        lambda row, kit: row.shelf,
        kind=ColumnKind.CODE,
        width=72,
        secondary=True,
    ),
)
FILTERS = (
    Filter("all", N_("All open")),
    Filter("to_diagnose", N_("To diagnose")),
    Filter("waiting_approval", N_("Waiting for approval")),
    Filter("waiting_part", N_("Waiting for part")),
    Filter("arrived", N_("Part arrived")),
    Filter("in_repair", N_("In repair")),
    Filter("at_external", N_("Outside the centre")),
    Filter("quality_control", N_("Quality control")),
    Filter("ready", N_("Ready")),
    Filter("came_back", N_("Came back")),
    Filter("late", N_("Late")),
)
