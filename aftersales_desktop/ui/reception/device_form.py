"""One device of an intake: serial first, then everything that is already known about it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.reception import DeviceIntake
from aftersales_desktop.i18n import N_, OwnNumber
from aftersales_desktop.services import catalogue, reception, units
from aftersales_desktop.services.reception import KnownDevice
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.models import model_suggestions
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    CodeField,
    DateField,
    MoneyField,
    NoteField,
    SerialField,
    SuggestField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.suggestions import Suggestion

IDENTITY = (
    Input("serial", N_("Serial or barcode"), SerialField, help=N_("Scan or type the serial. Leave it empty when it cannot be read: the device gets a tag of ours.")),
    Input("model", N_("Device"), TextField, required=True, help=N_("Type a few letters of brand or model. A model that is not in the list can simply be typed.")),
    (Input("category_id", N_("Category"), ChoiceField), Input("brand", N_("Brand"), TextField)),
)
FAULT = (
    Input("symptoms", N_("Symptoms"), ChipsField, help=N_("Keys 1 to 9 switch the symptoms on and off.")),
    Input("customer_words", N_("Fault in the customer's words"), partial(NoteField, lines=2)),
    Input("conditions", N_("Condition"), ChipsField, help=N_("What the device looks like now; it is printed on the receipt.")),
    Input("accessories", N_("Accessories"), ChipsField),
    (
        Input("promised_on", N_("Promised for"), DateField, help=N_("A day: 5, 3/1, +3, tomorrow, or a weekday's name.")),
        Input("cost_ceiling", N_("Cost up to (rial)"), MoneyField, help=N_("Up to this amount the work is done without a call.")),
    ),
    Section(
        N_("More about the device"),
        (
            Input("accessories_note", N_("Other accessories"), TextField),
            (Input("seal_number", N_("Seal number"), CodeField), Input("passcode", N_("Passcode"), TextField, help=N_("Kept only while the device is here, and wiped when it leaves."))),
            Input("imei", N_("IMEI"), SerialField),
        ),
        collapsed=True,
    ),
)
_DEVICE_FIELDS = (
    "symptoms", "customer_words", "conditions", "accessories", "promised_on", "cost_ceiling", "accessories_note",
    "seal_number", "passcode",
)  # fmt: skip


class DeviceForm(QWidget):
    """`device_known(unit or None)` tells when the serial turned out to be a known device."""

    device_known = Signal(object)
    changed = Signal()
    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._unit: UnitRow | None = None
        kit = context.kit
        self.model = SuggestField(kit, model_suggestions(context), keeps_text=True)
        self.banner = Banner(kit)
        self.identity = Form(kit, IDENTITY, {"model": self.model})
        self.fault = Form(kit, FAULT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.identity)
        layout.addWidget(self.banner)
        layout.addWidget(self.fault)
        self._connect()
        self.load_choices()
        self.clear()

    def _connect(self) -> None:
        serial = self.identity.field("serial")
        serial.left.connect(self._look_up_serial)
        serial.scanned.connect(self._on_scanned)
        self.model.taken.connect(self._on_model)
        self.model.left.connect(self._show_new_model_fields)
        self.identity.submitted.connect(self._focus_fault)
        self.identity.changed.connect(self._on_changed)
        self.fault.changed.connect(self._on_changed)
        self.fault.submitted.connect(self.submitted)
        self.banner.acted.connect(self._open_known)

    def load_choices(self) -> None:
        """Read categories and chips again."""
        language = self._context.words.language
        rows = catalogue.list_categories(self._context.desk)
        self.identity.field("category_id").set_options([(row.id, row.name(language)) for row in rows])
        self._load_chips(self._category_id())

    def _load_chips(self, category_id: int | None) -> None:
        language = self._context.words.language
        for name, kind in (("symptoms", "symptom"), ("conditions", "condition"), ("accessories", "accessory")):
            rows = catalogue.list_chips(self._context.desk, kind, category_id)[:12]
            self.fault.field(name).set_chips([Chip(row.code, row.name(language), row.is_exclusive) for row in rows])
            self.fault.set_shown(name, bool(rows))

    def _category_id(self) -> int | None:
        if self._unit is not None:
            return self._unit.model.category.id
        if self.model.value() is not None:
            return catalogue.get_model(self._context.desk, self.model.value()).category.id
        return self.identity.field("category_id").value()

    # values ---------------------------------------------------------------------------------------------------

    def device(self) -> DeviceIntake:
        """What was entered. ValidationError for an input that cannot be read."""
        identity, fault = self.identity.values(), self.fault.values()
        imei = fault["imei"]
        return DeviceIntake(
            unit_id=self._unit.id if self._unit else None, serial=identity["serial"], imeis=(imei,) if imei else (),
            model_id=identity["model"], category_id=identity["category_id"], brand=identity["brand"],
            model_name=self.model.text() if identity["model"] is None else "",
            **{name: fault[name] for name in _DEVICE_FIELDS},
        )  # fmt: skip

    def title(self) -> str:
        """The device in a few words."""
        return " ".join(part for part in (self.model.text(), self.identity.field("serial").value()) if part)

    def is_empty(self) -> bool:
        """Whether no device was described yet; the offered promise does not count."""
        entered = self.fault.draft().keys() - {"promised_on"}
        return self.identity.is_empty() and not entered

    def clear(self) -> None:
        """For the next device."""
        self._unit = None
        self.identity.clear()
        self.fault.clear()
        self.banner.hide()
        self._show_new_model(False)
        self.fault.set_values({"promised_on": reception.suggested_promise(self._context.desk)})
        self._load_chips(None)

    def show_device(self, unit: UnitRow, values: dict[str, Any]) -> None:
        """An order's device for editing: identity fixed, the rest as it was."""
        self.clear()
        self._unit = unit
        self.identity.set_values({"serial": unit.serial})
        self.model.set_value(Suggestion(unit.model.id, unit.model.title))
        self.identity.set_read_only(True)
        self._load_chips(unit.model.category.id)
        self.fault.set_values(values)

    def draft(self) -> dict[str, Any]:
        """What stands here, for a draft."""
        return {"unit_id": self._unit.id if self._unit else None, **self.identity.draft(), **self.fault.draft()}

    def set_draft(self, draft: dict[str, Any]) -> None:
        """Put a draft back."""
        self.identity.set_draft(draft)
        if draft.get("unit_id"):
            self.take_unit(draft["unit_id"], moves_on=False)
        self._load_chips(self._category_id())
        self.fault.set_draft(draft)
        self._show_new_model_fields()

    # a known serial -------------------------------------------------------------------------------------------

    def take_serial(self, code: str) -> None:
        """A serial from a scan elsewhere or a search."""
        self.identity.set_values({"serial": code})
        self._on_scanned(code)

    def take_unit(self, unit_id: int, *, moves_on: bool = True) -> None:
        """Fill in a known device and say at once what its warranty is."""
        known = reception.look_up_device(self._context.desk, unit_id)
        self._unit = known.unit
        self.identity.set_values({"serial": known.unit.serial})
        self.model.set_value(Suggestion(known.unit.model.id, known.unit.model.title))
        self._show_new_model(False)
        self._load_chips(known.unit.model.category.id)
        self._show_verdict(known)
        self.device_known.emit(known.unit)
        if moves_on:
            self._focus_fault()

    def _on_scanned(self, code: str) -> None:
        if not self._look_up_serial():
            self.identity.focus("model")

    def _look_up_serial(self) -> bool:
        serial = self.identity.field("serial").value()
        if self._unit is not None and self._unit.serial == serial:
            return True
        if self._unit is not None:
            self._let_unit_go()
        found = units.find_units(self._context.desk, serial) if serial else []
        if len(found) != 1:
            return False
        self.take_unit(found[0].id)
        return True

    def _let_unit_go(self) -> None:
        self._unit = None
        self.banner.hide()
        self.model.set_value(None)
        self.device_known.emit(None)

    def _show_verdict(self, known: KnownDevice) -> None:
        words = self._context.words
        if known.open_order:
            number = OwnNumber(known.open_order)
            self.banner.say("danger", words("Already in the centre under {number}.", number=number), words("Open"))
            return
        parts = [words.say(known.verdict.reason)]
        if known.days_since_delivery is not None:
            parts.append(words.plural("It left here {count} day ago.", "It left here {count} days ago.", known.days_since_delivery))
        elif known.earlier_orders:
            parts.append(words.plural("{count} earlier visit.", "{count} earlier visits.", known.earlier_orders))
        if known.unit.model.bulletin:
            parts.append(known.unit.model.bulletin)
        self.banner.say(known.verdict.tone.value, "\n".join(parts), words("History"))

    def _open_known(self) -> None:
        if self._unit is None:
            return
        known = reception.look_up_device(self._context.desk, self._unit.id)
        if known.open_order_id:
            self._context.navigator.open("order", known.open_order_id)
        else:
            self._context.navigator.open("unit", self._unit.id)

    # a new model ----------------------------------------------------------------------------------------------

    def _on_model(self, model_id: int | None) -> None:
        self._show_new_model(False)
        model = catalogue.get_model(self._context.desk, model_id)
        self._load_chips(model.category.id)
        if model.bulletin and self._unit is None:
            self.banner.say("warn", model.bulletin)

    def _show_new_model_fields(self) -> None:
        self._show_new_model(bool(self.model.text().strip()) and self.model.value() is None)

    def _show_new_model(self, shown: bool) -> None:
        self.identity.set_shown("category_id", shown)
        self.identity.set_shown("brand", shown)

    def _focus_fault(self) -> None:
        self.fault.focus()

    def _on_changed(self, name: str) -> None:
        if name == "category_id":
            self._load_chips(self.identity.field("category_id").value())
        self.changed.emit()
