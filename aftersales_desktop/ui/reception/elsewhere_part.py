"""What an order needs from outside: a loaner for its customer, another workshop, a call, a letter of refusal."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.order_states import OPEN_STATES, ORDER_MOVES, OrderState
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import loaners, outside_repair, refusals, rights
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.loan_part import LoanPart
from aftersales_desktop.ui.outside_part import OutsidePart
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.order_notices import OrderNotices
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.widgets.button import ToolLink


class ElsewherePart(LoanPart):
    """The forms of a loan, and the buttons of an order that lead outside."""

    def __init__(self, screen: PanelScreen, orders: OrderPart, outside: OutsidePart) -> None:
        super().__init__(screen, orders.open)
        self._orders, self._outside = orders, outside
        self.notices = OrderNotices(self.context)
        self.notices.acted.connect(self._on_notice)
        orders.view.add_notices(self.notices)
        words, kit = self.context.words, self.context.kit
        self.lend = make_action(screen, "lend", words("Lend a loaner"), self._lend_for_order)
        self.loaner_back = make_action(screen, "loaner_back", words("Loaner is back"), self._loaner_back)
        self.send = make_action(screen, "send_outside", words("Send outside"), self._send_outside)
        self.device_back = make_action(screen, "device_back", words("Back from outside"), self._device_back)
        self.call = make_action(screen, "call_customer", words("Call"), self._call)
        self.refusal = make_action(screen, "refusal_letter", words("Letter of refusal"), self._print_refusal)
        self.slip = make_action(screen, "loaner_slip", words("Loaner slip"), self._print_slip)
        tools = (
            (self.call, "phone"), (self.lend, "devices"), (self.send, "truck"), (self.loaner_back, "arrow-back-up"),
            (self.slip, "printer"), (self.device_back, "download"), (self.refusal, "shield-x"),
        )  # fmt: skip
        for action, icon in tools:
            orders.view.add_tool(ToolLink(kit, action, icon))

    def update_actions(self) -> None:
        """What can be done depends on the order that is shown."""
        order = self._orders.order if self._orders.shows(self._orders.view) else None
        desk = self.context.desk
        has_loan = order is not None and bool(loaners.loans_of(desk, order.id))
        is_open = order is not None and order.state in OPEN_STATES and order.origin == "counter"
        self.call.setEnabled(is_open)
        self.lend.setEnabled(is_open)
        self.loaner_back.setEnabled(has_loan)
        self.slip.setEnabled(has_loan)
        self.send.setEnabled(is_open and OrderState.AT_EXTERNAL in ORDER_MOVES[order.state])
        self.device_back.setEnabled(order is not None and outside_repair.current_job(desk, order.id) is not None)
        self.refusal.setEnabled(order is not None and order.origin == "counter" and refusals.is_refused(desk, order))
        if order is not None:
            self.notices.show_order(order)

    def _lend_for_order(self) -> None:
        self.begin(self._orders.order.id)

    def _loaner_back(self) -> None:
        self.take_back_of(self._orders.order.id)

    def _send_outside(self) -> None:
        self._outside.begin(self._orders.order.id)

    def _device_back(self) -> None:
        self._outside.begin_back(self._orders.order.id)

    def _call(self) -> None:
        self.context.navigator.open("call", self._orders.order.id)

    def _print_refusal(self) -> None:
        self.context.papers.show("refusal-letter", self._orders.order.number)

    def _print_slip(self) -> None:
        self.context.papers.show("loaner-slip", self._orders.order.number)

    def _on_notice(self, name: str) -> None:
        """What a banner offers: note the extension, or what was decided about a replacement."""
        desk, order, words = self.context.desk, self._orders.order, self.context.words
        if name == "overtime":
            if perform(self.context, partial(rights.grant_overtime, desk, order.id)) is not None:
                self.context.notifier.info(Message("The extension was noted."))
                self._orders.open(order.id)
            return
        question = words("What was decided about the replacement?")
        decision = self.context.notifier.ask_text(question, words("Save"), label=words("Decision"))
        if decision is not None:
            decide = partial(rights.decide_replacement, desk, order.id, decision)
            if perform(self.context, decide) is not None:
                self._orders.open(order.id)
