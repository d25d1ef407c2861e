"""Two files of one person, and two pages of one device: noticed at the counter and made one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from aftersales_desktop.domain.customers import CustomerDetails, SiteDetails
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.customer_merges import compare_customers, merge_customers
from aftersales_desktop.services.demo.devices import DemoModel, OwnedUnit
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.demo.visits import Brought, Stay, Visits
from aftersales_desktop.services.unit_merges import compare_units, merge_units


class Merges:
    """What a receptionist tidies up in a quiet quarter of an hour."""

    def __init__(self, story: Story, visits: Visits) -> None:
        self._story = story
        self._visits = visits

    def tidy_up(self) -> None:
        """Somebody gives their other phone, is not found, and only then says that they have been here before."""
        story = self._story
        known = customers.get_customer(story.desk, story.dice.choice(sorted(set(story.owners) - set(story.companies))))
        double = customers.add_customer(
            story.desk,
            CustomerDetails(
                name=known.name.split()[-1], phones=(story.people.phone(), known.phone),
                site=SiteDetails(city=known.site.city), note="عصرها پاسخ می‌دهد.",
            ),
        )  # fmt: skip
        model = story.devices.some_model("refrigerator", "washing-machine")
        self._seen(double.id, model, "", seller="فروشگاه سعادت")
        merge_customers(story.desk, compare_customers(story.desk, known.id, double.id).choice({}))
        kept = customers.get_customer(story.desk, double.id)
        self._find_serial(kept.id, model)

    def _find_serial(self, owner_id: int, model: DemoModel) -> None:
        """The label was found behind the device, and its serial was in the file already."""
        story = self._story
        nameless = units.units_of(story.desk, owner_id)[0]
        named = self._seen(owner_id, model, story.devices.serial(model), sold_on=story.day - timedelta(days=90))
        merge_units(story.desk, compare_units(story.desk, nameless.id, named).choice({}))
        for unit_id in (nameless.id, named):
            story.at_home.pop(unit_id, None)
        kept = units.get_unit(story.desk, named)
        story.bring_home(OwnedUnit(kept.id, owner_id, model))

    def _seen(self, owner_id: int, model: DemoModel, serial: str, **known: Any) -> int:
        """A visit from the door to the door; gives the device."""
        unit = units.add_unit(self._story.desk, model_id=model.id, serial=serial, owner_id=owner_id, **known)
        taken = self._visits.receive(Brought(owner_id, known=(OwnedUnit(unit.id, owner_id, model),)), Stay())[0]
        self._visits.finish(taken, Outcome.REPAIRED)
        self._visits.fetch(taken)
        return unit.id
