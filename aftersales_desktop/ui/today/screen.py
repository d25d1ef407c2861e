"""Today: what waits at the counter, each number one click from its list; papers that did not come out."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from aftersales_desktop.i18n import N_, OwnNumber
from aftersales_desktop.services import lists, prints
from aftersales_desktop.services.backup_record import backup_state
from aftersales_desktop.services.dashboard import DashboardCount, dashboard_counts
from aftersales_desktop.services.lists import OrderListRow
from aftersales_desktop.services.prints import UnprintedRow
from aftersales_desktop.ui.backup_light import state_in_words
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.screen import Screen
from aftersales_desktop.ui.today.counter_card import CounterCard
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.empty_state import EmptyState
from aftersales_desktop.ui.widgets.header import Header
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow

LOOKS = {
    "due_today": ("calendar-event", "warn"),
    "late": ("alert-triangle", "danger"),
    "received_today": ("download", "info"),
    "waiting_part": ("packages", "info"),
    "arrived": ("package", "ok"),
    "ready": ("circle-check", "ok"),
    "uncollected": ("clock", "warn"),
    "to_call": ("phone", "warn"),
    "loaners": ("devices", "info"),
    "outside": ("truck", "info"),
    "expiring": ("shield-question", "warn"),
    "unprinted": ("printer", "danger"),
    "drafts": ("notes", "info"),
}
SCREEN_OF = {"orders": "reception", "bench": "workshop", "cards": "warranty", "follow_up": "follow_up"}
DOCUMENT_TITLES = {
    "intake-receipt": N_("Intake receipt"),
    "warranty-card": N_("Warranty card"),
    "device-label": N_("Device label"),
    "estimate": N_("Estimate"),
    "exit-slip": N_("Exit slip"),
    "claim-list": N_("Claim list"),
    "loaner-slip": N_("Loaner slip"),
    "uncollected-letter": N_("Letter about an uncollected device"),
    "refusal-letter": N_("Refusal of warranty"),
    "disposal-minutes": N_("Minutes of disposal"),
    "cell-labels": N_("Labels of cells"),
    "test-page": N_("Test page"),
}
SHOWN = 6
_COLUMNS = 5


class TodayScreen(Screen):
    """Counters, the promises that are due, and papers that wait."""

    watches = frozenset({
        Area.RECEPTION, Area.WARRANTY, Area.PRINTS, Area.CUSTOMERS, Area.BACKUP, Area.CALLS, Area.PARTS, Area.WORKSHOP,
    })  # fmt: skip

    def __init__(self, context: AppContext) -> None:
        super().__init__(context)
        kit, words = context.kit, context.words
        self._header = Header(kit, words("Today"))
        self._cards: dict[str, CounterCard] = {}
        self._counters = QGridLayout()
        self._counters.setSpacing(12)
        month = Button(kit, words("Month to Excel"), "file-spreadsheet")
        month.setObjectName("month_to_excel")
        month.clicked.connect(self._export_month)
        reports = Button(kit, words("Reports"), "chart-bar")
        reports.setObjectName("reports")
        reports.clicked.connect(self._open_reports)
        self._header.add_button(reports)
        self._header.add_button(month)
        self._light = Banner(kit)
        self._light.setObjectName("backup_light")
        self._light.button.setObjectName("back_up_now")
        self._light.acted.connect(self._back_up)
        self._due = QVBoxLayout()
        self._unprinted = QVBoxLayout()
        body = QWidget()
        body.setObjectName("scroll_body")
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(14)
        inside.addLayout(self._counters)
        inside.addWidget(self._light)
        inside.addLayout(self._lists(), 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        layout = QVBoxLayout(self, contentsMargins=QMargins(16, 14, 16, 14))
        layout.setSpacing(12)
        layout.addWidget(self._header)
        layout.addWidget(area, 1)

    def _lists(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(self._list_card(self.context.words("Promises to keep"), self._due), 1)
        row.addWidget(self._list_card(self.context.words("Papers that did not come out"), self._unprinted), 1)
        return row

    def _list_card(self, title: str, content: QVBoxLayout) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        content.setSpacing(6)
        layout = QVBoxLayout(card)
        layout.setContentsMargins(18, 14, 18, 16)
        layout.setSpacing(10)
        layout.addWidget(Label(self.context.kit, title, "card_title"))
        layout.addLayout(content)
        layout.addStretch(1)
        return card

    # showing --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Count and list again."""
        desk = self.context.desk
        today = desk.today()
        for place, counter in enumerate(dashboard_counts(desk, today)):
            card = self._cards.get(counter.key) or self._make_card(place, counter)
            card.set_count(self.context.words.number(counter.count), is_zero=counter.count == 0)
        self._header.set_counts(self.context.words.long_date(today))
        tone, sentence = state_in_words(self.context.words, backup_state(desk), today)
        self._light.say(tone, sentence, self.context.words("Back up now"))
        late = lists.source(desk, "orders", "late").beginning("promised", limit=SHOWN)
        due = lists.source(desk, "orders", "due_today").beginning("promised", limit=SHOWN)
        self._fill(
            self._due, [self._due_row(row) for row in (*late, *due)[:SHOWN]], "calendar-event", N_("No promise is due")
        )
        waiting = prints.list_unprinted(desk)[:SHOWN]
        self._fill(
            self._unprinted, [self._unprinted_row(row) for row in waiting], "printer", N_("Every paper came out")
        )

    def _make_card(self, place: int, counter: DashboardCount) -> CounterCard:
        icon, tone = LOOKS[counter.key]
        card = CounterCard(self.context.kit, self.context.words(counter.title), icon, tone)
        card.setObjectName(f"counter_{counter.key}")
        card.clicked.connect(partial(self._open_counter, counter.key, counter.list, counter.filter))
        self._counters.addWidget(card, place // _COLUMNS, place % _COLUMNS)
        self._cards[counter.key] = card
        return card

    def _fill(self, content: QVBoxLayout, rows: list[LinkRow], icon: str, nothing: str) -> None:
        while (item := content.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        if not rows:
            empty = EmptyState(self.context.kit)
            empty.say(self.context.words(nothing), icon=icon)
            empty.setMinimumHeight(120)
            content.addWidget(empty)
            empty.show()
        for row in rows:
            content.addWidget(row)

    def _due_row(self, row: OrderListRow) -> LinkRow:
        words = self.context.words
        title = words("{number} · {owner}", number=OwnNumber(row.number), owner=row.owner_name)
        far = words.days_away(row.promised_on, self.context.kit.today())
        tone = "danger" if row.promised_on < self.context.kit.today() else STATE_TONES[row.state.value]
        link = LinkRow(self.context.kit, title, row.model, far, tone, partial(self._open_order, row.id))
        link.setObjectName(f"due_{row.id}")
        return link

    def _unprinted_row(self, row: UnprintedRow) -> LinkRow:
        words = self.context.words
        title = words(DOCUMENT_TITLES[row.document])
        subtitle = words("{number} · {moment}", number=OwnNumber(row.number), moment=row.at)
        link = LinkRow(
            self.context.kit,
            title,
            subtitle,
            words("Print"),
            "info",
            partial(self._show_paper, row.document, row.number),
        )
        link.setObjectName(f"unprinted_{row.document}_{row.number}")
        return link

    # going there ----------------------------------------------------------------------------------------------

    def _open_counter(self, key: str, listed: str, chosen_filter: str) -> None:
        if listed in SCREEN_OF:
            self.context.navigator.open_list(SCREEN_OF[listed], chosen_filter)
        elif key == "drafts":
            self.context.navigator.open("new_intake")
        else:
            self._open_first_unprinted()

    def _open_first_unprinted(self) -> None:
        for row in prints.list_unprinted(self.context.desk)[:1]:
            self._show_paper(row.document, row.number)

    def _open_reports(self) -> None:
        self.context.navigator.open("report")

    def _export_month(self) -> None:
        from aftersales_desktop.ui.today.month_export import MonthExport

        MonthExport(self.context, self).ask()

    def _back_up(self) -> None:
        from aftersales_desktop.ui.backup_desk import BackupDesk

        BackupDesk(self.context, self).back_up()

    def _open_order(self, order_id: int) -> None:
        self.context.navigator.open("order", order_id)

    def _show_paper(self, document: str, number: str) -> None:
        self.context.papers.show(document, number)
