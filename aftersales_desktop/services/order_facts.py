"""What the file knows about an order that decides about its next step."""

from __future__ import annotations

from aftersales_desktop.domain.order_states import OrderState
from aftersales_desktop.domain.workshop import OrderFacts
from aftersales_desktop.i18n import Code
from aftersales_desktop.services.reading import Rows

AGREED = (
    "max(coalesce(s.cost_ceiling, 0), coalesce((SELECT a.amount FROM approval a WHERE a.order_id = s.id "
    "AND a.decision = 'approved' ORDER BY a.id DESC LIMIT 1), 0))"
)
"""What the customer of order `s` agreed to pay, in rials: the last approved estimate, at least the ceiling given."""

PAYABLE = (
    "(SELECT coalesce(sum(l.price), 0) FROM order_line l WHERE l.order_id = s.id AND l.state <> 'removed' "
    "AND l.kind <> 'discount')"
)
"""What the customer of order `s` would pay for everything planned or done."""

ON_BENCHES = (
    "(coalesce((SELECT sum(b.quantity) FROM stock_balance b JOIN location k ON k.id = b.location_id "
    "WHERE b.part_id = r.part_id AND k.kind = 'bench' AND b.condition IN ('new', 'repaired', 'healthy_used')), 0) "
    "+ (SELECT count(*) FROM unit t JOIN location k ON k.id = t.location_id WHERE t.part_id = r.part_id "
    "AND k.kind = 'bench' AND t.condition IN ('new', 'repaired', 'healthy_used')))"
)
"""How many healthy ones of the part of reservation `r` are on benches."""

IS_MISSING = f"r.state = 'waiting' AND r.quantity > {ON_BENCHES}"
"""The part of reservation `r` is neither kept in the store for its order nor on a bench."""

_FACTS = f"""
    SELECT s.state, {PAYABLE}, {AGREED},
    EXISTS (SELECT 1 FROM estimate e WHERE e.order_id = s.id AND e.state = 'issued'),
    coalesce((SELECT e.state FROM estimate e WHERE e.order_id = s.id AND e.state NOT IN ('draft', 'replaced')
    ORDER BY e.version DESC LIMIT 1), '') = 'approved',
    (SELECT count(*) FROM order_line l WHERE l.order_id = s.id AND l.state = 'done'),
    (SELECT count(*) FROM order_line l WHERE l.order_id = s.id AND l.state = 'done' AND l.kind = 'part'),
    (SELECT count(*) FROM order_line l WHERE l.order_id = s.id AND l.state = 'planned'),
    coalesce((SELECT value FROM setting WHERE key = 'quality_control'), 'false') = 'true' OR EXISTS (SELECT 1
    FROM unit u JOIN product_model m ON m.id = u.model_id WHERE u.id = s.unit_id AND m.needs_quality = 1)
    FROM service_order s WHERE s.id = ?"""
_MISSING = f"""
    SELECT p.code FROM part_reservation r JOIN part p ON p.id = r.part_id
    WHERE r.order_id = ? AND {IS_MISSING} ORDER BY r.id"""


def read_facts(desk: Rows, order_id: int) -> OrderFacts:
    """The facts of one order that is in the file; two statements."""
    state, payable, agreed, has_estimate, is_approved, done, parts, planned, wants_control = desk.rows(
        _FACTS, order_id
    )[0]
    missing = tuple(Code(row[0]) for row in desk.rows(_MISSING, order_id))
    return OrderFacts(
        state=OrderState(state), payable=payable, agreed=agreed, has_estimate=bool(has_estimate),
        is_approved=bool(is_approved), done_lines=done, done_parts=parts, planned_lines=planned,
        missing_parts=missing, wants_quality_control=bool(wants_control),
    )  # fmt: skip
