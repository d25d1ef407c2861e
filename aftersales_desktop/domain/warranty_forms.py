"""What the forms of terms and cards hold, and everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import CustomerDetails
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.domain.jalali import FIRST_DAY, LAST_DAY
from aftersales_desktop.domain.warranty_facts import StartEvidence
from aftersales_desktop.domain.warranty_terms import (
    LONGEST_CAP,
    LONGEST_TERM,
    MOST_CLAIMS,
    Category,
    StartBasis,
    TermsSnapshot,
    start_problems,
    terms_problems,
)
from aftersales_desktop.i18n import N_, Message

LONGEST_GROUP = 60
LONGEST_NUMBER = 40
_TERMS_TEXTS = (
    ("code", 40, False), ("title_fa", 120, False), ("title_en", 120, False), ("text_fa", 4000, True),
    ("text_en", 4000, True),
)  # fmt: skip
_CARD_TEXTS = (("seller", 120, False), ("invoice_number", 40, False), ("evidence_note", 300, False))


class RegistryState(StrEnum):
    """Where a phone stands in the national registry of devices."""

    NONE = ""
    NEEDED = "needed"
    REGISTERED = "registered"
    NOT_NEEDED = "not_needed"
    REFUSED = "refused"


REGISTRY_TITLES = {
    RegistryState.NONE: N_("Not asked"),
    RegistryState.NEEDED: N_("Registration needed"),
    RegistryState.REGISTERED: N_("Registered"),
    RegistryState.NOT_NEEDED: N_("No registration needed"),
    RegistryState.REFUSED: N_("Registration refused"),
}


@dataclass(frozen=True)
class TermsDetails:
    """Warranty terms as filled in; months are Jalali months, 0 for a category that is not covered."""

    code: str = ""
    title_fa: str = ""
    title_en: str = ""
    start_basis: StartBasis = StartBasis.PURCHASE
    months_parts: int = 0
    months_labour: int = 0
    months_travel: int = 0
    months_shipping: int = 0
    cap_months: int = 0
    excluded_groups: tuple[str, ...] = ()
    text_fa: str = ""
    text_en: str = ""
    is_transferable: bool = True
    max_claims: int = 0
    max_same_part: int = 0

    @property
    def months(self) -> Mapping[Category, int]:
        """The months of every category."""
        return {category: getattr(self, f"months_{category}") for category in Category}

    def title(self, language: str) -> str:
        """The title in one language; the other one when that is missing."""
        return (self.title_fa or self.title_en) if language == "fa" else (self.title_en or self.title_fa)

    def cleaned(self) -> TermsDetails:
        """The same in the one spelling that is stored; a cap stays only where it counts."""
        groups = dict.fromkeys(group for name in self.excluded_groups if (group := text.clean(name)))
        return TermsDetails(
            code=text.clean_code(self.code), title_fa=text.clean(self.title_fa), title_en=text.clean(self.title_en),
            start_basis=self.start_basis, months_parts=self.months_parts, months_labour=self.months_labour,
            months_travel=self.months_travel, months_shipping=self.months_shipping,
            cap_months=self.cap_months if self.start_basis is StartBasis.PRODUCTION_CAP else 0,
            excluded_groups=tuple(groups), text_fa=text.clean(self.text_fa, lines=True),
            text_en=text.clean(self.text_en, lines=True), is_transferable=self.is_transferable,
            max_claims=self.max_claims, max_same_part=self.max_same_part,
        )  # fmt: skip

    def snapshot(self, version: int) -> TermsSnapshot:
        """What a card keeps of these terms."""
        return TermsSnapshot(
            code=self.code, version=version, title=self.title("fa"), start_basis=self.start_basis, months=self.months,
            cap_months=self.cap_months, excluded_groups=self.excluded_groups, text_fa=self.text_fa,
            text_en=self.text_en, transferable=self.is_transferable, max_claims=self.max_claims,
            max_same_part=self.max_same_part,
        )  # fmt: skip


@dataclass(frozen=True)
class CardDevice:
    """The device a card is for: known by `unit_id`, else by serial and model; a new model by category and name."""

    unit_id: int | None = None
    serial: str = ""
    imeis: tuple[str, ...] = ()
    model_id: int | None = None
    category_id: int | None = None
    brand: str = ""
    model_name: str = ""


@dataclass(frozen=True)
class CardInput(CardDevice):
    """A card of ours as filled in.

    `request_key` is a uuid the form makes once, so that a second save gives the first card again. The owner is known
    by `owner_id` or described by `owner`. Without `terms_id` the terms of the batch or the model count. An empty
    `number` takes the next one. `confirmed` names the doubtful fields that were saved a second time.
    """

    request_key: str = ""
    owner_id: int | None = None
    owner: CustomerDetails | None = None
    terms_id: int | None = None
    number: str = ""
    purchased_on: date | None = None
    installed_on: date | None = None
    activated_on: date | None = None
    produced_on: date | None = None
    seller: str = ""
    invoice_number: str = ""
    evidence_kind: StartEvidence | None = None
    evidence_note: str = ""
    registry_state: RegistryState = RegistryState.NONE
    registry_code: str = ""
    order_id: int | None = None
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ForeignCardInput(CardDevice):
    """A card of another company, with the days written on it; without `owner_id` it is the device's owner's.

    `new_issuer` names a company that is not in the list yet, where none was chosen.
    """

    request_key: str = ""
    issuer_id: int | None = None
    new_issuer: str = ""
    number: str = ""
    owner_id: int | None = None
    started_on: date | None = None
    parts_until: date | None = None
    labour_until: date | None = None
    travel_until: date | None = None
    shipping_until: date | None = None
    seller: str = ""
    invoice_number: str = ""
    evidence_kind: StartEvidence | None = None
    evidence_note: str = ""
    confirmed: frozenset[str] = frozenset()

    @property
    def ends(self) -> Mapping[Category, date]:
        """The last day of every category that is written on the card."""
        days = {category: getattr(self, f"{category}_until") for category in Category}
        return {category: day for category, day in days.items() if day is not None}


def details_problems(details: TermsDetails) -> list[FieldProblem]:
    """Every problem of the terms form, in reading order."""
    numbers = {f"months_{category}": LONGEST_TERM for category in Category} | {"cap_months": LONGEST_CAP}
    numbers |= {"max_claims": MOST_CLAIMS, "max_same_part": MOST_CLAIMS}
    problems = [*_text_problems(details, _TERMS_TEXTS), *_number_problems(details, numbers)]
    for group in details.excluded_groups:
        problems += _text_problem("excluded_groups", group, LONGEST_GROUP)
    in_range = {name: min(max(getattr(details, name), 0), highest) for name, highest in numbers.items()}
    fields = {"title": "title_fa", "months": "months_parts"}
    told = {problem.field for problem in problems}
    for missing in terms_problems(replace(details, **in_range).cleaned().snapshot(1)):
        name = fields.get(missing.field, missing.field)
        if name not in told:
            problems.append(FieldProblem(name, missing.message))
    order = list(TermsDetails.__dataclass_fields__)
    return sorted(problems, key=lambda problem: order.index(problem.field))


def device_problems(device: CardDevice) -> list[FieldProblem]:
    """What is missing to know which device a card is for, and IMEIs that look wrong; a phone may have only an IMEI."""
    problems = []
    if device.unit_id is None and (device.serial.strip() or not any(map(str.strip, device.imeis))):
        try:
            identifiers.serial(device.serial)
        except IdentifierProblem as problem:
            problems.append(FieldProblem("serial", problem.message))
    doubts = filter(None, map(identifiers.imei_doubt, device.imeis))
    return problems + [FieldProblem("imei", doubt, doubtful=True) for doubt in doubts]


def card_problems(card: CardInput, terms: TermsSnapshot | None, today: date) -> list[FieldProblem]:
    """Problems of the days, texts and registry of a card of ours, in reading order; `terms` None while unknown."""
    days = {"purchased": card.purchased_on, "installed": card.installed_on,
            "activated": card.activated_on, "produced": card.produced_on}  # fmt: skip
    problems = _range_problems({f"{name}_on": day for name, day in days.items()})
    if not problems and (terms or any(days.values())):
        problems = start_problems(terms or _any_terms(days), today, **days)
    problems += _text_problems(card, _CARD_TEXTS)
    return problems + registry_problems(card.registry_state, card.registry_code)


def foreign_card_problems(card: ForeignCardInput, today: date) -> list[FieldProblem]:
    """Problems of the number, days and texts of a card of another company, in reading order."""
    problems = []
    if card.issuer_id is None and not card.new_issuer.strip():
        problems.append(FieldProblem("issuer", Message("Choose the company that issued the card.")))
    problems += foreign_number_problems(card.number)
    ends = {f"{category}_until": day for category, day in card.ends.items()}
    wrong = _range_problems({"started_on": card.started_on} | ends) or list(_foreign_day_problems(card, ends, today))
    return [*problems, *wrong, *_text_problems(card, _CARD_TEXTS)]


def foreign_number_problems(number: str) -> list[FieldProblem]:
    """Why the number of another company's card cannot be stored."""
    if not text.code_norm(number):
        return [FieldProblem("number", Message("Enter the number of the card."))]
    return _text_problem("number", number, LONGEST_NUMBER)


