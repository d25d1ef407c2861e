"""Creating, changing and archiving records, each with its audit row."""

from __future__ import annotations

import os
import time
import uuid
from datetime import datetime
from typing import Any, TypeVar

from aftersales_desktop.domain.errors import NotAllowed, NotFound
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.records import Record
from aftersales_desktop.models.statements import first_where, insert_record
from aftersales_desktop.services import audit
from aftersales_desktop.services.work import Desk

AnyRecord = TypeVar("AnyRecord", bound=Record)
BRANCH = "01"


def new_uuid() -> str:
    """A UUID that sorts by time (version 7): https://www.rfc-editor.org/rfc/rfc9562#section-5.7."""
    value = (time.time_ns() // 1_000_000 << 80) | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def create(desk: Desk, table: type[AnyRecord], now: datetime, **values: Any) -> AnyRecord:
    """Insert a record and its audit row; inside a unit of work."""
    record = table(uuid=new_uuid(), branch=BRANCH, created_at=now, created_by=desk.actor, **values)
    insert_record(record)
    audit.record(desk, now, "create", record, {name: (None, value) for name, value in values.items()})
    return record


def change(
    desk: Desk, record: AnyRecord, now: datetime, *, reason: str = "", action: str = "change", **values: Any
) -> bool:
    """Write only what differs, raise the revision, keep old and new in the audit. False when nothing differs.

    Raises NotAllowed when somebody else changed the record since it was read.
    """
    before = {name: getattr(record, name) for name in values}
    different = {name: value for name, value in values.items() if before[name] != value}
    if not different:
        return False
    table = type(record)
    written = (
        table.update(rev=table.rev + 1, **different)
        .where((table.id == record.id) & (table.rev == record.rev))
        .execute()
    )
    if not written:
        raise NotAllowed(Message("Somebody else changed this record meanwhile. Open it again and repeat your change."))
    for name, value in different.items():
        setattr(record, name, value)
    record.rev += 1
    audit.record(desk, now, action, record, {name: (before[name], value) for name, value in different.items()}, reason)
    return True


def find(table: type[AnyRecord], record_id: int) -> AnyRecord:
    """A record by its row number; NotFound when there is none."""
    record = first_where(table, id=record_id)
    if record is None:
        raise NotFound(Message("This record is not in the file any more. Refresh the list."))
    return record
