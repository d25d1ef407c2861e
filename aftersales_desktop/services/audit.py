"""The append-only record of who changed what; each row carries the hash of the one before.

A chain shows any edit made outside the program (Crosby and Wallach, "Efficient data structures for tamper-evident
logging", 2009). That its tail was cut off shows only against a hash that was noted elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import json_text, moment_text
from aftersales_desktop.models.office import Audit
from aftersales_desktop.models.records import Record
from aftersales_desktop.models.statements import insert_row
from aftersales_desktop.services.work import Desk, Reader

GENESIS = "0" * 64
SECRET_FIELDS = frozenset({"passcode"})
LAST_HASH = "SELECT hash FROM audit ORDER BY seq DESC LIMIT 1"


def record(
    desk: Desk,
    now: datetime,
    action: str,
    subject: Record,
    change: Mapping[str, tuple[Any, Any]],
    reason: str = "",
) -> None:
    """Add one row for a change of one record; inside the same transaction. `change` maps a field to (old, new)."""
    pairs = {name: [plain(old), plain(new)] for name, (old, new) in change.items() if name not in SECRET_FIELDS}
    write(desk, now, action, type(subject)._meta.table_name, subject.uuid, pairs, reason)


def write(
    desk: Desk, now: datetime, action: str, entity: str, record_uuid: str, change: Mapping[str, Any], reason: str = ""
) -> None:
    """Add one row; `change` must be JSON."""
    last = database.execute_sql(LAST_HASH).fetchone()
    previous = last[0] if last else GENESIS
    row = chained(previous, now, desk.actor, action, entity, record_uuid, change, reason)
    insert_row(Audit, **row | {"at": now, "change": change})


def chained(
    previous: str,
    now: datetime,
    actor: str,
    action: str,
    entity: str,
    record_uuid: str,
    change: Mapping[str, Any],
    reason: str = "",
) -> dict[str, str]:
    """The columns of the row that follows the one with the hash `previous`, as the file stores them."""
    row = {
        "at": moment_text(now),
        "actor": actor,
        "action": action,
        "entity": entity,
        "record_uuid": record_uuid,
        "change": json_text(change),
        "reason": reason,
    }
    return row | {"prev_hash": previous, "hash": _hash(previous, row)}


def first_broken_row(reader: Desk | Reader) -> int | None:
    """`seq` of the first row whose hash or predecessor is wrong; None when the chain holds."""
    previous = GENESIS
    columns = ("at", "actor", "action", "entity", "record_uuid", "change", "reason")
    for seq, prev_hash, found, *values in reader.rows(
        "SELECT seq, prev_hash, hash, at, actor, action, entity, record_uuid, change, reason FROM audit ORDER BY seq"
    ):
        if prev_hash != previous or found != _hash(previous, dict(zip(columns, values, strict=True))):
            return seq
        previous = found
    return None


def _hash(previous: str, row: Mapping[str, str]) -> str:
    return hashlib.sha256((previous + json_text(dict(row))).encode()).hexdigest()


def plain(value: Any) -> Any:
    """A field's value as JSON can hold it; a record is its uuid."""
    if isinstance(value, Record):
        return value.uuid
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, set, frozenset)):
        return list(value)
    return value
