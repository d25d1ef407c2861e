"""A pasted price list: what it would change, in percent, and the new prices from a day on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem, refuse
from aftersales_desktop.domain.price_lists import MOST_LINES, PastedPrice, change_percent, read_price_list
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.parts import set_price
from aftersales_desktop.services.work import Area, Desk

_NAMED = """
    SELECT p.code_norm, p.id, p.code, p.name, coalesce(e.buy, 0), coalesce(e.sell, 0) FROM part p
    LEFT JOIN part_price e ON e.id = (SELECT id FROM part_price WHERE part_id = p.id AND from_on <= ?
    ORDER BY from_on DESC, id DESC LIMIT 1)
    WHERE p.archived_at IS NULL AND p.code_norm IN (SELECT value FROM json_each(?))"""
STRANGE = 50
"""A change of so many percent and more is shown as strange: often a zero too many, or toman instead of rials."""


@dataclass(frozen=True)
class PriceChange:
    """The new price of an article beside the one that holds until then, in rials; `percent` is of the selling price."""

    part_id: int
    part_code: str
    part_name: str
    old_buy: int
    old_sell: int
    buy: int
    sell: int
    percent: int | None

    @property
    def is_strange(self) -> bool:
        """Whether somebody should look at it twice."""
        return self.percent is not None and abs(self.percent) >= STRANGE


@dataclass
class PricePreview:
    """What a pasted list would do: changes, how many stay as they are, and codes that no article has."""

    changes: list[PriceChange] = field(default_factory=list)
    same: int = 0
    unknown: list[str] = field(default_factory=list)


def preview_prices(desk: Desk, pasted: str, from_on: date) -> PricePreview:
    """Read a pasted list; writes nothing. The last line of an article counts. Raises ValidationError."""
    lines = read_price_list(pasted)
    if not lines:
        refuse([FieldProblem("pasted", Message("No line holds a code and a price. Paste the columns of both."))])
    if len(lines) > MOST_LINES:
        message = Message("Paste at most {most} lines at once, and the rest afterwards.", most=MOST_LINES)
        refuse([FieldProblem("pasted", message)])
    preview, changes = PricePreview(), {}
    parts = _parts(desk, lines, from_on)
    for line in lines:
        part = parts.get(text.code_norm(line.code))
        if part is None:
            preview.unknown.append(line.code[:60])
        else:
            changes[part[0]] = _change(part, line)
    found = list(changes.values())
    preview.changes = [row for row in found if (row.buy, row.sell) != (row.old_buy, row.old_sell)]
    preview.same = len(found) - len(preview.changes)
    return preview


def _parts(desk: Desk, lines: Iterable[PastedPrice], from_on: date) -> dict[str, tuple[Any, ...]]:
    """Id, code, name and the price that holds then, of every article named, by its code as it is compared."""
    norms = json.dumps([text.code_norm(line.code) for line in lines])
    return {norm: part for norm, *part in desk.rows(_NAMED, from_on.isoformat(), norms)}


def _change(part: tuple[Any, ...], line: PastedPrice) -> PriceChange:
    part_id, code, name, old_buy, old_sell = part
    buy, sell = line.amounts if len(line.amounts) == 2 else (old_buy, line.amounts[0])
    return PriceChange(part_id, code, name, old_buy, old_sell, buy, sell, change_percent(old_sell, sell))


def apply_prices(desk: Desk, changes: Iterable[PriceChange], from_on: date) -> int:
    """Write the new prices from a day on, all or none; older papers keep theirs. Gives how many there were."""
    count = 0
    with desk.work(Area.PARTS):
        for change in changes:
            set_price(desk, change.part_id, from_on, change.buy, change.sell)
            count += 1
    return count
