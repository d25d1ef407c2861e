"""One question to one warranty card, and the answer to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain.jalali import term_end
from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.text import fold
from aftersales_desktop.domain.warranty_facts import CardFacts, PastClaim, VoidRecord, VoidScope
from aftersales_desktop.domain.warranty_terms import Category, latest_start
from aftersales_desktop.i18n import N_, Code, Message, OwnNumber


class Tone(StrEnum):
    """The colour of a verdict: green, amber, red, grey."""

    COVERED = "covered"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Cause(StrEnum):
    """Which rule decided; stable, so that two verdicts can be compared."""

    NO_CARD = "no_card"
    OTHER_ISSUER = "other_issuer"
    REPLACED = "replaced"
    VOID_DEVICE = "void_device"
    VOID_VISIT = "void_visit"
    VOID_PARTS = "void_parts"
    NOT_ACTIVATED = "not_activated"
    NO_TERMS = "no_terms"
    CATEGORY_NOT_COVERED = "category_not_covered"
    GROUP_EXCLUDED = "group_excluded"
    START_UNKNOWN = "start_unknown"
    NOT_STARTED = "not_started"
    ENDED = "ended"
    CLAIMS_USED_UP = "claims_used_up"
    PART_USED_UP = "part_used_up"
    START_DOUBTFUL = "start_doubtful"
    WITHOUT_CARD = "without_card"
    RUNNING = "running"


TONE_TITLES = {
    Tone.COVERED: N_("Covered"),
    Tone.DOUBTFUL: N_("Doubtful"),
    Tone.REFUSED: N_("Not covered"),
    Tone.UNKNOWN: N_("Unknown"),
}


@dataclass(frozen=True)
class Verdict:
    """The answer for one category on one day.

    Only a green verdict is covered; an amber one waits for somebody's decision. `days_left` is given while the period
    runs and nothing refuses it, 0 on the last day. `note` speaks of another card that also matters.
    """

    tone: Tone
    covered: bool
    days_left: int | None
    ends_on: date | None
    reason: Message
    category: Category
    cause: Cause
    card_number: str = ""
    note: Message | None = None


@dataclass(frozen=True)
class Case:
    """One question to one card."""

    card: CardFacts
    as_of: date
    category: Category
    part_group: str
    order_number: str
    part_code: str = ""

    @property
    def number(self) -> Code | OwnNumber:
        """The card's number, written as ours where it is."""
        read = read_own_number(self.card.number)
        is_own = read is not None and read.kind is OwnNumberKind.CARD and read.is_check_right
        return OwnNumber(self.card.number) if is_own else Code(self.card.number)

    @property
    def start(self) -> date | None:
        """The first covered day: as recorded, but never later than the cap after production."""
        card = self.card
        if self.category in card.ends:
            return card.started_on
        cap = latest_start(card.terms, card.produced_on) if card.terms else None
        return min(filter(None, (card.started_on, cap)), default=None)

    @property
    def end(self) -> date | None:
        """The last covered day of the category."""
        if self.category in self.card.ends:
            return self.card.ends[self.category]
        months = self.card.terms.months[self.category] if self.card.terms else 0
        return term_end(self.start, months) if self.start and months else None

    @property
    def is_start_known(self) -> bool:
        """Whether the end rests on a recorded day, and not on the cap alone."""
        return self.card.started_on is not None or self.category in self.card.ends

    @property
    def is_running(self) -> bool:
        """Whether the day lies inside the period."""
        is_started = self.start is None or self.start <= self.as_of
        return is_started and self.end is not None and self.as_of <= self.end

    def concerns(self, groups: Iterable[str]) -> bool:
        """Whether the part group asked about is one of these."""
        return bool(self.part_group) and fold(self.part_group) in {fold(group) for group in groups}

    @property
    def earlier_claims(self) -> list[PastClaim]:
        """The covered visits before this one."""
        return [claim for claim in self.card.claims if claim.order_number != self.order_number]

    def voids(self, scope: VoidScope) -> list[VoidRecord]:
        """The refusals of one scope that count for this question, oldest first."""
        found = [void for void in self.card.voids if void.scope is scope and self._counts(void)]
        return sorted(found, key=lambda void: (void.on, void.order_number, void.sentence))

    def _counts(self, void: VoidRecord) -> bool:
        is_same_visit = bool(self.order_number) and void.order_number == self.order_number
        return is_same_visit or (void.scope is not VoidScope.VISIT and void.on <= self.as_of)

    def answer(self, tone: Tone, cause: Cause, reason: Message) -> Verdict:
        """The verdict of a rule."""
        is_counted = cause in {Cause.RUNNING, Cause.START_DOUBTFUL}
        days_left = (self.end - self.as_of).days if is_counted and self.end else None
        return Verdict(tone, tone is Tone.COVERED, days_left, self.end, reason, self.category, cause, self.card.number)
