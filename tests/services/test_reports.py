"""Reports against sums that are worked out row by row from the plain tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest

from aftersales_desktop.i18n import Words
from aftersales_desktop.i18n.formats import without_bidi_controls
from aftersales_desktop.services import reports
from aftersales_desktop.services.reports import REPORTS, read_report
from aftersales_desktop.services.work import close_desk, open_desk
from tests.templates import demo

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LAST = date(2026, 11, 20)
FIRST = LAST - timedelta(days=150)
EN = Words("en")


@pytest.fixture(scope="module")
def shop(templates, tmp_path_factory):
    yield open_desk(templates.copy("demo", demo, tmp_path_factory.mktemp("reports")), clock=lambda: NOW)
    close_desk()


def table(desk, name: str) -> dict[int, dict[str, object]]:
    titles = [row[1] for row in desk.rows(f"PRAGMA table_info({name})")]
    rows = [dict(zip(titles, row, strict=True)) for row in desk.rows(f"SELECT * FROM {name}")]
    return {row["id"]: row for row in rows}


def left_orders(desk) -> dict[int, dict[str, object]]:
    return {
        key: order for key, order in table(desk, "service_order").items()
        if order["state"] in ("delivered", "closed") and order["origin"] == "counter"
        and FIRST.isoformat() <= order["delivered_on"] <= LAST.isoformat()
    }  # fmt: skip


def lines_of(desk, orders) -> list[dict[str, object]]:
    return [
        line for line in table(desk, "order_line").values() if line["order_id"] in orders and line["state"] == "done"
    ]


def others_pay(line) -> int:
    return 0 if line["payer"] in ("customer", "centre") else line["list_price"] - line["price"]


def loaners_cost(desk, order_id: int) -> int:
    days = 0
    for loan in table(desk, "loan").values():
        if loan["order_id"] == order_id:
            end = date.fromisoformat(loan["returned_on"]) if loan["returned_on"] else LAST
            days += loan["day_cost"] * ((end - date.fromisoformat(loan["lent_on"])).days + 1)
    return days


def test_every_order_that_left_stands_there_once_with_what_it_cost(shop):
    answer, orders = read_report(shop, reports.ORDERS, FIRST, LAST), left_orders(shop)
    assert len(orders) > 40
    assert sorted(answer.order_ids) == sorted(orders)
    for order_id, row in zip(answer.order_ids, answer.rows, strict=True):
        lines = [line for line in lines_of(shop, orders) if line["order_id"] == order_id]
        paid, others = sum(line["price"] for line in lines), sum(map(others_pay, lines))
        cost = sum(line["cost"] for line in lines) + loaners_cost(shop, order_id)
        assert row[-5:] == (sum(line["list_price"] for line in lines), paid, others, cost, paid + others - cost)


def test_models_add_up_to_the_orders(shop):
    orders, models = (read_report(shop, report, FIRST, LAST) for report in (reports.ORDERS, reports.MODELS))
    assert models.sums[-5:] == orders.sums[-5:]
    assert models.sums[1] == len(orders.rows)
    assert Counter(row[3] for row in orders.rows) == Counter({row[0]: row[1] for row in models.rows})


def test_technicians_have_the_lines_they_worked_on(shop):
    expected: dict[object, list[int]] = defaultdict(lambda: [0, 0, 0])
    staff = table(shop, "staff_member")
    for line in lines_of(shop, left_orders(shop)):
        name = staff[line["technician_id"]]["name"] if line["technician_id"] else ""
        for place, value in enumerate((1, line["minutes"], line["cost"])):
            expected[name][place] += value
    answer = read_report(shop, reports.TECHNICIANS, FIRST, LAST)
    assert {row[0]: [row[1], row[2], row[6]] for row in answer.rows} == expected


def test_payers_share_the_whole_list_price(shop):
    answer = read_report(shop, reports.PAYERS, FIRST, LAST)
    shares = Counter()
    for line in lines_of(shop, left_orders(shop)):
        shares["customer"] += line["price"]
        shares[line["payer"]] += line["list_price"] - line["price"]
    shown = {without_bidi_controls(EN.value(row[0])): row[2] for row in answer.rows}
    assert shown == {"Customer": shares["customer"], "Our centre": shares["centre"]}
    assert answer.sums[2] == read_report(shop, reports.ORDERS, FIRST, LAST).sums[5]


def test_parts_stand_on_the_day_they_went_in(shop):
    answer = read_report(shop, reports.PARTS, FIRST, LAST)
    used = [
        line for line in table(shop, "order_line").values()
        if line["part_id"] and line["state"] == "done" and FIRST.isoformat() <= line["done_on"] <= LAST.isoformat()
    ]  # fmt: skip
    assert used
    assert sorted(row[0].isoformat() for row in answer.rows) == sorted(line["done_on"] for line in used)
    assert answer.sums[3] == sum(line["quantity"] for line in used)
    assert answer.sums[8:] == (sum(line["cost"] for line in used), sum(line["price"] for line in used))
    assert all(row[4] for row, line in zip(answer.rows, used, strict=True) if line["unit_in_id"])


def test_what_came_back_is_counted_by_cause_technician_and_model(shop):
    answer, orders = read_report(shop, reports.RETURNS, FIRST, LAST), table(shop, "service_order")
    back = [
        order for order in orders.values()
        if order["bounce_cause"] and FIRST.isoformat() <= order["received_on"] <= LAST.isoformat()
    ]  # fmt: skip
    assert back
    for place in ("Cause", "Technician", "Model"):
        rows = [row for row in answer.rows if EN.say(row[0]) == place]
        assert sum(row[2] for row in rows) == len(back), place
    cause = next(row for row in answer.rows if EN.say(row[0]) == "Cause")
    assert cause[3] == len(left_orders(shop))
    assert cause[4] == round(1000 * cause[2] / cause[3])


@pytest.mark.parametrize("report", REPORTS, ids=[report.key for report in REPORTS])
def test_days_without_anything_have_no_rows(shop, report):
    answer = read_report(shop, report, date(2001, 1, 1), date(2001, 1, 2))
    assert answer.rows == ()
    assert set(answer.sums) <= {None, 0}


def test_a_long_answer_is_the_same_row_by_row(shop):
    with shop.reader() as reader:
        for report in REPORTS:
            stream = reports.stream_report(reader, report, FIRST, LAST)
            assert tuple(stream) == read_report(shop, report, FIRST, LAST).rows
            assert stream.count == len(tuple(stream))
