"""The list of the catalogue with its stock."""

from __future__ import annotations

from typing import Any, NamedTuple

from aftersales_desktop.i18n import N_
from aftersales_desktop.services.list_query import ListFilter, ListOrder, ListQuery, by
from aftersales_desktop.services.query_parts import OPEN_STATE_LIST

_KEPT = "p.archived_at IS NULL"
_HEALTHY = "('new', 'repaired', 'healthy_used')"


def _held(kind: str, healthy: str = "") -> str:
    """Pieces of article `p` at the places of a kind."""
    fit = f" AND {{}}.condition IN {healthy}" if healthy else ""
    is_one = "IN" if kind == "bench" else "="  # the others are one place each, which is looked up once
    places = f"{is_one} (SELECT id FROM location WHERE kind = '{kind}')"
    counted = f"b.part_id = p.id AND b.location_id {places}{fit.format('b')}"
    units = f"u.part_id = p.id AND u.location_id {places} AND u.archived_at IS NULL{fit.format('u')}"
    return (
        f"CASE p.is_serialised WHEN 1 THEN (SELECT count(*) FROM unit u WHERE {units}) "
        f"ELSE (SELECT coalesce(sum(b.quantity), 0) FROM stock_balance b WHERE {counted}) END"
    )


IN_STORE = _held("good_store", _HEALTHY)
"""What is healthy and in the parts store, of article `p`."""

OF_OPEN_ORDER = f"EXISTS (SELECT 1 FROM service_order s WHERE s.id = r.order_id AND s.state IN {OPEN_STATE_LIST})"
"""Reservation `r` is of an order that is still here."""

WAITED_FOR = (
    "(SELECT coalesce(sum(r.quantity), 0) FROM part_reservation r WHERE r.part_id = p.id AND r.state = 'waiting' "
    f"AND {OF_OPEN_ORDER})"
)
"""What orders wait for, of article `p`."""

_ON_BENCHES, _FAULTY = _held("bench"), _held("faulty_store")
_PAGE = f"""
    SELECT p.id, p.code, p.name, p.unit_word, p.is_serialised, p.place, p.minimum, {IN_STORE}, {_ON_BENCHES}, {_FAULTY},
    {WAITED_FOR}
    FROM part p WHERE p.id IN (SELECT value FROM json_each(?))"""


class PartListRow(NamedTuple):
    """One article in the list."""

    id: int
    code: str
    name: str
    unit_word: str
    is_serialised: bool
    place: str
    minimum: int
    in_store: int
    on_benches: int
    faulty: int
    waited_for: int

    @property
    def is_short(self) -> bool:
        """Whether there are fewer than there should be."""
        return self.in_store < self.minimum


def _row(*values: Any) -> PartListRow:
    row = PartListRow(*values)
    return row._replace(is_serialised=bool(row.is_serialised))


def _somewhere(kind: str) -> str:
    """Articles of which something is at the places of a kind."""
    places = f"(SELECT id FROM location WHERE kind = '{kind}')"
    return (
        f"{_KEPT} AND p.id IN (SELECT part_id FROM stock_balance WHERE location_id IN {places} AND quantity > 0 "
        f"UNION SELECT part_id FROM unit WHERE location_id > 1 AND location_id IN {places} AND part_id IS NOT NULL)"
    )


PARTS = ListQuery(
    key="parts",
    table="part p",
    row_id="p.id",
    page=_PAGE,
    row=_row,
    filters=(
        ListFilter("all", N_("All"), _KEPT),
        ListFilter("short", N_("Below minimum"), f"{_KEPT} AND p.minimum > 0 AND {IN_STORE} < p.minimum",
                   index="part_minimum"),
        ListFilter("waited_for", N_("Waited for"), f"{_KEPT} AND p.id IN (SELECT r.part_id FROM part_reservation r "
                   f"WHERE r.state = 'waiting' AND {OF_OPEN_ORDER})"),
        ListFilter("on_benches", N_("On benches"), _somewhere("bench")),
        ListFilter("faulty", N_("Faulty"), _somewhere("faulty_store")),
    ),
    orders=(
        ListOrder("name", **by("p.name_sort", "p.id")),
        ListOrder("code", **by("p.code_norm")),
        ListOrder("place", **by("p.place", "p.id")),
        ListOrder("in_store", **by(IN_STORE, "p.id")),
        ListOrder("minimum", **by("p.minimum", "p.id")),
    ),
    usual=("name", False),
)  # fmt: skip
