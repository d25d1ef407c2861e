"""Cancelling in the panel: the reason, and for each part that was issued where it goes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.leaving import PART_FATE_TITLES, PartFate
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber
from aftersales_desktop.services import cancelling, hand_over
from aftersales_desktop.services.cancelling import IssuedPart
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.leaving.choices import one_of
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

REASON = Input("reason", N_("Reason of cancelling"), TextField, required=True)


class CancelForm(Form):
    """One question for each part, then the reason."""

    def __init__(self, kit: Kit, parts: tuple[IssuedPart, ...]) -> None:
        self.parts = parts
        super().__init__(kit, [*(self._question(kit, place) for place in range(len(parts))), REASON])

    def _question(self, kit: Kit, place: int) -> Input:
        part, words = self.parts[place], kit.words
        where = words("in the device") if part.is_installed else words("on the bench")
        title = words("{part}, {where}", part=part.title, where=where)
        named = [Code(part.code)] if part.code else [part.quantity] if part.quantity > 1 else []
        return Input(f"part_{place}", words.joined([title, *named]), one_of(PART_FATE_TITLES), required=True)

    def answers(self) -> dict[str, PartFate]:
        """Those that were given. ValidationError for an input that cannot be read."""
        values = self.values()
        chosen = {part.key: values[f"part_{place}"] for place, part in enumerate(self.parts)}
        return {key: PartFate(value[0]) for key, value in chosen.items() if value}


class CancelPart(PanelPart):
    """Cancels an order that parts were issued for; one without parts is asked for its reason only."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.form: CancelForm | None = None
        self._order: OrderRow | None = None
        self.confirm = make_action(screen, "confirm_cancel", self.context.words("Cancel intake"), self.save)
        self._buttons = (self.button(self.confirm, "ban", "primary"), self.button(screen.back))

    def contents(self) -> tuple[QWidget, ...]:
        """The form that was made for the order."""
        return (self.form,) if self.form is not None else ()

    def begin(self, order: OrderRow) -> bool:
        """Ask for each part; False when there is none."""
        parts = cancelling.issued_parts(self.context.desk, order.id)
        if not parts:
            return False
        self._order = order
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
        self.form = CancelForm(self.context.kit, parts)
        self.form.submitted.connect(self.save)
        self.panel.keep(self.form)
        title = self.context.words("Cancel the intake of {number}", number=OwnNumber(order.number))
        self.show(title, self.form, self._buttons)
        self.form.focus()
        return True

    def save(self) -> None:
        """Ctrl+S."""
        desk, form, order = self.context.desk, self.form, self._order

        def cancel() -> OrderRow:
            return hand_over.cancel_order(desk, order.id, form.values()["reason"], form.answers())

        cancelled = perform(self.context, cancel, form=form)
        if cancelled is not None:
            self.screen.open_record("order", order.id)
            self.context.notifier.info(Message("The intake of {number} was cancelled.", number=OwnNumber(order.number)))

    def go_back(self) -> None:
        """To the order."""
        self.screen.open_record("order", self._order.id)
