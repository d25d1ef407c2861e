"""The hand-over in the panel: one look, a scan that proves the device, one key, and a way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.leaving import Proof
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import departures, leaving
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.exit_form import ExitForm
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.widgets.button import ToolLink


class ExitPart(PanelPart):
    """Hands over the order that `orders` shows, or one whose receipt was scanned."""

    def __init__(self, screen: PanelScreen, orders: OrderPart) -> None:
        super().__init__(screen)
        self._orders = orders
        words = self.context.words
        self.form = ExitForm(self.context)
        self.confirm = make_action(screen, "confirm_exit", words("Hand back"), self.save_and_print)
        self.print_slip = make_action(screen, "print_exit", words("Exit slip"), self._show_slip)
        self.take_back = make_action(screen, "take_exit_back", words("Take the hand-over back"), self._ask_back)
        self._buttons = (self.button(self.confirm, "send", "primary"), self.button(screen.back))
        for action, icon in ((self.print_slip, "printer"), (self.take_back, "arrow-back-up")):
            orders.view.add_tool(ToolLink(self.context.kit, action, icon))
        self.form.submitted.connect(self.save_and_print)
        self.form.companion_chosen.connect(self.open)

    def contents(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def update_actions(self) -> None:
        """A slip and a way back only once the device has left."""
        order = self._orders.order if self._orders.shows(self._orders.view) else None
        self.print_slip.setEnabled(order is not None and order.state in (OrderState.DELIVERED, OrderState.CLOSED))
        self.take_back.setEnabled(order is not None and order.state is OrderState.DELIVERED)

    def open(self, order_id: int) -> None:
        """Show the hand-over of an order; one that is not here any more is only shown."""
        departure = perform(self.context, partial(departures.look_at_departure, self.context.desk, order_id))
        if departure is None or departure.order.state not in OPEN_STATES:
            self._orders.open(order_id)
            return
        number = OwnNumber(departure.order.number)
        self.show(self.context.words("Hand over {number}", number=number), self.form, self._buttons)
        self.form.begin(departure, self.context.desk.actor)
        self.screen.page.list.choose(order_id)

    def open_scanned(self, order_id: int) -> bool:
        """A receipt or label was scanned: what is ready is handed over, anything else only shown."""
        order_id = departures.still_here(self.context.desk, order_id)
        departure = departures.look_at_departure(self.context.desk, order_id)
        if departure.order.state is OrderState.READY:
            self.open(order_id)
            return True
        return False

    def takes_scan(self, code: str) -> bool:
        """The label of the device."""
        proof = departures.proof_of(self.context.desk, self.form.departure.order, code)
        self.form.take_proof(proof)
        if proof is Proof.WRONG:
            self.context.notifier.warning(
                Message(
                    "The label that was scanned is not that of {number}.",
                    number=OwnNumber(self.form.departure.order.number),
                )
            )
        return True

    # leaving --------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S: without a paper."""
        self._hand_over()

    def save_and_print(self) -> None:
        """Ctrl+Enter: with the exit slip."""
        number = self._hand_over()
        if number:
            self.context.papers.print_after_save("exit-slip", number)

    def print_current(self) -> None:
        """Ctrl+P."""
        self.save_and_print()

    def go_back(self) -> None:
        """To the order."""
        self._orders.open(self.form.departure.order.id)

    def _hand_over(self) -> str:
        desk, form, order_id = self.context.desk, self.form, self.form.departure.order.id
        left = self.attempt(form, lambda: leaving.complete_hand_over(desk, order_id, form.hand_over()))
        if left is None:
            return ""
        self._orders.open(order_id)
        undo = partial(self._bring_back, order_id)
        self.context.notifier.info(Message("{number} was handed back.", number=OwnNumber(left.number)), undo=undo)
        return left.number

    def _bring_back(self, order_id: int, reason: str = "") -> None:
        back = perform(self.context, partial(leaving.take_hand_over_back, self.context.desk, order_id, reason))
        if back is not None:
            self._orders.open(order_id)
            self.context.notifier.info(
                Message("{number} is here again, shelf {cell}.", number=OwnNumber(back.number), cell=back.shelf)
            )

    def _ask_back(self) -> None:
        words, order = self.context.words, self._orders.order
        question = Message("Take the hand-over of {number} back?", number=OwnNumber(order.number))
        reason = self.context.notifier.ask_text(question, words("Take the hand-over back"), label=words("Reason"))
        if reason is not None:
            self._bring_back(order.id, reason)

    def _show_slip(self) -> None:
        self.context.papers.show("exit-slip", self._orders.order.number)
