"""The page of one serial: what it is, whether it is covered today, its warranties, what is inside it, its photos."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import NotFound
from aftersales_desktop.domain.lifespan import Lifespan, lifespan_of
from aftersales_desktop.domain.warranty import CardFacts, CardState, Category, Verdict, best_summary, period_ends
from aftersales_desktop.i18n import Code, Message, OwnNumber
from aftersales_desktop.services import units, warranty
from aftersales_desktop.services.biography import BiographyEntry, EntryKind, InsideRow, inside_now, unit_biography
from aftersales_desktop.services.life_files import LifeFile, files_of_life, with_pictures
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.work import Desk

_NEWEST = "SELECT id FROM unit WHERE kind = 'device' AND archived_at IS NULL ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class LifeBand:
    """A warranty from its first day to its last; the tone is that of a state: ok, neutral, bad."""

    title: Message
    first: date
    last: date
    tone: str


@dataclass(frozen=True)
class Life:
    """Everything about one serial. `number` and `uuid` are what its paper is printed and logged by."""

    unit: UnitRow
    verdicts: tuple[Verdict, ...]
    entries: tuple[BiographyEntry, ...]
    bands: tuple[LifeBand, ...]
    inside: tuple[InsideRow, ...]
    today: date
    files: tuple[LifeFile, ...] = ()

    @property
    def number(self) -> str:
        """The serial, or our tag."""
        return self.unit.serial

    @property
    def uuid(self) -> str:
        """That of the unit."""
        return self.unit.uuid

    @property
    def span(self) -> Lifespan:
        """The years that show all of it."""
        days = [entry.on for entry in self.entries]
        return lifespan_of([*days, *(day for band in self.bands for day in (band.first, band.last))], self.today)

    @property
    def visits(self) -> tuple[date, ...]:
        """Days on which something happened to it in the centre."""
        return tuple(dict.fromkeys(entry.on for entry in self.entries if entry.kind is EntryKind.VISIT))

    @property
    def part_days(self) -> tuple[date, ...]:
        """Days on which a part went in or came out."""
        return tuple(dict.fromkeys(entry.on for entry in self.entries if entry.kind is EntryKind.PART))


def read_life(desk: Desk, unit_id: int) -> Life:
    """One serial, as of today, in at most eight statements. NotFound when there is none."""
    unit, today = units.get_unit(desk, unit_id), desk.today()
    facts = warranty.card_facts(desk, unit_id)
    verdicts = best_summary(facts, today) if facts else warranty.summary_without_card(desk, unit, today)
    inside = inside_now(desk, unit_id)
    bands = [*_card_bands(facts, today), *_part_bands(inside, today)]
    return Life(
        unit, verdicts, tuple(unit_biography(desk, unit_id)), tuple(bands), inside, today, files_of_life(desk, unit_id)
    )


def find_life(desk: Desk, code: str) -> Life:
    """For its paper, by any of its codes in any digits; "any" is the newest device. NotFound when nothing has it."""
    if text.clean(code) == "any":
        newest = desk.rows(_NEWEST)
        if newest:
            return _for_paper(desk, newest[0][0])
    found = units.find_units(desk, code)
    if not found:
        raise NotFound(Message("No device has the serial {code}. Read it again.", code=Code(code)))
    return _for_paper(desk, found[0].id)


def _for_paper(desk: Desk, unit_id: int) -> Life:
    shown = read_life(desk, unit_id)
    return replace(shown, files=with_pictures(desk, shown.files))


def _card_bands(facts: tuple[CardFacts, ...], today: date) -> Iterator[LifeBand]:
    for card in facts:
        last = _last_day(card)
        if card.started_on is None or last is None:
            continue
        number = OwnNumber(card.number) if card.issuer_is_ours else Code(card.number)
        yield LifeBand(
            Message("Warranty card {number}", number=number), card.started_on, last, _tone(card, last, today)
        )


def _last_day(card: CardFacts) -> date | None:
    """The last day of any category: what was fixed, else what the terms say."""
    ends: dict[Category, Any] = dict(card.ends)
    if not ends and card.terms is not None and card.started_on is not None:
        ends = dict(period_ends(card.terms, card.started_on))
    return max(ends.values(), default=None)


def _tone(card: CardFacts, last: date, today: date) -> str:
    if card.state in (CardState.VOID, CardState.REPLACED):
        return "bad"
    return "ok" if card.state is CardState.ACTIVE and last >= today else "neutral"


def _part_bands(inside: tuple[InsideRow, ...], today: date) -> Iterator[LifeBand]:
    for part in inside:
        if part.since is not None and part.warranty_until is not None:
            title = Message("{part} {code}", part=part.name, code=Code(part.code))
            yield LifeBand(title, part.since, part.warranty_until, "ok" if part.warranty_until >= today else "neutral")
