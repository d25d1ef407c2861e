"""One claim to look at: its supplier, its money, its lines; a line opens what comes next for it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.money import sum_text
from aftersales_desktop.domain.stock import CONDITION_TITLES, Condition
from aftersales_desktop.domain.supplier_claims import LINE_STATE_TITLES, ClaimState, LineState
from aftersales_desktop.i18n import Code, OwnNumber
from aftersales_desktop.services.claim_rows import ClaimLineRow, ClaimRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.supplier_claims.forms import SCAN_INPUTS
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.form import Form
from aftersales_desktop.ui.widgets.label import line
from aftersales_desktop.ui.widgets.link_row import LinkRow

_TONES = {
    LineState.OPEN: "info",
    LineState.SENT: "warn",
    LineState.REPAIRED: "ok",
    LineState.REPLACED: "ok",
    LineState.CREDITED: "ok",
    LineState.REJECTED: "danger",
}


class ClaimView(QWidget):
    """Shows one claim; `line_opened(id)` follows a line that was chosen."""

    line_opened = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.banner = Banner(context.kit)
        self.scan = Form(context.kit, SCAN_INPUTS)
        self._facts = FactGrid(context.kit)
        self._tools = FlowLayout(gap=4)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addWidget(self.scan)
        layout.addLayout(self._tools)
        layout.addWidget(line())
        layout.addLayout(self.lines)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do with the claim."""
        self._tools.addWidget(button)

    def show_claim(self, claim: ClaimRow) -> None:
        """Show another claim."""
        words = self._context.words
        self.scan.setVisible(claim.state is ClaimState.OPEN)
        self._say_age(claim)
        self._facts.set_facts(
            [
                Fact(words("Supplier"), words.value(claim.supplier_name), strong=True),
                Fact(words("Phone"), words.phone(claim.supplier_phone) if claim.supplier_phone else ""),
                Fact(words("Their number"), words.code(claim.their_number) if claim.their_number else ""),
                Fact(words("Waybill"), words.code(claim.waybill) if claim.waybill else ""),
                Fact(words("Sent on"), words.date(claim.sent_on) if claim.sent_on else ""),
                Fact(words("Arrived on"), words.date(claim.arrived_on) if claim.arrived_on else ""),
                Fact(words("Settled on"), words.date(claim.settled_on) if claim.settled_on else ""),
                Fact(words("Expected"), words.say(sum_text(claim.expected))),
                Fact(words("Came back"), words.say(sum_text(claim.received)) if claim.received else ""),
                Fact(words("Note"), claim.note),
            ]
        )
        self._fill(claim)

    def _say_age(self, claim: ClaimRow) -> None:
        words, age = self._context.words, claim.age(self._context.kit.today())
        if claim.state is not ClaimState.SENT or not claim.waiting:
            self.banner.hide()
            return
        days = (self._context.kit.today() - claim.sent_on).days
        sentence = words.plural(
            "No full answer for {count} day.", "No full answer for {count} days.", days
        )  # fmt: skip
        self.banner.say(("info", "info", "warn", "danger")[age], sentence)

    def _fill(self, claim: ClaimRow) -> None:
        while (item := self.lines.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for row in claim.lines:
            self.lines.addWidget(self._link(row))

    def _link(self, row: ClaimLineRow) -> LinkRow:
        words = self._context.words
        pieces = words.plural("{count} piece", "{count} pieces", row.quantity)
        title = words.code(row.serial) if row.serial else f"{words.value(row.part_name)} · {pieces}"
        told = [words.value(row.part_name)] if row.serial else []
        seen = row.fault or words(CONDITION_TITLES[Condition(row.condition)])
        if row.replacement_serial:
            seen = words("Came instead: {serial}", serial=Code(row.replacement_serial))
        elif row.answer_note:
            seen = row.answer_note
        told.append(seen)
        if row.earlier_claim:
            told.append(words("claimed before: {number}", number=OwnNumber(row.earlier_claim)))
        pill = words(LINE_STATE_TITLES[row.state])
        link = LinkRow(
            self._context.kit, title, " · ".join(told), pill, _TONES[row.state], partial(self.line_opened.emit, row.id)
        )
        link.setObjectName(f"claim_line_{row.id}")
        return link
