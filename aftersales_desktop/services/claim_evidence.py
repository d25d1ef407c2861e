"""What has to be handed over with the claims of a month, and how many days are left for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.supplier_claims import evidence_due
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Desk

_LINES = (
    "SELECT count(*), count(l.unit_out_id) FROM order_line l WHERE l.coverage = 'warranty' AND l.kind = 'part' "
    "AND l.state = 'done' AND l.done_on BETWEEN ? AND ?"
)


@dataclass(frozen=True)
class EvidenceDue:
    """A month's covered parts, the old serials among them, and the day on which all of it is handed over."""

    first: date
    last: date
    due_on: date
    days_left: int
    parts: int
    serials: int


def next_evidence(desk: Desk) -> EvidenceDue | None:
    """What is owed next; None while the settings name no day, or nothing was covered in that month."""
    day = load_settings(desk).claim_evidence_day
    return _due(desk, desk.today(), day) if day else None


def _due(reader: Rows, today: date, day: int) -> EvidenceDue | None:
    first, last, due_on = evidence_due(today, day)
    parts, serials = reader.rows(_LINES, first.isoformat(), last.isoformat())[0]
    return EvidenceDue(first, last, due_on, (due_on - today).days, parts, serials) if parts else None
