"""What another workshop did, as a line of the order: what it cost us, and who pays it."""

from __future__ import annotations

from datetime import datetime

from aftersales_desktop.domain import text
from aftersales_desktop.domain.coverage import LineKind, LineState
from aftersales_desktop.domain.outside_repair import OutsideBack
from aftersales_desktop.models.reception import ServiceOrder
from aftersales_desktop.services.line_coverage import decide
from aftersales_desktop.services.line_writing import write_line
from aftersales_desktop.services.work import Desk

_LONGEST_TITLE = 200


def write_outside_work(desk: Desk, now: datetime, order: ServiceOrder, back: OutsideBack) -> None:
    """Labour that was done today and covered as labour here is; nothing when it cost nobody anything."""
    price = back.cost if back.price is None else back.price
    if back.cost or price:
        _verdict, coverage = decide(desk, order, LineKind.LABOUR)
        write_line(
            desk, now, order, coverage, kind=LineKind.LABOUR.value, state=LineState.DONE.value, done_on=desk.today(),
            title=text.clean(back.result)[:_LONGEST_TITLE], cost=back.cost, list_price=price,
        )  # fmt: skip
