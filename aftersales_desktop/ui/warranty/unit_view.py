"""The page of a serial: its verdict today, and every card, owner, address and visit in time order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import named_conditions
from aftersales_desktop.domain.warranty import CATEGORY_TITLES
from aftersales_desktop.i18n import Code
from aftersales_desktop.services import biography, customers, warranty
from aftersales_desktop.services.biography import BiographyEntry, EntryKind
from aftersales_desktop.services.merge_list import MergeRow, merges_of_unit
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.merge_line import MergeLine
from aftersales_desktop.ui.verdicts import VERDICT_TITLES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

_ICONS = {
    EntryKind.OWNER: "user", EntryKind.SITE: "map-pin", EntryKind.CARD: "shield-check", EntryKind.VISIT: "tool",
    EntryKind.MERGE: "git-merge",
}  # fmt: skip
_TONES = {
    EntryKind.OWNER: "violet", EntryKind.SITE: "teal", EntryKind.CARD: "ok", EntryKind.VISIT: "info",
    EntryKind.MERGE: "neutral",
}  # fmt: skip


class UnitView(QWidget):
    """Shows one device. `undo_asked(merge)` when two should be two again."""

    undo_asked = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self._unit: UnitRow | None = None
        self.banner = Banner(kit)
        self._facts = FactGrid(kit)
        self._merges = QVBoxLayout()
        self._timeline = Timeline(kit)
        owner = Button(kit, words("Customer"), "user", "ghost")
        owner.setObjectName("open_owner")
        owner.clicked.connect(self._open_owner)
        self._links = QHBoxLayout()
        self._links.addWidget(owner)
        self._links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addLayout(self._links)
        layout.addLayout(self._merges)
        layout.addWidget(line())
        layout.addWidget(Label(kit, words("Life of this serial"), "section"))
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_link(self, button: Button) -> None:
        """One more thing that can be done, below what is known."""
        self._links.insertWidget(self._links.count() - 1, button)

    def show_unit(self, unit: UnitRow) -> None:
        """Show another device."""
        self._unit = unit
        desk, words = self._context.desk, self._context.words
        verdicts = warranty.unit_summary(desk, unit.id, desk.today())
        self.banner.say(verdicts[0].tone.value, words.say(verdicts[0].reason))
        coverage = [
            Fact(words(CATEGORY_TITLES[verdict.category]), words(VERDICT_TITLES[verdict.tone.value]))
            for verdict in verdicts
        ]
        self._facts.set_facts([*self._unit_facts(unit), *coverage])
        self._show_merges(merges_of_unit(desk, unit.id))
        entries = biography.unit_biography(desk, unit.id)
        self._timeline.set_events(self._event(entry) for entry in reversed(entries))

    def _unit_facts(self, unit: UnitRow) -> list[Fact]:
        words = self._context.words
        place = (
            words("In the centre, shelf {cell}", cell=Code(unit.location_code))
            if unit.is_in_custody
            else words("With its customer")
        )
        return [
            Fact(words("Device"), words.value(unit.model.full_title(words.language)), strong=True),
            Fact(words("Serial"), words.code(unit.serial)),
            Fact(words("Tags"), words.joined([Code(tag) for tag in unit.tags if tag != unit.serial])),
            Fact(words("IMEI"), words.joined([Code(imei) for imei in unit.imeis])),
            Fact(words("Owner"), unit.owner_name, strong=True),
            Fact(words("Where it is"), place),
            Fact(words("Surroundings"), words.joined(named_conditions(self._surroundings(unit)))),
            Fact(words("Sold on"), words.date(unit.sold_on) if unit.sold_on else ""),
        ]

    def _show_merges(self, merges: list[MergeRow]) -> None:
        while (item := self._merges.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if merges:
            self._merges.addWidget(Label(self._context.kit, self._context.words("Merged devices"), "section"))
        for merge in merges:
            row = MergeLine(self._context, merge)
            row.undo_asked.connect(self.undo_asked)
            self._merges.addWidget(row)

    def _surroundings(self, unit: UnitRow) -> tuple[str, ...]:
        return customers.surroundings(self._context.desk, unit.site_id, unit.owner_id)

    def _event(self, entry: BiographyEntry) -> TimelineEvent:
        words = self._context.words
        lead = partial(self._open_record, *entry.link) if entry.link else None
        return TimelineEvent(
            words.date(entry.on), words.say(entry.title), entry.detail, _ICONS[entry.kind], _TONES[entry.kind], lead
        )

    def _open_record(self, kind: str, record_id: int, _checked: bool = False) -> None:
        self._context.navigator.open(kind, record_id)

    def _open_owner(self) -> None:
        if self._unit.owner_id is not None:
            self._context.navigator.open("customer", self._unit.owner_id)
