"""Warranty cards: the list, a card, issuing one, and everything that is done to one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import DeskError, FieldProblem, ValidationError
from aftersales_desktop.domain.warranty import CardState
from aftersales_desktop.domain.warranty_forms import RegistryState, TermsDetails
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import (
    card_batches,
    issuers,
    lists,
    units,
    warranty,
    warranty_changes,
    warranty_foreign,
    warranty_issue,
    warranty_terms,
    warranty_voids,
)
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.list_papers import list_title, render_screen_list
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.warranty.card_form import CardForm
from aftersales_desktop.ui.warranty.card_view import CardView
from aftersales_desktop.ui.warranty.change_forms import BATCH_INPUTS, REGISTRY_INPUTS, TransferForm, VoidForm
from aftersales_desktop.ui.warranty.columns import CARD_COLUMNS, FILTERS
from aftersales_desktop.ui.warranty.foreign_form import ForeignCardForm
from aftersales_desktop.ui.warranty.terms_panel import TermsForm, TermsList
from aftersales_desktop.ui.warranty.unit_view import UnitView
from aftersales_desktop.ui.widgets.button import ActionButton, Button, MenuButton
from aftersales_desktop.ui.widgets.form import Form
from aftersales_desktop.ui.widgets.list_page import ListPage

LIST = "cards"
DOCUMENT = "warranty-card"


class WarrantyScreen(Screen):
    """The panel shows a card, a serial's page, or one of the forms; Save does what its form is for."""

    watches = frozenset({Area.WARRANTY, Area.UNITS, Area.CUSTOMERS})

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self.page = ListPage(kit, words("Warranty cards"), CARD_COLUMNS, FILTERS)
        self.card_view = CardView(context)
        self.unit_view = UnitView(context)
        self.card_form = CardForm(context)
        self.foreign_form = ForeignCardForm(context)
        self.void_form = VoidForm(kit)
        self.transfer_form = TransferForm(context)
        self.registry_form = Form(kit, REGISTRY_INPUTS)
        self.batch_form = Form(kit, BATCH_INPUTS)
        self.terms_list = TermsList(context)
        self.terms_form = TermsForm(context)
        self._card: CardRow | None = None
        self._unit_id: int | None = None
        self._terms_id: int | None = None
        self._saves: dict[QWidget, Callable[[], object]] = {
            self.card_form: self._issue,
            self.foreign_form: self._note_foreign,
            self.void_form: self._void,
            self.transfer_form: self._transfer,
            self.registry_form: self._set_registry,
            self.batch_form: self._make_batch,
            self.terms_form: self._save_terms,
        }
        QVBoxLayout(self, contentsMargins=QMargins()).addWidget(self.page)
        self._make_actions()
        self._make_buttons()
        self._connect()

    # building -------------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        words = self.context.words
        self.save = make_action(self, "save", words("Save"), self._save)
        self.save_and_print = make_action(self, "save_and_print", words("Save and print"), self._save_and_print)
        self.back = make_action(self, "back", words("Back"), self._go_back)
        self.print_card = make_action(self, "print_card", words("Print the card"), self.print_current)
        self.void = make_action(self, "void_card", words("Refuse cover"), self._show_void)
        self.transfer = make_action(self, "transfer_card", words("Transfer"), self._show_transfer)
        self.registry = make_action(self, "set_registry", words("Registry"), self._show_registry)
        self.withdraw = make_action(self, "withdraw_card", words("Issued by mistake"), self._withdraw)
        self.life = make_action(self, "open_unit", words("Page of this serial"), self._show_unit_of_card)
        self.add_terms = make_action(self, "add_terms", words("New terms"), self._show_new_terms)
        self.new_card = make_action(self, "new_card_for_unit", words("New card"), self._new_card_for_unit)
        self.new_intake = make_action(self, "new_intake_for_unit", words("New intake"), self._new_intake_for_unit)

    def _make_buttons(self) -> None:
        kit = self.context.kit
        self._card_buttons = (
            ActionButton(kit, self.print_card, "printer", "primary"),
            ActionButton(kit, self.life, "history"),
        )
        self._issue_buttons = (
            ActionButton(kit, self.save_and_print, "printer", "primary"),
            ActionButton(kit, self.save),
        )
        self._form_buttons = (ActionButton(kit, self.save, "check", "primary"), ActionButton(kit, self.back))
        self._terms_buttons = (ActionButton(kit, self.add_terms, "plus", "primary"), ActionButton(kit, self.back))
        self._unit_buttons = (
            ActionButton(kit, self.new_intake, "plus", "primary"),
            ActionButton(kit, self.new_card, "shield-check"),
        )
        tools = (
            (self.void, "shield-x"),
            (self.transfer, "users"),
            (self.registry, "device-desktop"),
            (self.withdraw, "ban"),
        )
        for action, icon in tools:
            self.card_view.add_tool(ActionButton(kit, action, icon, "ghost"))
        words = self.context.words
        more = MenuButton(kit, words("More"))
        more.setObjectName("more")
        more.add("terms", words("Warranty terms"), "notes", self._show_terms)
        more.add("batch", words("Make raw cards"), "packages", self._show_batch)
        more.add("foreign_card", words("Card of another company"), "building-store", self._show_foreign)
        more.add("print_list", words("Print the list"), "printer", self._print_list)
        issue = Button(kit, words("New card"), "plus")
        issue.setObjectName("issue_card")
        issue.clicked.connect(self._show_issue)
        self.page.header.add_button(more)
        self.page.header.add_button(issue)

    def _connect(self) -> None:
        page = self.page
        page.list.show_order("added", descending=True)
        page.list.row_opened.connect(self._open_card)
        page.list.row_chosen.connect(self._on_row_chosen)
        page.chips.filter_chosen.connect(self.reload)
        self.card_view.revoke_asked.connect(self._revoke)
        self.terms_list.chosen.connect(self._show_terms_form)
        for form in self._saves:
            form.submitted.connect(self._save)

    # the list -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list, its counts and what is shown."""
        desk, words = self.context.desk, self.context.words
        counts = lists.counts(desk, LIST, desk.today())
        self.page.chips.set_counts(counts)
        self.page.header.set_counts(words.plural("{count} active", "{count} active", counts["active"]))
        self.page.list.empty_state.say(
            words("No warranty card here"), words("Issue the first one, or choose another filter."),
            icon="shield-check", action_title=words("New card"), action=self._show_issue,
        )  # fmt: skip
        self.page.list.show_source(lists.source(desk, LIST, self.page.chips.chosen()))
        if self._shown() is self.card_view:
            self._open_card(self._card.id)
        elif self._shown() is self.unit_view:
            self._open_unit(self._unit_id)

    def show_list(self, chosen_filter: str) -> None:
        """One of the filters."""
        self.page.chips.choose(chosen_filter)

    def open_record(self, kind: str, value: Any) -> None:
        """A card, a serial's page, or a new card begun with a customer, a device or an order."""
        if kind == "card":
            self._open_card(value)
        elif kind == "unit":
            self._open_unit(value)
        else:
            self._show_issue(value)

    def takes_scan(self, code: str) -> bool:
        """While a card is being issued, a barcode is the device's serial, or the raw card's number."""
        if self._shown() is not self.card_form:
            return False
        if self.card_form.identity.is_empty():
            self.card_form.identity.take_serial(code)
        else:
            self.card_form.days.set_values({"number": code})
        return True

    def _shown(self) -> QWidget | None:
        return None if self.page.panel.isHidden() else self.page.panel.content()

    def _on_row_chosen(self, card_id: int | None) -> None:
        if card_id is not None and self._shown() is self.card_view and card_id != self._card.id:
            self._open_card(card_id)

    # what the panel shows -------------------------------------------------------------------------------------

    def _show(self, title: str, content: QWidget, buttons: tuple[Button, ...]) -> None:
        panel = self.page.panel
        panel.set_title(title)
        panel.pill.hide()
        panel.set_content(content)
        panel.set_actions(*buttons)
        panel.open_panel()

    def _open_card(self, card_id: int) -> None:
        card = perform(self.context, lambda: warranty.get_card(self.context.desk, card_id))
        if card is None:
            return
        self._card = card
        self.card_view.show_card(card)
        self._show(self.context.words.value(card.shown_number), self.card_view, self._card_buttons)
        self.page.panel.pill.set_state(*self.card_view.state_title(card))
        self._update_card_actions(card)
        self.page.list.choose(card_id)

    def _update_card_actions(self, card: CardRow) -> None:
        is_ours_in_use = card.is_ours and card.state in (CardState.ACTIVE, CardState.EXPIRED)
        self.print_card.setEnabled(card.is_ours and card.unit is not None)
        self.void.setEnabled(is_ours_in_use)
        self.transfer.setEnabled(card.is_ours and card.state is CardState.ACTIVE)
        self.registry.setEnabled(card.unit is not None)
        self.withdraw.setEnabled(is_ours_in_use)
        self.life.setEnabled(card.unit is not None)

    def _open_unit(self, unit_id: int) -> None:
        unit = perform(self.context, lambda: units.get_unit(self.context.desk, unit_id))
        if unit is not None:
            self._unit_id = unit_id
            self.unit_view.show_unit(unit)
            self._show(self.context.words.code(unit.serial), self.unit_view, self._unit_buttons)

    def _show_unit_of_card(self) -> None:
        self._open_unit(self._card.unit.id)

    def _show_issue(self, start: Any = None) -> None:
        self._show(self.context.words("New warranty card"), self.card_form, self._issue_buttons)
        self.card_form.begin(start if not isinstance(start, bool) else None)

    def _show_foreign(self) -> None:
        self._show(self.context.words("Card of another company"), self.foreign_form, self._form_buttons)
        self.foreign_form.begin()

    def _show_void(self) -> None:
        self._show(self.context.words("Refuse cover"), self.void_form, self._form_buttons)
        self.void_form.begin()

    def _show_transfer(self) -> None:
        self._show(self.context.words("Transfer the card"), self.transfer_form, self._form_buttons)
        self.transfer_form.begin()

    def _show_registry(self) -> None:
        self._show(self.context.words("Phone registry"), self.registry_form, self._form_buttons)
        self.registry_form.clear()
        self.registry_form.set_values(
            {"registry_state": self._card.registry_state.value, "registry_code": self._card.registry_code}
        )
        self.registry_form.focus()

    def _show_batch(self) -> None:
        self._show(self.context.words("Make raw cards"), self.batch_form, self._form_buttons)
        language = self.context.words.language
        self.batch_form.clear()
        terms = warranty_terms.list_terms(self.context.desk)
        self.batch_form.field("terms").set_options([(row.id, row.title(language)) for row in terms])
        self.batch_form.focus()

    def _show_terms(self) -> None:
        self.terms_list.reload()
        self._show(self.context.words("Warranty terms"), self.terms_list, self._terms_buttons)

    def _show_new_terms(self) -> None:
        self._terms_id = None
        self.terms_form.show_terms(TermsDetails())
        self._show(self.context.words("New terms"), self.terms_form, self._form_buttons)
        self.terms_form.focus()

    def _show_terms_form(self, terms_id: int) -> None:
        self._terms_id = terms_id
        self.terms_form.show_terms(warranty_terms.get_terms(self.context.desk, terms_id).details)
        self._show(self.context.words("Change the terms"), self.terms_form, self._form_buttons)
        self.terms_form.focus("title_fa")

    def _go_back(self) -> None:
        if self._shown() is self.terms_form:
            self._show_terms()
        elif self._shown() in (self.void_form, self.transfer_form, self.registry_form):
            self._open_card(self._card.id)
        else:
            self.page.panel.close_panel()

    def _new_card_for_unit(self) -> None:
        self._show_issue(("unit", self._unit_id))

    def _new_intake_for_unit(self) -> None:
        self.context.navigator.open("new_intake", ("unit", self._unit_id))

    # saving ---------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        save = self._saves.get(self._shown())
        if save is not None:
            save()

    def _save_and_print(self) -> None:
        if self._shown() is not self.card_form:
            self._save()
            return
        card = self._issue()
        if card is not None:
            self.context.papers.print_after_save(DOCUMENT, card.number)

    def _issue(self) -> CardRow | None:
        card = self._perform_on(
            self.card_form, lambda: warranty_issue.issue_card(self.context.desk, self.card_form.card())
        )
        if card is not None:
            self.card_form.clear()
            self._open_card(card.id)
            self.context.notifier.info(
                Message("Warranty card {number} issued.", number=card.shown_number),
                undo=lambda: self._take_back(card.id),
            )
        return card

    def _note_foreign(self) -> None:
        desk, form = self.context.desk, self.foreign_form

        def register() -> CardRow:
            name = form.new_issuer()
            issuer_id = issuers.add_issuer(desk, name).id if name else None
            return warranty_foreign.register_foreign_card(desk, form.input(issuer_id))

        card = self._perform_on(form, register)
        if card is not None:
            self._open_card(card.id)
            self.context.notifier.info(Message("Card {number} of another company was noted.", number=card.shown_number))

    def _perform_on(self, form: CardForm | ForeignCardForm, operation: Callable[[], CardRow]) -> CardRow | None:
        """Problems belong to several forms at once, so this does what `perform` does for one."""
        try:
            return operation()
        except ValidationError as error:
            for problem in form.show_problems(error.problems)[:1]:
                self.context.notifier.warning(problem.message)
        except DeskError as error:
            self.context.notifier.warning(error.message)
        return None

    def _void(self) -> None:
        desk, form = self.context.desk, self.void_form

        def void() -> CardRow:
            return warranty_voids.void_card(desk, self._card.id, form.record(), evidence=form.values()["evidence"])

        self._after_change(perform(self.context, void, form=form), Message("Cover was refused."))

    def _revoke(self, void_id: int) -> None:
        words = self.context.words
        reason = self.context.notifier.ask_text(
            words("Take this refusal back?"), words("Revoke"), label=words("Reason")
        )
        if reason is not None:
            card = perform(self.context, lambda: warranty_voids.revoke_void(self.context.desk, void_id, reason))
            self._after_change(card, Message("The refusal was revoked."))

    def _transfer(self) -> None:
        desk, form = self.context.desk, self.transfer_form

        def transfer() -> CardRow:
            values = form.values()
            if values["new_owner"] is None:
                raise ValidationError([FieldProblem("new_owner", Message("Choose the new owner."))])
            return warranty_changes.transfer_card(
                desk, self._card.id, values["new_owner"], values["on"] or desk.today(), values["note"]
            )

        self._after_change(perform(self.context, transfer, form=form), Message("The card was transferred."))

    def _set_registry(self) -> None:
        desk, form = self.context.desk, self.registry_form

        def note() -> CardRow:
            values = form.values()
            state = RegistryState(values["registry_state"] or "")
            return warranty_changes.set_registry(desk, self._card.id, state, values["registry_code"])

        self._after_change(perform(self.context, note, form=form), Message("The registry was noted."))

    def _after_change(self, card: CardRow | None, sentence: Message) -> None:
        if card is not None:
            self._open_card(card.id)
            self.context.notifier.info(sentence)

    def _withdraw(self) -> None:
        words = self.context.words
        question = words("Was this card issued by mistake? Its number stays used.")
        reason = self.context.notifier.ask_text(question, words("Withdraw"), label=words("Reason"))
        if reason is not None:
            self._take_back(self._card.id, reason)

    def _take_back(self, card_id: int, reason: str = "") -> None:
        card = perform(self.context, lambda: warranty_changes.withdraw_card(self.context.desk, card_id, reason))
        if card is not None:
            self.page.panel.close_panel()
            self.context.notifier.info(Message("Card {number} was withdrawn.", number=card.shown_number))

    def _make_batch(self) -> None:
        desk, form = self.context.desk, self.batch_form

        def make() -> card_batches.BatchRow:
            values = form.values()
            if values["terms"] is None:
                raise ValidationError([FieldProblem("terms", Message("Choose the warranty terms."))])
            return card_batches.make_batch(desk, values["terms"], values["quantity"] or 0, note=values["note"])

        batch = perform(self.context, make, form=form)
        if batch is not None:
            self.page.panel.close_panel()
            self.page.chips.choose("raw")
            self.context.notifier.info(
                Message("{count} raw card made.", "{count} raw cards made.", count=batch.quantity)
            )

    def _save_terms(self) -> None:
        desk, form = self.context.desk, self.terms_form

        def save() -> warranty_terms.TermsRow:
            details = form.details()
            if self._terms_id is None:
                return warranty_terms.add_terms(desk, details)
            return warranty_terms.change_terms(desk, self._terms_id, details)

        terms = perform(self.context, save, form=form)
        if terms is None:
            return
        if form.model.value() is not None:
            perform(self.context, lambda: warranty_terms.set_model_terms(desk, form.model.value(), terms.id))
        self._show_terms()
        self.context.notifier.info(
            Message("Terms saved as version {number}. Issued cards keep theirs.", number=terms.version)
        )

    # paper ----------------------------------------------------------------------------------------------------

    def print_current(self) -> None:
        """Ctrl+P: the card, or save and print the new one."""
        if self._shown() is self.card_form:
            self._save_and_print()
        elif self._shown() is self.card_view and self.print_card.isEnabled():
            self.context.papers.show(DOCUMENT, self._card.number)

    def _print_list(self) -> None:
        render = render_screen_list(self.context.desk, LIST, self.page.chips.chosen())
        self.context.papers.show_list(list_title(LIST, self.context.words), render)
