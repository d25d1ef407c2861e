"""What happens at the counter: customers and devices that are added, changed, made one and made two again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.merging import NUMBER, MergeChoice, Side
from aftersales_desktop.services import customer_merges, customers, unit_merges, units
from tests.services.workshop_machine.day import NOBODY, PICK, Day

_NAMES = st.sampled_from(["", "رضا احمدی", "مریم نوری", "علی کریمی", "شرکت نو"])
_PHONES = st.lists(st.sampled_from(["09121234567", "09350000000", "02144556677", "12", ""]), max_size=2)
_CITIES = st.sampled_from(["", "تهران"])
_SIDES = st.dictionaries(
    st.sampled_from([NUMBER, "name", "address", "note"]), st.sampled_from([Side.ONE, Side.OTHER]), max_size=2
)


_ANY_UNIT = "SELECT id FROM unit ORDER BY kind, id"
_WITHOUT_SERIAL = (
    "SELECT id FROM unit u WHERE kind = 'device' AND location_id = 1 AND archived_at IS NULL AND NOT EXISTS ("
    "SELECT 1 FROM unit_identifier i WHERE i.unit_id = u.id AND i.kind = 'serial')"
)


class CounterRules(Day):
    """Customers and devices."""

    def _customer(self, number: int) -> int:
        return self.pick("SELECT id FROM customer ORDER BY id", number) if number % 40 else NOBODY

    def _details(self, name: str, phones: list[str], city: str) -> CustomerDetails:
        return CustomerDetails(name=name, phones=tuple(phones), site=SiteDetails(city=city))

    @rule(name=_NAMES, phones=_PHONES, city=_CITIES)
    def add_customer(self, name: str, phones: list[str], city: str) -> None:
        self.attempt(customers.add_customer, self._details(name, phones, city))

    @rule(number=PICK, name=_NAMES, phones=_PHONES, city=_CITIES)
    def change_customer(self, number: int, name: str, phones: list[str], city: str) -> None:
        self.attempt(customers.change_customer, self._customer(number), self._details(name, phones, city))

    @rule(number=PICK)
    def withdraw_customer(self, number: int) -> None:
        self.attempt(customers.withdraw_customer, self._customer(number))

    @rule(one=PICK, other=PICK, sides=_SIDES, seen_late=st.sampled_from([0, 0, 0, 1]))
    def merge_customers(self, one: int, other: int, sides: dict[str, Side], seen_late: int) -> None:
        self._merge("customer", self._customer(one), self._customer(other), sides, seen_late)

    @rule(one=PICK, other=PICK, seen_late=st.sampled_from([0, 0, 0, 1]))
    def merge_devices(self, one: int, other: int, seen_late: int) -> None:
        without = self.pick(_WITHOUT_SERIAL, one) if one % 4 else None
        ids = [without or self.pick(_ANY_UNIT, one), self.pick(_ANY_UNIT, other)]
        self._merge("unit", *ids, {}, seen_late)

    def _merge(self, kind: str, one_id: int, other_id: int, sides: dict[str, Side], seen_late: int) -> None:
        compare, merge = {
            "customer": (customer_merges.compare_customers, customer_merges.merge_customers),
            "unit": (unit_merges.compare_units, unit_merges.merge_units),
        }[kind]
        try:
            choice = compare(self.desk, one_id, other_id).choice(sides)
        except DeskError:  # refused when it is looked at; so it is when nobody looked
            choice = MergeChoice(one_id, other_id, 1, 1, sides)
        merge_id = self.attempt(merge, replace(choice, one_revision=choice.one_revision - seen_late))
        if merge_id:
            self.merges.append((kind, merge_id))

    @rule(number=PICK)
    def undo_a_merge(self, number: int) -> None:
        if not self.merges:
            return
        kind, merge_id = self.merges[-1 - number % min(len(self.merges), 3)]
        undo = {"customer": customer_merges.undo_customer_merge, "unit": unit_merges.undo_unit_merge}[kind]
        self.attempt(undo, merge_id)

    @rule(number=PICK, owner=PICK, new=st.booleans())
    def add_device(self, number: int, owner: int, new: bool) -> None:
        """With a serial that nobody has, one that somebody has, or none."""
        serial = f"DEV-{number}" if new else ("", *self.serials[-2:])[number % 3]
        owner_id = self.pick("SELECT id FROM customer WHERE archived_at IS NULL ORDER BY id", owner)
        added = self.attempt(units.add_unit, model_id=self.shop.model_id, serial=serial, owner_id=owner_id)
        if added and serial:
            self.serials.append(serial)

    @rule(number=PICK, owner=PICK)
    def sell_device(self, number: int, owner: int) -> None:
        unit_id = self.pick("SELECT id FROM unit WHERE kind = 'device' AND owner_id IS NOT NULL ORDER BY id", number)
        since = self.desk.today()
        self.attempt(units.change_owner, unit_id, self._customer(owner), since=since, reason="sold")

    @rule(number=PICK, which=PICK, kind=st.sampled_from(["serial", "imei"]), bad=st.booleans())
    def another_number(self, number: int, which: int, kind: str, bad: bool) -> None:
        unit_id = self.pick("SELECT id FROM unit WHERE archived_at IS NULL ORDER BY id", number) or NOBODY
        code = "—" if bad else self.serials[which % len(self.serials)] if kind == "serial" else f"35{which:013}"
        self.attempt(units.add_identifier, unit_id, kind, code)
