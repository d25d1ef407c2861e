"""Small forms of a card: refusing cover, transferring, the phone registry, a batch, a card of another company."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from aftersales_desktop.domain.warranty import VOID_REASON_TITLES, VOID_SCOPE_TITLES, VoidReason, VoidRecord, VoidScope
from aftersales_desktop.domain.warranty_forms import REGISTRY_TITLES
from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.customers import customer_suggestions
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    DateField,
    NoteField,
    NumberField,
    SerialField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _chips(titles: dict[Any, str], *, single: bool) -> Callable[[Kit], ChipsField]:
    def make(kit: Kit) -> ChipsField:
        return ChipsField(kit, [Chip(one.value, kit.words(title)) for one, title in titles.items()], single=single)

    return make


def _registry(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(one.value, kit.words(title)) for one, title in REGISTRY_TITLES.items()])


VOID_INPUTS = (
    Input("scope", N_("Cover is refused for"), _chips(VOID_SCOPE_TITLES, single=True), required=True),
    Input("reasons", N_("Reasons"), _chips(VOID_REASON_TITLES, single=False), required=True),
    Input("sentence", N_("What was found"), partial(NoteField, lines=2), required=True),
    Input("evidence", N_("Evidence"), TextField, required=True, help=N_("A photo's number, a report, a witness.")),
    (Input("voided_on", N_("From"), DateField), Input("order_number", N_("Order"), SerialField)),
    Input("part_groups", N_("Part groups, separated by commas"), TextField),
)
TRANSFER_INPUTS = (
    Input("new_owner", N_("New owner"), TextField, required=True),
    Input("on", N_("Transferred on"), DateField, required=True),
    Input("note", N_("Note"), TextField),
)
REGISTRY_INPUTS = (
    Input("registry_state", N_("Phone registry"), _registry),
    Input("registry_code", N_("Registry code"), SerialField),
)
BATCH_INPUTS = (
    Input("terms", N_("Warranty terms"), ChoiceField, required=True),
    Input("quantity", N_("How many cards"), partial(NumberField, least=1, most=10000), required=True),
    Input("note", N_("Note"), TextField),
)


class VoidForm(Form):
    """Reasons, evidence and how far the refusal reaches."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, VOID_INPUTS)
        self.changed.connect(self._on_scope)

    def begin(self, order_number: str = "") -> None:
        """From today, for the whole device."""
        self.clear()
        self.set_values({"scope": ("device",), "voided_on": self.kit.today(), "order_number": order_number})
        self._on_scope("scope")
        self.focus("reasons")

    def record(self) -> VoidRecord:
        """What was entered. ValidationError for an input that cannot be read."""
        values = self.values()
        groups = values["part_groups"].replace("،", ",").split(",")
        return VoidRecord(
            scope=VoidScope((values["scope"] or ("device",))[0]), sentence=values["sentence"],
            reasons=tuple(VoidReason(reason) for reason in values["reasons"]),
            on=values["voided_on"] or self.kit.today(), order_number=values["order_number"],
            part_groups=tuple(group.strip() for group in groups if group.strip()),
        )  # fmt: skip

    def _on_scope(self, name: str) -> None:
        if name == "scope":
            scope = (self.field("scope").value() or ("",))[0]
            self.set_shown("part_groups", scope == "parts")
            self.set_shown("order_number", scope == "visit")


class TransferForm(Form):
    """To whom and when."""

    def __init__(self, context: AppContext) -> None:
        self.new_owner = SuggestField(context.kit, customer_suggestions(context))
        super().__init__(context.kit, TRANSFER_INPUTS, {"new_owner": self.new_owner})

    def begin(self) -> None:
        """From today."""
        self.clear()
        self.set_values({"on": self.kit.today()})
        self.focus("new_owner")
