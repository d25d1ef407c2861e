"""Every screen, by the key of its tab. Adding one: write its folder, add one line here and one to tabs.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.customers.screen import CustomersScreen
from aftersales_desktop.ui.imports.screen import ImportsScreen
from aftersales_desktop.ui.reception.screen import ReceptionScreen
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.settings.screen import SettingsScreen
from aftersales_desktop.ui.today.screen import TodayScreen
from aftersales_desktop.ui.warranty.screen import WarrantyScreen


@dataclass(frozen=True)
class ScreenEntry:
    """A screen and the kinds of records it can open; `tab` is the tab it belongs to, where it has none of its own."""

    key: str
    build: Callable[[AppContext], Screen]
    opens: tuple[str, ...] = ()
    tab: str = ""


SCREENS = (
    ScreenEntry("today", TodayScreen),
    ScreenEntry("customers", CustomersScreen, ("customer", "new_customer")),
    ScreenEntry("warranty", WarrantyScreen, ("card", "new_card", "unit")),
    ScreenEntry("reception", ReceptionScreen, ("order", "new_intake")),
    ScreenEntry("settings", SettingsScreen),
    ScreenEntry("imports", ImportsScreen, ("imports",), tab="customers"),
)
