"""The slip of a loaner, its inspection when it comes back, and a new one for the pool."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.loaners import LOANER_CONDITIONS, LoanDetails, LoanerBack
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.loaners import LoanerDetails, LoanerRow, LoanRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.models import model_suggestions
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    DateField,
    MoneyField,
    NoteField,
    SerialField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

BACK_TITLES = {
    Condition.HEALTHY_USED: N_("As it went out"),
    Condition.SUSPECT: N_("To be checked"),
    Condition.FAULTY: N_("Damaged"),
}


def _conditions(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(BACK_TITLES[one])) for one in LOANER_CONDITIONS], single=True)


LEND_INPUTS = (
    Input("loaner", N_("Loaner"), ChoiceField, required=True),
    Input("due_on", N_("Has to be back on"), DateField, required=True),
    Input("value", N_("Value (rial)"), MoneyField),
    Input("deposit", N_("Deposit for the loaner (rial)"), MoneyField),
    Input("condition_words", N_("Condition"), TextField, required=True, help=N_("It stands on the slip.")),
)
BACK_INPUTS = (
    Input("condition", N_("How it came back"), _conditions, required=True),
    Input("words", N_("What was seen"), partial(NoteField, lines=2)),
)
POOL_INPUTS = (
    Input("model", N_("Model"), TextField, required=True),
    Input("serial", N_("Serial"), SerialField, required=True),
    Input("value", N_("Value (rial)"), MoneyField),
    Input("deposit", N_("Deposit for the loaner (rial)"), MoneyField),
    Input("condition_words", N_("Condition"), TextField),
)


class LendForm(Form):
    """A slip that is filled already: Enter in the last input lends."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, LEND_INPUTS)

    def begin(self, free: list[LoanerRow]) -> None:
        """Offer the loaners that are free, the first one chosen."""
        words = self.kit.words
        self.clear()
        titles = [(row.id, f"{row.model} · {words.code(row.serial)}") for row in free]
        self.field("loaner").set_options(titles)
        self.set_values({"loaner": free[0].id if free else None})

    def fill(self, usual: LoanDetails) -> None:
        """What is usual for the loaner chosen."""
        self.set_values(vars(usual))

    def details(self) -> LoanDetails:
        """What was entered."""
        values = self.values()
        return LoanDetails(values["due_on"], values["condition_words"], values["value"] or 0, values["deposit"] or 0)


class LoanerBackForm(Form):
    """The inspection."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, BACK_INPUTS)

    def begin(self, _loan: LoanRow) -> None:
        """As it went out, until something else is seen."""
        self.clear()
        self.set_values({"condition": (Condition.HEALTHY_USED.value,)})
        self.focus("condition")

    def back(self) -> LoanerBack:
        """What was entered."""
        values = self.values()
        return LoanerBack(Condition(values["condition"][0]) if values["condition"] else None, values["words"])


class PoolForm(Form):
    """One more loaner."""

    def __init__(self, context: AppContext) -> None:
        self.model = SuggestField(context.kit, model_suggestions(context))
        super().__init__(context.kit, POOL_INPUTS, {"model": self.model})

    def begin(self) -> None:
        """Empty."""
        self.clear()
        self.focus("model")

    def details(self) -> LoanerDetails:
        """What is usual for it."""
        values = self.values()
        return LoanerDetails(values["value"] or 0, values["deposit"] or 0, values["condition_words"])
