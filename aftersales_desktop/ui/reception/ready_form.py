"""How the work ended."""

from __future__ import annotations

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, Outcome
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.reception.exit_form import OUTCOMES
from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

INPUTS = (
    Input("outcome", N_("How the work ended"), one_of({one: OUTCOME_TITLES[one] for one in OUTCOMES}), required=True),
    Input("note", N_("Note"), TextField),
)


class ReadyForm(Form):
    """For an order whose device waits for its customer from now on."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, INPUTS)

    def begin(self, order: OrderRow) -> None:
        """Fill in what is known and put the cursor on what is not."""
        self.clear()
        self.set_values({"outcome": (order.outcome.value,) if order.outcome else ()})
        self.focus("outcome")

    def chosen_outcome(self) -> Outcome:
        """How the work ended. ValidationError while nothing is chosen."""
        chosen = self.values()["outcome"]
        if not chosen:
            raise ValidationError([FieldProblem("outcome", Message("Choose how the work ended."))])
        return Outcome(chosen[0])
