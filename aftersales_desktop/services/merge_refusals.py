"""What keeps two records from becoming one, or from becoming two again: each in one sentence."""

from __future__ import annotations

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.merges import MergeEvent
from aftersales_desktop.models.units import Unit
from aftersales_desktop.services.card_rows import shown_number
from aftersales_desktop.services.work import Desk

_MOVED = "(SELECT row_id FROM merge_move WHERE merge_id = ?1 AND subject = '{subject}')"
_UNITS = {"customer": _MOVED.format(subject="unit.owner_id"), "unit": "(?2)"}
_SITES = {"customer": _MOVED.format(subject="site.customer_id"), "unit": "(NULL)"}
_ORDER = "SELECT number FROM service_order WHERE id > ?3 AND (unit_id IN {units} OR site_id IN {sites}) LIMIT 1"
_CARD = (
    "SELECT w.number FROM warranty_event e JOIN warranty_card w ON w.id = e.card_id WHERE e.id > ?3 "
    "AND e.kind IN ('issued', 'activated', 'registered_foreign') AND w.archived_at IS NULL "
    "AND w.unit_id IN {units} LIMIT 1"
)
_UNIT_MERGE = (
    "SELECT coalesce(i.value, '') FROM merge_event e LEFT JOIN unit_identifier i ON i.unit_id = e.kept_unit_id "
    "WHERE e.id > ?3 AND e.reverses_id IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM merge_event r WHERE r.reverses_id = e.id) "
    "AND (e.kept_unit_id IN {units} OR e.merged_unit_id IN {units}) ORDER BY i.kind, i.position LIMIT 1"
)


def refuse_merged(desk: Desk, record: Customer | Unit) -> None:
    """Raises NotAllowed for a record that goes on under another one, or that was put away."""
    if record.merged_into_id is not None:
        raise NotAllowed(
            Message("“{record}” was already merged with another record. Open that one.", record=_name_of(desk, record))
        )
    if record.archived_at is not None:
        raise NotAllowed(Message("“{record}” is not in use any more.", record=_name_of(desk, record)))


def refuse_unseen(is_as_seen: bool) -> None:
    """Raises NotAllowed when a record is not what the person looked at."""
    if not is_as_seen:
        raise NotAllowed(Message("One of the two was changed meanwhile. Compare them again."))


def refuse_later_work(desk: Desk, event: MergeEvent) -> None:
    """Raises NotAllowed when something that went over was used since: nobody can tell whose that would be."""
    kept_id = event.kept_customer_id or event.kept_unit_id
    for query, last, sentence in (
        (_ORDER, event.last_order, _order_since),
        (_CARD, event.last_card_event, _card_since),
        (_UNIT_MERGE, event.id, _merge_since),
    ):
        found = desk.rows(
            query.format(units=_UNITS[event.entity], sites=_SITES[event.entity]), event.id, kept_id, last
        )  # fmt: skip
        if found:
            raise NotAllowed(sentence(found[0][0]))


def _order_since(number: str) -> Message:
    return Message("Order {number} was taken in after the merge, so the merge stays.", number=OwnNumber(number))


def _card_since(number: str) -> Message:
    return Message("Card {number} was issued after the merge, so the merge stays.", number=shown_number(number))


def _merge_since(code: str) -> Message:
    return Message("Device {code} was merged later. Undo that merge first.", code=Code(code or "—"))


def _name_of(desk: Desk, record: Customer | Unit) -> str | Code:
    if isinstance(record, Customer):
        return record.name
    rows = desk.rows(
        "SELECT value FROM unit_identifier WHERE unit_id = ? ORDER BY removed_at IS NOT NULL, kind, position LIMIT 1",
        record.merged_into_id or record.id,
    )
    return Code(rows[0][0]) if rows else "—"
