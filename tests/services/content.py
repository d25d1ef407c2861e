"""Everything a person can see of a file, to compare two moments of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from aftersales_desktop.services import biography, customer_page, lists, month, units
from aftersales_desktop.services.catalogue import list_categories
from aftersales_desktop.services.dashboard import dashboard_counts
from aftersales_desktop.services.search import search
from aftersales_desktop.services.suggestions import model_suggestions
from aftersales_desktop.services.work import Desk

MONTHS = (
    (date(2020, 1, 1), date(2020, 1, 31)),
    (date(2023, 7, 23), date(2023, 8, 22)),
    (date(2026, 11, 1), date(2026, 11, 30)),
)


def visible(desk: Desk, *searched: str) -> dict[str, Any]:
    """Lists, counts, searches, pages, months, kinds and models; how often a record was changed is not to be seen."""
    seen: dict[str, Any] = {"dashboard": dashboard_counts(desk, desk.today())}
    for name, query in lists.LISTS.items():
        seen[f"counts of {name}"] = lists.counts(desk, name, desk.today())
        for one in query.filters:
            rows = lists.source(desk, name, one.key).first_rows("", False, 1000)
            seen[f"{name}, {one.key}"] = [row._replace(rev=0) if hasattr(row, "rev") else row for row in rows]
    seen["customers"] = [customer_page.customer_page(desk, row.id) for row in seen["customers, all"]]
    seen["units"] = [unit_page(desk, row[0]) for row in desk.rows("SELECT id FROM unit WHERE archived_at IS NULL")]
    seen["kinds"] = list_categories(desk)
    with desk.reader() as reader:
        for text in searched:
            seen[f"search {text}"] = search(reader, text).groups
            seen[f"models {text}"] = model_suggestions(reader, text)
        for first, last in MONTHS:
            rows = month.month_rows(reader, first, last)
            streams = (rows.intakes, rows.cards, rows.customers)
            seen[f"month {first}"] = [rows.totals, *map(list, streams)]
    return seen


def unit_page(desk: Desk, unit_id: int) -> Any:
    return units.get_unit(desk, unit_id), biography.unit_biography(desk, unit_id)
