"""What must hold about estimates, returns and devices that left; each check names the first broken record."""

from __future__ import annotations

from collections.abc import Callable

from aftersales_desktop.i18n import N_, Message, OwnNumber
from aftersales_desktop.services.reading import Rows

_LET_PASS = "EXISTS (SELECT 1 FROM order_override x WHERE x.order_id = s.id AND x.blocker = '{blocker}')"
_LEFT = "s.origin = 'counter' AND s.state IN ('delivered', 'closed')"
_OLD_PARTS = f"""
    SELECT s.number FROM service_order s JOIN order_line l ON l.order_id = s.id JOIN unit u ON u.id = l.unit_out_id
    JOIN location k ON k.id = u.location_id WHERE {_LEFT} AND l.state = 'done' AND k.kind = 'bench'
    AND (SELECT m.order_id FROM unit_move m WHERE m.unit_id = u.id ORDER BY m.id DESC LIMIT 1) = s.id
    AND NOT {_LET_PASS.format(blocker="old_part")} LIMIT 1"""
_LOANERS = f"""
    SELECT s.number FROM unit u JOIN location k ON k.id = u.location_id
    JOIN unit_move m ON m.id = (SELECT max(id) FROM unit_move WHERE unit_id = u.id)
    JOIN service_order s ON s.id = m.order_id
    WHERE k.kind = 'loaner_out' AND {_LEFT} AND NOT {_LET_PASS.format(blocker="loaner")} LIMIT 1"""
_APPROVALS = """
    SELECT s.number FROM estimate e JOIN service_order s ON s.id = e.order_id WHERE e.state IN ('approved', 'refused')
    AND (SELECT a.decision FROM approval a WHERE a.estimate_id = e.id ORDER BY a.id DESC LIMIT 1) IS NOT e.state
    LIMIT 1"""
_VERSIONS = """
    SELECT s.number FROM service_order s JOIN (SELECT order_id, count(*) many, max(version) highest FROM estimate
    GROUP BY order_id HAVING many <> highest) e ON e.order_id = s.id LIMIT 1"""
_RETURNS = """
    SELECT s.number FROM service_order s LEFT JOIN service_order p ON p.id = s.parent_order_id
    WHERE (s.parent_order_id IS NOT NULL AND (p.id >= s.id OR p.unit_id <> s.unit_id
    OR p.state NOT IN ('delivered', 'closed'))) OR (s.bounce_cause <> '' AND s.parent_order_id IS NULL)
    OR (s.failed_line_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM order_line l WHERE l.id = s.failed_line_id
    AND l.order_id = s.parent_order_id)) LIMIT 1"""


def _named(query: str, sentence: str) -> Callable[[Rows], Message | None]:
    """A check whose query gives the number of the first order that breaks it."""

    def check(desk: Rows) -> Message | None:
        rows = desk.rows(query)
        return Message(sentence, number=OwnNumber(rows[0][0])) if rows else None

    return check


LEAVING_CHECKS = (
    _named(_OLD_PARTS, N_("Order {number} has left, but nobody said where an old part goes.")),
    _named(_LOANERS, N_("Order {number} has left, but its loaner is still out and nobody allowed it.")),
    _named(_APPROVALS, N_("The state of an estimate of order {number} is not the customer's last answer.")),
    _named(_VERSIONS, N_("The versions of the estimates of order {number} have a gap.")),
    _named(_RETURNS, N_("Order {number} returns from an order that cannot be the one before.")),
)
