"""A customer's form; only a name and a phone are required."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import Any

from aftersales_desktop.domain.customers import (
    SITE_CONDITIONS,
    CustomerDetails,
    CustomerKind,
    FormOfAddress,
    SiteDetails,
)
from aftersales_desktop.i18n import N_
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.ui.pickers.forms_of_address import address_choice
from aftersales_desktop.ui.widgets.fields import (
    Chip,
    ChipsField,
    CodeField,
    NoteField,
    PhoneField,
    TextField,
)
from aftersales_desktop.ui.widgets.form import Form, Input, Section
from aftersales_desktop.ui.widgets.kit import Kit


def _kinds(kit: Kit) -> ChipsField:
    kinds = [Chip("person", kit.words("Person")), Chip("company", kit.words("Company"))]
    return ChipsField(kit, kinds, single=True)


def _surroundings(kit: Kit) -> ChipsField:
    return ChipsField(kit, [Chip(code, kit.words(title)) for code, title in SITE_CONDITIONS.items()])


SECTIONS = (
    (
        Input("mobile", N_("Mobile"), PhoneField, required=True),
        Input("phone", N_("Another phone"), PhoneField),
    ),
    Input(
        "name",
        N_("Name"),
        TextField,
        required=True,
        help=N_("First and last name, or the name of the company, as it should stand on papers."),
    ),
    (
        Input("kind", N_("Kind"), _kinds),
        Input(
            "form_of_address",
            N_("Form of address"),
            address_choice,
            help=N_("Stands before the name on papers."),
        ),
    ),
    Section(
        N_("Address"),
        (
            (Input("province", N_("Province"), TextField), Input("city", N_("City"), TextField)),
            Input("address", N_("Address"), partial(NoteField, lines=2)),
            (
                Input("postal_code", N_("Postal code"), CodeField, help=N_("10 digits; needed for official invoices.")),
                Input("access_note", N_("Access"), TextField, help=N_("Floor, bell, when somebody is there.")),
            ),
            Input(
                "environment",
                N_("Surroundings of the devices"),
                _surroundings,
                help=N_("What the technician should know about the place."),
            ),
        ),
    ),
    Section(
        N_("More"),
        (
            Input(
                "more_phones",
                N_("More phones"),
                TextField,
                help=N_("Further numbers, separated by commas."),
            ),
            (
                Input(
                    "national_id",
                    N_("National or legal id"),
                    CodeField,
                    help=N_("Only needed for an official invoice."),
                ),
                Input(
                    "economic_number",
                    N_("Economic number"),
                    CodeField,
                    help=N_("Only needed for an official invoice."),
                ),
            ),
            Input("contact_name", N_("Contact person"), TextField),
            Input(
                "warning",
                N_("Warning shown at intake"),
                TextField,
                help=N_("Shown in red whenever this customer brings a device."),
            ),
            Input("note", N_("Note"), partial(NoteField, lines=2)),
        ),
        collapsed=True,
    ),
)
_SEPARATORS = re.compile(r"[,،;؛\n]+")
_SITE_FIELDS = ("province", "city", "address", "postal_code", "access_note", "environment")
_PLAIN_FIELDS = ("name", "national_id", "economic_number", "contact_name", "warning", "note")


class CustomerForm(Form):
    """Widgets in, CustomerDetails out."""

    def __init__(self, kit: Kit) -> None:
        self._site = SiteDetails()
        super().__init__(kit, SECTIONS)
        self.clear()

    def clear(self) -> None:
        """Empty, for a person."""
        super().clear()
        self._site = SiteDetails()
        self.set_values({"kind": ("person",)})

    def details(self) -> CustomerDetails:
        """What is on screen, unchecked. ValidationError for an input that cannot be read."""
        values = self.values()
        further = _SEPARATORS.split(values["more_phones"])
        phones = tuple(phone.strip() for phone in (values["mobile"], values["phone"], *further) if phone.strip())
        site = replace(self._site, **{name: values[name] for name in _SITE_FIELDS})
        return CustomerDetails(
            phones=phones, site=site, kind=CustomerKind((values["kind"] or ("person",))[0]),
            form_of_address=FormOfAddress(values["form_of_address"] or ""), confirmed=self.confirmed(),
            **{name: values[name] for name in _PLAIN_FIELDS},
        )  # fmt: skip

    def show_customer(self, customer: CustomerRow) -> None:
        """A customer for changing."""
        self.clear()
        self._site = customer.site
        site: dict[str, Any] = {name: getattr(customer.site, name) for name in _SITE_FIELDS}
        self.set_values(
            {
                **site,
                **{name: getattr(customer, name) for name in _PLAIN_FIELDS},
                "mobile": customer.phone,
                "phone": customer.phones[1] if len(customer.phones) > 1 else "",
                "more_phones": ("، " if self.kit.words.right_to_left else ", ").join(customer.phones[2:]),
                "kind": (customer.kind.value,),
                "form_of_address": customer.form_of_address.value,
            }
        )
