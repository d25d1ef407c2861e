"""Two customers who are one person: seen side by side, made one, and made two again.

One file goes on with all phones, addresses, devices, orders and cards; the other is put away, and its subscriber number
finds the one that goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aftersales_desktop.domain.customers import (
    ADDRESS_TITLES,
    KIND_TITLES,
    CustomerDetails,
    SiteDetails,
    customer_problems,
)
from aftersales_desktop.domain.errors import NotAllowed, refuse
from aftersales_desktop.domain.merging import (
    CUSTOMER_FIELDS,
    LONGEST_JOINED,
    NUMBER,
    Compared,
    CustomerField,
    MergeChoice,
    Side,
    can_join,
    fuller,
    joined_details,
)
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber, Phone
from aftersales_desktop.models.customers import Customer
from aftersales_desktop.models.database import database
from aftersales_desktop.models.fields import moment_text
from aftersales_desktop.services import customers, merge_ledger, records
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.merge_ledger import TO_CUSTOMER, TO_SITE, Pair
from aftersales_desktop.services.merge_refusals import refuse_later_work, refuse_merged, refuse_unseen
from aftersales_desktop.services.work import Area, Desk

_REVISION = (
    "SELECT c.rev + coalesce((SELECT sum(t.rev) FROM site t WHERE t.customer_id = c.id), 0) FROM customer c "
    "WHERE c.id = ?"
)
_HOLDINGS = (
    "SELECT (SELECT count(*) FROM unit WHERE owner_id = ?1 AND archived_at IS NULL), "
    "(SELECT count(*) FROM service_order WHERE owner_id = ?1 AND archived_at IS NULL), "
    "(SELECT count(*) FROM warranty_card WHERE owner_id = ?1 AND archived_at IS NULL)"
)
_LAST_TYPED = "SELECT coalesce(max(at), ?2) FROM audit WHERE record_uuid = ?1 AND action IN ('create', 'change')"
_MAIN_SITE = "SELECT id FROM site WHERE customer_id = ? AND is_main = 1 AND archived_at IS NULL"
_SET_MAIN = "UPDATE site SET is_main = ?, rev = rev + 1 WHERE id = ? AND is_main <> ?"
_SET_AWAY = "UPDATE site SET archived_at = ?, rev = rev + 1 WHERE id = ?"
AREAS = (Area.CUSTOMERS, Area.UNITS, Area.RECEPTION, Area.WARRANTY)


@dataclass(frozen=True)
class Holdings:
    """How much hangs on a record."""

    devices: int
    orders: int
    cards: int

    @property
    def total(self) -> int:
        """All of it."""
        return self.devices + self.orders + self.cards


@dataclass(frozen=True)
class CustomerComparison:
    """Two customers side by side. The first field says whose file and number go on."""

    one: CustomerRow
    other: CustomerRow
    one_revision: int
    other_revision: int
    one_holds: Holdings
    other_holds: Holdings
    fields: tuple[Compared, ...]

    def choice(self, sides: Mapping[str, Side]) -> MergeChoice:
        """What a person decided on, looking at this."""
        return MergeChoice(self.one.id, self.other.id, self.one_revision, self.other_revision, sides)


def compare_customers(desk: Desk, one_id: int, other_id: int) -> CustomerComparison:
    """Look at two customers field by field. Raises NotAllowed for one who is merged, put away, or the same."""
    _refuse_pair(desk, one_id, other_id)
    one, other = customers.get_customer(desk, one_id), customers.get_customer(desk, other_id)
    holds = [Holdings(*desk.rows(_HOLDINGS, row.id)[0]) for row in (one, other)]
    return CustomerComparison(
        one, other, _revision(desk, one_id), _revision(desk, other_id), *holds,
        (_number_field(one, other, *holds), *_fields(one, other, _newer(desk, one, other))),
    )  # fmt: skip


def merge_customers(desk: Desk, choice: MergeChoice) -> int:
    """Make two customers one, in one transaction; gives the merge, by which it can be undone.

    Raises NotAllowed when one of them was changed since it was looked at, or cannot be merged; ValidationError with
    what would be wrong in the one file, by field.
    """
    with desk.work(*AREAS) as now:
        _refuse_pair(desk, choice.one_id, choice.other_id)
        refuse_unseen(_revision(desk, choice.one_id) == choice.one_revision)
        refuse_unseen(_revision(desk, choice.other_id) == choice.other_revision)
        comparison = compare_customers(desk, choice.one_id, choice.other_id)
        sides = {field.field: field.suggested for field in comparison.fields} | dict(choice.sides)
        details = joined_details(comparison.one.details(), comparison.other.details(), sides)
        one_stays = sides[NUMBER] is not Side.OTHER
        kept, merged = (comparison.one, comparison.other) if one_stays else (comparison.other, comparison.one)
        _refuse_unknown(kept, merged)
        is_main_of_kept = (sides["address"] is not Side.OTHER) == one_stays
        return _merge(desk, now, kept, merged, _checked(details), keeps_main=is_main_of_kept)


def undo_customer_merge(desk: Desk, merge_id: int) -> int:
    """Make them two again: every row that went over goes back; gives the merge that was undone.

    Raises NotAllowed with what happened since.
    """
    with desk.work(*AREAS) as now:
        event = merge_ledger.find_event(desk, merge_id)
        kept, merged = records.find(Customer, event.kept_customer_id), records.find(Customer, event.merged_customer_id)
        _refuse_undo(desk, merge_id, event.after, kept)
        refuse_later_work(desk, event)
        pair = Pair("customer", kept.id, merged.id)
        merge_ledger.note_event(desk, now, pair, event.after, event.before, reverses=merge_id)
        records.change(desk, merged, now, action="undo_merge", archived_at=None, merged_into_id=None)
        before = event.before
        _set_main(event.after["main_site"], is_main=False)
        for reference in (*TO_CUSTOMER, *TO_SITE):
            source = before["same_site"] if reference in TO_SITE else merged.id
            merge_ledger.move_back(merge_id, reference, source)
        _put_site_away(before["same_site"], None)
        for site_id in (before["main_site"], before["other_main_site"]):
            _set_main(site_id, is_main=True)
        records.change(desk, kept, now, action="undo_merge", **before["columns"])
        customers.write_phones(kept, before["phones"], now)
        return merge_id


def _merge(
    desk: Desk, now: datetime, kept: CustomerRow, merged: CustomerRow, details: CustomerDetails, *, keeps_main: bool
) -> int:
    columns = customers.columns_of(desk, details)
    record, other = records.find(Customer, kept.id), records.find(Customer, merged.id)
    main, other_main = _main_site(desk, kept.id), _main_site(desk, merged.id)
    same = other_main if kept.site == merged.site else None
    before = _snapshot(desk, record) | {"other_main_site": other_main, "same_site": same}
    new_main = main if keeps_main or same else other_main
    numbers = customers.numbers_of(desk, details)
    after = {"columns": columns, "phones": numbers, "main_site": new_main}
    event_id = merge_ledger.note_event(desk, now, Pair("customer", kept.id, merged.id), before, after)
    for site_id in {main, other_main} - {new_main}:
        _set_main(site_id, is_main=False)
    _put_site_away(same, now)
    moved = {}
    for reference in TO_SITE if same is not None else ():
        moved[reference.subject] = merge_ledger.move_rows(event_id, reference, same, main)
    for reference in TO_CUSTOMER[:-1]:
        moved[reference.subject] = merge_ledger.move_rows(event_id, reference, merged.id, kept.id)
    records.change(desk, record, now, action="merge", reason=merged.subscriber_number, **columns)
    customers.write_phones(record, numbers, now)
    records.change(desk, other, now, action="merge", reason=_counted(moved), archived_at=now, merged_into_id=kept.id)
    # Who was merged into the other one earlier points straight to who goes on: no chain is ever longer than one step.
    merge_ledger.move_rows(event_id, TO_CUSTOMER[-1], merged.id, kept.id)
    return event_id


def _counted(moved: Mapping[str, int]) -> str:
    """For the audit: how many rows of each kind went over; which they are stands in the ledger."""
    return ", ".join(f"{subject}: {count}" for subject, count in moved.items() if count)


def _set_main(site_id: int | None, *, is_main: bool) -> None:
    if site_id is not None:
        database.execute_sql(_SET_MAIN, (int(is_main), site_id, int(is_main)))


def _put_site_away(site_id: int | None, at: datetime | None) -> None:
    """An address that both have is kept once; what stands there goes over to the other one."""
    if site_id is not None:
        database.execute_sql(_SET_AWAY, (moment_text(at) if at else None, site_id))


def _main_site(desk: Desk, customer_id: int) -> int | None:
    rows = desk.rows(_MAIN_SITE, customer_id)
    return rows[0][0] if rows else None


def _snapshot(desk: Desk, customer: Customer) -> dict[str, Any]:
    """What a merge changes of the customer who stays."""
    row = customers.get_customer(desk, customer.id)
    columns = {name: getattr(customer, name) for name in customers.COLUMNS}
    return {"columns": columns, "phones": list(row.phones), "main_site": _main_site(desk, customer.id)}


def _checked(details: CustomerDetails) -> CustomerDetails:
    """Doubtful numbers were kept before and stay marked; an unknown owner has no phone."""
    problems = customer_problems(details)
    refuse(problem for problem in problems if not problem.doubtful and (details.phones or problem.field != "mobile"))
    return replace(details, confirmed=frozenset(problem.field for problem in problems if problem.doubtful))


# looking ----------------------------------------------------------------------------------------------------------


def _number_field(one: CustomerRow, other: CustomerRow, one_holds: Holdings, other_holds: Holdings) -> Compared:
    """A known customer before an unknown one, then who has more, then whose number has been on papers longer."""
    if one.is_placeholder != other.is_placeholder:
        side = Side.OTHER if one.is_placeholder else Side.ONE
    else:
        side = fuller(one_holds.total, other_holds.total, Side.ONE if one.id < other.id else Side.OTHER)
    numbers = (OwnNumber(one.subscriber_number), OwnNumber(other.subscriber_number))
    return Compared(NUMBER, N_("Subscriber number that goes on"), *numbers, side)


def _fields(one: CustomerRow, other: CustomerRow, newer: Side) -> tuple[Compared, ...]:
    return tuple(
        Compared(
            field.name, field.title, _shown(one, field.name), _shown(other, field.name),
            _suggested(one, other, field, newer), _joins(one, other, field.name),
        )
        for field in CUSTOMER_FIELDS
    )  # fmt: skip


def _suggested(one: CustomerRow, other: CustomerRow, field: CustomerField, newer: Side) -> Side:
    """A known name before that of an unknown owner; both notes where there is room; else what is fuller."""
    if _joins(one, other, field.name):
        return Side.BOTH
    if field.name == "name" and one.is_placeholder != other.is_placeholder:
        return Side.OTHER if one.is_placeholder else Side.ONE
    return fuller(field.fullness(one.details()), field.fullness(other.details()), newer)


def _joins(one: CustomerRow, other: CustomerRow, field: str) -> bool:
    return field in LONGEST_JOINED and can_join(field, getattr(one, field), getattr(other, field))


def _shown(customer: CustomerRow, field: str) -> Any:
    match field:
        case "phone":
            return Phone(customer.phone) if customer.phone else ""
        case "kind":
            return Message(KIND_TITLES[customer.kind])
        case "form_of_address":
            return Message(ADDRESS_TITLES[customer.form_of_address])
        case "national_id" | "economic_number":
            value = getattr(customer, field)
            return Code(value) if value else ""
        case "address":
            return _address(customer.site)
        case _:
            return getattr(customer, field)


def _address(site: SiteDetails) -> Any:
    parts = [part for part in (site.title, site.province, site.city, site.address, site.access_note) if part]
    if site.postal_code:
        parts.append(Code(site.postal_code))
    return parts or ""


def _newer(desk: Desk, one: CustomerRow, other: CustomerRow) -> Side:
    """Whose file was typed into last."""
    typed = [desk.rows(_LAST_TYPED, row.uuid, "")[0][0] or row.created_at.isoformat() for row in (one, other)]
    return Side.ONE if (typed[0], one.id) > (typed[1], other.id) else Side.OTHER


# refusals ---------------------------------------------------------------------------------------------------------


def _revision(desk: Desk, customer_id: int) -> int:
    rows = desk.rows(_REVISION, customer_id)
    return rows[0][0] if rows else 0


def _refuse_pair(desk: Desk, one_id: int, other_id: int) -> None:
    if one_id == other_id:
        raise NotAllowed(Message("This is the same customer. Choose another one."))
    for customer_id in (one_id, other_id):
        refuse_merged(desk, records.find(Customer, customer_id))


def _refuse_unknown(kept: CustomerRow, merged: CustomerRow) -> None:
    if kept.is_placeholder and not merged.is_placeholder:
        raise NotAllowed(
            Message(
                "The file of an unknown owner cannot go on instead of {name}. Keep the number of {name}.",
                name=merged.name,
            )
        )


def _refuse_undo(desk: Desk, merge_id: int, after: dict[str, Any], kept: Customer) -> None:
    if kept.merged_into_id is not None:
        other = records.find(Customer, kept.merged_into_id)
        raise NotAllowed(
            Message(
                "“{name}” was itself merged into “{other}”. Undo that merge first.", name=kept.name, other=other.name
            )
        )
    for reference in TO_CUSTOMER:
        merge_ledger.refuse_strayed(desk, merge_id, reference, kept.id)
    for reference in TO_SITE:
        if after["main_site"] is not None:
            merge_ledger.refuse_strayed(desk, merge_id, reference, after["main_site"])
    if _snapshot(desk, kept) != after:
        raise NotAllowed(Message("“{name}” was changed after the merge. Take that change back first.", name=kept.name))