def registry_problems(state: RegistryState, code: str) -> list[FieldProblem]:
    """A registered phone needs the code that the registry gave."""
    if state is RegistryState.REGISTERED and not text.clean_code(code):
        return [FieldProblem("registry_code", Message("Enter the code that the registry gave."))]
    return _text_problem("registry_code", code, 40)


def reason_problems(reason: str, field: str = "reason") -> list[FieldProblem]:
    """A reason is at least a word."""
    if len(text.clean(reason)) < 3:
        return [FieldProblem(field, Message("Write the reason."))]
    return _text_problem(field, reason, 300)


def unconfirmed(problems: Iterable[FieldProblem], confirmed: frozenset[str]) -> list[FieldProblem]:
    """The problems that still stand: doubtful ones go once their field was saved a second time."""
    return [problem for problem in problems if not (problem.doubtful and problem.field in confirmed)]


def _any_terms(days: Mapping[str, date | None]) -> TermsSnapshot:
    """Terms that start on a day that was typed, so that its other days can be checked before the terms are chosen."""
    bases = {"purchased": StartBasis.PURCHASE, "installed": StartBasis.INSTALLATION}
    basis = next((bases[name] for name in bases if days[name]), StartBasis.PRODUCTION_CAP)
    return TermsSnapshot(code="", version=1, title="", start_basis=basis, months={})


