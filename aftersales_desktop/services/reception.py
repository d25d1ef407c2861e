"""Taking devices in: one reception, one order a device, one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import SiteDetails
from aftersales_desktop.domain.errors import FieldProblem, NotAllowed, ValidationError, refuse
from aftersales_desktop.domain.jalali import next_working_day
from aftersales_desktop.domain.order_states import OPEN_STATES, OrderState
from aftersales_desktop.domain.reception import DeviceIntake, Intake, days_since, device_problems, intake_problems
from aftersales_desktop.domain.warranty import Verdict
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.reception import DevicePasscode, Reception, ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.services import audit, catalogue, custody, customers, records, returns, seals, units, warranty
from aftersales_desktop.services.numbering import next_reception_number
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.order_rows import OrderRow, ReceptionRow, find_open_order, get_order, get_reception
from aftersales_desktop.services.order_verdicts import verdict_json
from aftersales_desktop.services.returns import FailedLine, ReturnOffer
from aftersales_desktop.services.seals import LastSeal
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Area, Desk

INTAKE_DRAFT = "intake"
INTAKE = "intake"
"""Why a device changed its owner: somebody else brought it as theirs."""
_LONGEST_SEAL = 40
_LONGEST_REASON = 300


_VISITS = "SELECT count(*) FROM service_order WHERE unit_id = ? AND archived_at IS NULL"


@dataclass(frozen=True)
class KnownDevice:
    """What the counter should know at once about a device whose serial was typed."""

    unit: UnitRow
    verdicts: tuple[Verdict, ...]
    open_order: str
    open_order_id: int | None
    last_order: str
    last_delivered_on: date | None
    days_since_delivery: int | None
    earlier_orders: int
    owner_warning: str
    surroundings: tuple[str, ...]
    returns_from: ReturnOffer | None = None
    last_seal: LastSeal | None = None
    repair_warranties: tuple[FailedLine, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict on parts."""
        return self.verdicts[0]


def look_up_device(desk: Desk, unit_id: int) -> KnownDevice:
    """Warranty, open order and last visit of a device, as of today."""
    unit = units.get_unit(desk, unit_id)
    unit_id, today = unit.id, desk.today()
    last = desk.rows(
        "SELECT number, delivered_on FROM service_order WHERE unit_id = ? AND delivered_on IS NOT NULL "
        "AND archived_at IS NULL ORDER BY delivered_on DESC, id DESC LIMIT 1",
        unit_id,
    )
    delivered = date.fromisoformat(last[0][1]) if last else None
    open_order = find_open_order(desk, unit_id)
    return KnownDevice(
        unit=unit,
        verdicts=warranty.unit_summary(desk, unit_id, today),
        open_order=open_order.number if open_order else "",
        open_order_id=open_order.id if open_order else None,
        last_order=last[0][0] if last else "",
        last_delivered_on=delivered,
        days_since_delivery=days_since(delivered, today, load_settings(desk).bounce_days),
        earlier_orders=desk.rows(_VISITS, unit_id)[0][0],
        owner_warning=_warning_of(desk, unit.owner_id),
        surroundings=customers.surroundings(desk, unit.site_id, unit.owner_id),
        returns_from=returns.offer_return(desk, unit_id),
        last_seal=seals.last_seal(desk, unit_id),
        repair_warranties=returns.running_repair_warranties(desk, unit_id, today),
    )


def suggested_promise(desk: Desk) -> date:
    """The day offered as promise: some working days from today, by the settings."""
    day = desk.today()
    for _step in range(load_settings(desk).promise_days):
        day = next_working_day(day)
    return day


