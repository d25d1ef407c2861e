"""A slip to look at: who gave and took, what moved, who was waiting for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.stock import CONDITION_TITLES, Movement
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services.reservations import ReservationRow, order_of
from aftersales_desktop.services.slip_rows import SlipLineRow, SlipRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.plain_table import PlainTable

_MOST_SHOWN = 3


class SlipView(QWidget):
    """Shows one slip."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.banner = Banner(kit)
        self._facts = FactGrid(kit)
        self._count = Label(kit, "", "section")
        self._lines = PlainTable(kit, "slip_table")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for part in (self.banner, self._facts, line(), self._count, self._lines):
            layout.addWidget(part)
        layout.addStretch(1)

    def show_slip(self, slip: SlipRow, arrived: Sequence[ReservationRow] = ()) -> None:
        """Another slip; `arrived` are the orders whose part came with it just now."""
        words = self._context.words
        self._show_banner(slip, arrived)
        self._facts.set_facts(self._slip_facts(slip))
        self._count.setText(words.plural("{count} piece", "{count} pieces", slip.pieces))
        rows = [self._row(one) for one in slip.lines]
        self._lines.show_rows([words("Part"), words("Serial or number"), words("State of the part")], rows)
        height = self._lines.horizontalHeader().height() + len(rows) * self._context.kit.theme.field_height
        self._lines.setFixedHeight(min(height + 16, 420))

    def _show_banner(self, slip: SlipRow, arrived: Sequence[ReservationRow]) -> None:
        words = self._context.words
        if slip.taken_back_at is not None:
            reason = slip.taken_back_reason
            self.banner.say("danger", words("Taken back: {reason}", reason=reason))
        elif arrived:
            first = words.plural(
                "{count} order was waiting for this:", "{count} orders were waiting for this:", len(arrived)
            )
            shown = [words.say(order_of(row)) for row in arrived[:_MOST_SHOWN]]
            self.banner.say("ok", "\n".join([first, *shown]))
        else:
            self.banner.hide()

    def _slip_facts(self, slip: SlipRow) -> list[Fact]:
        words = self._context.words
        return [
            Fact(words("Date"), words.moment(slip.at)),
            Fact(words("Supplier"), slip.supplier_name, strong=True),
            Fact(words("Bench of"), slip.staff_name, strong=True),
            Fact(words("Number of their invoice"), words.code(slip.their_number) if slip.their_number else ""),
            Fact(words("For order"), words.value(OwnNumber(slip.order_number)) if slip.order_number else ""),
            Fact(words("Given by"), slip.given_by),
            Fact(words("Taken by"), slip.received_by),
            Fact(words("Who saw it"), slip.witnesses),
            Fact(words("Why") if slip.kind in (SlipKind.SCRAP, SlipKind.COUNT) else words("Note"), slip.note),
            Fact(words("Written by"), slip.actor),
        ]

    def _row(self, one: SlipLineRow) -> list[str]:
        words = self._context.words
        number = words.code(one.serial) if one.serial else amount(words, one.quantity, one.unit_word)  # fmt: skip
        condition = words(CONDITION_TITLES[one.after])
        if one.movement is Movement.COUNTED:
            condition = words("missing") if one.target.value == "lost" else words("found")
        title = words.say(Message("{name} ({code})", name=one.part_name, code=Code(one.part_code)))
        return [title, number, condition]
