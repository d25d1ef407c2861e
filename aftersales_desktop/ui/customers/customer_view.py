"""One customer at a glance: how to reach them, their devices with warranty, orders and cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import ADDRESS_TITLES, ID_TITLES, named_conditions
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState
from aftersales_desktop.i18n import Phone
from aftersales_desktop.services.customer_page import CardLine, CustomerPage, OrderLine, OwnedDevice
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.merge_list import MergeRow
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.merge_line import MergeLine
from aftersales_desktop.ui.pickers.record_files import RecordFiles
from aftersales_desktop.ui.verdicts import STATE_TONES, VERDICT_TITLES
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import Button, IconButton
from aftersales_desktop.ui.widgets.facts import Fact, FactGrid
from aftersales_desktop.ui.widgets.label import Label
from aftersales_desktop.ui.widgets.link_row import LinkRow


class CustomerView(QWidget):
    """Shows one customer; `show_page` changes it. `undo_asked(merge)` when two should be two again."""

    undo_asked = Signal(int)

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        kit = context.kit
        self.warning = Banner(kit)
        self._facts = FactGrid(kit)
        self.files = RecordFiles(context)
        self.files.take_drops_of(self)
        self._links = QHBoxLayout()
        self._links.addStretch(1)
        self._lists = QVBoxLayout()
        self._lists.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.warning)
        layout.addWidget(self._facts)
        layout.addLayout(self._links)
        layout.addLayout(self._lists)
        layout.addWidget(self.files)
        layout.addStretch(1)

    def add_link(self, button: Button) -> None:
        """One more thing that can be done, below what is known."""
        self._links.insertWidget(self._links.count() - 1, button)

    def show_page(self, page: CustomerPage) -> None:
        """Show another customer."""
        words = self._context.words
        if page.customer.warning:
            self.warning.say("danger", words.value(page.customer.warning))
        else:
            self.warning.hide()
        self._facts.set_facts(self._customer_facts(page.customer))
        self.files.show_record("customer", page.customer.uuid)
        self._clear_lists()
        self._add_list(words("Devices"), [self._device_row(device) for device in page.devices])
        self._add_list(words("Orders"), [self._order_row(order) for order in page.orders])
        self._add_list(words("Warranty cards"), [self._card_row(card) for card in page.cards])
        self._add_list(words("Merged files"), [self._merge_line(merge) for merge in page.merges])

    def _customer_facts(self, customer: CustomerRow) -> list[Fact]:
        words = self._context.words
        site = customer.site
        form = customer.form_of_address
        return [
            Fact(words("Subscriber number"), words.own_number(customer.subscriber_number), strong=True),
            Fact(words("Phones"), words.joined([Phone(phone) for phone in customer.phones])),
            Fact(words("Form of address"), words(ADDRESS_TITLES[form]) if form else ""),
            Fact(words("Address"), words.joined([part for part in (site.province, site.city, site.address) if part])),
            Fact(words("Postal code"), words.code(site.postal_code) if site.postal_code else ""),
            Fact(words("Surroundings"), words.joined(named_conditions(site.environment))),
            Fact(words(ID_TITLES[customer.kind]), words.code(customer.national_id) if customer.national_id else ""),
            Fact(words("Economic number"), words.code(customer.economic_number) if customer.economic_number else ""),
            Fact(words("Contact person"), customer.contact_name),
            Fact(words("Note"), customer.note),
        ]

    # lists ----------------------------------------------------------------------------------------------------

    def _clear_lists(self) -> None:
        while (item := self._lists.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()

    def _add_list(self, title: str, rows: Iterable[QWidget]) -> None:
        rows = list(rows)
        if not rows:
            return
        heading = f"{title}\u2002{self._context.words.number(len(rows))}"
        self._lists.addWidget(Label(self._context.kit, heading, "section"))
        for row in rows:
            self._lists.addWidget(row)

    def _device_row(self, device: OwnedDevice) -> QWidget:
        words = self._context.words
        unit = device.unit
        subtitle = words.own_number(device.open_order) if device.open_order else words.code(unit.serial)
        row = self._row(
            words.value(unit.model.full_title(words.language)), subtitle,
            words(VERDICT_TITLES[device.verdict.tone.value]), device.verdict.tone.value,
            partial(self._open, "unit", unit.id),
        )  # fmt: skip
        row.setToolTip(words.say(device.verdict.reason))
        intake = IconButton(self._context.kit, "plus", words("New intake with this device"))
        intake.setObjectName(f"intake_unit_{unit.id}")
        intake.clicked.connect(partial(self._open, "new_intake", ("unit", unit.id)))
        return _beside(row, intake)

    def _order_row(self, order: OrderLine) -> QWidget:
        words = self._context.words
        subtitle = words("{title} · {day}", title=order.title, day=order.received_on)
        state = OrderState(order.state)
        return self._row(
            words.own_number(order.number), subtitle, words(STATE_TITLES[state]), STATE_TONES[order.state],
            partial(self._open, "order", order.id),
        )  # fmt: skip

    def _card_row(self, card: CardLine) -> QWidget:
        words = self._context.words
        number = words.own_number(card.number) if card.is_ours else words.code(card.number)
        subtitle = words("{title} · until {day}", title=card.title, day=card.last_day) if card.last_day else card.title
        return self._row(number, subtitle, "", "", partial(self._open, "card", card.id))

    def _merge_line(self, merge: MergeRow) -> QWidget:
        row = MergeLine(self._context, merge)
        row.undo_asked.connect(self.undo_asked)
        return row

    def _row(self, title: str, subtitle: str, pill: str, tone: str, action: Callable[..., None]) -> LinkRow:
        return LinkRow(self._context.kit, title, subtitle, pill, tone, action)

    def _open(self, kind: str, value: object, _checked: bool = False) -> None:
        self._context.navigator.open(kind, value)


def _beside(row: QWidget, button: QWidget) -> QWidget:
    both = QWidget()
    layout = QHBoxLayout(both)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(4)
    layout.addWidget(row, 1)
    layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return both