def register_intake(desk: Desk, intake: Intake) -> ReceptionRow:
    """Take devices in: owner found or opened, numbers, verdicts, shelf cells and orders, all or nothing.

    The same `request_key` twice gives the first reception again, so that a double click makes one.
    Raises ValidationError with every problem (a device already in custody is one), NotAllowed when a number is another
    device's, NotFound for an owner, payer or device that is not in the file.
    """
    with desk.work(Area.RECEPTION, Area.CUSTOMERS, Area.UNITS) as now:
        known = first_where(Reception, request_key=intake.request_key)
        if known is not None:
            return get_reception(desk, known.id)
        refuse(intake_problems(intake, desk.today()))
        intake = _with_kept_customers(intake)
        owner_id = intake.owner_id or customers.add_customer(desk, intake.owner).id
        reception = _open_reception(desk, now, intake)
        for position, device in enumerate(intake.devices, start=1):
            _open_order_for(desk, now, reception, owner_id, position, device)
        return get_reception(desk, reception.id)


def _with_kept_customers(intake: Intake) -> Intake:
    """A form that was filled before a merge means who goes on since."""
    owner_id, payer_id = (one and customers.find_kept(one).id for one in (intake.owner_id, intake.payer_id))
    return replace(intake, owner_id=owner_id, payer_id=payer_id)


def edit_order(desk: Desk, order_id: int, device: DeviceIntake, promise_reason: str = "") -> OrderRow:
    """Correct what was written at intake; old and new stay in the history, and the receipt is marked as changed.

    A promised day that moves needs a reason, which stands in the history. Raises ValidationError, NotAllowed once the
    device has left.
    """
    with desk.work(Area.RECEPTION) as now:
        order = records.find(ServiceOrder, order_id)
        if order.state not in OPEN_STATES:
            raise NotAllowed(Message("This device has already left. Its intake can no longer be changed."))
        past_promise_kept = device.promised_on == order.promised_on
        problems = [
            problem
            for problem in device_problems(device, desk.today())
            if problem.field not in ("serial", "imei", "model")
            and not (problem.field == "promised_on" and past_promise_kept)
        ]
        refuse([*problems, *_promise_problems(order, device, promise_reason)])
        columns = _device_columns(device) | {"had_passcode": order.had_passcode or bool(device.passcode.strip())}
        before = {name: getattr(order, name) for name in columns}
        if records.change(desk, order, now, action="edit", **columns):
            changed = {
                name: [audit.plain(before[name]), audit.plain(value)]
                for name, value in columns.items()
                if before[name] != value
            }
            note = text.clean(promise_reason) if "promised_on" in changed else ""
            add_event(desk, now, order, "edited", note=note, detail=changed)
        _write_passcode(order, device.passcode.strip())
        return get_order(desk, order_id)


def _promise_problems(order: ServiceOrder, device: DeviceIntake, reason: str) -> list[FieldProblem]:
    """What was promised to the customer moves only for a reason; a first promise needs none."""
    if order.promised_on in (None, device.promised_on):
        return []
    problem = text.text_problem(reason, longest=_LONGEST_REASON)
    if problem is None and not text.clean(reason):
        problem = Message("Write why the promised day changes.")
    return [FieldProblem("promise_reason", problem)] if problem else []


def _open_reception(desk: Desk, now: datetime, intake: Intake) -> Reception:
    area_code = load_settings(desk).area_code
    phone = identifiers.phone(intake.bringer_phone, area_code) if intake.bringer_phone.strip() else ""
    today = tehran_time(now).date()
    return records.create(
        desk, Reception, now, number=next_reception_number(today), request_key=intake.request_key,
        received_at=now, received_on=today, payer=intake.payer_id, bringer_name=text.clean(intake.bringer_name),
        bringer_phone=phone, bringer_relation=text.clean(intake.bringer_relation), channel=intake.channel.value,
        deposit=intake.deposit, deposit_note=text.clean(intake.deposit_note), note=text.clean(intake.note, lines=True),
    )  # fmt: skip


