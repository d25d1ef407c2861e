"""Suppliers and the people of the centre: the list of them, and one to add or change."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from aftersales_desktop.domain.staff import ROLE_TITLES, Role
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services import staff, suppliers
from aftersales_desktop.services.suppliers import LONGEST_WARRANTY, SupplierDetails, SupplierRow
from aftersales_desktop.ui.key_actions import make_action
from aftersales_desktop.ui.panel_screen import PanelPart, PanelScreen
from aftersales_desktop.ui.parts.record_list import RecordList
from aftersales_desktop.ui.perform import perform
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


class SuppliersPart(PanelPart):
    """Shows suppliers, or the form of one."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.list = RecordList(self.context.kit)
        self.form = Form(self.context.kit, SUPPLIER_INPUTS)
        self._supplier_id: int | None = None
        self.add = make_action(screen, "add_supplier", self.context.words("New supplier"), self._add)
        self._list_buttons = (self.button(self.add, "plus", "primary"),)
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """List and form."""
        return (self.list, self.form)

    def open(self) -> None:
        """Show who parts come from."""
        rows = suppliers.list_suppliers(self.context.desk)
        self.list.show_rows(map(self._row, rows), self.context.words("No supplier yet: add the first one."))
        self.show(self.context.words("Suppliers"), self.list, self._list_buttons)

    def go_back(self) -> None:
        """From the form to the list."""
        if self.shows(self.form):
            self.open()
        else:
            self.panel.close_panel()

    def save(self) -> None:
        """A new supplier, or a change of one."""
        if not self.shows(self.form):
            return
        desk, form, supplier_id = self.context.desk, self.form, self._supplier_id

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
        self._supplier_id = None
        self.form.clear()
        self.show(self.context.words("New supplier"), self.form, self._form_buttons)
        self.form.focus()

    def _change(self, supplier_id: int) -> None:
        self._supplier_id = supplier_id
        row = suppliers.get_supplier(self.context.desk, supplier_id)
        self.form.clear()
        self.form.set_values({name: getattr(row, name) for name in self.form.names()})
        self.show(self.context.words("Change the supplier"), self.form, self._form_buttons)
        self.form.focus()

    def _row(self, supplier: SupplierRow) -> LinkRow:
        words = self.context.words
        phone = words.phone(supplier.phone) if supplier.phone else ""
        months = supplier.warranty_months
        warranty = words.plural("{count} month of warranty", "{count} months of warranty", months) if months else ""
        subtitle = " · ".join(part for part in (phone, warranty) if part)
        row = LinkRow(self.context.kit, supplier.name, subtitle, "", "", partial(self._change, supplier.id))
        row.setObjectName(f"supplier_{supplier.id}")
        return row


class StaffPart(PanelPart):
    """Shows who works here, or the form of somebody new."""

    def __init__(self, screen: PanelScreen) -> None:
        super().__init__(screen)
        self.list = RecordList(self.context.kit)
        self.form = Form(self.context.kit, MEMBER_INPUTS)
        self.add = make_action(screen, "add_member", self.context.words("New person"), self._add)
        self._list_buttons = (self.button(self.add, "plus", "primary"),)
        self._form_buttons = (self.button(screen.save, "check", "primary"), self.button(screen.back))
        self.form.submitted.connect(self.save)

    def contents(self) -> tuple[QWidget, ...]:
        """List and form."""
        return (self.list, self.form)

    def open(self) -> None:
        """Show who works here."""
        rows = staff.list_members(self.context.desk)
        self.list.show_rows(map(self._row, rows), self.context.words("Nobody yet: add the first technician."))
        self.show(self.context.words("People of the centre"), self.list, self._list_buttons)

    def go_back(self) -> None:
        """From the form to the list."""
        if self.shows(self.form):
            self.open()
        else:
            self.panel.close_panel()

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
        self.show(self.context.words("New person"), self.form, self._form_buttons)
        self.form.focus()

    def _row(self, member: staff.StaffRow) -> LinkRow:
        words = self.context.words
        phone = words.phone(member.phone) if member.phone else ""
        title = words(ROLE_TITLES[member.role])
        open_bench = partial(self.screen.open_record, "parts_of", member.id)
        row = LinkRow(self.context.kit, member.name, phone, title, "neutral", open_bench)
        row.setObjectName(f"member_{member.id}")
        return row
