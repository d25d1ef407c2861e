"""Claims at suppliers: the list with its ages, and one claim from the first scan to its settlement."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.services import claimable, lists
from aftersales_desktop.services.claim_evidence import next_evidence
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.supplier_claims.claim_part import ClaimPart
from aftersales_desktop.ui.supplier_claims.columns import CLAIM_COLUMNS, FILTERS
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.list_page import ListPage

_SOON = 5


class ClaimsScreen(PanelScreen):
    """List of claims; the panel is a claim with its forms."""

    watches = frozenset({Area.PARTS, Area.UNITS, Area.SETTINGS, Area.WORKSHOP})
    list_name = "claims"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, ListPage(context.kit, context.words("Supplier claims"), CLAIM_COLUMNS, FILTERS))
        self.claims = ClaimPart(self)
        new = Button(context.kit, context.words("New claim"), "plus", "primary")
        new.setObjectName("new_claim")
        new.clicked.connect(self.claims.begin)
        self.page.header.add_button(new)
        self.add_print_list()
        self.page.list.show_order("number", descending=True)
        self.page.list.row_opened.connect(self.claims.open)
        self.page.list.row_chosen.connect(self.claims.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.share_panel(self.claims)

    def reload(self) -> None:
        """Read the list, its counts, the deadline of the evidence, and the claim that is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("No claim here"), words("Faulty parts under a supplier's warranty are claimed here."), "package",
            words("New claim"), self.claims.begin,
        )  # fmt: skip
        self._say_evidence()
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        self.claims.refresh()

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips, and in the head what waits to be claimed."""
        super().show_counts(counts)
        words, desk = self.context.words, self.context.desk
        waiting = sum(row.quantity for row in claimable.list_claimable(desk, desk.today()))
        self.page.header.set_counts(
            words.plural("{count} part can be claimed", "{count} parts can be claimed", waiting)
        )

    def open_record(self, kind: str, value: Any) -> None:
        """A claim, or a new one."""
        if kind == "claim":
            self.claims.open(value)
        else:
            self.claims.begin()

    def _say_evidence(self) -> None:
        words, due = self.context.words, next_evidence(self.context.desk)
        if due is None:
            self.page.banner.hide()
            return
        parts = words.plural("{count} covered part", "{count} covered parts", due.parts)
        sentence = words(
            "{parts} of {month}: hand over the old parts and papers by {day}, {far}.", parts=parts,
            month=words.month_name(due.last, "jalali"), day=due.due_on,
            far=words.days_away(due.due_on, self.context.kit.today()),
        )  # fmt: skip
        self.page.banner.say("danger" if due.days_left <= _SOON else "info", sentence)
