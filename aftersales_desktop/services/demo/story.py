"""What the whole demo shares: the private desk with its clock, the dice, and what exists so far."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from random import Random
from uuid import UUID

from aftersales_desktop.domain.customers import CustomerDetails, CustomerKind
from aftersales_desktop.services import customers
from aftersales_desktop.services.demo.clock import Agenda, WalkingClock
from aftersales_desktop.services.demo.devices import Devices, OwnedUnit
from aftersales_desktop.services.demo.people import People
from aftersales_desktop.services.settings import Settings
from aftersales_desktop.services.work import Desk

MOST_CUSTOMERS = 140


@dataclass
class Story:
    """The demo while it is being told.

    `cards` are active ones of ours with their last day, by device; `fetched` is when a device was last handed back.
    """

    desk: Desk
    clock: WalkingClock
    dice: Random
    people: People
    devices: Devices
    first_day: date
    today: date
    agenda: Agenda = field(default_factory=Agenda)
    owners: list[int] = field(default_factory=list)
    companies: list[int] = field(default_factory=list)
    at_home: dict[int, OwnedUnit] = field(default_factory=dict)
    cards: dict[int, tuple[int, date]] = field(default_factory=dict)
    fetched: dict[int, date] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day the story has come to."""
        return self.desk.today()

    def request_key(self) -> str:
        """A new uuid, the same in every telling."""
        return str(UUID(int=self.dice.getrandbits(128), version=4))

    def is_time_for_a_new_customer(self) -> bool:
        """Customers come evenly over the months, up to their number."""
        gone = (self.day - self.first_day).days / max((self.today - self.first_day).days, 1)
        return len(self.owners) < min(MOST_CUSTOMERS, 8 + MOST_CUSTOMERS * gone)

    def new_customer(self) -> CustomerDetails:
        """Somebody who is not in the file yet."""
        return self.people.next_customer()

    def known_customer(self) -> int:
        """Somebody who is in the file; a new one is put in while there is room."""
        if self.is_time_for_a_new_customer():
            return self.add_customer(self.new_customer())
        return self.dice.choice(self.owners)

    def add_customer(self, details: CustomerDetails) -> int:
        """Put a customer into the file."""
        customer_id = customers.add_customer(self.desk, details).id
        self.note_customer(customer_id, details)
        return customer_id

    def note_customer(self, customer_id: int, details: CustomerDetails) -> None:
        """Somebody is in the file now; a company has a second address."""
        self.owners.append(customer_id)
        if details.kind is CustomerKind.COMPANY:
            self.companies.append(customer_id)
            customers.add_site(self.desk, customer_id, self.people.site("شعبهٔ دوم"))

    def a_company(self) -> int:
        """One of the companies in the file."""
        return self.dice.choice(self.companies)

    def take_from_home(self, categories: Iterable[str] = (), *, with_card: bool = False) -> OwnedUnit | None:
        """A device that is with its owner, and is not any more; None when there is none of that kind.

        One that was handed back lately stays at home: most repairs hold.
        """
        wanted = set(categories)
        found = [
            owned
            for owned in self.at_home.values()
            if (not wanted or owned.model.category in wanted)
            and (not with_card or self._is_covered(owned))
            and self._days_at_home(owned) > Settings.bounce_days
        ]
        return self.at_home.pop(self.dice.choice(found).unit_id) if found else None

    def take_with_ended_card(self) -> OwnedUnit | None:
        """A device at home whose card of ours is over."""
        ended = [unit_id for unit_id, (_card_id, last_day) in self.cards.items() if last_day < self.day]
        return next((self.at_home.pop(unit_id) for unit_id in ended if unit_id in self.at_home), None)

    def take_lately_fetched(self, most_days: int) -> OwnedUnit | None:
        """The device that was handed back last, and is brought again; None when that is longer ago."""
        found = [owned for owned in self.at_home.values() if self._days_at_home(owned) in range(1, most_days + 1)]
        return self.at_home.pop(min(found, key=self._days_at_home).unit_id) if found else None

    def _days_at_home(self, owned: OwnedUnit) -> int:
        return (self.day - self.fetched.get(owned.unit_id, date.min)).days

    def _is_covered(self, owned: OwnedUnit) -> bool:
        _card_id, last_day = self.cards.get(owned.unit_id, (0, date.min))
        return self.day <= last_day

    def bring_home(self, owned: OwnedUnit) -> None:
        """A device is with its owner."""
        self.at_home[owned.unit_id] = owned
