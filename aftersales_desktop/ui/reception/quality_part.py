"""Quality control in the panel: who looked, which points are good, passed or not."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.services import catalogue, quality
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.quality import QualityForm
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.order_part import OrderPart
from aftersales_desktop.ui.widgets.button import ToolLink
from aftersales_desktop.ui.widgets.fields import Chip, ChipsField, CodeField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input

INPUTS = (
    Input(
        "checker", N_("Who looked at the work"), partial(ChipsField, single=True), required=True,
        help=N_("Anybody but the technician who did it."),
    ),
    Input("checked", N_("What is good"), ChipsField, help=N_("The points stand in the settings.")),
    Input("reason", N_("What is not good yet"), TextField, help=N_("Only when the work goes back to the technician.")),
    Input(
        "closing_seal", N_("Seal number now"), CodeField,
        help=N_("It is compared with the seal when the device comes in again."),
    ),
)  # fmt: skip


class QualityPart(PanelPart):
    """Checks the order that `orders` shows."""

    def __init__(self, screen: PanelScreen, orders: OrderPart) -> None:
        super().__init__(screen)
        self._orders = orders
        self._order: OrderRow | None = None
        words = self.context.words
        self.form = Form(self.context.kit, INPUTS)
        self.check = make_action(screen, "check_quality", words("Quality control"), self.begin)
        self.passed = make_action(screen, "quality_passed", words("Passed"), self.save)
        self.failed = make_action(screen, "quality_failed", words("Not passed"), self._fail)
        self._buttons = (
            self.button(self.passed, "circle-check", "primary"), self.button(self.failed, "alert-triangle"),
            self.button(screen.back),
        )  # fmt: skip
        self.of_model = make_action(screen, "check_model", words("Always check this model"), self._switch_model)
        for action in (self.check, self.of_model):
            orders.view.add_tool(ToolLink(self.context.kit, action, "checklist"))
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def update_actions(self) -> None:
        """Only what is in quality control is checked."""
        order = self._orders.order if self._orders.shows(self._orders.view) else None
        self.check.setEnabled(order is not None and order.state is OrderState.QUALITY_CONTROL)
        self.of_model.setEnabled(order is not None)
        is_wanted = order is not None and order.unit.model.needs_quality
        words = self.context.words
        self.of_model.setText(words("Check this model no more") if is_wanted else words("Always check this model"))

    def _switch_model(self) -> None:
        """Some models are checked whatever the settings say."""
        model = self._orders.order.unit.model
        self._require(model.id, required=not model.needs_quality)

    def _require(self, model_id: int, *, required: bool) -> None:
        require = partial(catalogue.require_quality, self.context.desk, model_id, required=required)
        model = perform(self.context, require)
        if model is None:
            return
        undo = partial(self._require, model_id, required=not required)
        if required:
            self.context.notifier.info(Message("Every repair of {model} is checked.", model=model.title), undo=undo)
        else:
            self.context.notifier.info(Message("{model} is checked no more than others.", model=model.title), undo=undo)

    def begin(self) -> None:
        """The points of the settings, nobody chosen yet; a colleague alone is chosen already."""
        desk, words = self.context.desk, self.context.words
        self._order = self._orders.order
        checkers = quality.possible_checkers(desk, self._order.id)
        points = quality.quality_points(desk, words.language, self._order.kind)
        self.show(words("Quality control"), self.form, self._buttons)
        self.form.clear()
        self.form.field("checker").set_chips([Chip(member.id, member.name) for member in checkers])
        self.form.field("checked").set_chips([Chip(point, point) for point in points])
        self.form.set_shown("checked", bool(points))
        if len(checkers) == 1:
            self.form.set_values({"checker": (checkers[0].id,)})
        self.form.focus("checked" if len(checkers) == 1 and points else "checker")

    def save(self) -> None:
        """Ctrl+S: passed."""
        self._note(passed=True)

    def go_back(self) -> None:
        """To the order."""
        self._orders.open(self._order.id)

    def _fail(self) -> None:
        self._note(passed=False)

    def _note(self, *, passed: bool) -> None:
        desk, form, order_id = self.context.desk, self.form, self._order.id

        def check() -> OrderRow:
            values = form.values()
            checker = values["checker"]
            found = QualityForm(
                checker[0] if checker else None, passed, values["checked"], values["reason"],
                closing_seal=values["closing_seal"],
            )  # fmt: skip
            return quality.check_quality(desk, order_id, found)

        order = perform(self.context, check, form=form)
        if order is not None:
            self._orders.open(order_id)
            number = OwnNumber(order.number)
            if passed:
                self.context.notifier.info(Message("{number} passed and is ready.", number=number))
            else:
                self.context.notifier.info(Message("{number} goes back to be repaired.", number=number))
