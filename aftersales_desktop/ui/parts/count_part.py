"""A stock-take in the panel: fill the sheet, compare, write the difference."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import stock_count
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.parts.count_form import CountForm


class CountPart(PanelPart):
    """Shows the sheet of a stock-take."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.form = CountForm(self.context)
        self.compare = make_action(screen, "compare_count", self.context.words("Compare"), self._compare)
        self._buttons = (self.button(self.compare, "list-check", "primary"), self.button(screen.save, "check"))

    def contents(self) -> tuple[QWidget, ...]:
        """The sheet."""
        return (self.form,)

    def open(self) -> None:
        """A new sheet; one that was begun and left is gone on with."""
        self.show(self.context.words("Stock-take"), self.form, self._buttons)
        if not self.form.lines.lines():
            self.form.begin()
        else:
            self.form.load_choices()
            self.form.entry.focus()

    def update_actions(self) -> None:
        """A sheet that is shown can be compared."""
        self.compare.setEnabled(self.shows(self.form))

    def takes_scan(self, code: str) -> bool:
        """A barcode goes on the sheet."""
        if self.shows(self.form):
            self.form.take_scan(code)
        return self.shows(self.form)

    def save(self) -> None:
        """Write what differs; the difference is shown first."""
        desk, form = self.context.desk, self.form
        slip = self.attempt(form, lambda: stock_count.post_count(desk, form.input()))
        if slip is None:
            return
        form.begin()
        self.screen.open_record("slip", slip.id)
        self.context.notifier.info(Message("Slip {number} was written.", number=OwnNumber(slip.number)))

    def _compare(self) -> None:
        desk, form = self.context.desk, self.form
        result = self.attempt(form, lambda: stock_count.compare(desk, form.input()))
        if result is not None:
            form.show_problems(())
            form.show_result(result)
