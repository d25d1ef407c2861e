"""For whom a claim is, what goes in, how it goes out, and what the supplier answered."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.supplier_claims import ANSWERS, LINE_STATE_TITLES, ClaimAnswer, LineState
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.claim_rows import ClaimLineRow
from aftersales_desktop.services.supplier_claims import Posting
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    CodeField,
    MoneyField,
    NoteField,
    NumberField,
    SerialField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _answers(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(LINE_STATE_TITLES[one])) for one in ANSWERS], single=True)


SUPPLIER_INPUTS = (Input("supplier", N_("Supplier"), ChoiceField, required=True),)
SCAN_INPUTS = (
    Input("serial", N_("Serial of the faulty part"), SerialField, help=N_("Scan it; it is added at once.")),
    Input("fault", N_("Fault"), TextField),
)
COUNTED_INPUTS = (
    Input("part", N_("Part"), ChoiceField, required=True),
    Input("quantity", N_("How many"), partial(NumberField, least=1, most=1_000_000), required=True),
    Input("fault", N_("Fault"), TextField),
)
POSTING_INPUTS = (
    Input("waybill", N_("Waybill"), CodeField),
    Input("their_number", N_("Their number"), CodeField),
    Input("note", N_("Note"), partial(NoteField, lines=3)),
)
ANSWER_INPUTS = (
    Input("state", N_("What the supplier did"), _answers, required=True),
    Input("serial", N_("Serial that came instead"), SerialField),
    Input("received", N_("Paid back (rial)"), MoneyField),
    Input("quantity", N_("How many of them"), partial(NumberField, least=1, most=1_000_000)),
    Input("note", N_("Their words"), TextField),
)


class AnswerForm(Form):
    """Only what the chosen answer needs is asked."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, ANSWER_INPUTS)
        self._has_serial = False
        self._is_many = False
        self.changed.connect(self._on_changed)

    def begin(self, line: ClaimLineRow) -> None:
        """For one line."""
        self.clear()
        self._has_serial, self._is_many = line.unit_id is not None, line.quantity > 1
        self.set_values({"received": line.expected or None, "quantity": line.quantity})
        self._on_changed("state")
        self.focus("state")

    def answer(self) -> ClaimAnswer:
        """What was entered."""
        values, state = self.values(), self._state()
        return ClaimAnswer(
            state or LineState.SENT, values["serial"] if state is LineState.REPLACED else "",
            (values["received"] or 0) if state is LineState.CREDITED else 0,
            values["quantity"] if self._is_many else None, values["note"],
        )  # fmt: skip

    def _state(self) -> LineState | None:
        chosen = self.field("state").value()
        return LineState(chosen[0]) if chosen else None

    def _on_changed(self, name: str) -> None:
        if name != "state":
            return
        state = self._state()
        self.set_shown("serial", state is LineState.REPLACED and self._has_serial)
        self.set_shown("received", state is LineState.CREDITED)
        self.set_shown("quantity", self._is_many)
        if state is LineState.REPLACED and self._has_serial:
            self.focus("serial")


class PostingForm(Form):
    """How a claim goes out."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, POSTING_INPUTS)

    def posting(self) -> Posting:
        """What was entered."""
        values = self.values()
        return Posting(values["their_number"], values["waybill"], values["note"])
