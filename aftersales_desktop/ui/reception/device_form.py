"""One device of an intake: which one it is, what its warranty says, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import named_conditions
from aftersales_desktop.domain.leaving import SEAL_TITLES, compare_seals
from aftersales_desktop.domain.order_kinds import KIND_TITLES, OrderKind
from aftersales_desktop.domain.reception import DeviceIntake
from aftersales_desktop.domain.returns import RETURN_CAUSE_TITLES, ReturnCause
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber
from aftersales_desktop.services import catalogue, reception
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.reception import KnownDevice
from aftersales_desktop.services.returns import ReturnOffer
from aftersales_desktop.services.seals import LastSeal
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.device_identity import DeviceIdentity
from aftersales_desktop.ui.pickers.sites import SiteField
from aftersales_desktop.ui.reception.choices import one_of
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    CodeField,
    DateField,
    MoneyField,
    NoteField,
    SerialField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section

FAULT = (
    Input(
        "symptoms", N_("Symptoms"), ChipsField, help=N_("What the customer complains of; the usual ones come first."),
    ),
    Input(
        "customer_words", N_("Fault in the customer's words"), partial(NoteField, lines=2),
        help=N_("As the customer says it; a symptom above is enough, too. Tab leaves this input."),
    ),
    Input(
        "conditions", N_("Condition"), ChipsField,
        help=N_("What the device looks like now; it is printed on the receipt."),
    ),
    Input("accessories", N_("Accessories"), ChipsField, help=N_("What stays here with the device.")),
    Input(
        "kind", N_("Type of work"), one_of(KIND_TITLES),
        help=N_("A repair, unless something else is chosen; the checks and the papers follow it."),
    ),
    Input(
        "return_cause", N_("Why it came in again"), one_of(RETURN_CAUSE_TITLES),
        help=N_("For the same fault, our work or our part the customer pays nothing. It may stay open for now."),
    ),
    Input(
        "failed_line", N_("What did not hold"), partial(ChipsField, single=True),
        help=N_("The work or the part of the earlier order."),
    ),
    (
        Input(
            "promised_on", N_("Promised for"), DateField,
            help=N_("The day that stands on the receipt; changing it later asks for a reason."),
        ),
        Input(
            "cost_ceiling", N_("Cost up to (rial)"), MoneyField,
            help=N_("Up to this amount the work is done without a call."),
        ),
    ),
    Input(
        "promise_reason", N_("Why the promise changes"), TextField, required=True,
        help=N_("The customer was told another day; the reason stays in the history of the order."),
    ),
    Section(
        N_("More about the device"),
        (
            Input("accessories_note", N_("Other accessories"), TextField),
            (
                Input(
                    "seal_number", N_("Seal number"), CodeField,
                    help=N_("The number on the seal of the case, to see later whether it was opened."),
                ),
                Input(
                    "passcode", N_("Passcode"), TextField,
                    help=N_("Kept only while the device is here, and wiped when it leaves."),
                ),
            ),
            Input("imei", N_("IMEI"), SerialField, help=N_("Dial *#06# on the phone to see it; it has 15 digits.")),
            Input(
                "address", N_("Address of the device"), TextField,
                help=N_("Down lists the owner's addresses. Anything else that is typed becomes a further one."),
            ),
        ),
        collapsed=True,
    ),
)  # fmt: skip
_CHIPS = (("symptoms", "symptom"), ("conditions", "condition"), ("accessories", "accessory"))
_FAULT_FIELDS = (
    "symptoms", "customer_words", "conditions", "accessories", "promised_on", "cost_ceiling", "accessories_note",
    "seal_number", "passcode",
)  # fmt: skip
MOST_CHIPS = 12
_MOST_WARRANTIES = 3


class DeviceForm(QWidget):
    """`device_known(unit or None)` tells when the serial turned out to be a known device."""

    device_known = Signal(object)
    changed = Signal()
    submitted = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._promised: date | None = None
        self._known: KnownDevice | None = None
        self.is_anothers: Callable[[UnitRow], bool] = _nobodys
        """Whether a known device is not that of the customer who is being served; the intake knows."""
        self.identity = DeviceIdentity(context)
        self.banner = Banner(context.kit)
        self.site = SiteField(context.kit)
        self.fault = Form(context.kit, FAULT, {"address": self.site})
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.identity)
        layout.addWidget(self.banner)
        layout.addWidget(self.fault)
        self._connect()
        self.clear()

    def _connect(self) -> None:
        self.identity.unit_known.connect(self._on_unit_known)
        self.identity.model_chosen.connect(self._on_model_chosen)
        self.identity.submitted.connect(self.focus_fault)
        self.identity.changed.connect(self.changed)
        self.fault.changed.connect(self._on_fault_changed)
        self.fault.submitted.connect(self.submitted)
        self.banner.acted.connect(self._open_known)

    # values ---------------------------------------------------------------------------------------------------

    def device(self) -> DeviceIntake:
        """What was entered. ValidationError for an input that cannot be read."""
        identity, fault = self.identity.values(), self.fault.values()
        imeis = (fault["imei"],) if fault["imei"] else ()
        given = {name: fault[name] for name in _FAULT_FIELDS}
        cause, failed_line = fault["return_cause"], fault["failed_line"]
        return DeviceIntake(
            imeis=imeis, site_id=self.site.value(), address=self.site.new_address(),
            confirmed=self.fault.confirmed(), return_cause=ReturnCause(cause[0]) if cause else None,
            kind=OrderKind(fault["kind"][0]) if fault["kind"] else OrderKind.REPAIR,
            failed_line_id=failed_line[0] if failed_line else None, **identity, **given,
        )  # fmt: skip

    def title(self) -> str:
        """The device in a few words."""
        return self.identity.title()

    def is_empty(self) -> bool:
        """Whether no device was described yet; what is offered does not count."""
        return self.identity.is_empty() and not self.fault.draft().keys() - {"promised_on", "kind"}

    def lacks_serial(self) -> bool:
        """Whether a scanned serial can still be this device's."""
        return self.identity.unit is None and self.identity.form.field("serial").is_empty()

    def clear(self) -> None:
        """For the next device."""
        self.identity.clear()
        self.identity.load_categories()
        self.fault.clear()
        self._promised, self._known = None, None
        self.fault.set_shown("promise_reason", False)
        self._ask_about_return(None)
        self.banner.hide()
        self.fault.set_values(
            {"promised_on": reception.suggested_promise(self._context.desk), "kind": (OrderKind.REPAIR.value,)}
        )
        self._load_chips()

    def show_device(self, unit: UnitRow, values: dict[str, Any]) -> None:
        """An order's device for correcting: which one it is stays, the rest as it was."""
        self.clear()
        self.identity.show_unit(unit, fixed=True)
        for name in ("imei", "address"):
            self.fault.set_shown(name, False)
        self._load_chips()
        self.fault.set_values(values)
        self._promised = values["promised_on"]

    def promise_reason(self) -> str:
        """Why what was promised changes; asked while correcting only."""
        return self.fault.field("promise_reason").value()

    def take_unit(self, unit_id: int) -> None:
        """A known device that was chosen elsewhere."""
        self.identity.take_unit(unit_id)

    def take_serial(self, code: str) -> None:
        """A serial from a scan elsewhere or a search."""
        self.identity.take_serial(code)

    def draft(self) -> dict[str, Any]:
        """What stands here, for a draft."""
        return {"identity": self.identity.draft(), "fault": self.fault.draft()}

    def set_draft(self, draft: dict[str, Any]) -> None:
        """Put a draft back."""
        self.identity.set_draft(draft["identity"])
        self._load_chips()
        self.fault.set_draft(draft["fault"])

    # what is known --------------------------------------------------------------------------------------------

    def _load_chips(self) -> None:
        """The words of the device's category; without one those of all."""
        language, category_id = self._context.words.language, self.identity.category_id()
        for name, kind in _CHIPS:
            rows = catalogue.list_chips(self._context.desk, kind, category_id)[:MOST_CHIPS]
            self.fault.field(name).set_chips([Chip(row.code, row.name(language), row.is_exclusive) for row in rows])
            self.fault.set_shown(name, bool(rows))

    def _on_model_chosen(self) -> None:
        self._load_chips()
        model = self.identity.model_row()
        if model is not None and model.bulletin and self.identity.unit is None:
            self.banner.say("warn", self._context.words.value(model.bulletin))

    def _on_unit_known(self, unit: UnitRow | None) -> None:
        if unit is None:
            self.banner.hide()
            self._ask_about_return(None)
        else:
            self._show_known(reception.look_up_device(self._context.desk, unit.id))
        self.device_known.emit(unit)
        if unit is not None:
            self.focus_fault()

    def _show_known(self, known: KnownDevice) -> None:
        self._known = known
        self._show_verdict(known)
        self._ask_about_return(known.returns_from)

    def _ask_about_return(self, earlier: ReturnOffer | None) -> None:
        """Only of a device that left with us a short while ago; the work it left with may have failed."""
        lines = earlier.lines if earlier else ()
        self.fault.field("failed_line").set_chips([Chip(line.id, line.title) for line in lines])
        self.fault.set_values({"return_cause": (), "failed_line": ()})
        self.fault.set_shown("return_cause", earlier is not None)
        self.fault.set_shown("failed_line", False)

    def show_owner(self, owner: CustomerRow | None) -> None:
        """Another owner was chosen or let go: their addresses, and whether a known device is theirs."""
        self.site.set_owner(owner)
        if self.identity.unit is not None:
            self._show_verdict(reception.look_up_device(self._context.desk, self.identity.unit.id))

    def _show_verdict(self, known: KnownDevice) -> None:
        words = self._context.words
        if known.open_order:
            number = OwnNumber(known.open_order)
            self.banner.say("danger", words("Already in the centre under {number}.", number=number), words("Open"))
            return
        lines = [words.say(known.verdict.reason)]
        if known.surroundings:
            lines.append(words("Surroundings: {conditions}", conditions=named_conditions(known.surroundings)))
        if self.is_anothers(known.unit):
            lines.append(
                words("In the file it belongs to {name}. Saving gives it to this customer.", name=known.unit.owner_name)
            )
        days = known.days_since_delivery
        if days == 0:
            lines.append(words("It left here today."))
        elif days is not None:
            lines.append(words.plural("It left here {count} day ago.", "It left here {count} days ago.", days))
        elif known.earlier_orders:
            lines.append(words.plural("{count} earlier visit.", "{count} earlier visits.", known.earlier_orders))
        lines += self._repair_lines(known)
        if known.unit.model.bulletin:
            lines.append(words.value(known.unit.model.bulletin))
        self.banner.say(known.verdict.tone.value, "\n".join(lines), words("History"))

    def _repair_lines(self, known: KnownDevice) -> list[str]:
        """Our own work that is still answered for, and the seal the device left with."""
        words = self._context.words
        lines = [
            words("{work}: our own warranty until {day}", work=line.title, day=line.until)
            for line in known.repair_warranties[:_MOST_WARRANTIES]
        ]
        if known.last_seal is not None:
            lines.append(self._seal_line(known.last_seal))
        return lines

    def _seal_line(self, last: LastSeal) -> str:
        """What the seal says: compared once one was typed."""
        words = self._context.words
        typed = self.fault.field("seal_number").value()
        if not typed:
            return words("It left with the seal {seal}; compare it.", seal=Code(last.seal))
        return words.say(Message(SEAL_TITLES[compare_seals(last.seal, typed)]))

    def _open_known(self) -> None:
        unit = self.identity.unit
        if unit is None:
            return
        known = reception.look_up_device(self._context.desk, unit.id)
        if known.open_order_id:
            self._context.navigator.open("order", known.open_order_id)
        else:
            self._context.navigator.open("unit", unit.id)

    def _on_fault_changed(self, name: str) -> None:
        if name == "promised_on" and self._promised is not None:
            field = self.fault.field("promised_on")
            moves = field.unreadable() is None and field.value() != self._promised
            self.fault.set_shown("promise_reason", moves)
        elif name == "return_cause":
            has_lines = bool(self._known and self._known.returns_from and self._known.returns_from.lines)
            self.fault.set_shown("failed_line", has_lines and bool(self.fault.field(name).value()))
        elif name == "seal_number" and self._known is not None and self._known.last_seal is not None:
            self._show_verdict(self._known)
        self.changed.emit()

    def focus_fault(self) -> None:
        """The cursor where the device's fault is asked."""
        self.fault.focus()


def _nobodys(_unit: UnitRow) -> bool:
    """Without a customer beside it a device is nobody else's."""
    return False
