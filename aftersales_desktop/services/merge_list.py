"""The merges of a record: who it was before, since when, and whether that can be undone from here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales_desktop.i18n import Code, OwnNumber
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services.query_parts import CODE_THAT_WENT_OVER, MERGE_HOLDS
from aftersales_desktop.services.reading import Rows


@dataclass(frozen=True)
class MergeRow:
    """One record that goes on in another. `number` is a value for `Words.value`.

    `is_direct` is false for one that came along with another merge, which has to be undone first.
    """

    id: int
    at: datetime
    actor: str
    number: Any
    name: str
    is_direct: bool


_OF_CUSTOMER = (
    "SELECT e.id, e.at, e.actor, m.subscriber_number, m.name, e.kept_customer_id = ?1 FROM customer m "
    f"JOIN merge_event e ON e.merged_customer_id = m.id AND {MERGE_HOLDS} "
    "WHERE m.merged_into_id = ?1 ORDER BY e.id DESC"
)
_OF_UNIT = (
    f"SELECT e.id, e.at, e.actor, {CODE_THAT_WENT_OVER}, trim(p.brand || ' ' || p.name), e.kept_unit_id = ?1 "
    "FROM unit m JOIN product_model p ON p.id = m.model_id "
    f"JOIN merge_event e ON e.merged_unit_id = m.id AND {MERGE_HOLDS} "
    "WHERE m.merged_into_id = ?1 ORDER BY e.id DESC"
)


def merges_of_customer(desk: Rows, customer_id: int) -> list[MergeRow]:
    """Customers who go on under this one, the last one first."""
    rows = desk.rows(_OF_CUSTOMER, customer_id)
    return [MergeRow(row[0], moment_value(row[1]), row[2], OwnNumber(row[3]), row[4], bool(row[5])) for row in rows]


def merges_of_unit(desk: Rows, unit_id: int) -> list[MergeRow]:
    """Devices that turned out to be this one, the last one first."""
    rows = desk.rows(_OF_UNIT, unit_id)
    return [MergeRow(row[0], moment_value(row[1]), row[2], Code(row[3] or "—"), row[4], bool(row[5])) for row in rows]
