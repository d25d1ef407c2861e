"""An article of the catalogue to add or change."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.parts import MOST_MONTHS, MOST_PARTS, PartDetails
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import part_page, suppliers
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    ChoiceField,
    CodeField,
    MoneyField,
    NoteField,
    NumberField,
    SerialField,
    SuggestField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section

INPUTS = (
    (
        Input("code", N_("Code"), SerialField, required=True),
        Input("unit_word", N_("Counted in"), TextField, hint=N_("pieces")),
    ),
    Input("name", N_("Name"), TextField, required=True),
    Input("is_serialised", N_("Every piece has a serial"), CheckField),
    Input(
        "serial_pattern",
        N_("What its serials look like"),
        CodeField,
        help=N_("# is a digit, @ a letter, + either, * the rest."),
    ),
    (
        Input("buy", N_("Buying price (rial)"), MoneyField),
        Input("sell", N_("Selling price (rial)"), MoneyField),
    ),
    (
        Input("minimum", N_("Minimum in store"), partial(NumberField, least=0, most=MOST_PARTS)),
        Input("place", N_("Place in the store"), CodeField),
    ),
    Section(
        N_("More"),
        (
            (
                Input("part_group", N_("Part group, as warranty terms name it"), TextField),
                Input("brand", N_("Brand"), TextField),
            ),
            (
                Input("supplier_id", N_("Supplier"), ChoiceField),
                Input("warranty_months", N_("Supplier's warranty, months"),
                      partial(NumberField, least=0, most=MOST_MONTHS)),
            ),
            Input("note", N_("Note"), partial(NoteField, lines=2)),
        ),
        collapsed=True,
    ),
)  # fmt: skip
_TEXTS = ("code", "name", "unit_word", "place", "serial_pattern", "note", "is_serialised")


class PartForm(Form):
    """Widgets in, PartDetails out."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.group = SuggestField(context.kit, self._groups, keeps_text=True)
        super().__init__(context.kit, INPUTS, {"part_group": self.group})
        self.changed.connect(self._on_changed)

    def begin(self, code: str = "") -> None:
        """A new article."""
        self._load()
        self.clear()
        self.set_values({"code": code})
        self.field("is_serialised").setEnabled(True)
        self._on_changed("is_serialised")
        self.focus("name" if code else "code")

    def show_part(self, part: PartRow) -> None:
        """One for changing; whether it has serials stays."""
        self._load()
        self.clear()
        self.set_values(
            {
                **{name: getattr(part, name) for name in _TEXTS},
                "minimum": part.minimum or None, "warranty_months": part.warranty_months or None,
                "supplier_id": part.supplier_id, "buy": part.price.buy if part.price else None,
                "sell": part.price.sell if part.price else None,
                "part_group": Suggestion(part.part_group, part.part_group) if part.part_group else None,
            }
        )  # fmt: skip
        self.field("is_serialised").setEnabled(False)
        self._on_changed("is_serialised")
        self.focus("name")

    def details(self) -> PartDetails:
        """What was entered. ValidationError for an input that cannot be read."""
        values = self.values()
        return PartDetails(
            **{name: values[name] for name in _TEXTS}, part_group=self.group.text(), brand=values["brand"],
            minimum=values["minimum"] or 0, warranty_months=values["warranty_months"] or 0,
            supplier_id=values["supplier_id"], buy=values["buy"], sell=values["sell"],
        )  # fmt: skip

    def _load(self) -> None:
        rows = suppliers.list_suppliers(self._context.desk)
        self.field("supplier_id").set_options([(row.id, row.name) for row in rows])

    def _groups(self, typed: str) -> list[Suggestion]:
        return [Suggestion(name, name) for name in part_page.suggest_groups(self._context.desk, typed)]

    def _on_changed(self, name: str) -> None:
        if name == "is_serialised":
            self.set_shown("serial_pattern", bool(self.field("is_serialised").value()))
