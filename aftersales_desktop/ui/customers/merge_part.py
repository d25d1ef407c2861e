"""Making two customers one in the panel: which other one, what stays of each field, and the way back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.merging import CUSTOMER_FIELDS, NUMBER
from aftersales_desktop.i18n import N_, Message, OwnNumber, Phone
from aftersales_desktop.services import customer_merges, customers, merge_ledger
from aftersales_desktop.services.customer_merges import CustomerComparison, Holdings
from aftersales_desktop.services.customers import CustomerRow, SimilarCustomer
from aftersales_desktop.services.work import Desk
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.list_screen import ListScreen
from aftersales_desktop.ui.long_write import LongWrite
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.pickers.comparison_view import ComparisonView, Head
from aftersales_desktop.ui.pickers.customers import customer_suggestions
from aftersales_desktop.ui.pickers.pick_view import Likely, PickView
from aftersales_desktop.ui.widgets.button import ActionButton

TITLES = ((NUMBER, N_("Subscriber number that goes on")), *((field.name, field.title) for field in CUSTOMER_FIELDS))

FEW = 2_000
"""So many rows are pointed anew before anybody notices."""


class MergePart(QObject):
    """Shares the panel of the customers' screen; `open_customer` leads back to the page of one."""

    def __init__(self, screen: ListScreen, open_customer: Callable[[int], None]) -> None:
        super().__init__(screen)
        self._context, self._panel, self._open_customer = screen.context, screen.page.panel, open_customer
        kit, words = screen.context.kit, screen.context.words
        self._customer: CustomerRow | None = None
        self._comparison: CustomerComparison | None = None
        self._then: Callable[[int], None] = self._on_merged
        self.few = FEW
        self._long_write = LongWrite(screen.context.desk, kit.background, self)
        self._long_write.done.connect(self._on_written)
        self._long_write.failed.connect(self._on_failed)
        self.pick = PickView(
            screen.context, N_("Which customer is the same person?"), N_("Name, phone or subscriber number"),
            customer_suggestions(screen.context),
        )  # fmt: skip
        self.view = ComparisonView(screen.context, TITLES)
        self.merge = make_action(screen, "merge_customers", words("Make them one"), self.save)
        self.leave = make_action(screen, "leave_merge", words("Cancel"), self.go_back)
        self._merge_button = ActionButton(kit, self.merge, "git-merge", "primary")
        self._leave_button = ActionButton(kit, self.leave)
        self._panel.keep(self.pick, self.view, self._merge_button, self._leave_button)
        self.pick.picked.connect(self._compare)
        self.view.submitted.connect(self.save)

    def begin(self, customer: CustomerRow) -> None:
        """Ask who is the same person as this one."""
        self._customer = customer
        words = self._context.words
        self._show(words("Same person as {name}", name=customer.name), self.pick, self._leave_button)
        self.pick.begin(self._likely(found) for found in similar_to(self._context.desk, customer))

    def compare(self, customer: CustomerRow, other_id: int) -> None:
        """Two customers side by side."""
        self._customer = customer
        self._compare(other_id)

    def is_shown(self) -> bool:
        """Whether the panel shows one of the two steps."""
        return not self._panel.isHidden() and self._panel.content() in (self.pick, self.view)

    def save(self) -> None:
        """Ctrl+S, once two are compared."""
        if self._panel.isHidden() or self._panel.content() is not self.view:
            return
        desk, comparison = self._context.desk, self._comparison
        choice = comparison.choice(self.view.sides())
        rows = comparison.one_holds.total + comparison.other_holds.total
        self._write(rows, lambda: customer_merges.merge_customers(desk, choice), self._on_merged)

    def undo(self, merge_id: int) -> None:
        """Make them two again."""
        desk = self._context.desk
        rows = merge_ledger.count_moved(desk, merge_id)
        self._write(rows, lambda: customer_merges.undo_customer_merge(desk, merge_id), self._on_parted)

    def go_back(self) -> None:
        """To the page of the customer it began with."""
        self._open_customer(self._customer.id)

    # writing --------------------------------------------------------------------------------------------------

    def _write(self, rows: int, write: Callable[[], int], then: Callable[[int], None]) -> None:
        """At once, or in a worker where so many rows hang on them that the window would stand still."""
        if self._long_write.is_running():
            return
        if rows <= self.few:
            merge_id = perform(self._context, write, form=self.view.form)
            if merge_id is not None:
                then(merge_id)
            return
        self._then = then
        self.merge.setEnabled(False)
        self._long_write.start(lambda _progress, _stopped: write())

    def _on_written(self, merge_id: int) -> None:
        self.merge.setEnabled(True)
        self._then(merge_id)

    def _on_failed(self, problem: Exception) -> None:
        self.merge.setEnabled(True)
        perform(self._context, partial(_raise, problem), form=self.view.form)

    def _on_merged(self, merge_id: int) -> None:
        desk, comparison = self._context.desk, self._comparison
        kept = customers.get_customer(desk, comparison.one.id)
        self._open_customer(kept.id)
        gone = comparison.other if kept.id == comparison.one.id else comparison.one
        text = Message(
            "{name} is one customer now; {number} finds them too.", name=kept.name,
            number=OwnNumber(gone.subscriber_number),
        )  # fmt: skip
        self._context.notifier.info(text, undo=partial(self.undo, merge_id))

    def _on_parted(self, _merge_id: int) -> None:
        self._context.notifier.info(Message("They are two customers again."))

    # inside ---------------------------------------------------------------------------------------------------

    def _compare(self, other_id: int) -> None:
        desk, words = self._context.desk, self._context.words
        comparison = perform(
            self._context, partial(customer_merges.compare_customers, desk, self._customer.id, other_id)
        )
        if comparison is None:
            return
        self._comparison = comparison
        heads = (self._head(comparison.one, comparison.one_holds), self._head(comparison.other, comparison.other_holds))
        sentence = words("Choose what stays. All phones and addresses are kept, and both numbers go on finding them.")
        self.view.show_comparison(heads, comparison.fields, sentence)
        self._show(words("One person, two files"), self.view, self._merge_button, self._leave_button)
        self.view.focus()

    def _head(self, customer: CustomerRow, holds: Holdings) -> Head:
        words = self._context.words
        counts = [
            Message("{count} device", "{count} devices", count=holds.devices),
            Message("{count} order", "{count} orders", count=holds.orders),
            Message("{count} card", "{count} cards", count=holds.cards),
        ]
        lines = [*(words.phone(phone) for phone in customer.phones), words.joined(counts)]
        return Head(words.value(customer.name), "\n".join(lines))

    def _likely(self, found: SimilarCustomer) -> Likely:
        words = self._context.words
        small = [found.reason, OwnNumber(found.subscriber_number), *([Phone(found.phone)] if found.phone else [])]
        return Likely(found.id, words.value(found.name), words.joined(small))

    def _show(self, title: str, content: QWidget, *buttons: ActionButton) -> None:
        self._panel.set_title(title)
        self._panel.set_content(content)
        self._panel.set_actions(*buttons)
        self._panel.open_panel()


def _raise(problem: Exception) -> int:
    raise problem


def similar_to(desk: Desk, customer: CustomerRow) -> list[SimilarCustomer]:
    """Who may be the same person as one who is in the file; nobody is like an unknown owner."""
    if customer.is_placeholder:
        return []
    return customers.find_similar(
        desk, name=customer.name, phones=customer.phones, national_id=customer.national_id, besides=customer.id
    )
