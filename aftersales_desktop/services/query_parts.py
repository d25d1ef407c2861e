"""Pieces of SQL that several queries share, so that a list, a paper and a check mean the same by "open" or "phone"."""

from __future__ import annotations

from aftersales_desktop.domain.order_states import OPEN_STATES

OPEN_STATE_LIST = f"({', '.join(repr(state.value) for state in OPEN_STATES)})"
"""States of an order whose device is in the centre, for `IN`."""

IS_OPEN = f"s.archived_at IS NULL AND s.state IN {OPEN_STATE_LIST}"
"""Order `s` is open."""

FIRST_CODE = (
    "coalesce((SELECT i.value FROM unit_identifier i WHERE i.unit_id = u.id AND i.removed_at IS NULL "
    "AND i.kind IN ('serial', 'tag') ORDER BY i.kind, i.position LIMIT 1), '')"
)
"""The serial of device `u`, or our tag."""

FIRST_PHONE = (
    "coalesce((SELECT p.number FROM customer_phone p WHERE p.customer_id = c.id AND p.removed_at IS NULL "
    "ORDER BY p.position LIMIT 1), '')"
)
"""The first phone in use of customer `c`."""

MERGE_HOLDS = "e.reverses_id IS NULL AND NOT EXISTS (SELECT 1 FROM merge_event r WHERE r.reverses_id = e.id)"
"""Merge `e` is one, and was not undone."""

CODE_THAT_WENT_OVER = (
    "coalesce((SELECT i.value FROM merge_move m JOIN unit_identifier i ON i.id = m.row_id WHERE m.merge_id = e.id "
    "AND m.subject = 'unit_identifier.unit_id' ORDER BY i.removed_at IS NOT NULL, i.kind, i.position LIMIT 1), '')"
)
"""The serial or tag that merge `e` brought to the device that goes on."""


def day_in_iran(instant: str) -> str:
    """The business day of a stored instant. Iran has kept one time all year since 1401."""
    return f"date({instant}, '+3 hours', '+30 minutes')"
