"""A look into a file before anything is brought in: its sheets and columns, and its first rows as they will be read."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aftersales_desktop.domain.customers import CustomerDetails, customer_problems
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.order_states import OUTCOME_TITLES
from aftersales_desktop.i18n import Code, Message, Phone
from aftersales_desktop.importing.columns import ColumnMap, Contents, guess_columns
from aftersales_desktop.importing.fields import FIELD_NAMES, FIELD_TITLES
from aftersales_desktop.importing.files import open_table
from aftersales_desktop.importing.past_services import PastService, PastServiceReader
from aftersales_desktop.importing.table import SheetName, TornRow
from aftersales_desktop.services.import_runs import AnyRow
from aftersales_desktop.services.imported_customers import customer_details
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Desk

LOOKED_AT = 40
_FIELDS_OF_CUSTOMERS = frozenset(
    {"name", "phone", "second_phone", "national_id", "economic_number", "province", "city", "address", "postal_code",
     "note"}
)  # fmt: skip
_FIELDS_OF_SERVICES = frozenset(FIELD_NAMES) - _FIELDS_OF_CUSTOMERS | {"name", "phone"}


@dataclass(frozen=True)
class FileLook:
    """What a file holds: `guess` tells the column of each field that was known by its name."""

    path: Path
    sheets: tuple[SheetName, ...]
    sheet: str
    headers: tuple[str, ...]
    rows: tuple[AnyRow, ...]
    total: int
    guess: Mapping[str, int]
    notes: tuple[Message, ...]


@dataclass(frozen=True)
class PreviewRow:
    """One row as it will be read: values by field, or why it will be refused."""

    line: int
    values: Mapping[str, Any]
    problem: Message | None = None


def look_at_file(path: Path, sheet: str = "") -> FileLook:
    """Read the head of a file. Raises UnreadableFile. Takes a second for a large one: for a worker."""
    table = open_table(path, sheet)
    rows = tuple(itertools.islice(table.rows(), LOOKED_AT))
    return FileLook(
        path, table.sheets, table.sheet, table.headers, rows, table.lines, guess_columns(table.headers), table.notes
    )


def fields_of(contents: Contents) -> list[str]:
    """The fields that are read from rows of this kind, in the order of FIELD_TITLES."""
    read = _FIELDS_OF_SERVICES if contents is Contents.PAST_SERVICES else _FIELDS_OF_CUSTOMERS
    return [field for field in FIELD_TITLES if field in read]


def preview_rows(desk: Desk, look: FileLook, columns: ColumnMap) -> list[PreviewRow]:
    """The first rows as they will be read: dates as dates, phones in storage form, letters put right."""
    if columns.contents is Contents.PAST_SERVICES:
        reader = PastServiceReader(columns, columns.source or "-", desk.today(), load_settings(desk).area_code)
        return [_preview(row, lambda values: _of_service(reader.read(values), columns)) for row in look.rows]
    return [_preview(row, lambda values: _of_customer(customer_details(columns, values), columns)) for row in look.rows]


def _preview(row: AnyRow, read: Any) -> PreviewRow:
    if isinstance(row, TornRow):
        return PreviewRow(row.line, {}, row.reason)
    try:
        return PreviewRow(row.line, read(row.values))
    except DeskError as problem:
        return PreviewRow(row.line, {}, problem.message)


def _of_service(past: PastService, columns: ColumnMap) -> dict[str, Any]:
    read = {field: getattr(past, field) for field in _FIELDS_OF_SERVICES if columns.has(field)}
    shown = {
        "outcome": Message(OUTCOME_TITLES[past.outcome]),
        "serial": Code(past.serial),
        "source_id": Code(past.source_id),
        "phone": Phone(past.phone),
        "category": past.category,
    }
    return {field: shown.get(field, value) for field, value in read.items()}


def _of_customer(details: CustomerDetails, columns: ColumnMap) -> dict[str, Any]:
    """Raises ValidationError as the import would."""
    problems = [problem for problem in customer_problems(details) if not problem.doubtful]
    if problems:
        raise DeskError(problems[0].message)
    phones = [Phone(phone) for phone in details.phones]
    values = {
        "name": details.name, "phone": phones[0], "second_phone": phones[1:], "national_id": Code(details.national_id),
        "economic_number": Code(details.economic_number), "province": details.site.province,
        "city": details.site.city, "address": details.site.address, "postal_code": Code(details.site.postal_code),
        "note": details.note,
    }  # fmt: skip
    return {field: value for field, value in values.items() if columns.has(field)}
