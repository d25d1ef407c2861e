"""Quality control: another person looks at the work before the device is ready, point by point."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, refuse
from aftersales_desktop.domain.order_kinds import KIND_TITLES, OrderKind, points_of_kind
from aftersales_desktop.domain.order_states import STATE_TITLES, OrderState, Outcome
from aftersales_desktop.domain.staff import Role
from aftersales_desktop.i18n import LANGUAGES, Message, OwnNumber, Words
from aftersales_desktop.models.leaving import QualityCheck
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.staff import StaffMember
from aftersales_desktop.models.statements import insert_row, rows_where
from aftersales_desktop.services import records, staff
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_facts import read_facts
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.order_steps import bring_device, move_order
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.staff import StaffRow
from aftersales_desktop.services.work import Area, Desk

PASSED, FAILED = "passed", "failed"
CHECK = "quality"


@dataclass(frozen=True)
class QualityForm:
    """What the checker found. `checked` are the points that are good; a failed check needs the reason."""

    checker_id: int | None
    passed: bool
    checked: tuple[str, ...] = ()
    reason: str = ""
    outcome: Outcome = Outcome.REPAIRED
    closing_seal: str = ""


@dataclass(frozen=True)
class QualityRow:
    """One look at the work."""

    at: datetime
    checker: str
    passed: bool
    checked: tuple[str, ...]
    reason: str


def quality_points(desk: Desk, language: str, kind: OrderKind = OrderKind.REPAIR) -> tuple[str, ...]:
    """What is looked at for a kind of work, one point a line of the settings; the other language's where this has none.

    A line that begins with the name of a kind and a colon is a point of that kind only.
    """
    settings = load_settings(desk)
    own, other = settings.quality_points_fa, settings.quality_points_en
    if language != "fa":
        own, other = other, own
    names = {one: [Words(spoken)(KIND_TITLES[one]) for spoken in LANGUAGES] for one in OrderKind}
    return tuple(points_of_kind((own or other).splitlines(), names[kind], chain(*names.values())))


def possible_checkers(desk: Desk, order_id: int) -> list[StaffRow]:
    """Everybody who works here but the technician of the order; those whose work it is first."""
    order = records.find(ServiceOrder, order_id)
    others = [member for member in staff.list_members(desk) if member.id != order.technician_id]
    return sorted(others, key=lambda member: member.role is not Role.QUALITY)


def list_checks(desk: Desk, order_id: int) -> tuple[QualityRow, ...]:
    """Every look at an order, oldest first."""
    return tuple(
        QualityRow(row.at, row.checker.name, row.result == PASSED, tuple(row.checked), row.reason)
        for row in rows_where(QualityCheck, order=order_id)
    )


def check_quality(desk: Desk, order_id: int, form: QualityForm) -> OrderRow:
    """Note what was found: passed makes the order ready, failed sends it back to be repaired with the reason.

    Raises ValidationError, NotAllowed for an order that is not in quality control and for the technician's own work.
    """
    refuse(_problems(form))
    with desk.work(Area.RECEPTION, Area.WORKSHOP, Area.UNITS) as now:
        order = records.find(ServiceOrder, order_id)
        if order.state != OrderState.QUALITY_CONTROL:
            raise NotAllowed(
                Message(
                    "Order {number} is “{state}”, not in quality control.",
                    number=OwnNumber(order.number),
                    state=Message(STATE_TITLES[OrderState(order.state)]),
                )
            )
        checker = records.find(StaffMember, form.checker_id)
        if checker.id == order.technician_id:
            raise NotAllowed(Message("{name} did the work. Somebody else has to look at it.", name=checker.name))
        if form.passed and read_facts(desk, order_id).planned_lines:
            raise NotAllowed(Message("Planned work is not done yet. Do it or take its lines away."))
        result, reason = PASSED if form.passed else FAILED, text.clean(form.reason)
        insert_row(
            QualityCheck, uuid=records.new_uuid(), order=order, at=now, actor=desk.actor, checker=checker,
            result=result, checked=list(form.checked), reason=reason,
        )  # fmt: skip
        add_event(desk, now, order, CHECK, note=reason, detail={"result": result, "by": checker.name})
        _move_on(desk, now, order, form, reason)
        return get_order(desk, order_id)


def _move_on(desk: Desk, now: datetime, order: ServiceOrder, form: QualityForm, reason: str) -> None:
    if not form.passed:
        move_order(desk, now, order, OrderState.IN_REPAIR, "step", reason)
        return
    columns = {"outcome": form.outcome.value}
    if seal := text.clean_code(form.closing_seal):
        columns["closing_seal"] = seal
    move_order(desk, now, order, OrderState.READY, "ready", reason, **columns)
    bring_device(desk, now, order)


def _problems(form: QualityForm) -> list[FieldProblem]:
    problems = []
    if form.checker_id is None:
        problems.append(FieldProblem("checker", Message("Choose who looked at the work.")))
    for field, value, longest in (("reason", form.reason, 300), ("closing_seal", form.closing_seal, 40)):
        if problem := text.text_problem(value, longest=longest):
            problems.append(FieldProblem(field, problem))
    if not form.passed and len(text.clean(form.reason)) < 3:
        problems.append(FieldProblem("reason", Message("Write what is not good yet.")))
    return problems
