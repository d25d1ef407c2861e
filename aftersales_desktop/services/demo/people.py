"""Invented customers: names, phones and addresses as they are written in Iran."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from aftersales_desktop.domain import identifiers
from aftersales_desktop.domain.customers import (
    SITE_CONDITIONS,
    CustomerDetails,
    CustomerKind,
    FormOfAddress,
    SiteDetails,
)
from aftersales_desktop.i18n import Message
from aftersales_desktop.i18n.formats import PERSIAN_DIGITS

EVERY_NTH_IS_A_COMPANY = 9


class People:
    """Draws customers, one after the other."""

    def __init__(self, dice: Random, words: dict[str, Any]) -> None:
        self._dice = dice
        self._words = words
        self._companies = list(words["companies"])
        self._drawn = 0

    def next_customer(self) -> CustomerDetails:
        """Another customer; now and then a company, as long as there are any."""
        self._drawn += 1
        if self._companies and self._drawn % EVERY_NTH_IS_A_COMPANY == 4:
            return self._company(*self._companies.pop(0))
        return self._person()

    def site(self, title: str = "") -> SiteDetails:
        """An address with its surroundings."""
        province, city, _area_code, streets = self._dice.choice(self._words["places"])
        return self._site_in(province, city, streets, title)

    def phone(self) -> str:
        """A mobile number."""
        return self._dice.choice(self._words["prefixes"]) + self._digits(7)

    def bringer(self) -> tuple[str, str]:
        """Somebody who comes instead of the owner: name and relation."""
        return self._name(self._words["men"]), self._dice.choice(self._words["relations"])

    def _person(self) -> CustomerDetails:
        dice = self._dice
        is_woman = dice.random() < 0.42
        province, city, area_code, streets = dice.choice(self._words["places"])
        phones = [self.phone()]
        if dice.random() < 0.3:
            phones.append(self._landline(area_code) if dice.random() < 0.6 else self.phone())
        return CustomerDetails(
            name=self._name(self._words["women" if is_woman else "men"]),
            phones=tuple(phones),
            form_of_address=FormOfAddress.MRS if is_woman else FormOfAddress.MR,
            national_id=self._checked(9, identifiers.national_id_doubt) if dice.random() < 0.35 else "",
            note=dice.choice(self._words["notes"]) if dice.random() < 0.12 else "",
            warning=dice.choice(self._words["warnings"]) if dice.random() < 0.05 else "",
            site=self._site_in(province, city, streets) if dice.random() < 0.85 else SiteDetails(city=city),
        )

    def _company(self, name: str, contact: str) -> CustomerDetails:
        province, city, area_code, streets = self._dice.choice(self._words["places"])
        legal_id = self._checked(10, identifiers.legal_id_doubt)
        return CustomerDetails(
            name=name, kind=CustomerKind.COMPANY, form_of_address=FormOfAddress.COMPANY, contact_name=contact,
            phones=(self._landline(area_code), self.phone()), national_id=legal_id, economic_number=legal_id,
            site=self._site_in(province, city, streets, "دفتر مرکزی"),
        )  # fmt: skip

    def _name(self, given_names: list[str]) -> str:
        given, surname = self._dice.choice(given_names), self._dice.choice(self._words["surnames"])
        is_sayyid = surname.endswith("حسینی") or surname == "موسوی"
        return f"سید {given} {surname}" if is_sayyid and given in self._words["men"] else f"{given} {surname}"

    def _site_in(self, province: str, city: str, streets: list[str], title: str = "") -> SiteDetails:
        dice = self._dice
        house = f"پلاک {dice.randrange(1, 240)}" + (f"، واحد {dice.randrange(1, 21)}" if dice.random() < 0.6 else "")
        conditions = dice.sample(sorted(SITE_CONDITIONS), dice.choice((0, 0, 0, 1, 1, 2)))
        return SiteDetails(
            title=title, province=province, city=city,
            address=f"{dice.choice(streets)}، {house}".translate(PERSIAN_DIGITS),
            postal_code=str(dice.randrange(1, 10)) + self._digits(9) if dice.random() < 0.4 else "",
            access_note=dice.choice(self._words["access"]) if dice.random() < 0.1 else "",
            environment=tuple(conditions),
        )  # fmt: skip

    def _landline(self, area_code: str) -> str:
        return f"{area_code}{self._dice.randrange(2, 9)}{self._digits(7)}"

    def _digits(self, count: int) -> str:
        return "".join(self._dice.choice("0123456789") for _place in range(count))

    def _checked(self, count: int, doubt: Callable[[str], Message | None]) -> str:
        return checked_number(self._digits(count), doubt)


def checked_number(digits: str, doubt: Callable[[str], Message | None]) -> str:
    """Digits with the check digit that raises no doubt."""
    return next(digits + last for last in "0123456789" if doubt(digits + last) is None)
