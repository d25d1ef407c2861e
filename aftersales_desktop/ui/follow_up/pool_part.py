"""The loaners of the centre: which are free, who has the others, and one more for the pool."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.stock import CONDITION_TITLES, PLACE_TITLES, Condition, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services import loaners
from aftersales_desktop.services.loaners import LoanerRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.loan_forms import PoolForm
from aftersales_desktop.ui.loan_part import LoanPart
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.empty_state import EmptyState
from aftersales_desktop.ui.widgets.link_row import LinkRow


class PoolPart(PanelPart):
    """The list of loaners, and the form for a new one."""

    def __init__(self, screen: PanelScreen, loans: LoanPart) -> None:
        super().__init__(screen)
        self._loans = loans
        self.view = QWidget()
        self.rows = QVBoxLayout(self.view)
        self.rows.setContentsMargins(0, 0, 0, 0)
        self.rows.setSpacing(6)
        self.form = PoolForm(self.context)
        self.form.submitted.connect(self.save)
        self.add = make_action(screen, "add_loaner", self.context.words("Add a loaner"), self._show_form)
        self._buttons = (self.button(self.add, "plus", "primary"),)
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))

    def contents(self) -> tuple[QWidget, ...]:
        """The list and the form."""
        return (self.view, self.form)

    def open(self) -> None:
        """Show the pool as it is now."""
        self._fill(loaners.list_loaners(self.context.desk))
        self.show(self.context.words("Loaners"), self.view, self._buttons)

    def refresh(self) -> None:
        """Read the pool again, if it is shown."""
        if self.shows(self.view):
            self.open()

    def save(self) -> None:
        """A new loaner."""
        if not self.shows(self.form):
            return
        form, desk = self.form, self.context.desk

        def add() -> LoanerRow:
            model_id = form.values()["model"]
            if model_id is None:
                raise ValidationError([FieldProblem("model", Message("Choose the model."))])
            return loaners.add_loaner(desk, model_id, form.values()["serial"], form.details())

        added = perform(self.context, add, form=form)
        if added is not None:
            self.open()
            self.context.notifier.info(Message("{serial} can be lent now.", serial=Code(added.serial)))

    def go_back(self) -> None:
        """From the form to the pool."""
        if self.shows(self.form):
            self.open()
        else:
            super().go_back()

    def _show_form(self) -> None:
        self.show(self.context.words("Add a loaner"), self.form, self._form_buttons)
        self.form.begin()

    def _fill(self, rows: list[LoanerRow]) -> None:
        while (item := self.rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        if not rows:
            empty = EmptyState(self.context.kit)
            empty.say(self.context.words("No loaner yet"), icon="devices")
            empty.setMinimumHeight(160)
            self.rows.addWidget(empty)
        for row in rows:
            self.rows.addWidget(self._link(row))
        self.rows.addStretch(1)

    def _link(self, row: LoanerRow) -> LinkRow:
        words = self.context.words
        title, model = words.code(row.serial), words.value(row.model)
        pill, tone, subtitle = words("Free"), "ok", f"{model} · {row.condition_words}"
        if row.loan_id is not None:
            is_late = row.due_on < self.context.kit.today()
            pill, tone = words("Lent out"), "danger" if is_late else "warn"
            subtitle = words(
                "{customer}, {number}, until {day}", customer=row.customer_name, number=OwnNumber(row.order_number),
                day=row.due_on,
            )  # fmt: skip
        elif not row.is_free:
            pill, tone = words(PLACE_TITLES[row.place]), "danger"
            subtitle = f"{model} · {words(CONDITION_TITLES[row.condition])}"
        link = LinkRow(self.context.kit, title, subtitle, pill, tone, partial(self._act, row))
        link.setObjectName(f"loaner_{row.id}")
        return link

    def _act(self, row: LoanerRow) -> None:
        """What comes next for a loaner: back, fit again, or out of the pool."""
        words, notifier, desk = self.context.words, self.context.notifier, self.context.desk
        if row.loan_id is not None:
            self._loans.begin_back(loaners.get_loan(desk, row.loan_id))
        elif row.place is Place.QUARANTINE:
            question = Message("Was {serial} repaired and may it be lent again?", serial=Code(row.serial))
            if notifier.confirm(question, words("Lend again")):
                perform(self.context, partial(loaners.pass_inspection, desk, row.id, Condition.REPAIRED))
        elif notifier.confirm(Message("Is {serial} lent no more?", serial=Code(row.serial)), words("Take out")):
            perform(self.context, partial(loaners.retire_loaner, desk, row.id))
