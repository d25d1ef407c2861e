"""What the technician found, one diagnosis an order; its changes stay in the record of changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.diagnosis import CodeKind, DiagnosisDetails, Responsibility, diagnosis_problems
from aftersales_desktop.domain.errors import NotAllowed, refuse
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.i18n import Message, OwnNumber
from aftersales_desktop.models.parts import Part
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.models.statements import first_where
from aftersales_desktop.models.workshop import Diagnosis
from aftersales_desktop.services import order_steps, records
from aftersales_desktop.services.order_events import add_event
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Area, Desk

DIAGNOSED = "diagnosed"
_CODES = (
    "SELECT kind, code, name_fa, name_en FROM fault_code WHERE kind = ? AND archived_at IS NULL ORDER BY position, id"
)
_DIAGNOSIS = """
    SELECT d.rev, d.finding, d.causal_part_id, coalesce(p.code, ''), coalesce(p.name, ''), d.responsibility,
    d.technician_id, coalesce(m.name, ''), d.created_at,
    (SELECT json_group_array(json_array(f.kind, f.code, f.name_fa, f.name_en)) FROM fault_code f WHERE
    f.kind = 'area' AND f.code IN (SELECT value FROM json_each(d.areas))
    OR f.kind = 'cause' AND f.code IN (SELECT value FROM json_each(d.causes))
    OR f.kind = 'action' AND f.code IN (SELECT value FROM json_each(d.actions)))
    FROM diagnosis d LEFT JOIN part p ON p.id = d.causal_part_id LEFT JOIN staff_member m ON m.id = d.technician_id
    WHERE d.order_id = ?"""


@dataclass(frozen=True)
class FaultCodeRow:
    """A ready-made word of a diagnosis in both languages."""

    kind: CodeKind
    code: str
    name_fa: str
    name_en: str

    def name(self, language: str) -> str:
        """Its word in one language."""
        return self.name_fa if language == "fa" else self.name_en


@dataclass(frozen=True)
class DiagnosisRow:
    """What was found; `rev` is what a correction has to name."""

    rev: int
    finding: str
    areas: tuple[FaultCodeRow, ...]
    causes: tuple[FaultCodeRow, ...]
    actions: tuple[FaultCodeRow, ...]
    causal_part_id: int | None
    causal_part: str
    responsibility: Responsibility | None
    technician_id: int | None
    technician_name: str


def list_fault_codes(desk: Rows, kind: CodeKind) -> list[FaultCodeRow]:
    """The ready-made words of one kind, in the order of their keys."""
    return [FaultCodeRow(CodeKind(row[0]), *row[1:]) for row in desk.rows(_CODES, kind.value)]


def save_diagnosis(desk: Desk, order_id: int, details: DiagnosisDetails, *, rev: int | None = None) -> DiagnosisRow:
    """Write or correct the diagnosis; an order that was only received is being diagnosed from now on.

    `rev` is the revision that was read, None for a first diagnosis. Raises ValidationError, NotAllowed for an order
    that is ready or gone, or when somebody else wrote it meanwhile.
    """
    refuse(diagnosis_problems(details))
    with desk.work(Area.RECEPTION, Area.WORKSHOP) as now:
        order = records.find(ServiceOrder, order_id)
        order_steps.refuse_done(order)
        if details.technician_id is not None and order.technician_id is None:
            records.change(desk, order, now, action=order_steps.ASSIGNED, technician_id=details.technician_id)
        if order.state == OrderState.RECEIVED:
            order_steps.move_order(desk, now, order, OrderState.DIAGNOSING, order_steps.STEP)
        order_steps.bring_device(desk, now, order)
        _write(desk, now, order, details, rev)
        by = order_steps.done_by(order, details.technician_id)
        add_event(desk, now, order, DIAGNOSED, note=text.clean(details.finding)[:300], detail=by)
        return get_diagnosis(desk, order_id)


def get_diagnosis(desk: Rows, order_id: int) -> DiagnosisRow | None:
    """The diagnosis of an order, None while there is none; one statement."""
    rows = desk.rows(_DIAGNOSIS, order_id)
    if not rows:
        return None
    rev, finding, part_id, code, name, responsibility, technician_id, technician, _at, codes = rows[0]
    found = [FaultCodeRow(CodeKind(kind), *rest) for kind, *rest in json.loads(codes)]
    return DiagnosisRow(
        rev, finding, *(_of_kind(found, kind) for kind in CodeKind), part_id, f"{name} {code}".strip(),
        Responsibility(responsibility) if responsibility else None, technician_id, technician,
    )  # fmt: skip


def _of_kind(codes: Sequence[FaultCodeRow], kind: CodeKind) -> tuple[FaultCodeRow, ...]:
    return tuple(one for one in codes if one.kind is kind)


def _write(desk: Desk, now: datetime, order: ServiceOrder, details: DiagnosisDetails, rev: int | None) -> None:
    if details.causal_part_id is not None:
        records.find(Part, details.causal_part_id)
    columns = {
        "technician_id": details.technician_id or order.technician_id,
        "finding": text.clean(details.finding, lines=True),
        "areas": list(details.areas),
        "causes": list(details.causes),
        "actions": list(details.actions),
        "causal_part_id": details.causal_part_id,
        "responsibility": details.responsibility.value if details.responsibility else "",
    }
    known = first_where(Diagnosis, order=order.id)
    if known is None:
        records.create(desk, Diagnosis, now, order=order, **columns)
    elif rev != known.rev:
        raise NotAllowed(
            Message(
                "Somebody else wrote the diagnosis of {number} meanwhile: “{finding}”. Open it again and add yours.",
                number=OwnNumber(order.number), finding=known.finding[:120],
            )
        )  # fmt: skip
    else:
        records.change(desk, known, now, **columns)
