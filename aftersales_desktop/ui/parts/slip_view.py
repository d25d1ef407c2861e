"""A slip to look at: who gave and took, what moved, who was waiting for it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.slips import SlipKind
from aftersales_desktop.domain.stock import CONDITION_TITLES, Movement, Place
from aftersales_desktop.i18n import Code, OwnNumber
from aftersales_desktop.services.reservations import ReservationRow, order_of
from aftersales_desktop.services.slip_rows import SlipLineRow, SlipRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.parts.amounts import amount
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.record_list import RecordList

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
        self._lines = RecordList(kit)
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
        self._lines.show_rows(map(self._article, _by_article(slip.lines)), words("Nothing was moved."))

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

    def _article(self, lines: Sequence[SlipLineRow]) -> QWidget:
        """An article, and below it its serials and numbers with their condition."""
        words, kit, first = self._context.words, self._context.kit, lines[0]
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 6)
        layout.setSpacing(2)
        title = words("{name} ({code})", name=first.part_name, code=Code(first.part_code))
        layout.addWidget(Label(kit, title, "strong", wrap=True))
        layout.addWidget(FactGrid(kit, [Fact(self._amount(one), self._condition(one)) for one in lines]))
        return box

    def _amount(self, one: SlipLineRow) -> str:
        words = self._context.words
        return words.code(one.serial) if one.serial else amount(words, one.quantity, one.unit_word)

    def _condition(self, one: SlipLineRow) -> str:
        words = self._context.words
        if one.movement is not Movement.COUNTED:
            return words(CONDITION_TITLES[one.after])
        return words("missing") if one.target is Place.LOST else words("found")


def _by_article(lines: Sequence[SlipLineRow]) -> list[list[SlipLineRow]]:
    return [list(own) for _code, own in groupby(lines, key=lambda one: one.part_code)]
