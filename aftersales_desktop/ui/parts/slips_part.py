"""The newest slips in the panel, to open one again."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.slips import SLIP_TITLES
from aftersales_desktop.i18n import OwnNumber
from aftersales_desktop.services import slip_rows
from aftersales_desktop.services.slip_rows import SlipRow
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.record_list import RecordList


class SlipsPart(PanelPart):
    """Shows the list of slips."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.list = RecordList(self.context.kit)

    def contents(self) -> tuple[QWidget, ...]:
        """The list."""
        return (self.list,)

    def open(self) -> None:
        """Show the newest slips."""
        slips = slip_rows.list_slips(self.context.desk)
        self.list.show_rows(map(self._row, slips), self.context.words("No slip was written yet."))
        self.show(self.context.words("Slips"), self.list, ())

    def _row(self, slip: SlipRow) -> LinkRow:
        words = self.context.words
        title = words("{kind} {number}", kind=words(SLIP_TITLES[slip.kind]), number=OwnNumber(slip.number))
        who = slip.supplier_name or slip.staff_name or slip.note
        subtitle = " · ".join(part for part in (words.date(slip.on_day), who) if part)
        pill = words("Taken back") if slip.taken_back_at else ""
        row = LinkRow(
            self.context.kit, title, subtitle, pill, "void", partial(self.screen.open_record, "slip", slip.id)
        )
        row.setObjectName(f"slip_{slip.id}")
        return row
