"""Services of the past, brought in from other programs' files."""

from __future__ import annotations

from collections.abc import Iterable

from aftersales_desktop.domain import text
from aftersales_desktop.i18n import Message, Words
from aftersales_desktop.importing.columns import ColumnMap
from aftersales_desktop.importing.past_services import PastService, PastServiceReader, RowProblem
from aftersales_desktop.importing.table import PlainRow
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_text
from aftersales_desktop.services import records
from aftersales_desktop.services.history_models import ModelFinder
from aftersales_desktop.services.import_runs import AnyRow, ImportRequest, ImportResult, OpenRun, Take, run_import
from aftersales_desktop.services.imported_customers import CustomerFinder
from aftersales_desktop.services.numbering import next_history_number, next_subscriber_number, next_unit_tag
from aftersales_desktop.services.records import BRANCH, new_uuid
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.units import WITH_CUSTOMER
from aftersales_desktop.services.work import Area, Desk

# The index covers only rows in use with a source; SQLite uses it when the query says so.
_KNOWN = (
    "SELECT import_id FROM service_order WHERE source = ? AND source_id = ? AND source <> '' AND archived_at IS NULL"
)
_KNOWN_UNIT = (
    "SELECT unit_id FROM unit_identifier WHERE family = ? AND value_norm = ? AND kind = 'serial' AND removed_at IS NULL"
)
_UNKNOWN_OWNER = (
    "SELECT s.owner_id FROM service_order s JOIN customer c ON c.id = s.owner_id "
    "WHERE s.source = ? AND s.source <> '' AND s.archived_at IS NULL AND c.is_placeholder = 1 "
    "AND c.archived_at IS NULL LIMIT 1"
)
_UNIT = (
    "INSERT INTO unit (uuid, branch, created_at, created_by, import_id, kind, model_id, owner_id, location_id) "
    f"VALUES (?, ?, ?, ?, ?, 'device', ?, ?, {WITH_CUSTOMER})"
)
_IDENTIFIER = (
    "INSERT INTO unit_identifier (unit_id, kind, value, value_norm, value_rev, family) VALUES (?, ?, ?, ?, ?, ?)"
)
_OWNER = (
    "INSERT INTO unit_owner_change (uuid, unit_id, customer_id, since, at, actor, reason, document) "
    "VALUES (?, ?, ?, ?, ?, ?, 'imported', ?)"
)
_RECEPTION = (
    "INSERT INTO reception (uuid, branch, created_at, created_by, import_id, number, request_key, received_at, "
    "received_on, origin, bringer_name, bringer_phone, channel, note) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'imported', ?, ?, 'unknown', ?)"
)
_ORDER = (
    "INSERT INTO service_order (uuid, branch, created_at, created_by, import_id, number, number_norm, number_rev, "
    "position, reception_id, unit_id, owner_id, state, outcome, customer_words, received_on, delivered_on, origin, "
    "source, source_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, 'closed', ?, ?, ?, ?, 'imported', ?, ?)"
)


def import_history(
    desk: Desk, rows: Iterable[AnyRow], columns: ColumnMap, request: ImportRequest, words: Words
) -> ImportResult:
    """Bring past services in: one closed reception and order a row, with the device it was for.

    A row is known by its source and its id there, so that the same file twice adds nothing. A device without a serial
    gets a tag of ours, a row without an owner goes to the one "unknown owner" of its source, named in the language of
    `words`. Raises Cancelled, StorageProblem; nothing is brought in then.
    """

    def start(run: OpenRun) -> Take:
        reader = PastServiceReader(columns, request.source, desk.today(), load_settings(desk).area_code)
        return _History(run, reader, words).take

    return run_import(desk, rows, request, (Area.RECEPTION, Area.UNITS, Area.CUSTOMERS), start)


class _History:
    """One import of past services under way."""

    def __init__(self, run: OpenRun, reader: PastServiceReader, words: Words) -> None:
        self._run = run
        self._reader = reader
        self._words = words
        self._origin = (BRANCH, moment_text(run.now), run.desk.actor, run.id)
        self._models = ModelFinder(run)
        self._customers = CustomerFinder(run)
        self._unknown_owners: dict[str, int] = {}

    def take(self, row: PlainRow) -> bool:
        past = self._reader.read(row.values)
        known = database.execute_sql(_KNOWN, (past.source, past.source_id)).fetchone()
        if known is not None and known[0] == self._run.id:
            raise RowProblem(Message("An earlier row of the file has the same id."))
        if known is not None:
            return False
        owner_id = self._owner(past, row.line)
        number = next_history_number()
        unit_id = self._unit(past, owner_id, number)
        self._write_order(past, owner_id, unit_id, number)
        return True

    def _owner(self, past: PastService, line: int) -> int:
        if past.name and past.phone:
            return self._customers.find_or_add(past.name, past.phone, line)
        if past.source not in self._unknown_owners:
            self._unknown_owners[past.source] = self._unknown_owner(past.source)
        return self._unknown_owners[past.source]

    def _unknown_owner(self, source: str) -> int:
        known = database.execute_sql(_UNKNOWN_OWNER, (source,)).fetchone()
        if known is not None:
            return known[0]
        name = text.printable(self._words("Unknown owner ({source})", source=source), longest=120)
        customer = records.create(
            self._run.desk, Customer, self._run.now, subscriber_number=next_subscriber_number(), kind="person",
            name=name, name_search=text.search_form(name)[:400], name_sort=text.sort_key(name)[:400],
            is_placeholder=True, import_id=self._run.id,
        )  # fmt: skip
        return customer.id

    def _unit(self, past: PastService, owner_id: int, number: str) -> int:
        """The device with this serial, or a new one."""
        model_id, family = self._models.find(past.category, past.brand, past.model)
        kind, value = ("serial", past.serial) if past.serial else ("tag", next_unit_tag())
        norm = text.code_norm(value)
        if past.serial:
            known = database.execute_sql(_KNOWN_UNIT, (family, norm)).fetchone()
            if known is not None:
                return known[0]
        unit_id = database.execute_sql(_UNIT, (new_uuid(), *self._origin, model_id, owner_id)).lastrowid
        database.execute_sql(_IDENTIFIER, (unit_id, kind, value, norm, text.reverse(norm), family))
        _branch, at, actor, _run_id = self._origin
        database.execute_sql(_OWNER, (new_uuid(), unit_id, owner_id, past.received_on.isoformat(), at, actor, number))
        return unit_id

    def _write_order(self, past: PastService, owner_id: int, unit_id: int, number: str) -> None:
        """The reception and its order; the hour is not known and stands at noon in Iran."""
        day, norm = past.received_on.isoformat(), text.code_norm(number)
        is_owner_unknown = not (past.name and past.phone)
        bringer = (past.name, past.phone) if is_owner_unknown else ("", "")
        reception_id = database.execute_sql(
            _RECEPTION,
            (
                new_uuid(),
                *self._origin,
                number,
                f"import-{new_uuid()}",
                f"{day}T08:30:00.000Z",
                day,
                *bringer,
                past.place,
            ),
        ).lastrowid
        database.execute_sql(
            _ORDER,
            (
                new_uuid(), *self._origin, number, norm, text.reverse(norm), reception_id, unit_id, owner_id,
                past.outcome.value, past.problem, day, past.delivered_on.isoformat(), past.source, past.source_id,
            ),
        )  # fmt: skip
