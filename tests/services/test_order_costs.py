"""What an order costs the centre: minutes at the rate of an hour, loaners by the day, whoever pays."""

from datetime import date

import pytest

from aftersales_desktop.domain.coverage import LineKind, labour_cost
from aftersales_desktop.domain.errors import ValidationError
from aftersales_desktop.domain.loaners import LoanerBack
from aftersales_desktop.domain.stock import Condition
from aftersales_desktop.i18n import Words
from aftersales_desktop.services import loaners, order_lines, order_steps, tariffs
from aftersales_desktop.services.order_lines import Operation
from aftersales_desktop.services.settings import save_settings
from aftersales_desktop.services.tariffs import TariffDetails
from tests.services.outside import Store
from tests.services.test_loaners import SLIP, add
from tests.services.workshop_samples import Workshop


@pytest.fixture
def shop(desk) -> Workshop:
    return Workshop(desk)


@pytest.mark.parametrize(
    ("minutes", "rate", "cost"), [(0, 600_000, 0), (45, 600_000, 450_000), (1, 100, 2), (7, 0, 0), (90, 1, 2)]
)
def test_minutes_cost_their_part_of_an_hour(minutes, rate, cost):
    assert labour_cost(minutes, rate) == cost


class TestLabour:
    @pytest.fixture(autouse=True)
    def rate(self, shop):
        save_settings(shop.desk, labour_hour_cost=600_000)

    def test_in_free_words_costs_its_minutes(self, shop):
        line = order_lines.add_operation(shop.desk, shop.on_bench().id, Operation(title="سیم‌کشی", minutes=30))
        assert (line.price, line.cost) == (0, 300_000)

    def test_of_a_tariff_costs_what_the_tariff_says_or_its_minutes(self, shop):
        fixed = tariffs.add_tariff(shop.desk, TariffDetails("T1", "تعویض برد", minutes=45, price=900, cost=300))
        timed = tariffs.add_tariff(shop.desk, TariffDetails("T2", "شست‌وشو", minutes=15, price=900))
        order = shop.on_bench()
        lines = [order_lines.add_operation(shop.desk, order.id, Operation(one.id)) for one in (fixed, timed)]
        assert [(line.tariff_code, line.cost) for line in lines] == [("T1", 300), ("T2", 150_000)]

    def test_what_was_entered_wins_even_when_it_is_nothing(self, shop):
        order = shop.on_bench()
        for cost in (0, 7):
            operation = Operation(title="کار", minutes=60, cost=cost)
            assert order_lines.add_operation(shop.desk, order.id, operation).cost == cost

    @pytest.mark.parametrize("kind", [LineKind.TRAVEL, LineKind.SHIPPING, LineKind.FEE])
    def test_other_kinds_cost_no_minutes(self, shop, kind):
        line = order_lines.add_operation(
            shop.desk, shop.on_bench().id, Operation(title="رفت‌وآمد", minutes=60, kind=kind)
        )
        assert (line.kind, line.cost) == (kind, 0)


def test_the_day_of_an_operation_lies_between_intake_and_today(shop, clock):
    order = shop.on_bench()
    clock.move(days=4)
    day = date(2026, 11, 25)
    line = order_lines.add_operation(shop.desk, order.id, Operation(title="کار", done_on=day))
    assert line.done_on == day
    for wrong, words in ((date(2026, 11, 28), "in the future"), (date(2026, 11, 22), "The device came on")):
        with pytest.raises(ValidationError) as caught:
            order_lines.add_operation(shop.desk, order.id, Operation(title="کار", done_on=wrong))
        assert caught.value.problems[0].field == "done_on"
        assert words in Words("en").say(caught.value.message)


def test_a_loaner_costs_each_day_what_it_did_when_it_was_lent(desk, clock):
    store = Store(desk)
    save_settings(desk, loaner_day_cost=50_000)
    order = order_steps.get_order(desk, store.order().id)
    loan = loaners.lend(desk, order.id, add(store).id, SLIP)
    save_settings(desk, loaner_day_cost=90_000)
    assert order_lines.order_totals(desk, order.id).cost == 50_000
    clock.move(days=3)
    totals = order_lines.order_totals(desk, order.id)
    assert (totals.loaners, totals.cost, totals.to_pay) == (200_000, 200_000, 0)
    loaners.take_loaner_back(desk, loan.id, LoanerBack(Condition.HEALTHY_USED, ""))
    clock.move(days=3)
    assert order_lines.order_totals(desk, order.id).cost == 200_000
