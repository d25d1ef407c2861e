"""What must always hold for records that were merged; each check names the first broken one."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.i18n import Message
from aftersales_desktop.services.merge_ledger import TO_CUSTOMER, TO_UNIT
from aftersales_desktop.services.query_parts import MERGE_HOLDS
from aftersales_desktop.services.reading import Rows

_ENTITIES = (("customer", TO_CUSTOMER), ("unit", TO_UNIT))


def _nothing_points_to_merged(desk: Rows) -> Message | None:
    for entity, references in _ENTITIES:
        for reference in references:
            rows = desk.rows(
                f"SELECT {reference.label}, k.uuid FROM {entity} k JOIN {reference.table} t "
                f"ON t.{reference.column} = k.id WHERE k.merged_into_id IS NOT NULL LIMIT 1"  # names are constants
            )
            if rows:
                return Message(
                    "“{row}” ({table}) still belongs to record {record}, which was merged.",
                    row=rows[0][0] or "—", table=reference.table, record=rows[0][1],
                )  # fmt: skip
    return None


def _merged_are_put_away(desk: Rows) -> Message | None:
    for entity, _references in _ENTITIES:
        # names are constants
        query = f"SELECT uuid FROM {entity} WHERE merged_into_id IS NOT NULL AND archived_at IS NULL LIMIT 1"
        rows = desk.rows(query)
        if rows:
            return Message("Record {record} was merged but is still in use.", record=rows[0][0])
    return None


def _ledger_tells_every_merge(desk: Rows) -> Message | None:
    """Who is merged has one merge that holds, and who has one is merged; the ledger tells how to undo each."""
    for entity, _references in _ENTITIES:
        rows = desk.rows(
            f"SELECT t.uuid FROM {entity} t WHERE (t.merged_into_id IS NOT NULL) <> (SELECT count(*) "
            f"FROM merge_event e WHERE e.merged_{entity}_id = t.id AND {MERGE_HOLDS}) LIMIT 1"  # names are constants
        )
        rows = rows or desk.rows(
            f"SELECT t.uuid FROM {entity} t JOIN merge_event e ON e.merged_{entity}_id = t.id AND {MERGE_HOLDS} "
            f"JOIN {entity} k ON k.id = e.kept_{entity}_id WHERE t.merged_into_id IS NOT "
            "coalesce(k.merged_into_id, k.id) LIMIT 1"  # names are constants
        )
        if rows:
            return Message("Record {record} is not merged as its history says.", record=rows[0][0])
    return None


def _undone_as_it_was_done(desk: Rows) -> Message | None:
    """A merge is undone by an event about the same two records."""
    rows = desk.rows(
        "SELECT e.uuid FROM merge_event e JOIN merge_event r ON r.id = e.reverses_id WHERE e.entity <> r.entity "
        "OR e.kept_customer_id IS NOT r.kept_customer_id OR e.merged_customer_id IS NOT r.merged_customer_id "
        "OR e.kept_unit_id IS NOT r.kept_unit_id OR e.merged_unit_id IS NOT r.merged_unit_id LIMIT 1"
    )
    return Message("Merge {record} undoes another merge than it says.", record=rows[0][0]) if rows else None


MERGE_CHECKS: tuple[Callable[[Rows], Message | None], ...] = (
    _merged_are_put_away, _undone_as_it_was_done, _ledger_tells_every_merge, _nothing_points_to_merged,
)  # fmt: skip
