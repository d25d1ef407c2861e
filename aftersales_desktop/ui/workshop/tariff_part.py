"""The price list of operations in the panel: those in use, and one of them to add or change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import tariffs
from aftersales_desktop.services.tariffs import TariffDetails, TariffRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.fields import CodeField, MoneyField, NumberField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.label import Label
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


class TariffList(QWidget):
    """Every operation in use. `chosen(tariff)` follows a click."""

    chosen = Signal(object)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)

    def reload(self) -> None:
        """Read the price list again."""
        while (item := self._rows.takeAt(0)) is not None:
            if item.widget() is not None:
                item.widget().hide()
                item.widget().deleteLater()
        found = tariffs.list_tariffs(self._context.desk)
        for tariff in found:
            self._rows.addWidget(self._row(tariff))
        if not found:
            hint = self._context.words("No operation yet: add the first one with its price.")
            self._rows.addWidget(Label(self._context.kit, hint, "hint", wrap=True))
        self._rows.addStretch(1)

    def _row(self, tariff: TariffRow) -> LinkRow:
        words = self._context.words
        minutes = words.plural("{count} minute", "{count} minutes", tariff.minutes)
        subtitle = " · ".join((words.value(Money(tariff.price)), minutes))
        code, act = words.code(tariff.code), partial(self.chosen.emit, tariff)
        row = LinkRow(self._context.kit, words.value(tariff.name), subtitle, code, "neutral", act)
        row.setObjectName(f"tariff_{tariff.id}")
        return row


class TariffPart(PanelPart):
    """Shows the price list, or the form of one operation."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        words = self.context.words
        self.list = TariffList(self.context)
        self.form = Form(self.context.kit, INPUTS)
        self._tariff: TariffRow | None = None
        self.add = make_action(screen, "add_tariff", words("New operation"), self._add)
        self.retire = make_action(screen, "retire_tariff", words("Take off the list"), self._retire)
        self._list_buttons = (self.button(self.add, "plus", "primary"), self.button(screen.back))
        self._form_buttons = (
            self.button(screen.save, "check", "primary"), self.button(screen.back), self.button(self.retire, "trash"),
        )  # fmt: skip
        self.list.chosen.connect(self._change)
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """List and form."""
        return (self.list, self.form)

    def open(self) -> None:
        """Show the operations in use."""
        self.list.reload()
        self.show(self.context.words("Price list of operations"), self.list, self._list_buttons)
        self.screen.page.list.setFocus()

    def go_back(self) -> None:
        """From the form to the list, from the list away."""
        if self.shows(self.form):
            self.open()
        else:
            self.panel.close_panel()

    def update_actions(self) -> None:
        """Only what is on the list can be taken off it."""
        self.retire.setEnabled(self.shows(self.form) and self._tariff is not None)

    def _add(self) -> None:
        self._tariff = None
        self.form.clear()
        self.show(self.context.words("New operation"), self.form, self._form_buttons)
        self.form.focus()

    def _change(self, tariff: TariffRow) -> None:
        self._tariff = tariff
        self.form.clear()
        self.form.set_values({name: getattr(tariff, name) for name in self.form.names()})
        self.show(self.context.words.value(tariff.name), self.form, self._form_buttons)
        self.form.focus("name")

    def save(self) -> None:
        """A new operation, or another price for the lines to come."""
        if not self.shows(self.form):
            return
        desk, form, tariff = self.context.desk, self.form, self._tariff

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
        if perform(self.context, partial(tariffs.retire_tariff, self.context.desk, self._tariff.id)) is not None:
            self.open()
            self.context.notifier.info(Message("The operation is off the list."))
