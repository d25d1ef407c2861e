"""Where a part or device can be, in what condition, and which movement may take it from where to where.

The one table behind the forms, the sentences of refusal, and the database's own guard.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aftersales_desktop.domain.errors import NotAllowed
from aftersales_desktop.i18n import N_, Message


class Thing(StrEnum):
    """What moves: a customer's device, or a part (with a serial or counted)."""

    DEVICE = "device"
    PART = "part"


class Condition(StrEnum):
    """How good a thing is; the value is what the database stores."""

    NEW = "new"
    REPAIRED = "repaired"
    HEALTHY_USED = "healthy_used"
    IN_USE = "in_use"
    SUSPECT = "suspect"
    FAULTY = "faulty"
    SCRAP = "scrap"


CONDITION_TITLES = {
    Condition.NEW: N_("Unused"),
    Condition.REPAIRED: N_("Repaired part"),
    Condition.HEALTHY_USED: N_("Used, healthy"),
    Condition.IN_USE: N_("In use"),
    Condition.SUSPECT: N_("Suspect"),
    Condition.FAULTY: N_("Faulty"),
    Condition.SCRAP: N_("Scrapped"),
}

HEALTHY = frozenset({Condition.NEW, Condition.REPAIRED, Condition.HEALTHY_USED})
"""Fit to be issued, lent or counted as available; nothing else ever is."""


class Place(StrEnum):
    """Kind of location."""

    CUSTOMER = "customer"
    SHELF = "shelf"
    DELIVERY = "delivery"
    BENCH = "bench"
    GOOD_STORE = "good_store"
    FAULTY_STORE = "faulty_store"
    QUARANTINE = "quarantine"
    SUPPLIER = "supplier"
    HEAD_OFFICE = "head_office"
    AGENCY = "agency"
    TRANSIT = "transit"
    INSTALLED = "installed"
    LOANER_OUT = "loaner_out"
    SCRAP = "scrap"
    LOST = "lost"


PLACE_TITLES = {
    Place.CUSTOMER: N_("With the customer"),
    Place.SHELF: N_("Shelf"),
    Place.DELIVERY: N_("Delivery rack"),
    Place.BENCH: N_("Bench"),
    Place.GOOD_STORE: N_("Parts store"),
    Place.FAULTY_STORE: N_("Store of faulty parts"),
    Place.QUARANTINE: N_("Quarantine"),
    Place.SUPPLIER: N_("At the supplier"),
    Place.HEAD_OFFICE: N_("At the head office"),
    Place.AGENCY: N_("At an agency"),
    Place.TRANSIT: N_("On the way"),
    Place.INSTALLED: N_("Inside a device"),
    Place.LOANER_OUT: N_("Lent out"),
    Place.SCRAP: N_("Scrapped"),
    Place.LOST: N_("Lost"),
}

COUNTED_PLACES = (
    Place.GOOD_STORE, Place.FAULTY_STORE, Place.QUARANTINE, Place.BENCH, Place.TRANSIT, Place.LOANER_OUT,
)  # fmt: skip
"""Places of ours where counted parts have a balance that never falls below zero; outside nobody counts them."""

OWN_STORES = (Place.GOOD_STORE, Place.FAULTY_STORE, Place.QUARANTINE, Place.BENCH)
"""Stores and benches: where parts are taken from by hand, and counted."""

FINAL_PLACES = (Place.SCRAP, Place.LOST)
OUT_OF_REACH = (*FINAL_PLACES, Place.TRANSIT, Place.LOANER_OUT)
"""Where a part cannot be taken from by a slip: a claim or a loan answers for it, or nobody does any more."""


