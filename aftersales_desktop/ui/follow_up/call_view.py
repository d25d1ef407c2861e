"""Whom to call about an order and what to tell them: numbers, how long it waits, every call made before."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import addressed
from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.order_states import OUTCOME_TITLES, STATE_TITLES
from aftersales_desktop.domain.outside_repair import place_name
from aftersales_desktop.domain.uncollected import CALL_RESULT_TITLES, LETTER_TITLES, CallResult
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.services import calls, loaners, outside_repair, uncollected
from aftersales_desktop.services.calls import CallRow
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.uncollected import LetterRow, Waiting
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.follow_up.call_forms import CallForm
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

_ICONS = {
    CallResult.ANSWERED: ("phone", "ok"),
    CallResult.NO_ANSWER: ("phone", "warn"),
    CallResult.BUSY: ("phone", "warn"),
    CallResult.WILL_COME: ("calendar-event", "ok"),
    CallResult.WRONG_NUMBER: ("ban", "danger"),
}


class CallView(QWidget):
    """Shows one order to be followed up; `show_order` changes it."""

    copied = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit, words = context.kit, context.words
        self._text = ""
        self.phone = Label(kit, "", "title")
        self.phone.setObjectName("call_phone")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.banner = Banner(kit)
        self._facts = FactGrid(kit)
        self.form = CallForm(kit)
        self._copy = Button(kit, words("Copy what to say"), "copy", "ghost")
        self._copy.setObjectName("copy_call_text")
        self._copy.clicked.connect(self._on_copy)
        self._timeline = Timeline(kit)
        self._tools = FlowLayout(gap=4)
        self._tools.addWidget(self._copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.phone, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.banner)
        layout.addWidget(self.form)
        layout.addWidget(self._facts)
        layout.addLayout(self._tools)
        layout.addWidget(line())
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do about the order."""
        self._tools.addWidget(button)

    def show_order(self, order: OrderRow, waiting: Waiting | None) -> None:
        """Show another order."""
        words, desk = self._context.words, self._context.desk
        number = calls.suggested_phone(desk, order.id)
        self.phone.setText(words.phone(number) if number else words("No phone is known"))
        self._text = words.say(_what_to_say(order, waiting))
        self.banner.say("warn" if waiting and waiting.age > 1 else "info", self._text)
        self._facts.set_facts(self._facts_of(order, waiting))
        letters = [(letter.at, self._letter_event(letter)) for letter in uncollected.list_letters(order.id)]
        made = [(call.at, self._call_event(call)) for call in calls.list_calls(desk, order.id)]
        events = sorted([*letters, *made], key=lambda pair: pair[0], reverse=True)
        self._timeline.set_events(event for _at, event in events)

    def _facts_of(self, order: OrderRow, waiting: Waiting | None) -> list[Fact]:
        words = self._context.words
        others = [words.phone(number) for number in order.owner.phones[1:]]
        return [
            Fact(words("Customer"), addressed(order.owner.name, order.owner.form_of_address, words), strong=True),
            Fact(words("Other numbers"), " · ".join(others)),
            Fact(words("Device"), words.value(order.unit.model.full_title(words.language)), strong=True),
            Fact(words("Serial"), words.code(order.unit.serial) if order.unit.serial else ""),
            Fact(words("Outcome"), words(OUTCOME_TITLES[order.outcome]) if order.outcome else ""),
            Fact(words("Ready since"), words.date(waiting.ready_on) if waiting else ""),
            Fact(words("Promised for"), words.date(order.promised_on) if order.promised_on else ""),
            Fact(words("Storage that may be charged"), self._fee(waiting)),
            *self._elsewhere(order),
        ]

    def _fee(self, waiting: Waiting | None) -> str:
        return self._context.words.value(Money(waiting.fee)) if waiting is not None and waiting.fee else ""

    def _elsewhere(self, order: OrderRow) -> list[Fact]:
        """Loaners the customer has, and where the device is."""
        words, desk = self._context.words, self._context.desk
        facts = [
            Fact(
                words("Our loaner"),
                words("{serial}, due on {day}", serial=Code(loan.loaner.serial), day=loan.due_on),
                strong=loan.due_on < desk.today(),
            )
            for loan in loaners.loans_of(desk, order.id)
        ]
        job = outside_repair.current_job(desk, order.id)
        if job is not None:
            facts += [
                Fact(words("Outside the centre"), words.value(place_name(job.place)), strong=True),
                Fact(words("Their number"), words.code(job.reference_number) if job.reference_number else ""),
                Fact(words("Promised by them"), words.date(job.promised_on) if job.promised_on else ""),
            ]
        return facts

    def _call_event(self, call: CallRow) -> TimelineEvent:
        words = self._context.words
        icon, tone = _ICONS[call.result]
        title = words(CALL_RESULT_TITLES[call.result])
        if call.comes_on is not None:
            title = f"{title} {words.date(call.comes_on)}"
        detail = " · ".join(part for part in (words.phone(call.phone) if call.phone else "", call.note) if part)
        return TimelineEvent(words.moment(call.at), title, detail, icon, tone)

    def _letter_event(self, letter: LetterRow) -> TimelineEvent:
        words = self._context.words
        detail = words("To be answered by {day}", day=letter.answer_by)
        return TimelineEvent(words.moment(letter.at), words(LETTER_TITLES[letter.level]), detail, "notes", "warn")

    def _on_copy(self) -> None:
        self.copied.emit(self._text)


def _what_to_say(order: OrderRow, waiting: Waiting | None) -> Message:
    device = order.unit.model.title or order.unit.serial
    if waiting is None:
        return Message("{device} is “{state}”.", device=device, state=Message(STATE_TITLES[order.state]))
    if waiting.days == 0:
        return Message("{device} is ready since today.", device=device)
    return Message(
        "{device} has been ready for {count} day.", "{device} has been ready for {count} days.", device=device,
        count=waiting.days,
    )  # fmt: skip
