"""What the file knows about a warranty card: its state, its evidence, and what was refused on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from aftersales_desktop.domain.card_states import CardState
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.text import clean
from aftersales_desktop.domain.warranty_terms import Category, TermsSnapshot
from aftersales_desktop.i18n import N_, Message


class VoidScope(StrEnum):
    """How far a void reaches."""

    DEVICE = "device"
    PARTS = "parts"
    VISIT = "visit"


class VoidReason(StrEnum):
    """Why cover was refused."""

    IMPACT = "impact"
    LIQUID = "liquid"
    POWER_SURGE = "power_surge"
    SEAL_OPENED = "seal_opened"
    UNAUTHORISED_REPAIR = "unauthorised_repair"
    RELOCATION = "relocation"
    SERIAL_DEFACED = "serial_defaced"
    NON_STANDARD_CONSUMABLES = "non_standard_consumables"
    OTHER = "other"


class StartEvidence(StrEnum):
    """What the start date of a card rests on."""

    CARD = "card"
    INVOICE = "invoice"
    INSTALLATION_SHEET = "installation_sheet"
    REGISTRY = "registry"
    STATEMENT = "statement"
    ESTIMATE = "estimate"


CARD_STATE_TITLES = {
    CardState.RAW: N_("Raw card"),
    CardState.AT_DEALER: N_("With a dealer"),
    CardState.ACTIVE: N_("Active"),
    CardState.VOID: N_("Void"),
    CardState.REPLACED: N_("Replaced by another card"),
    CardState.EXPIRED: N_("Expired"),
}
VOID_SCOPE_TITLES = {
    VoidScope.DEVICE: N_("The whole device"),
    VoidScope.PARTS: N_("Only these part groups"),
    VoidScope.VISIT: N_("Only this visit"),
}
VOID_REASON_TITLES = {
    VoidReason.IMPACT: N_("impact or fall"),
    VoidReason.LIQUID: N_("liquid inside"),
    VoidReason.POWER_SURGE: N_("power surge"),
    VoidReason.SEAL_OPENED: N_("seal opened"),
    VoidReason.UNAUTHORISED_REPAIR: N_("repair by others"),
    VoidReason.RELOCATION: N_("moved to another place"),
    VoidReason.SERIAL_DEFACED: N_("serial number defaced"),
    VoidReason.NON_STANDARD_CONSUMABLES: N_("non-standard consumables"),
    VoidReason.OTHER: N_("another reason"),
}
EVIDENCE_TITLES = {
    StartEvidence.CARD: N_("Card filled in and stamped"),
    StartEvidence.INVOICE: N_("Purchase invoice"),
    StartEvidence.INSTALLATION_SHEET: N_("Installation sheet"),
    StartEvidence.REGISTRY: N_("Registry inquiry"),
    StartEvidence.STATEMENT: N_("Customer's word"),
    StartEvidence.ESTIMATE: N_("Estimate"),
}
DOUBTFUL_EVIDENCE = frozenset({StartEvidence.STATEMENT, StartEvidence.ESTIMATE})


@dataclass(frozen=True)
class VoidRecord:
    """One refusal of cover that has not been revoked.

    It counts from the day `on`, and for the order in which it was found also before that day. `part_groups` are the
    names of the groups for VoidScope.PARTS; `order_number` is the visit for VoidScope.VISIT.
    """

    scope: VoidScope
    reasons: tuple[VoidReason, ...]
    sentence: str
    on: date
    part_groups: tuple[str, ...] = ()
    order_number: str = ""


@dataclass(frozen=True)
class PastClaim:
    """A visit that a warranty paid for, with the codes of the parts it covered, once for each piece."""

    order_number: str
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class CardFacts:
    """What the file knows about one card.

    `ends` are last days that were fixed when the card was issued (a replacement that inherits the rest, a card of
    another company); a category that is missing there ends by the terms. `evidence` is empty for a proved start.
    `produced_on` is the day of production or import. `replaced_on` is the day from which another card counts; None
    means always. `claims` are the visits of the device that were covered since the start.
    """

    number: str
    issuer_name: str
    issuer_is_ours: bool
    state: CardState
    terms: TermsSnapshot | None = None
    started_on: date | None = None
    evidence: StartEvidence | None = None
    voids: tuple[VoidRecord, ...] = ()
    replaced_by: str = ""
    produced_on: date | None = None
    ends: Mapping[Category, date] = field(default_factory=dict)
    replaced_on: date | None = None
    claims: tuple[PastClaim, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "ends", MappingProxyType(dict(self.ends)))

    def __hash__(self) -> int:
        return hash((self.number, self.issuer_name, self.state, self.started_on))


def void_problems(void: VoidRecord, today: date, *, has_evidence: bool = True) -> list[FieldProblem]:
    """What a refusal still needs before it may be recorded, in reading order."""
    needs = (
        (not void.reasons, "reasons", Message("Choose at least one reason.")),
        (
            void.scope is VoidScope.PARTS and not void.part_groups,
            "part_groups",
            Message("Choose the part groups this concerns."),
        ),
        (
            void.scope is VoidScope.VISIT and not void.order_number,
            "order_number",
            Message("Choose the visit this concerns."),
        ),
        (not clean(void.sentence), "sentence", Message("Write in one sentence what was found.")),
        (not has_evidence, "evidence", Message("Add a picture or name the evidence.")),
        (void.on > today, "on", Message("This day is in the future; check it.")),
    )
    return [FieldProblem(name, message) for is_missing, name, message in needs if is_missing]
