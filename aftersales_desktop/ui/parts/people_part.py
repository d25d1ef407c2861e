"""Suppliers and the people of the centre: the list of them, and one to add or change."""

from __future__ import annotations

from functools import partial

from aftersales_desktop.domain.staff import ROLE_TITLES, Role
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import staff, suppliers
from aftersales_desktop.services.suppliers import LONGEST_WARRANTY, SupplierDetails, SupplierRow
from aftersales_desktop.ui.panel_screen import PanelScreen
from aftersales_desktop.ui.perform import perform
from aftersales_desktop.ui.register_part import RegisterPart
from aftersales_desktop.ui.widgets.fields import ChoiceField, NoteField, NumberField, PhoneField, TextField
from aftersales_desktop.ui.widgets.form import Form, Input
from aftersales_desktop.ui.widgets.kit import Kit
from aftersales_desktop.ui.widgets.link_row import LinkRow

SUPPLIER_INPUTS = (
    Input("name", N_("Name"), TextField, required=True),
    (
        Input("phone", N_("Phone"), PhoneField),
        Input("warranty_months", N_("Their warranty, months"), partial(NumberField, least=0, most=LONGEST_WARRANTY)),
    ),
    Input("address", N_("Address"), partial(NoteField, lines=2)),
    Input("note", N_("Note"), partial(NoteField, lines=2)),
)


def _roles(kit: Kit) -> ChoiceField:
    return ChoiceField(kit, [(role.value, kit.words(title)) for role, title in ROLE_TITLES.items()])


MEMBER_INPUTS = (
    Input("name", N_("Name"), TextField, required=True),
    (Input("role", N_("Works as"), _roles, required=True), Input("phone", N_("Phone"), PhoneField)),
)


class SuppliersPart(RegisterPart):
    """Shows suppliers, or the form of one."""

    def __init__(self, screen: PanelScreen) -> None:
        form = Form(screen.context.kit, SUPPLIER_INPUTS)
        super().__init__(screen, form, "add_supplier", screen.context.words("New supplier"))

    def open(self) -> None:
        """Show who parts come from."""
        words, rows = self.context.words, suppliers.list_suppliers(self.context.desk)
        self.show_list(words("Suppliers"), map(self._row, rows), words("No supplier yet: add the first one."))

    def save(self) -> None:
        """A new supplier, or a change of one."""
        if not self.shows(self.form):
            return
        desk, form, supplier_id = self.context.desk, self.form, self._record

        def save() -> SupplierRow:
            values = form.values()
            details = SupplierDetails(**{**values, "warranty_months": values["warranty_months"] or 0})
            if supplier_id is None:
                return suppliers.add_supplier(desk, details)
            return suppliers.change_supplier(desk, supplier_id, details)

        supplier = perform(self.context, save, form=form)
        if supplier is not None:
            self.open()
            self.context.notifier.info(Message("{name} was saved.", name=supplier.name))

    def _add(self) -> None:
        self.form.clear()
        self.show_form(self.context.words("New supplier"))

    def _change(self, supplier_id: int) -> None:
        row = suppliers.get_supplier(self.context.desk, supplier_id)
        self.form.clear()
        self.form.set_values({name: getattr(row, name) for name in self.form.names()})
        self.show_form(self.context.words("Change the supplier"), supplier_id)

    def _row(self, supplier: SupplierRow) -> LinkRow:
        words = self.context.words
        phone = words.phone(supplier.phone) if supplier.phone else ""
        months = supplier.warranty_months
        warranty = words.plural("{count} month of warranty", "{count} months of warranty", months) if months else ""
        subtitle = " · ".join(part for part in (phone, warranty) if part)
        row = LinkRow(self.context.kit, supplier.name, subtitle, "", "", partial(self._change, supplier.id))
        row.setObjectName(f"supplier_{supplier.id}")
        return row


class StaffPart(RegisterPart):
    """Shows who works here, or the form of somebody new."""

    def __init__(self, screen: PanelScreen) -> None:
        form = Form(screen.context.kit, MEMBER_INPUTS)
        super().__init__(screen, form, "add_member", screen.context.words("New person"))

    def open(self) -> None:
        """Show who works here."""
        words, rows = self.context.words, staff.list_members(self.context.desk)
        hint = words("Nobody yet: add the first technician.")
        self.show_list(words("People of the centre"), map(self._row, rows), hint)

    def save(self) -> None:
        """Somebody new."""
        if not self.shows(self.form):
            return
        desk, form = self.context.desk, self.form

        def save() -> staff.StaffRow:
            values = form.values()
            role = Role(values["role"] or Role.TECHNICIAN)
            return staff.add_member(desk, values["name"], role, values["phone"])

        member = perform(self.context, save, form=form)
        if member is not None:
            self.open()
            self.context.notifier.info(Message("{name} was saved.", name=member.name))

    def _add(self) -> None:
        self.form.clear()
        self.form.set_values({"role": Role.TECHNICIAN.value})
        self.show_form(self.context.words("New person"))

    def _row(self, member: staff.StaffRow) -> LinkRow:
        words = self.context.words
        phone = words.phone(member.phone) if member.phone else ""
        title = words(ROLE_TITLES[member.role])
        open_bench = partial(self.screen.open_record, "parts_of", member.id)
        row = LinkRow(self.context.kit, member.name, phone, title, "neutral", open_bench)
        row.setObjectName(f"member_{member.id}")
        return row
