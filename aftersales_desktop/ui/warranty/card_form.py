"""Issuing a card of ours: whose, for which device, under which terms, from which day on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.warranty import EVIDENCE_TITLES, StartBasis, StartEvidence
from aftersales_desktop.domain.warranty_forms import REGISTRY_TITLES, CardInput, RegistryState
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import reception, warranty_terms
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.device_identity import DeviceIdentity
from aftersales_desktop.ui.pickers.owner_form import OwnerForm
from aftersales_desktop.ui.widgets.fields import ChoiceField, DateField, SerialField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import line


def _evidence(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(one.value, kit.words(title)) for one, title in EVIDENCE_TITLES.items()])


def _registry(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(one.value, kit.words(title)) for one, title in REGISTRY_TITLES.items()])


DAYS = (
    (
        Input("purchased_on", N_("Sold on"), DateField, help=N_("The day of the purchase invoice.")),
        Input("installed_on", N_("Installed on"), DateField),
    ),
    (
        Input("activated_on", N_("Activated on"), DateField),
        Input("produced_on", N_("Produced or imported on"), DateField),
    ),
    (
        Input("terms", N_("Warranty terms"), ChoiceField),
        Input(
            "number", N_("Card number"), SerialField,
            help=N_("Leave it empty for the next number, or scan a raw card to activate it."),
        ),
    ),
    Section(
        N_("Evidence and registry"),
        (
            Input("imei", N_("IMEI"), SerialField),
            (Input("evidence_kind", N_("Start proved by"), _evidence), Input("evidence_note", N_("Note"), TextField)),
            (Input("seller", N_("Seller"), TextField), Input("invoice_number", N_("Invoice number"), TextField)),
            (
                Input("registry_state", N_("Phone registry"), _registry),
                Input("registry_code", N_("Registry code"), SerialField),
            ),
        ),
        collapsed=True,
    ),
)  # fmt: skip
_DAYS = ("purchased_on", "installed_on", "activated_on", "produced_on")
_DAY_OF_BASIS = {
    StartBasis.PURCHASE: "purchased_on",
    StartBasis.INSTALLATION: "installed_on",
    StartBasis.ACTIVATION: "activated_on",
    StartBasis.PRODUCTION_CAP: "activated_on",
}
_PLAIN = (
    "purchased_on", "installed_on", "activated_on", "produced_on", "seller", "invoice_number", "evidence_note",
    "registry_code", "number",
)  # fmt: skip


class CardForm(QWidget):
    """Widgets in, CardInput out."""

    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._request_key = new_uuid()
        self._order_id: int | None = None
        self._printed_terms_id: int | None = None
        self.identity = DeviceIdentity(context)
        self.owner = OwnerForm(context)
        self.days = Form(context.kit, DAYS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.identity)
        layout.addWidget(self.owner)
        layout.addWidget(line())
        layout.addWidget(self.days)
        layout.addStretch(1)
        self.identity.unit_known.connect(self._on_unit_known)
        self.identity.model_chosen.connect(self._on_model_chosen)
        self.identity.submitted.connect(self._focus_owner)
        self.owner.form.submitted.connect(self._focus_days)
        self.days.submitted.connect(self.submitted)

    def begin(self, start: Any = None) -> None:
        """Empty, then filled from a serial or ("customer", id), ("unit", id), ("order", (order id, unit id)), or
        ("raw", (number, id of the terms printed on it)).
        """
        self.clear()
        if isinstance(start, tuple):
            self._begin_from(*start)
        elif start:
            self.identity.take_serial(start)
        else:
            self.identity.form.focus("serial")

    def _begin_from(self, kind: str, value: Any) -> None:
        if kind == "customer":
            self.owner.take_owner(value)
            self.identity.form.focus("serial")
            return
        if kind == "raw":
            self._take_raw_card(*value)
            return
        self._order_id, unit_id = value if kind == "order" else (None, value)
        self.identity.take_unit(unit_id)
        self.days.focus("purchased_on")

    def _take_raw_card(self, number: str, terms_id: int | None) -> None:
        """A card that was made in a run: its number and its terms stand on it already."""
        self._printed_terms_id = terms_id
        offered = [row.id for row in warranty_terms.list_terms(self._context.desk)]
        self.days.set_values({"number": number, "terms": terms_id if terms_id in offered else None})
        self.identity.form.focus("serial")

    def clear(self) -> None:
        """For the next card."""
        self._request_key = new_uuid()
        self._printed_terms_id = None
        self._order_id = None
        self.identity.clear()
        self.identity.load_categories()
        self.owner.clear()
        self.days.clear()
        language = self._context.words.language
        terms = [(row.id, row.title(language)) for row in warranty_terms.list_terms(self._context.desk)]
        self.days.field("terms").set_options(terms)

    def card(self) -> CardInput:
        """Everything as entered. ValidationError for an input that cannot be read."""
        days = self.days.values()
        owner_id = self.owner.owner_id()
        evidence = days["evidence_kind"]
        return CardInput(
            request_key=self._request_key, owner_id=owner_id, owner=None if owner_id else self.owner.details(),
            terms_id=days["terms"], imeis=(days["imei"],) if days["imei"] else (),
            evidence_kind=StartEvidence(evidence) if evidence else None, order_id=self._order_id,
            registry_state=RegistryState(days["registry_state"] or ""), confirmed=self._confirmed(),
            **self.identity.values(), **{name: days[name] for name in _PLAIN},
        )  # fmt: skip

    def _confirmed(self) -> frozenset[str]:
        return self.days.confirmed() | self.identity.form.confirmed() | self.owner.form.confirmed()

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the inputs; gives back what has no input here."""
        known: set[str] = set()
        for form in (self.days, self.owner.form, self.identity.form):
            names = set(form.names())
            form.show_problems(problem for problem in problems if problem.field in names)
            known |= names
        return [problem for problem in problems if problem.field not in known]

    def _on_unit_known(self, unit: UnitRow | None) -> None:
        if unit is not None and unit.owner_id is not None and self.owner.is_empty():
            self.owner.take_owner(unit.owner_id)
        if unit is not None:
            self._focus_owner()

    def _on_model_chosen(self) -> None:
        """The model's own terms are offered, and its registry question is asked."""
        model = self.identity.model_row()
        if model is None:
            return
        if model.terms_id is not None and self._terms_id() is None:
            newest = {row.code: row.id for row in warranty_terms.list_terms(self._context.desk)}
            own = warranty_terms.get_terms(self._context.desk, model.terms_id)
            self.days.set_values({"terms": newest.get(own.code)})
        if model.needs_registry and not self.days.field("registry_state").value():
            self.days.set_values({"registry_state": RegistryState.NEEDED.value})

    def _focus_owner(self) -> None:
        if self.owner.owner_id() is None:
            self.owner.form.focus("mobile")
        else:
            self._focus_days()

    def _focus_days(self) -> None:
        day = self._day_that_counts()
        if self._is_sold_now():
            self.days.set_values({day: self._context.desk.today()})
        self.days.focus(day)

    def _terms_id(self) -> int | None:
        """The terms that were chosen, or those that are printed on a raw card."""
        return self.days.field("terms").value() or self._printed_terms_id

    def _day_that_counts(self) -> str:
        """The input of the day that the warranty starts on, by the terms."""
        terms_id = self._terms_id()
        if terms_id is None:
            return "purchased_on"
        return _DAY_OF_BASIS[warranty_terms.get_terms(self._context.desk, terms_id).details.start_basis]

    def _is_sold_now(self) -> bool:
        """A raw card for a device that was never here: today is offered, as long as no day was entered."""
        unit = self.identity.unit
        if self._printed_terms_id is None or any(not self.days.field(name).is_empty() for name in _DAYS):
            return False
        return unit is None or not reception.look_up_device(self._context.desk, unit.id).earlier_orders
