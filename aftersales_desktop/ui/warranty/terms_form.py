"""The form of warranty terms, in both languages."""

from __future__ import annotations

from functools import partial
from typing import Any

from aftersales_desktop.domain.warranty import START_BASIS_TITLES, StartBasis
from aftersales_desktop.domain.warranty_forms import TermsDetails
from aftersales_desktop.domain.warranty_terms import MOST_CLAIMS
from aftersales_desktop.i18n import N_
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.models import model_suggestions
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    CodeField,
    NoteField,
    NumberField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _bases(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(basis.value, kit.words(title)) for basis, title in START_BASIS_TITLES.items()])


_MONTHS = partial(NumberField, least=0, most=240)
_LIMIT = partial(NumberField, least=0, most=MOST_CLAIMS)
INPUTS = (
    (
        Input("code", N_("Code"), CodeField, required=True),
        Input("start_basis", N_("Counts from"), _bases, required=True),
    ),
    (Input("title_fa", N_("Title in Persian"), TextField), Input("title_en", N_("Title in English"), TextField)),
    (
        Input("months_parts", N_("Months for parts"), _MONTHS),
        Input("months_labour", N_("Months for labour"), _MONTHS),
    ),
    (
        Input("months_travel", N_("Months for travel"), _MONTHS),
        Input("months_shipping", N_("Months for shipping"), _MONTHS),
    ),
    (
        Input("max_claims", N_("Covered visits at most"), _LIMIT, help=N_("Empty: any number")),
        Input("max_same_part", N_("Same part at most"), _LIMIT),
    ),
    Input("cap_months", N_("At the latest so many months after production"), _MONTHS),
    Input("excluded_groups", N_("Part groups that are not covered, separated by commas"), TextField),
    Input("text_fa", N_("Text in Persian"), partial(NoteField, lines=4, language="fa")),
    Input("text_en", N_("Text in English"), partial(NoteField, lines=4, language="en")),
    Input("is_transferable", N_("May be transferred to a new owner"), CheckField),
    Input("model", N_("Also use these terms for the model"), TextField),
)
_NUMBERS = (
    "months_parts",
    "months_labour",
    "months_travel",
    "months_shipping",
    "cap_months",
    "max_claims",
    "max_same_part",
)
_TEXTS = ("code", "title_fa", "title_en", "text_fa", "text_en", "is_transferable")


class TermsForm(Form):
    """Widgets in, TermsDetails out."""

    def __init__(self, context: AppContext) -> None:
        self.model = SuggestField(context.kit, model_suggestions(context))
        super().__init__(context.kit, INPUTS, {"model": self.model})

    def show_terms(self, details: TermsDetails) -> None:
        """Terms for changing, or empty ones."""
        self.clear()
        values: dict[str, Any] = {name: getattr(details, name) for name in (*_TEXTS, *_NUMBERS)}
        groups = (
            "، ".join(details.excluded_groups) if self.kit.words.right_to_left else ", ".join(details.excluded_groups)
        )
        self.set_values({**values, "start_basis": details.start_basis.value, "excluded_groups": groups})

    def details(self) -> TermsDetails:
        """What was entered. ValidationError for an input that cannot be read."""
        values = self.values()
        groups = values["excluded_groups"].replace("،", ",").split(",")
        return TermsDetails(
            start_basis=StartBasis(values["start_basis"] or StartBasis.PURCHASE),
            excluded_groups=tuple(group.strip() for group in groups if group.strip()),
            **{name: values[name] or 0 for name in _NUMBERS}, **{name: values[name] for name in _TEXTS},
        )  # fmt: skip
