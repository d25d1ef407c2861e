"""An article in the panel: its page, its form, prices by day, what stands for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.parts import MOST_PARTS
from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import deliveries, part_page, parts, slip_rows
from aftersales_desktop.services.part_page import PartPage
from aftersales_desktop.services.parts import PartRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.parts.part_form import PartForm
from aftersales_desktop.ui.parts.part_view import PartView
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.pickers.parts import part_suggestions
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.fields import (
    CheckField,
    DateField,
    MoneyField,
    NumberField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input

PRICE_INPUTS = (
    Input("from_on", N_("From"), DateField, required=True),
    (
        Input("buy", N_("Buying price (rial)"), MoneyField),
        Input("sell", N_("Selling price (rial)"), MoneyField, required=True),
    ),
)
OTHER_INPUTS = (
    Input("other", N_("Which part"), TextField, required=True),
    Input("is_successor", N_("It is used instead from now on"), CheckField),
)
ORDERED_INPUTS = (
    Input("quantity", N_("How many"), partial(NumberField, least=1, most=MOST_PARTS), required=True),
    Input("note", N_("Note"), TextField),
)


class PartPart(PanelPart):
    """Shows an article, or one of its forms."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.view = PartView(self.context)
        self.form = PartForm(self.context)
        self.price_form = Form(self.context.kit, PRICE_INPUTS)
        self.other = SuggestField(self.context.kit, part_suggestions(self.context))
        self.other_form = Form(self.context.kit, OTHER_INPUTS, {"other": self.other})
        self.ordered_form = Form(self.context.kit, ORDERED_INPUTS)
        self.page: PartPage | None = None
        self._changes_old = False
        self._saves = {
            self.form: self._save_part,
            self.price_form: self._save_price,
            self.other_form: self._save_other,
            self.ordered_form: self._save_ordered,
        }
        self._make_actions()
        self.view.order_asked.connect(self._open_order)
        self.view.slip_asked.connect(self._open_slip)
        for form in self._saves:
            form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words, kit = self.screen, self.context.words, self.context.kit
        self.change = make_action(screen, "change_part", words("Change"), self._show_change)
        self.price = make_action(screen, "set_price", words("New price"), self._show_price)
        self.stand_in = make_action(screen, "stand_in", words("Another part for it"), self._show_other)
        self.ordered = make_action(screen, "note_ordered", words("Was ordered"), self._show_ordered)
        self._view_buttons = (self.button(self.change, "edit", "primary"),)
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        for action, icon in ((self.price, "coins"), (self.stand_in, "copy"), (self.ordered, "truck")):
            self.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The page and its forms."""
        return (self.view, *self._saves)

    # looking at it --------------------------------------------------------------------------------------------

    def open(self, part_id: int) -> None:
        """Show an article."""
        page = perform(self.context, partial(part_page.get_part_page, self.context.desk, part_id))
        if page is not None:
            self.page = page
            self.view.show_page(page)
            self.show(self.context.words.code(page.part.code), self.view, self._view_buttons)
            self.screen.page.list.choose(part_id)

    def follow_row(self, part_id: int | None) -> None:
        """Walking through the list changes an article that is already shown, never a form."""
        if part_id is not None and self.shows(self.view) and part_id != self.page.part.id:
            self.open(part_id)

    def refresh(self) -> None:
        """Read the article again, if it is shown."""
        if self.shows(self.view):
            self.open(self.page.part.id)

    def go_back(self) -> None:
        """To the article; from a new one away."""
        if self.page is None or (self.shows(self.form) and not self._changes_old):
            self.panel.close_panel()
        else:
            self.open(self.page.part.id)

    def update_actions(self) -> None:
        """Everything can be done with a shown article."""
        for action in (self.change, self.price, self.stand_in, self.ordered):
            action.setEnabled(self.shows(self.view))

    def _open_order(self, order_id: int) -> None:
        self.context.navigator.open("order", order_id)

    def _open_slip(self, number: str) -> None:
        slip = perform(self.context, partial(slip_rows.find_slip, self.context.desk, number))
        if slip is not None:
            self.screen.open_record("slip", slip.id)

    # its forms ------------------------------------------------------------------------------------------------

    def open_empty(self) -> None:
        """A new article."""
        self.begin("")

    def begin(self, code: str) -> None:
        """A new article, of which the code may be known."""
        self._changes_old = False
        self.show(self.context.words("New part"), self.form, self._form_buttons)
        self.form.begin(code)

    def _show_change(self) -> None:
        self._changes_old = True
        self.show(self.context.words("Change the part"), self.form, self._form_buttons)
        self.form.show_part(self.page.part)

    def _show_price(self) -> None:
        self.show(self.context.words("New price"), self.price_form, self._form_buttons)
        self.price_form.clear()
        price = self.page.part.price
        self.price_form.set_values(
            {"from_on": self.context.kit.today(), "buy": price.buy if price else None, "sell": None}
        )
        self.price_form.focus("sell")

    def _show_other(self) -> None:
        self.show(self.context.words("Another part for it"), self.other_form, self._form_buttons)
        self.other_form.clear()
        self.other_form.focus()

    def _show_ordered(self) -> None:
        self.show(self.context.words("Was ordered"), self.ordered_form, self._form_buttons)
        self.ordered_form.clear()
        self.ordered_form.focus()

    def save(self) -> None:
        """What the shown form is for."""
        save = self._saves.get(self.screen.shown())
        if save is not None:
            save()

    def _save_part(self) -> None:
        desk, form = self.context.desk, self.form
        old = self.page.part.id if self._changes_old and self.page else None

        def save() -> PartRow:
            return parts.change_part(desk, old, form.details()) if old else parts.add_part(desk, form.details())

        part = perform(self.context, save, form=form)
        if part is not None:
            self.open(part.id)
            self.context.notifier.info(Message("Part {code} was saved.", code=Code(part.code)))

    def _save_price(self) -> None:
        desk, form, part_id = self.context.desk, self.price_form, self.page.part.id

        def save() -> bool:
            values = form.values()
            if values["from_on"] is None or values["sell"] is None:
                missing = "from_on" if values["from_on"] is None else "sell"
                raise ValidationError([FieldProblem(missing, Message("Fill this in."))])
            parts.set_price(desk, part_id, values["from_on"], values["buy"] or 0, values["sell"])
            return True

        self._after(perform(self.context, save, form=form), N_("The price was noted."))

    def _save_other(self) -> None:
        desk, form, part_id = self.context.desk, self.other_form, self.page.part.id

        def save() -> bool:
            values = form.values()
            if values["other"] is None:
                raise ValidationError([FieldProblem("other", Message("Choose a part."))])
            if values["is_successor"]:
                parts.supersede(desk, part_id, values["other"])
            else:
                parts.make_equivalent(desk, part_id, values["other"])
            return True

        self._after(perform(self.context, save, form=form), N_("Noted."))

    def _save_ordered(self) -> None:
        desk, form, part = self.context.desk, self.ordered_form, self.page.part

        def save() -> bool:
            values = form.values()
            deliveries.note_ordered(desk, part.id, values["quantity"] or 0, part.supplier_id, values["note"])
            return True

        self._after(perform(self.context, save, form=form), N_("Noted as ordered."))

    def _after(self, saved: bool | None, sentence: str) -> None:
        if saved:
            self.open(self.page.part.id)
            self.context.notifier.info(Message(sentence))
