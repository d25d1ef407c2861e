"""The page of a serial: its verdict today, its years in one picture, what is inside it, and all that happened to it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import named_conditions
from aftersales_desktop.domain.stock import CONDITION_TITLES, PLACE_TITLES, Place, Thing
from aftersales_desktop.domain.warranty import CATEGORY_TITLES
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services import customers, life
from aftersales_desktop.services.biography import BiographyEntry, EntryKind, InsideRow
from aftersales_desktop.services.claimable import claim_sentence
from aftersales_desktop.services.merge_list import MergeRow, merges_of_unit
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.merge_line import MergeLine
from aftersales_desktop.ui.pickers.record_files import RecordFiles
from aftersales_desktop.ui.pickers.visit_photos import VisitPhotos
from aftersales_desktop.ui.places import show_place
from aftersales_desktop.ui.verdicts import VERDICT_TITLES
from aftersales_desktop.ui.warranty.life_picture import LifePicture
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.cell_label import CellLabel
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent
from aftersales_desktop.ui.widgets.tree_rows import TreeRow, TreeRows

_ICONS = {
    EntryKind.SOLD: "building-store", EntryKind.INSTALLED: "map-pin",
    EntryKind.OWNER: "user", EntryKind.SITE: "map-pin", EntryKind.CARD: "shield-check", EntryKind.VISIT: "tool",
    EntryKind.PART: "package", EntryKind.MOVE: "truck", EntryKind.MERGE: "git-merge",
}  # fmt: skip
_TONES = {
    EntryKind.SOLD: "teal", EntryKind.INSTALLED: "teal",
    EntryKind.OWNER: "violet", EntryKind.SITE: "teal", EntryKind.CARD: "ok", EntryKind.VISIT: "info",
    EntryKind.PART: "violet", EntryKind.MOVE: "neutral", EntryKind.MERGE: "neutral",
}  # fmt: skip


class UnitView(QWidget):
    """Shows one device. `undo_asked(merge)` when two should be two again."""

    undo_asked = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self._unit: UnitRow | None = None
        self._shelf = CellLabel(kit)
        self._shelf.setObjectName("unit_shelf")
        self.banner = Banner(kit)
        self._facts = FactGrid(kit)
        self.files = RecordFiles(context)
        self.files.take_drops_of(self)
        self.visit_photos = VisitPhotos(context)
        self._merges = QVBoxLayout()
        self._timeline = Timeline(kit)
        self.picture = LifePicture(kit)
        self._inside_title = Label(kit, words("Inside it now"), "section")
        self._inside = TreeRows(kit)
        owner = Button(kit, words("Customer"), "user", "ghost")
        owner.setObjectName("open_owner")
        owner.clicked.connect(self._open_owner)
        self._links = QHBoxLayout()
        self._links.addWidget(owner)
        self._links.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._shelf)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addLayout(self._links)
        layout.addLayout(self._merges)
        layout.addWidget(self.files)
        layout.addWidget(self.visit_photos)
        layout.addWidget(line())
        layout.addWidget(self.picture)
        layout.addWidget(self._inside_title)
        layout.addWidget(self._inside)
        layout.addWidget(Label(kit, words("Life of this serial"), "section"))
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_link(self, button: Button) -> None:
        """One more thing that can be done, below what is known."""
        self._links.insertWidget(self._links.count() - 1, button)

    def show_unit(self, unit_id: int) -> None:
        """Show another device. NotFound when there is none."""
        shown = life.read_life(self._context.desk, unit_id)
        self._unit = unit = shown.unit
        words, verdicts = self._context.words, shown.verdicts
        is_device = unit.kind == Thing.DEVICE
        show_place(self._shelf, unit, words)
        self._shelf.setVisible(_is_shown_large(unit))
        self.banner.setVisible(is_device)
        if is_device:
            self.banner.say(verdicts[0].tone.value, words.say(verdicts[0].reason))
        else:
            self._say_claim(unit)
        coverage = [
            Fact(words(CATEGORY_TITLES[verdict.category]), words(VERDICT_TITLES[verdict.tone.value]))
            for verdict in verdicts
        ]
        self._facts.set_facts([*self._unit_facts(unit), *(coverage if is_device else [])])
        self.files.show_record("unit", unit.uuid)
        self.visit_photos.show_files(shown.files)
        self._show_merges(merges_of_unit(self._context.desk, unit.id))
        self.picture.show_life(shown)
        self._inside_title.setVisible(bool(shown.inside))
        self._inside.setVisible(bool(shown.inside))
        self._inside.set_rows(self._part(part) for part in shown.inside)
        self._timeline.set_events(self._event(entry) for entry in reversed(shown.entries))

    def _say_claim(self, part: UnitRow) -> None:
        """From whom a part can be claimed, and until when."""
        sentence = claim_sentence(self._context.desk, part.id)
        if sentence is not None:
            self.banner.say("info", self._context.words.say(sentence))

    @property
    def unit(self) -> UnitRow | None:
        """The device that is shown."""
        return self._unit

    def _part(self, part: InsideRow) -> TreeRow:
        words = self._context.words
        since = words("since {day}", day=part.since) if part.since else ""
        until = words("its own warranty until {day}", day=part.warranty_until) if part.warranty_until else ""
        title = words.say(Message("{part} {code}", part=part.name, code=Code(part.code)))
        condition = words(CONDITION_TITLES[part.condition])
        lead = partial(self._open_record, "unit", part.unit_id)
        return TreeRow(part.depth, title, words.joined([text for text in (condition, since, until) if text]), lead)

    def _unit_facts(self, unit: UnitRow) -> list[Fact]:
        words = self._context.words
        place = "" if _is_shown_large(unit) else words(PLACE_TITLES[Place(unit.location_kind)])
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


def _is_shown_large(unit: UnitRow) -> bool:
    """Where a device of ours to look after is, is read before all else; a part's place is a fact among others."""
    return unit.kind == Thing.DEVICE and unit.is_in_custody
