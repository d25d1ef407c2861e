"""What happened in a month: the rows behind its workbook, and the same figures counted by the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from aftersales_desktop.i18n.formats import TEHRAN
from aftersales_desktop.models.fields import day_value, moment_text
from aftersales_desktop.services.query_parts import FIRST_CODE, FIRST_PHONE, day_in_iran
from aftersales_desktop.services.work import Reader


class IntakeLine(NamedTuple):
    """One order received in the month. `deposit` is in rial and stands on the first order of a reception only."""

    number: str
    received_on: date
    owner_name: str
    phone: str
    category_fa: str
    category_en: str
    brand: str
    model: str
    serial: str
    fault: str
    tone: str
    state: str
    outcome: str
    promised_on: date | None
    delivered_on: date | None
    deposit: int
    origin: str


class CardLine(NamedTuple):
    """One warranty card issued in the month."""

    number: str
    issued_on: date
    issuer: str
    owner_name: str
    phone: str
    category_fa: str
    category_en: str
    brand: str
    model: str
    serial: str
    state: str
    started_on: date | None
    last_day: date | None


class CustomerLine(NamedTuple):
    """One customer whose file was opened in the month."""

    subscriber_number: str
    added_on: date
    name: str
    kind: str
    phones: str
    province: str
    city: str


@dataclass(frozen=True)
class MonthTotals:
    """The figures of a month as the database counts them; money in rial."""

    intakes: int
    from_old_records: int
    handed_back: int
    repaired: int
    deposits: int
    cards: int
    customers: int

    @property
    def rows(self) -> int:
        """Rows of all sheets."""
        return self.intakes + self.cards + self.customers


@dataclass(frozen=True)
class MonthRows:
    """A month that can be read row by row, without ever being in memory as a whole."""

    first_day: date
    last_day: date
    totals: MonthTotals
    intakes: Iterable[IntakeLine]
    cards: Iterable[CardLine]
    customers: Iterable[CustomerLine]


_DEPOSIT = "CASE WHEN s.position = 1 THEN r.deposit ELSE 0 END"
_INTAKES = f"""
    SELECT s.number, s.received_on, c.name, {FIRST_PHONE}, k.name_fa, k.name_en, m.brand, m.name, {FIRST_CODE},
    s.customer_words, s.verdict_tone, s.state, s.outcome, s.promised_on, s.delivered_on, {_DEPOSIT}, s.origin
    FROM service_order s JOIN reception r ON r.id = s.reception_id JOIN customer c ON c.id = s.owner_id
    JOIN unit u ON u.id = s.unit_id JOIN product_model m ON m.id = u.model_id JOIN category k ON k.id = m.category_id
    WHERE s.received_on BETWEEN ? AND ? AND s.archived_at IS NULL ORDER BY s.received_on, s.id"""  # names are constants
_INTAKE_TOTALS = f"""
    SELECT count(*), coalesce(sum(s.origin = 'imported'), 0), count(s.delivered_on),
    coalesce(sum(s.outcome = 'repaired'), 0), coalesce(sum({_DEPOSIT}), 0)
    FROM service_order s JOIN reception r ON r.id = s.reception_id
    WHERE s.received_on BETWEEN ? AND ? AND s.archived_at IS NULL"""  # names are constants
_CARDS_WHERE = "w.issued_on BETWEEN ? AND ? AND w.archived_at IS NULL"
_CARDS = f"""
    SELECT w.number, w.issued_on, i.name, coalesce(c.name, ''), {FIRST_PHONE}, coalesce(k.name_fa, ''),
    coalesce(k.name_en, ''), coalesce(m.brand, ''), coalesce(m.name, ''), {FIRST_CODE},
    w.state, w.started_on, w.last_day
    FROM warranty_card w JOIN issuer i ON i.id = w.issuer_id LEFT JOIN customer c ON c.id = w.owner_id
    LEFT JOIN unit u ON u.id = w.unit_id LEFT JOIN product_model m ON m.id = u.model_id
    LEFT JOIN category k ON k.id = m.category_id
    WHERE {_CARDS_WHERE} ORDER BY w.issued_on, w.id"""  # names are constants
_CARD_TOTALS = f"SELECT count(*) FROM warranty_card w WHERE {_CARDS_WHERE}"  # names are constants
_CUSTOMERS_WHERE = "c.created_at >= ? AND c.created_at < ? AND c.archived_at IS NULL AND c.is_placeholder = 0"
_CUSTOMERS = f"""
    SELECT c.subscriber_number, {day_in_iran("c.created_at")}, c.name, c.kind,
    replace(c.phones_search, ' ', ', '), coalesce(t.province, ''), coalesce(t.city, '')
    FROM customer c LEFT JOIN site t ON t.customer_id = c.id AND t.is_main = 1 AND t.archived_at IS NULL
    WHERE {_CUSTOMERS_WHERE} ORDER BY c.created_at, c.id"""  # names are constants
_CUSTOMER_TOTALS = f"""
    SELECT count(*) FROM customer c INDEXED BY customer_created WHERE {_CUSTOMERS_WHERE}"""  # names are constants


def month_rows(reader: Reader, first_day: date, last_day: date) -> MonthRows:
    """Everything of a period of Iran's days, both ends included; imported services count where they were received.

    Until it is closed the reader sees the file as it is now, so that rows and totals agree while others go on saving.
    """
    if not reader.connection.in_transaction:
        reader.connection.execute("BEGIN")
    days = (first_day.isoformat(), last_day.isoformat())
    moments = (_begin(first_day), _begin(last_day + timedelta(days=1)))
    totals = MonthTotals(
        *reader.rows(_INTAKE_TOTALS, *days)[0],
        cards=reader.rows(_CARD_TOTALS, *days)[0][0],
        customers=reader.rows(_CUSTOMER_TOTALS, *moments)[0][0],
    )
    return MonthRows(
        first_day, last_day, totals,
        _Stream(reader, _INTAKES, days, _intake_line),
        _Stream(reader, _CARDS, days, _card_line),
        _Stream(reader, _CUSTOMERS, moments, _customer_line),
    )  # fmt: skip


@dataclass(frozen=True)
class _Stream:
    """Lines of a query, read again by every loop over them."""

    reader: Reader
    sql: str
    values: tuple[str, str]
    line: Callable[[tuple[Any, ...]], Any]

    def __iter__(self) -> Iterator[Any]:
        for chunk in self.reader.stream(self.sql, *self.values):
            yield from map(self.line, chunk)


def _begin(day: date) -> str:
    return moment_text(datetime.combine(day, time.min, TEHRAN))


def _intake_line(row: tuple[Any, ...]) -> IntakeLine:
    number, received_on, *middle, promised_on, delivered_on, deposit, origin = row
    return IntakeLine(
        number,
        date.fromisoformat(received_on),
        *middle,
        day_value(promised_on),
        day_value(delivered_on),
        deposit,
        origin,
    )


def _card_line(row: tuple[Any, ...]) -> CardLine:
    number, issued_on, *middle, started_on, last_day = row
    return CardLine(number, date.fromisoformat(issued_on), *middle, day_value(started_on), day_value(last_day))


def _customer_line(row: tuple[Any, ...]) -> CustomerLine:
    number, added_on, *rest = row
    return CustomerLine(number, date.fromisoformat(added_on), *rest)
