"""What a period cost and brought: the orders that left, what stands behind them, the parts used, what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import Any

from aftersales_desktop.domain.coverage import COVERAGE_TITLES, PAYER_TITLES, CoverageKind
from aftersales_desktop.domain.returns import RETURN_CAUSE_TITLES, ReturnCause
from aftersales_desktop.i18n import N_, Message
from aftersales_desktop.services.order_costs import LOANER_COST
from aftersales_desktop.services.query_parts import FIRST_CODE
from aftersales_desktop.services.reading import Rows
from aftersales_desktop.services.work import Reader


class ColumnKind(Enum):
    """What the values of a column are; money is rials, a share is in tenths of a per cent."""

    TEXT = auto()
    OWN_NUMBER = auto()
    CODE = auto()
    DAY = auto()
    NUMBER = auto()
    MONEY = auto()
    SHARE = auto()


@dataclass(frozen=True)
class ReportColumn:
    """One column; `is_summed` says that its sum means something."""

    key: str
    title: str
    kind: ColumnKind = ColumnKind.TEXT
    is_summed: bool = False


@dataclass(frozen=True)
class Report:
    """A question about a period. `sql` takes the first and the last day as ?1 and ?2, and gives the id of the order or
    NULL, then the columns in order. `titles` are the words for the stored values of some columns. `count` is a quicker
    way to the number of rows, where there is one.
    """

    key: str
    title: str
    columns: tuple[ReportColumn, ...]
    sql: str
    titles: dict[str, dict[str, str]]
    count: str = ""


_MONEY = (
    ReportColumn("list_price", N_("List price"), ColumnKind.MONEY, is_summed=True),
    ReportColumn("paid", N_("Customer pays"), ColumnKind.MONEY, is_summed=True),
    ReportColumn("others", N_("Others pay"), ColumnKind.MONEY, is_summed=True),
    ReportColumn("cost", N_("Our cost"), ColumnKind.MONEY, is_summed=True),
    ReportColumn("margin", N_("What stays"), ColumnKind.MONEY, is_summed=True),
)
_LEFT = """
    left_orders AS MATERIALIZED (
        SELECT s.id, s.number, s.delivered_on, s.owner_id, s.unit_id, s.technician_id FROM service_order s
        WHERE s.delivered_on BETWEEN ?1 AND ?2 AND s.origin = 'counter' AND s.archived_at IS NULL
        AND s.state IN ('delivered', 'closed')
    )"""
_SUMS = """
    coalesce(sum(l.list_price), 0) AS list_price, coalesce(sum(l.price), 0) AS paid,
    coalesce(sum(CASE WHEN l.payer IN ('customer', 'centre') THEN 0 ELSE l.list_price - l.price END), 0) AS others,
    coalesce(sum(l.cost), 0) AS cost"""
_LOANERS = LOANER_COST.format(today="?2", order="o.id")
_ORDERS = f"""
    WITH {_LEFT},
    order_money AS (
        SELECT o.id, o.number, o.delivered_on, o.owner_id, o.unit_id, o.technician_id, {_SUMS}
        FROM left_orders o LEFT JOIN order_line l ON l.order_id = o.id AND l.state = 'done' GROUP BY o.id
    ),
    money AS (SELECT o.*, o.cost + CAST({_LOANERS} AS INTEGER) AS whole_cost FROM order_money o)"""
_DEVICE = "trim(m.brand || ' ' || m.name)"

ORDERS = Report(
    "orders", N_("Orders handed over"),
    (
        ReportColumn("number", N_("Number"), ColumnKind.OWN_NUMBER),
        ReportColumn("day", N_("Handed back on"), ColumnKind.DAY),
        ReportColumn("owner", N_("Customer")),
        ReportColumn("device", N_("Device")),
        ReportColumn("technician", N_("Technician")),
        *_MONEY,
    ),
    f"""{_ORDERS}
    SELECT o.id, o.number, o.delivered_on, c.name, {_DEVICE}, coalesce(t.name, ''), o.list_price, o.paid, o.others,
    o.whole_cost, o.paid + o.others - o.whole_cost
    FROM money o JOIN customer c ON c.id = o.owner_id JOIN unit u ON u.id = o.unit_id
    JOIN product_model m ON m.id = u.model_id LEFT JOIN staff_member t ON t.id = o.technician_id
    ORDER BY o.delivered_on, o.id""",  # names are constants
    {},
    f"WITH {_LEFT} SELECT count(*) FROM left_orders",
)  # fmt: skip
MODELS = Report(
    "models", N_("By model"),
    (
        ReportColumn("device", N_("Device")),
        ReportColumn("orders", N_("Orders"), ColumnKind.NUMBER, is_summed=True),
        *_MONEY,
    ),
    f"""{_ORDERS}
    SELECT NULL, {_DEVICE}, count(*), sum(o.list_price), sum(o.paid), sum(o.others), sum(o.whole_cost),
    sum(o.paid + o.others - o.whole_cost)
    FROM money o JOIN unit u ON u.id = o.unit_id JOIN product_model m ON m.id = u.model_id
    GROUP BY m.id ORDER BY count(*) DESC, m.id""",  # names are constants
    {},
)  # fmt: skip
TECHNICIANS = Report(
    "technicians", N_("By technician"),
    (
        ReportColumn("technician", N_("Technician")),
        ReportColumn("lines", N_("Lines"), ColumnKind.NUMBER, is_summed=True),
        ReportColumn("minutes", N_("Minutes"), ColumnKind.NUMBER, is_summed=True),
        *_MONEY,
    ),
    f"""
    WITH {_LEFT},
    worked AS (
        SELECT l.technician_id, count(*) AS lines, sum(l.minutes) AS minutes, {_SUMS}
        FROM left_orders o JOIN order_line l ON l.order_id = o.id AND l.state = 'done' GROUP BY l.technician_id
    )
    SELECT NULL, coalesce(t.name, ''), w.lines, w.minutes, w.list_price, w.paid, w.others, w.cost,
    w.paid + w.others - w.cost
    FROM worked w LEFT JOIN staff_member t ON t.id = w.technician_id ORDER BY w.minutes DESC, t.name""",
    {},
)  # fmt: skip
PAYERS = Report(
    "payers", N_("By payer"),
    (
        ReportColumn("payer", N_("Who pays")),
        ReportColumn("lines", N_("Lines"), ColumnKind.NUMBER, is_summed=True),
        ReportColumn("amount", N_("Amount"), ColumnKind.MONEY, is_summed=True),
    ),
    f"""
    WITH {_LEFT},
    shares AS (
        SELECT 'customer' AS payer, l.price AS amount FROM left_orders o
        JOIN order_line l ON l.order_id = o.id AND l.state = 'done' WHERE l.price > 0
        UNION ALL
        SELECT l.payer, l.list_price - l.price FROM left_orders o
        JOIN order_line l ON l.order_id = o.id AND l.state = 'done' WHERE l.list_price > l.price
    )
    SELECT NULL, payer, count(*), sum(amount) FROM shares GROUP BY payer ORDER BY sum(amount) DESC, payer""",
    {"payer": {payer.value: title for payer, title in PAYER_TITLES.items()}},
)  # fmt: skip
PARTS = Report(
    "parts", N_("Parts used"),
    (
        ReportColumn("day", N_("Put in on"), ColumnKind.DAY),
        ReportColumn("code", N_("Code"), ColumnKind.CODE),
        ReportColumn("part", N_("Part")),
        ReportColumn("quantity", N_("How many"), ColumnKind.NUMBER, is_summed=True),
        ReportColumn("serial", N_("Serial"), ColumnKind.CODE),
        ReportColumn("number", N_("Order"), ColumnKind.OWN_NUMBER),
        ReportColumn("technician", N_("Technician")),
        ReportColumn("coverage", N_("Covered by")),
        ReportColumn("cost", N_("Our cost"), ColumnKind.MONEY, is_summed=True),
        ReportColumn("paid", N_("Customer pays"), ColumnKind.MONEY, is_summed=True),
    ),
    f"""
    SELECT l.order_id, l.done_on, p.code, l.title, l.quantity,
    CASE WHEN l.unit_in_id IS NULL THEN '' ELSE (SELECT {FIRST_CODE} FROM unit u WHERE u.id = l.unit_in_id) END,
    s.number, coalesce(t.name, ''), l.coverage, l.cost, l.price
    FROM order_line l INDEXED BY order_line_part_day JOIN part p ON p.id = l.part_id
    JOIN service_order s ON s.id = l.order_id LEFT JOIN staff_member t ON t.id = l.technician_id
    WHERE l.part_id IS NOT NULL AND l.done_on BETWEEN ?1 AND ?2 AND l.state = 'done' ORDER BY l.done_on, l.id""",
    {"coverage": {kind.value: COVERAGE_TITLES[kind] for kind in CoverageKind}},
    "SELECT count(*) FROM order_line l INDEXED BY order_line_part_day WHERE l.part_id IS NOT NULL "
    "AND l.done_on BETWEEN ?1 AND ?2 AND l.state = 'done'",
)  # fmt: skip
_BY_CAUSE, _BY_TECHNICIAN, _BY_MODEL = N_("Cause"), N_("Technician"), N_("Model")
RETURNS = Report(
    "returns", N_("What came back"),
    (
        ReportColumn("by", N_("Seen by")),
        ReportColumn("name", N_("Name")),
        ReportColumn("returned", N_("Came back"), ColumnKind.NUMBER),
        ReportColumn("handed_over", N_("Handed over"), ColumnKind.NUMBER),
        ReportColumn("share", N_("Share"), ColumnKind.SHARE),
    ),
    f"""
    WITH {_LEFT},
    returned AS MATERIALIZED (
        SELECT s.bounce_cause AS cause, coalesce(l.technician_id, e.technician_id) AS technician_id, u.model_id
        FROM service_order s JOIN service_order e ON e.id = s.parent_order_id JOIN unit u ON u.id = s.unit_id
        LEFT JOIN order_line l ON l.id = s.failed_line_id
        WHERE s.received_on BETWEEN ?1 AND ?2 AND s.bounce_cause <> '' AND s.archived_at IS NULL
    ),
    technicians AS (SELECT technician_id AS id, count(*) AS n FROM left_orders GROUP BY 1),
    models AS (SELECT u.model_id AS id, count(*) AS n FROM left_orders o JOIN unit u ON u.id = o.unit_id GROUP BY 1),
    counted AS (
        SELECT 1 AS place, cause AS name, count(*) AS returned, (SELECT count(*) FROM left_orders) AS n
        FROM returned GROUP BY cause
        UNION ALL
        SELECT 2, coalesce(t.name, ''), count(*), coalesce((SELECT n FROM technicians WHERE id = t.id), 0)
        FROM returned r LEFT JOIN staff_member t ON t.id = r.technician_id GROUP BY r.technician_id
        UNION ALL
        SELECT 3, {_DEVICE}, count(*), coalesce((SELECT n FROM models WHERE id = m.id), 0)
        FROM returned r JOIN product_model m ON m.id = r.model_id GROUP BY m.id
    )
    SELECT NULL, place, name, returned, n, CASE WHEN n THEN (1000 * returned + n / 2) / n END
    FROM counted ORDER BY place, returned DESC, name""",  # names are constants
    {
        "by": {1: _BY_CAUSE, 2: _BY_TECHNICIAN, 3: _BY_MODEL},
        "name": {cause.value: RETURN_CAUSE_TITLES[cause] for cause in ReturnCause},
    },
)  # fmt: skip
REPORTS = (ORDERS, MODELS, TECHNICIANS, PAYERS, PARTS, RETURNS)


@dataclass(frozen=True)
class ReportRows:
    """The answer: one value for each column, titles as messages; `sums` has None where a sum means nothing.

    `order_ids` tells of each row which order it is about, None where it is about none.
    """

    report: Report
    first_day: date
    last_day: date
    order_ids: tuple[int | None, ...]
    rows: tuple[tuple[Any, ...], ...]
    sums: tuple[int | None, ...]


def report_of(key: str) -> Report:
    """A report by its key; KeyError for one that is none."""
    return {report.key: report for report in REPORTS}[key]


@dataclass(frozen=True)
class ReportStream:
    """An answer that is read row by row, again by every loop; `count` is how many rows there are."""

    report: Report
    count: int
    days: tuple[str, str]
    reader: Reader

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        show = _values_of(self.report)
        for chunk in self.reader.stream(self.report.sql, *self.days):
            yield from map(show, chunk)


def stream_report(reader: Reader, report: Report, first_day: date, last_day: date) -> ReportStream:
    """The same as `read_report`, without ever being in memory as a whole."""
    days = (first_day.isoformat(), last_day.isoformat())
    counting = report.count or f"SELECT count(*) FROM ({report.sql})"  # names are constants
    return ReportStream(report, reader.rows(counting, *days)[0][0], days, reader)


def read_report(reader: Rows, report: Report, first_day: date, last_day: date) -> ReportRows:
    """Ask for a period of Iran's days, both ends included; money in rials."""
    found = reader.rows(report.sql, first_day.isoformat(), last_day.isoformat())
    rows = tuple(map(_values_of(report), found))
    sums = tuple(
        sum(row[place] for row in rows) if column.is_summed else None for place, column in enumerate(report.columns)
    )
    return ReportRows(report, first_day, last_day, tuple(row[0] for row in found), rows, sums)


def _values_of(report: Report) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """What makes the values of a row out of a row of the database, whose first is the order's id."""
    shown = [_reader_of(report, column) for column in report.columns]
    return lambda row: tuple(show(value) for show, value in zip(shown, row[1:], strict=True))


def _reader_of(report: Report, column: ReportColumn) -> Any:
    titles = report.titles.get(column.key)
    if titles is not None:
        return lambda value: Message(titles[value]) if value in titles else value
    if column.kind is ColumnKind.DAY:
        return date.fromisoformat
    return lambda value: value
