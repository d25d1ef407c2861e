"""What a technician notes about a fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.i18n import N_, Message

LONGEST_FINDING = 4000


class CodeKind(StrEnum):
    """What a ready-made word tells: where the fault was, why, what was done about it."""

    AREA = "area"
    CAUSE = "cause"
    ACTION = "action"


class Responsibility(StrEnum):
    """To whom the fault goes back."""

    MANUFACTURER = "manufacturer"
    SUPPLIER = "supplier"
    WORKMANSHIP = "workmanship"
    TRANSPORT = "transport"
    CUSTOMER = "customer"
    UNKNOWN = "unknown"


RESPONSIBILITY_TITLES = {
    Responsibility.MANUFACTURER: N_("Manufacturer"),
    Responsibility.SUPPLIER: N_("Supplier of a part"),
    Responsibility.WORKMANSHIP: N_("Our own work"),
    Responsibility.TRANSPORT: N_("Transport"),
    Responsibility.CUSTOMER: N_("Use by the customer"),
    Responsibility.UNKNOWN: N_("Not known"),
}


@dataclass(frozen=True)
class DiagnosisDetails:
    """The form: the finding in words, codes of ready-made words, the part that caused it, who is answerable."""

    finding: str = ""
    areas: tuple[str, ...] = ()
    causes: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    causal_part_id: int | None = None
    responsibility: Responsibility | None = None
    technician_id: int | None = None


def diagnosis_problems(details: DiagnosisDetails) -> list[FieldProblem]:
    """Every problem of the form, in reading order."""
    problem = text.text_problem(details.finding, longest=LONGEST_FINDING, lines=True)
    if problem is None and not (details.finding.strip() or details.areas or details.causes):
        problem = Message("Write what was found, or choose where and why.")
    return [FieldProblem("finding", problem)] if problem else []