class Movement(StrEnum):
    """Why something moves; the value stands in the ledger."""

    TAKEN_IN = "CIN"
    HANDED_BACK = "COUT"
    REARRANGED = "SHELF"
    SENT_OUTSIDE = "EXT"
    BACK_FROM_OUTSIDE = "EXB"
    RECEIVED = "RCV"
    ISSUED = "ISS"
    RETURNED = "RTG"
    INSTALLED = "INS"
    REMOVED = "REM"
    FAULTY_RECEIVED = "HOT"
    GIVEN_TO_CUSTOMER = "GIV"
    CLAIMED = "CLM"
    CLAIM_ARRIVED = "CLA"
    CLAIM_ANSWERED = "CLR"
    TAKEN_FOR_REPAIR = "FXO"
    PART_REPAIRED = "FIX"
    SENT_TO_HEAD_OFFICE = "HOX"
    ARRIVED_AT_HEAD_OFFICE = "HOA"
    SENT_TO_CUSTOMER = "SND"
    ARRIVED_AT_CUSTOMER = "SNA"
    LENT = "LOA"
    LENT_BACK = "LOB"
    INSPECTED = "CHK"
    TAKEN_OVER = "OWN"
    SCRAPPED = "SCR"
    LOST = "LST"
    COUNTED = "ADJ"
    REVERSED = "REV"


MOVEMENT_TITLES = {
    Movement.TAKEN_IN: N_("Taken in"),
    Movement.HANDED_BACK: N_("Handed back"),
    Movement.REARRANGED: N_("Put elsewhere"),
    Movement.SENT_OUTSIDE: N_("Sent to an outside workshop"),
    Movement.BACK_FROM_OUTSIDE: N_("Back from an outside workshop"),
    Movement.RECEIVED: N_("Received from the supplier"),
    Movement.ISSUED: N_("Issued to the bench"),
    Movement.RETURNED: N_("Returned healthy"),
    Movement.INSTALLED: N_("Put into a device"),
    Movement.REMOVED: N_("Taken out of the device"),
    Movement.FAULTY_RECEIVED: N_("Put into the store of faulty parts"),
    Movement.GIVEN_TO_CUSTOMER: N_("Old part given to the customer"),
    Movement.CLAIMED: N_("Sent to the supplier under its warranty"),
    Movement.CLAIM_ARRIVED: N_("Arrived at the supplier"),
    Movement.CLAIM_ANSWERED: N_("Came back from the supplier"),
    Movement.TAKEN_FOR_REPAIR: N_("Taken to be repaired"),
    Movement.PART_REPAIRED: N_("Part repaired"),
    Movement.SENT_TO_HEAD_OFFICE: N_("Sent to the head office"),
    Movement.ARRIVED_AT_HEAD_OFFICE: N_("Arrived at the head office"),
    Movement.SENT_TO_CUSTOMER: N_("Sent to the customer"),
    Movement.ARRIVED_AT_CUSTOMER: N_("Arrived at the customer"),
    Movement.LENT: N_("Lent to a customer"),
    Movement.LENT_BACK: N_("Loaner came back"),
    Movement.INSPECTED: N_("Inspected in quarantine"),
    Movement.TAKEN_OVER: N_("Uncollected device became the centre's"),
    Movement.SCRAPPED: N_("Scrapped"),
    Movement.LOST: N_("Lost"),
    Movement.COUNTED: N_("Corrected by stock-take"),
    Movement.REVERSED: N_("Taken back"),
}


@dataclass(frozen=True)
class MoveRule:
    """What one movement may do. `before` are the conditions it takes; `after` what they may become, "same" by default.

    `needs_reason` says that a movement without words is refused, `stays_too` that the condition may stay as well.
    """

    movement: Movement
    things: tuple[Thing, ...]
    sources: tuple[Place, ...]
    targets: tuple[Place, ...]
    before: tuple[Condition, ...] = tuple(Condition)
    after: tuple[Condition, ...] = ()
    needs_reason: bool = False
    stays_too: bool = False

    @property
    def may_stay(self) -> bool:
        """Whether the thing may be as good afterwards as it was before."""
        return self.stays_too or not self.after


