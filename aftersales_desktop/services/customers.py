"""Customers, their phones and their addresses."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import (
    CustomerDetails,
    CustomerKind,
    FormOfAddress,
    SiteDetails,
    customer_problems,
    site_problems,
)
from aftersales_desktop.domain.errors import NotAllowed, refuse
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.customers import Customer, CustomerPhone, Site
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.services import records
from aftersales_desktop.services.numbering import next_subscriber_number
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

COLUMNS = (
    "kind", "form_of_address", "name", "name_search", "name_sort", "phones_search", "national_id", "economic_number",
    "contact_name", "note", "warning", "doubtful",
)  # fmt: skip
_LONGEST_SEARCH = 400
_CUSTOMERS = """
    SELECT w.id, c.id, c.uuid, c.subscriber_number, c.name, c.kind, c.form_of_address, c.national_id,
    c.economic_number, c.contact_name, c.note, c.warning, c.is_placeholder, c.created_at,
    (SELECT json_group_array(p.number) FROM (SELECT number FROM customer_phone WHERE customer_id = c.id
    AND removed_at IS NULL ORDER BY position) p),
    (SELECT json_group_array(json_array(s.id, s.is_main, s.environment, s.title, s.province, s.city, s.address,
    s.postal_code, s.contact_name, s.contact_phone, s.access_note)) FROM (SELECT * FROM site WHERE customer_id = c.id
    AND archived_at IS NULL ORDER BY is_main DESC, id) s)
    FROM customer w JOIN customer c ON c.id = coalesce(w.merged_into_id, w.id)
    WHERE w.id IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True)
class SiteRow:
    """An address as screens and papers see it."""

    id: int
    is_main: bool
    details: SiteDetails


@dataclass(frozen=True)
class CustomerRow:
    """A customer as screens and papers see it."""

    id: int
    uuid: str
    subscriber_number: str
    name: str
    phones: tuple[str, ...]
    kind: CustomerKind
    form_of_address: FormOfAddress
    national_id: str
    economic_number: str
    contact_name: str
    note: str
    warning: str
    sites: tuple[SiteRow, ...]
    is_placeholder: bool
    created_at: datetime

    @property
    def phone(self) -> str:
        """The phone that papers show; empty for an unknown owner."""
        return self.phones[0] if self.phones else ""

    @property
    def site(self) -> SiteDetails:
        """The main address; empty when none was given."""
        return next((site.details for site in self.sites if site.is_main), SiteDetails())

    def details(self) -> CustomerDetails:
        """The same as the form holds it."""
        return CustomerDetails(
            name=self.name, phones=self.phones, kind=self.kind, form_of_address=self.form_of_address,
            national_id=self.national_id, economic_number=self.economic_number, contact_name=self.contact_name,
            note=self.note, warning=self.warning, site=self.site,
        )  # fmt: skip


@dataclass(frozen=True)
class SimilarCustomer:
    """A customer who may be the one being typed, and why."""

    id: int
    subscriber_number: str
    name: str
    phone: str
    reason: Message


def add_customer(desk: Desk, details: CustomerDetails) -> CustomerRow:
    """Open a customer's file with a subscriber number for life. Raises ValidationError with every problem."""
    refuse(customer_problems(details))
    with desk.work(Area.CUSTOMERS) as now:
        customer = records.create(
            desk, Customer, now, subscriber_number=next_subscriber_number(), **columns_of(desk, details)
        )
        write_phones(customer, numbers_of(desk, details), now)
        _write_main_site(desk, customer, details.site, now)
        return get_customer(desk, customer.id)


def change_customer(desk: Desk, customer_id: int, details: CustomerDetails) -> CustomerRow:
    """Write what differs. Raises ValidationError, NotFound."""
    refuse(customer_problems(details))
    with desk.work(Area.CUSTOMERS) as now:
        customer = records.find(Customer, customer_id)
        _refuse_merged(customer)
        records.change(desk, customer, now, **columns_of(desk, details))
        write_phones(customer, numbers_of(desk, details), now)
        _write_main_site(desk, customer, details.site, now)
        return get_customer(desk, customer_id)


