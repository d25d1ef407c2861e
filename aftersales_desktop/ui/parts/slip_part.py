"""Slips in the panel: writing one of each kind, looking at one, printing it, taking it back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.slips import SLIP_TITLES, SlipKind
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import reservations, slip_rows, stock_slips
from aftersales_desktop.services.reservations import ReservationRow
from aftersales_desktop.services.slip_rows import FAULTY_LABEL, ORDER_LABEL, SLIP_DOCUMENTS, SlipRow
from aftersales_desktop.services.stock_slips import PostedSlip
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.parts.goods_form import GoodsForm
from aftersales_desktop.ui.parts.slip_form import SlipForm
from aftersales_desktop.ui.parts.slip_view import SlipView
from aftersales_desktop.ui.parts.taking_form import LOOKS, TakingForm
from aftersales_desktop.ui.perform import perform


class SlipPart(PanelPart):
    """Shows the form of a slip, or a slip."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.forms: dict[SlipKind, SlipForm] = {SlipKind.RECEIPT: GoodsForm(self.context)}
        for kind in LOOKS:
            self.forms[kind] = TakingForm(self.context, kind)
        self.view = SlipView(self.context)
        self.slip: SlipRow | None = None
        words = self.context.words
        self.print = make_action(screen, "print_slip", words("Print the slip"), self.print_current)
        self.take_back = make_action(screen, "take_slip_back", words("Take back"), self._take_back)
        self.label = make_action(screen, "print_labels", words("Bag label"), self._print_labels)
        self.order_labels = make_action(
            screen, "print_order_labels", words("Labels of the orders"), self._print_order_labels
        )
        self._arrived: tuple[ReservationRow, ...] = ()
        self._form_buttons = (
            self.button(screen.save_and_print, "printer", "primary"),
            self.button(screen.save),
        )
        self._view_buttons = (self.button(self.print, "printer", "primary"), self.button(self.take_back))
        self._faulty_buttons = (self._view_buttons[0], self.button(self.label, "tag"), self._view_buttons[1])
        self._arrived_buttons = (self._view_buttons[0], self.button(self.order_labels, "tag"), self._view_buttons[1])
        for form in self.forms.values():
            form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """Every form, and the slip."""
        return (*self.forms.values(), self.view)

    def begin(self, kind: SlipKind) -> None:
        """A new slip of a kind; one that was begun and left is gone on with."""
        form = self.forms[kind]
        self.show(self.context.words(SLIP_TITLES[kind]), form, self._form_buttons)
        if not form.lines.lines():
            form.begin()
        else:
            form.load_choices()
            form.entry.focus()

    def open(self, slip_id: int) -> None:
        """Show a slip."""
        slip = perform(self.context, partial(slip_rows.get_slip, self.context.desk, slip_id))
        if slip is not None:
            self._show(PostedSlip(slip, tuple(reservations.arrived_with(self.context.desk, slip.id))))

    def update_actions(self) -> None:
        """A slip that is shown is printed, and taken back once."""
        slip = self.slip if self.shows(self.view) else None
        self.print.setEnabled(slip is not None)
        self.take_back.setEnabled(slip is not None and slip.taken_back_at is None)
        self.label.setEnabled(bool(self._faulty_serials()))
        self.order_labels.setEnabled(bool(self._waiting_orders()))

    def takes_scan(self, code: str) -> bool:
        """A barcode goes on the slip that is being written."""
        form = self._form()
        if form is None:
            return False
        form.take_scan(code)
        return True

    def save(self) -> None:
        """Write the slip."""
        self._post()

    def save_and_print(self) -> None:
        """Write it, and its paper comes out at once."""
        posted = self._post()
        if posted is not None:
            labels = [(FAULTY_LABEL, serial) for serial in self._faulty_serials()]
            labels += [(ORDER_LABEL, number) for number in self._waiting_orders()]
            document = SLIP_DOCUMENTS[posted.slip.kind]
            self.context.papers.print_after_save(document, posted.slip.number, beside=labels)

    def print_current(self) -> None:
        """Ctrl+P: the slip that is shown."""
        if self.shows(self.view) and self.slip is not None:
            self.context.papers.show(SLIP_DOCUMENTS[self.slip.kind], self.slip.number)

    def _faulty_serials(self) -> list[str]:
        """Serials on the shown receipt of faulty parts, for the labels of their bags."""
        slip = self.slip if self.shows(self.view) else None
        if slip is None or slip.kind is not SlipKind.FAULTY_RECEIPT or slip.taken_back_at is not None:
            return []
        return [line.serial for line in slip.lines if line.serial]

    def _waiting_orders(self) -> list[str]:
        """The orders that waited for what the shown slip brought: their labels go on the parts."""
        shown = self.shows(self.view) and self.slip is not None and self.slip.taken_back_at is None
        return list(dict.fromkeys(row.order_number for row in self._arrived)) if shown else []

    def _print_order_labels(self) -> None:
        first, *others = self._waiting_orders()
        self.context.papers.print_after_save(ORDER_LABEL, first, beside=[(ORDER_LABEL, one) for one in others])

    def _print_labels(self) -> None:
        """The first label is shown; with a printer of its own every bag gets one at once."""
        first, *others = self._faulty_serials()
        self.context.papers.print_after_save(FAULTY_LABEL, first, beside=[(FAULTY_LABEL, one) for one in others])

    def _form(self) -> SlipForm | None:
        content = self.screen.shown()
        return content if isinstance(content, SlipForm) else None

    def _post(self) -> PostedSlip | None:
        form, desk = self._form(), self.context.desk
        if form is None:
            return None
        posted = self.attempt(form, lambda: stock_slips.post_slip(desk, form.input()))
        if posted is not None:
            form.begin()
            self._show(posted)
            self.context.notifier.info(
                Message("Slip {number} was written.", number=OwnNumber(posted.slip.number)),
                undo=partial(self._undo, posted.slip.id),
            )
        return posted

    def _show(self, posted: PostedSlip) -> None:
        self.slip, self._arrived = posted.slip, posted.arrived
        self.view.show_slip(posted.slip, posted.arrived)
        is_faulty = posted.slip.kind is SlipKind.FAULTY_RECEIPT
        usual = self._arrived_buttons if self._arrived else self._view_buttons
        buttons = self._faulty_buttons if is_faulty else usual
        self.show(self.context.words.value(OwnNumber(posted.slip.number)), self.view, buttons)
        self.panel.set_subtitle(self.context.words(SLIP_TITLES[posted.slip.kind]))

    def _undo(self, slip_id: int) -> None:
        self._take(slip_id, self.context.words("Taken back right after saving"))

    def _take_back(self) -> None:
        words = self.context.words
        question = words("Take this slip back? Everything on it returns to where it was.")
        reason = self.context.notifier.ask_text(question, words("Take back"), label=words("Reason"))
        if reason is not None:
            self._take(self.slip.id, reason)

    def _take(self, slip_id: int, reason: str) -> None:
        slip = perform(self.context, partial(stock_slips.take_slip_back, self.context.desk, slip_id, reason))
        if slip is not None:
            self._show(PostedSlip(slip))
            self.context.notifier.info(Message("Slip {number} was taken back.", number=OwnNumber(slip.number)))
