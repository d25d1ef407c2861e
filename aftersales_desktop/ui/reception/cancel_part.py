"""Cancelling in the panel: the reason, and for each part that was issued where it goes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.leaving import PART_FATE_TITLES, PartFate
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber
from aftersales_desktop.services import cancelling, hand_over
from aftersales_desktop.services.cancelling import IssuedPart
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.reception.part_questions import PartQuestion, PartQuestions
from aftersales_desktop.ui.widgets.fields import TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit

INPUTS = (Input("reason", N_("Reason of cancelling"), TextField, required=True),)


class CancelForm(QWidget):
    """One question for each part, then the reason."""

    submitted = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self.parts = PartQuestions(kit, PART_FATE_TITLES)
        self.reason = Form(kit, INPUTS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.parts)
        layout.addWidget(self.reason, 1)
        self.parts.submitted.connect(self.reason.focus)
        self.reason.submitted.connect(self.submitted)

    def begin(self, parts: tuple[IssuedPart, ...]) -> None:
        """Ask about these parts; nothing is answered yet."""
        self.reason.clear()
        self.parts.ask(PartQuestion(part.key, self._title(part)) for part in parts)
        self.parts.focus()

    def answers(self) -> dict[str, PartFate]:
        """Where the parts go, as far as it was said."""
        return {str(key): PartFate(value) for key, value in self.parts.answers().items()}

    def show_problems(self, problems: tuple[FieldProblem, ...]) -> list[FieldProblem]:
        """Mark the reason; gives back what has no input here."""
        self.reason.show_problems(problem for problem in problems if problem.field == "reason")
        return [problem for problem in problems if problem.field != "reason"]

    def _title(self, part: IssuedPart) -> str:
        words = self._kit.words
        where = words("in the device") if part.is_installed else words("on the bench")
        named = [Code(part.code)] if part.code else [part.quantity] if part.quantity > 1 else []
        return words.joined([words("{part}, {where}", part=part.title, where=where), *named])


class CancelPart(PanelPart):
    """Cancels an order that parts were issued for; one without parts is asked for its reason only."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.form = CancelForm(self.context.kit)
        self._order: OrderRow | None = None
        self.confirm = make_action(screen, "confirm_cancel", self.context.words("Cancel intake"), self.save)
        self._buttons = (self.button(self.confirm, "ban", "primary"), self.button(screen.back))
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def begin(self, order: OrderRow) -> bool:
        """Ask for each part; False when there is none."""
        parts = cancelling.issued_parts(self.context.desk, order.id)
        if not parts:
            return False
        self._order = order
        title = self.context.words("Cancel the intake of {number}", number=OwnNumber(order.number))
        self.show(title, self.form, self._buttons)
        self.form.begin(parts)
        return True

    def save(self) -> None:
        """Ctrl+S."""
        desk, form, order = self.context.desk, self.form, self._order

        def cancel() -> OrderRow:
            return hand_over.cancel_order(desk, order.id, form.reason.values()["reason"], form.answers())

        if self.attempt(form, cancel) is not None:
            self.screen.open_record("order", order.id)
            self.context.notifier.info(Message("The intake of {number} was cancelled.", number=OwnNumber(order.number)))

    def go_back(self) -> None:
        """To the order."""
        self.screen.open_record("order", self._order.id)
