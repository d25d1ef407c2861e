"""Warranty terms in the panel: those in use, and one of them to add or change."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.warranty_forms import TermsDetails
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import warranty_terms
from aftersales_desktop.services.warranty_terms import TermsRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.terms_panel import TermsForm, TermsList


class TermsPart(PanelPart):
    """Shows the list of terms, or the form of one."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.list = TermsList(self.context)
        self.form = TermsForm(self.context)
        self._terms_id: int | None = None
        self.add = make_action(screen, "add_terms", self.context.words("New terms"), self._add)
        self._list_buttons = (self.button(self.add, "plus", "primary"), self.button(screen.back))
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.list.chosen.connect(self._change)
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """List and form."""
        return (self.list, self.form)

    def open(self) -> None:
        """Show the terms in use."""
        self.list.reload()
        self.show(self.context.words("Warranty terms"), self.list, self._list_buttons)

    def go_back(self) -> None:
        """From the form to the list, from the list away."""
        if self.shows(self.form):
            self.open()
        else:
            self.panel.close_panel()

    def _add(self) -> None:
        self._terms_id = None
        self.form.show_terms(TermsDetails())
        self.show(self.context.words("New terms"), self.form, self._form_buttons)
        self.form.focus()

    def _change(self, terms_id: int) -> None:
        self._terms_id = terms_id
        self.form.show_terms(warranty_terms.get_terms(self.context.desk, terms_id).details)
        self.show(self.context.words("Change the terms"), self.form, self._form_buttons)
        self.form.focus("title_fa")

    def save(self) -> None:
        """New terms, or the next version of old ones."""
        if not self.shows(self.form):
            return
        desk, form, terms_id = self.context.desk, self.form, self._terms_id

        def save() -> TermsRow:
            details = form.details()
            if terms_id is None:
                return warranty_terms.add_terms(desk, details)
            return warranty_terms.change_terms(desk, terms_id, details)

        terms = perform(self.context, save, form=form)
        if terms is None:
            return
        model_id = form.model.value()
        if model_id is not None:
            perform(self.context, partial(warranty_terms.set_model_terms, desk, model_id, terms.id))
        self.open()
        self.context.notifier.info(
            Message("Terms saved as version {number}. Issued cards keep theirs.", number=terms.version)
        )
