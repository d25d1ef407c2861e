"""Issuing cards with the panel: one of ours, one of another company, or a stack of raw ones."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.errors import FieldProblem, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import (
    card_batches,
    warranty_changes,
    warranty_foreign,
    warranty_issue,
    warranty_terms,
)
from aftersales_desktop.services.card_rows import CardRow
from aftersales_desktop.services.warranty_changes import CARD_DOCUMENT
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.card_form import CardForm
from aftersales_desktop.ui.warranty.change_forms import BATCH_INPUTS
from aftersales_desktop.ui.warranty.foreign_form import ForeignCardForm
from aftersales_desktop.ui.widgets.form import Form


class IssuePart(PanelPart):
    """Shows the form of a new card."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        kit = self.context.kit
        self.form = CardForm(self.context)
        self.foreign_form = ForeignCardForm(self.context)
        self.batch_form = Form(kit, BATCH_INPUTS)
        self._issue_buttons = (
            self.button(screen.save_and_print, "printer", "primary"),
            self.button(screen.save),
        )
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.form.submitted.connect(self.save_and_print)
        self.foreign_form.submitted.connect(self.save)
        self.batch_form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """Three forms."""
        return (self.form, self.foreign_form, self.batch_form)

    # showing --------------------------------------------------------------------------------------------------

    def open(self, start: Any = None) -> None:
        """A new card, begun with whatever is known; see `CardForm.begin`."""
        self.show(self.context.words("New warranty card"), self.form, self._issue_buttons)
        self.form.begin(start)

    def open_empty(self) -> None:
        """A new card from the beginning."""
        self.open()

    def open_foreign(self) -> None:
        """A card of another company."""
        self.show(self.context.words("Card of another company"), self.foreign_form, self._form_buttons)
        self.foreign_form.begin()

    def open_batch(self) -> None:
        """A stack of raw cards."""
        self.show(self.context.words("Make raw cards"), self.batch_form, self._form_buttons)
        language = self.context.words.language
        self.batch_form.clear()
        terms = warranty_terms.list_terms(self.context.desk)
        self.batch_form.field("terms").set_options([(row.id, row.title(language)) for row in terms])
        self.batch_form.focus()

    def takes_scan(self, code: str) -> bool:
        """A barcode is the device's serial, then the raw card's number."""
        if not self.shows(self.form):
            return False
        if self.form.identity.is_empty():
            self.form.identity.take_serial(code)
        else:
            self.form.days.set_values({"number": code})
        return True

    # saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """What the shown form is for."""
        if self.shows(self.form):
            self._issue()
        elif self.shows(self.foreign_form):
            self._note_foreign()
        else:
            self._make_batch()

    def save_and_print(self) -> None:
        """A new card comes out at once."""
        if not self.shows(self.form):
            self.save()
            return
        card = self._issue()
        if card is not None:
            self.context.papers.print_after_save(CARD_DOCUMENT, card.number)

    def print_current(self) -> None:
        """Ctrl+P."""
        if self.shows(self.form):
            self.save_and_print()

    def _issue(self) -> CardRow | None:
        desk, form = self.context.desk, self.form
        card = self.attempt(form, lambda: warranty_issue.issue_card(desk, form.card()))
        if card is not None:
            form.clear()
            self.screen.open_record("card", card.id)
            self.context.notifier.info(
                Message("Warranty card {number} issued.", number=card.shown_number),
                undo=partial(self._take_back, card.id),
            )
        return card

    def _take_back(self, card_id: int) -> None:
        card = perform(self.context, partial(warranty_changes.withdraw_card, self.context.desk, card_id))
        if card is not None:
            self.panel.close_panel()
            self.context.notifier.info(Message("Card {number} was withdrawn.", number=card.shown_number))

    def _note_foreign(self) -> None:
        desk, form = self.context.desk, self.foreign_form

        card = self.attempt(form, lambda: warranty_foreign.register_foreign_card(desk, form.input()))
        if card is not None:
            self.screen.open_record("card", card.id)
            self.context.notifier.info(Message("Card {number} of another company was noted.", number=card.shown_number))

    def _make_batch(self) -> None:
        desk, form = self.context.desk, self.batch_form

        def make() -> card_batches.BatchRow:
            values = form.values()
            if values["terms"] is None:
                raise ValidationError([FieldProblem("terms", Message("Choose the warranty terms."))])
            return card_batches.make_batch(desk, values["terms"], values["quantity"] or 0, note=values["note"])

        batch = perform(self.context, make, form=form)
        if batch is not None:
            self.panel.close_panel()
            self.screen.page.chips.choose("raw")
            self.context.notifier.info(
                Message("{count} raw card made.", "{count} raw cards made.", count=batch.quantity)
            )
