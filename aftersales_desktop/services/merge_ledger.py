"""The ledger of merges: which rows went over from one record to the other, and how they go back.

Every column that points to a customer or a device stands in one of these tables; a test compares them with the schema.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Code, Message
from aftersales_desktop.models.database import database
from aftersales_desktop.models.merges import MergeEvent
from aftersales_desktop.models.statements import first_where, insert_row
from aftersales_desktop.services.records import new_uuid
from aftersales_desktop.services.work import Desk


class Reference(NamedTuple):
    """A column that points to a record that may be merged; `label` is what a person knows the row by."""

    table: str
    column: str
    label: str = "t.number"
    has_revision: bool = True

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"{self.table}.{self.column}"


_CODE_OF_UNIT = (
    "coalesce((SELECT i.value FROM unit_identifier i WHERE i.unit_id = t.id ORDER BY i.kind, i.position LIMIT 1), '')"
)

TO_CUSTOMER = (
    Reference("unit", "owner_id", _CODE_OF_UNIT),
    Reference("service_order", "owner_id"),
    Reference("warranty_card", "owner_id"),
    Reference("reception", "payer_id"),
    Reference("site", "customer_id", "t.address"),
    Reference("customer", "merged_into_id", "t.name"),
)
TO_SITE = (Reference("unit", "site_id", _CODE_OF_UNIT), Reference("service_order", "site_id"))
TO_UNIT = (
    Reference("service_order", "unit_id"),
    Reference("warranty_card", "unit_id"),
    Reference("unit_identifier", "unit_id", "t.value", has_revision=False),
    Reference("unit", "merged_into_id", _CODE_OF_UNIT),
)
STAYS = frozenset(
    {
        # Histories say what was so at the time; whoever reads them asks who that is now.
        "unit_owner_change.customer_id", "unit_owner_change.unit_id", "unit_owner_change.site_id", "unit_move.unit_id",
        # So do movements and lines; a device that parts are in does not go up in another one.
        "unit_move.device_id", "stock_move.device_id", "unit.parent_id", "unit.first_parent_id",
        "order_line.unit_in_id", "order_line.unit_out_id",
        "customer_phone.customer_id",  # copied: the same number may stand in both files
        "call.customer_id",
        # Parts and loaners of our own are never a customer's device twice.
        "supplier_claim_line.unit_id", "supplier_claim_line.replacement_id", "loaner.unit_id", "loan.unit_id",
        "merge_event.kept_customer_id", "merge_event.merged_customer_id", "merge_event.kept_unit_id",
        "merge_event.merged_unit_id",
    }
)  # fmt: skip


class Pair(NamedTuple):
    """Who stays and who goes up in it, of one kind of record."""

    entity: str
    kept_id: int
    merged_id: int

    @property
    def columns(self) -> dict[str, int]:
        """Of the ledger's row."""
        return {f"kept_{self.entity}": self.kept_id, f"merged_{self.entity}": self.merged_id}


def note_event(
    desk: Desk, now: datetime, pair: Pair, before: dict[str, Any], after: dict[str, Any], reverses: int | None = None
) -> int:
    """Write down that two are one, or (`reverses`) that they are two again; gives the row. Inside a unit of work."""
    last_order, last_event = desk.rows(
        "SELECT coalesce((SELECT max(id) FROM service_order), 0), coalesce((SELECT max(id) FROM warranty_event), 0)"
    )[0]
    return insert_row(
        MergeEvent, uuid=new_uuid(), at=now, actor=desk.actor, entity=pair.entity, before=before, after=after,
        last_order=last_order, last_card_event=last_event, reverses=reverses, **pair.columns,
    )  # fmt: skip


def move_rows(event_id: int, reference: Reference, source: int, target: int) -> int:
    """Point every row from one record to the other; gives how many. Inside a unit of work."""
    table, column = reference.table, reference.column
    # names are constants
    noting = f"INSERT INTO merge_move (merge_id, subject, row_id) SELECT ?, ?, id FROM {table} WHERE {column} = ?"
    database.execute_sql(noting, (event_id, reference.subject, source))
    moving = f"UPDATE {table} SET {_assignment(reference)} WHERE {column} = ?"  # names are constants
    return database.execute_sql(moving, (target, source)).rowcount


def move_back(event_id: int, reference: Reference, source: int) -> None:
    """Point the rows of a merge to the record they came from. Inside a unit of work."""
    query = (
        f"UPDATE {reference.table} SET {_assignment(reference)} "
        "WHERE id IN (SELECT row_id FROM merge_move WHERE merge_id = ? AND subject = ?)"
    )  # names are constants
    database.execute_sql(query, (source, event_id, reference.subject))


def count_moved(desk: Desk, event_id: int) -> int:
    """How many rows went over with a merge."""
    return desk.rows("SELECT count(*) FROM merge_move WHERE merge_id = ?", event_id)[0][0]


def refuse_strayed(desk: Desk, event_id: int, reference: Reference, target: int) -> None:
    """Raises NotAllowed when a row that went over points somewhere else by now."""
    query = (
        f"SELECT {reference.label} FROM merge_move m JOIN {reference.table} t ON t.id = m.row_id "
        f"WHERE m.merge_id = ? AND m.subject = ? AND t.{reference.column} IS NOT ? LIMIT 1"
    )  # names are constants
    rows = desk.rows(query, event_id, reference.subject, target)
    if rows:
        raise NotAllowed(
            Message("“{record}” was changed after the merge, so the merge stays.", record=Code(rows[0][0] or "—"))
        )


def find_event(desk: Desk, event_id: int) -> MergeEvent:
    """A merge that still holds. Raises NotAllowed when it was undone."""
    event = first_where(MergeEvent, id=event_id)
    if event is None or event.reverses_id is not None or first_where(MergeEvent, reverses=event_id) is not None:
        raise NotAllowed(Message("This merge was already undone. Refresh the page."))
    return event


def _assignment(reference: Reference) -> str:
    return f"{reference.column} = ?" + (", rev = rev + 1" if reference.has_revision else "")
