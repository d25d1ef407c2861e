"""The price list of operations."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.errors import NotFound, ValidationError
from aftersales_desktop.services import order_lines, tariffs
from aftersales_desktop.services.tariffs import TariffDetails
from tests.services.workshop_samples import Workshop

PUMP = TariffDetails("OP-1", "تعویض پمپ", 40, 4000, 1500)


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (TariffDetails("", "کار"), "code"),
        (TariffDetails("A", " "), "name"),
        (TariffDetails("A", "ن" * 161), "name"),
        (TariffDetails("A", "کار", price=-1), "price"),
        (TariffDetails("A", "کار", minutes=10**6), "minutes"),
        (TariffDetails("A", "کار", cost=10**13), "cost"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, details, field):
    with pytest.raises(ValidationError) as caught:
        tariffs.add_tariff(desk, details)
    assert caught.value.problems[0].field == field
    assert tariffs.list_tariffs(desk) == []


def test_a_code_is_given_once(desk):
    first = tariffs.add_tariff(desk, PUMP)
    second = tariffs.add_tariff(desk, TariffDetails("OP-2", "شست‌وشو"))
    for act in (lambda: tariffs.add_tariff(desk, PUMP), lambda: tariffs.change_tariff(desk, second.id, PUMP)):
        with pytest.raises(ValidationError) as caught:
            act()
        assert caught.value.problems[0].field == "code"
    assert tariffs.change_tariff(desk, first.id, PUMP) == first


def test_what_was_used_last_is_offered_first_and_what_is_retired_never(desk):
    shop = Workshop(desk)
    rows = [tariffs.add_tariff(desk, TariffDetails(f"OP-{n}", name)) for n, name in enumerate(("الف", "ب", "پ"))]
    order = shop.on_bench()
    order_lines.add_operation(desk, order.id, order_lines.Operation(rows[2].id))
    assert [row.code for row in tariffs.suggest_tariffs(desk, "")] == ["OP-2", "OP-0", "OP-1"]
    assert [row.code for row in tariffs.suggest_tariffs(desk, "op-1")] == ["OP-1"]
    tariffs.retire_tariff(desk, rows[2].id)
    assert [row.code for row in tariffs.suggest_tariffs(desk, "")] == ["OP-0", "OP-1"]


def test_one_that_is_not_there_is_said(desk):
    with pytest.raises(NotFound):
        tariffs.get_tariff(desk, 99)
