"""Fourteen months of a service centre, told day by day through the same services as the counter uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from random import Random

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.domain.jalali import add_months, working_day
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import TEHRAN
from aftersales_desktop.services import catalogue, warranty_terms
from aftersales_desktop.services.demo.basics import fill_basics
from aftersales_desktop.services.demo.clock import WalkingClock, end_of_story
from aftersales_desktop.services.demo.devices import DemoModel, Devices
from aftersales_desktop.services.demo.files import add_files
from aftersales_desktop.services.demo.people import People
from aftersales_desktop.services.demo.plot import RECEPTIONISTS, Plot
from aftersales_desktop.services.demo.source import read_words
from aftersales_desktop.services.demo.story import Story
from aftersales_desktop.services.settings import load_settings, save_settings
from aftersales_desktop.services.work import Area, Desk

MONTHS = 14
CENTRE = {
    "centre_name": "مرکز خدمات مهرآوران",
    "centre_phone": "02166512040",
    "centre_address": "تهران، خیابان ستارخان، نبش کوچهٔ نسترن، پلاک ۲۱۴، طبقهٔ همکف",
    "centre_hours": "شنبه تا پنجشنبه، ۸:۳۰ تا ۱۷",
    "receptionist": RECEPTIONISTS[0],
    "labour_hour_cost": 1_200_000,
    "loaner_day_cost": 150_000,
}

Progress = Callable[[int, int], None]


def fill_demo(desk: Desk, *, today: date, progress: Progress | None = None) -> None:
    """Fill an empty file with an invented Iranian service centre, all or nothing.

    The last fourteen months up to the morning of `today`; the same every time for the same day, uuids excepted.
    `progress` is told how many days are over and how many there are; what it raises stops everything.
    Raises NotAllowed for a file that already holds customers, devices or cards.
    """
    if desk.rows("SELECT 1 FROM customer UNION ALL SELECT 1 FROM unit UNION ALL SELECT 1 FROM warranty_card LIMIT 1"):
        raise NotAllowed(Message("The demo only fills an empty file; this one already holds customers or cards."))
    with desk.work(*Area):
        first_day = working_day(add_months(today, -MONTHS))
        clock = WalkingClock(datetime.combine(first_day, time(8), TEHRAN))
        private = Desk(RECEPTIONISTS[0], desk.path, clock)
        _furnish(private)
        story = _begin(private, clock, first_day, today)
        for day in Plot(story).tell(end_of_story(today, desk.now())):
            if progress is not None:
                progress((day - first_day).days, (today - first_day).days)
        add_files(private)


def _furnish(desk: Desk) -> None:
    """The centre's own words; what somebody has set already stays."""
    settings = load_settings(desk)
    missing = {name: value for name, value in CENTRE.items() if not getattr(settings, name)}
    save_settings(desk, is_set_up=True, **missing)
    fill_basics(desk)


def _begin(desk: Desk, clock: WalkingClock, first_day: date, today: date) -> Story:
    dice = Random(today.toordinal())
    people = People(dice, read_words("people"))
    return Story(desk, clock, dice, people, Devices(dice, _add_models(desk)), first_day, today)


def _add_models(desk: Desk) -> list[DemoModel]:
    words = read_words("models")
    category_ids = {category.code: category.id for category in catalogue.list_categories(desk)}
    terms_ids = {terms.code: terms.id for terms in warranty_terms.list_terms(desk)}
    models = []
    for category, brand, name, terms, *bulletin in words["models"]:
        terms_id = terms_ids[terms.upper()]
        model = catalogue.add_model(
            desk, category_id=category_ids[category], brand=brand, name=name, terms_id=terms_id,
            needs_registry=category == "mobile", bulletin="".join(bulletin),
        )  # fmt: skip
        models.append(DemoModel(model.id, category, brand, terms, terms_id, words["brands"][brand]))
    return models
