"""Parts: the catalogue with its stock, and everything that moves a part into, out of and around the store."""

from __future__ import annotations

from functools import partial
from typing import Any

from aftersales_desktop.domain.slips import SLIP_TITLES, SlipKind
from aftersales_desktop.services import lists
from aftersales_desktop.services.parts import find_part
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.parts.bench_part import BenchPart
from aftersales_desktop.ui.parts.columns import FILTERS, PART_COLUMNS
from aftersales_desktop.ui.parts.count_part import CountPart
from aftersales_desktop.ui.parts.part_part import PartPart
from aftersales_desktop.ui.parts.people_part import StaffPart, SuppliersPart
from aftersales_desktop.ui.parts.prices_part import PricesPart
from aftersales_desktop.ui.parts.reorder_part import ReorderPart
from aftersales_desktop.ui.parts.slip_part import SlipPart
from aftersales_desktop.ui.parts.slips_part import SlipsPart
from aftersales_desktop.ui.widgets.button import Button, MenuButton
from aftersales_desktop.ui.widgets.list_page import ListPage

_SLIP_ICONS = {
    SlipKind.RECEIPT: "truck-delivery",
    SlipKind.ISSUE: "arrow-right",
    SlipKind.RETURN: "arrow-back-up",
    SlipKind.FAULTY_RECEIPT: "alert-triangle",
    SlipKind.SCRAP: "trash",
}


class PartsScreen(PanelScreen):
    """List of articles; the panel is an article, a slip, a bench, the reorder list, or who parts come from."""

    watches = frozenset({Area.PARTS, Area.STAFF, Area.WORKSHOP})
    list_name = "parts"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, ListPage(context.kit, context.words("Parts"), PART_COLUMNS, FILTERS))
        self.catalogue = PartPart(self)
        self.slips = SlipPart(self)
        self.written = SlipsPart(self)
        self.counting = CountPart(self)
        self.reorder = ReorderPart(self)
        self.prices = PricesPart(self)
        self.benches = BenchPart(self)
        self.suppliers = SuppliersPart(self)
        self.staff = StaffPart(self)
        self._make_head()
        self.page.list.show_order("name", descending=False)
        self.page.list.row_opened.connect(self.catalogue.open)
        self.page.list.row_chosen.connect(self.catalogue.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.share_panel(
            self.catalogue, self.slips, self.counting, self.written, self.reorder, self.prices, self.benches,
            self.suppliers, self.staff,
        )  # fmt: skip

    def _make_head(self) -> None:
        kit, words = self.context.kit, self.context.words
        more = MenuButton(kit, words("More"))
        more.setObjectName("more")
        more.add("reorder", words("Reorder list"), "list-check", self.reorder.open)
        more.add("prices", words("Price list"), "coins", self.prices.open)
        more.add("benches", words("Benches"), "tool", self.benches.open_all)
        more.add("slips", words("Slips"), "notes", self.written.open)
        more.add("suppliers", words("Suppliers"), "truck", self.suppliers.open)
        more.add("staff", words("People of the centre"), "users", self.staff.open)
        more.add("print_list", words("Print the list"), "printer", self.print_list)
        slips = MenuButton(kit, words("New slip"), "clipboard-list")
        slips.setObjectName("new_slip")
        for kind, icon in _SLIP_ICONS.items():
            slips.add(f"slip_{kind.value}", words(SLIP_TITLES[kind]), icon, partial(self.slips.begin, kind))
        slips.add("slip_count", words("Stock-take"), "scan", self.counting.open)
        new = Button(kit, words("New part"), "plus")
        new.setObjectName("new_part")
        new.clicked.connect(self.catalogue.open_empty)
        for button in (more, slips, new):
            self.page.header.add_button(button)

    def reload(self) -> None:
        """Read the list, its counts and what is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("No part here"), words("Add the first one, or choose another filter."), "packages",
            words("New part"), self.catalogue.open_empty,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        self.catalogue.refresh()
        self.reorder.refresh()
        self.benches.refresh()

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips and in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(words.plural("{count} part", "{count} parts", counts["all"]))

    def open_record(self, kind: str, value: Any) -> None:
        """An article, a slip, a bench, or a new slip of a kind."""
        match kind:
            case "part":
                self.catalogue.open(value)
            case "slip":
                self.slips.open(value)
            case "parts_of":
                self.benches.open(value)
            case "new_part":
                self.catalogue.begin(value or "")
            case _ if value == SlipKind.COUNT:
                self.counting.open()
            case _:
                self.slips.begin(SlipKind(value))

    def takes_scan(self, code: str) -> bool:
        """A slip that is being written takes it; otherwise the code of an article opens it."""
        if super().takes_scan(code):
            return True
        part = find_part(self.context.desk, code)
        if part is not None:
            self.catalogue.open(part.id)
        return part is not None
