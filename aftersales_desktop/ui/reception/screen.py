"""The counter: intake at one side, the list of orders at the other, and how each device leaves."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.services import lists
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.outside_part import OutsidePart
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.reception.cancel_part import CancelPart
from aftersales_desktop.ui.reception.cell_part import CellPart
from aftersales_desktop.ui.reception.columns import FILTERS, ORDER_COLUMNS
from aftersales_desktop.ui.reception.elsewhere_part import ElsewherePart
from aftersales_desktop.ui.reception.estimate_part import EstimatePart
from aftersales_desktop.ui.reception.exit_part import ExitPart
from aftersales_desktop.ui.reception.intake_part import IntakePart
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.reception.quality_part import QualityPart
from aftersales_desktop.ui.widgets.list_page import ListPage


class ReceptionScreen(PanelScreen):
    """List of orders; the panel is the intake, or an order with its forms."""

    watches = frozenset({Area.RECEPTION, Area.CUSTOMERS, Area.UNITS, Area.WARRANTY, Area.WORKSHOP})
    list_name = "orders"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, ListPage(context.kit, context.words("Repair intake"), ORDER_COLUMNS, FILTERS))
        self.intakes = IntakePart(self)
        self.orders = OrderPart(self)
        self.exits = ExitPart(self, self.orders)
        self.estimates = EstimatePart(self, self.orders)
        self.quality = QualityPart(self, self.orders)
        self.cancels = CancelPart(self)
        self.orders.leave = self.exits.open
        self.orders.settles_parts = self.cancels.begin
        self.outside = OutsidePart(self, self.orders.open)
        self.elsewhere = ElsewherePart(self, self.orders, self.outside)
        self.cells = CellPart(self, self.orders)
        self.intake = self.intakes.form
        self.add_print_list()
        self.page.list.show_order("received", descending=True)
        self.page.list.row_opened.connect(self.orders.open)
        self.page.list.row_chosen.connect(self.orders.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.page.panel.closed.connect(self.intakes.keep_draft)
        self.share_panel(
            self.intakes, self.orders, self.exits, self.estimates, self.quality, self.cancels, self.elsewhere,
            self.outside, self.cells,
        )  # fmt: skip

    def reload(self) -> None:
        """Read the list, its counts, and the order that is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("No device here"), words("Take the first one in, or choose another filter."), "tool",
            words("New intake"), self.show_intake,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        self.orders.refresh()

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips, and what matters most in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(
            words.plural("{count} open", "{count} open", counts["open"]),
            words.plural("{count} late", "{count} late", counts["late"]),
            words.plural("{count} ready", "{count} ready", counts["ready"]),
        )

    def open_record(self, kind: str, value: Any) -> None:
        """An order, or a new intake begun with a serial, a customer or a device."""
        if kind == "order":
            self.orders.open(value)
        else:
            self.show_intake(value)

    def open_scanned(self, kind: str, value: Any) -> None:
        """The receipt or label of what is ready: it is handed over."""
        if kind != "order" or not self.exits.open_scanned(value):
            self.open_record(kind, value)

    def show_intake(self, start: Any = None) -> None:
        """The intake form."""
        self.intakes.open(start)

    def advance_current(self) -> None:
        """F6."""
        self.orders.advance()

    def hand_over_current(self) -> None:
        """F8."""
        self.orders.hand_over()
