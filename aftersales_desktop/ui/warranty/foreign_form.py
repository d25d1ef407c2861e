"""A card of another warranty company or importer, noted as it is written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.warranty_forms import ForeignCardInput
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import issuers
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.device_identity import DeviceIdentity
from aftersales_desktop.ui.widgets.fields import ChoiceField, DateField, SerialField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input

INPUTS = (
    (
        Input("issuer", N_("Issued by"), ChoiceField, required=True),
        Input("new_issuer", N_("or a new company"), TextField),
    ),
    (Input("number", N_("Card number"), SerialField, required=True), Input("started_on", N_("Starts on"), DateField)),
    (Input("parts_until", N_("Parts until"), DateField), Input("labour_until", N_("Labour until"), DateField)),
)


class ForeignCardForm(QWidget):
    """Widgets in, ForeignCardInput out."""

    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._request_key = new_uuid()
        self.identity = DeviceIdentity(context)
        self.card = Form(context.kit, INPUTS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.identity)
        layout.addWidget(self.card)
        layout.addStretch(1)
        self.identity.submitted.connect(self._focus_card)
        self.card.submitted.connect(self.submitted)

    def begin(self) -> None:
        """Empty."""
        self._request_key = new_uuid()
        self.identity.clear()
        self.identity.load_categories()
        self.card.clear()
        rows = [row for row in issuers.list_issuers(self._context.desk) if not row.is_ours]
        self.card.field("issuer").set_options([(row.id, row.name) for row in rows])
        self.identity.form.focus("serial")

    def input(self) -> ForeignCardInput:
        """Everything as entered. ValidationError for an input that cannot be read."""
        values: dict[str, Any] = self.card.values()
        names = ("new_issuer", "number", "started_on", "parts_until", "labour_until")
        return ForeignCardInput(
            request_key=self._request_key, issuer_id=values["issuer"],
            confirmed=self.card.confirmed() | self.identity.form.confirmed(),
            **self.identity.values(), **{name: values[name] for name in names},
        )  # fmt: skip

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the inputs; gives back what has no input here."""
        known: set[str] = set()
        for form in (self.card, self.identity.form):
            names = set(form.names())
            form.show_problems(problem for problem in problems if problem.field in names)
            known |= names
        return [problem for problem in problems if problem.field not in known]

    def _focus_card(self) -> None:
        self.card.focus()
