"""Columns and filters of the list of parts."""

from __future__ import annotations

from aftersales_desktop.i18n import N_
from aftersales_desktop.services.lists import PartListRow
from aftersales_desktop.ui.widgets.chips_bar import Filter
from aftersales_desktop.ui.widgets.column import Column, ColumnKind
from aftersales_desktop.ui.widgets.kit import Kit


def _code(row: PartListRow, kit: Kit) -> str:
    return kit.words.code(row.code)


def _number(count: int, kit: Kit) -> str:
    return kit.words.number(count) if count else "—"


def _in_store(row: PartListRow, kit: Kit) -> str:
    return kit.words.number(row.in_store)


def _tone(row: PartListRow) -> str:
    if row.is_short:
        return "danger"
    return "ok" if row.in_store else "neutral"


PART_COLUMNS = (
    Column(
        "name",
        N_("Part"),
        lambda row, kit: kit.words.value(row.name),
        _code,
        width=170,
        stretch=True,
        sort="name",
        sub_kind=ColumnKind.CODE,
    ),
    Column("in_store", N_("In store"), _in_store, kind=ColumnKind.PILL, width=92, sort="in_store", tone=_tone),
    Column(
        "minimum",
        N_("Minimum"),
        lambda row, kit: _number(row.minimum, kit),
        kind=ColumnKind.NUMBER,
        width=84,
        sort="minimum",
    ),
    Column(
        "waited_for",
        N_("Waited for"),
        lambda row, kit: _number(row.waited_for, kit),
        kind=ColumnKind.NUMBER,
        width=92,
    ),
    Column(
        "on_benches",
        N_("On benches"),
        lambda row, kit: _number(row.on_benches, kit),
        kind=ColumnKind.NUMBER,
        width=92,
    ),
    Column("faulty", N_("Faulty"), lambda row, kit: _number(row.faulty, kit), kind=ColumnKind.NUMBER, width=76),
    Column(
        "place",
        N_("Place"),
        lambda row, kit: kit.words.code(row.place) if row.place else "—",
        kind=ColumnKind.CODE,
        width=84,
        sort="place",
        secondary=True,
    ),
)
FILTERS = (
    Filter("all", N_("All")),
    Filter("short", N_("Below minimum")),
    Filter("waited_for", N_("Waited for")),
    Filter("on_benches", N_("On benches")),
    Filter("faulty", N_("Faulty")),
)
