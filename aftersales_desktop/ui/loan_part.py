"""Lending a loaner for an order, and taking it back; shared by the screens that show an order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services import loaners
from aftersales_desktop.services.loaners import LoanRow
from aftersales_desktop.ui.loan_forms import LendForm, LoanerBackForm
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform

SLIP = "loaner-slip"


class LoanPart(PanelPart):
    """The two forms; `leave` is called with the order once one of them is done with."""

    def __init__(self, screen: PanelScreen, leave: Callable[[int], object]) -> None:
        super().__init__(screen)
        self._leave = leave
        self._order_id = 0
        self._loan: LoanRow | None = None
        self.lend_form = LendForm(self.context.kit)
        self.back_form = LoanerBackForm(self.context.kit)
        self._buttons = (
            self.button(screen.save_and_print, "printer", "primary"), self.button(screen.save, "check"),
            self.button(screen.back),
        )  # fmt: skip
        self._back_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.lend_form.submitted.connect(self.save_and_print)
        self.lend_form.changed.connect(self._on_changed)
        self.back_form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The forms."""
        return (self.lend_form, self.back_form)

    def begin(self, order_id: int) -> None:
        """Lend for an order, filled so that Enter is enough; refused in one sentence while no loaner is free."""
        free = loaners.free_loaners(self.context.desk)
        if not free:
            self.context.notifier.warning(Message("No loaner is free. Add one under “Loaners” in the follow-up."))
            return
        self._order_id = order_id
        self.lend_form.begin(free)
        self._fill()
        self.show(self.context.words("Lend a loaner"), self.lend_form, self._buttons)
        self.lend_form.focus("condition_words")

    def begin_back(self, loan: LoanRow) -> None:
        """Take one back."""
        self._loan, self._order_id = loan, loan.order_id
        title = self.context.words("Loaner {serial} is back", serial=Code(loan.loaner.serial))
        self.show(title, self.back_form, self._back_buttons)
        self.back_form.begin(loan)

    def take_back_of(self, order_id: int) -> bool:
        """Take back what the customer of an order has; False when that is nothing."""
        open_loans = loaners.loans_of(self.context.desk, order_id)
        if open_loans:
            self.begin_back(open_loans[0])
        return bool(open_loans)

    def save(self) -> None:
        """What the shown form is for."""
        if self.shows(self.lend_form):
            self._lend(prints=False)
        elif self.shows(self.back_form):
            self._take_back()

    def save_and_print(self) -> None:
        """Lend, with the slip."""
        if self.shows(self.lend_form):
            self._lend(prints=True)
        else:
            self.save()

    def go_back(self) -> None:
        """To the order."""
        self._leave(self._order_id)

    def _fill(self) -> None:
        chosen = self.lend_form.field("loaner").value()
        row = next((row for row in loaners.free_loaners(self.context.desk) if row.id == chosen), None)
        if row is not None:
            self.lend_form.fill(loaners.usual_loan(self.context.desk, self._order_id, row))

    def _on_changed(self, name: str) -> None:
        if name == "loaner":
            self._fill()

    def _lend(self, *, prints: bool) -> None:
        form, desk, order_id = self.lend_form, self.context.desk, self._order_id

        def lend() -> LoanRow:
            loaner_id = form.values()["loaner"]
            if loaner_id is None:
                raise ValidationError([FieldProblem("loaner", Message("Choose a loaner."))])
            return loaners.lend(desk, order_id, loaner_id, form.details())

        loan = perform(self.context, lend, form=form)
        if loan is None:
            return
        self._leave(order_id)
        self.context.notifier.info(
            Message("{serial} was lent until {day}.", serial=Code(loan.loaner.serial), day=loan.due_on)
        )
        if prints:
            self.context.papers.print_after_save(SLIP, loan.order_number)

    def _take_back(self) -> None:
        form, desk, loan = self.back_form, self.context.desk, self._loan

        def take_back() -> LoanRow:
            return loaners.take_loaner_back(desk, loan.id, form.back())

        back = perform(self.context, take_back, form=form)
        if back is not None:
            self._leave(back.order_id)
            self.context.notifier.info(Message("Loaner {serial} is back.", serial=Code(back.loaner.serial)))
