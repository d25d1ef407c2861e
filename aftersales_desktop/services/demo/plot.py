"""What happens in the demo, and when: sales and visits of fourteen months, and the morning somebody looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from aftersales_desktop.domain.jalali import add_months, working_day
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.domain.reception import Channel
from aftersales_desktop.domain.warranty import VoidScope
from aftersales_desktop.i18n.formats import TEHRAN
from aftersales_desktop.services.demo.cards import FROM_BATCH, Cards
from aftersales_desktop.services.demo.clock import (
    at_clock,
    at_counter,
    business_days,
    this_morning,
    working_days_before,
    working_days_later,
)
from aftersales_desktop.services.demo.leaving import DemoLeaving
from aftersales_desktop.services.demo.merges import Merges
from aftersales_desktop.services.demo.outside import DemoOutside
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.demo.store import DemoStore, opened_on
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.demo.visits import MILLION_RIAL, Brought, Stay, Visits
from aftersales_desktop.services.demo.workshop import DemoBench

SALES = 150
FOREIGN_CARDS = 14
USUAL_VISITS = 192
RECEPTIONISTS = ("مریم کاظمی", "نیما رستگار")


class Plot:
    """What happens when."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._cards = Cards(story, read_words("people"))
        self._bench = DemoBench(story.desk, story.today.toordinal())
        self._leaving = DemoLeaving(story.desk, story.today.toordinal())
        chips = read_words("catalogue")["chips"]
        self._visits = Visits(story, read_words("visits"), chips, self._bench, self._leaving)
        self._store = DemoStore(story.desk, story.today)
        self._merges = Merges(story, self._visits)
        yesterday = story.today - timedelta(days=1)
        self._days = business_days(story.first_day, yesterday)

    def tell(self, end: datetime) -> Iterator[date]:
        """Note everything, then live through it; gives each day once it is over."""
        self._cards.open_cupboard()
        self._bench.open()
        self._leaving.open()
        self._note_shifts()
        self._note_sales()
        self._note_usual_visits()
        self._note_refusals_and_transfers()
        self._note_recent_weeks()
        self._note_store()
        self._note_today(end)
        DemoOutside(self._story).note_all()
        yield from self._story.agenda.live_until(end, self._story.clock)

    def _note(self, day: date, act: Callable[[], object]) -> None:
        self._story.agenda.note(at_counter(day, self._story.dice), act)

    def _note_shifts(self) -> None:
        """Two receptionists, a week each."""
        for place, day in enumerate(self._days[::6]):
            self._story.agenda.note(
                datetime.combine(day, time(8), TEHRAN), partial(self._sit_down, RECEPTIONISTS[place % 2])
            )

    def _sit_down(self, actor: str) -> None:
        self._story.desk.actor = actor

    def _note_sales(self) -> None:
        dice, days = self._story.dice, self._days
        for _count in range(SALES):
            self._note(dice.choice(days), self._cards.sell)
        for _count in range(FOREIGN_CARDS):
            self._note(dice.choice(days), self._cards.note_foreign_card)
        for _count in range(FROM_BATCH):
            self._note(dice.choice(days[20:]), self._cards.activate_raw_card)
        for _count in range(2):
            self._note(dice.choice(days[-60:]), self._cards.issue_old_card)
        a_year_ago = add_months(self._story.today, -12)
        for days_left in (2, 6, 11, 17, 24, 29):
            self._note(working_day(a_year_ago + timedelta(days=days_left)), self._sell_small)

    def _sell_small(self) -> None:
        """Twelve months from today: a card that ends soon."""
        self._cards.issue(self._story.devices.some_model(terms="small-12"), self._story.day)

    def _note_usual_visits(self) -> None:
        """Visits that are over by now, and in the last weeks some that are not."""
        dice = self._story.dice
        for _count in range(USUAL_VISITS):
            day = dice.choice(self._days[8:-4])
            self._note(day, partial(self._visits.usual, self._usual_stay(day)))
        for categories in (("printer", "printer", "laptop"), ("laptop",) * 4, ("television", "mobile")):
            self._note(dice.choice(self._days[80:-30]), partial(self._company_visit, categories))

    def _usual_stay(self, day: date) -> Stay:
        dice = self._story.dice
        promised = working_days_later(day, dice.randrange(2, 7)) if dice.random() < 0.9 else None
        if dice.random() < 0.04:
            return Stay(is_cancelled=True, promised_on=promised)
        return Stay(
            ready_after=dice.randrange(0, 8), fetched_after=dice.choice((0, 1, 1, 2, 3, 5)), promised_on=promised,
            comes_back=dice.random() < 0.06,
        )  # fmt: skip

    def _company_visit(self, categories: tuple[str, ...], stay: Stay | None = None) -> None:
        brought = self._visits.several(self._company(), *categories)
        self._visits.receive(brought, stay or Stay(ready_after=4, fetched_after=1))

    def _company(self) -> int:
        """A company of the file; the first one that is needed comes in at once."""
        story = self._story
        while not story.companies:
            story.add_customer(story.new_customer())
        return story.a_company()

    def _note_refusals_and_transfers(self) -> None:
        days = self._days
        for place, scope in (
            (-130, VoidScope.DEVICE),
            (-90, VoidScope.DEVICE),
            (-70, VoidScope.PARTS),
            (-50, VoidScope.VISIT),
            (-20, VoidScope.DEVICE),
        ):
            self._note(days[place], partial(self._refuse, scope))
        self._note(days[-40], partial(self._refuse, VoidScope.DEVICE, is_revoked=True))
        for place in (-120, -60, -12):
            self._note(days[place], self._cards.transfer)
        self._note(days[-15], self._cards.print_duplicate)
        for place in (-18, -6):
            self._note(days[place], self._cards.renew)

    def _refuse(self, scope: VoidScope, *, is_revoked: bool = False) -> None:
        """Something is found at a visit that the warranty does not cover."""
        owned = self._story.take_from_home(("mobile", "laptop", "television"), with_card=True)
        if owned is None:
            return
        taken = self._visits.receive(Brought(owned.owner_id, known=(owned,)), Stay())[0]
        card = self._cards.refuse(owned.unit_id, taken.order.number, scope)
        if is_revoked:
            self._cards.revoke(card)
        elif scope is VoidScope.DEVICE:
            del self._story.cards[owned.unit_id]
        self._visits.finish(taken, Outcome.REPAIRED if is_revoked else Outcome.WARRANTY_REFUSED)
        self._visits.fetch(taken)

    def _note_store(self) -> None:
        """Slips of some months: goods every third week, parts for a bench every other day, and what comes of them."""
        store = self._store
        days = [day for day in self._days if day >= opened_on(self._story.today)]
        for every, first, act in (
            (18, 3, store.receive), (2, 1, store.issue), (4, 7, store.give_back), (8, 9, store.hand_in_faulty),
            (45, 40, store.scrap), (50, 44, store.count), (60, 55, store.raise_prices),
        ):  # fmt: skip
            for place, day in enumerate(days[first::every]):
                self._story.agenda.note(at_clock(day, time(9, 10 + place % 40)), act)
        self._story.agenda.note(at_clock(days[0], time(8, 40)), store.open)
        self._story.agenda.note(at_clock(days[-1], time(16, 40)), store.wait)

    def _note_recent_weeks(self) -> None:
        """Orders that are still here: late, promised for today, ready, forgotten, on the bench again."""
        today = self._story.today
        before = partial(working_days_before, today)
        for count, how_far in ((9, "waiting"), (7, "repair"), (6, "")):
            stay = Stay(promised_on=before(count - 4), on_bench=how_far)
            self._note(before(count), partial(self._visits.usual, stay))
        for count, how_far in ((4, "repair"), (3, "diagnosing")):
            self._note(before(count), partial(self._visits.usual, Stay(promised_on=today, on_bench=how_far)))
        for count, how_far in (
            (13, "asked"), (5, "agreed"), (4, "refused"), (3, "checked"), (2, "sent back"), (2, "asked"),
        ):  # fmt: skip
            stay = Stay(promised_on=working_days_later(today, 2), on_bench=how_far)
            self._note(before(count), partial(self._visits.usual, stay))
        for count in (6, 4, 3):
            stay = Stay(ready_after=count - 1, promised_on=today + timedelta(days=1))
            self._note(before(count), partial(self._visits.usual, stay))
        for count in (30, 20, 14):
            stay = Stay(ready_after=3, promised_on=before(count - 4))
            self._note(before(count), partial(self._visits.usual, stay))
        for count in (8, 7):
            stay = Stay(ready_after=3, reopened_after=2, promised_on=working_days_later(today, 2))
            self._note(before(count), partial(self._visits.usual, stay))

    def _note_today(self, end: datetime) -> None:
        """The morning of the day on which somebody looks at the demo."""
        acts = (
            self._open_today, self._family_visit, self._company_visit_today, self._courier_visit, self._phone_visit,
            self._cards.sell, self._cancelled_visit, self._fetched_visit, self._finished_visit, self._returned_visit,
            self._merges.tidy_up,
        )  # fmt: skip
        for moment, act in zip(this_morning(self._story.today, end, len(acts)), acts, strict=True):
            self._story.agenda.note(moment, act)

    @property
    def _soon(self) -> date:
        return working_days_later(self._story.today, 3)

    def _open_today(self) -> None:
        self._visits.receive(self._visits.somebody("washing-machine"), Stay(promised_on=self._soon))

    def _family_visit(self) -> None:
        brought = self._visits.several(self._story.known_customer(), "refrigerator", "mobile", "vacuum-cleaner")
        name, relation = self._story.people.bringer()
        self._visits.receive(
            brought, Stay(promised_on=self._soon), bringer_name=name, bringer_relation=relation,
            bringer_phone=self._story.people.phone(), channel=Channel.IN_PERSON,
        )  # fmt: skip

    def _company_visit_today(self) -> None:
        self._company_visit(
            ("laptop", "laptop", "laptop", "printer", "printer", "television"), Stay(promised_on=self._soon)
        )

    def _courier_visit(self) -> None:
        self._visits.receive(self._visits.somebody("kitchen"), Stay(promised_on=self._soon), channel=Channel.COURIER)

    def _phone_visit(self) -> None:
        self._visits.receive(
            self._visits.somebody("mobile"), Stay(promised_on=self._story.today), passcode="1397",
            cost_ceiling=25 * MILLION_RIAL, deposit=5 * MILLION_RIAL, deposit_note="کارت‌خوان",
        )  # fmt: skip

    def _cancelled_visit(self) -> None:
        self._visits.cancel(self._visits.receive(self._visits.somebody("power-tool"), Stay())[0])

    def _fetched_visit(self) -> None:
        taken = self._visits.receive(self._visits.somebody("microwave"), Stay())[0]
        self._visits.finish(taken, Outcome.NO_FAULT_FOUND)
        self._visits.fetch(taken)

    def _finished_visit(self) -> None:
        taken = self._visits.receive(self._visits.somebody("television"), Stay(promised_on=self._soon))[0]
        self._visits.finish(taken, Outcome.REPAIRED)

    def _returned_visit(self) -> None:
        owned = self._story.take_lately_fetched(most_days=12)
        if owned is not None:
            self._visits.bring_again(owned, Stay(promised_on=self._soon))
