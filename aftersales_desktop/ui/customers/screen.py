"""Customers: find one, see what they have, add and change."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QTimer

from aftersales_desktop.domain.text import only_digits
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.services import customer_page, customers, drafts, lists
from aftersales_desktop.services.customers import CustomerRow, SimilarCustomer
from aftersales_desktop.services.look_alikes import TypedPerson
from aftersales_desktop.ui.context import AppContext, Area
from aftersales_desktop.ui.customers.columns import CUSTOMER_COLUMNS, FILTERS
from aftersales_desktop.ui.customers.customer_form import CustomerForm
from aftersales_desktop.ui.customers.customer_view import CustomerView
from aftersales_desktop.ui.customers.merge_part import MergePart, similar_to
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.list_screen import ListScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.pickers.look_alikes import LookAlikes, looks_like
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.button import ActionButton, Button, ToolLink
from aftersales_desktop.ui.widgets.list_page import ListPage

DRAFT = "customer"
SIMILAR_MILLISECONDS = 400


class CustomersScreen(ListScreen):
    """The panel shows a customer, or the form for a new or changed one."""

    watches = frozenset({Area.CUSTOMERS, Area.UNITS, Area.RECEPTION, Area.WARRANTY})
    list_name = "customers"

    def __init__(self, context: AppContext) -> None:
        kit, words = context.kit, context.words
        super().__init__(context, ListPage(kit, words("Customers"), CUSTOMER_COLUMNS, FILTERS))
        self.view = CustomerView(context)
        self.form = CustomerForm(kit)
        self.similar = Banner(kit)
        self.page.panel.top_bar.addWidget(self.similar)
        self._customer: CustomerRow | None = None
        self._changes: CustomerRow | None = None
        self._similar_id: int | None = None
        self._look = QTimer(self, singleShot=True, interval=SIMILAR_MILLISECONDS)
        self._look.timeout.connect(self._look_for_similar)
        self._alike = LookAlikes(context, self)
        self._alike.found.connect(self._show_alike)
        self.merging = MergePart(self, self._open_customer)
        self._make_actions()
        self.page.panel.keep(self.view, self.form, *self._view_buttons, *self._form_buttons)
        self._connect()

    def _make_actions(self) -> None:
        kit, words = self.context.kit, self.context.words
        self.save = make_action(self, "save", words("Save"), self._save)
        self.cancel = make_action(self, "cancel_customer", words("Cancel"), self._cancel)
        self.change = make_action(self, "change_customer", words("Change"), self._change)
        self.intake = make_action(self, "customer_intake", words("New intake"), self._new_intake)
        self.card = make_action(self, "customer_card", words("Warranty card"), self._new_card)
        self.same_person = make_action(self, "same_person", words("Same person as…"), self._begin_merge)
        self._view_buttons = (
            ActionButton(kit, self.intake, "plus", "primary"),
            ActionButton(kit, self.card, "shield-check"),
            ActionButton(kit, self.change, "edit"),
        )
        self.view.add_link(ToolLink(kit, self.same_person, "git-merge"))
        self._form_buttons = (ActionButton(kit, self.save, "check", "primary"), ActionButton(kit, self.cancel))
        add = Button(kit, words("New customer"), "user-plus", keys="F4")
        add.setObjectName("add_customer")
        add.clicked.connect(self._add)
        old = Button(kit, words("Old records"), "file-import")
        old.setObjectName("old_records")
        old.clicked.connect(self._open_imports)
        self.page.header.add_button(old)
        self.add_print_list()
        self.page.header.add_button(add)

    def _connect(self) -> None:
        page = self.page
        page.list.show_order("name")
        page.list.row_opened.connect(self._open_customer)
        page.list.row_chosen.connect(self._on_row_chosen)
        page.chips.filter_chosen.connect(self.reload)
        page.panel.closed.connect(self.keep_drafts)
        self.form.submitted.connect(self._save)
        self.form.changed.connect(self._on_form_changed)
        self.similar.acted.connect(self._open_similar)
        self.view.undo_asked.connect(self.merging.undo)

    # the list -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the list, its counts and the customer that is shown."""
        desk, words = self.context.desk, self.context.words
        self.count()
        self.say_when_empty(
            words("No customers here"), words("Add the first one, or choose another filter."), "users",
            words("New customer"), self._add,
        )  # fmt: skip
        if self.page.chips.chosen() == self.page.chips.first():
            self.page.list.empty_state.offer_also(words("Bring old records in"), self._open_imports)
        self.page.list.show_source(lists.source(desk, self.list_name, self.page.chips.chosen()))
        if self._is_viewing():
            self._open_customer(self._customer.id)

    def show_counts(self, counts: dict[str, int]) -> None:
        """On the chips and in the head."""
        super().show_counts(counts)
        words = self.context.words
        self.page.header.set_counts(words.plural("{count} customer", "{count} customers", counts["all"]))

    def open_record(self, kind: str, value: Any) -> None:
        """A customer, or the form for a new one begun with a name or a number."""
        if kind == "customer":
            self._open_customer(value)
        else:
            self._add(value or "")

    def _is_viewing(self) -> bool:
        panel = self.page.panel
        return self._customer is not None and not panel.isHidden() and panel.content() is self.view

    def _is_filling_in(self) -> bool:
        panel = self.page.panel
        return not panel.isHidden() and panel.content() is self.form

    def _on_row_chosen(self, customer_id: int | None) -> None:
        if customer_id is not None and self._is_viewing() and customer_id != self._customer.id:
            self._open_customer(customer_id)

    # the panel ------------------------------------------------------------------------------------------------

    def _open_customer(self, customer_id: int) -> None:
        page = perform(self.context, lambda: customer_page.customer_page(self.context.desk, customer_id))
        if page is None:
            return
        self._customer = page.customer
        self.view.show_page(page)
        self._show_similar(similar_to(self.context.desk, page.customer))
        panel = self.page.panel
        panel.set_title(self.context.words.value(page.customer.name))
        panel.set_content(self.view)
        panel.set_actions(*self._view_buttons)
        panel.open_panel()
        self.page.list.choose(page.customer.id)

    def _add(self, start: object = "") -> None:
        self._changes = None
        self.form.clear()
        self._show_form(self.context.words("New customer"))
        if isinstance(start, str) and start:
            self._begin_with(start)
        else:
            self._offer_draft()
            self.form.focus("mobile")

    def _begin_with(self, start: str) -> None:
        is_number = len(only_digits(start)) >= 4
        self.form.set_values({"mobile" if is_number else "name": start})
        self.form.focus("name" if is_number else "mobile")
        self._look_for_similar()

    def _change(self) -> None:
        self._changes = self._customer
        self.form.show_customer(self._customer)
        self._show_form(self.context.words("Change the customer"))
        self.form.focus("name")

    def _show_form(self, title: str) -> None:
        panel = self.page.panel
        panel.set_title(title)
        self.similar.hide()
        self._alike.forget()
        panel.set_content(self.form)
        panel.set_actions(*self._form_buttons)
        panel.open_panel()

    def _cancel(self) -> None:
        drafts.drop_draft(self.context.desk, DRAFT)
        self.form.clear()
        if self._changes is not None:
            self._open_customer(self._changes.id)
        else:
            self.page.panel.close_panel()

    # saving ---------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        if self.merging.is_shown():
            self.merging.save()
        if not self._is_filling_in():
            return
        desk, changes = self.context.desk, self._changes

        def save() -> CustomerRow:
            details = self.form.details()
            return (
                customers.change_customer(desk, changes.id, details)
                if changes
                else customers.add_customer(desk, details)
            )

        saved = perform(self.context, save, form=self.form)
        if saved is None:
            return
        drafts.drop_draft(desk, DRAFT)
        self.form.clear()
        self._open_customer(saved.id)
        self.context.notifier.info(
            Message(
                "Customer {name} saved, number {number}.", name=saved.name, number=OwnNumber(saved.subscriber_number)
            ),
            undo=None if changes else partial(self._withdraw, saved.id),
        )

    def _withdraw(self, customer_id: int) -> None:
        desk = self.context.desk
        if perform(self.context, lambda: customers.withdraw_customer(desk, customer_id) or True):
            self.page.panel.close_panel()

    # duplicates and drafts ------------------------------------------------------------------------------------

    def _on_form_changed(self, name: str) -> None:
        if name in ("mobile", "phone", "name", "national_id", "city", "address"):
            self._look.start()

    def _look_for_similar(self) -> None:
        """Somebody with the same phone, name or id may already be in the file."""
        if not self._is_filling_in():
            return
        draft = self.form.draft()
        found = customers.find_similar(
            self.context.desk, name=draft.get("name", ""), phones=(draft.get("mobile", ""), draft.get("phone", "")),
            national_id=draft.get("national_id", ""), besides=self._changes.id if self._changes else None,
        )  # fmt: skip
        self._show_similar(found)
        if not found:
            typed = TypedPerson(draft.get("name", ""), draft.get("city", ""), draft.get("address", ""))
            self._alike.look(typed, self._changes.id if self._changes else None)

    def _show_alike(self, found: tuple[SimilarCustomer, ...]) -> None:
        if self._is_filling_in():
            self._show_similar(list(found))

    def _show_similar(self, found: list[SimilarCustomer]) -> None:
        """Who may be the same; a new customer is looked up there, one in the file is compared."""
        words = self.context.words
        self._similar_id = found[0].id if found else None
        if not found:
            self.similar.hide()
            return
        kept = Message(
            "{reason}: {name}, {number}",
            reason=found[0].reason, name=found[0].name, number=OwnNumber(found[0].subscriber_number),
        )  # fmt: skip
        sentence = words.say(looks_like(found[0]) if self._is_filling_in() else kept)
        is_new = self._is_filling_in() and self._changes is None
        self.similar.say(
            "warn" if self._is_filling_in() else "info", sentence, words("Open") if is_new else words("Compare")
        )

    def _open_similar(self) -> None:
        if self._similar_id is None:
            return
        if self._is_filling_in() and self._changes is None:
            self.keep_drafts()
            self._open_customer(self._similar_id)
        else:
            self._compare(self._similar_id)

    def _begin_merge(self) -> None:
        self.similar.hide()
        self.merging.begin(self._customer)

    def _compare(self, other_id: int) -> None:
        self.similar.hide()
        self.merging.compare(self._customer, other_id)

    def keep_drafts(self) -> None:
        """Keep a new customer who is half typed."""
        if self._changes is None and self.page.panel.content() is self.form and self.form.draft().keys() - {"kind"}:
            drafts.keep_draft(self.context.desk, DRAFT, self.form.draft())

    def _offer_draft(self) -> None:
        draft = drafts.find_draft(self.context.desk, DRAFT)
        if draft is not None:
            self.form.set_draft(draft.content)
            self.page.panel.set_subtitle(self.context.words("draft of {time}", time=draft.saved_at))

    # onwards --------------------------------------------------------------------------------------------------

    def _open_imports(self) -> None:
        self.context.navigator.open("imports")

    def _new_intake(self) -> None:
        self.context.navigator.open("new_intake", ("customer", self._customer.id))

    def _new_card(self) -> None:
        self.context.navigator.open("new_card", ("customer", self._customer.id))

    def print_current(self) -> None:
        """Ctrl+P: the list as it is filtered."""
        self.print_list()
