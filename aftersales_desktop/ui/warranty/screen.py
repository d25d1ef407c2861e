"""Warranty cards: the list, a card, issuing one, and everything that is done to one."""

from __future__ import annotations

from functools import partial
from typing import Any

from aftersales_desktop.services import card_batches, lists, warranty
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.card_part import CardPart, is_blank
from aftersales_desktop.ui.warranty.columns import CARD_COLUMNS, FILTERS
from aftersales_desktop.ui.warranty.issue_part import IssuePart
from aftersales_desktop.ui.warranty.merge_part import MergePart
from aftersales_desktop.ui.warranty.terms_part import TermsPart
from aftersales_desktop.ui.warranty.unit_part import UnitPart
from aftersales_desktop.ui.widgets.button import Button, MenuButton
from aftersales_desktop.ui.widgets.list_page import ListPage


class WarrantyScreen(PanelScreen):
    """List of cards; the panel is a card, a serial's page, a new card, or the terms."""

    watches = frozenset({Area.WARRANTY, Area.UNITS, Area.CUSTOMERS})
    list_name = "cards"

    def __init__(self, context: AppContext) -> None:
        super().__init__(context, ListPage(context.kit, context.words("Warranty cards"), CARD_COLUMNS, FILTERS))
        self.cards = CardPart(self)
        self.issuing = IssuePart(self)
        self.terms = TermsPart(self)
        self.merging = MergePart(self)
        self.units = UnitPart(self, self.merging)
        self._make_head()
        self.page.list.show_order("added", descending=True)
        self.page.list.row_opened.connect(self.cards.open)
        self.page.list.row_chosen.connect(self.cards.follow_row)
        self.page.chips.filter_chosen.connect(self.reload)
        self.share_panel(self.cards, self.issuing, self.terms, self.units, self.merging)

    def _make_head(self) -> None:
        kit, words = self.context.kit, self.context.words
        more = MenuButton(kit, words("More"))
        more.setObjectName("more")
        more.add("terms", words("Warranty terms"), "notes", self.terms.open)
        more.add("batch", words("Make raw cards"), "packages", self.issuing.open_batch)
        more.add("foreign_card", words("Card of another company"), "building-store", self.issuing.open_foreign)
        more.add("print_list", words("Print the list"), "printer", self.print_list)
        issue = Button(kit, words("New card"), "plus")
        issue.setObjectName("issue_card")
        issue.clicked.connect(self.issuing.open_empty)
        self.page.header.add_button(more)
        self.page.header.add_button(issue)

    def reload(self) -> None:
        """Read the list, its counts and what is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("No warranty card here"), words("Issue the first one, or choose another filter."), "shield-check",
            words("New card"), self.issuing.open_empty,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        self.cards.refresh()
        self.units.refresh()

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips and in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(words.plural("{count} active", "{count} active", counts["active"]))

    def open_record(self, kind: str, value: Any) -> None:
        """A card, a serial's page, or a new card begun with a customer, a device or an order.

        A raw card that was scanned or searched for is going to be activated.
        """
        if kind == "card":
            self._open_card(value)
        elif kind == "unit":
            self.units.open(value)
        else:
            self.issuing.open(value)

    def _open_card(self, card_id: int) -> None:
        card = perform(self.context, partial(warranty.get_card, self.context.desk, card_id))
        if is_blank(card):
            self.issuing.open(("raw", (card.number, card_batches.terms_of(self.context.desk, card.batch_id))))
        elif card is not None:
            self.cards.open(card_id)
