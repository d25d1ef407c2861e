"""Taking devices in with the panel: begin, save, print, put aside, clear, and take back."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import drafts, hand_over, reception
from aftersales_desktop.services.order_rows import ReceptionRow
from aftersales_desktop.services.reception import INTAKE_DRAFT
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.reception.intake_panel import IntakePanel


class IntakePart(PanelPart):
    """Shows the intake form."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        words = self.context.words
        self.form = IntakePanel(self.context)
        self.clear = make_action(screen, "cancel_intake", words("Clear"), self._throw_away)
        self._buttons = (
            self.button(screen.save_and_print, "printer", "primary"),
            self.button(screen.save),
            self.button(self.clear),
        )
        self.form.submitted.connect(self.save_and_print)
        self.form.draft_kept.connect(self._say_draft_kept)

    def contents(self) -> tuple[QWidget, ...]:
        """The form."""
        return (self.form,)

    def open(self, start: Any = None) -> None:
        """The form with whatever stands in it, or begun with a serial, ("customer", id) or ("unit", id)."""
        self.show(self.context.words("New intake"), self.form, self._buttons)
        if isinstance(start, tuple) and not self.form.is_empty():
            self._put_aside()
        self.form.begin(start)

    def _put_aside(self) -> None:
        """Another customer comes first; what was begun can be had back."""
        content = self.form.content()
        self.form.clear()
        self.context.notifier.info(
            Message("The intake you had begun was put aside."), undo=partial(self.form.restore, content)
        )

    def takes_scan(self, code: str) -> bool:
        """A barcode is a device's serial."""
        if not self.form.take_scan(code):
            self.context.notifier.warning(Message("Finish this device first, then scan the next one."))
        return True

    def keep_draft(self) -> None:
        """What is half typed survives everything."""
        self.form.keep_draft()

    # saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Ctrl+S."""
        self._save()

    def save_and_print(self) -> None:
        """Ctrl+Enter."""
        saved = self._save()
        if saved is not None:
            self.context.papers.print_after_save("intake-receipt", saved.number, beside=self._labels_of(saved))

    def print_current(self) -> None:
        """Ctrl+P."""
        self.save_and_print()

    def _save(self) -> ReceptionRow | None:
        form, desk = self.form, self.context.desk
        typed = form.content()
        saved = self.attempt(form, lambda: reception.register_intake(desk, form.intake()))
        if saved is None:
            return None
        form.clear()
        drafts.drop_draft(desk, INTAKE_DRAFT)
        cells = tuple(order.shelf for order in saved.orders)
        self.context.notifier.info(
            Message("Intake {number} saved, shelf {cells}.", number=OwnNumber(saved.number), cells=cells),
            undo=partial(self._take_back, saved, typed),
        )
        self.screen.page.list.choose(saved.orders[0].id)
        form.begin()
        return saved

    def _labels_of(self, saved: ReceptionRow) -> list[tuple[str, str]]:
        """The labels of all devices, unless the settings say that none are wanted."""
        if not load_settings(self.context.desk).prints_label:
            return []
        return [("device-label", order.number) for order in saved.orders]

    def _take_back(self, saved: ReceptionRow, typed: dict[str, Any]) -> None:
        """Undo: the orders become cancelled and keep their numbers; what was typed is there again to be put right."""
        reason, desk = self.context.words("Taken back right after saving"), self.context.desk
        taken_back = [
            perform(self.context, partial(hand_over.cancel_order, desk, order.id, reason)) for order in saved.orders
        ]
        if not all(taken_back):
            return
        self.context.notifier.info(Message("Intake {number} was taken back.", number=OwnNumber(saved.number)))
        if self.form.is_empty():
            self.form.restore(typed, again=True)
            self.show(self.context.words("New intake"), self.form, self._buttons)

    def _throw_away(self) -> None:
        """Clear the form; what was typed can be had back from the toast."""
        content = None if self.form.is_empty() else self.form.content()
        self.form.clear()
        drafts.drop_draft(self.context.desk, INTAKE_DRAFT)
        self.form.owner.form.focus("mobile")
        if content is not None:
            self.context.notifier.info(Message("The intake was cleared."), undo=partial(self.form.restore, content))

    def _say_draft_kept(self) -> None:
        if self.shows(self.form):
            self.panel.set_subtitle(self.context.words("draft kept"))
