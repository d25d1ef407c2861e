"""The verdict: whether a repair is covered on a given day, and the one sentence that says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from aftersales_desktop.domain import warranty_sentences as sentences
from aftersales_desktop.domain.card_states import CardState, card_state_on
from aftersales_desktop.domain.warranty_case import TONE_TITLES, Case, Cause, Tone, Verdict
from aftersales_desktop.domain.warranty_facts import (
    CARD_STATE_TITLES,
    EVIDENCE_TITLES,
    VOID_REASON_TITLES,
    VOID_SCOPE_TITLES,
    CardFacts,
    StartEvidence,
    VoidReason,
    VoidRecord,
    VoidScope,
    void_problems,
)
from aftersales_desktop.domain.warranty_rules import RULES
from aftersales_desktop.domain.warranty_terms import (
    CATEGORY_TITLES,
    START_BASIS_TITLES,
    Category,
    StartBasis,
    TermsSnapshot,
    period_ends,
    start_date,
    start_problems,
    terms_problems,
)
from aftersales_desktop.i18n import Message

__all__ = [
    "CARD_STATE_TITLES",
    "CATEGORY_TITLES",
    "EVIDENCE_TITLES",
    "START_BASIS_TITLES",
    "TONE_TITLES",
    "VOID_REASON_TITLES",
    "VOID_SCOPE_TITLES",
    "CardFacts",
    "CardState",
    "Category",
    "Cause",
    "StartBasis",
    "StartEvidence",
    "TermsSnapshot",
    "Tone",
    "Verdict",
    "VoidReason",
    "VoidRecord",
    "VoidScope",
    "best_summary",
    "best_verdict",
    "card_state_on",
    "evidence_verdict",
    "period_ends",
    "start_date",
    "start_problems",
    "summary",
    "terms_problems",
    "verdict",
    "void_problems",
]


def verdict(
    card: CardFacts | None,
    as_of: date,
    category: Category = Category.PARTS,
    part_group: str = "",
    order_number: str = "",
    part_code: str = "",
) -> Verdict:
    """Whether a card covers a category (and a part group) on a day: for an order the day the device was received.

    A void that was found during an order also counts for that order when its number is given, although the device
    came in before. `part_code` is the part asked about, where the terms limit how often one is covered. Nothing is
    stored: the same facts and day give the same answer at any time.
    """
    if card is None:
        reason = Message("No warranty card is known for this device; ask for the card or the invoice.")
        return Verdict(Tone.UNKNOWN, False, None, None, reason, category, Cause.NO_CARD)
    case = Case(card, as_of, category, part_group, order_number, part_code)
    for rule in RULES:
        answer = rule(case)
        if answer is not None:
            return answer
    raise AssertionError(f"no rule answers for card {card.number}")


def summary(card: CardFacts | None, as_of: date, part_group: str = "", order_number: str = "") -> tuple[Verdict, ...]:
    """The verdicts of all categories, parts first."""
    return tuple(verdict(card, as_of, category, part_group, order_number) for category in Category)


_TONE_ORDER = (Tone.COVERED, Tone.DOUBTFUL, Tone.UNKNOWN, Tone.REFUSED)


def best_verdict(
    cards: Iterable[CardFacts],
    as_of: date,
    category: Category = Category.PARTS,
    part_group: str = "",
    order_number: str = "",
    part_code: str = "",
) -> Verdict:
    """The answer of the card that counts when a device has several, with a note on another one that also matters.

    Our cards come before those of others, then green before amber, grey and red, active before other states, the
    later end before the earlier; the order in which the cards are given makes no difference.
    """
    answers = [(card, verdict(card, as_of, category, part_group, order_number, part_code)) for card in cards]
    if not answers:
        return verdict(None, as_of, category)
    (_card, best), *others = sorted(answers, key=_rank)
    return replace(best, note=_note(others, as_of))


def best_summary(
    cards: Iterable[CardFacts], as_of: date, part_group: str = "", order_number: str = ""
) -> tuple[Verdict, ...]:
    """`best_verdict` for all categories, parts first."""
    cards = tuple(cards)
    return tuple(best_verdict(cards, as_of, category, part_group, order_number) for category in Category)


def _rank(answer: tuple[CardFacts, Verdict]) -> tuple[object, ...]:
    card, given = answer
    return (
        not card.issuer_is_ours,
        _TONE_ORDER.index(given.tone),
        card.state is not CardState.ACTIVE,
        -given.ends_on.toordinal() if given.ends_on else 0,
        card.number,
        card.issuer_name,
        str(card),
    )


def _note(others: list[tuple[CardFacts, Verdict]], as_of: date) -> Message | None:
    """One sentence on the first other card that runs, else on one that is void."""
    for card, given in others:
        if given.covered:
            number = Case(card, as_of, given.category, "", "").number
            return Message("Card {number} also covers this, until {end}.", number=number, end=given.ends_on)
        is_open = given.ends_on is not None and as_of <= given.ends_on
        if given.cause is Cause.OTHER_ISSUER and is_open and card.state is CardState.ACTIVE:
            return Message("A warranty of {issuer} also runs until {end}.", issuer=card.issuer_name, end=given.ends_on)
    for card, given in others:
        if given.cause is Cause.VOID_DEVICE:
            number = Case(card, as_of, given.category, "", "").number
            return Message("Another card of this device, {number}, is void.", number=number)
    return None


def evidence_verdict(
    purchased_on: date | None,
    terms: TermsSnapshot | None,
    as_of: date,
    category: Category = Category.PARTS,
    part_group: str = "",
) -> Verdict:
    """The answer for a device without a card: by its purchase date and the terms of its model, at best amber."""
    if terms is None or purchased_on is None:
        return verdict(None, as_of, category)
    if purchased_on > as_of:
        reason = Message("The purchase date is after this visit; check both dates.")
        return Verdict(Tone.DOUBTFUL, False, None, None, reason, category, Cause.NOT_STARTED)
    assumed = CardFacts("", "", True, CardState.ACTIVE, terms, purchased_on, StartEvidence.INVOICE)
    answer = verdict(assumed, as_of, category, part_group)
    if answer.cause is not Cause.RUNNING or answer.ends_on is None:
        return answer
    reason = sentences.without_card(category, answer.ends_on)
    return replace(answer, tone=Tone.DOUBTFUL, covered=False, reason=reason, cause=Cause.WITHOUT_CARD)
