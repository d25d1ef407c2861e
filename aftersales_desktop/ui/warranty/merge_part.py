"""Making two devices one in the panel: which other one, what stays of each field, and the way back."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import unit_merges, units
from aftersales_desktop.services.unit_merges import UNIT_TITLES, UnitComparison
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.pickers.comparison_view import ComparisonView, Head
from aftersales_desktop.ui.pickers.pick_view import Likely, PickView
from aftersales_desktop.ui.pickers.units import device_suggestions


class MergePart(PanelPart):
    """Two steps: the other device, then the two side by side."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        words = self.context.words
        self._unit: UnitRow | None = None
        self._comparison: UnitComparison | None = None
        self.pick = PickView(
            self.context, N_("Which device is the same one?"), N_("Serial, IMEI, tag or the owner's name"),
            device_suggestions(self.context),
        )  # fmt: skip
        self.view = ComparisonView(self.context, UNIT_TITLES.items())
        self.merge = make_action(screen, "merge_units", words("Make them one"), self.save)
        self.leave = make_action(screen, "leave_unit_merge", words("Cancel"), self.go_back)
        self._merge_button = self.button(self.merge, "git-merge", "primary")
        self._leave_button = self.button(self.leave)
        self.pick.picked.connect(self.compare)
        self.view.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """Both steps."""
        return (self.pick, self.view)

    def begin(self, unit: UnitRow) -> None:
        """Ask which device is the same as this one; the owner's others are the likely ones."""
        self._unit = unit
        title = self.context.words("Same device as {code}", code=Code(unit.serial))
        self.show(title, self.pick, (self._leave_button,))
        self.pick.begin(self._likely(one) for one in unit_merges.likely_same(self.context.desk, unit))

    def compare(self, other_id: int) -> None:
        """The two side by side."""
        desk, words = self.context.desk, self.context.words
        found = perform(self.context, partial(unit_merges.compare_units, desk, self._unit.id, other_id))
        if found is None:
            return
        self._comparison = found
        heads = (self._head(found.one, found.one_orders), self._head(found.other, found.other_orders))
        sentence = words("Choose what stays. Every serial and tag goes on finding it, with the history of both.")
        self.view.show_comparison(heads, found.fields, sentence)
        self.show(words("One device, two pages"), self.view, (self._merge_button, self._leave_button))
        self.view.focus()

    def save(self) -> None:
        """Ctrl+S, once two are compared."""
        if not self.shows(self.view):
            return
        desk, comparison = self.context.desk, self._comparison

        def merge() -> int:
            return unit_merges.merge_units(desk, comparison.choice(self.view.sides()))

        merge_id = perform(self.context, merge, form=self.view.form)
        if merge_id is None:
            return
        kept = units.get_unit(desk, comparison.one.id)
        self.screen.open_record("unit", kept.id)
        text = Message("{code} is one device now, with the history of both.", code=Code(kept.serial))
        self.context.notifier.info(text, undo=partial(self.undo, merge_id))

    def undo(self, merge_id: int) -> None:
        """Make them two again."""
        desk = self.context.desk
        if perform(self.context, lambda: unit_merges.undo_unit_merge(desk, merge_id) or True):
            self.context.notifier.info(Message("They are two devices again."))

    def go_back(self) -> None:
        """To the page of the device it began with."""
        self.screen.open_record("unit", self._unit.id)

    def takes_scan(self, code: str) -> bool:
        """The other device's label was scanned."""
        if not self.shows(self.pick):
            return False
        found = units.find_units(self.context.desk, code)
        if found:
            self.compare(found[0].id)
        return bool(found)

    def _head(self, unit: UnitRow, orders: int) -> Head:
        words = self.context.words
        codes = [Code(found.value) for found in unit.identifiers]
        small = Message("{count} order", "{count} orders", count=orders)
        return Head(words.joined(codes) or "—", "\n".join([self._title(unit), words.say(small)]))

    def _likely(self, unit: UnitRow) -> Likely:
        words = self.context.words
        return Likely(unit.id, words.code(unit.serial), self._title(unit))

    def _title(self, unit: UnitRow) -> str:
        words = self.context.words
        return words.value(unit.model.full_title(words.language))
