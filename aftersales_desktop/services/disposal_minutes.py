"""The paper of a disposal: what was decided, and everything that was tried before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.uncollected import storage_fee
from aftersales_desktop.i18n import Message
from aftersales_desktop.services.calls import CallRow, list_calls
from aftersales_desktop.services.order_rows import OrderRow, get_order
from aftersales_desktop.services.settings import load_settings
from aftersales_desktop.services.uncollected import (
    DisposalRow,
    LetterRow,
    day_it_became_ready,
    disposal_of,
    list_letters,
    rules_for,
    storage_charged,
)
from aftersales_desktop.services.work import Desk

_MINUTES = "SELECT order_id FROM disposal WHERE ?1 IN (number, 'any') ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class MinutesPaper:
    """The minutes with the order, the letters and the calls before it; money is in rials of the order's currency.

    `fee` is what might have been charged for the days of waiting, `charged` what was.
    """

    minutes: DisposalRow
    order: OrderRow
    ready_on: date
    fee: int
    charged: int
    letters: tuple[LetterRow, ...]
    calls: tuple[CallRow, ...]

    @property
    def uuid(self) -> str:
        """The minutes' own."""
        return self.minutes.uuid

    @property
    def number(self) -> str:
        """The minutes' own."""
        return self.minutes.number

    @property
    def days(self) -> int:
        """Days the device waited until it was disposed of."""
        return (self.minutes.disposed_on - self.ready_on).days


def find_minutes(desk: Desk, number: str) -> MinutesPaper:
    """By their number; "any" are the newest. NotFound when there are none."""
    rows = desk.rows(_MINUTES, number)
    minutes = disposal_of(rows[0][0]) if rows else None
    if minutes is None:
        raise NotFound(Message("There are no minutes with this number."))
    order = get_order(desk, minutes.order_id)
    ready_on = day_it_became_ready(desk, order.id) or order.received_on
    days = (minutes.disposed_on - ready_on).days
    return MinutesPaper(
        minutes, order, ready_on,
        fee=storage_fee(days, rules_for(load_settings(desk), order.unit.model.category.code)),
        charged=storage_charged(desk, order.id), letters=tuple(list_letters(order.id)),
        calls=tuple(list_calls(desk, order.id)),
    )  # fmt: skip