def withdraw_customer(desk: Desk, customer_id: int) -> None:
    """Take back a customer added by mistake: archived, the number stays used. Refused once something hangs on it."""
    with desk.work(Area.CUSTOMERS) as now:
        customer = records.find(Customer, customer_id)
        _refuse_merged(customer)
        used = desk.rows(
            "SELECT 1 FROM service_order WHERE owner_id = ?1 UNION ALL SELECT 1 FROM unit WHERE owner_id = ?1 "
            "UNION ALL SELECT 1 FROM warranty_card WHERE owner_id = ?1 "
            "UNION ALL SELECT 1 FROM reception WHERE payer_id = ?1 "
            "UNION ALL SELECT 1 FROM customer WHERE merged_into_id = ?1 LIMIT 1",
            customer_id,
        )
        if used:
            raise NotAllowed(Message("This customer already has devices or orders and stays in the file."))
        records.change(desk, customer, now, action="withdraw", archived_at=now)


def add_site(desk: Desk, customer_id: int, details: SiteDetails) -> SiteRow:
    """A further address of a customer."""
    refuse(site_problems(details))
    with desk.work(Area.CUSTOMERS) as now:
        site = records.create(desk, Site, now, customer=find_kept(customer_id), **_site_columns(details))
        return SiteRow(site.id, False, details)


def get_customer(desk: Desk, customer_id: int) -> CustomerRow:
    """One customer; for one who was merged, who goes on instead. NotFound when there is none."""
    found = customers_by_id(desk, [customer_id])
    if not found:
        records.find(Customer, customer_id)  # tells that there is nobody
    return found[customer_id]


def customers_by_id(desk: Desk, customer_ids: Iterable[int]) -> dict[int, CustomerRow]:
    """Several customers in one statement, by the ids that were asked for; those that are not there are left out."""
    rows = desk.rows(_CUSTOMERS, json.dumps(list(customer_ids)))
    return {asked: _customer_row(*row) for asked, *row in rows}


def _customer_row(*row: Any) -> CustomerRow:
    customer_id, uuid, subscriber_number, name, kind, form_of_address, *texts = row[:11]
    is_placeholder, created_at, phones, sites = row[11:]
    return CustomerRow(
        customer_id, uuid, subscriber_number, name, tuple(json.loads(phones)), CustomerKind(kind),
        FormOfAddress(form_of_address), *texts, sites=tuple(_site_row(*site) for site in json.loads(sites)),
        is_placeholder=bool(is_placeholder), created_at=moment_value(created_at),
    )  # fmt: skip


def find_kept(customer_id: int) -> Customer:
    """The record of a customer, or of who goes on in their place since a merge. NotFound when there is none."""
    customer = records.find(Customer, customer_id)
    return customer if customer.merged_into_id is None else records.find(Customer, customer.merged_into_id)


def _refuse_merged(customer: Customer) -> None:
    if customer.merged_into_id is not None:
        number = OwnNumber(records.find(Customer, customer.merged_into_id).subscriber_number)
        raise NotAllowed(Message("This customer was merged into {number}. Change that one.", number=number))


def surroundings(desk: Desk, site_id: int | None, customer_id: int | None) -> tuple[str, ...]:
    """What is known of the place where a device is used (codes): its own address, else its owner's main one."""
    rows = desk.rows(
        "SELECT environment FROM site WHERE archived_at IS NULL AND (id = ?1 OR (?1 IS NULL AND customer_id = ?2 "
        "AND is_main)) LIMIT 1",
        site_id,
        customer_id,
    )
    return _conditions(rows[0][0]) if rows else ()


def find_by_phone(desk: Desk, phone: str) -> list[int]:
    """Customers who share a phone, newest first; any spelling of the number."""
    try:
        number = identifiers.phone(phone, load_settings(desk).area_code)
    except identifiers.IdentifierProblem:
        return []
    rows = desk.rows(
        "SELECT c.id FROM customer_phone p JOIN customer c ON c.id = p.customer_id "
        "WHERE p.number = ? AND p.removed_at IS NULL AND c.archived_at IS NULL ORDER BY c.id DESC LIMIT 10",
        number,
    )
    return [row[0] for row in rows]


