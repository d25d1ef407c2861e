"""What a customer's file must contain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from aftersales_desktop.domain import identifiers, text
from aftersales_desktop.domain.errors import FieldProblem
from aftersales_desktop.domain.identifiers import IdentifierProblem
from aftersales_desktop.i18n import N_, Message, Words


class CustomerKind(StrEnum):
    """A natural person or a company."""

    PERSON = "person"
    COMPANY = "company"


class FormOfAddress(StrEnum):
    """How papers address the customer."""

    NONE = ""
    MR = "mr"
    MRS = "mrs"
    COMPANY = "company"


ADDRESS_TITLES = {
    FormOfAddress.NONE: N_("None"),
    FormOfAddress.MR: N_("Mr"),
    FormOfAddress.MRS: N_("Ms"),
    FormOfAddress.COMPANY: N_("Company"),
}

KIND_TITLES = {CustomerKind.PERSON: N_("Person"), CustomerKind.COMPANY: N_("Company")}
ID_TITLES = {CustomerKind.PERSON: N_("National id"), CustomerKind.COMPANY: N_("Legal id")}


def addressed(name: str, form: FormOfAddress, words: Words) -> str:
    """A name with the form of address in front, unless it begins with that already."""
    title = words(ADDRESS_TITLES[form]) if form else ""
    if not title or name == title or name.startswith(f"{title} "):
        return words.value(name)
    return words("{form} {name}", form=title, name=name)


SITE_CONDITIONS = {
    "voltage_low": N_("Low voltage"),
    "no_protector": N_("No surge protector"),
    "no_earth": N_("No earth"),
    "hard_water": N_("Hard water"),
    "dusty": N_("Dusty"),
    "humid": N_("Humid"),
    "hot": N_("Hot"),
    "all_day": N_("Runs all day"),
}


def named_conditions(codes: Iterable[str]) -> list[Message]:
    """The surroundings of a device in words; a code that is not known any more is left out."""
    return [Message(SITE_CONDITIONS[code]) for code in codes if code in SITE_CONDITIONS]


MOST_PHONES = 10
PHONE_FIELDS = ("mobile", "phone", "more_phones")
"""Inputs of the first phone, the second, and all others."""
LONGEST_NUMBER = 20


@dataclass(frozen=True)
class SiteDetails:
    """An address and its surroundings, as filled in."""

    title: str = ""
    province: str = ""
    city: str = ""
    address: str = ""
    postal_code: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    access_note: str = ""
    environment: tuple[str, ...] = ()


@dataclass(frozen=True)
class CustomerDetails:
    """A customer's form as filled in. `confirmed` names the doubtful fields that were saved a second time."""

    name: str = ""
    phones: tuple[str, ...] = ()
    kind: CustomerKind = CustomerKind.PERSON
    form_of_address: FormOfAddress = FormOfAddress.NONE
    national_id: str = ""
    economic_number: str = ""
    contact_name: str = ""
    note: str = ""
    warning: str = ""
    site: SiteDetails = field(default_factory=SiteDetails)
    confirmed: frozenset[str] = frozenset()


def customer_problems(details: CustomerDetails) -> list[FieldProblem]:
    """Every problem, in reading order; only a name and one phone are required."""
    problems = [problem for check in _CHECKS for problem in check(details)]
    return [problem for problem in problems if not (problem.doubtful and problem.field in details.confirmed)]


def _phone_problems(details: CustomerDetails) -> Iterator[FieldProblem]:
    filled = [phone for phone in details.phones if phone.strip()]
    if not filled:
        yield FieldProblem("mobile", Message("Enter a phone number."))
    if len(filled) > MOST_PHONES:
        yield FieldProblem("phone", Message("Keep at most {most} phone numbers.", most=MOST_PHONES))
    for position, phone in enumerate(filled[:MOST_PHONES]):
        try:
            identifiers.phone(phone)
        except IdentifierProblem as problem:
            yield FieldProblem(PHONE_FIELDS[min(position, 2)], problem.message)


def _name_problems(details: CustomerDetails) -> Iterator[FieldProblem]:
    if not text.clean(details.name):
        yield FieldProblem("name", Message("Enter the customer's name."))
    problem = text.text_problem(details.name, longest=120)
    if problem:
        yield FieldProblem("name", problem)


def _number_problems(details: CustomerDetails) -> Iterator[FieldProblem]:
    is_company = details.kind is CustomerKind.COMPANY
    yield from _doubt(
        "national_id", details.national_id, identifiers.legal_id_doubt if is_company else identifiers.national_id_doubt
    )
    yield from _doubt("economic_number", details.economic_number, identifiers.economic_number_doubt)
    yield from _doubt("postal_code", details.site.postal_code, identifiers.postal_code_doubt)


def _doubt(name: str, value: str, doubt: Callable[[str], Message | None]) -> Iterator[FieldProblem]:
    """A number that looks wrong may be saved all the same, but not one that cannot be stored."""
    impossible = text.text_problem(value, longest=LONGEST_NUMBER)
    message = impossible or (doubt(value) if value.strip() else None)
    if message:
        yield FieldProblem(name, message, doubtful=impossible is None)


def _text_problems(details: CustomerDetails) -> Iterator[FieldProblem]:
    values = (
        ("contact_name", details.contact_name, 120),
        ("note", details.note, 2000),
        ("warning", details.warning, 300),
    )
    for name, value, longest in values:
        problem = text.text_problem(value, longest=longest, lines=name == "note")
        if problem:
            yield FieldProblem(name, problem)
    yield from site_problems(details.site)


def site_problems(site: SiteDetails) -> Iterator[FieldProblem]:
    """Problems of an address; none of its fields is required."""
    lengths = {
        "title": 80, "province": 60, "city": 60, "address": 400, "contact_name": 120, "contact_phone": 20,
        "access_note": 300,
    }  # fmt: skip
    for name, longest in lengths.items():
        problem = text.text_problem(getattr(site, name), longest=longest)
        if problem:
            yield FieldProblem(name, problem)


_CHECKS = (_phone_problems, _name_problems, _number_problems, _text_problems)
