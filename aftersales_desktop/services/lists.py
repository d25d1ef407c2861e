"""The lists of the screens: their rows in any order, how many each filter has, and a source for the window's model."""

from __future__ import annotations

import json
import sqlite3
import time
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from aftersales_desktop.services.bench_list import BENCH, BenchRow
from aftersales_desktop.services.card_list import CARDS, CardListRow
from aftersales_desktop.services.claim_list import CLAIMS, ClaimListRow
from aftersales_desktop.services.customer_list import CUSTOMERS, CustomerListRow
from aftersales_desktop.services.follow_up_list import FOLLOW_UP, FollowUpRow
from aftersales_desktop.services.list_query import Chosen, ListQuery, list_days
from aftersales_desktop.services.order_list import ORDERS, OrderListRow
from aftersales_desktop.services.part_list import PARTS, PartListRow
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Desk, Reader

LISTS: dict[str, ListQuery] = {one.key: one for one in (CUSTOMERS, ORDERS, CARDS, BENCH, PARTS, FOLLOW_UP, CLAIMS)}
CHUNK = 2000
WITHOUT_LIMIT = -1


def ids(
    reader: Reader, name: str, chosen: Chosen, today: date, cancelled: Callable[[], bool] | None = None
) -> array[int]:
    """Every id in order, for a worker; gives way to other threads now and then, and stops early once `cancelled()`."""
    query = LISTS[name]
    found = array("q")
    values = query.choosing_values(chosen, list_days(today), WITHOUT_LIMIT)
    if cancelled is not None:
        reader.stop_when(cancelled)
    try:
        for chunk in reader.stream(query.choosing(chosen), *values, size=CHUNK):
            found.extend(row[0] for row in chunk)
            time.sleep(0)
    except sqlite3.OperationalError:
        if cancelled is None or not cancelled():
            raise
    return found


def first_ids(reader: Rows, name: str, chosen: Chosen, today: date, limit: int) -> list[int]:
    """The first ids in order."""
    query = LISTS[name]
    values = query.choosing_values(chosen, list_days(today), limit)
    return [row[0] for row in reader.rows(query.choosing(chosen), *values)]


def first_ids_soon(desk: Desk, name: str, chosen: Chosen, today: date, limit: int) -> list[int] | None:
    """The same for the window's thread; None if the window would have to wait for them."""
    query = LISTS[name]
    rows = desk.rows_soon(query.choosing(chosen), *query.choosing_values(chosen, list_days(today), limit))
    return None if rows is None else [row[0] for row in rows]


def page(reader: Rows, name: str, row_ids: Sequence[int]) -> list[Any]:
    """The rows of these ids in their order, in one statement; ids that are gone are left out."""
    query = LISTS[name]
    rows = {row[0]: query.row(*row) for row in reader.rows(query.page, json.dumps(list(row_ids)))}
    return [rows[row_id] for row_id in row_ids if row_id in rows]


def counts(reader: Rows, name: str, today: date, only: Sequence[str] = ()) -> dict[str, int]:
    """How many rows each filter has, or `only` some of them, in one statement."""
    query = LISTS[name].counting(only)
    return query.found(reader.rows(query.sql, *query.values(list_days(today))))


def counts_soon(desk: Desk, name: str, today: date) -> dict[str, int] | None:
    """The same for the window's thread; None if the window would have to wait for them."""
    query = LISTS[name].counting()
    rows = desk.rows_soon(query.sql, *query.values(list_days(today)))
    return None if rows is None else query.found(rows)


@dataclass(frozen=True)
class DeskList:
    """One filter of a list, as the window's model asks for it: `ids` in a worker, the others on the window's thread."""

    desk: Desk
    name: str
    filter: str = "all"
    owner_id: int | None = None
    unit_id: int | None = None
    technician_id: int | None = None

    def first_rows(self, sort: str, descending: bool, limit: int) -> list[Any] | None:
        """The first rows in order; None if the window would have to wait for them."""
        found = first_ids_soon(self.desk, self.name, self._chosen(sort, descending), self.desk.today(), limit)
        return None if found is None else self.rows(found)

    def beginning(self, sort: str = "", *, descending: bool = False, limit: int) -> list[Any]:
        """The first rows in order, however long it takes."""
        return self.rows(first_ids(self.desk, self.name, self._chosen(sort, descending), self.desk.today(), limit))

    def ids(self, sort: str, descending: bool, cancelled: Callable[[], bool]) -> array[int]:
        """Every id in order, over a read-only connection of its own."""
        with self.desk.reader() as reader:
            return ids(reader, self.name, self._chosen(sort, descending), self.desk.today(), cancelled)

    def rows(self, ids: Sequence[int]) -> list[Any]:
        """The rows of these ids as they are today."""
        found, on_day = page(self.desk, self.name, ids), LISTS[self.name].on_day
        today = self.desk.today()
        return found if on_day is None else [on_day(row, today) for row in found]

    def _chosen(self, sort: str, descending: bool) -> Chosen:
        return Chosen(self.filter, sort, descending, self.owner_id, self.unit_id, self.technician_id)


def source(
    desk: Desk,
    name: str,
    chosen_filter: str = "all",
    *,
    owner_id: int | None = None,
    unit_id: int | None = None,
    technician_id: int | None = None,
) -> DeskList:
    """A list for the window's model; KeyError for a name or filter that is not declared."""
    LISTS[name].filter_of(chosen_filter)
    return DeskList(desk, name, chosen_filter, owner_id, unit_id, technician_id)


__all__ = [
    "LISTS",
    "BenchRow",
    "CardListRow",
    "Chosen",
    "ClaimListRow",
    "CustomerListRow",
    "DeskList",
    "FollowUpRow",
    "OrderListRow",
    "PartListRow",
    "counts",
    "counts_soon",
    "first_ids",
    "ids",
    "page",
    "source",
]