_P, _C, _M = Place, Condition, Movement
_DEVICE, _PART, _ANY = (Thing.DEVICE,), (Thing.PART,), tuple(Thing)
_GOOD = (_C.NEW, _C.REPAIRED, _C.HEALTHY_USED)
_BAD = (_C.FAULTY, _C.SUSPECT)
_ALIVE = tuple(condition for condition in Condition if condition is not _C.SCRAP)
_INSIDE = (_P.SHELF, _P.BENCH, _P.DELIVERY, _P.QUARANTINE)
_OUTSIDE = (_P.SUPPLIER, _P.HEAD_OFFICE, _P.AGENCY)
_OURS = (
    _P.GOOD_STORE, _P.FAULTY_STORE, _P.QUARANTINE, _P.BENCH, _P.SHELF, _P.DELIVERY, _P.TRANSIT, _P.LOANER_OUT,
)  # fmt: skip

MOVE_RULES = (
    MoveRule(_M.TAKEN_IN, _DEVICE, (_P.CUSTOMER,), (_P.SHELF,)),
    MoveRule(_M.HANDED_BACK, _DEVICE, (*_INSIDE, *_OUTSIDE, _P.TRANSIT), (_P.CUSTOMER,)),
    MoveRule(_M.REARRANGED, _DEVICE, _INSIDE, _INSIDE),
    MoveRule(_M.SENT_OUTSIDE, _DEVICE, _INSIDE, (*_OUTSIDE, _P.TRANSIT)),
    MoveRule(_M.BACK_FROM_OUTSIDE, _DEVICE, (*_OUTSIDE, _P.TRANSIT), _INSIDE),
    MoveRule(_M.RECEIVED, _PART, (_P.SUPPLIER,), (_P.GOOD_STORE, _P.QUARANTINE), _GOOD),
    MoveRule(_M.ISSUED, _PART, (_P.GOOD_STORE,), (_P.BENCH,), _GOOD),
    MoveRule(_M.RETURNED, _PART, (_P.BENCH,), (_P.GOOD_STORE,), _GOOD, (_C.HEALTHY_USED,), stays_too=True),
    MoveRule(_M.INSTALLED, _PART, (_P.BENCH,), (_P.INSTALLED,), _GOOD, (_C.IN_USE,)),
    MoveRule(_M.REMOVED, _PART, (_P.INSTALLED,), (_P.BENCH,), (_C.IN_USE,), (*_BAD, _C.HEALTHY_USED)),
    MoveRule(_M.FAULTY_RECEIVED, _PART, (_P.BENCH,), (_P.FAULTY_STORE,), (*_GOOD, *_BAD), _BAD),
    MoveRule(_M.GIVEN_TO_CUSTOMER, _PART, (_P.BENCH, _P.FAULTY_STORE), (_P.CUSTOMER,), (*_BAD, _C.HEALTHY_USED)),
    MoveRule(_M.CLAIMED, _PART, (_P.FAULTY_STORE,), (_P.TRANSIT,), _BAD),
    MoveRule(_M.CLAIM_ARRIVED, _PART, (_P.TRANSIT,), (_P.SUPPLIER,), _BAD),
    MoveRule(
        _M.CLAIM_ANSWERED, _PART, (_P.SUPPLIER, _P.TRANSIT), (_P.GOOD_STORE, _P.FAULTY_STORE), (*_BAD, _C.NEW),
        (_C.REPAIRED, _C.NEW, _C.FAULTY),
    ),
    MoveRule(_M.TAKEN_FOR_REPAIR, _PART, (_P.FAULTY_STORE,), (_P.BENCH,), _BAD),
    MoveRule(_M.PART_REPAIRED, _PART, (_P.BENCH,), (_P.GOOD_STORE,), _BAD, (_C.REPAIRED,)),
    MoveRule(_M.SENT_TO_HEAD_OFFICE, _PART, (_P.FAULTY_STORE,), (_P.TRANSIT,), _BAD),
    MoveRule(_M.ARRIVED_AT_HEAD_OFFICE, _PART, (_P.TRANSIT,), (_P.HEAD_OFFICE,), _BAD),
    MoveRule(_M.SENT_TO_CUSTOMER, _PART, (_P.GOOD_STORE,), (_P.TRANSIT,), _GOOD),
    MoveRule(_M.ARRIVED_AT_CUSTOMER, _PART, (_P.TRANSIT,), (_P.CUSTOMER,), _GOOD),
    MoveRule(_M.LENT, _ANY, (_P.GOOD_STORE,), (_P.LOANER_OUT,), _GOOD),
    MoveRule(_M.LENT_BACK, _ANY, (_P.LOANER_OUT,), (_P.GOOD_STORE, _P.QUARANTINE), _GOOD, _ALIVE),
    MoveRule(
        _M.INSPECTED, _ANY, (_P.QUARANTINE,), (_P.GOOD_STORE, _P.FAULTY_STORE), _ALIVE,
        (_C.HEALTHY_USED, _C.REPAIRED, _C.FAULTY),
    ),
    MoveRule(
        _M.TAKEN_OVER, _DEVICE, _INSIDE, (_P.GOOD_STORE, _P.QUARANTINE), _ALIVE, (_C.HEALTHY_USED, _C.FAULTY),
        needs_reason=True,
    ),
    MoveRule(_M.SCRAPPED, _ANY, _OURS, (_P.SCRAP,), _ALIVE, (_C.SCRAP,), needs_reason=True),
    MoveRule(_M.LOST, _ANY, (*_OURS, *_OUTSIDE), (_P.LOST,), _ALIVE, needs_reason=True),
    MoveRule(_M.COUNTED, _PART, (*OWN_STORES, *_OUTSIDE), (*OWN_STORES, _P.LOST), _ALIVE, needs_reason=True),
)  # fmt: skip
RULES = {rule.movement: rule for rule in MOVE_RULES}
"""`Movement.REVERSED` is none of them: it undoes the last movement of a thing, whatever that was."""


