"""Random customers and devices, merged, used and parted in any order: every rule holds, and undo is exact."""

from __future__ import annotations

import random

import pytest

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.merging import NUMBER, Side
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.services import customers, hand_over, units
from aftersales_desktop.services.check import first_broken_record
from aftersales_desktop.services.customer_merges import compare_customers, merge_customers, undo_customer_merge
from aftersales_desktop.services.demo import fill_basics
from aftersales_desktop.services.merge_checks import MERGE_CHECKS
from aftersales_desktop.services.order_rows import find_open_order
from aftersales_desktop.services.search import search
from aftersales_desktop.services.unit_merges import compare_units, merge_units, undo_unit_merge
from tests.services.content import visible
from tests.services.counter import Counter
from tests.services.merging import device, issue, take_in
from tests.services.names import CITIES, random_name, random_phone

STEPS = 60


class Street:
    """People who come and go, and a receptionist who makes one of any two."""

    def __init__(self, counter: Counter, seed: int) -> None:
        self.counter, self.desk, self.dice = counter, counter.desk, random.Random(seed)
        self.merges: list[tuple[str, int]] = []
        self.owners, self.units = [counter.owner_id], []
        for _count in range(5):
            self.owners.append(customers.add_customer(self.desk, self.somebody()).id)
        for count in range(8):
            serial = "" if count % 2 else f"SN-{count}"
            self.units.append(device(self.desk, counter.model_id, serial, self.dice.choice(self.owners)).id)

    def somebody(self) -> CustomerDetails:
        dice = self.dice
        site = SiteDetails(city=dice.choice(CITIES[:2]), address=dice.choice(("", "ستارخان", "آزادی")))
        phones = tuple(random_phone(dice) for _count in range(dice.randrange(1, 3)))
        return CustomerDetails(
            name=random_name(dice), phones=phones, site=dice.choice((SiteDetails(), site)),
            note=dice.choice(("", "صبح", "عصر")), warning=dice.choice(("", "بدهکار")),
        )  # fmt: skip

    def step(self) -> bool:
        """One thing that happens; false when it was refused."""
        act = self.dice.choice(
            (self.merge_customers, self.merge_customers, self.merge_units, self.undo, self.visit, self.leave,
             self.change, self.sell, self.card)
        )  # fmt: skip
        try:
            act()
        except DeskError:
            return False
        return True

    def some_sides(self, fields) -> dict[str, Side]:
        return {field.field: self.dice.choice((Side.ONE, Side.OTHER)) for field in fields if self.dice.random() < 0.3}

    def merge_customers(self) -> None:
        one, other = self.dice.sample(self.owners, 2)
        compared = compare_customers(self.desk, one, other)
        self._merge("customer", lambda: merge_customers(self.desk, compared.choice(self.some_sides(compared.fields))))

    def merge_units(self) -> None:
        one, other = self.dice.sample(self.units, 2)
        compared = compare_units(self.desk, one, other)
        self._merge("unit", lambda: merge_units(self.desk, compared.choice(self.some_sides(compared.fields))))

    def _merge(self, kind: str, act) -> None:
        before = visible(self.desk)
        merge_id = act()
        assert visible(self.desk) != before
        if self.dice.random() < 0.4:
            self._undo(kind, merge_id)
            assert visible(self.desk) == before
        else:
            self.merges.append((kind, merge_id))

    def undo(self) -> None:
        if self.merges:
            place = self.dice.randrange(len(self.merges))
            self._undo(*self.merges[place])
            del self.merges[place]

    def _undo(self, kind: str, merge_id: int) -> None:
        (undo_customer_merge if kind == "customer" else undo_unit_merge)(self.desk, merge_id)

    def visit(self) -> None:
        take_in(self.desk, self.dice.choice(self.units), self.dice.choice(self.owners), self.dice.choice(self.owners))

    def leave(self) -> None:
        order = find_open_order(self.desk, units.get_unit(self.desk, self.dice.choice(self.units)).id)
        if order is not None and self.dice.random() < 0.5:
            hand_over.cancel_order(self.desk, order.id, "اشتباه بود")
        elif order is not None:
            hand_over.hand_back(self.desk, order.id, outcome=Outcome.REPAIRED, note="تعمیر شد")

    def change(self) -> None:
        customers.change_customer(self.desk, self.dice.choice(self.owners), self.somebody())

    def sell(self) -> None:
        unit = units.get_unit(self.desk, self.dice.choice(self.units))
        units.change_owner(self.desk, unit.id, self.dice.choice(self.owners), since=None, reason="sold")

    def card(self) -> None:
        unit = units.get_unit(self.desk, self.dice.choice(self.units))
        issue(self.desk, unit.id, unit.owner_id)


@pytest.mark.parametrize("seed", range(6))
def test_every_rule_holds_whatever_is_merged_and_parted(desk, clock, seed):
    fill_basics(desk)
    street = Street(Counter(desk), seed)
    done = 0
    for _count in range(STEPS):
        done += street.step()
        clock.move(minutes=7)
        for check in MERGE_CHECKS:
            assert check(desk) is None, (seed, check.__name__)
    assert done > STEPS // 4
    assert first_broken_record(desk) is None
    for customer_id in street.owners:
        number = desk.rows("SELECT subscriber_number FROM customer WHERE id = ?", customer_id)[0][0]
        with desk.reader() as reader:
            assert search(reader, number).exact.id == customers.get_customer(desk, customer_id).id


def test_what_hangs_together_is_parted_in_the_opposite_order(desk):
    fill_basics(desk)
    street = Street(Counter(desk), 99)
    states, merges = [], []
    first, *others = street.owners
    for other in others:
        states.append(visible(desk))
        compared = compare_customers(desk, first, other)
        merges.append(merge_customers(desk, compared.choice({NUMBER: Side.OTHER})))
        first = other
    for state, merge_id in zip(reversed(states), reversed(merges), strict=True):
        undo_customer_merge(desk, merge_id)
        assert visible(desk) == state
    assert first_broken_record(desk) is None
