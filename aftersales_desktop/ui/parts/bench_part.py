"""What a technician has in hand, article by article, in the panel."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.i18n import N_, Code, Message
from aftersales_desktop.services import benches, staff
from aftersales_desktop.services.benches import BenchLine
from aftersales_desktop.services.staff import StaffRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.record_list import RecordList

_SUMS = (
    ("taken", N_("taken {count}")),
    ("out_of_devices", N_("out of devices {count}")),
    ("used", N_("used {count}")),
    ("returned", N_("returned {count}")),
    ("faulty", N_("faulty {count}")),
    ("corrected", N_("corrected {count}")),
)


class BenchPart(PanelPart):
    """Shows the benches, or one of them."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        kit = self.context.kit
        self.list = RecordList(kit)
        self.view = QWidget()
        self.banner = Banner(kit)
        self.lines = RecordList(kit)
        layout = QVBoxLayout(self.view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.banner)
        layout.addWidget(self.lines)
        self.member: StaffRow | None = None
        self.leave = make_action(screen, "member_leaves", self.context.words("Works here no more"), self._leave)
        self._buttons = (self.button(screen.back), self.button(self.leave, "logout"))

    def contents(self) -> tuple[QWidget, ...]:
        """Benches, and one of them."""
        return (self.list, self.view)

    def open_all(self) -> None:
        """Whose benches there are."""
        rows = [self._bench_row(member) for member in staff.list_members(self.context.desk)]
        hint = self.context.words("Nobody yet: add the first technician.")
        self.list.show_rows([row for row in rows if row is not None], hint)
        self.show(self.context.words("Benches"), self.list, ())

    def open(self, member_id: int) -> None:
        """One bench."""
        desk, words = self.context.desk, self.context.words
        self.member = staff.get_member(desk, member_id)
        lines = benches.bench_balance(desk, member_id)
        pieces = sum(line.on_bench for line in lines)
        if pieces:
            sentence = words.plural("{count} piece is on this bench.", "{count} pieces are on this bench.", pieces)
            self.banner.say("info", sentence)
        else:
            self.banner.say("ok", words("Nothing is on this bench."))
        shown = sorted(lines, key=lambda line: line.on_bench == 0)
        self.lines.show_rows(map(self._line, shown), words("No part was ever given out to this bench."))
        self.show(words("Bench of {name}", name=self.member.name), self.view, self._buttons)

    def go_back(self) -> None:
        """To all benches."""
        self.open_all()

    def refresh(self) -> None:
        """Count again, if a bench is shown."""
        if self.shows(self.view) and self.member is not None:
            self.open(self.member.id)

    def update_actions(self) -> None:
        """Whoever is shown can leave."""
        self.leave.setEnabled(self.shows(self.view))

    def _leave(self) -> None:
        words, member = self.context.words, self.member
        question = words("{name} works here no more?", name=member.name)
        if not self.context.notifier.confirm(question, words("Works here no more")):
            return

        def leave() -> bool:
            staff.leave(self.context.desk, member.id)
            return True

        if perform(self.context, leave):
            self.open_all()
            self.context.notifier.info(Message("{name} was taken off the list.", name=member.name))

    def _bench_row(self, member: StaffRow) -> LinkRow | None:
        words = self.context.words
        pieces = sum(line.on_bench for line in benches.bench_balance(self.context.desk, member.id))
        pill = words.plural("{count} piece", "{count} pieces", pieces) if pieces else words("empty")
        tone = "warn" if pieces else "neutral"
        row = LinkRow(self.context.kit, member.name, "", pill, tone, partial(self.open, member.id))
        row.setObjectName(f"bench_{member.id}")
        return row

    def _line(self, line: BenchLine) -> QWidget:
        """The article, how it came and went, and its serials."""
        words, kit = self.context.words, self.context.kit
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(2)
        title = words("{name} ({code})", name=line.part_name, code=Code(line.part_code))
        layout.addWidget(Label(kit, title, "strong", wrap=True))
        sums = [words(sentence, count=getattr(line, name)) for name, sentence in _SUMS if getattr(line, name)]
        layout.addWidget(Label(kit, " · ".join(sums), "hint", wrap=True))
        serials = words.joined([words.code(serial) for serial in line.serials])
        layout.addWidget(
            FactGrid(
                kit,
                [
                    Fact(words("On the bench"), words.number(line.on_bench), strong=True),
                    Fact(words("Serials"), serials),
                ],
            )
        )
        return box
