"""A phone number: any digits in, the local grouping on screen, 09123456789 out."""

from __future__ import annotations

import re

from aftersales_desktop.i18n.formats import group_phone
from aftersales_desktop.ui.widgets.grouped_field import GroupedField

_COUNTRY = re.compile(r"^(?:\+98|0098)0?(?=\d)")
_LONGEST = 16


class PhoneField(GroupedField):
    """A mobile or fixed number. The value has no spaces and no country code."""

    kept = "0123456789+"

    def rule(self) -> str:
        """Which digits."""
        return self.kit.words("A mobile has 11 digits from 09; any other phone is written with its area code.")

    def grouped(self, plain: str) -> str:
        """0912 345 6789 in the reader's digits."""
        return self.kit.words.digits(group_phone(plain[:_LONGEST]))

    def value(self) -> str:
        """The number as it is stored, as far as it can be told; "" when empty."""
        return local_number(self.plain())

    def set_value(self, value: object) -> None:
        """Show a stored number."""
        self._show_plain(self._kept(str(value or "")))

    def finish(self) -> None:
        """Write the number the local way."""
        self._show_plain(self.value())


def local_number(plain: str) -> str:
    """+98912..., 0098912..., 98912..., 912... -> 0912...; other digits as they are."""
    number = _COUNTRY.sub("0", plain).replace("+", "")
    if re.fullmatch(r"989\d{9}", number):
        return "0" + number[2:]
    return "0" + number if re.fullmatch(r"9\d{9}", number) else number
