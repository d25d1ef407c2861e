"""One order to look at: where the device stands, whose it is, its warranty then, and everything that happened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.attachments import FileKind
from aftersales_desktop.domain.coverage import totals_of
from aftersales_desktop.domain.customers import addressed, named_conditions
from aftersales_desktop.domain.leaving import SEAL_TITLES
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_events import event_title
from aftersales_desktop.domain.order_kinds import KIND_TITLES
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES, OrderState
from aftersales_desktop.i18n import Code, Phone
from aftersales_desktop.services import customers, order_rows, order_verdicts, seals
from aftersales_desktop.services.catalogue import ChipRow
from aftersales_desktop.services.diagnosis import get_diagnosis
from aftersales_desktop.services.line_rows import list_lines
from aftersales_desktop.services.order_costs import loaner_cost
from aftersales_desktop.services.order_rows import EventRow, OrderRow, ReceptionRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.line_list import LineList, finding_facts
from aftersales_desktop.ui.pickers.record_files import RecordFiles
from aftersales_desktop.ui.places import show_place
from aftersales_desktop.ui.reception.leaving_words import LEAVING_ICONS, leaving_text
from aftersales_desktop.ui.reception.order_changes import changes_text
from aftersales_desktop.ui.verdicts import STATE_TONES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.cell_label import CellLabel
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.label import line
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

EVENT_ICONS = {
    "received": "download",
    "step": "arrow-right",
    "assigned": "user",
    "diagnosed": "search",
    "line_added": "tool",
    "swapped": "refresh",
    "line_removed": "trash",
    "coverage": "coins",
    "edited": "edit",
    "verdict": "shield-question",
    "ready": "circle-check",
    "handed_back": "send",
    "cancelled": "ban",
    "reopened": "tool",
    "lent": "devices",
    "loaner_back": "arrow-back-up",
    "sent_outside": "truck",
    "back_from_outside": "download",
    "letter": "notes",
    "storage": "coins",
    "disposed": "trash",
    "overtime_granted": "calendar-event",
    "replacement_right": "shield-check",
    "moved_to_cell": "map-pin",
} | LEAVING_ICONS


_PHOTO_KINDS = {
    OrderState.RECEIVED: FileKind.INTAKE,
    OrderState.READY: FileKind.HAND_BACK,
    OrderState.DELIVERED: FileKind.HAND_BACK,
}
"""What a picture shows that is added while the order is in a state."""


class OrderView(QWidget):
    """Shows one order; `show_order` changes it."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self._order: OrderRow | None = None
        self.banner = Banner(kit)
        self._shelf = CellLabel(kit)
        self._shelf.setObjectName("shelf")
        self._facts = FactGrid(kit)
        self._found = FactGrid(kit)
        self.lines = LineList(kit)
        self.files = RecordFiles(context)
        self.files.take_drops_of(self)
        self._timeline = Timeline(kit)
        self._passcode = Button(kit, words("Show the passcode"), "lock", "ghost")
        self._passcode.setObjectName("show_passcode")
        self._passcode.clicked.connect(self._toggle_passcode)
        self._history = Button(kit, words("Page of this serial"), "history", "ghost")
        self._history.setObjectName("open_unit")
        self._history.clicked.connect(self._open_unit)
        self._customer = Button(kit, words("Customer"), "user", "ghost")
        self._customer.setObjectName("open_customer")
        self._customer.clicked.connect(self._open_customer)
        self._lay_out()

    def _lay_out(self) -> None:
        links = FlowLayout(gap=4)
        for button in (self._history, self._customer):
            links.addWidget(button)
        self._tools = links
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._shelf)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addWidget(self._passcode, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addLayout(links)
        layout.addWidget(self.files)
        layout.addWidget(line())
        layout.addWidget(self._found)
        layout.addWidget(self.lines)
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do with the order."""
        self._tools.addWidget(button)

    def add_notices(self, notices: QWidget) -> None:
        """What must not be missed, above the facts."""
        self.layout().insertWidget(self.layout().indexOf(self.banner) + 1, notices)

    def show_order(self, order: OrderRow, visit: ReceptionRow) -> None:
        """Show another order."""
        self._order = order
        words = self._context.words
        show_place(self._shelf, order.unit, words, order)
        current = order_verdicts.current_verdict(self._context.desk, order)
        if current is not None:
            self.banner.say(current.tone, words.say(order_verdicts.verdict_sentence(order, current)))
        else:
            self.banner.hide()
        self._facts.set_facts(self._order_facts(order, visit))
        self._passcode.setVisible(order.has_passcode)
        self._passcode.set_caption(words("Show the passcode"))
        self._show_bench(order)
        self.files.show_record("service_order", order.uuid, _PHOTO_KINDS.get(order.state, FileKind.PHOTO))
        self._timeline.set_events(self._event(event) for event in reversed(order.events))

    def _show_bench(self, order: OrderRow) -> None:
        """What was found and done; empty until the bench wrote something."""
        desk = self._context.desk
        self._found.set_facts(finding_facts(get_diagnosis(desk, order.id), self._context.words))
        lines = list_lines(desk, order.id)
        self.lines.setVisible(bool(lines))
        self.lines.show_lines(lines, totals_of(lines, loaner_cost(desk, order.id)))

    def state_title(self, order: OrderRow) -> tuple[str, str]:
        """Words and tone of the state's pill."""
        return self._context.words(STATE_TITLES[order.state]), STATE_TONES[order.state.value]

    def _order_facts(self, order: OrderRow, visit: ReceptionRow) -> list[Fact]:
        words = self._context.words
        language = words.language
        return [
            Fact(words("Customer"), self._owner_text(order), strong=True),
            Fact(words("Phone"), words.phone(order.owner.phone) if order.owner.phone else ""),
            Fact(words("Device"), words.value(order.unit.model.full_title(language)), strong=True),
            Fact(words("Serial"), words.code(order.unit.serial) if order.unit.serial else ""),
            Fact(words("IMEI"), words.joined([Code(imei) for imei in order.unit.imeis])),
            Fact(words("Surroundings"), self._surroundings(order)),
            Fact(words("Type of work"), words(KIND_TITLES[order.kind])),
            Fact(words("Fault"), order.customer_words),
            Fact(words("Symptoms"), self._chips(order.symptoms)),
            Fact(words("Technician"), order.technician_name),
            Fact(words("Condition"), self._chips(order.conditions)),
            Fact(words("Accessories"), self._accessories(order)),
            Fact(words("Seal"), self._seal(order)),
            Fact(words("Promised for"), words.date(order.promised_on) if order.promised_on else ""),
            Fact(words("Cost up to"), self._money(order.cost_ceiling, order.currency)),
            Fact(words("Deposit"), self._money(visit.deposit or None, visit.currency)),
            Fact(words("Brought by"), self._bringer(visit)),
            Fact(words("Payer"), visit.payer_name),
            Fact(words("Returned from"), words.own_number(order.parent_number) if order.parent_number else ""),
            Fact(words("Outcome"), words(OUTCOME_TITLES[order.outcome]) if order.outcome else ""),
            Fact(words("Handed to"), order.receiver_name),
            Fact(words("Reason of cancelling"), order.cancel_reason),
            Fact(words("Note"), visit.note),
        ]

    def _owner_text(self, order: OrderRow) -> str:
        return addressed(order.owner.name, order.owner.form_of_address, self._context.words)

    def _seal(self, order: OrderRow) -> str:
        """The seal it came in with, and what it says beside the one it left with before."""
        words = self._context.words
        answer = seals.seal_answer(self._context.desk, order.unit.id, order.seal_number, order.id)
        found = [words.code(order.seal_number) if order.seal_number else ""]
        return " · ".join(part for part in (*found, words(SEAL_TITLES[answer]) if answer else "") if part)

    def _surroundings(self, order: OrderRow) -> str:
        """Power, water and dust decide about warranty as much as the card does."""
        known = customers.surroundings(self._context.desk, order.unit.site_id, order.owner.id)
        return self._context.words.joined(named_conditions(known))

    def _chips(self, chips: tuple[ChipRow, ...]) -> str:
        language = self._context.words.language
        return self._context.words.joined([chip.name(language) for chip in chips])

    def _accessories(self, order: OrderRow) -> str:
        language = self._context.words.language
        names = [chip.name(language) for chip in order.accessories]
        return self._context.words.joined([*names, *([order.accessories_note] if order.accessories_note else [])])

    def _money(self, amount: int | None, currency: str) -> str:
        return self._context.words.value(Money(amount, currency)) if amount is not None else ""

    def _bringer(self, visit: ReceptionRow) -> str:
        parts = [visit.bringer_name, visit.bringer_relation, Phone(visit.bringer_phone) if visit.bringer_phone else ""]
        return self._context.words.joined([part for part in parts if part])

    def _event(self, event: EventRow) -> TimelineEvent:
        words = self._context.words
        title = words(event_title(event.kind, event.to_state))
        tone = STATE_TONES[OrderState(event.to_state).value]
        detail = event.note
        if event.kind == "edited":
            detail = changes_text(event, self._order.currency, words)
        elif event.kind == order_verdicts.VERDICT_EVENT:
            detail = words.say(order_verdicts.noted_change(event.detail))
        elif event.kind in LEAVING_ICONS:
            detail = leaving_text(event, self._order.currency, words)
        else:
            detail = " · ".join(filter(None, (event.detail.get("title"), event.detail.get("by"), event.note)))
        return TimelineEvent(words.moment(event.at), title, detail, EVENT_ICONS[event.kind], tone)

    def _toggle_passcode(self) -> None:
        """Shown by a press, hidden by the next."""
        words = self._context.words
        hidden = words("Show the passcode")
        if self._passcode.caption() == hidden:
            code = order_rows.read_passcode(self._context.desk, self._order.id)
            self._passcode.set_caption(words("Passcode: {code}", code=Code(code)))
        else:
            self._passcode.set_caption(hidden)

    def _open_unit(self) -> None:
        self._context.navigator.open("unit", self._order.unit.id)

    def _open_customer(self) -> None:
        self._context.navigator.open("customer", self._order.owner.id)
