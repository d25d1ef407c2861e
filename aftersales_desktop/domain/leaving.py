"""How a device leaves: what has to be settled first, what is written down, and what its seal says later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aftersales_desktop.domain import text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.order_states import Outcome
from aftersales_desktop.i18n import N_, Message

LONGEST_NAME, LONGEST_NOTE, LONGEST_SEAL, SHORTEST_REASON = 120, 300, 40, 3


class BlockerKind(StrEnum):
    """What should keep a device here; the value stands in the file with who let it pass."""

    WRONG_DEVICE = "wrong_device"
    LOANER = "loaner"
    UNPAID = "unpaid"
    OLD_PART = "old_part"
    ACCESSORIES = "accessories"


BLOCKER_TITLES = {
    BlockerKind.WRONG_DEVICE: N_("Wrong device"),
    BlockerKind.LOANER: N_("Loaner is still out"),
    BlockerKind.UNPAID: N_("Not paid"),
    BlockerKind.OLD_PART: N_("Old part without an answer"),
    BlockerKind.ACCESSORIES: N_("Accessories missing"),
}


@dataclass(frozen=True)
class Blocker:
    """One thing to settle before the device leaves, in a sentence; `detail` is kept when it is let pass."""

    kind: BlockerKind
    message: Message
    detail: dict[str, Any] = field(default_factory=dict)


class OldPartGoes(StrEnum):
    """Where a part that was taken out stays for good."""

    CUSTOMER = "customer"
    KEPT = "faulty_store"


OLD_PART_TITLES = {OldPartGoes.CUSTOMER: N_("Given to the customer"), OldPartGoes.KEPT: N_("Kept by the centre")}


class PartFate(StrEnum):
    """Where a part goes whose order is cancelled."""

    GOOD = "good"
    FAULTY = "faulty"
    STAYS = "stays"


PART_FATE_TITLES = {
    PartFate.GOOD: N_("Back to the store"),
    PartFate.FAULTY: N_("Faulty"),
    PartFate.STAYS: N_("Stays there"),
}


class Settled(StrEnum):
    """How the balance was settled; only a note until receipts of money are kept."""

    CASH = "cash"
    CARD = "card"
    TRANSFER = "transfer"


SETTLED_TITLES = {
    Settled.CASH: N_("Paid in cash"),
    Settled.CARD: N_("Paid by card"),
    Settled.TRANSFER: N_("Paid by transfer"),
}


class Proof(StrEnum):
    """Whether a scan of its label proved that this is the device."""

    NONE = "none"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True)
class HandOver:
    """The form of a hand-over. `accessories` are the codes of those that were given back.

    `old_parts` says for the line of each old part where it stays. `override_reason` and `allowed_by` let it leave in
    spite of what is not settled.
    """

    receiver_name: str = ""
    receiver_relation: str = ""
    receiver_document: str = ""
    outcome: Outcome | None = None
    note: str = ""
    accessories: tuple[str, ...] = ()
    old_parts: tuple[tuple[int, OldPartGoes], ...] = ()
    closing_seal: str = ""
    was_tested: bool = False
    settled: Settled | None = None
    proof: Proof = Proof.NONE
    override_reason: str = ""
    allowed_by: str = ""


_LENGTHS = (
    ("receiver_name", LONGEST_NAME), ("receiver_relation", 60), ("receiver_document", 60), ("note", LONGEST_NOTE),
    ("closing_seal", LONGEST_SEAL), ("override_reason", LONGEST_NOTE), ("allowed_by", LONGEST_NAME),
)  # fmt: skip


def hand_over_problems(form: HandOver, blockers: tuple[Blocker, ...]) -> list[FieldProblem]:
    """Every problem of the form, in reading order; what blocks is one of them until a reason lets it pass."""
    problems = [
        FieldProblem(field, problem)
        for field, longest in _LENGTHS
        if (problem := text.text_problem(getattr(form, field), longest=longest))
    ]
    return [*problems, *_override_problems(form, blockers)]


def _override_problems(form: HandOver, blockers: tuple[Blocker, ...]) -> Iterator[FieldProblem]:
    if not blockers:
        return
    if len(text.clean(form.override_reason)) < SHORTEST_REASON:
        yield FieldProblem(
            "override_reason",
            Message(
                "Not settled yet: {what}. Settle it, or write why the device leaves all the same.",
                what=tuple(Message(BLOCKER_TITLES[blocker.kind]) for blocker in blockers),
            ),
        )
    if not text.clean(form.allowed_by):
        yield FieldProblem("allowed_by", Message("Write who allows it."))


class SealAnswer(StrEnum):
    """What the seal of a device says when it comes in again."""

    MATCH = "match"
    MISMATCH = "mismatch"
    ABSENT = "absent"


SEAL_TITLES = {
    SealAnswer.MATCH: N_("The seal is the one it left with."),
    SealAnswer.MISMATCH: N_("The seal is not the one it left with."),
    SealAnswer.ABSENT: N_("The seal it left with is missing."),
}
SEAL_TONES = {SealAnswer.MATCH: "ok", SealAnswer.MISMATCH: "danger", SealAnswer.ABSENT: "warn"}


def compare_seals(left_with: str, found: str) -> SealAnswer | None:
    """The seal a device left with and the one it has now; None when it left without one."""
    left_with, found = text.code_norm(left_with), text.code_norm(found)
    if not left_with:
        return None
    if not found:
        return SealAnswer.ABSENT
    return SealAnswer.MATCH if left_with == found else SealAnswer.MISMATCH
