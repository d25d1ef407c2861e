"""The history of an order, line by line; its state is what the last line says."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aftersales_desktop.domain.order_events import OrderEventKind
from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.models.reception import OrderEvent, ServiceOrder
from aftersales_desktop.models.statements import insert_row
from aftersales_desktop.services import records
from aftersales_desktop.services.work import Desk


def add_event(
    desk: Desk,
    now: datetime,
    order: ServiceOrder,
    kind: str,
    *,
    to_state: OrderState | None = None,
    note: str = "",
    detail: dict[str, Any] | None = None,
    reverses: OrderEvent | None = None,
) -> None:
    """One line in the order's history; inside a unit of work. A kind without words in the domain's table is a bug."""
    insert_row(
        OrderEvent,
        uuid=records.new_uuid(), order=order, at=now, actor=desk.actor, kind=OrderEventKind(kind).value,
        from_state=order.state, to_state=to_state.value if to_state else order.state, note=note, detail=detail or {},
        reverses=reverses,
    )  # fmt: skip
