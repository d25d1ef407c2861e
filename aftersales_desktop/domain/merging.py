"""Two records that are one: which value of each field stays, and what the one record holds then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.customers import CustomerDetails, CustomerKind
from aftersales_desktop.i18n import N_


class Side(StrEnum):
    """Whose value stays: that of the one record, of the other, or both (texts, one after the other)."""

    ONE = "one"
    OTHER = "other"
    BOTH = "both"


NUMBER = "number"
"""The choice that says which customer's file goes on, and so which subscriber number is printed."""

LONGEST_JOINED = {"note": 2000, "warning": 300}
"""Fields whose two texts may both stay, with what has room."""


@dataclass(frozen=True)
class Compared:
    """One field of both records.

    `one` and `other` are values for `Words.value`, "" where nothing is known; `suggested` is the fuller, then the
    newer one.
    """

    field: str
    title: str
    one: Any
    other: Any
    suggested: Side
    can_join: bool = False

    @property
    def differs(self) -> bool:
        """There is something to choose."""
        return self.one != self.other


@dataclass(frozen=True)
class MergeChoice:
    """Two records, as they were seen, and what stays; a field that is not named stays as it is suggested.

    A revision tells that nobody changed the record since it was shown.
    """

    one_id: int
    other_id: int
    one_revision: int
    other_revision: int
    sides: Mapping[str, Side]


def fuller(one: int, other: int, newer: Side) -> Side:
    """The side that holds more; where both hold as much, the newer one."""
    if one == other:
        return newer
    return Side.ONE if one > other else Side.OTHER


def _sure(number: str, doubt: Callable[[str], object]) -> int:
    """A number that looks right holds more than one that does not, and that one more than none."""
    return 0 if not number else 1 if doubt(number) else 2


def _id_fullness(details: CustomerDetails) -> int:
    is_company = details.kind is CustomerKind.COMPANY
    return _sure(details.national_id, identifiers.legal_id_doubt if is_company else identifiers.national_id_doubt)


def _phone_fullness(details: CustomerDetails) -> int:
    """A mobile reaches more than a line at home."""
    first = next(iter(details.phones), "")
    return 2 if first.startswith("09") else 1 if first else 0


def _site_fullness(details: CustomerDetails) -> int:
    site = details.site
    parts = (site.title, site.province, site.city, site.address, site.postal_code, site.access_note)
    return sum(len(part) for part in parts) + len(site.environment)


@dataclass(frozen=True)
class CustomerField:
    """A field of a customer that is chosen; `fullness` says how much it holds."""

    name: str
    title: str
    fullness: Callable[[CustomerDetails], int]


def _length(name: str) -> Callable[[CustomerDetails], int]:
    return lambda details: len(text.fold(getattr(details, name)))


CUSTOMER_FIELDS = (
    CustomerField("name", N_("Name"), _length("name")),
    CustomerField("phone", N_("First phone"), _phone_fullness),
    CustomerField("kind", N_("Kind"), lambda details: int(details.kind is CustomerKind.COMPANY)),
    CustomerField("form_of_address", N_("Form of address"), lambda details: int(bool(details.form_of_address))),
    CustomerField("national_id", N_("National or legal id"), _id_fullness),
    CustomerField(
        "economic_number", N_("Economic number"),
        lambda details: _sure(details.economic_number, identifiers.economic_number_doubt),
    ),
    CustomerField("address", N_("Main address"), _site_fullness),
    CustomerField("contact_name", N_("Contact person"), _length("contact_name")),
    CustomerField("warning", N_("Warning shown at intake"), _length("warning")),
    CustomerField("note", N_("Note"), _length("note")),
)  # fmt: skip
_PLAIN = ("name", "kind", "form_of_address", "national_id", "economic_number", "contact_name")


def can_join(field: str, one: str, other: str) -> bool:
    """Whether both texts may stay: they differ, and there is room for both."""
    longest = LONGEST_JOINED.get(field, 0)
    return bool(one and other and one != other) and len(one) + len(other) < longest


def joined_details(one: CustomerDetails, other: CustomerDetails, sides: Mapping[str, Side]) -> CustomerDetails:
    """What the one customer's file holds; every phone of both stays, the chosen first phone in front."""

    def of(name: str) -> CustomerDetails:
        return other if sides[name] is Side.OTHER else one

    first, second = (other, one) if sides["phone"] is Side.OTHER else (one, other)
    return replace(
        one,
        **{name: getattr(of(name), name) for name in _PLAIN},
        **{name: _text(name, one, other, sides[name]) for name in LONGEST_JOINED},
        phones=tuple(dict.fromkeys((*first.phones, *second.phones))),
        site=of("address").site,
        confirmed=frozenset(),
    )


def _text(name: str, one: CustomerDetails, other: CustomerDetails, side: Side) -> str:
    texts = {Side.ONE: getattr(one, name), Side.OTHER: getattr(other, name)}
    if side is not Side.BOTH:
        return texts[side]
    return ("\n" if name == "note" else " ").join(filter(None, texts.values()))