def find_similar(
    desk: Desk, *, name: str = "", phones: Iterable[str] = (), national_id: str = "", besides: int | None = None
) -> list[SimilarCustomer]:
    """Customers who may be the one being typed: same phone, same national id, or the same name in any spelling."""
    found: dict[int, Message] = {}
    for phone in phones:
        for customer_id in find_by_phone(desk, phone):
            found.setdefault(customer_id, Message("Same phone number"))
    number = identifiers.national_id(national_id)
    if len(number) >= 8:
        for row in desk.rows("SELECT id FROM customer WHERE national_id = ? AND archived_at IS NULL LIMIT 5", number):
            found.setdefault(row[0], Message("Same national id"))
    if len(text.search_tokens(name)) >= 2:
        rows = desk.rows(
            "SELECT id FROM customer WHERE name_sort = ? AND archived_at IS NULL ORDER BY id DESC LIMIT 5",
            text.sort_key(name)[:_LONGEST_SEARCH],
        )
        for row in rows:
            found.setdefault(row[0], Message("Same name"))
    found.pop(besides, None)
    return [_similar(get_customer(desk, customer_id), reason) for customer_id, reason in found.items()]


def _similar(customer: CustomerRow, reason: Message) -> SimilarCustomer:
    return SimilarCustomer(customer.id, customer.subscriber_number, customer.name, customer.phone, reason)


def columns_of(desk: Desk, details: CustomerDetails) -> dict[str, object]:
    """The columns of a customer, as the file stores them; their names are COLUMNS."""
    name = text.clean(details.name)
    id_form = identifiers.legal_id if details.kind is CustomerKind.COMPANY else identifiers.national_id
    return {
        "kind": details.kind.value,
        "form_of_address": details.form_of_address.value,
        "name": name,
        "name_search": text.search_form(name)[:_LONGEST_SEARCH],
        "name_sort": text.sort_key(name)[:_LONGEST_SEARCH],
        "phones_search": " ".join(numbers_of(desk, details)),
        "national_id": id_form(details.national_id),
        "economic_number": identifiers.economic_number(details.economic_number),
        "contact_name": text.clean(details.contact_name),
        "note": text.clean(details.note, lines=True),
        "warning": text.clean(details.warning),
        "doubtful": sorted(details.confirmed),
    }


def numbers_of(desk: Desk, details: CustomerDetails) -> list[str]:
    """The phones in the form that is stored, each once."""
    area_code = load_settings(desk).area_code
    numbers = [identifiers.phone(phone, area_code) for phone in details.phones if phone.strip()]
    return list(dict.fromkeys(numbers))


def write_phones(customer: Customer, numbers: Sequence[str], now: datetime) -> None:
    """Keep the order typed; a phone that was taken out is marked removed, and comes back when typed again."""
    known = {phone.number: phone for phone in rows_where(CustomerPhone, customer=customer)}
    for position, number in enumerate(numbers):
        phone = known.get(number)
        if phone is None:
            insert_row(
                CustomerPhone, customer=customer, position=position, number=number, number_rev=text.reverse(number)
            )
        elif phone.removed_at is not None or phone.position != position:
            phone.removed_at, phone.position = None, position
            phone.save(only=[CustomerPhone.removed_at, CustomerPhone.position])
    for number, phone in known.items():
        if number not in numbers and phone.removed_at is None:
            phone.removed_at = now
            phone.save(only=[CustomerPhone.removed_at])


def _write_main_site(desk: Desk, customer: Customer, details: SiteDetails, now: datetime) -> None:
    main = (site for site in rows_where(Site, customer=customer, is_main=True) if site.archived_at is None)
    site = next(main, None)
    if site is not None:
        records.change(desk, site, now, **_site_columns(details))
    elif details != SiteDetails():
        records.create(desk, Site, now, customer=customer, is_main=True, **_site_columns(details))


def _site_columns(details: SiteDetails) -> dict[str, object]:
    return {
        "title": text.clean(details.title),
        "province": text.clean(details.province),
        "city": text.clean(details.city),
        "address": text.clean(details.address),
        "postal_code": identifiers.postal_code(details.postal_code),
        "contact_name": text.clean(details.contact_name),
        "contact_phone": text.only_digits(details.contact_phone)[:20],
        "access_note": text.clean(details.access_note),
        "environment": {"conditions": sorted(details.environment)} if details.environment else {},
    }


def _site_row(site_id: int, is_main: int, environment: str, *texts: str) -> SiteRow:
    return SiteRow(site_id, bool(is_main), SiteDetails(*texts, environment=_conditions(environment)))


def _conditions(environment: str) -> tuple[str, ...]:
    return tuple(json.loads(environment).get("conditions", ()))
