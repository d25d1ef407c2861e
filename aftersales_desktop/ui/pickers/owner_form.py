"""Whose device it is: found by mobile or name, or a new customer described in the same breath."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from aftersales_desktop.domain.customers import (
    CustomerDetails,
    CustomerKind,
    FormOfAddress,
    SiteDetails,
)
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.i18n import N_, Phone
from aftersales_desktop.services import customers
from aftersales_desktop.services.customers import CustomerRow, SimilarCustomer
from aftersales_desktop.services.look_alikes import TypedPerson
from aftersales_desktop.ui.context import AppContext
from aftersales_desktop.ui.pickers.customers import customer_suggestions
from aftersales_desktop.ui.pickers.forms_of_address import address_choice
from aftersales_desktop.ui.pickers.look_alikes import LookAlikes, looks_like
from aftersales_desktop.ui.widgets.banner import Banner
from aftersales_desktop.ui.widgets.enter_navigation import set_settled
from aftersales_desktop.ui.widgets.fields import PhoneField, SuggestField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.suggestions import Suggestion

WHOLE_MOBILE = 11


ROWS = (
    (
        Input(
            "mobile",
            N_("Mobile"),
            PhoneField,
            required=True,
            help=N_("Type the mobile first: a known customer fills in by itself."),
        ),
        Input(
            "name",
            N_("Customer"),
            TextField,
            required=True,
            help=N_("A name, a phone or a subscriber number finds the customer."),
        ),
    ),
    (
        Input("form_of_address", N_("Form of address"), address_choice),
        Input("city", N_("City"), TextField),
    ),
)


class OwnerForm(QWidget):
    """`owner_chosen(customer or None)` tells when a known customer was taken or let go."""

    owner_chosen = Signal(object)
    changed = Signal()

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._owner: CustomerRow | None = None
        kit = context.kit
        self.name = SuggestField(kit, customer_suggestions(context), keeps_text=True)
        self.form = Form(kit, ROWS, {"name": self.name})
        self.banner = Banner(kit)
        self._on_banner: Callable[[], None] = self.forget_owner
        self._alike = LookAlikes(context, self)
        self._alike.found.connect(self._show_alike)
        self._alike_id: int | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.form)
        layout.addWidget(self.banner)
        self.banner.acted.connect(self._act)
        self.name.taken.connect(self.take_owner)
        self.form.changed.connect(self._on_changed)
        self._show_extra(False)

    # the owner ------------------------------------------------------------------------------------------------

    def owner_id(self) -> int | None:
        """The known customer, if one was taken."""
        return self._owner.id if self._owner else None

    def details(self) -> CustomerDetails:
        """A new customer as typed."""
        values = self.form.values()
        kind = CustomerKind.COMPANY if values["form_of_address"] == "company" else CustomerKind.PERSON
        return CustomerDetails(
            name=self.name.text(), phones=(values["mobile"],), kind=kind,
            form_of_address=FormOfAddress(values["form_of_address"] or ""), site=SiteDetails(city=values["city"]),
            confirmed=self.form.confirmed(),
        )  # fmt: skip

    def take_owner(self, customer_id: int | None) -> None:
        """Fill in a known customer."""
        if customer_id is None:
            return
        self._hold(customers.get_customer(self._context.desk, customer_id))
        self.form.show_problems(())
        self.form.set_values({"mobile": self._owner.phone})
        self.name.set_value(Suggestion(customer_id, self._owner.name))
        self._show_extra(False)
        self._show_owner_banner()
        self.owner_chosen.emit(self._owner)

    def _hold(self, owner: CustomerRow | None) -> None:
        """Enter need not stop at the name of somebody the mobile already named."""
        self._owner = owner
        self._alike.forget()
        set_settled(self.name, owner is not None)

    def forget_owner(self) -> None:
        """The device is somebody else's: empty the owner."""
        self._hold(None)
        self.form.clear()
        self.banner.hide()
        self._show_extra(False)
        self.form.focus("mobile")
        self.owner_chosen.emit(None)

    def clear(self) -> None:
        """For the next customer."""
        self._hold(None)
        self.form.clear()
        self.banner.hide()
        self._show_extra(False)

    def is_empty(self) -> bool:
        """Whether nothing was entered."""
        return self.form.is_empty()

    def draft(self) -> dict[str, object]:
        """What stands here, for a draft."""
        return {"owner_id": self.owner_id(), "form": self.form.draft()}

    def set_draft(self, draft: dict[str, object]) -> None:
        """Put a draft back."""
        self.clear()
        self.form.set_draft(draft.get("form", {}))
        self._show_extra(bool(self.name.text()))
        with suppress(NotFound):  # withdrawn meanwhile: the words stay, to be saved as a new customer
            self.take_owner(draft.get("owner_id"))

    # reactions ------------------------------------------------------------------------------------------------

    def _on_changed(self, name: str) -> None:
        if self._owner is not None and self._is_other(name):
            self._let_owner_go(name)
        if name == "mobile" and len(self.form.field("mobile").value()) == WHOLE_MOBILE:
            self._look_up_mobile()
        if self._owner is None and self.name.text():
            self._show_extra(True)
        self._look_for_alike()
        self.changed.emit()

    def _look_for_alike(self) -> None:
        """Somebody in the file whose name sounds like the one being typed; a known customer needs no question."""
        if self._owner is not None or self._on_banner == self._choose_among and self.banner.isVisible():
            self._alike.forget()
            return
        self._alike.look(TypedPerson(self.name.text(), self.form.field("city").value()))

    def _show_alike(self, found: tuple[SimilarCustomer, ...]) -> None:
        """Quietly: the cursor stays where it is."""
        if self._owner is not None:
            return
        self._alike_id = found[0].id if found else None
        words = self._context.words
        if found:
            self._on_banner = self._take_alike
            self.banner.say("info", words.say(looks_like(found[0])), words("Is the same"))
        elif self._on_banner == self._take_alike:
            self.banner.hide()

    def _take_alike(self) -> None:
        self.take_owner(self._alike_id)

    def _is_other(self, name: str) -> bool:
        """Whether what was typed into this input no longer means the customer that was taken."""
        if name == "mobile":
            return self.form.field("mobile").value() != self._owner.phone
        return name == "name" and self.name.value() != self._owner.id

    def _let_owner_go(self, name: str) -> None:
        """Keep the words that are being typed, not those of the other customer."""
        self._hold(None)
        self.name.set_value(None) if name == "mobile" else self.form.set_values({"mobile": ""})
        self.banner.hide()
        self.owner_chosen.emit(None)

    def _look_up_mobile(self) -> None:
        found = customers.find_by_phone(self._context.desk, self.form.field("mobile").value())
        if len(found) == 1 and self._owner is None:
            self.take_owner(found[0])
        elif len(found) > 1 and self._owner is None:
            words = self._context.words
            self.banner.say(
                "warn",
                words.plural("{count} customer has this mobile.", "{count} customers share this mobile.", len(found)),
                words("Choose"),
            )
            self._on_banner = self._choose_among
        elif not found:
            self._show_extra(True)

    def _choose_among(self) -> None:
        self.banner.hide()
        phone = self.form.field("mobile").value()
        self.name.setFocus()
        self.name.setText(phone)
        self.name.open_suggestions()

    def _show_owner_banner(self) -> None:
        owner, words = self._owner, self._context.words
        if owner.warning:
            self.banner.say("danger", words.value(owner.warning), words("Other customer"))
        else:
            text = words(
                "Known customer {number}, {phone}",
                number=words.own_number(owner.subscriber_number),
                phone=Phone(owner.phone),
            )
            self.banner.say("info", text, words("Other customer"))
        self._on_banner = self.forget_owner

    def _act(self) -> None:
        self._on_banner()

    def _show_extra(self, shown: bool) -> None:
        self.form.set_shown("form_of_address", shown)
        self.form.set_shown("city", shown)
