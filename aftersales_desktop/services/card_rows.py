"""Warranty cards as screens and papers see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aftersales_desktop.domain.own_numbers import OwnNumberKind, read_own_number
from aftersales_desktop.domain.warranty import (
    CardFacts,
    CardState,
    Category,
    StartBasis,
    StartEvidence,
    TermsSnapshot,
    VoidReason,
    VoidRecord,
    VoidScope,
)
from aftersales_desktop.domain.warranty_forms import RegistryState
from aftersales_desktop.i18n import Code, OwnNumber
from aftersales_desktop.models.warranty import Issuer, WarrantyCard, WarrantyEvent, WarrantyVoid
from aftersales_desktop.services import customers, units
from aftersales_desktop.services.card_events import CardEvent
from aftersales_desktop.services.customers import CustomerRow
from aftersales_desktop.services.units import UnitRow
from aftersales_desktop.services.warranty_terms import find_version
from aftersales_desktop.services.work import Desk


@dataclass(frozen=True)
class VoidRow:
    """A refusal of cover, and its revocation if there was one."""

    id: int
    record: VoidRecord
    evidence: str
    by: str
    revoked_at: datetime | None
    revoked_by: str
    revoked_reason: str


@dataclass(frozen=True)
class CardEventRow:
    """One thing that happened to a card."""

    at: datetime
    actor: str
    kind: CardEvent
    note: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class CardRow:
    """One card. A raw one has no device, owner or days yet; `ends` has the last day of every covered category."""

    id: int
    uuid: str
    number: str
    issuer_id: int
    issuer_name: str
    is_ours: bool
    state: CardState
    batch_id: int | None
    unit: UnitRow | None
    owner: CustomerRow | None
    terms: TermsSnapshot | None
    terms_titles: Mapping[str, str]
    started_on: date | None
    ends: Mapping[Category, date]
    last_day: date | None
    purchased_on: date | None
    installed_on: date | None
    activated_on: date | None
    produced_on: date | None
    seller: str
    invoice_number: str
    evidence_kind: StartEvidence | None
    evidence_note: str
    registry_state: RegistryState
    registry_code: str
    issued_on: date | None
    issued_by: str
    order_number: str
    replaced_by: str
    is_withdrawn: bool
    voids: tuple[VoidRow, ...]
    events: tuple[CardEventRow, ...]
    facts: CardFacts

    @property
    def shown_number(self) -> Code | OwnNumber:
        """The number the way sentences write it."""
        return shown_number(self.number)

    @property
    def owner_name(self) -> str:
        """Who the card names; empty for a raw one."""
        return self.owner.name if self.owner else ""

    @property
    def serial(self) -> str:
        """Serial of the device, or our tag."""
        return self.unit.serial if self.unit else ""

    @property
    def standing_voids(self) -> tuple[VoidRow, ...]:
        """The refusals that were not revoked."""
        return tuple(void for void in self.voids if void.revoked_at is None)

    def terms_title(self, language: str) -> str:
        """Title of the terms in one language; empty for a card without terms of ours."""
        return self.terms_titles.get(language, "")


def shown_number(number: str) -> Code | OwnNumber:
    """A card's number: ours in the reader's digits, any other as a code."""
    read = read_own_number(number)
    is_own = read is not None and read.kind is OwnNumberKind.CARD and read.is_check_right
    return OwnNumber(number) if is_own else Code(number)


def card_row(desk: Desk, card: WarrantyCard) -> CardRow:
    """A card read from the file."""
    issuer, terms, voids = card.issuer, stored_terms(card), _voids_of(card)
    return CardRow(
        id=card.id, uuid=card.uuid, number=card.number, issuer_id=issuer.id, issuer_name=issuer.name,
        is_ours=issuer.is_ours, state=CardState(card.state), batch_id=card.batch_id,
        unit=units.get_unit(desk, card.unit_id) if card.unit_id else None,
        owner=customers.get_customer(desk, card.owner_id) if card.owner_id else None,
        terms=terms, terms_titles=_terms_titles(desk, terms), started_on=card.started_on, ends=stored_ends(card),
        last_day=card.last_day, purchased_on=card.purchased_on, installed_on=card.installed_on,
        activated_on=card.activated_on, produced_on=card.produced_on, seller=card.seller,
        invoice_number=card.invoice_number, evidence_kind=_evidence(card), evidence_note=card.evidence_note,
        registry_state=RegistryState(card.registry_state), registry_code=card.registry_code,
        issued_on=card.issued_on, issued_by=card.created_by, order_number=card.order.number if card.order_id else "",
        replaced_by=_replacement(card), is_withdrawn=card.archived_at is not None,
        voids=tuple(_void_row(void) for void in voids), events=_events(card), facts=facts_of(card, issuer, voids),
    )  # fmt: skip


def facts_of(card: WarrantyCard, issuer: Issuer, voids: Iterable[WarrantyVoid]) -> CardFacts:
    """What the verdict asks about a card.

    The end of a card of ours always follows from its terms and start; only days that are written on another company's
    card are taken as they are. A start that rests on the cap after production alone was recorded by nobody.
    """
    terms = stored_terms(card)
    only_capped = terms is not None and terms.start_basis is StartBasis.PRODUCTION_CAP and card.activated_on is None
    return CardFacts(
        number=card.number, issuer_name=issuer.name, issuer_is_ours=issuer.is_ours, state=CardState(card.state),
        terms=terms, started_on=None if only_capped else card.started_on, evidence=_evidence(card),
        voids=tuple(_void_record(void) for void in voids if void.revoked_at is None), replaced_by=_replacement(card),
        produced_on=card.produced_on, ends={} if issuer.is_ours else stored_ends(card),
    )  # fmt: skip


def stored_terms(card: WarrantyCard) -> TermsSnapshot | None:
    """The copy of the terms; None for a raw card and for one of another company."""
    return TermsSnapshot.from_stored(card.terms) if card.terms else None


def stored_ends(card: WarrantyCard) -> dict[Category, date]:
    """The last day of every category that has one."""
    days = {category: getattr(card, f"{category}_until") for category in Category}
    return {category: day for category, day in days.items() if day is not None}


def _voids_of(card: WarrantyCard) -> list[WarrantyVoid]:
    return list(WarrantyVoid.select().where(WarrantyVoid.card == card).order_by(WarrantyVoid.id))


def _events(card: WarrantyCard) -> tuple[CardEventRow, ...]:
    found = WarrantyEvent.select().where(WarrantyEvent.card == card).order_by(WarrantyEvent.id)
    return tuple(
        CardEventRow(event.at, event.actor, CardEvent(event.kind), event.note, event.detail) for event in found
    )


def _terms_titles(desk: Desk, terms: TermsSnapshot | None) -> dict[str, str]:
    """The version's titles in both languages; versions never change, so they are those of the day of issue."""
    if terms is None:
        return {}
    version = find_version(desk, terms.code, terms.version)
    return {language: version.title(language) if version else terms.title for language in ("fa", "en")}


def _void_row(void: WarrantyVoid) -> VoidRow:
    return VoidRow(
        void.id, _void_record(void), void.evidence, void.created_by, void.revoked_at, void.revoked_by,
        void.revoked_reason,
    )  # fmt: skip


def _void_record(void: WarrantyVoid) -> VoidRecord:
    return VoidRecord(
        VoidScope(void.scope), tuple(VoidReason(reason) for reason in void.reasons), void.sentence, void.voided_on,
        tuple(void.part_groups), void.order_number,
    )  # fmt: skip


def _evidence(card: WarrantyCard) -> StartEvidence | None:
    return StartEvidence(card.evidence_kind) if card.evidence_kind else None


def _replacement(card: WarrantyCard) -> str:
    return card.replaced_by.number if card.replaced_by_id else ""
