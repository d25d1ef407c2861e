"""One order in the panel: looked at, corrected, made ready, handed back, cancelled, put on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import OPEN_STATES, ORDER_MOVES, OrderState
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.services import hand_over, order_rows, reception
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.device_form import DeviceForm
from aftersales_desktop.ui.reception.order_view import OrderView
from aftersales_desktop.ui.reception.ready_form import ReadyForm
from aftersales_desktop.ui.widgets.button import ToolLink


class OrderPart(PanelPart):
    """Shows an order, its correction, or how it leaves."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.view = OrderView(self.context)
        self.edit_form = DeviceForm(self.context)
        self.ready_form = ReadyForm(self.context.kit)
        self.order: OrderRow | None = None
        self.leave: Callable[[int], object] = _nothing
        """Shows how an order is handed over; the screen says what does."""
        self.settles_parts: Callable[[OrderRow], bool] = _nothing
        """Asks where the parts of a cancelled order go; false when it has none."""
        self._make_actions()
        self._make_buttons()
        self.edit_form.submitted.connect(self.save)
        self.ready_form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words = self.screen, self.context.words
        self.ready = make_action(screen, "mark_ready", words("Ready"), self.advance)
        self.hand_back = make_action(screen, "hand_back", words("Hand back"), self.hand_over)
        self.confirm = make_action(screen, "confirm", words("Confirm"), self.save)
        self.edit = make_action(screen, "edit_order", words("Change"), self._edit)
        self.print_receipt = make_action(screen, "print_receipt", words("Receipt"), self.print_current)
        self.print_label = make_action(screen, "print_label", words("Label"), self._print_label)
        self.card = make_action(screen, "issue_from_order", words("Warranty card"), self._issue_card)
        self.bench = make_action(screen, "open_bench", words("Workshop"), self._open_bench)
        self.cancel = make_action(screen, "cancel_order", words("Cancel intake"), self._cancel_order)

    def _make_buttons(self) -> None:
        kit = self.context.kit
        self._order_buttons = (
            self.button(self.hand_back, "send", "primary"),
            self.button(self.ready, "circle-check"),
            self.button(self.print_receipt, "printer"),
        )
        self._form_buttons = (self.button(self.confirm, "check", "primary"), self.button(self.screen.back))
        tools = ((self.edit, "edit"), (self.print_label, "tag"), (self.card, "shield-check"), (self.cancel, "ban"))
        tools = ((self.bench, "list-check"), *tools)
        for action, icon in tools:
            self.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The order and its forms."""
        return (self.view, self.edit_form, self.ready_form)

    # looking at it --------------------------------------------------------------------------------------------

    def open(self, order_id: int) -> None:
        """Show an order."""
        found = perform(self.context, partial(order_rows.get_visit, self.context.desk, order_id))
        if found is not None:
            self._show_order(*found)
            self.screen.page.list.choose(order_id)

    def follow_row(self, order_id: int | None) -> None:
        """Walking through the list changes an order that is already shown, never a form."""
        if order_id is not None and self.shows(self.view) and order_id != self.order.id:
            self.open(order_id)

    def refresh(self) -> None:
        """Read the order again, if it is shown."""
        if self.shows(self.view):
            self.open(self.order.id)

    def go_back(self) -> None:
        """To the order."""
        self._show_order(self.order)

    def _show_order(self, order: OrderRow, visit: ReceptionRow | None = None) -> None:
        self.order = order
        self.view.show_order(order, visit or self._visit())
        self.show(self.context.words.own_number(order.number), self.view, self._order_buttons)
        self.panel.pill.set_state(*self.view.state_title(order))

    def _visit(self) -> ReceptionRow:
        return order_rows.get_reception(self.context.desk, self.order.reception_id)

    def update_actions(self) -> None:
        """What can be done depends on the state."""
        is_shown = self.order is not None and self.shows(self.view)
        moves = ORDER_MOVES[self.order.state] if is_shown else ()
        is_open = is_shown and self.order.state in OPEN_STATES
        self.hand_back.setEnabled(is_open)
        self.edit.setEnabled(is_open)
        self.ready.setEnabled(OrderState.READY in moves)
        self.cancel.setEnabled(OrderState.CANCELLED in moves)
        self.bench.setEnabled(is_open)
        for action in (self.print_receipt, self.print_label, self.card):
            action.setEnabled(is_shown)

    # its next step --------------------------------------------------------------------------------------------

    def advance(self) -> None:
        """F6: the work is over, or the device leaves."""
        if self.ready.isEnabled():
            title = self.context.words("Ready")
            self.confirm.setText(title)
            self.show(title, self.ready_form, self._form_buttons)
            self.ready_form.begin(self.order)
        else:
            self.hand_over()

    def hand_over(self) -> None:
        """F8: the customer is here."""
        if self.hand_back.isEnabled():
            self.leave(self.order.id)

    def _edit(self) -> None:
        self.edit_form.show_device(self.order.unit, _editable(self.order))
        self.confirm.setText(self.context.words("Save"))
        self.show(self.context.words("Change the intake"), self.edit_form, self._form_buttons)
        self.edit_form.focus_fault()

    def save(self) -> None:
        """What the shown form is for."""
        if self.shows(self.edit_form):
            self._confirm_edit()
        elif self.shows(self.ready_form):
            self._confirm_ready()

    def _after(self, order: OrderRow | None, sentence: str, undo: Any = None) -> None:
        if order is not None:
            self._show_order(order)
            self.context.notifier.info(Message(sentence, number=OwnNumber(order.number)), undo=undo)

    def _confirm_ready(self) -> None:
        form, desk, order_id = self.ready_form, self.context.desk, self.order.id

        def mark_ready() -> OrderRow:
            return hand_over.mark_ready(desk, order_id, form.chosen_outcome(), form.values()["note"])

        order = perform(self.context, mark_ready, form=form)
        self._after(order, N_("{number} is ready."), undo=partial(self._reopen, order_id))

    def _reopen(self, order_id: int) -> None:
        reason = self.context.words("Taken back right after saving")
        perform(self.context, partial(hand_over.reopen_order, self.context.desk, order_id, reason))

    def _confirm_edit(self) -> None:
        desk, order_id, form = self.context.desk, self.order.id, self.edit_form

        def edit() -> OrderRow:
            return reception.edit_order(desk, order_id, form.device(), form.promise_reason())

        self._after(perform(self.context, edit, form=form.fault), N_("Intake {number} was changed."))

    def _cancel_order(self) -> None:
        if self.settles_parts(self.order):
            return
        words, number = self.context.words, OwnNumber(self.order.number)
        question = Message("Cancel the intake of {number}? Its number stays used.", number=number)
        reason = self.context.notifier.ask_text(question, words("Cancel intake"), label=words("Reason"))
        if reason is not None:
            cancel = partial(hand_over.cancel_order, self.context.desk, self.order.id, reason)
            self._after(perform(self.context, cancel), N_("The intake of {number} was cancelled."))

    # onwards --------------------------------------------------------------------------------------------------

    def _open_bench(self) -> None:
        self.context.navigator.open("bench", self.order.id)

    def _issue_card(self) -> None:
        self.context.navigator.open("new_card", ("order", (self.order.id, self.order.unit.id)))

    def print_current(self) -> None:
        """The receipt."""
        if self.shows(self.view):
            self.context.papers.show("intake-receipt", self._visit().number)

    def _print_label(self) -> None:
        self.context.papers.show("device-label", self.order.number)


def _editable(order: OrderRow) -> dict[str, Any]:
    return {
        "kind": (order.kind.value,),
        "symptoms": tuple(chip.code for chip in order.symptoms),
        "customer_words": order.customer_words,
        "conditions": tuple(chip.code for chip in order.conditions),
        "accessories": tuple(chip.code for chip in order.accessories),
        "promised_on": order.promised_on,
        "cost_ceiling": order.cost_ceiling,
        "accessories_note": order.accessories_note,
        "seal_number": order.seal_number,
    }


def _nothing(_order: Any) -> bool:
    """Until the screen says otherwise."""
    return False
