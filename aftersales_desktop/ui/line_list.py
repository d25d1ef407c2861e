"""The lines of an order in a panel: what was done, what went in and came out, who pays, what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.coverage import (
    COVERAGE_TITLES,
    LINE_KIND_TITLES,
    NO_OLD_PART_TITLES,
    OLD_PART_TITLES,
    PAYER_TITLES,
    CoverageKind,
    LineState,
    Totals,
)
from aftersales_desktop.domain.diagnosis import RESPONSIBILITY_TITLES
from aftersales_desktop.domain.money import Money
from aftersales_desktop.i18n import Code, Message, Words
from aftersales_desktop.services.diagnosis import DiagnosisRow
from aftersales_desktop.services.line_rows import LineRow
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow

_TONES = {
    CoverageKind.WARRANTY: "covered",
    CoverageKind.CONTRACT: "covered",
    CoverageKind.SUPPLIER: "covered",
    CoverageKind.GOODWILL: "doubtful",
    CoverageKind.BOUNCE: "doubtful",
    CoverageKind.PAY: "neutral",
}


class LineList(QWidget):
    """`show_lines` fills it; `opened(line)` follows a click or Enter on one."""

    opened = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._empty = Label(kit, kit.words("Nothing was done yet."), "hint")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._totals = FactGrid(kit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._empty)
        layout.addLayout(self._rows)
        layout.addWidget(self._totals)

    def show_lines(self, lines: Sequence[LineRow], totals: Totals) -> None:
        """Show other lines."""
        while (item := self._rows.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for line in lines:
            self._rows.addWidget(self._row(line))
        self._empty.setVisible(not lines)
        self._totals.set_facts(self._sums(totals) if lines else ())

    def _row(self, line: LineRow) -> LinkRow:
        words = self._kit.words
        pill, tone = words(COVERAGE_TITLES[line.coverage]), _TONES[line.coverage]
        if line.state is not LineState.DONE:
            is_removed = line.state is LineState.REMOVED
            pill, tone = (words("Taken away"), "cancelled") if is_removed else (words("Planned"), "raw")
        row = LinkRow(self._kit, self._title(line), self._subtitle(line), pill, tone, partial(self.opened.emit, line))
        row.setObjectName(f"line_{line.position}")
        return row

    def _title(self, line: LineRow) -> str:
        words = self._kit.words
        count = words("{count} × {title}", count=line.quantity, title=line.title) if line.quantity > 1 else ""
        return count or words.value(line.title)

    def _subtitle(self, line: LineRow) -> str:
        words = self._kit.words
        parts: list[object] = [Money(line.price, line.currency)]
        if line.serial_in:
            parts.append(Message("in {code}", code=Code(line.serial_in)))
        if line.serial_out:
            parts.append(Message("out {code}", code=Code(line.serial_out)))
        if line.technician_name:
            parts.append(line.technician_name)
        return " · ".join(words.value(part) for part in parts)

    def _sums(self, totals: Totals) -> list[Fact]:
        words = self._kit.words
        covered = [
            Fact(words("Borne by: {payer}", payer=Message(PAYER_TITLES[payer])), words.value(Money(amount)))
            for payer, amount in totals.covered.items()
        ]
        return [
            Fact(words("List price"), words.value(Money(totals.list_price))),
            *covered,
            Fact(words("Customer pays"), words.value(Money(totals.to_pay)), strong=True),
            Fact(words("Cost of the loaner"), words.value(Money(totals.loaners)) if totals.loaners else ""),
            Fact(words("Our cost"), words.value(Money(totals.cost))),
        ]


def finding_facts(found: DiagnosisRow | None, words: Words) -> list[Fact]:
    """A diagnosis as pairs of label and value; nothing while there is none."""
    if found is None:
        return []
    language = words.language
    return [
        Fact(words("Where"), words.joined([code.name(language) for code in found.areas])),
        Fact(words("Why"), words.joined([code.name(language) for code in found.causes])),
        Fact(words("What to do about it"), words.joined([code.name(language) for code in found.actions])),
        Fact(words("What was found"), found.finding),
        Fact(words("Part that caused it"), words.value(found.causal_part) if found.causal_part else ""),
        Fact(words("Goes back to"), words(RESPONSIBILITY_TITLES[found.responsibility]) if found.responsibility else ""),
        Fact(words("Found by"), found.technician_name),
    ]


def line_facts(line: LineRow, kit: Kit) -> list[Fact]:
    """Everything about one line, for its own page in the panel."""
    words = kit.words
    return [
        Fact(words("Done on"), words.date(line.done_on) if line.done_on else ""),
        Fact(words("Kind"), words(LINE_KIND_TITLES[line.kind])),
        Fact(words("Code of the operation"), words.code(line.tariff_code) if line.tariff_code else ""),
        Fact(words("Minutes"), words.number(line.minutes) if line.minutes else ""),
        Fact(words("Technician"), line.technician_name),
        Fact(words("Part"), words.code(line.part_code) if line.part_code else ""),
        Fact(words("New serial"), words.code(line.serial_in) if line.serial_in else ""),
        Fact(words("Old serial"), words.code(line.serial_out) if line.serial_out else ""),
        Fact(words("The old part stays"), words(OLD_PART_TITLES[line.old_part]) if line.old_part else ""),
        Fact(words("No old serial"), words(NO_OLD_PART_TITLES[line.no_old_reason]) if line.no_old_reason else ""),
        Fact(words("Part is covered until"), words.date(line.warranty_until) if line.warranty_until else ""),
        Fact(words("List price"), words.value(Money(line.list_price, line.currency))),
        Fact(words("Customer pays"), words.value(Money(line.price, line.currency)), strong=True),
        Fact(words("Our cost"), words.value(Money(line.cost, line.currency))),
        Fact(words("Because"), words.say(line.reason) if line.reason else ""),
        Fact(words("Taken away because"), line.removed_reason),
    ]
