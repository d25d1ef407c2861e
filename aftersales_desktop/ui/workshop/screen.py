"""The workshop: open orders by state and technician at one side, one of them on the bench at the other."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import lists, returns
from aftersales_desktop.services.bench_list import find_on_bench
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.pickers.workshop import technicians
from aftersales_desktop.ui.widgets.button import MenuButton
from aftersales_desktop.ui.widgets.fields import ChoiceField
from aftersales_desktop.ui.widgets.list_page import ListPage
from aftersales_desktop.ui.widgets.side_panel import SidePanel
from aftersales_desktop.ui.workshop.bench_part import BenchPart
from aftersales_desktop.ui.workshop.columns import BENCH_COLUMNS, FILTERS
from aftersales_desktop.ui.workshop.many_part import ManyPart
from aftersales_desktop.ui.workshop.tariff_part import TariffPart

_WIDTHS = (452, 560)
_EVERYBODY = 0


class WorkshopScreen(PanelScreen):
    """List of open orders; the panel is the bench of one of them, or a change of several."""

    watches = frozenset({Area.RECEPTION, Area.WORKSHOP, Area.PARTS, Area.STAFF, Area.WARRANTY, Area.UNITS})
    list_name = "bench"

    def __init__(self, context: AppContext) -> None:
        kit, words = context.kit, context.words
        panel = SidePanel(kit, widths=_WIDTHS)
        super().__init__(context, ListPage(kit, words("Workshop"), BENCH_COLUMNS, FILTERS, panel, several=True))
        self.benches = BenchPart(self)
        self.many = ManyPart(self)
        self.tariffs = TariffPart(self)
        self.technician = ChoiceField(kit)
        self.technician.setObjectName("technician")
        self.technician.setAccessibleName(words("Technician"))
        self.technician.setFixedWidth(150)
        self.technician.taken.connect(self._on_technician)
        self.page.header.add_button(self.technician)
        more = MenuButton(kit, words("More"))
        more.setObjectName("more")
        more.add("change_marked", words("Change the marked ones"), "checklist", self.many.open)
        more.add("price_list", words("Price list of operations"), "coins", self.tariffs.open)
        more.add("print_list", words("Print the list"), "printer", self.print_list)
        self.page.header.add_button(more)
        self.page.list.show_order("promised")
        self.page.list.row_opened.connect(self.benches.open)
        self.page.list.row_chosen.connect(self.benches.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.share_panel(self.benches, self.many, self.tariffs)

    def reload(self) -> None:
        """Read the list, its counts, and the order that is shown."""
        desk, words = self.context.desk, self.context.words
        self._offer_technicians()
        self.count()
        self.say_when_empty(
            words("No device on the bench"), words("Devices that were taken in appear here."), "tool",
            words("New intake"), self._new_intake,
        )  # fmt: skip
        source = lists.source(
            desk, self.list_name, self.page.chips.chosen(), technician_id=self.technician.value() or None
        )  # fmt: skip
        self.page.list.show_source(source)
        self.benches.refresh()

    def _on_technician(self) -> None:
        """Their own list, and at once what they repaired and came back."""
        self.reload()
        numbers = returns.came_back_to(self.context.desk, self.technician.value() or _EVERYBODY)
        if numbers:
            self.context.notifier.warning(
                Message(
                    "{count} device that {name} repaired came back: {numbers}.",
                    "{count} devices that {name} repaired came back: {numbers}.",
                    count=len(numbers), name=self.technician.text(),
                    numbers=tuple(OwnNumber(number) for number in numbers),
                )
            )  # fmt: skip

    def _offer_technicians(self) -> None:
        chosen = self.technician.value() or _EVERYBODY
        self.technician.set_options([(_EVERYBODY, self.context.words("Everybody")), *technicians(self.context)])
        if self.technician.value() is None:
            known = {value for value, _name in technicians(self.context)}
            self.technician.set_value(chosen if chosen in known else _EVERYBODY)

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips, and what matters most in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(
            words.plural("{count} open", "{count} open", counts["all"]),
            words.plural("{count} late", "{count} late", counts["late"]),
        )

    def open_record(self, kind: str, value: Any) -> None:
        """An order on the bench."""
        self.benches.open(value)

    def takes_scan(self, code: str) -> bool:
        """A part goes to the shown order; the number of an order in the house opens it here."""
        if super().takes_scan(code):
            return True
        order_id = find_on_bench(self.context.desk, code)
        if order_id is None:
            return False
        self.benches.open(order_id)
        return True

    def advance_current(self) -> None:
        """F6."""
        self.benches.advance()

    def hand_over_current(self) -> None:
        """F8: at the counter."""
        self.benches.hand_over()

    def _new_intake(self) -> None:
        self.context.navigator.open("new_intake")
