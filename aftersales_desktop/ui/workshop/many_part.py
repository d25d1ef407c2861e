"""Several orders at once: the same next step for all that can take it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.order_states import OPEN_STATES, STATE_TITLES, OrderState
from aftersales_desktop.domain.workshop import OWN_WAYS, READY_OUTCOMES, Step
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.services import order_steps
from aftersales_desktop.services.lists import BenchRow
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.workshop.forms import StepForm

_MOST_NAMED = 6


def _targets(kit: Kit) -> ChipsField:
    states = [state for state in OPEN_STATES if state not in OWN_WAYS and state is not OrderState.RECEIVED]
    return ChipsField(kit, [Chip(state.value, kit.words(STATE_TITLES[state])) for state in states], single=True)


class ManyPart(PanelPart):
    """The marked orders, and where they shall go."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        kit = self.context.kit
        self.content = QWidget()
        self._names = Label(kit, "", "hint", wrap=True)
        self.target_form = Form(kit, (Input("target", N_("Next state"), _targets),))
        self.step_form = StepForm(self.context)
        self._rows: list[BenchRow] = []
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for widget in (self._names, self.target_form, self.step_form):
            layout.addWidget(widget)
        layout.addStretch(1)
        self._buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.target_form.changed.connect(self._on_target)
        self.target_form.submitted.connect(self.save)
        self.step_form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """One form for all of them."""
        return (self.content,)

    def open(self) -> None:
        """Show the marked orders with every state that one of them may take next."""
        words = self.context.words
        self._rows = self.screen.page.list.marked_rows()
        if not self._rows:
            self.context.notifier.warning(Message("Mark some orders first, with Ctrl or Shift."))
            return
        self.target_form.clear()
        self._names.setText(words.joined([OwnNumber(row.number) for row in self._rows]))
        title = words.plural("{count} order", "{count} orders", len(self._rows))
        self.show(title, self.content, self._buttons)
        self._on_target("target")
        self.target_form.focus("target")

    def go_back(self) -> None:
        """To the list."""
        self.panel.close_panel()

    def _target(self) -> OrderState | None:
        chosen = self.target_form.field("target").value()
        return OrderState(chosen[-1]) if chosen else None

    def _on_target(self, _name: str) -> None:
        target = self._target()
        self.step_form.setVisible(target is not None)
        if target is not None:
            outcomes = READY_OUTCOMES[OrderState.IN_REPAIR] if target is OrderState.READY else ()
            self.step_form.begin(Step(target, outcomes=outcomes), None)

    def save(self) -> None:
        """The step for all of them, in one go; those that cannot take it are named."""
        target = self._target()
        if target is None:
            self.context.notifier.warning(Message("Choose the next state."))
            return
        form, orders = self.step_form, [(row.id, row.rev) for row in self._rows]

        def change() -> order_steps.BulkResult:
            values = form.values()
            return order_steps.advance_many(
                self.context.desk, orders, target, technician_id=values["technician_id"], note=values["note"],
                outcome=form.outcome(),
            )  # fmt: skip

        result = perform(self.context, change, form=form)
        if result is not None:
            self.panel.close_panel()
            self._tell(result)

    def _tell(self, result: order_steps.BulkResult) -> None:
        notifier = self.context.notifier
        if result.done:
            notifier.info(Message("{count} order was changed.", "{count} orders were changed.", count=len(result.done)))
        for number, reason in result.refused[:_MOST_NAMED]:
            notifier.warning(
                Message("{number} stays as it is: {reason}", number=OwnNumber(number), reason=reason)
            )  # fmt: skip