def _range_problems(days: Mapping[str, date | None]) -> list[FieldProblem]:
    message = Message("Enter a date between {first} and {last}.", first=FIRST_DAY, last=LAST_DAY)
    return [FieldProblem(name, message) for name, day in days.items() if day and not FIRST_DAY <= day <= LAST_DAY]


def _foreign_day_problems(card: ForeignCardInput, ends: Mapping[str, date], today: date) -> Iterator[FieldProblem]:
    if ends and card.started_on is None:
        yield FieldProblem("started_on", Message("Enter the day on which this warranty starts."))
    elif card.started_on is not None and card.started_on > today:
        yield FieldProblem("started_on", Message("The start date is in the future; check it."))
    for name, day in ends.items():
        if card.started_on is not None and day < card.started_on:
            yield FieldProblem(name, Message("The end is before the start; check both dates."))


def _number_problems(details: TermsDetails, longest: Mapping[str, int]) -> list[FieldProblem]:
    return [
        FieldProblem(name, Message("Enter a number from {low} to {high}.", low=0, high=high))
        for name, high in longest.items()
        if not 0 <= getattr(details, name) <= high
    ]


def _text_problems(form: object, fields: Iterable[tuple[str, int, bool]]) -> list[FieldProblem]:
    return [
        problem
        for name, longest, lines in fields
        for problem in _text_problem(name, getattr(form, name), longest, lines=lines)
    ]


def _text_problem(name: str, value: str, longest: int, *, lines: bool = False) -> list[FieldProblem]:
    problem = text.text_problem(value, longest=longest, lines=lines)
    return [FieldProblem(name, problem)] if problem else []
