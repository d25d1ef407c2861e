"""A card in the panel, and everything that is done to one: refusal, transfer, registry, withdrawal, paper."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.domain.warranty import CardState
from aftersales_desktop.domain.warranty_forms import RegistryState
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import warranty, warranty_changes, warranty_voids
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.warranty_changes import CARD_DOCUMENT
from aftersales_desktop.services.warranty_issue import BLANK_STATES
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.card_view import CardView
from aftersales_desktop.ui.warranty.change_forms import REGISTRY_INPUTS, TransferForm, VoidForm
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.form import Form


class CardPart(PanelPart):
    """Shows a card, or one of its forms."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.view = CardView(self.context)
        self.void_form = VoidForm(self.context.kit)
        self.transfer_form = TransferForm(self.context)
        self.registry_form = Form(self.context.kit, REGISTRY_INPUTS)
        self.card: CardRow | None = None
        self._saves = {
            self.void_form: self._void,
            self.transfer_form: self._transfer,
            self.registry_form: self._set_registry,
        }
        self._make_actions()
        self._make_buttons()
        self.view.revoke_asked.connect(self._revoke)
        for form in self._saves:
            form.submitted.connect(self.save)

    def _make_actions(self) -> None:
        screen, words = self.screen, self.context.words
        self.print = make_action(screen, "print_card", words("Print the card"), self.print_current)
        self.activate = make_action(screen, "activate_card", words("Activate"), self._activate)
        self.life = make_action(screen, "open_unit", words("Page of this serial"), self._open_unit)
        self.void = make_action(screen, "void_card", words("Refuse cover"), self._show_void)
        self.transfer = make_action(screen, "transfer_card", words("Transfer"), self._show_transfer)
        self.registry = make_action(screen, "set_registry", words("Registry"), self._show_registry)
        self.withdraw = make_action(screen, "withdraw_card", words("Issued by mistake"), self._withdraw)

    def _make_buttons(self) -> None:
        kit = self.context.kit
        self._card_buttons = (
            self.button(self.print, "printer", "primary"),
            self.button(self.life, "history"),
        )
        self._blank_buttons = (self.button(self.activate, "shield-check", "primary"),)
        self._form_buttons = (
            self.button(self.screen.save, "check", "primary"),
            self.button(self.screen.back),
        )
        for action, icon in (
            (self.void, "shield-x"),
            (self.transfer, "users"),
            (self.registry, "device-desktop"),
            (self.withdraw, "ban"),
        ):
            self.view.add_tool(ToolLink(kit, action, icon))

    def contents(self) -> tuple[QWidget, ...]:
        """The card and its forms."""
        return (self.view, *self._saves)

    # looking at it --------------------------------------------------------------------------------------------

    def open(self, card_id: int) -> None:
        """Show a card."""
        card = perform(self.context, partial(warranty.get_card, self.context.desk, card_id))
        if card is not None:
            self.card = card
            self.view.show_card(card)
            buttons = self._blank_buttons if is_blank(card) else self._card_buttons
            self.show(self.context.words.value(card.shown_number), self.view, buttons)
            self.panel.pill.set_state(*self.view.state_title(card))
            self.screen.page.list.choose(card_id)

    def follow_row(self, card_id: int | None) -> None:
        """Walking through the list changes a card that is already shown, never a form."""
        if card_id is not None and self.shows(self.view) and card_id != self.card.id:
            self.open(card_id)

    def refresh(self) -> None:
        """Read the card again, if it is shown."""
        if self.shows(self.view):
            self.open(self.card.id)

    def go_back(self) -> None:
        """To the card."""
        self.open(self.card.id)

    def update_actions(self) -> None:
        """What can be done depends on the state."""
        card = self.card if self.shows(self.view) else None
        is_ours = card is not None and card.is_ours
        has_device = card is not None and card.unit is not None
        is_in_use = is_ours and card.state in (CardState.ACTIVE, CardState.EXPIRED)
        self.print.setEnabled(is_ours and has_device)
        self.activate.setEnabled(is_blank(card))
        self.life.setEnabled(has_device)
        self.void.setEnabled(is_in_use)
        self.withdraw.setEnabled(is_in_use)
        self.transfer.setEnabled(is_ours and card.state is CardState.ACTIVE)
        self.registry.setEnabled(has_device)

    def _activate(self) -> None:
        self.screen.open_record("card", self.card.id)

    def _open_unit(self) -> None:
        self.screen.open_record("unit", self.card.unit.id)

    def print_current(self) -> None:
        """The card."""
        if self.print.isEnabled():
            self.context.papers.show(CARD_DOCUMENT, self.card.number)

    # its forms ------------------------------------------------------------------------------------------------

    def _show_void(self) -> None:
        self.show(self.context.words("Refuse cover"), self.void_form, self._form_buttons)
        self.void_form.begin()

    def _show_transfer(self) -> None:
        self.show(self.context.words("Transfer the card"), self.transfer_form, self._form_buttons)
        self.transfer_form.begin()

    def _show_registry(self) -> None:
        self.show(self.context.words("Phone registry"), self.registry_form, self._form_buttons)
        self.registry_form.clear()
        self.registry_form.set_values(
            {"registry_state": self.card.registry_state.value, "registry_code": self.card.registry_code}
        )
        self.registry_form.focus()

    def save(self) -> None:
        """What the shown form is for."""
        save = self._saves.get(self.screen.shown())
        if save is not None:
            save()

    def _after(self, card: CardRow | None, sentence: str) -> None:
        if card is not None:
            self.open(card.id)
            self.context.notifier.info(Message(sentence))

    def _void(self) -> None:
        desk, form, card_id = self.context.desk, self.void_form, self.card.id

        def void() -> CardRow:
            return warranty_voids.void_card(desk, card_id, form.record(), evidence=form.values()["evidence"])

        self._after(perform(self.context, void, form=form), N_("Cover was refused."))

    def _revoke(self, void_id: int) -> None:
        words = self.context.words
        question = words("Take this refusal back?")
        reason = self.context.notifier.ask_text(question, words("Revoke"), label=words("Reason"))
        if reason is not None:
            revoke = partial(warranty_voids.revoke_void, self.context.desk, void_id, reason)
            self._after(perform(self.context, revoke), N_("The refusal was revoked."))

    def _transfer(self) -> None:
        desk, form, card_id = self.context.desk, self.transfer_form, self.card.id

        def transfer() -> CardRow:
            values = form.values()
            if values["new_owner"] is None:
                raise ValidationError([FieldProblem("new_owner", Message("Choose the new owner."))])
            on = values["on"] or desk.today()
            return warranty_changes.transfer_card(desk, card_id, values["new_owner"], on, values["note"])

        self._after(perform(self.context, transfer, form=form), N_("The card was transferred."))

    def _set_registry(self) -> None:
        desk, form, card_id = self.context.desk, self.registry_form, self.card.id

        def note() -> CardRow:
            values = form.values()
            state = RegistryState(values["registry_state"] or "")
            return warranty_changes.set_registry(desk, card_id, state, values["registry_code"])

        self._after(perform(self.context, note, form=form), N_("The registry was noted."))

    def _withdraw(self) -> None:
        words = self.context.words
        question = words("Was this card issued by mistake? Its number stays used.")
        reason = self.context.notifier.ask_text(question, words("Withdraw"), label=words("Reason"))
        if reason is None:
            return
        withdraw = partial(warranty_changes.withdraw_card, self.context.desk, self.card.id, reason)
        card = perform(self.context, withdraw)
        if card is not None:
            self.panel.close_panel()
            self.context.notifier.info(Message("Card {number} was withdrawn.", number=card.shown_number))


def is_blank(card: CardRow | None) -> bool:
    """Whether a card of ours still waits for its device."""
    return card is not None and card.is_ours and card.state in BLANK_STATES and not card.is_withdrawn
