"""How a list of a screen is declared: its filters, its orders and what a row shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from aftersales_desktop.domain.jalali import ONE_DAY, month_of
from aftersales_desktop.i18n.formats import TEHRAN
from aftersales_desktop.models.fields import moment_text

SOON_DAYS = 30


class ListDays(NamedTuple):
    """The days and instants a filter may compare with, as the file holds them."""

    today: str
    soon: str
    month_start: str
    next_month_start: str


def list_days(today: date) -> ListDays:
    """Today, thirty days from today, and the Jalali month around it as instants."""
    month = month_of(today)
    return ListDays(
        today.isoformat(),
        (today + timedelta(days=SOON_DAYS)).isoformat(),
        _midnight(month.first),
        _midnight(month.last + ONE_DAY),
    )


def _midnight(day: date) -> str:
    return moment_text(datetime.combine(day, time(), TEHRAN).astimezone(UTC))


@dataclass(frozen=True)
class ListFilter:
    """A named part of a list. `where` is constant SQL; `values` names the fields of ListDays for its `?` marks.

    `index` is the index by which a small part is read; without it SQLite may walk all rows in order to find these few.
    `technician` is whose part it is, where that is somebody else than the list's technician.
    """

    key: str
    title: str
    where: str
    values: tuple[str, ...] = ()
    index: str = ""
    technician: str = ""

    @property
    def indexed(self) -> str:
        """What follows the table's name."""
        return f"INDEXED BY {self.index}" if self.index else ""


@dataclass(frozen=True)
class ListOrder:
    """An order of a list: constant SQL both ways, and the join that the key needs.

    `large` is another FROM text for a large part of the list, which begins with the table that has the key in order.
    """

    key: str
    ascending: str
    descending: str
    join: str = ""
    large: str = ""


class Chosen(NamedTuple):
    """Which rows of a list, in which order; "" is the list's usual order."""

    filter: str = "all"
    sort: str = ""
    descending: bool = False
    owner_id: int | None = None
    unit_id: int | None = None
    technician_id: int | None = None


@dataclass(frozen=True)
class Counting:
    """How many rows some filters of a table have, in one statement."""

    table: str
    filters: tuple[ListFilter, ...]

    @property
    def sql(self) -> str:
        """The statement."""
        counts = (f"(SELECT count(*) FROM {self.table} {one.indexed} WHERE {one.where})" for one in self.filters)
        return f"SELECT {', '.join(counts)}"  # names are constants

    def values(self, days: ListDays) -> tuple[str, ...]:
        """What belongs to its `?` marks."""
        return tuple(getattr(days, name) for one in self.filters for name in one.values)

    def found(self, rows: Sequence[tuple[int, ...]]) -> dict[str, int]:
        """Its one row by the keys of the filters."""
        return dict(zip((one.key for one in self.filters), rows[0], strict=True))


@dataclass(frozen=True)
class ListQuery:
    """A list of a screen. `table` is the FROM text of its ids, `row_id` its id there, `page` the SELECT of whole rows.

    `owner`, `unit` and `technician` are the columns by which somebody's own list is cut; "" where there is none.
    `on_day` gives a row as it is seen on a day, for what time alone changes.
    """

    key: str
    table: str
    row_id: str
    page: str
    row: Callable[..., tuple[Any, ...]]
    filters: tuple[ListFilter, ...]
    orders: tuple[ListOrder, ...]
    usual: tuple[str, bool]
    owner: str = ""
    unit: str = ""
    technician: str = ""
    on_day: Callable[[Any, date], Any] | None = None

    def counting(self, only: Sequence[str] = ()) -> Counting:
        """One statement that counts every filter, or only these."""
        return Counting(self.table, tuple(one for one in self.filters if not only or one.key in only))

    def choosing(self, chosen: Chosen) -> str:
        """The statement for the ids of a filter in an order; KeyError for a name the list does not have."""
        order, descending = self._order(chosen)
        part = self.filter_of(chosen.filter)
        cuts = [f"{column} = ?" for column, value in self._cuts(chosen) if value is not None]
        is_large = not part.index and not cuts
        rows = order.large if order.large and is_large else f"{self.table} {part.indexed} {order.join}"
        where = " AND ".join([part.where, *cuts])
        how = order.descending if descending else order.ascending
        return f"SELECT {self.row_id} FROM {rows} WHERE {where} ORDER BY {how} LIMIT ?"  # names are constants

    def choosing_values(self, chosen: Chosen, days: ListDays, limit: int) -> tuple[Any, ...]:
        """What belongs to the `?` marks of `choosing`; a limit below 0 is none."""
        compared = (getattr(days, name) for name in self.filter_of(chosen.filter).values)
        return (*compared, *(value for _column, value in self._cuts(chosen) if value is not None), limit)

    def filter_of(self, key: str) -> ListFilter:
        """A filter by its key."""
        return {one.key: one for one in self.filters}[key]

    def _order(self, chosen: Chosen) -> tuple[ListOrder, bool]:
        key, descending = (chosen.sort, chosen.descending) if chosen.sort else self.usual
        return {one.key: one for one in self.orders}[key], descending

    def _cuts(self, chosen: Chosen) -> tuple[tuple[str, int | None], ...]:
        technician = self.filter_of(chosen.filter).technician or self.technician
        cuts = (
            (self.owner, chosen.owner_id), (self.unit, chosen.unit_id), (technician, chosen.technician_id),
        )  # fmt: skip
        if any(value is not None and not column for column, value in cuts):
            raise KeyError(f"the list of {self.key} cannot be cut that way")
        return cuts


def by(*columns: str) -> dict[str, str]:
    """Both directions of some columns that are never empty, for ListOrder."""
    return {"ascending": ", ".join(columns), "descending": ", ".join(f"{column} DESC" for column in columns)}


def by_day(column: str, row_id: str) -> dict[str, str]:
    """Both directions of a day that may be missing: rows without it always come last."""
    return {
        "ascending": f"{column} NULLS LAST, {row_id}",
        "descending": f"{column} DESC NULLS LAST, {row_id} DESC",
    }
