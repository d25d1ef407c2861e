"""Putting a device into another cell by hand."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.cells import scanned_cell
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import cells
from aftersales_desktop.services.cells import CellMove
from aftersales_desktop.ui.cell_scans import say_put_away
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.fields import SuggestField, Suggestion
from aftersales_desktop.ui.widgets.form import Form, Input


class CellForm(Form):
    """One input: the cell."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.cell = SuggestField(context.kit, self._suggest, keeps_text=True, lists_usual=True)
        given = Input(
            "cell", N_("Cell"), partial(SuggestField, find=self._suggest), required=True,
            help=N_("Type a cell or scan its label; Down lists the free ones."),
        )  # fmt: skip
        super().__init__(context.kit, (given,), {"cell": self.cell})

    def chosen(self) -> str:
        """The cell that was typed, taken from the list, or scanned into the input."""
        typed = self.cell.text()
        return scanned_cell(typed) or self.cell.value() or typed

    def _suggest(self, text: str) -> list[Suggestion]:
        words = self._context.words
        found = cells.suggest_cells(self._context.desk, scanned_cell(text) or text)
        return [Suggestion(cell, cell, words("free") if is_free else words("taken")) for cell, is_free in found]


class CellPart(PanelPart):
    """The form, and the button of an order that leads to it."""

    def __init__(self, screen: PanelScreen, orders: OrderPart) -> None:
        super().__init__(screen)
        self._orders = orders
        self._order_id = 0
        self.form = CellForm(self.context)
        self.move = make_action(screen, "move_to_cell", self.context.words("Move to a cell"), self.begin)
        self._buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        orders.view.add_tool(ToolLink(self.context.kit, self.move, "map-pin"))
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def update_actions(self) -> None:
        """Only what is in the house can be put away."""
        order = self._orders.order if self._orders.shows(self._orders.view) else None
        is_here = order is not None and order.state in OPEN_STATES and order.state is not OrderState.AT_EXTERNAL
        self.move.setEnabled(is_here and order.unit.is_in_custody)

    def begin(self) -> None:
        """Ask for the cell of the order that is shown."""
        self._order_id = self._orders.order.id
        self.show(self.context.words("Move to a cell"), self.form, self._buttons)
        self.form.clear()
        self.form.focus("cell")

    def save(self) -> None:
        """Ctrl+S."""
        desk, form, order_id = self.context.desk, self.form, self._order_id

        def move() -> CellMove:
            return cells.move_to_cell(desk, order_id, form.chosen())

        moved = perform(self.context, move, form=form)
        if moved is not None:
            self._orders.open(order_id)
            say_put_away(self.context, moved, self._orders.open)

    def go_back(self) -> None:
        """To the order."""
        self._orders.open(self._order_id)
