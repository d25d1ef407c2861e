"""The price list of operations in the panel: those in use, and one of them to add or change."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import tariffs
from aftersales_desktop.services.tariffs import TariffDetails, TariffRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.register_part import RegisterPart
from aftersales_desktop.ui.widgets.fields import CodeField, MoneyField, NumberField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.link_row import LinkRow

INPUTS = (
    Input("code", N_("Code"), CodeField, required=True),
    Input("name", N_("Operation"), TextField, required=True),
    (
        Input("price", N_("Price (rial)"), MoneyField),
        Input("minutes", N_("Minutes"), partial(NumberField, least=0, most=10_000)),
    ),
    Input("cost", N_("Our cost (rial)"), MoneyField, help=N_("What this work costs the centre, whoever pays it.")),
)


class TariffPart(RegisterPart):
    """Shows the price list, or the form of one operation."""

    def __init__(self, screen: PanelScreen) -> None:
        words = screen.context.words
        super().__init__(screen, Form(screen.context.kit, INPUTS), "add_tariff", words("New operation"))
        self.retire = make_action(screen, "retire_tariff", words("Take off the list"), self._retire)
        self._form_buttons += (self.button(self.retire, "trash"),)

    def open(self) -> None:
        """Show the operations in use."""
        words, rows = self.context.words, tariffs.list_tariffs(self.context.desk)
        hint = words("No operation yet: add the first one with its price.")
        self.show_list(words("Price list of operations"), map(self._row, rows), hint)
        self.screen.page.list.setFocus()

    def update_actions(self) -> None:
        """Only what is on the list can be taken off it."""
        self.retire.setEnabled(self.shows(self.form) and self._record is not None)

    def _row(self, tariff: TariffRow) -> LinkRow:
        words = self.context.words
        minutes = words.plural("{count} minute", "{count} minutes", tariff.minutes)
        subtitle = " · ".join((words.value(Money(tariff.price)), minutes))
        code, act = words.code(tariff.code), partial(self._change, tariff)
        row = LinkRow(self.context.kit, words.value(tariff.name), subtitle, code, "neutral", act)
        row.setObjectName(f"tariff_{tariff.id}")
        return row

    def _add(self) -> None:
        self.form.clear()
        self.show_form(self.context.words("New operation"))

    def _change(self, tariff: TariffRow) -> None:
        self.form.clear()
        self.form.set_values({name: getattr(tariff, name) for name in self.form.names()})
        self.show_form(self.context.words.value(tariff.name), tariff, "name")

    def save(self) -> None:
        """A new operation, or another price for the lines to come."""
        if not self.shows(self.form):
            return
        desk, form, tariff = self.context.desk, self.form, self._record

        def save() -> TariffRow:
            values = form.values()
            numbers = {name: values[name] or 0 for name in ("price", "minutes", "cost")}
            details = TariffDetails(values["code"], values["name"], **numbers)
            if tariff is None:
                return tariffs.add_tariff(desk, details)
            return tariffs.change_tariff(desk, tariff.id, details)

        if perform(self.context, save, form=form) is not None:
            self.open()
            self.context.notifier.info(Message("The price list was changed. Earlier lines keep their price."))

    def _retire(self) -> None:
        if perform(self.context, partial(tariffs.retire_tariff, self.context.desk, self._record.id)) is not None:
            self.open()
            self.context.notifier.info(Message("The operation is off the list."))
