"""How many working days the covered repairs have left of those that the settings allow."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from aftersales_desktop.domain.custody_clock import StateFrom, custody_time
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.i18n.formats import tehran_time
from aftersales_desktop.models.fields import moment_value
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.work import Desk

_HISTORIES = """
    SELECT s.id, e.at, e.to_state FROM service_order s JOIN order_event e ON e.order_id = s.id
    WHERE s.id IN (SELECT value FROM json_each(?)) AND s.verdict_tone = 'covered'
    AND e.to_state <> '' AND (e.kind = 'received' OR e.to_state <> e.from_state) ORDER BY s.id, e.id"""


def warranty_days_left(desk: Desk, order_ids: Iterable[int]) -> dict[int, int]:
    """Working days by order, below zero for each one over; without those whose repair no warranty covers."""
    rows = desk.rows(_HISTORIES, json.dumps(sorted(set(order_ids))))
    allowed, today = load_settings(desk).repair_days_allowed, desk.today()
    left = {}
    for order_id, events in groupby(rows, key=lambda row: row[0]):
        history = [StateFrom(tehran_time(moment_value(at)).date(), OrderState(state)) for _id, at, state in events]
        time = custody_time(history, today, allowed)
        left[order_id] = time.left - time.over
    return left
