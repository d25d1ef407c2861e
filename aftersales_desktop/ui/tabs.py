"""The tabs along the start edge, known before any screen is: the first paint shows them."""

from __future__ import annotations

from typing import NamedTuple

from aftersales_desktop.i18n import N_


class Tab(NamedTuple):
    """One tab; the n-th one is Ctrl+n. A tab at the end stands at the bottom."""

    key: str
    title: str
    icon: str
    at_end: bool = False


TABS = (
    Tab("today", N_("Today"), "layout-dashboard"),
    Tab("customers", N_("Customers"), "users"),
    Tab("warranty", N_("Warranty cards"), "shield-check"),
    Tab("reception", N_("Repair intake"), "tool"),
    Tab("workshop", N_("Workshop"), "list-check"),
    Tab("parts", N_("Parts"), "packages"),
    Tab("follow_up", N_("Follow-up"), "phone"),
    Tab("claims", N_("Supplier claims"), "package"),
    Tab("settings", N_("Settings"), "settings", at_end=True),
)
