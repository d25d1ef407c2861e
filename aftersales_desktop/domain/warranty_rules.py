"""The rules behind a warranty verdict, one function each, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from aftersales_desktop.domain import warranty_sentences as sentences
from aftersales_desktop.domain.card_states import CardState
from aftersales_desktop.domain.warranty_case import Case, Cause, Tone, Verdict
from aftersales_desktop.domain.warranty_facts import (
    DOUBTFUL_EVIDENCE,
    VOID_REASON_TITLES,
    VoidReason,
    VoidRecord,
    VoidScope,
)
from aftersales_desktop.domain.warranty_terms import StartBasis
from aftersales_desktop.i18n import N_, Code, Message


def _other_issuer(case: Case) -> Verdict | None:
    card = case.card
    if card.issuer_is_ours:
        return None
    reason = Message("This card is from {issuer}, not from us; ask them about it.", issuer=card.issuer_name)
    if card.state in {CardState.ACTIVE, CardState.EXPIRED} and case.end is not None:
        if case.is_running:
            reason = Message(
                "This warranty is from {issuer} and runs until {end}; it is not ours.",
                issuer=card.issuer_name,
                end=case.end,
            )
        elif case.as_of > case.end:
            reason = Message(
                "This warranty was from {issuer} and ended on {end}.", issuer=card.issuer_name, end=case.end
            )
    return case.answer(Tone.REFUSED, Cause.OTHER_ISSUER, reason)


def _replaced(case: Case) -> Verdict | None:
    card = case.card
    if card.state is not CardState.REPLACED or (card.replaced_on is not None and case.as_of < card.replaced_on):
        return None
    reason = Message("Card {number} was replaced by another card.", number=case.number)
    if card.replaced_by:
        replacement = replace(case, card=replace(card, number=card.replaced_by)).number
        reason = Message(
            "Card {number} was replaced by card {replacement}.", number=case.number, replacement=replacement
        )
    return case.answer(Tone.REFUSED, Cause.REPLACED, reason)


def _void_device(case: Case) -> Verdict | None:
    voids = case.voids(VoidScope.DEVICE)
    if voids:
        reason = Message(
            "Card {number} has been void since {day}: {reasons}.",
            number=case.number,
            day=voids[0].on,
            reasons=_reasons(voids[0]),
        )
        return case.answer(Tone.REFUSED, Cause.VOID_DEVICE, reason)
    is_recorded = any(void.scope is VoidScope.DEVICE for void in case.card.voids)
    if case.card.state is CardState.VOID and not is_recorded:
        return case.answer(Tone.REFUSED, Cause.VOID_DEVICE, Message("Card {number} is void.", number=case.number))
    return None


def _void_visit(case: Case) -> Verdict | None:
    voids = case.voids(VoidScope.VISIT)
    if not voids:
        return None
    reason = Message("The warranty does not cover this visit: {reasons}.", reasons=_reasons(voids[0]))
    return case.answer(Tone.REFUSED, Cause.VOID_VISIT, reason)


def _void_parts(case: Case) -> Verdict | None:
    voids = [void for void in case.voids(VoidScope.PARTS) if case.concerns(void.part_groups)]
    if not voids:
        return None
    reason = Message(
        "The warranty no longer covers {group}: {reasons}.", group=case.part_group, reasons=_reasons(voids[0])
    )
    return case.answer(Tone.REFUSED, Cause.VOID_PARTS, reason)


def _reasons(void: VoidRecord) -> tuple[Message | str, ...]:
    """The reasons as one list; "another reason" gives way to the sentence that was written."""
    is_told = bool(void.sentence)
    return tuple(
        void.sentence.rstrip(".") if reason is VoidReason.OTHER and is_told else Message(VOID_REASON_TITLES[reason])
        for reason in void.reasons
    )


def _category_out(case: Case) -> Verdict | None:
    terms = case.card.terms
    is_known = terms is not None or bool(case.card.ends)
    is_covered = case.category in case.card.ends or (terms is not None and terms.months[case.category] > 0)
    if is_covered or not is_known:
        return None
    return case.answer(Tone.REFUSED, Cause.CATEGORY_NOT_COVERED, sentences.never(case.category))


def _group_out(case: Case) -> Verdict | None:
    if case.card.terms is None or not case.concerns(case.card.terms.excluded_groups):
        return None
    reason = Message("This warranty does not cover {group}.", group=case.part_group)
    return case.answer(Tone.REFUSED, Cause.GROUP_EXCLUDED, reason)


_NOT_ACTIVATED = {
    CardState.RAW: N_("Card {number} is not activated; activate it with the purchase invoice."),
    CardState.AT_DEALER: N_("Card {number} is with a dealer and not activated yet; ask for the purchase invoice."),
}


def _not_activated(case: Case) -> Verdict | None:
    sentence = _NOT_ACTIVATED.get(case.card.state)
    is_over_anyway = case.end is not None and case.as_of > case.end
    if sentence is None or is_over_anyway:
        return None
    return case.answer(Tone.UNKNOWN, Cause.NOT_ACTIVATED, Message(sentence, number=case.number))


def _no_terms(case: Case) -> Verdict | None:
    if case.card.terms is not None or case.card.ends:
        return None
    reason = Message("The terms of card {number} are not known; choose them on the card.", number=case.number)
    return case.answer(Tone.UNKNOWN, Cause.NO_TERMS, reason)


_START_UNKNOWN = {
    StartBasis.PURCHASE: N_("The start of card {number} is not known; ask for the purchase invoice."),
    StartBasis.INSTALLATION: N_("The start of card {number} is not known; ask for the installation sheet."),
    StartBasis.ACTIVATION: N_("The start of card {number} is not known; ask when it was activated."),
    StartBasis.PRODUCTION_CAP: N_("The start of card {number} is not known; ask when it was activated."),
}


def _start_unknown(case: Case) -> Verdict | None:
    is_capped = case.start is not None and case.as_of >= case.start
    if case.is_start_known or is_capped or case.card.terms is None:
        return None
    sentence = _START_UNKNOWN[case.card.terms.start_basis]
    return case.answer(Tone.UNKNOWN, Cause.START_UNKNOWN, Message(sentence, number=case.number))


def _not_started(case: Case) -> Verdict | None:
    if case.start is None or case.as_of >= case.start:
        return None
    reason = Message(
        "The warranty of card {number} starts only on {start}; check the dates.", number=case.number, start=case.start
    )
    return case.answer(Tone.DOUBTFUL, Cause.NOT_STARTED, reason)


def _ended(case: Case) -> Verdict | None:
    if case.end is None or case.as_of <= case.end:
        return None
    reason = sentences.ended(case.category, case.end, (case.as_of - case.end).days)
    if case.card.evidence in DOUBTFUL_EVIDENCE:
        reason = Message(
            "By its unproved start the warranty ended on {end}; an invoice can show otherwise.", end=case.end
        )
    return case.answer(Tone.REFUSED, Cause.ENDED, reason)


def _claims_used_up(case: Case) -> Verdict | None:
    limit = case.card.terms.max_claims if case.card.terms else 0
    if not limit or len(case.earlier_claims) < limit:
        return None
    reason = Message(
        "This warranty covers {count} visit, and it was used.",
        "This warranty covers {count} visits, and all were used.", count=limit,
    )  # fmt: skip
    return case.answer(Tone.REFUSED, Cause.CLAIMS_USED_UP, reason)


def _part_used_up(case: Case) -> Verdict | None:
    limit = case.card.terms.max_same_part if case.card.terms else 0
    used = sum(claim.parts.count(case.part_code) for claim in case.earlier_claims)
    if not (limit and case.part_code) or used < limit:
        return None
    reason = Message(
        "This warranty covers part {part} {count} time, and it was used.",
        "This warranty covers part {part} {count} times, and all were used.", count=limit, part=Code(case.part_code),
    )  # fmt: skip
    return case.answer(Tone.REFUSED, Cause.PART_USED_UP, reason)


def _start_doubtful(case: Case) -> Verdict | None:
    if case.end is None or (case.is_start_known and case.card.evidence not in DOUBTFUL_EVIDENCE):
        return None
    reason = sentences.if_start_is_right(case.category, case.end)
    return case.answer(Tone.DOUBTFUL, Cause.START_DOUBTFUL, reason)


def _running(case: Case) -> Verdict | None:
    if case.end is None:
        return None
    if case.as_of == case.end:
        return case.answer(Tone.COVERED, Cause.RUNNING, sentences.last_day(case.category, case.end))
    reason = sentences.running(case.category, case.end, (case.end - case.as_of).days)
    return case.answer(Tone.COVERED, Cause.RUNNING, reason)


# The first rule that answers decides; what refuses for good stands before what can still be cleared up.
RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    _other_issuer,
    _replaced,
    _void_device,
    _void_visit,
    _category_out,
    _group_out,
    _void_parts,
    _not_activated,
    _no_terms,
    _start_unknown,
    _not_started,
    _ended,
    _claims_used_up,
    _part_used_up,
    _start_doubtful,
    _running,
)