def refuse_move(
    movement: Movement,
    thing: Thing,
    source: Place,
    target: Place,
    before: Condition,
    after: Condition,
    reason: str = "",
) -> None:
    """Raise NotAllowed with one sentence when the table has no such movement."""
    rule = RULES[movement]
    title = Message(MOVEMENT_TITLES[movement])
    if thing not in rule.things:
        raise NotAllowed(Message("“{movement}” is not for this kind of thing.", movement=title))
    if source not in rule.sources:
        raise NotAllowed(
            Message("It is “{place}” now; “{movement}” cannot begin there.", place=_place(source), movement=title)
        )
    if target not in rule.targets:
        raise NotAllowed(Message("“{movement}” does not lead to “{place}”.", place=_place(target), movement=title))
    if before not in rule.before:
        raise NotAllowed(
            Message(
                "It is “{condition}”; “{movement}” is not for such a part.",
                condition=Message(CONDITION_TITLES[before]), movement=title,
            )
        )  # fmt: skip
    if after not in possible_after(rule, before):
        raise NotAllowed(
            Message(
                "“{movement}” does not make it “{condition}”.",
                condition=Message(CONDITION_TITLES[after]), movement=title,
            )
        )  # fmt: skip
    if rule.needs_reason and not reason.strip():
        raise NotAllowed(Message("“{movement}” needs a reason. Write it and try again.", movement=title))


def possible_after(rule: MoveRule, before: Condition) -> frozenset[Condition]:
    """What a thing of this condition may be after the movement: what the rule names, or the same where it names none.

    What came back healthy may still be unopened and new.
    """
    return frozenset({*rule.after, before}) if rule.may_stay else frozenset(rule.after)


def _place(place: Place) -> Message:
    return Message(PLACE_TITLES[place])
