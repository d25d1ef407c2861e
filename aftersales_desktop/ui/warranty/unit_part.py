"""The page of a serial in the panel, with what comes next for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.services import units
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.unit_view import UnitView


class UnitPart(PanelPart):
    """Shows one device."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        words = self.context.words
        self.view = UnitView(self.context)
        self._unit_id: int | None = None
        self.intake = make_action(screen, "new_intake_for_unit", words("New intake"), self._new_intake)
        self.card = make_action(screen, "new_card_for_unit", words("New card"), self._new_card)
        self._buttons = (
            self.button(self.intake, "plus", "primary"),
            self.button(self.card, "shield-check"),
        )

    def contents(self) -> tuple[QWidget, ...]:
        """The page."""
        return (self.view,)

    def open(self, unit_id: int) -> None:
        """Show a device."""
        unit = perform(self.context, partial(units.get_unit, self.context.desk, unit_id))
        if unit is not None:
            self._unit_id = unit_id
            self.view.show_unit(unit)
            self.show(self.context.words.code(unit.serial), self.view, self._buttons)

    def refresh(self) -> None:
        """Read the device again, if it is shown."""
        if self.shows(self.view):
            self.open(self._unit_id)

    def _new_card(self) -> None:
        self.screen.open_record("new_card", ("unit", self._unit_id))

    def _new_intake(self) -> None:
        self.context.navigator.open("new_intake", ("unit", self._unit_id))
