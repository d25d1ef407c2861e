"""Every screen, by the key of its tab. Adding one: write its folder, add one line here and one to tabs.py.

Each is loaded when it is wanted: the first rows do not wait for the other screens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftersales_desktop.ui.screen import Screen


def _today() -> type[Screen]:
    from aftersales_desktop.ui.today.screen import TodayScreen

    return TodayScreen


def _customers() -> type[Screen]:
    from aftersales_desktop.ui.customers.screen import CustomersScreen

    return CustomersScreen


def _warranty() -> type[Screen]:
    from aftersales_desktop.ui.warranty.screen import WarrantyScreen

    return WarrantyScreen


def _reception() -> type[Screen]:
    from aftersales_desktop.ui.reception.screen import ReceptionScreen

    return ReceptionScreen


def _workshop() -> type[Screen]:
    from aftersales_desktop.ui.workshop.screen import WorkshopScreen

    return WorkshopScreen


def _parts() -> type[Screen]:
    from aftersales_desktop.ui.parts.screen import PartsScreen

    return PartsScreen


def _settings() -> type[Screen]:
    from aftersales_desktop.ui.settings.screen import SettingsScreen

    return SettingsScreen


def _imports() -> type[Screen]:
    from aftersales_desktop.ui.imports.screen import ImportsScreen

    return ImportsScreen


def _follow_up() -> type[Screen]:
    from aftersales_desktop.ui.follow_up.screen import FollowUpScreen

    return FollowUpScreen


def _claims() -> type[Screen]:
    from aftersales_desktop.ui.supplier_claims.screen import ClaimsScreen

    return ClaimsScreen


def _reports() -> type[Screen]:
    from aftersales_desktop.ui.reports.screen import ReportsScreen

    return ReportsScreen


@dataclass(frozen=True)
class ScreenEntry:
    """A screen and the kinds of records it can open; `load` gives its class.

    `tab` is the tab it belongs to, where it has none of its own.
    """

    key: str
    load: Callable[[], type[Screen]]
    opens: tuple[str, ...] = ()
    tab: str = ""


SCREENS = (
    ScreenEntry("today", _today),
    ScreenEntry("customers", _customers, ("customer", "new_customer")),
    ScreenEntry("warranty", _warranty, ("card", "new_card", "unit")),
    ScreenEntry("reception", _reception, ("order", "new_intake")),
    ScreenEntry("workshop", _workshop, ("bench",)),
    ScreenEntry("parts", _parts, ("part", "new_part", "slip", "parts_of", "new_slip")),
    ScreenEntry("follow_up", _follow_up, ("call", "loaners")),
    ScreenEntry("claims", _claims, ("claim", "new_claim")),
    ScreenEntry("settings", _settings),
    ScreenEntry("imports", _imports, ("imports",), tab="customers"),
    ScreenEntry("reports", _reports, ("report",), tab="today"),
)
