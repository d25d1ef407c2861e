"""What an intake must contain, and how an order moves from desk to desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import CustomerDetails, customer_problems
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.returns import ReturnCause
from aftersales_desktop.i18n import N_, Message

LONGEST_WORDS = 4000
MOST_DEVICES = 50
LONGEST_PASSCODE = 60
MOST_MONEY = 10**12


class Channel(StrEnum):
    """How the device came."""

    IN_PERSON = "in_person"
    COURIER = "courier"
    POST = "post"
    ON_SITE = "on_site"
    UNKNOWN = "unknown"


CHANNEL_TITLES = {
    Channel.IN_PERSON: N_("In person"),
    Channel.COURIER: N_("By courier"),
    Channel.POST: N_("By post"),
    Channel.ON_SITE: N_("Collected on site"),
    Channel.UNKNOWN: N_("Not known"),
}


@dataclass(frozen=True)
class DeviceIntake:
    """One device as the receptionist filled it in; `unit_id` when its serial was already known.

    `return_cause` says why it came in again after a repair, `failed_line_id` which line of that repair did not hold.
    `site_id` is one of the owner's addresses; `address` describes a new one. `confirmed` names the doubtful fields that
    were saved a second time. Money is in rials.
    """

    unit_id: int | None = None
    serial: str = ""
    imeis: tuple[str, ...] = ()
    model_id: int | None = None
    category_id: int | None = None
    brand: str = ""
    model_name: str = ""
    site_id: int | None = None
    address: str = ""
    customer_words: str = ""
    symptoms: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    accessories: tuple[str, ...] = ()
    accessories_note: str = ""
    seal_number: str = ""
    promised_on: date | None = None
    cost_ceiling: int | None = None
    passcode: str = field(default="", repr=False)
    confirmed: frozenset[str] = frozenset()
    return_cause: ReturnCause | None = None
    failed_line_id: int | None = None
    kind: OrderKind = OrderKind.REPAIR


@dataclass(frozen=True)
class Intake:
    """The form as filled in. The owner is known by `owner_id`, or described by `owner`."""

    request_key: str
    devices: tuple[DeviceIntake, ...]
    owner_id: int | None = None
    owner: CustomerDetails | None = None
    payer_id: int | None = None
    bringer_name: str = ""
    bringer_phone: str = ""
    bringer_relation: str = ""
    channel: Channel = Channel.IN_PERSON
    deposit: int = 0
    deposit_note: str = ""
    note: str = ""


def intake_problems(intake: Intake, today: date) -> list[FieldProblem]:
    """Every problem of the form, in reading order. Fields of the n-th device (n > 0) are named ``n.field``."""
    problems: list[FieldProblem] = []
    if intake.owner_id is None:
        problems += customer_problems(intake.owner or CustomerDetails())
    problems += _reception_problems(intake)
    if not intake.devices:
        problems.append(FieldProblem("serial", Message("Add at least one device.")))
    if len(intake.devices) > MOST_DEVICES:
        problems.append(
            FieldProblem("serial", Message("Take at most {most} devices in one reception.", most=MOST_DEVICES))
        )
    for position, device in enumerate(intake.devices):
        prefix = f"{position}." if position else ""
        problems += [
            FieldProblem(prefix + problem.field, problem.message, problem.doubtful)
            for problem in device_problems(device, today)
        ]
    return problems + _repeated_serials(intake.devices)


def device_problems(device: DeviceIntake, today: date) -> list[FieldProblem]:
    """Problems of one device, in reading order."""
    problems = [problem for check in _DEVICE_CHECKS for problem in check(device, today)]
    return [problem for problem in problems if not (problem.doubtful and problem.field in device.confirmed)]


def _serial_problems(device: DeviceIntake, _today: date) -> Iterator[FieldProblem]:
    if device.unit_id is None and device.serial.strip():
        try:
            identifiers.serial(device.serial)
        except IdentifierProblem as problem:
            yield FieldProblem("serial", problem.message)
    for imei in device.imeis:
        doubt = identifiers.imei_doubt(imei)
        if doubt:
            yield FieldProblem("imei", doubt, doubtful=True)


def _model_problems(device: DeviceIntake, _today: date) -> Iterator[FieldProblem]:
    known = device.unit_id is not None or device.model_id is not None
    if not known and (device.category_id is None or not (device.brand.strip() or device.model_name.strip())):
        yield FieldProblem("model", Message("Choose the device's model, or its category and brand."))


def _words_problems(device: DeviceIntake, _today: date) -> Iterator[FieldProblem]:
    says_nothing = not device.customer_words.strip() and not device.symptoms
    if says_nothing and device.kind is OrderKind.REPAIR:
        yield FieldProblem("customer_words", Message("Write the fault in the customer's words, or choose a symptom."))
    for name, longest, lines in (
        ("customer_words", LONGEST_WORDS, True),
        ("accessories_note", 300, False),
        ("address", 400, False),
        ("seal_number", 40, False),
    ):
        problem = text.text_problem(getattr(device, name), longest=longest, lines=lines)
        if problem:
            yield FieldProblem(name, problem)


def _passcode_problems(device: DeviceIntake, _today: date) -> Iterator[FieldProblem]:
    """It is kept sign by sign, so that its spaces count, too."""
    length = len(device.passcode.strip())
    problem = text.text_problem(device.passcode, longest=length)
    if problem is None and length > LONGEST_PASSCODE:
        problem = Message(
            "Shorten this to at most {longest} characters; it has {length}.", longest=LONGEST_PASSCODE, length=length
        )
    if problem:
        yield FieldProblem("passcode", problem)


def _ceiling_problems(device: DeviceIntake, _today: date) -> Iterator[FieldProblem]:
    if device.cost_ceiling is not None and not 0 <= device.cost_ceiling <= MOST_MONEY:
        yield FieldProblem("cost_ceiling", _money_problem())


def _money_problem() -> Message:
    return Message("Enter a number from {low} to {high}.", low=0, high=MOST_MONEY)


def _promise_problems(device: DeviceIntake, today: date) -> Iterator[FieldProblem]:
    if device.promised_on is not None and device.promised_on < today:
        yield FieldProblem("promised_on", Message("The promised day is already past. Choose today or a later day."))
    elif device.promised_on is not None and device.promised_on > today + timedelta(days=730):
        yield FieldProblem("promised_on", Message("The promised day is more than two years away. Check the year."))


_DEVICE_CHECKS = (
    _serial_problems, _model_problems, _words_problems, _passcode_problems, _promise_problems, _ceiling_problems,
)  # fmt: skip


def _reception_problems(intake: Intake) -> Iterator[FieldProblem]:
    for name, longest in (("bringer_name", 120), ("bringer_relation", 60), ("deposit_note", 200), ("note", 1000)):
        problem = text.text_problem(getattr(intake, name), longest=longest, lines=name == "note")
        if problem:
            yield FieldProblem(name, problem)
    if intake.bringer_phone.strip():
        try:
            identifiers.phone(intake.bringer_phone)
        except IdentifierProblem as problem:
            yield FieldProblem("bringer_phone", problem.message)
    if intake.deposit < 0:
        yield FieldProblem("deposit", Message("A deposit cannot be negative."))
    elif intake.deposit > MOST_MONEY:
        yield FieldProblem("deposit", _money_problem())


def _repeated_serials(devices: tuple[DeviceIntake, ...]) -> list[FieldProblem]:
    seen: set[str | int | None] = set()
    problems = []
    for position, device in enumerate(devices):
        marks = {mark for mark in (text.code_norm(device.serial), device.unit_id) if mark}
        if marks & seen:
            prefix = f"{position}." if position else ""
            problems.append(FieldProblem(prefix + "serial", Message("This serial is already in this reception.")))
        seen |= marks
    return problems


def days_since(earlier: date | None, today: date, longest: int) -> int | None:
    """Days between an earlier hand-back and today; None when there was none or it is more than `longest` days ago."""
    if earlier is None or (today - earlier).days > longest:
        return None
    return (today - earlier).days
