"""The page of a serial in the panel, with what comes next for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import Message
from aftersales_desktop.services import claims
from aftersales_desktop.services.claims import Unknowns
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.warranty.claim_form import ClaimForm
from aftersales_desktop.ui.warranty.merge_part import MergePart
from aftersales_desktop.ui.warranty.unit_view import UnitView
from aftersales_desktop.ui.widgets.button import ToolLink


class UnitPart(PanelPart):
    """Shows one device."""

    def __init__(self, screen: PanelScreen, merging: MergePart) -> None:
        super().__init__(screen)
        self._merging = merging
        words = self.context.words
        self.view = UnitView(self.context)
        self._unit: UnitRow | None = None
        self._unknowns = Unknowns(owner=False, serial=False)
        self.intake = make_action(screen, "new_intake_for_unit", words("New intake"), self._new_intake)
        self.card = make_action(screen, "new_card_for_unit", words("New card"), self._new_card)
        self.complete = make_action(screen, "complete_unit", words("Complete"), self._show_claim)
        self.keep_claim = make_action(screen, "keep_claim", words("Save"), self._keep_claim)
        self.leave_claim = make_action(screen, "leave_claim", words("Cancel"), self.go_back)
        self.claim = ClaimForm(self.context)
        self.claim.submitted.connect(self._keep_claim)
        self.print_life = make_action(screen, "print_life", words("Print"), self.print_current)
        self._buttons = (
            self.button(self.intake, "plus", "primary"),
            self.button(self.card, "shield-check"),
            self.button(self.print_life, "printer"),
        )
        self.same_device = make_action(screen, "same_device", words("Same device as…"), self._begin_merge)
        self._complete_button = self.button(self.complete, "edit")
        self.view.add_link(ToolLink(self.context.kit, self.same_device, "git-merge"))
        self.view.undo_asked.connect(merging.undo)
        self._claim_buttons = (
            self.button(self.keep_claim, "check", "primary"),
            self.button(self.leave_claim),
        )

    def contents(self) -> tuple[QWidget, ...]:
        """The page, and the form for what is not known yet."""
        return (self.view, self.claim)

    def open(self, unit_id: int) -> None:
        """Show a device."""
        if perform(self.context, partial(self._show_unit, unit_id)) is not None:
            self._unit = unit = self.view.unit
            self._unknowns = claims.find_unknowns(self.context.desk, unit)
            is_complete = not (self._unknowns.owner or self._unknowns.serial)
            buttons = self._buttons if is_complete else (*self._buttons, self._complete_button)
            self.show(self.context.words.code(unit.serial), self.view, buttons)

    def _show_unit(self, unit_id: int) -> UnitRow:
        self.view.show_unit(unit_id)
        return self.view.unit

    def print_current(self) -> None:
        """The whole life on paper."""
        if self.shows(self.view):
            self.context.papers.show("device-biography", self.view.unit.serial)

    def refresh(self) -> None:
        """Read the device again, if it is shown."""
        if self.shows(self.view):
            self.open(self._unit.id)

    def save(self) -> None:
        """Ctrl+S in the form."""
        if self.shows(self.claim):
            self._keep_claim()

    def go_back(self) -> None:
        """From the form to the page of the device."""
        if self.shows(self.claim):
            self.open(self._unit.id)
        else:
            super().go_back()

    def _begin_merge(self) -> None:
        self._merging.begin(self._unit)

    def _show_claim(self) -> None:
        """Ask for what the old record did not tell."""
        self.show(self.context.words("Complete the device"), self.claim, self._claim_buttons)
        self.claim.begin(asks_owner=self._unknowns.owner, asks_serial=self._unknowns.serial)

    def _keep_claim(self) -> None:
        def keep() -> UnitRow:
            values = self.claim.values()
            return claims.complete_unit(
                self.context.desk, self._unit.id, owner_id=values.get("owner"), serial=values.get("serial") or ""
            )

        kept = perform(self.context, keep, form=self.claim)
        if kept is not None:
            self.open(kept.id)
            self.context.notifier.info(Message("The device was completed. Its earlier services went with it."))

    def _new_card(self) -> None:
        self.screen.open_record("new_card", ("unit", self._unit.id))

    def _new_intake(self) -> None:
        self.context.navigator.open("new_intake", ("unit", self._unit.id))
