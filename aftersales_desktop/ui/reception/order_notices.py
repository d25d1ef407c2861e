"""What must not be missed about an order: a loaner, another workshop, too long a repair, the same fault again."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.order_states import OPEN_STATES
from aftersales_desktop.domain.outside_repair import place_name
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services import loaners, outside_repair, rights
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.rights import OvertimeRow, RepeatedFault
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.banner import Banner

_NAMES = ("loaner", "outside", "overtime", "repeated")


class OrderNotices(QWidget):
    """Up to four banners; `acted(name)` follows the button of one."""

    acted = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.banners = {name: Banner(context.kit) for name in _NAMES}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for name, banner in self.banners.items():
            banner.setObjectName(f"notice_{name}")
            banner.button.setObjectName(f"notice_{name}_act")
            banner.acted.connect(partial(self.acted.emit, name))
            layout.addWidget(banner)

    def show_order(self, order: OrderRow) -> None:
        """Say what is so about another order."""
        for banner in self.banners.values():
            banner.hide()
        if order.origin == "counter":
            self._say_loaner(order)
        if order.state in OPEN_STATES and order.origin == "counter":
            self._say_outside(order)
            self._say_overtime(rights.overtime(self._context.desk, order))
            self._say_repeated(rights.repeated_fault(self._context.desk, order))
        self.setVisible(any(not banner.isHidden() for banner in self.banners.values()))

    def _say_loaner(self, order: OrderRow) -> None:
        for loan in loaners.loans_of(self._context.desk, order.id)[:1]:
            sentence = Message(
                "Our loaner {serial} is with the customer until {day}.",
                serial=Code(loan.loaner.serial),
                day=loan.due_on,
            )
            tone = "danger" if loan.due_on < self._context.kit.today() else "warn"
            self.banners["loaner"].say(tone, self._context.words.say(sentence))

    def _say_outside(self, order: OrderRow) -> None:
        words, job = self._context.words, outside_repair.current_job(self._context.desk, order.id)
        if job is None:
            return
        place = place_name(job.place)
        if job.promised_on is None:
            self.banners["outside"].say("info", words("It is at {place}.", place=place))
            return
        tone = "danger" if job.promised_on < self._context.kit.today() else "info"
        sentence = words("It is at {place}; they promised it for {day}.", place=place, day=job.promised_on)
        self.banners["outside"].say(tone, sentence)

    def _say_overtime(self, found: OvertimeRow) -> None:
        words, time = self._context.words, found.time
        if not time.over or not found.owed:
            return
        owed: object = Message("{count} day", "{count} days", count=found.owed.days)
        if found.owed.months:
            owed = Message("{count} month", "{count} months", count=found.owed.months)
        sentence = words(
            "{used} working days here, {allowed} are allowed (waiting for the customer: {waited}): the warranty is "
            "extended by {owed}.",
            used=time.used, allowed=time.allowed, waited=time.waited, owed=owed,
        )  # fmt: skip
        if found.would_end_on is not None:
            sentence += " " + words("It would end on {day}.", day=found.would_end_on)
        self.banners["overtime"].say("warn", sentence, "" if found.is_granted else words("Note it"))

    def _say_repeated(self, found: RepeatedFault | None) -> None:
        if found is None:
            return
        words = self._context.words
        visits = [words("{number} on {day}", number=OwnNumber(one.number), day=one.received_on) for one in found.visits]
        sentence = words(
            "Right to a replacement: the same cause was repaired before, {visits}.", visits=" · ".join(visits)
        )
        if found.decision:
            sentence += "\n" + words("Decided: {decision}", decision=found.decision)
        self.banners["repeated"].say("danger", sentence, "" if found.decision else words("Decide"))
