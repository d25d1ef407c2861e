"""Photos and files on a record: put on it, described, put away, brought back. Their content lies in the file store.

A file comes in two steps. `keep_file` (see kept_files) may take a while: reading, making a photo smaller, the disk; it
runs in any thread. `attach` writes the rows, in one transaction. Whoever is stopped in between leaves a content nobody
names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.attachments import LONGEST_TITLE, FileKind
from aftersales_desktop.domain.errors import FieldProblem, NotFound, ValidationError
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.attachments import Attachment
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.services import records
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Area, Desk

_EXISTS = {
    "customer": "SELECT 1 FROM customer WHERE uuid = ?",
    "unit": "SELECT 1 FROM unit WHERE uuid = ?",
    "service_order": "SELECT 1 FROM service_order WHERE uuid = ?",
}
COLUMNS = (
    "id", "sha256", "name", "title", "kind", "media_type", "size", "taken_at", "created_at", "created_by",
)  # fmt: skip
"""What `attachment_row` reads, in this order."""
_COLUMNS = ", ".join(COLUMNS)
_OF_RECORD = f"SELECT {_COLUMNS} FROM attachment WHERE entity = ? AND record_uuid = ? AND archived_at IS NULL"
_ONE = f"SELECT {_COLUMNS} FROM attachment WHERE id = ?"


_NUMBER = {
    "customer": "SELECT subscriber_number FROM customer WHERE uuid = ?",
    "unit": "SELECT value FROM unit_identifier i JOIN unit u ON u.id = i.unit_id WHERE u.uuid = ? "
    "AND i.removed_at IS NULL AND i.kind IN ('serial', 'tag') ORDER BY i.kind, i.position LIMIT 1",
    "service_order": "SELECT number FROM service_order WHERE uuid = ?",
}
_FILES_EVER = "SELECT count(*) FROM attachment WHERE entity = ? AND record_uuid = ?"


_MERGED = {
    "customer": "SELECT o.uuid FROM customer k JOIN customer o ON o.merged_into_id = k.id WHERE k.uuid = ?",
    "unit": "SELECT o.uuid FROM unit k JOIN unit o ON o.merged_into_id = k.id WHERE k.uuid = ?",
}


@dataclass(frozen=True)
class Holder:
    """The record that files belong to: its table and its uuid."""

    entity: str
    record_uuid: str


@dataclass(frozen=True)
class KeptFile:
    """A content that is in the store, and what it is to be called."""

    sha256: str
    name: str
    media_type: str
    size: int
    kind: FileKind
    taken_at: datetime | None = None


@dataclass(frozen=True)
class AttachmentRow:
    """A photo or file of a record, as screens see it."""

    id: int
    sha256: str
    name: str
    title: str
    kind: FileKind
    media_type: str
    size: int
    taken_at: datetime | None
    added_at: datetime
    added_by: str

    @property
    def caption(self) -> str:
        """What it is called: its title, else its name."""
        return self.title or self.name

    @property
    def day(self) -> date:
        """The day it was taken, else the day it was added, in Iran."""
        return tehran_time(self.taken_at or self.added_at).date()


def attach(desk: Desk, holder: Holder, files: Iterable[KeptFile]) -> tuple[AttachmentRow, ...]:
    """Put kept files on a record, all or none. Gives those that were not on it before.

    A file that was put away comes back; the same content a second time adds nothing. Raises NotFound for a record that
    is not there.
    """
    with desk.work(Area.FILES) as now:
        _refuse_unknown(desk, holder)
        new = [attachment for file in files if (attachment := _attach_one(desk, holder, file, now)) is not None]
        return tuple(get_attachment(desk, attachment.id) for attachment in new)


def _refuse_unknown(desk: Desk, holder: Holder) -> None:
    if not desk.rows(_EXISTS[holder.entity], holder.record_uuid):
        raise NotFound(Message("This record is not in the file any more. Refresh the list."))


def _attach_one(desk: Desk, holder: Holder, file: KeptFile, now: datetime) -> Attachment | None:
    known = first_where(Attachment, entity=holder.entity, record_uuid=holder.record_uuid, sha256=file.sha256)
    if known is None:
        return records.create(
            desk, Attachment, now, entity=holder.entity, record_uuid=holder.record_uuid, sha256=file.sha256,
            name=file.name, kind=file.kind.value, media_type=file.media_type, size=file.size, taken_at=file.taken_at,
        )  # fmt: skip
    return known if records.change(desk, known, now, action="bring_back", archived_at=None) else None


def name_for_picture(rows: Rows, holder: Holder, under_way: int = 0) -> str:
    """What a picture without a name is called, less its ending: the record's number and the place among its files.

    `under_way` pictures for the same record have a name already and are not noted yet. Raises NotFound.
    """
    found = rows.rows(_NUMBER[holder.entity], holder.record_uuid)
    if not found:
        raise NotFound(Message("This record is not in the file any more. Refresh the list."))
    place = rows.rows(_FILES_EVER, holder.entity, holder.record_uuid)[0][0] + under_way + 1
    return f"{found[0][0]}_{place:02}"


def put_away(desk: Desk, *attachment_ids: int) -> None:
    """Take files off their records, all or none; they stay in the store, and `bring_back` undoes it."""
    with desk.work(Area.FILES) as now:
        for attachment_id in attachment_ids:
            records.change(desk, records.find(Attachment, attachment_id), now, action="put_away", archived_at=now)


def bring_back(desk: Desk, *attachment_ids: int) -> None:
    """Undo `put_away`."""
    with desk.work(Area.FILES) as now:
        for attachment_id in attachment_ids:
            records.change(desk, records.find(Attachment, attachment_id), now, action="bring_back", archived_at=None)


def describe(desk: Desk, attachment_id: int, title: str, kind: FileKind) -> AttachmentRow:
    """Give a file a title (its name is shown without one) and say what it is for. Raises ValidationError, NotFound."""
    title = text.clean(title)
    if len(title) > LONGEST_TITLE:
        too_long = Message("At most {most} letters; shorten it.", most=LONGEST_TITLE)
        raise ValidationError([FieldProblem("title", too_long)])
    with desk.work(Area.FILES) as now:
        records.change(desk, records.find(Attachment, attachment_id), now, title=title, kind=kind.value)
        return get_attachment(desk, attachment_id)


def get_attachment(rows: Rows, attachment_id: int) -> AttachmentRow:
    """One file, put away or not. Raises NotFound."""
    found = rows.rows(_ONE, attachment_id)
    if not found:
        raise NotFound(Message("This record is not in the file any more. Refresh the list."))
    return attachment_row(found[0])


def list_attachments(rows: Rows, holder: Holder) -> tuple[AttachmentRow, ...]:
    """Photos and files of a record, oldest first; with those of records that turned out to be the same."""
    uuids = [holder.record_uuid]
    if holder.entity in _MERGED:
        uuids += [row[0] for row in rows.rows(_MERGED[holder.entity], holder.record_uuid)]
    found = [row for one in uuids for row in rows.rows(_OF_RECORD, holder.entity, one)]
    return tuple(attachment_row(row) for row in sorted(found))


def attachment_row(values: tuple) -> AttachmentRow:
    """A file from its columns in the order of COLUMNS."""
    row_id, sha256, name, title, kind, media_type, size, taken, added, by = values
    taken_at = moment_value(taken) if taken else None
    return AttachmentRow(
        row_id, sha256, name, title, FileKind(kind), media_type, size, taken_at, moment_value(added), by
    )
