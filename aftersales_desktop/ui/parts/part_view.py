"""One article to look at: its price and stock, where each piece is, who waits for it, and how it moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.money import Money
from aftersales_desktop.domain.stock import CONDITION_TITLES, MOVEMENT_TITLES, PLACE_TITLES, Condition, Place
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services.part_page import PartMoveRow, PartPage
from aftersales_desktop.services.reservations import WAITING_TITLES, Waiting
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.flow_layout import FlowLayout
from aftersales_desktop.ui.widgets.label import Label, line
from aftersales_desktop.ui.widgets.link_row import LinkRow
from aftersales_desktop.ui.widgets.timeline import Timeline, TimelineEvent

_MOST_SERIALS = 12
_TONES = {Waiting.WAITING: "warn", Waiting.ARRIVED: "ok"}


class PartView(QWidget):
    """Shows one article. `order_asked(order id)` and `slip_asked(number)` follow clicks."""

    order_asked = Signal(int)
    slip_asked = Signal(str)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.banner = Banner(kit)
        self._facts = FactGrid(kit)
        self._places = FactGrid(kit)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(4)
        self._tools = FlowLayout(gap=4)
        self._timeline = Timeline(kit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.banner)
        layout.addWidget(self._facts)
        layout.addWidget(line())
        layout.addWidget(Label(kit, kit.words("Where the pieces are"), "section"))
        layout.addWidget(self._places)
        layout.addLayout(self._waiting)
        layout.addLayout(self._tools)
        layout.addWidget(line())
        layout.addWidget(self._timeline)
        layout.addStretch(1)

    def add_tool(self, button: Button) -> None:
        """One more thing to do with the article."""
        self._tools.addWidget(button)

    def show_page(self, page: PartPage) -> None:
        """Another article."""
        self._show_banner(page)
        self._facts.set_facts(self._part_facts(page))
        self._places.set_facts(self._place_facts(page))
        self._show_waiting(page)
        self._timeline.set_events(self._event(move) for move in page.moves)

    def _show_banner(self, page: PartPage) -> None:
        words, part = self._context.words, page.part
        successor = next((row for row in page.equivalents if row.id == part.superseded_by_id), None)
        if successor is not None:
            self.banner.say("info", words("{code} is used instead from now on.", code=Code(successor.code)))
        elif part.in_store < part.minimum:
            self.banner.say(
                "warn", words("Below the minimum: {count} in store, {minimum} wanted.", count=part.in_store,
                              minimum=part.minimum),
            )  # fmt: skip
        else:
            self.banner.hide()

    def _part_facts(self, page: PartPage) -> list[Fact]:
        words, part = self._context.words, page.part
        on_order = sum(row.left for row in page.on_order)
        others = [words.code(row.code) for row in page.equivalents]
        return [
            Fact(words("Name"), part.name, strong=True),
            Fact(words("Selling price"), Money(part.price.sell).written(words) if part.price else ""),
            Fact(words("Buying price"), Money(part.price.buy).written(words) if part.price else ""),
            Fact(words("Price before"), self._price_before(page)),
            Fact(words("In store"), words.number(part.in_store)),
            Fact(words("Minimum"), words.number(part.minimum) if part.minimum else ""),
            Fact(words("On order"), words.number(on_order) if on_order else ""),
            Fact(words("Place"), words.code(part.place) if part.place else ""),
            Fact(words("Part group"), part.part_group),
            Fact(words("Supplier"), page.supplier_name),
            Fact(words("Instead of it"), words.joined(others) if others else ""),
            Fact(words("Serials look like"), words.code(part.serial_pattern) if part.serial_pattern else ""),
            Fact(words("Note"), part.note),
        ]

    def _price_before(self, page: PartPage) -> str:
        words = self._context.words
        today = self._context.kit.today()
        past = [price for price in page.prices if price.from_on <= today][1:2]
        if not past:
            return ""
        return words("{price} until {day}", price=Money(past[0].sell).written(words), day=page.part.price.from_on)

    def _place_facts(self, page: PartPage) -> list[Fact]:
        """One line a place and condition; serials as far as there is room for them."""
        words = self._context.words
        if not page.held:
            return [Fact(words("Everywhere"), words("nothing"))]
        pieces: Counter[tuple[Place, str, Condition]] = Counter()
        serials: dict[tuple[Place, str, Condition], list[str]] = {}
        for row in page.held:
            key = (row.place, row.place_name, row.condition)
            pieces[key] += row.quantity
            serials.setdefault(key, []).extend([row.serial] if row.serial else [])
        return [
            Fact(self._place(place, name), self._pieces(condition, pieces[key], serials[key]))
            for key in pieces
            for place, name, condition in (key,)
        ]

    def _place(self, place: Place, name: str) -> str:
        words = self._context.words
        title = words(PLACE_TITLES[place])
        if place in (Place.BENCH, Place.SUPPLIER) and name:
            return words("{place}: {name}", place=title, name=name)
        return title

    def _pieces(self, condition: Condition, count: int, serials: list[str]) -> str:
        words = self._context.words
        text = words("{count} · {condition}", count=count, condition=Message(CONDITION_TITLES[condition]))
        if not serials:
            return text
        shown = [words.code(serial) for serial in serials[:_MOST_SERIALS]]
        if len(serials) > _MOST_SERIALS:
            shown.append(words("and {count} more", count=len(serials) - _MOST_SERIALS))
        return "\n".join([text, *shown])

    def _show_waiting(self, page: PartPage) -> None:
        while (item := self._waiting.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        words = self._context.words
        for row in page.waiting:
            promise = words("promised for {day}", day=row.promised_on) if row.promised_on else ""
            number = words.value(OwnNumber(row.order_number))
            title = words("{number} · {count} pieces", number=number, count=row.quantity)
            subtitle = " · ".join(part for part in (row.owner_name, promise) if part)
            open_order: Callable[..., None] = partial(self._ask_order, row.order_id)
            pill = words(WAITING_TITLES[row.state])
            link = LinkRow(self._context.kit, title, subtitle, pill, _TONES[row.state], open_order)
            link.setObjectName(f"waiting_{row.id}")
            self._waiting.addWidget(link)

    def _ask_order(self, order_id: int) -> None:
        self.order_asked.emit(order_id)

    def _event(self, move: PartMoveRow) -> TimelineEvent:
        words = self._context.words
        what = (
            words.code(move.serial) if move.serial else words.plural("{count} piece", "{count} pieces", move.quantity)
        )
        title = words(MOVEMENT_TITLES[move.movement])
        if move.is_back:
            title = words("Taken back: {movement}", movement=title)
        source, target = self._place(move.source, move.source_name), self._place(move.target, move.target_name)
        parts = (what, words("from {source} to {target}", source=source, target=target),
                 words.value(OwnNumber(move.document)) if move.document else "")  # fmt: skip
        detail = " · ".join(part for part in parts if part)
        icon = "arrow-back-up" if move.is_back else "packages"
        opens = partial(self._ask_slip, move.document) if move.document.startswith("S") else None
        return TimelineEvent(words.moment(move.at), title, detail, icon, open=opens)

    def _ask_slip(self, number: str) -> None:
        self.slip_asked.emit(number)
