"""Warranty terms in the panel: those in use, and one of them to add or change."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.warranty import START_BASIS_TITLES
from aftersales_desktop.domain.warranty_forms import TermsDetails
from aftersales_desktop.i18n import Message
from aftersales_desktop.services import warranty_terms
from aftersales_desktop.services.warranty_terms import TermsRow
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.register_part import RegisterPart
from aftersales_desktop.ui.warranty.terms_form import TermsForm
from aftersales_desktop.ui.widgets.link_row import LinkRow


class TermsPart(RegisterPart):
    """Shows the list of terms, or the form of one."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen, TermsForm(screen.context), "add_terms", screen.context.words("New terms"))

    def open(self) -> None:
        """Show the terms in use."""
        words, rows = self.context.words, warranty_terms.list_terms(self.context.desk)
        self.show_list(words("Warranty terms"), map(self._row, rows), words("No terms yet: add the first ones."))

    def _row(self, terms: TermsRow) -> LinkRow:
        words, details = self.context.words, terms.details
        months = words.plural("{count} month of parts", "{count} months of parts", details.months_parts)
        subtitle = words("{months} · {basis}", months=months, basis=words(START_BASIS_TITLES[details.start_basis]))
        version, change = words("version {number}", number=terms.version), partial(self._change, terms.id)
        row = LinkRow(self.context.kit, terms.title(words.language), subtitle, version, "neutral", change)
        row.setObjectName(f"terms_{terms.id}")
        return row

    def _add(self) -> None:
        self.form.show_terms(TermsDetails())
        self.show_form(self.context.words("New terms"))

    def _change(self, terms_id: int) -> None:
        self.form.show_terms(warranty_terms.get_terms(self.context.desk, terms_id).details)
        self.show_form(self.context.words("Change the terms"), terms_id, "title_fa")

    def save(self) -> None:
        """New terms, or the next version of old ones."""
        if not self.shows(self.form):
            return
        desk, form, terms_id = self.context.desk, self.form, self._record

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
