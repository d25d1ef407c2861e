"""The estimate of the order in the panel: write it, give it, and note what the customer says; one key each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.estimates import Answer, EstimateState
from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import approvals, estimates
from aftersales_desktop.services.estimates import PRICED_STATES, EstimateRow
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.answer_form import AnswerForm
from aftersales_desktop.ui.reception.estimate_form import EstimateForm
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.widgets.button import ToolLink

Decide = Callable[[Desk, int, Answer], EstimateRow]


class EstimatePart(PanelPart):
    """Estimates of the order that `orders` shows."""

    def __init__(self, screen: PanelScreen, orders: OrderPart) -> None:
        super().__init__(screen)
        self._orders = orders
        self.form = EstimateForm(self.context)
        self.answer_form = AnswerForm(self.context.kit)
        self._decide: Decide = approvals.approve_estimate
        self._order: OrderRow | None = None
        self._open: EstimateRow | None = None
        self._answered: EstimateRow | None = None
        self._make_actions()
        self._make_buttons()
        self.form.submitted.connect(self.save_and_print)
        self.answer_form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words = self.screen, self.context.words
        self.write = make_action(screen, "estimate", words("Estimate"), self.begin)
        self.approve = make_action(screen, "approve", words("Customer agrees"), self._begin_approval)
        self.refuse = make_action(screen, "refuse", words("Customer refuses"), self._begin_refusal)
        self.no_answer = make_action(screen, "no_answer", words("No answer"), self._note_no_answer)
        self.issue = make_action(screen, "issue_estimate", words("Give to the customer"), self.save_and_print)
        self.confirm = make_action(screen, "confirm_answer", words("Note the answer"), self.save)
        self.show_paper = make_action(screen, "print_estimate", words("Estimate on paper"), self._show_paper)

    def _make_buttons(self) -> None:
        kit, screen = self.context.kit, self.screen
        self._form_buttons = (
            self.button(self.issue, "printer", "primary"), self.button(screen.save), self.button(screen.back),
        )  # fmt: skip
        self._answer_buttons = (self.button(self.confirm, "check", "primary"), self.button(screen.back))
        tools = (
            (self.write, "receipt"), (self.approve, "circle-check"), (self.refuse, "ban"), (self.no_answer, "phone"),
            (self.show_paper, "printer"),
        )  # fmt: skip
        for action, icon in tools:
            self._orders.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The estimate and the answer to it."""
        return (self.form, self.answer_form)

    def update_actions(self) -> None:
        """What can be done depends on the order's state and its newest version."""
        order = self._orders.order if self._orders.shows(self._orders.view) else None
        versions = estimates.list_estimates(self.context.desk, order.id) if order is not None else []
        given = [one for one in versions if one.state is not EstimateState.DRAFT]
        self._open = next((one for one in versions if one.state is EstimateState.ISSUED), None)
        is_open = order is not None and order.state in OPEN_STATES
        self.write.setEnabled(order is not None and order.state in PRICED_STATES)
        self.approve.setEnabled(is_open and self._open is not None)
        self.refuse.setEnabled(is_open and self._open is not None)
        self.no_answer.setEnabled(is_open and self._open is not None)
        self.show_paper.setEnabled(bool(given))

    # writing --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """E."""
        if not self.write.isEnabled():
            return
        self._order = self._orders.order
        draft = estimates.proposed_draft(self.context.desk, self._order.id)
        number = OwnNumber(self._order.number)
        self.show(self.context.words("Estimate for {number}", number=number), self.form, self._form_buttons)
        self.form.begin(self._order.id, draft)

    def save(self) -> None:
        """Ctrl+S: a draft, or the customer's answer."""
        if self.shows(self.answer_form):
            self._note_answer()
        elif self.shows(self.form):
            desk, order_id, form = self.context.desk, self._order.id, self.form
            kept = self.attempt(form, lambda: estimates.save_draft(desk, order_id, form.draft()))
            if kept is not None:
                self.context.notifier.info(Message("The estimate was kept; the customer has not got it yet."))
                self._orders.open(order_id)

    def save_and_print(self) -> None:
        """Ctrl+Enter: the customer gets it."""
        if not self.shows(self.form):
            self.save()
            return
        desk, order_id, form = self.context.desk, self._order.id, self.form
        issued = self.attempt(form, lambda: estimates.issue_estimate(desk, order_id, form.draft()))
        if issued is None:
            return
        self._orders.open(order_id)
        number = OwnNumber(issued.number)
        if estimates.needs_answer(desk, issued):
            self.context.notifier.info(Message("Estimate {number} waits for the customer's answer.", number=number))
        else:
            self.context.notifier.info(
                Message("Estimate {number} is within what is agreed already; no call is needed.", number=number)
            )
        self.context.papers.print_after_save("estimate", issued.number)

    def print_current(self) -> None:
        """Ctrl+P."""
        if self.shows(self.form):
            self.save_and_print()

    def go_back(self) -> None:
        """To the order."""
        self._orders.open(self._order.id)

    # the answer -----------------------------------------------------------------------------------------------

    def _begin_approval(self) -> None:
        """A."""
        self._begin_answer(self.context.words("Customer agrees"), approvals.approve_estimate, agrees=True)

    def _begin_refusal(self) -> None:
        """R."""
        self._begin_answer(self.context.words("Customer refuses"), approvals.refuse_estimate, agrees=False)

    def _begin_answer(self, title: str, decide: Decide, *, agrees: bool) -> None:
        estimate = self._open
        if estimate is None:
            return
        self._order, self._decide, self._answered = self._orders.order, decide, estimate
        self.show(title, self.answer_form, self._answer_buttons)
        self.answer_form.begin(self._order, estimate, agrees=agrees)

    def _note_answer(self) -> None:
        desk, form, estimate, decide = self.context.desk, self.answer_form, self._answered, self._decide
        answered = perform(self.context, lambda: decide(desk, estimate.id, form.answer()), form=form)
        if answered is not None:
            self._orders.open(estimate.order_id)
            if answered.state is EstimateState.REFUSED:
                self.context.notifier.info(
                    Message("The customer refused estimate {number}.", number=OwnNumber(answered.number))
                )
            else:
                self.context.notifier.info(
                    Message("The customer agreed to estimate {number}.", number=OwnNumber(answered.number))
                )

    def _note_no_answer(self) -> None:
        """N."""
        if self._open is None:
            return
        note = partial(approvals.note_no_answer, self.context.desk, self._open.order_id)
        calls = perform(self.context, note)
        if calls is not None:
            self.context.notifier.info(
                Message("{count} call without an answer.", "{count} calls without an answer.", count=calls)
            )

    def _show_paper(self) -> None:
        self.context.papers.show("estimate", self._orders.order.number)
