"""Goods that come from a supplier: choose the article once, then scan its serials one after the other."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.domain.parts import MOST_PARTS, fits_pattern
from aftersales_desktop.domain.slips import SlipKind, SlipLine
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import parts, suppliers
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.parts.scan_field import SerialsField, ThingField
from aftersales_desktop.ui.parts.slip_form import SlipForm
from aftersales_desktop.ui.pickers.parts import part_suggestions
from aftersales_desktop.ui.widgets.fields import (
    ChoiceField,
    CodeField,
    DateField,
    MoneyField,
    NumberField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input

HEAD = (
    Input("supplier_id", N_("Supplier"), ChoiceField, required=True),
    (
        Input("their_number", N_("Number of their invoice"), CodeField),
        Input("received_by", N_("Taken by"), TextField),
    ),
    Input("note", N_("Note"), TextField),
)
ENTRY = (
    Input("what", N_("Part"), TextField, required=True, help=N_("Scan the code of the part, or type a few letters.")),
    (
        Input("cost", N_("Cost of one (rial)"), MoneyField),
        Input("warranty_until", N_("Supplier's warranty until"), DateField),
    ),
    Input("quantity", N_("How many"), partial(NumberField, least=1, most=MOST_PARTS)),
    Input("serial", N_("Serials, one after the other"), SerialsField),
)


class GoodsForm(SlipForm):
    """Goods receipt."""

    kind = SlipKind.RECEIPT

    def __init__(self, context: AppContext) -> None:
        self.what = ThingField(context.kit, part_suggestions(context))
        self.serial = SerialsField(context.kit)
        entry = Form(context.kit, ENTRY, {"what": self.what, "serial": self.serial})
        super().__init__(context, Form(context.kit, HEAD), entry)
        self._part: PartRow | None = None
        self.what.taken.connect(self._choose)
        self.what.pasted.connect(self.take_codes)
        self.serial.scanned.connect(self.take_scan)
        self.serial.pasted.connect(self.take_codes)
        self.entry.changed.connect(self._on_changed)

    def begin(self) -> None:
        """An empty slip."""
        super().begin()
        self._show_part(None)
        self.head.focus()

    def load_choices(self) -> None:
        """Suppliers."""
        rows = suppliers.list_suppliers(self.context.desk)
        self.head.field("supplier_id").set_options([(row.id, row.name) for row in rows])

    def add_code(self, code: str) -> None:
        """The code of an article chooses it; anything else is a serial of the chosen one."""
        part = parts.find_part(self.context.desk, code)
        if part is not None:
            self._show_part(part)
            self.what.set_value(Suggestion(part.id, part.name))
            self.entry.focus("serial" if part.is_serialised else "quantity")
            return
        if self._part is None or not self._part.is_serialised:
            raise NotAllowed(
                Message("{code} is no code of a part. Choose the part first, then scan its serials.", code=Code(code))
            )
        self._add_serial(code)

    def add_typed(self) -> None:
        """A serial or a number of the chosen article; nothing typed saves the slip."""
        values = self.entry.values()
        typed = self.what.text().strip()
        if self._part is None and typed:
            self.take_scan(typed)
            return
        if self._part is None or (not values["serial"] and not values["quantity"]):
            if self.lines.lines():
                self.submitted.emit()
            return
        if self._part.is_serialised:
            self.take_scan(values["serial"])
        else:
            self._add_number(values["quantity"])

    def _add_serial(self, typed: str) -> None:
        part, values = self._part, self.entry.values()
        serial = self._serial(typed)
        if self.lines.holds(serial=serial, part_id=part.id):
            raise NotAllowed(Message("{serial} stands twice on this slip.", serial=Code(serial)))
        words = self.context.words
        line = SlipLine(part.id, serial=serial, cost=values["cost"], warranty_until=values["warranty_until"])
        self.put(line, words.code(serial), part.name)
        self.entry.set_values({"serial": None})
        self.entry.focus("serial")
        if not fits_pattern(serial, part.serial_pattern):
            pattern = Code(part.serial_pattern)
            self.banner.say(
                "warn", words("This serial does not look like those of the part: {pattern}.", pattern=pattern)
            )

    def _serial(self, typed: str) -> str:
        try:
            return identifiers.serial(typed)
        except IdentifierProblem as problem:
            self.entry.show_problems([FieldProblem("serial", problem.message)])
            raise

    def _add_number(self, quantity: int) -> None:
        part, values, words = self._part, self.entry.values(), self.context.words
        line = SlipLine(part.id, quantity, cost=values["cost"])
        number = amount(words, quantity, part.unit_word)
        self.put(line, part.name, words("{code} · {number}", code=Code(part.code), number=number))
        self.entry.clear()
        self._show_part(None)
        self.entry.focus("what")

    def _choose(self, part_id: int) -> None:
        part = parts.get_part(self.context.desk, part_id)
        self._show_part(part)
        self.focus_later("serial" if part.is_serialised else "quantity")

    def _on_changed(self, name: str) -> None:
        if name == "what" and self.what.value() is None and self._part is not None:
            self._show_part(None)

    def _show_part(self, part: PartRow | None) -> None:
        """Serials or a number, as the article is kept; the last price is offered."""
        self._part = part
        self.entry.set_shown("serial", part is not None and part.is_serialised)
        self.entry.set_shown("quantity", part is not None and not part.is_serialised)
        self.entry.set_shown("warranty_until", part is not None and part.is_serialised)
        self.entry.set_shown("cost", part is not None)
        if part is not None:
            self.entry.set_values({"cost": part.price.buy if part.price else None})
