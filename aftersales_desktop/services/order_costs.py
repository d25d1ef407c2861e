"""What an order costs the centre beside its lines."""

from __future__ import annotations

from aftersales_desktop.services.work import Desk

LOANER_COST = (
    "(SELECT coalesce(sum(n.day_cost * (julianday(coalesce(n.returned_on, {today})) - julianday(n.lent_on) + 1)), 0) "
    "FROM loan n WHERE n.order_id = {order} AND n.archived_at IS NULL)"
)
"""Rials of an order's loaners: each day costs what it did when the loaner was lent, the first and the last one too."""
_LOANERS = f"SELECT {LOANER_COST.format(today='?1', order='?2')}"


def loaner_cost(desk: Desk, order_id: int) -> int:
    """What the loaners of an order have cost until today, in rials."""
    return int(desk.rows(_LOANERS, desk.today().isoformat(), order_id)[0][0])
