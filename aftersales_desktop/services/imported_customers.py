"""Customers from other programs' lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

import peewee

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import CustomerDetails, CustomerKind, SiteDetails, customer_problems
from aftersales_desktop.i18n import Message
from aftersales_desktop.importing.columns import ColumnMap
from aftersales_desktop.importing.past_services import RowProblem
from aftersales_desktop.importing.table import PlainRow
from aftersales_desktop.models.database import database
from aftersales_desktop.services.customers import add_customer
from aftersales_desktop.services.import_runs import (
    AnyRow,
    Duplicate,
    ImportRequest,
    ImportResult,
    OpenRun,
    Take,
    run_import,
)
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Area, Desk

# Who was merged is still known by the name and phone of then, so that an old list brings nobody in a second time.
_WITH_PHONE = (
    "SELECT coalesce(k.id, c.id), c.name, coalesce(k.subscriber_number, c.subscriber_number) FROM customer_phone p "
    "JOIN customer c ON c.id = p.customer_id LEFT JOIN customer k ON k.id = c.merged_into_id "
    "WHERE p.number = ? AND p.removed_at IS NULL AND (c.archived_at IS NULL OR k.id IS NOT NULL) ORDER BY c.id"
)
_WITH_NATIONAL_ID = (
    "SELECT id, name, subscriber_number FROM customer WHERE national_id = ? AND national_id <> '' "
    "AND archived_at IS NULL ORDER BY id LIMIT 1"
)
_WITH_NAME = (
    "SELECT c.id, c.name, c.subscriber_number, t.city FROM customer c JOIN site t ON t.customer_id = c.id "
    "AND t.is_main = 1 AND t.archived_at IS NULL WHERE c.name_sort = ? AND c.archived_at IS NULL ORDER BY c.id LIMIT 20"
)
_OF_IMPORT = (
    "UPDATE customer SET import_id = ?1 WHERE id = ?2",
    "UPDATE site SET import_id = ?1 WHERE customer_id = ?2",
)
_BETWEEN_PHONES = re.compile("[,،;؛\n]| / ")


def import_customers(desk: Desk, rows: Iterable[AnyRow], columns: ColumnMap, request: ImportRequest) -> ImportResult:
    """Open a file for every customer of a list; one with the same phone and name in any spelling is there already.

    Numbers with a wrong check digit are kept and marked doubtful. Raises Cancelled, StorageProblem.
    """

    def start(run: OpenRun) -> Take:
        finder = CustomerFinder(run)

        def take(row: PlainRow) -> bool:
            return finder.add_if_new(customer_details(columns, row.values), row.line)[1]

        return take

    return run_import(desk, rows, request, (Area.CUSTOMERS,), start)


class _Known(NamedTuple):
    """Somebody who is in the file."""

    id: int
    name: str
    number: str


class CustomerFinder:
    """Finds a customer by phone and name, or opens a file. Inside a unit of work.

    One who only looks like another is never merged: the file is opened, and the pair is noted for a person to look at.
    """

    def __init__(self, run: OpenRun) -> None:
        self._run = run
        self._lines: dict[int, int] = {}
        self._area_code = load_settings(run.desk).area_code

    def find_or_add(self, name: str, phone: str, line: int) -> int:
        """Row number of the customer with this phone and name, who stands in a line of the file."""
        return self.add_if_new(CustomerDetails(name=name, phones=(phone,)), line)[0]

    def add_if_new(self, details: CustomerDetails, line: int) -> tuple[int, bool]:
        """Row number, and whether the file was opened just now. Raises ValidationError, RowProblem."""
        with_phone = self._with_phone(details)
        name = _without_spaces(details.name)
        known = next((found.id for found in with_phone if _without_spaces(found.name) == name), None)
        if known is not None:
            return known, False
        similar = self._similar(details, with_phone)
        doubtful = {problem.field for problem in customer_problems(details) if problem.doubtful}
        try:
            added = add_customer(self._run.desk, replace(details, confirmed=frozenset(doubtful)))
        except peewee.IntegrityError as error:
            raise RowProblem(Message("This row holds a text that cannot be stored. Shorten it.")) from error
        for statement in _OF_IMPORT:
            database.execute_sql(statement, (self._run.id, added.id))
        self._lines[added.id] = line
        if similar is not None:
            reason, other = similar
            self._run.note_duplicate(
                Duplicate(line, added.name, reason, other.name, other.number, self._lines.get(other.id))
            )
        return added.id, True

    def _with_phone(self, details: CustomerDetails) -> list[_Known]:
        found = []
        for phone in details.phones:
            try:
                number = identifiers.phone(phone, self._area_code)
            except identifiers.IdentifierProblem:
                continue
            found += [_Known(*row) for row in database.execute_sql(_WITH_PHONE, (number,)).fetchall()]
        return found

    def _similar(self, details: CustomerDetails, with_phone: list[_Known]) -> tuple[Message, _Known] | None:
        """Who of those in the file may be the same, the surest sign first."""
        national_id = identifiers.national_id(details.national_id)
        with_id = database.execute_sql(_WITH_NATIONAL_ID, (national_id,)).fetchone() if national_id else None
        if with_id is not None:
            return Message("Same national id"), _Known(*with_id)
        if with_phone:
            return Message("Same phone number"), with_phone[0]
        city = text.fold(details.site.city)
        if city:
            for *known, their_city in database.execute_sql(_WITH_NAME, (text.sort_key(details.name)[:400],)).fetchall():
                if text.fold(their_city) == city:
                    return Message("Same name and city"), _Known(*known)
        return None


def _without_spaces(name: str) -> str:
    """A name in any spelling, written together or apart."""
    return text.fold(name).replace(" ", "")


def customer_details(columns: ColumnMap, values: tuple[str, ...]) -> CustomerDetails:
    """A row as the customer form would hold it; what no paper can print is left out of names and addresses."""

    def line(field: str, longest: int) -> str:
        return text.printable(columns.value(values, field), longest=longest)

    national_id = columns.value(values, "national_id")
    is_company = len(text.only_digits(national_id)) == 11
    phones = (part.strip() for name in ("phone", "second_phone") for part in _parts(columns.value(values, name)))
    return CustomerDetails(
        name=line("name", 120),
        phones=tuple(dict.fromkeys(phone for phone in phones if phone)),
        kind=CustomerKind.COMPANY if is_company else CustomerKind.PERSON,
        national_id=national_id[:20],
        economic_number=columns.value(values, "economic_number")[:20],
        note=text.printable(columns.value(values, "note"), longest=2000, lines=True),
        site=SiteDetails(
            province=line("province", 60), city=line("city", 60), address=line("address", 400),
            postal_code=columns.value(values, "postal_code")[:20],
        ),
    )  # fmt: skip


def _parts(phones: str) -> list[str]:
    return _BETWEEN_PHONES.split(phones)
