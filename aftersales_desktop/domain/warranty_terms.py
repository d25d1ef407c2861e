"""What a warranty promises: the terms frozen on a card, when they start and when they end."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.jalali import add_months, term_end
from aftersales_desktop.i18n import N_, Message

LONGEST_TERM = 240
LONGEST_CAP = 60
MOST_CLAIMS = 100


class StartBasis(StrEnum):
    """The day a warranty counts from; the value is what the database stores."""

    PURCHASE = "purchase"
    INSTALLATION = "installation"
    ACTIVATION = "activation"
    PRODUCTION_CAP = "production_cap"


class Category(StrEnum):
    """What a repair costs, each with its own term."""

    PARTS = "parts"
    LABOUR = "labour"
    TRAVEL = "travel"
    SHIPPING = "shipping"


START_BASIS_TITLES = {
    StartBasis.PURCHASE: N_("From purchase"),
    StartBasis.INSTALLATION: N_("From installation"),
    StartBasis.ACTIVATION: N_("From activation"),
    StartBasis.PRODUCTION_CAP: N_("From activation, at the latest some months after production or import"),
}
CATEGORY_TITLES = {
    Category.PARTS: N_("Parts"),
    Category.LABOUR: N_("Labour"),
    Category.TRAVEL: N_("Travel"),
    Category.SHIPPING: N_("Shipping"),
}


@dataclass(frozen=True)
class TermsSnapshot:
    """The terms of one card as they were when it was activated; later changes of the product do not reach it.

    `months` are Jalali months, 0 for a category that is not covered. `cap_months` counts from production or import
    and matters only for StartBasis.PRODUCTION_CAP. `excluded_groups` are names of part groups. `max_claims` is how many
    visits are covered, `max_same_part` how often the same part; 0 is any number.
    """

    code: str
    version: int
    title: str
    start_basis: StartBasis
    months: Mapping[Category, int]
    cap_months: int = 0
    excluded_groups: tuple[str, ...] = field(default=())
    text_fa: str = ""
    text_en: str = ""
    transferable: bool = True
    max_claims: int = 0
    max_same_part: int = 0

    def __post_init__(self) -> None:
        months = {category: self.months.get(category, 0) for category in Category}
        object.__setattr__(self, "months", MappingProxyType(months))
        object.__setattr__(self, "start_basis", StartBasis(self.start_basis))
        object.__setattr__(self, "excluded_groups", tuple(self.excluded_groups))
        self._check_types()

    def _check_types(self) -> None:
        texts = (self.code, self.title, self.text_fa, self.text_en, *self.excluded_groups)
        numbers = (
            (self.version, 10**6),
            (self.cap_months, LONGEST_CAP),
            (self.max_claims, MOST_CLAIMS),
            (self.max_same_part, MOST_CLAIMS),
            *((n, LONGEST_TERM) for n in self.months.values()),
        )
        if not all(isinstance(text, str) for text in texts) or type(self.transferable) is not bool:
            raise ValueError(f"terms {self.code!r} hold something that is not text")
        if not all(type(number) is int and 0 <= number <= most for number, most in numbers):
            raise ValueError(f"terms {self.code!r} hold a number that is out of range")

    def __hash__(self) -> int:
        return hash(self.to_json())

    def to_stored(self) -> dict[str, Any]:
        """Plain JSON values, as a card keeps them; a limit that is none is not written."""
        limits = {"max_claims": self.max_claims, "max_same_part": self.max_same_part}
        return {name: limit for name, limit in limits.items() if limit} | {
            "code": self.code,
            "version": self.version,
            "title": self.title,
            "start_basis": str(self.start_basis),
            "months": {str(category): self.months[category] for category in Category},
            "cap_months": self.cap_months,
            "excluded_groups": list(self.excluded_groups),
            "text_fa": self.text_fa,
            "text_en": self.text_en,
            "transferable": self.transferable,
        }

    def to_json(self) -> str:
        """One canonical text: the same terms always give the same bytes."""
        return _canonical(self.to_stored())

    @classmethod
    def from_stored(cls, stored: Any) -> TermsSnapshot:
        """The terms written by `to_stored`; ValueError when anything is missing, unknown or of another type."""
        try:
            months = {Category(name): count for name, count in stored["months"].items()}
            terms = cls(**{**stored, "months": months})
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"not warranty terms: {error}") from error
        if terms.to_json() != _canonical(stored):
            raise ValueError("warranty terms in another form than they are written")
        return terms

    @classmethod
    def from_json(cls, text: str) -> TermsSnapshot:
        """The terms written by `to_json`; ValueError for a text that differs from it in a single character."""
        try:
            terms = cls.from_stored(json.loads(text))
        except RecursionError:
            raise ValueError("warranty terms nested too deeply") from None
        if terms.to_json() != text:
            raise ValueError("warranty terms in another form than they are written")
        return terms


def _canonical(stored: Any) -> str:
    return json.dumps(stored, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def terms_problems(terms: TermsSnapshot) -> list[FieldProblem]:
    """What is missing before these terms can be offered."""
    problems = []
    if not terms.code:
        problems.append(FieldProblem("code", Message("Enter a code for these terms.")))
    if not terms.title:
        problems.append(FieldProblem("title", Message("Enter a title for these terms.")))
    if not any(terms.months.values()):
        problems.append(FieldProblem("months", Message("Enter the months of at least one category.")))
    if terms.start_basis is StartBasis.PRODUCTION_CAP and not terms.cap_months:
        problems.append(
            FieldProblem("cap_months", Message("Enter how many months after production it starts at last."))
        )
    return problems


def period_ends(terms: TermsSnapshot, start: date) -> Mapping[Category, date]:
    """The last covered day of every category that is covered at all."""
    return {category: term_end(start, months) for category, months in terms.months.items() if months}


def latest_start(terms: TermsSnapshot, produced: date | None) -> date | None:
    """The day a warranty with a cap starts even if nobody activated it; None for other terms."""
    if terms.start_basis is not StartBasis.PRODUCTION_CAP or produced is None:
        return None
    return add_months(produced, terms.cap_months)


def start_date(
    terms: TermsSnapshot,
    *,
    purchased: date | None = None,
    installed: date | None = None,
    activated: date | None = None,
    produced: date | None = None,
) -> date | None:
    """The first covered day, or None while the day it counts from is unknown."""
    match terms.start_basis:
        case StartBasis.PURCHASE:
            return purchased
        case StartBasis.INSTALLATION:
            return installed
        case StartBasis.ACTIVATION:
            return activated
    return min(filter(None, (activated, latest_start(terms, produced))), default=None)


_FUTURE = {
    "purchased_on": N_("The purchase date is in the future; check it."),
    "installed_on": N_("The installation date is in the future; check it."),
    "activated_on": N_("The activation date is in the future; check it."),
    "produced_on": N_("The production date is in the future; check it."),
}
_MISSING = {
    StartBasis.PURCHASE: ("purchased_on", N_("Enter the purchase date; this warranty starts then.")),
    StartBasis.INSTALLATION: ("installed_on", N_("Enter the installation date; this warranty starts then.")),
    StartBasis.ACTIVATION: ("activated_on", N_("Enter the activation date; this warranty starts then.")),
    StartBasis.PRODUCTION_CAP: ("activated_on", N_("Enter the activation date or the production date.")),
}


def start_problems(
    terms: TermsSnapshot,
    today: date,
    *,
    purchased: date | None = None,
    installed: date | None = None,
    activated: date | None = None,
    produced: date | None = None,
) -> list[FieldProblem]:
    """Why a card cannot be activated with these days, or (doubtful) what looks wrong about them, in reading order."""
    days = {
        "purchased_on": purchased, "installed_on": installed, "activated_on": activated, "produced_on": produced,
    }  # fmt: skip
    problems = [FieldProblem(name, Message(_FUTURE[name])) for name, day in days.items() if day and day > today]
    if purchased and installed and installed < purchased:
        problems.append(FieldProblem("installed_on", Message("Installation is before purchase; check both dates.")))
    if purchased and activated and activated < purchased:
        message = Message("Activation is before purchase; check both dates.")
        problems.append(FieldProblem("activated_on", message, doubtful=True))
    first_use = min(filter(None, (purchased, installed, activated)), default=None)
    if produced and first_use and produced > first_use:
        problems.append(FieldProblem("produced_on", Message("Production is after the sale; check both dates.")))
    start = start_date(terms, purchased=purchased, installed=installed, activated=activated, produced=produced)
    if start is None:
        name, sentence = _MISSING[terms.start_basis]
        problems.append(FieldProblem(name, Message(sentence)))
    elif not problems and any(terms.months.values()) and max(period_ends(terms, start).values()) < today:
        message = Message("By these dates the warranty is already over; check them.")
        problems.append(FieldProblem(_MISSING[terms.start_basis][0], message, doubtful=True))
    return problems
