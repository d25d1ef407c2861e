"""How the work ended and who takes the device."""

from __future__ import annotations

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, Outcome
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

_OFFERED = (
    Outcome.REPAIRED, Outcome.REPLACED, Outcome.NO_FAULT_FOUND, Outcome.PRICE_REFUSED, Outcome.NOT_REPAIRABLE,
    Outcome.WARRANTY_REFUSED, Outcome.PART_UNAVAILABLE,
)  # fmt: skip


def _outcomes(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(OUTCOME_TITLES[one])) for one in _OFFERED], single=True)


INPUTS = (
    Input("outcome", N_("How the work ended"), _outcomes, required=True),
    Input("receiver_name", N_("Handed to"), TextField),
    Input("note", N_("Note"), TextField),
)


class HandBackForm(Form):
    """For "ready" (without a receiver) and for handing back."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, INPUTS)

    def begin(self, order: OrderRow, *, leaves: bool) -> None:
        """Fill in what is known and put the cursor on what is not."""
        self.clear()
        self.set_values({"outcome": (order.outcome.value,) if order.outcome else ()})
        self.set_shown("outcome", order.outcome is None)
        self.set_shown("receiver_name", leaves)
        if leaves:
            self.set_values({"receiver_name": order.owner.name})
        self.focus("outcome" if order.outcome is None else "receiver_name")

    def chosen_outcome(self) -> Outcome:
        """How the work ended. ValidationError while nothing is chosen."""
        chosen = self.values()["outcome"]
        if not chosen:
            raise ValidationError([FieldProblem("outcome", Message("Choose how the work ended."))])
        return Outcome(chosen[0])