def _open_order_for(
    desk: Desk, now: datetime, reception: Reception, owner_id: int, position: int, device: DeviceIntake
) -> None:
    unit = _unit_for(desk, owner_id, position, device)
    earlier = returns.offer_return(desk, unit.id)
    verdicts = warranty.unit_summary(desk, unit.id, reception.received_on)
    number = identifiers.order_number(reception.number, position)
    norm = text.code_norm(number)
    order = records.create(
        desk, ServiceOrder, now, number=number, number_norm=norm, number_rev=text.reverse(norm), position=position,
        reception=reception, unit=unit.id, owner=owner_id, site=unit.site_id, state=OrderState.RECEIVED.value,
        received_on=reception.received_on, shelf=custody.take_in(desk, now, unit.id, number),
        verdict=[verdict_json(verdict) for verdict in verdicts], verdict_tone=verdicts[0].tone.value,
        had_passcode=bool(device.passcode.strip()), parent_order=earlier.order_id if earlier else None,
        **_device_columns(device),
    )  # fmt: skip
    _write_passcode(order, device.passcode.strip())
    add_event(desk, now, order, "received")
    if earlier is not None and device.return_cause is not None:
        returns.note_cause(desk, now, order, device.return_cause, device.failed_line_id)


def _unit_for(desk: Desk, owner_id: int, position: int, device: DeviceIntake) -> UnitRow:
    unit_id = units.get_unit(desk, device.unit_id).id if device.unit_id else _known_unit(desk, device)
    site_id = _site_for(desk, owner_id, device)
    if unit_id is None:
        model_id = (
            device.model_id
            or catalogue.add_model(
                desk, category_id=device.category_id or 0, brand=device.brand, name=device.model_name
            ).id
        )
        return units.add_unit(
            desk, model_id=model_id, serial=device.serial, imeis=device.imeis, owner_id=owner_id, site_id=site_id
        )
    open_order = find_open_order(desk, unit_id)
    if open_order:
        field = "serial" if position == 1 else f"{position - 1}.serial"
        message = Message(
            "This device is already in the centre under {number}. Open that order.", number=OwnNumber(open_order.number)
        )
        raise ValidationError([FieldProblem(field, message)])
    units.change_owner(desk, unit_id, owner_id, since=desk.today(), reason=INTAKE)
    if site_id is not None:
        units.move_to_site(desk, unit_id, site_id, since=desk.today())
    return units.get_unit(desk, unit_id)


def _site_for(desk: Desk, owner_id: int, device: DeviceIntake) -> int | None:
    """The address where the device stands; a new one is added to its owner once."""
    address = text.clean(device.address)
    if device.site_id is not None or not address:
        return device.site_id
    rows = desk.rows(
        "SELECT id FROM site WHERE customer_id = ? AND address = ? AND archived_at IS NULL LIMIT 1", owner_id, address
    )
    return rows[0][0] if rows else customers.add_site(desk, owner_id, SiteDetails(address=address)).id


def _known_unit(desk: Desk, device: DeviceIntake) -> int | None:
    """The device of that serial and model, when the form was filled without choosing it."""
    found = [unit for unit in units.find_units(desk, device.serial) if device.model_id in (None, unit.model.id)]
    return found[0].id if len(found) == 1 and device.model_id is not None else None


def _warning_of(desk: Desk, customer_id: int | None) -> str:
    rows = desk.rows("SELECT warning FROM customer WHERE id = ?", customer_id) if customer_id else []
    return rows[0][0] if rows else ""


def _device_columns(device: DeviceIntake) -> dict[str, Any]:
    return {
        "kind": device.kind.value,
        "customer_words": text.clean(device.customer_words, lines=True),
        "symptoms": list(device.symptoms),
        "conditions": list(device.conditions),
        "accessories": list(device.accessories),
        "accessories_note": text.clean(device.accessories_note),
        "seal_number": text.clean_code(device.seal_number)[:_LONGEST_SEAL],
        "promised_on": device.promised_on,
        "cost_ceiling": device.cost_ceiling,
    }


def _write_passcode(order: ServiceOrder, passcode: str) -> None:
    if passcode:
        DevicePasscode.insert(order=order, passcode=passcode).on_conflict(
            conflict_target=[DevicePasscode.order], update={DevicePasscode.passcode: passcode}
        ).execute()
