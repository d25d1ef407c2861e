"""Sending a device to another workshop, and taking it back; shared by the screens that show an order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.domain.outside_repair import (
    GOES_ON,
    OUTSIDE_KIND_TITLES,
    OutsideBack,
    OutsideDetails,
    OutsideKind,
)
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import outside_repair, suppliers
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.outside_repair import OutsideRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    ChoiceField,
    CodeField,
    DateField,
    MoneyField,
    NoteField,
    SuggestField,
    Suggestion,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit


def _kinds(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(OUTSIDE_KIND_TITLES[one])) for one in OutsideKind], single=True)


def _ways_on(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(one.value, kit.words(STATE_TITLES[one])) for one in GOES_ON], single=True)


SEND_INPUTS = (
    Input("kind", N_("Where it goes"), _kinds, required=True),
    Input("supplier", N_("Supplier"), ChoiceField, required=True),
    Input("place", N_("Name of the workshop"), TextField, required=True),
    Input("reference_number", N_("Their number"), CodeField),
    Input("promised_on", N_("Promised by them"), DateField),
    Input("expected_cost", N_("Expected cost (rial)"), MoneyField),
    Input("note", N_("Note"), partial(NoteField, lines=2)),
)
BACK_INPUTS = (
    Input("result", N_("What was done there"), partial(NoteField, lines=2), required=True),
    (
        Input("cost", N_("Cost (rial)"), MoneyField),
        Input("price", N_("Price for the customer (rial)"), MoneyField, help=N_("Empty: the same")),
    ),
    Input("goes_on", N_("How the work goes on"), _ways_on, required=True),
)


class SendForm(Form):
    """Where a device goes."""

    def __init__(self, context: AppContext) -> None:
        self._context = context
        self.place = SuggestField(context.kit, self._places, keeps_text=True)
        super().__init__(context.kit, SEND_INPUTS, {"place": self.place})
        self.changed.connect(self._on_changed)

    def begin(self) -> None:
        """With the usual promise."""
        self.clear()
        rows = suppliers.list_suppliers(self._context.desk)
        self.field("supplier").set_options([(row.id, row.name) for row in rows])
        self.set_values({"promised_on": outside_repair.usual_outside(self._context.desk).promised_on})
        self._on_changed("kind")
        self.focus("kind")

    def details(self) -> OutsideDetails:
        """What was entered."""
        values, kind = self.values(), self._kind()
        return OutsideDetails(
            kind, values["supplier"] if kind is OutsideKind.SUPPLIER else None,
            (values["place"] or self.place.text()) if kind is OutsideKind.COLLEAGUE else "",
            values["reference_number"], values["promised_on"], values["expected_cost"] or 0, values["note"],
        )  # fmt: skip

    def _kind(self) -> OutsideKind | None:
        chosen = self.field("kind").value()
        return OutsideKind(chosen[0]) if chosen else None

    def _on_changed(self, name: str) -> None:
        if name == "kind":
            self.set_shown("supplier", self._kind() is OutsideKind.SUPPLIER)
            self.set_shown("place", self._kind() is OutsideKind.COLLEAGUE)

    def _places(self, text: str) -> list[Suggestion]:
        return [Suggestion(name, name) for name in outside_repair.known_places(self._context.desk) if text in name]


class BackForm(Form):
    """What came of it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, BACK_INPUTS)

    def begin(self, job: OutsideRow) -> None:
        """With the cost that was expected."""
        self.clear()
        self.set_values({"cost": job.expected_cost or None, "goes_on": (OrderState.QUALITY_CONTROL.value,)})
        self.focus("result")

    def back(self) -> OutsideBack:
        """What was entered."""
        values = self.values()
        goes_on = OrderState(values["goes_on"][0]) if values["goes_on"] else OrderState.AT_EXTERNAL
        return OutsideBack(goes_on, values["cost"] or 0, values["result"], values["price"])


class OutsidePart(PanelPart):
    """The two forms; `leave` is called with the order once one of them is done with."""

    def __init__(self, screen: PanelScreen, leave: Callable[[int], object]) -> None:
        super().__init__(screen)
        self._leave = leave
        self._order_id = 0
        self.send_form = SendForm(self.context)
        self.back_form = BackForm(self.context.kit)
        self._buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        for form in (self.send_form, self.back_form):
            form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The forms."""
        return (self.send_form, self.back_form)

    def begin(self, order_id: int) -> None:
        """Send the device of an order."""
        self._order_id = order_id
        self.show(self.context.words("Send outside"), self.send_form, self._buttons)
        self.send_form.begin()

    def begin_back(self, order_id: int) -> None:
        """Take the device of an order back."""
        job = outside_repair.current_job(self.context.desk, order_id)
        if job is None:
            self.context.notifier.warning(Message("This device is not outside the centre."))
            return
        self._order_id = order_id
        self.show(self.context.words("Back from outside"), self.back_form, self._buttons)
        self.back_form.begin(job)

    def save(self) -> None:
        """What the shown form is for."""
        if self.shows(self.send_form):
            self._send()
        elif self.shows(self.back_form):
            self._take_back()

    def go_back(self) -> None:
        """To the order."""
        self._leave(self._order_id)

    def _send(self) -> None:
        form, desk, order_id = self.send_form, self.context.desk, self._order_id

        def send() -> list[OutsideRow]:
            return outside_repair.send_outside(desk, [order_id], form.details())

        if perform(self.context, send, form=form) is not None:
            self._leave(order_id)
            self.context.notifier.info(Message("The device is outside the centre now."))

    def _take_back(self) -> None:
        form, desk, order_id = self.back_form, self.context.desk, self._order_id

        def take_back() -> OrderRow:
            return outside_repair.take_back(desk, order_id, form.back())

        order = perform(self.context, take_back, form=form)
        if order is not None:
            self._leave(order_id)
            self.context.notifier.info(
                Message("The device is back; its place is {cell}.", cell=order.unit.location_code or "—")
            )
