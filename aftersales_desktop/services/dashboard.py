"""The counters of the day, and the list behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.i18n import N_
from aftersales_desktop.services import lists, prints
from aftersales_desktop.services.reading import Rows

PRINTS, DRAFTS = "prints", "drafts"
"""Where the papers that did not come out and the half-filled forms are shown; they are no lists of `lists`."""


@dataclass(frozen=True)
class DashboardCount:
    """One counter: `list` and `filter` name what it opens."""

    key: str
    title: str
    count: int
    list: str
    filter: str


_ROWS = (
    ("due_today", N_("Due today"), "orders", "due_today"),
    ("late", N_("Late"), "orders", "late"),
    ("received_today", N_("Received today"), "orders", "received_today"),
    ("waiting_part", N_("Waiting for parts"), "bench", "waiting_part"),
    ("arrived", N_("Part arrived"), "bench", "arrived"),
    ("ready", N_("Ready to hand back"), "orders", "ready"),
    ("uncollected", N_("Uncollected"), "orders", "uncollected"),
    ("to_call", N_("Customers to call"), "follow_up", "to_call"),
    ("loaners", N_("Loaners out"), "follow_up", "loaners"),
    ("outside", N_("Devices outside"), "follow_up", "outside"),
    ("expiring", N_("Cards expiring in 30 days"), "cards", "expiring"),
)
_DRAFTS = "SELECT count(*) FROM draft"


def dashboard_counts(reader: Rows, today: date) -> tuple[DashboardCount, ...]:
    """Everything that waits today, in the order it is shown."""
    counted = {
        name: lists.counts(reader, name, today, only=[row[3] for row in _ROWS if row[2] == name])
        for name in dict.fromkeys(row[2] for row in _ROWS)
    }
    rows = [DashboardCount(key, title, counted[name][one], name, one) for key, title, name, one in _ROWS]
    unprinted, drafts = prints.count_unprinted(reader), reader.rows(_DRAFTS)[0][0]
    return (
        *rows,
        DashboardCount("unprinted", N_("Papers not printed"), unprinted, PRINTS, "unprinted"),
        DashboardCount("drafts", N_("Unfinished forms"), drafts, DRAFTS, "all"),
    )
