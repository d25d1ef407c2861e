"""Which files were brought in, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services.reading import Rows

_COLUMNS = "SELECT id, uuid, at, file_name, source, added, same, refused, undone_at FROM import_run"


@dataclass(frozen=True)
class ImportRunRow:
    """One import; `undone_at` is empty while its rows are in the file."""

    id: int
    uuid: str
    at: datetime
    file_name: str
    source: str
    added: int
    same: int
    refused: int
    undone_at: datetime | None


def list_imports(reader: Rows) -> list[ImportRunRow]:
    """Every import, the newest first."""
    return [_row(*row) for row in reader.rows(f"{_COLUMNS} ORDER BY id DESC")]


def get_import(reader: Rows, import_id: int) -> ImportRunRow:
    """One import; NotFound when there is none."""
    found = reader.rows(f"{_COLUMNS} WHERE id = ?", import_id)
    if not found:
        raise NotFound(Message("There is no import with the number {number}. Look at the list of imports.",
                               number=import_id))  # fmt: skip
    return _row(*found[0])


def last_import(reader: Rows) -> ImportRunRow:
    """The newest import that was not undone; NotFound when there is none."""
    found = reader.rows(f"{_COLUMNS} WHERE undone_at IS NULL ORDER BY id DESC LIMIT 1")
    if not found:
        raise NotFound(Message("There is no import to undo."))
    return _row(*found[0])


def _row(run_id: int, uuid: str, at: str, *rest: object) -> ImportRunRow:
    *values, undone_at = rest
    return ImportRunRow(run_id, uuid, moment_value(at), *values, moment_value(undone_at) if undone_at else None)
