"""The counter: intake at one side, the list of orders at the other, and how each device leaves."""

from __future__ import annotations

from enum import Enum, auto
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout

from aftersales_desktop.domain.errors import DeskError, ValidationError
from aftersales_desktop.domain.reception import OPEN_STATES, ORDER_MOVES, OrderState
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import drafts, hand_over, lists, order_rows, reception
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow
from aftersales_desktop.services.reception import INTAKE_DRAFT
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.list_papers import list_title, render_screen_list
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.columns import FILTERS, ORDER_COLUMNS
from aftersales_desktop.ui.reception.device_form import DeviceForm
from aftersales_desktop.ui.reception.hand_back_form import HandBackForm
from aftersales_desktop.ui.reception.intake_panel import IntakePanel
from aftersales_desktop.ui.reception.order_view import OrderView
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.widgets.button import ActionButton, Button
from aftersales_desktop.ui.widgets.list_page import ListPage

LIST = "orders"


class Showing(Enum):
    """What the panel shows."""

    NOTHING = auto()
    INTAKE = auto()
    ORDER = auto()
    READY = auto()
    HAND_BACK = auto()
    EDIT = auto()


class ReceptionScreen(Screen):
    """List of orders; the panel is the intake, an order, its correction or its hand-back."""

    watches = frozenset({Area.RECEPTION, Area.CUSTOMERS, Area.UNITS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self.page = ListPage(kit, words("Repair intake"), ORDER_COLUMNS, FILTERS)
        self.intake = IntakePanel(context)
        self.order_view = OrderView(context)
        self.edit_form = DeviceForm(context)
        self.hand_back_form = HandBackForm(kit)
        self._showing = Showing.NOTHING
        self._order: OrderRow | None = None
        QVBoxLayout(self, contentsMargins=QMargins()).addWidget(self.page)
        self._make_actions()
        self._make_buttons()
        self._connect()

    # building -------------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        words = self.context.words
        self.save_and_print = make_action(self, "save_and_print", words("Save and print"), self._save_and_print)
        self.save = make_action(self, "save", words("Save"), self._save)
        self.cancel = make_action(self, "cancel_intake", words("Clear"), self._throw_away)
        self.ready = make_action(self, "mark_ready", words("Ready"), self.advance_current)
        self.hand_back = make_action(self, "hand_back", words("Hand back"), self.hand_over_current)
        self.confirm = make_action(self, "confirm", words("Confirm"), self._confirm)
        self.back = make_action(self, "back", words("Back"), self._show_current)
        self.edit = make_action(self, "edit_order", words("Change"), self._edit)
        self.print_receipt = make_action(self, "print_receipt", words("Receipt"), self.print_current)
        self.print_label = make_action(self, "print_label", words("Label"), self._print_label)
        self.cancel_order = make_action(self, "cancel_order", words("Cancel intake"), self._cancel_order)

    def _make_buttons(self) -> None:
        kit, words = self.context.kit, self.context.words
        print_list = Button(kit, words("Print the list"), "printer")
        print_list.setObjectName("print_list")
        print_list.clicked.connect(self._print_list)
        self.page.header.add_button(print_list)
        self._intake_buttons = (
            ActionButton(kit, self.save_and_print, "printer", "primary"),
            ActionButton(kit, self.save),
            ActionButton(kit, self.cancel),
        )
        self._order_buttons = (
            ActionButton(kit, self.hand_back, "send", "primary"),
            ActionButton(kit, self.ready, "circle-check"),
            ActionButton(kit, self.print_receipt, "printer"),
        )
        self._form_buttons = (ActionButton(kit, self.confirm, "check", "primary"), ActionButton(kit, self.back))
        for action, icon in ((self.edit, "edit"), (self.print_label, "tag"), (self.cancel_order, "ban")):
            self.order_view.add_tool(ActionButton(kit, action, icon, "ghost"))

    def _connect(self) -> None:
        page = self.page
        page.list.show_order("received", descending=True)
        page.list.row_opened.connect(self._open_order)
        page.list.row_chosen.connect(self._on_row_chosen)
        page.chips.filter_chosen.connect(self.reload)
        page.panel.closed.connect(self._on_panel_closed)
        self.intake.submitted.connect(self._save_and_print)
        self.intake.draft_kept.connect(self._say_draft_kept)
        self.edit_form.submitted.connect(self._confirm)
        self.hand_back_form.submitted.connect(self._confirm)

    # the list -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list, its counts, and the order that is shown."""
        desk, words = self.context.desk, self.context.words
        counts = lists.counts(desk, LIST, desk.today())
        self.page.chips.set_counts(counts)
        self.page.header.set_counts(
            words.plural("{count} open", "{count} open", counts["open"]),
            words.plural("{count} late", "{count} late", counts["late"]),
            words.plural("{count} ready", "{count} ready", counts["ready"]),
        )
        self.page.list.empty_state.say(
            words("No device here"), words("Take the first one in, or choose another filter."), icon="tool",
            action_title=words("New intake"), action=self._new_intake,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, LIST, self.page.chips.chosen()))
        if self._showing is Showing.ORDER:
            self._open_order(self._order.id)

    def show_list(self, chosen_filter: str) -> None:
        """One of the filters."""
        self.page.chips.choose(chosen_filter)

    def open_record(self, kind: str, value: Any) -> None:
        """An order, or a new intake begun with a serial, a customer or a device."""
        if kind == "order":
            self._open_order(value)
        else:
            self.show_intake(value)

    def takes_scan(self, code: str) -> bool:
        """While an intake is open, a barcode is a device's serial."""
        if self._showing is not Showing.INTAKE:
            return False
        self.intake.take_scan(code)
        return True

    # what the panel shows -------------------------------------------------------------------------------------

    def show_intake(self, start: Any = None) -> None:
        """The intake form, with whatever stands in it."""
        self._show(Showing.INTAKE, self.intake, self._intake_buttons)
        self.page.panel.set_title(self.context.words("New intake"))
        self.page.panel.pill.hide()
        self.intake.begin(start)

    def _new_intake(self) -> None:
        self.show_intake()

    def _open_order(self, order_id: int) -> None:
        order = perform(self.context, lambda: order_rows.get_order(self.context.desk, order_id))
        if order is None:
            return
        self._order = order
        self._show_current()
        self.page.list.choose(order.id)

    def _show_current(self) -> None:
        if self._order is None:
            self.show_intake()
            return
        self.order_view.show_order(self._order, self._visit())
        self._show(Showing.ORDER, self.order_view, self._order_buttons)
        self._show_order_head()
        self._update_actions()

    def _visit(self) -> ReceptionRow:
        return order_rows.get_reception(self.context.desk, self._order.reception_id)

    def _show_order_head(self) -> None:
        title, tone = self.order_view.state_title(self._order)
        self.page.panel.set_title(self.context.words.own_number(self._order.number))
        self.page.panel.pill.set_state(title, tone)

    def _show(self, showing: Showing, content: Any, buttons: tuple[Button, ...]) -> None:
        if self._showing is Showing.INTAKE and showing is not Showing.INTAKE:
            self.intake.keep_draft()
        self._showing = showing
        self.page.panel.set_subtitle("")
        self.page.panel.set_content(content)
        self.page.panel.set_actions(*buttons)
        self.page.panel.open_panel()
        self._update_actions()

    def _update_actions(self) -> None:
        is_order = self._showing is Showing.ORDER
        state = self._order.state if self._order else None
        is_open = is_order and state in OPEN_STATES
        in_form = self._showing in (Showing.READY, Showing.HAND_BACK, Showing.EDIT)
        self.hand_back.setEnabled(is_open)
        self.ready.setEnabled(is_order and state is not None and OrderState.READY in ORDER_MOVES[state])
        self.edit.setEnabled(is_open)
        self.cancel_order.setEnabled(is_order and state is not None and OrderState.CANCELLED in ORDER_MOVES[state])
        self.print_receipt.setEnabled(is_order)
        self.print_label.setEnabled(is_order)
        self.save.setEnabled(self._showing is Showing.INTAKE or in_form)
        self.confirm.setEnabled(in_form)

    def _on_row_chosen(self, order_id: int | None) -> None:
        """Walking through the list changes an order that is already shown, never a form."""
        if order_id is not None and self._showing is Showing.ORDER and order_id != self._order.id:
            self._open_order(order_id)

    def _on_panel_closed(self) -> None:
        self.intake.keep_draft()
        self._showing = Showing.NOTHING
        self._update_actions()

    # saving an intake -----------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self._showing is Showing.INTAKE:
            self._save_intake()
        else:
            self._confirm()

    def _save_and_print(self) -> None:
        if self._showing is not Showing.INTAKE:
            self._confirm()
            return
        saved = self._save_intake()
        if saved is None:
            return
        settings = load_settings(self.context.desk)
        if settings.prints_label:
            for order in saved.orders:
                self.context.papers.print_after_save("device-label", order.number)
        self.context.papers.print_after_save("intake-receipt", saved.number)

    def _save_intake(self) -> ReceptionRow | None:
        saved = self._register()
        if saved is None:
            return None
        self.intake.clear()
        drafts.drop_draft(self.context.desk, INTAKE_DRAFT)
        cells = [order.shelf for order in saved.orders]
        self.context.notifier.info(
            Message("Intake {number} saved, shelf {cells}.", number=OwnNumber(saved.number), cells=tuple(cells)),
            undo=lambda saved=saved: self._take_back(saved),
        )
        self.page.list.choose(saved.orders[0].id)
        self.intake.begin()
        return saved

    def _register(self) -> ReceptionRow | None:
        """Problems belong to three forms at once, so this does what `perform` does for one."""
        try:
            return reception.register_intake(self.context.desk, self.intake.intake())
        except ValidationError as error:
            for problem in self.intake.show_problems(error.problems)[:1]:
                self.context.notifier.warning(problem.message)
        except DeskError as error:
            self.context.notifier.warning(error.message)
        return None

    def _take_back(self, saved: ReceptionRow) -> None:
        """Undo: the orders become cancelled and keep their numbers."""
        reason = self.context.words("Taken back right after saving")
        for order in saved.orders:
            perform(self.context, lambda order=order: hand_over.cancel_order(self.context.desk, order.id, reason))

    def _throw_away(self) -> None:
        """Clear the form; what was typed can be had back from the toast."""
        self.intake.keep_draft()
        draft = drafts.find_draft(self.context.desk, INTAKE_DRAFT)
        self.intake.clear()
        drafts.drop_draft(self.context.desk, INTAKE_DRAFT)
        self.intake.owner.form.focus("mobile")
        if draft is not None:
            self.context.notifier.info(
                Message("The intake was cleared."), undo=lambda draft=draft: self.intake.restore(draft.content)
            )

    def _say_draft_kept(self) -> None:
        if self._showing is Showing.INTAKE:
            self.page.panel.set_subtitle(self.context.words("draft kept"))

    def keep_drafts(self) -> None:
        """Before the window is rebuilt or closed."""
        self.intake.keep_draft()

    # an order's next steps ------------------------------------------------------------------------------------

    def advance_current(self) -> None:
        """F6: the work is over."""
        if self._showing is Showing.ORDER and self.ready.isEnabled():
            self._show_hand_back(Showing.READY, self.context.words("Ready"))
        elif self._showing is Showing.ORDER and self.hand_back.isEnabled():
            self.hand_over_current()

    def hand_over_current(self) -> None:
        """F8: the customer is here."""
        if self._showing is Showing.ORDER and self.hand_back.isEnabled():
            self._show_hand_back(Showing.HAND_BACK, self.context.words("Hand back"))

    def _show_hand_back(self, showing: Showing, title: str) -> None:
        self._show(showing, self.hand_back_form, self._form_buttons)
        self.page.panel.set_title(title)
        self.confirm.setText(title)
        self.hand_back_form.begin(self._order, leaves=showing is Showing.HAND_BACK)

    def _edit(self) -> None:
        order = self._order
        self.edit_form.show_device(order.unit, _editable(order))
        self._show(Showing.EDIT, self.edit_form, self._form_buttons)
        self.page.panel.set_title(self.context.words("Change the intake"))
        self.confirm.setText(self.context.words("Save"))
        self.edit_form.fault.focus()

    def _confirm(self) -> None:
        steps = {
            Showing.READY: self._confirm_ready,
            Showing.HAND_BACK: self._confirm_hand_back,
            Showing.EDIT: self._confirm_edit,
        }
        if self._showing in steps:
            saved = steps[self._showing]()
            if saved is not None:
                self._order = saved
                self._show_current()

    def _confirm_ready(self) -> OrderRow | None:
        form, desk = self.hand_back_form, self.context.desk
        outcome = form.outcome()
        if outcome is None:
            outcome = self._order.outcome
        saved = perform(
            self.context, lambda: hand_over.mark_ready(desk, self._order.id, outcome, form.values()["note"]), form=form
        )
        if saved is not None:
            number = OwnNumber(saved.number)
            self.context.notifier.info(Message("{number} is ready.", number=number), undo=self._reopen(saved.id))
        return saved

    def _reopen(self, order_id: int) -> Any:
        return lambda: perform(self.context, lambda: hand_over.reopen_order(self.context.desk, order_id))

    def _confirm_hand_back(self) -> OrderRow | None:
        form, desk = self.hand_back_form, self.context.desk

        def hand_back() -> OrderRow:
            values = form.values()
            return hand_over.hand_back(
                desk, self._order.id, outcome=form.outcome(), receiver_name=values["receiver_name"], note=values["note"]
            )

        saved = perform(self.context, hand_back, form=form)
        if saved is not None:
            self.context.notifier.info(Message("{number} was handed back.", number=OwnNumber(saved.number)))
        return saved

    def _confirm_edit(self) -> OrderRow | None:
        desk = self.context.desk
        saved = perform(
            self.context,
            lambda: reception.edit_order(desk, self._order.id, self.edit_form.device()),
            form=self.edit_form.fault,
        )
        if saved is not None:
            self.context.notifier.info(Message("Intake {number} was changed.", number=OwnNumber(saved.number)))
        return saved

    def _cancel_order(self) -> None:
        words = self.context.words
        question = Message(
            "Cancel the intake of {number}? Its number stays used.", number=OwnNumber(self._order.number)
        )
        reason = self.context.notifier.ask_text(question, words("Cancel intake"), label=words("Reason"))
        if reason is None:
            return
        saved = perform(self.context, lambda: hand_over.cancel_order(self.context.desk, self._order.id, reason))
        if saved is not None:
            self._order = saved
            self._show_current()

    # paper ----------------------------------------------------------------------------------------------------

    def print_current(self) -> None:
        """Ctrl+P: the receipt of the order, or save and print the intake."""
        if self._showing is Showing.INTAKE:
            self._save_and_print()
        elif self._order is not None and self._showing is Showing.ORDER:
            self.context.papers.show("intake-receipt", self._visit().number)

    def _print_label(self) -> None:
        self.context.papers.show("device-label", self._order.number)

    def _print_list(self) -> None:
        chosen = self.page.chips.chosen()
        render = render_screen_list(self.context.desk, LIST, chosen)
        self.context.papers.show_list(list_title(LIST, self.context.words), render)


def _editable(order: OrderRow) -> dict[str, Any]:
    return {
        "symptoms": tuple(chip.code for chip in order.symptoms),
        "customer_words": order.customer_words,
        "conditions": tuple(chip.code for chip in order.conditions),
        "accessories": tuple(chip.code for chip in order.accessories),
        "promised_on": order.promised_on,
        "cost_ceiling": order.cost_ceiling,
        "accessories_note": order.accessories_note,
        "seal_number": order.seal_number,
    }
