"""The people of the centre: who worked on what, and on whose bench a part is."""

from __future__ import annotations

from dataclasses import dataclass

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.domain.stock import Place
from aftersales_desktop.i18n import Message
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.units import Location
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Area, Desk

LONGEST_NAME, LONGEST_PHONE = 120, 20


@dataclass(frozen=True)
class StaffRow:
    """Somebody who works here; `bench_id` is the place of the parts in their hands."""

    id: int
    uuid: str
    name: str
    role: Role
    phone: str
    bench_id: int


def add_member(desk: Desk, name: str, role: Role, phone: str = "") -> StaffRow:
    """A new person, with a bench. Raises ValidationError for a name that is empty or too long, or taken."""
    refuse(_problems(name, phone))
    name = text.clean(name)
    with desk.work(Area.STAFF) as now:
        fold = text.fold(name)
        known = first_where(StaffMember, name_fold=fold)
        if known is not None and known.archived_at is None:
            raise ValidationError([FieldProblem("name", Message("Somebody of this name works here already."))])
        bench = Location.create(kind=Place.BENCH.value, code=str(_next_bench(desk)), name=name[:80])
        member = records.create(
            desk, StaffMember, now, name=name, name_fold=fold, role=role.value, phone=text.clean(phone), bench=bench.id
        )
        return _row(member)


def get_member(desk: Desk, member_id: int) -> StaffRow:
    """One person; NotFound when there is none."""
    return _row(records.find(StaffMember, member_id))


def list_members(desk: Desk, *roles: Role) -> list[StaffRow]:
    """Who works here now, by name; of these roles only, when any is named."""
    query = StaffMember.select().where(StaffMember.archived_at.is_null())
    if roles:
        query = query.where(StaffMember.role.in_([role.value for role in roles]))
    return [_row(member) for member in query.order_by(StaffMember.name)]


def leave(desk: Desk, member_id: int) -> None:
    """Somebody works here no more. NotAllowed while parts are on their bench."""
    with desk.work(Area.STAFF) as now:
        member = records.find(StaffMember, member_id)
        held = desk.rows(
            "SELECT (SELECT count(*) FROM unit WHERE location_id = ?1) + coalesce((SELECT sum(quantity) "
            "FROM stock_balance WHERE location_id = ?1), 0)",
            member.bench_id,
        )[0][0]
        if held:
            raise NotAllowed(
                Message(
                    "{number} parts are still on the bench of {name}. Take them back first.",
                    number=held,
                    name=member.name,
                )
            )
        records.change(desk, member, now, action="leave", archived_at=now)


def _problems(name: str, phone: str) -> list[FieldProblem]:
    problem = text.text_problem(name, longest=LONGEST_NAME)
    if problem is None and not text.clean(name):
        problem = Message("Enter the name.")
    wrong_phone = text.text_problem(phone, longest=LONGEST_PHONE)
    found = (("name", problem), ("phone", wrong_phone))
    return [FieldProblem(field, message) for field, message in found if message is not None]


def _next_bench(desk: Desk) -> int:
    return desk.rows("SELECT count(*) + 1 FROM location WHERE kind = 'bench'")[0][0]


def _row(member: StaffMember) -> StaffRow:
    return StaffRow(member.id, member.uuid, member.name, Role(member.role), member.phone, member.bench_id)
