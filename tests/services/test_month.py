"""What counts in a month, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from aftersales_desktop.domain.jalali import parse_month
from aftersales_desktop.i18n import Words
from aftersales_desktop.models.database import database
from aftersales_desktop.services.imports import import_file
from aftersales_desktop.services.month import MonthTotals, month_rows
from tests.services import factories

AZAR = parse_month("1405-09")
NOTHING = MonthTotals(0, 0, 0, 0, 0, 0, 0)


@pytest.fixture
def azar(desk):
    """Reads the month as it is now."""
    readers = []

    def read():
        readers.append(desk.reader())
        return month_rows(readers[-1], AZAR.first, AZAR.last)

    yield read
    for reader in readers:
        reader.close()


@pytest.fixture
def device(desk) -> tuple[int, int]:
    """A customer, and a device of his."""
    owner = factories.add_customer(1, "کیان سرویس", ["09121234567", "02188776655"])
    factories.add_site(owner, "تهران")
    model = factories.add_model(factories.add_category(), "Aral", "M-1")
    return owner, factories.add_unit(model, owner, "SN-1", ["350000000000001"])


def add_orders(device: tuple[int, int], *orders: dict[str, object]) -> None:
    for serial, values in enumerate(orders, start=1):
        factories.add_order(serial, device[1], device[0], **{"state": "closed", **values})


def test_an_empty_month(azar):
    month = azar()

    assert month.totals == NOTHING
    assert (list(month.intakes), list(month.cards), list(month.customers)) == ([], [], [])


def test_both_ends_of_the_month_are_in_it(azar, device):
    days = ["2026-11-21", "2026-11-22", "2026-12-21", "2026-12-22"]
    add_orders(device, *({"received_on": day} for day in days))

    assert [line.received_on.isoformat() for line in azar().intakes] == days[1:3]
    assert azar().totals.intakes == 2


def test_an_intake_has_everything_of_its_device(azar, device):
    add_orders(device, {"customer_words": "روشن نمی‌شود", "outcome": "repaired", "verdict_tone": "covered"})
    (line,) = azar().intakes

    assert (line.owner_name, line.phone) == ("کیان سرویس", "09121234567")
    assert (line.category_fa, line.category_en, line.brand, line.model) == ("تلویزیون", "Television", "Aral", "M-1")
    assert (line.serial, line.fault, line.tone, line.outcome) == ("SN-1", "روشن نمی‌شود", "covered", "repaired")
    assert (line.state, line.origin, line.delivered_on) == ("closed", "counter", factories.TODAY)


def test_what_was_taken_back_does_not_count(azar, device):
    add_orders(device, {}, {"archived_at": "2026-11-23T08:00:00.000Z"})
    issuer = factories.add_issuer("مرکز ما", is_ours=True)
    for number, archived in ((1, None), (2, "2026-11-23T08:00:00.000Z")):
        factories.add_card(f"G-{number}", issuer, issued_on="2026-11-23", archived_at=archived)
    factories.add_customer(2, "withdrawn", archived_at="2026-11-23T08:00:00.000Z")
    factories.add_customer(3, "Unknown owner", is_placeholder=1)

    totals = azar().totals
    assert (totals.intakes, totals.cards, totals.customers) == (1, 1, 1)


def test_the_deposit_of_a_reception_counts_once(azar, device):
    add_orders(device, {}, {})
    second = factories.order_values("01-05-00002-9-2", 2, device[1], device[0], position=2, state="closed")
    factories.insert("service_order", **second)
    database.execute_sql("UPDATE reception SET deposit = 2500000 WHERE id = 2")

    assert [line.deposit for line in azar().intakes] == [0, 2_500_000, 0]
    assert azar().totals.deposits == 2_500_000


def test_a_card_without_a_device_is_a_line_too(azar, device):
    issuer = factories.add_issuer("مرکز ما", is_ours=True)
    factories.add_card("G-1", issuer, issued_on="2026-12-01")
    factories.add_card("G-2", issuer, issued_on="2026-12-02", state="active", unit_id=device[1], owner_id=device[0],
                       started_on="2026-11-01", last_day="2027-11-01")  # fmt: skip
    factories.add_card("G-3", issuer, issued_on="2027-01-01")
    raw, active = azar().cards

    assert (raw.number, raw.issuer, raw.owner_name, raw.serial, raw.last_day) == ("G-1", "مرکز ما", "", "", None)
    assert (active.owner_name, active.serial, active.last_day) == ("کیان سرویس", "SN-1", date(2027, 11, 1))


@pytest.mark.parametrize(
    ("created_at", "counts"),
    [
        ("2026-11-21T20:29:59.999Z", False),
        ("2026-11-21T20:30:00.000Z", True),
        ("2026-12-21T20:29:59.999Z", True),
        ("2026-12-21T20:30:00.000Z", False),
    ],
)
def test_a_customer_counts_on_the_day_of_tehran(azar, desk, created_at, counts):
    factories.add_customer(1, "کیان سرویس", ["09121234567", "02188776655"], created_at=created_at)
    lines = list(azar().customers)

    assert azar().totals.customers == len(lines) == int(counts)
    assert [line.phones for line in lines] == ["09121234567, 02188776655"] * counts
    assert all(AZAR.first <= line.added_on <= AZAR.last for line in lines)


def test_imported_services_count_where_they_were_received(azar, desk, clock, tmp_path):
    clock.move(days=60)
    path = tmp_path / "list.csv"
    path.write_text("id,date,status\n1,2026-11-22,Fixed\n2,1405/08/30,Fixed\n3,2026-12-21,\n", encoding="utf-8")
    import_file(desk, path, words=Words("fa"))

    assert azar().totals == MonthTotals(2, 2, 2, 1, 0, 0, 0)


def test_totals_are_those_of_the_lines(azar, desk):
    factories.fill_shop(customers=2000, devices=300, orders=600, cards=90)
    database.execute_sql("UPDATE warranty_card SET issued_on = date('2026-11-01', '+' || id || ' days')")
    month = azar()
    intakes, cards, customers = list(month.intakes), list(month.cards), list(month.customers)

    assert min(map(len, (intakes, cards, customers))) > 0
    assert month.totals == MonthTotals(
        len(intakes), sum(line.origin == "imported" for line in intakes),
        sum(line.delivered_on is not None for line in intakes), sum(line.outcome == "repaired" for line in intakes),
        sum(line.deposit for line in intakes), len(cards), len(customers),
    )  # fmt: skip


def test_the_month_stands_still_while_others_save(azar, device):
    add_orders(device, {})
    month = azar()
    factories.add_order(7, device[1], device[0], state="closed")

    assert len(list(month.intakes)) == month.totals.intakes == 1
    assert azar().totals.intakes == 2


def test_lines_can_be_read_again(azar, device):
    add_orders(device, {})
    month = azar()

    assert list(month.intakes) == list(month.intakes) != []
