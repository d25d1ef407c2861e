"""Follow-up: whom to call first, what of ours is with customers, which devices are with others."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.services import lists, loaners, outside_repair, units
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.follow_up.call_part import CallPart
from aftersales_desktop.ui.follow_up.columns import FILTERS, FOLLOW_UP_COLUMNS
from aftersales_desktop.ui.follow_up.pool_part import PoolPart
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.loan_part import LoanPart
from aftersales_desktop.ui.outside_part import OutsidePart
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.widgets.button import Button, ToolLink
from aftersales_desktop.ui.widgets.list_page import ListPage


class FollowUpScreen(PanelScreen):
    """List of what to follow up; the panel is a call, a loaner's form, a device's way back, or the pool."""

    watches = frozenset({Area.CALLS, Area.RECEPTION, Area.CUSTOMERS, Area.UNITS, Area.SETTINGS})
    list_name = "follow_up"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, ListPage(context.kit, context.words("Follow-up"), FOLLOW_UP_COLUMNS, FILTERS))
        words = context.words
        self.calls = CallPart(self)
        self.loans = LoanPart(self, self.calls.open)
        self.outside = OutsidePart(self, self.calls.open)
        self.pool = PoolPart(self, self.loans)
        self.loaner_back = make_action(self, "follow_loaner_back", words("Loaner is back"), self._loaner_back)
        self.device_back = make_action(self, "follow_device_back", words("Back from outside"), self._device_back)
        for action, icon in ((self.loaner_back, "arrow-back-up"), (self.device_back, "download")):
            self.calls.view.add_tool(ToolLink(context.kit, action, icon))
        pool = Button(context.kit, words("Loaners"), "devices")
        pool.setObjectName("loaner_pool")
        pool.clicked.connect(self.pool.open)
        self.page.header.add_button(pool)
        self.add_print_list()
        self.page.list.show_order("since")
        self.page.list.row_opened.connect(self.calls.open)
        self.page.list.row_chosen.connect(self.calls.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.share_panel(self.calls, self.loans, self.outside, self.pool)

    def reload(self) -> None:
        """Read the list, its counts, and what is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("Nobody is to be called now"), words("Devices that wait, loaners and devices outside come here."),
            "phone", words("Loaners"), self.pool.open,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        self.calls.refresh()
        self.pool.refresh()

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips, and what matters most in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(
            words.plural("{count} to call", "{count} to call", counts["to_call"]),
            words.plural("{count} loaner out", "{count} loaners out", counts["loaners"]),
            words.plural("{count} outside", "{count} outside", counts["outside"]),
        )

    def open_record(self, kind: str, value: Any) -> None:
        """The call about an order, or the pool of loaners."""
        if kind == "call":
            self.calls.open(value)
        else:
            self.pool.open()

    def takes_scan(self, code: str) -> bool:
        """What comes back is scanned: a loaner of ours, or a device that was outside."""
        if super().takes_scan(code):
            return True
        for unit in units.find_units(self.context.desk, code):
            loan = loaners.open_loan_of_unit(self.context.desk, unit.id)
            if loan is not None:
                self.loans.begin_back(loan)
                return True
        try:
            order_id = outside_repair.find_outside_order(self.context.desk, code)
        except NotFound:
            return False
        self.outside.begin_back(order_id)
        return True

    def advance_current(self) -> None:
        """F6: the next person."""
        self.calls.open_next()

    def panel_changed(self) -> None:
        """What of the shown order is elsewhere can come back."""
        super().panel_changed()
        if hasattr(self, "device_back"):
            order = self.calls.order if self.calls.shows(self.calls.view) else None
            desk = self.context.desk
            self.loaner_back.setEnabled(order is not None and bool(loaners.loans_of(desk, order.id)))
            self.device_back.setEnabled(order is not None and bool(outside_repair.current_job(desk, order.id)))

    def _loaner_back(self) -> None:
        self.loans.take_back_of(self.calls.order.id)

    def _device_back(self) -> None:
        self.outside.begin_back(self.calls.order.id)
