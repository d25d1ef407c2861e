"""What the customer said to an estimate: who, how, and in which words."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.estimates import ANSWER_BY_TITLES, Answer, AnswerBy
from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.estimates import EstimateRow
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField, NoteField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

INPUTS = (
    Input("option", N_("Which option"), partial(ChipsField, single=True), required=True),
    Input("who", N_("Who answered"), TextField, required=True),
    Input("how", N_("How"), one_of(ANSWER_BY_TITLES), required=True),
    Input("words", N_("In their own words"), partial(NoteField, lines=2), help=N_("What was said, as it was said.")),
)


class AnswerForm(Form):
    """For a yes (with the option) and a no."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, INPUTS)

    def begin(self, order: OrderRow, estimate: EstimateRow, *, agrees: bool) -> None:
        """The owner by phone is the usual case; the cursor stands on the first thing that may be otherwise."""
        words = self.kit.words
        self.clear()
        chips = [
            Chip(
                option,
                words(
                    "Option {number}: {amount}", number=option,
                    amount=Money(estimate.payable(option), estimate.currency),
                ),
            )
            for option in estimate.options
        ]  # fmt: skip
        self.field("option").set_chips(chips)
        self.set_values({"option": estimate.options[:1], "who": order.owner.name, "how": (AnswerBy.PHONE.value,)})
        has_choice = agrees and len(estimate.options) > 1
        self.set_shown("option", has_choice)
        self.focus("option" if has_choice else "words")

    def answer(self) -> Answer:
        """What was entered. ValidationError for an input that cannot be read."""
        values = self.values()
        option, how = values["option"], values["how"]
        return Answer(values["who"], AnswerBy((how or (AnswerBy.PHONE,))[0]), values["words"], (option or (1,))[0])
