"""Visits of the demo: devices come, become ready, are handed back, cancelled, forgotten or brought again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.order_kinds import OrderKind
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.reception import Channel, DeviceIntake, Intake
from aftersales_desktop.services.demo.clock import at_counter, working_days_later
from aftersales_desktop.services.demo.devices import DemoModel, OwnedUnit
from aftersales_desktop.services.demo.leaving import DemoLeaving
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.demo.workshop import DemoBench
from aftersales_desktop.services.hand_over import cancel_order, mark_ready, reopen_order
from aftersales_desktop.services.order_rows import OrderRow
from aftersales_desktop.services.reception import register_intake

MILLION_RIAL = 1_000_000
_LARGE = ("refrigerator", "washing-machine", "dishwasher", "television", "air-conditioner", "boiler")
_OUTCOMES = {
    Outcome.REPAIRED: 74, Outcome.NO_FAULT_FOUND: 6, Outcome.NOT_REPAIRABLE: 6, Outcome.PRICE_REFUSED: 5,
    Outcome.PART_UNAVAILABLE: 4, Outcome.REPLACED: 3, Outcome.WARRANTY_REFUSED: 2,
}  # fmt: skip
_SELDOM = 5
_CHANNELS = (Channel.IN_PERSON,) * 16 + (Channel.COURIER, Channel.COURIER, Channel.POST)


@dataclass(frozen=True)
class Stay:
    """How a visit goes: working days until ready (None: not yet) and days until it is fetched (None: not yet).

    `on_bench` says how far a device that is not ready has come: "diagnosing", "waiting" for a part, "repair", or what
    the counter does about it ("asked", "agreed", "refused", "checked", "sent back").
    """

    ready_after: int | None = None
    fetched_after: int | None = None
    promised_on: date | None = None
    reopened_after: int | None = None
    is_cancelled: bool = False
    comes_back: bool = False
    on_bench: str = ""


@dataclass(frozen=True)
class Brought:
    """Devices at the counter: those that are known, and models of new ones."""

    owner: int | CustomerDetails
    known: tuple[OwnedUnit, ...] = ()
    new: tuple[DemoModel, ...] = ()


@dataclass(frozen=True)
class Taken:
    """An order, and the device as it goes home again."""

    order: OrderRow
    owned: OwnedUnit


class Visits:
    """The counter of the demo."""

    def __init__(
        self,
        story: Story,
        words: dict[str, Any],
        chips: dict[str, Any],
        bench: DemoBench,
        leaving: DemoLeaving,
    ) -> None:
        self._story = story
        self._bench, self._leaving = bench, leaving
        self._words = words
        self._chips = chips

    def usual(self, stay: Stay) -> None:
        """Somebody brings a device."""
        self.receive(self.somebody(), stay)

    def somebody(self, *categories: str) -> Brought:
        """A known device of a known customer, a new device, or somebody new."""
        story, chance = self._story, self._story.dice.random()
        if story.is_time_for_a_new_customer() and chance < 0.6:
            return Brought(story.new_customer(), new=(story.devices.some_model(*categories),))
        owned = story.take_from_home(categories) if chance < 0.8 else None
        if owned is not None:
            return Brought(owned.owner_id, known=(owned,))
        return Brought(story.known_customer(), new=(story.devices.some_model(*categories),))

    def several(self, owner: int, *categories: str) -> Brought:
        """A customer with several new devices, one of each category named."""
        return Brought(owner, new=tuple(self._story.devices.some_model(category) for category in categories))

    def receive(self, brought: Brought, stay: Stay, *, words: str = "", **given: Any) -> list[Taken]:
        """Take devices in and plan what follows. `given` are fields of the intake or of its first device."""
        story = self._story
        of_device = {name: given.pop(name) for name in ("passcode", "cost_ceiling") if name in given}
        devices = [self._device(owned.model, stay, words, unit_id=owned.unit_id) for owned in brought.known]
        devices += [self._device(model, stay, words, **self._identity(model)) for model in brought.new]
        devices[0] = DeviceIntake(**vars(devices[0]) | of_device)
        is_known = isinstance(brought.owner, int)
        reception = register_intake(
            story.desk,
            Intake(
                request_key=story.request_key(), devices=tuple(devices),
                owner_id=brought.owner if is_known else None, owner=None if is_known else brought.owner,
                **self._circumstances(brought) | given,
            ),
        )  # fmt: skip
        if not is_known:
            story.note_customer(reception.owner.id, brought.owner)
        models = [owned.model for owned in brought.known] + list(brought.new)
        taken = [
            Taken(order, OwnedUnit(order.unit.id, order.owner.id, model))
            for order, model in zip(reception.orders, models, strict=True)
        ]
        for one in taken:
            self._plan(one, stay)
        return taken

    def bring_again(self, owned: OwnedUnit, stay: Stay) -> None:
        """A device that was handed back a few days ago is here once more."""
        words = self._story.dice.choice(self._words["returned_words"])
        taken = self.receive(Brought(owned.owner_id, known=(owned,)), stay, words=words)[0]
        self._leaving.say_why_again(taken.order)

    def finish(self, taken: Taken, outcome: Outcome | None = None) -> None:
        """The work on a device is over."""
        drawn = self._story.dice.choices(list(_OUTCOMES), list(_OUTCOMES.values()))[0]
        outcome = outcome or drawn
        note = self._story.dice.choice(self._words["ready_notes"]) if outcome is Outcome.REPAIRED else ""
        self._bench.prepare_end(taken.order, taken.owned.model.category, outcome)
        mark_ready(self._story.desk, taken.order.id, outcome, note or "تعویض شد")

    def fetch(self, taken: Taken, *, comes_back: bool = False) -> None:
        """The device is handed back."""
        story = self._story
        receiver = story.people.bringer()[0] if story.dice.random() < 0.2 else taken.order.owner.name
        self._leaving.hand_over(taken.order, receiver)
        story.fetched[taken.owned.unit_id] = story.day
        if comes_back:
            day = working_days_later(story.day, story.dice.randrange(1, 8))
            again = partial(self.bring_again, taken.owned, Stay(ready_after=2, fetched_after=1))
            story.agenda.note(at_counter(day, story.dice), again)
        else:
            story.bring_home(taken.owned)

    def cancel(self, taken: Taken) -> None:
        """The customer takes the device away again."""
        cancel_order(self._story.desk, taken.order.id, self._story.dice.choice(self._words["cancel_reasons"]))
        self._story.bring_home(taken.owned)

    def _plan(self, taken: Taken, stay: Stay) -> None:
        """Note what will happen to the device; what lies after today never does."""
        story = self._story
        if stay.is_cancelled:
            story.agenda.note(self._later(0), partial(self.cancel, taken))
        if stay.ready_after is None:
            self._plan_bench(taken, stay.on_bench)
            return
        ready = self._later(stay.ready_after)
        if stay.ready_after > 0:
            begin = partial(self._bench.begin, taken.order, taken.owned.model.category)
            story.agenda.note(story.clock() + timedelta(minutes=20), begin)
        story.agenda.note(ready, partial(self.finish, taken))
        if stay.reopened_after is not None:
            again = partial(reopen_order, story.desk, taken.order.id, "در تست نهایی دوباره خاموش شد.")
            story.agenda.note(self._after(ready, stay.reopened_after), again)
        if stay.fetched_after is not None:
            fetched = self._after(ready, stay.fetched_after)
            story.agenda.note(fetched, partial(self.fetch, taken, comes_back=stay.comes_back))

    def _plan_bench(self, taken: Taken, how_far: str) -> None:
        bench = self._bench
        acts = {"diagnosing": bench.begin_surely, "waiting": bench.leave_waiting, "repair": bench.leave_in_repair}
        if how_far:
            act = partial(acts.get(how_far, bench.begin_surely), taken.order, taken.owned.model.category)
            self._story.agenda.note(self._story.clock() + timedelta(minutes=20), act)
        for minutes, step in enumerate(self._counter_steps(how_far), start=30):
            self._story.agenda.note(self._story.clock() + timedelta(minutes=minutes), partial(step, taken.order))

    def _counter_steps(self, how_far: str) -> tuple[Callable[[OrderRow], object], ...]:
        """What the counter does about a device on the bench: asks for the price, notes the answer, checks the work."""
        counter = self._leaving
        steps: dict[str, tuple[Callable[[OrderRow], object], ...]] = {
            "asked": (counter.ask, counter.call_in_vain, counter.call_in_vain),
            "agreed": (counter.agree, self._bench.put_part_in),
            "refused": (counter.refuse,),
            "checked": (self._bench.repair, counter.control),
            "sent back": (self._bench.repair, counter.control, counter.send_back),
        }
        return steps.get(how_far, ())

    def _later(self, working_days: int) -> datetime:
        if working_days == 0:
            return self._story.clock() + timedelta(minutes=self._story.dice.randrange(10, 40))
        return at_counter(working_days_later(self._story.day, working_days), self._story.dice)

    def _after(self, moment: datetime, working_days: int) -> datetime:
        if working_days == 0:
            return moment + timedelta(minutes=self._story.dice.randrange(5, 60))
        return at_counter(working_days_later(moment.date(), working_days), self._story.dice)

    def _identity(self, model: DemoModel) -> dict[str, Any]:
        devices = self._story.devices
        return {"model_id": model.id, "serial": devices.serial_if_legible(model), "imeis": devices.imeis(model)}

    def _device(self, model: DemoModel, stay: Stay, words: str, **identity: Any) -> DeviceIntake:
        dice = self._story.dice
        said, symptoms = dice.choice(self._words["words"][model.category])
        kind = _kind_of(identity.get("unit_id"), words)
        if kind is not OrderKind.REPAIR:
            said, symptoms = self._words["kinds"][kind.value], ()
        has_lock = model.category in ("mobile", "laptop")
        return DeviceIntake(
            **identity, kind=kind, customer_words=words or said, symptoms=tuple(symptoms),
            conditions=self._conditions(model), accessories=self._accessories(model), promised_on=stay.promised_on,
            seal_number=f"PL-{dice.randrange(10000, 99999)}" if dice.random() < 0.08 else "",
            cost_ceiling=dice.randrange(4, 60) * MILLION_RIAL if dice.random() < 0.2 else None,
            passcode=dice.choice(self._words["passcodes"]) if has_lock and dice.random() < 0.6 else "",
        )  # fmt: skip

    def _conditions(self, model: DemoModel) -> tuple[str, ...]:
        if self._story.dice.random() < 0.4:
            return ("all-good",)
        return self._some_chips("condition", model, (1, 1, 2))

    def _accessories(self, model: DemoModel) -> tuple[str, ...]:
        if self._story.dice.random() < 0.35:
            return ("none",)
        return self._some_chips("accessory", model, (1, 2, 2))

    def _some_chips(self, kind: str, model: DemoModel, counts: Iterable[int]) -> tuple[str, ...]:
        offered = [*self._chips["all"][kind][1:], *self._chips[model.category][kind]]
        chosen = self._story.dice.sample(offered, self._story.dice.choice(tuple(counts)))
        return tuple(chip[0] for chip in chosen)

    def _circumstances(self, brought: Brought) -> dict[str, Any]:
        """Who came, how, and what was paid at once."""
        story, dice = self._story, self._story.dice
        models = [owned.model for owned in brought.known] + list(brought.new)
        found: dict[str, Any] = {"channel": dice.choice(_CHANNELS), "note": ""}
        if models[0].category in _LARGE and dice.random() < 0.25:
            found["channel"] = Channel.ON_SITE
        if dice.random() < 0.12:
            name, relation = story.people.bringer()
            found |= {"bringer_name": name, "bringer_relation": relation, "bringer_phone": story.people.phone()}
        if dice.random() < 0.1:
            found |= {
                "deposit": dice.randrange(2, 11) * MILLION_RIAL,
                "deposit_note": dice.choice(self._words["deposit_notes"]),
            }
        if dice.random() < 0.15:
            found["note"] = dice.choice(self._words["reception_notes"])
        return found


def _kind_of(unit_id: int | None, words: str) -> OrderKind:
    """Now and then a device that is known comes for something else than a repair."""
    others = tuple(kind for kind in OrderKind if kind is not OrderKind.REPAIR)
    if unit_id is None or words or unit_id % _SELDOM:
        return OrderKind.REPAIR
    return others[unit_id // _SELDOM % len(others)]
