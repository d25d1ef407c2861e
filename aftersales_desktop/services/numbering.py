"""Numbers printed on documents: no gaps, no doubles."""

from __future__ import annotations

from datetime import date

from aftersales_desktop.domain import identifiers, own_numbers
from aftersales_desktop.domain.jalali import to_jalali
from aftersales_desktop.models.database import database
from aftersales_desktop.services.records import BRANCH

_TAKE = (
    "INSERT INTO number_series (series, last) VALUES (?, ?) "
    "ON CONFLICT (series) DO UPDATE SET last = last + excluded.last RETURNING last"
)


def next_subscriber_number() -> str:
    """The next customer's number, for life."""
    return identifiers.subscriber_number(_take("subscriber"))


def next_card_number() -> str:
    """The next warranty card's number."""
    return identifiers.card_number(_take("card"))


def next_card_numbers(quantity: int) -> list[str]:
    """A run of card numbers for a batch."""
    last = _take("card", quantity)
    return [identifiers.card_number(number) for number in range(last - quantity + 1, last + 1)]


def next_reception_number(received_on: date) -> str:
    """The next reception number of the branch in the Jalali year of that day."""
    year = to_jalali(received_on)[0]
    return identifiers.reception_number(BRANCH, year, _take(f"reception/{BRANCH}/{year}"))


def next_history_number() -> str:
    """The next number of an order that was brought in from old records."""
    return identifiers.history_number(_take("history"))


def next_unit_tag() -> str:
    """The next tag for a thing without a legible serial."""
    return identifiers.unit_tag(_take("tag"))


def next_claim_number(day: date) -> str:
    """The next claim at a supplier in the Jalali year of that day."""
    year = to_jalali(day)[0]
    return identifiers.claim_number(year, _take(f"claim/{year}"))


def next_minutes_number(day: date) -> str:
    """The next minutes of the centre in the Jalali year of that day."""
    year = to_jalali(day)[0]
    return identifiers.minutes_number(year, _take(f"minutes/{year}"))


def next_slip_number(kind: str, on_day: date) -> str:
    """The next number of a kind of store slip in the Jalali year of that day."""
    year = to_jalali(on_day)[0]
    return own_numbers.slip_number(kind, year, _take(f"slip/{kind}/{year}"))


def _take(series: str, quantity: int = 1) -> int:
    """Raise the series inside a unit of work, so that a rollback gives the numbers back."""
    if not database.in_transaction():
        raise RuntimeError("numbers are only taken inside a unit of work")
    return database.execute_sql(_TAKE, (series, quantity)).fetchone()[0]
