"""Which device: its serial first, then what is known of it, or the model of a new one."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.i18n import N_
from aftersales_desktop.services import catalogue, units
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.models import model_suggestions
from aftersales_desktop.ui.widgets.fields import ChoiceField, SerialField, SuggestField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.suggestions import Suggestion

INPUTS = (
    Input(
        "serial", N_("Serial or barcode"), SerialField,
        help=N_("Scan or type the serial. Leave it empty when it cannot be read: the device gets a tag of ours."),
    ),
    Input(
        "model", N_("Device"), TextField, required=True,
        help=N_("Type a few letters of brand or model. A model that is not in the list can simply be typed."),
    ),
    (Input("category_id", N_("Category"), ChoiceField), Input("brand", N_("Brand"), TextField)),
)  # fmt: skip


class DeviceIdentity(QWidget):
    """`unit_known(unit or None)` tells when the serial is a known device, `model_chosen()` when the model is settled.

    `unknown_scanned` means a scanned serial that nobody knows; `submitted` Enter in the last input.
    """

    unit_known = Signal(object)
    model_chosen = Signal()
    unknown_scanned = Signal()
    changed = Signal()
    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.unit: UnitRow | None = None
        self._other_than: UnitRow | None = None
        self.model = SuggestField(context.kit, model_suggestions(context), keeps_text=True)
        self.form = Form(context.kit, INPUTS, {"model": self.model})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        serial = self.form.field("serial")
        serial.left.connect(self.look_up_serial)
        serial.scanned.connect(self._on_scanned)
        self.model.taken.connect(self._on_model_taken)
        self.model.left.connect(self._show_new_model_fields)
        self.form.changed.connect(self._on_changed)
        self.form.submitted.connect(self.submitted)
        self.load_categories()
        self._show_new_model(False)

    def load_categories(self) -> None:
        """Read the categories again."""
        language = self._context.words.language
        rows = catalogue.list_categories(self._context.desk)
        self.form.field("category_id").set_options([(row.id, row.name(language)) for row in rows])

    # values ---------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What was entered, by the names of DeviceIntake and CardDevice."""
        values = self.form.values()
        return {
            "unit_id": self.unit.id if self.unit else None,
            "serial": values["serial"],
            "model_id": values["model"],
            "category_id": values["category_id"],
            "brand": values["brand"],
            "model_name": self.model.text().strip() if values["model"] is None else "",
        }

    def model_row(self) -> catalogue.ModelRow | None:
        """The model, when it is a known one."""
        if self.unit is not None:
            return self.unit.model
        return catalogue.get_model(self._context.desk, self.model.value()) if self.model.value() is not None else None

    def category_id(self) -> int | None:
        """The category, as far as it is known."""
        model = self.model_row()
        return model.category.id if model else self.form.field("category_id").value()

    def title(self) -> str:
        """The device in a few words."""
        return " ".join(part for part in (self.model.text(), self.form.field("serial").value()) if part)

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.form.is_empty()

    def clear(self) -> None:
        """For the next device."""
        self.unit = None
        self._other_than = None
        self.form.set_read_only(False)
        self.form.clear()
        self._show_new_model(False)

    def show_unit(self, unit: UnitRow, *, fixed: bool = False) -> None:
        """Fill in a known device; `fixed` when it cannot be another one."""
        self.unit = unit
        self.form.show_problems(())
        self.form.set_values({"serial": unit.serial})
        self.model.set_value(Suggestion(unit.model.id, unit.model.title))
        self._show_new_model(False)
        self.form.set_read_only(fixed)

    def draft(self) -> dict[str, Any]:
        """What stands here, for a draft."""
        return {"unit_id": self.unit.id if self.unit else None, **self.form.draft()}

    def set_draft(self, draft: dict[str, Any]) -> None:
        """Put a draft back."""
        self.form.set_draft(draft)
        if draft.get("unit_id"):
            with suppress(NotFound):  # withdrawn meanwhile: the words stay, to be saved as a new device
                self._take(units.get_unit(self._context.desk, draft["unit_id"]))
        self._show_new_model_fields()

    # a known serial -------------------------------------------------------------------------------------------

    def take_serial(self, code: str) -> None:
        """A serial from a scan elsewhere or a search."""
        self.form.set_values({"serial": code})
        self._on_scanned(code)

    def take_unit(self, unit_id: int) -> None:
        """A device that was chosen elsewhere."""
        self._take(units.get_unit(self._context.desk, unit_id))

    def look_up_serial(self) -> bool:
        """Whether the serial is that of one known device, which is then filled in."""
        serial = self.form.field("serial").value()
        if self.unit is not None and self.unit.serial == serial:
            return True
        if self.unit is not None:
            self._let_unit_go()
        found = self._units_with(serial)
        if len(found) != 1:
            return False
        self._take(found[0])
        return True

    def _units_with(self, serial: str) -> list[UnitRow]:
        """Known devices of this serial; of those that share one, the one of the chosen model."""
        found = units.find_units(self._context.desk, serial) if serial else []
        if len(found) > 1:
            return [unit for unit in found if unit.model.id == self.model.value()]
        return [unit for unit in found if self._other_than is None or unit.id != self._other_than.id]

    def _take(self, unit: UnitRow) -> None:
        self.show_unit(unit)
        self.model_chosen.emit()
        self.unit_known.emit(unit)

    def _let_unit_go(self) -> None:
        self.unit = None
        self.model.set_value(None)
        self.unit_known.emit(None)

    def _on_scanned(self, _code: str) -> None:
        if not self.look_up_serial():
            self.form.focus("model") if self.model.is_empty() else self.submitted.emit()
            self.unknown_scanned.emit()

    # a new model ----------------------------------------------------------------------------------------------

    def _on_model_taken(self, _model_id: int | None) -> None:
        self._show_new_model(False)
        if self.unit is None:
            self.look_up_serial()
        self.model_chosen.emit()

    def _show_new_model_fields(self) -> None:
        self._show_new_model(bool(self.model.text().strip()) and self.model.value() is None)

    def _show_new_model(self, shown: bool) -> None:
        self.form.set_shown("category_id", shown)
        self.form.set_shown("brand", shown)

    def _on_changed(self, name: str) -> None:
        if name == "model" and self.unit is not None and self.model.value() != self.unit.model.id:
            self._other_than, self.unit = self.unit, None
            self.unit_known.emit(None)
        if name == "category_id":
            self.model_chosen.emit()
        self.changed.emit()
