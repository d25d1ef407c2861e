"""Calling the customers of the list one after the other, and what follows when nobody comes."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.uncollected import LETTER_TITLES
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import calls, order_rows, uncollected
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.uncollected import Waiting
from aftersales_desktop.ui.follow_up.call_forms import DisposalForm
from aftersales_desktop.ui.follow_up.call_view import CallView
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.button import ToolLink


class CallPart(PanelPart):
    """Shows an order to be followed up, or the minutes of its disposal."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.view = CallView(self.context)
        self.disposal = DisposalForm(self.context)
        self.order: OrderRow | None = None
        self.waiting: Waiting | None = None
        words = self.context.words
        self.keep_call = make_action(screen, "keep_call", words("Save the call"), self.save)
        self.next = make_action(screen, "next_call", words("Next person"), self.open_next)
        self.letter = make_action(screen, "write_letter", words("Write a letter"), self._write_letter)
        self.storage = make_action(screen, "charge_storage", words("Charge storage"), self._charge_storage)
        self.dispose = make_action(screen, "dispose", words("Dispose of it"), self._show_disposal)
        self.show_in_list = make_action(screen, "open_order", words("Open the order"), self._open_order)
        self._buttons = (self.button(self.keep_call, "check", "primary"), self.button(self.next, "arrow-right"))
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        for action, icon in (
            (self.letter, "notes"), (self.storage, "coins"), (self.dispose, "trash"), (self.show_in_list, "tool"),
        ):  # fmt: skip
            self.view.add_tool(ToolLink(self.context.kit, action, icon))
        self.view.copied.connect(self._copy)
        self.view.form.submitted.connect(self.save)
        self.disposal.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The call, and the minutes."""
        return (self.view, self.disposal)

    def open(self, order_id: int) -> None:
        """Show an order, ready for a call."""
        if self._show(order_id):
            self.view.form.begin()

    def follow_row(self, order_id: int | None) -> None:
        """Walking through the list changes the order that is shown; the cursor stays in the list."""
        if order_id is not None and self.shows(self.view) and order_id != self.order.id:
            self._show(order_id)
            self.view.form.clear()

    def refresh(self) -> None:
        """Read the order again, if it is shown."""
        if self.shows(self.view):
            self._show(self.order.id)

    def open_next(self) -> None:
        """The row after the one that is shown; at the end the first."""
        rows = self.screen.page.list.rows
        count = rows.rowCount()
        if not count:
            self.context.notifier.info(Message("Nobody is left to call."))
            return
        place = rows.place_of(self.order.id) if self.order is not None else -1
        self.open(rows.id_at((place + 1) % count))

    def go_back(self) -> None:
        """From the minutes to the order."""
        if self.shows(self.disposal):
            self.open(self.order.id)
        else:
            super().go_back()

    def save(self) -> None:
        """What the shown form is for."""
        if self.shows(self.disposal):
            self._keep_disposal()
        elif self.shows(self.view):
            self._keep_call()

    def update_actions(self) -> None:
        """What can be done depends on how long the device waits."""
        waiting = self.waiting if self.order is not None and self.shows(self.view) else None
        is_shown = self.order is not None and self.shows(self.view)
        self.keep_call.setEnabled(is_shown)
        self.show_in_list.setEnabled(is_shown)
        self.letter.setEnabled(waiting is not None and waiting.next_letter is not None)
        self.storage.setEnabled(waiting is not None and waiting.fee > 0)
        self.dispose.setEnabled(waiting is not None and waiting.may_be_disposed)

    def print_current(self) -> None:
        """Ctrl+P: the newest letter."""
        if self.shows(self.view) and uncollected.list_letters(self.order.id):
            self.context.papers.show("uncollected-letter", self.order.number)

    # steps ----------------------------------------------------------------------------------------------------

    def _show(self, order_id: int) -> bool:
        order = perform(self.context, partial(order_rows.get_order, self.context.desk, order_id))
        if order is None:
            return False
        self.order = order
        self.waiting = uncollected.waiting_of(self.context.desk, order)
        self.view.show_order(order, self.waiting)
        self.show(self.context.words.own_number(order.number), self.view, self._buttons)
        self.screen.page.list.choose(order.id)
        return True

    def _keep_call(self) -> None:
        form, desk, order_id = self.view.form, self.context.desk, self.order.id
        rows = self.screen.page.list.rows
        place = rows.place_of(order_id)
        following = rows.id_at(place + 1) if 0 <= place < rows.rowCount() - 1 else None

        def keep() -> calls.CallRow:
            phone = calls.suggested_phone(desk, order_id)
            return calls.note_call(
                desk, order_id, form.result(), comes_on=form.comes_on(), note=form.values()["note"], phone=phone
            )

        if perform(self.context, keep, form=form) is not None:
            self.context.notifier.info(
                Message("The call about {number} was kept.", number=OwnNumber(self.order.number))
            )
            self.open(following if following is not None else order_id)

    def _write_letter(self) -> None:
        words = self.context.words
        title = Message(LETTER_TITLES[self.waiting.next_letter])
        question = Message("Write the letter “{letter}” now? It counts from today.", letter=title)
        if not self.context.notifier.confirm(question, words("Write")):
            return
        written = perform(self.context, partial(uncollected.write_letter, self.context.desk, self.order.id))
        if written is not None:
            number = self.order.number
            self.open(self.order.id)
            self.context.papers.print_after_save("uncollected-letter", number)

    def _charge_storage(self) -> None:
        title = self.context.words("Storage for {count} days", count=self.waiting.days)
        charge = partial(uncollected.charge_storage, self.context.desk, self.order.id, title)
        if perform(self.context, charge) is not None:
            self.open(self.order.id)
            self.context.notifier.info(Message("Storage was put on the order."))

    def _show_disposal(self) -> None:
        self.show(self.context.words("Minutes of disposal"), self.disposal, self._form_buttons)
        self.disposal.begin()

    def _keep_disposal(self) -> None:
        form, desk, order_id = self.disposal, self.context.desk, self.order.id

        def dispose() -> uncollected.DisposalRow:
            return uncollected.dispose(desk, order_id, form.details())

        minutes = perform(self.context, dispose, form=form)
        if minutes is not None:
            self.panel.close_panel()
            self.context.notifier.info(Message("Minutes {number} were kept.", number=OwnNumber(minutes.number)))
            self.context.papers.print_after_save("disposal-minutes", minutes.number)

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.context.notifier.info(Message("Copied."))

    def _open_order(self) -> None:
        self.context.navigator.open("order", self.order.id)
