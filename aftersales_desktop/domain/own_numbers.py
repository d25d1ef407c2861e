"""The numbers this program gives out: how they are made, and how they are recognised when typed or scanned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from aftersales_desktop.domain.errors import DeskError
from aftersales_desktop.domain.text import ascii_digits, clean, code_norm
from aftersales_desktop.i18n import Message, OwnNumber


class IdentifierProblem(DeskError):
    """A number that cannot be accepted as typed; the sentence says what it should look like."""


class OwnNumberKind(StrEnum):
    """Which of our series a number belongs to."""

    SUBSCRIBER = "subscriber"
    CARD = "card"
    RECEPTION = "reception"
    ORDER = "order"
    HISTORY = "history"
    UNIT_TAG = "unit_tag"
    SLIP = "slip"


@dataclass(frozen=True)
class TypedNumber:
    """A number of ours as somebody typed or scanned it.

    `number` is in normal form, with the check digit that was typed. `is_explicit` says that a letter or the separators
    mark it as ours; bare digits may also be a phone number or a national ID.
    """

    kind: OwnNumberKind
    number: str
    is_check_right: bool
    is_explicit: bool

    @property
    def problem(self) -> Message | None:
        """What to tell the reader when the check digit does not fit."""
        if self.is_check_right:
            return None
        return Message("The check digit of {number} is wrong; read the number again.", number=OwnNumber(self.number))


# H. Michael Damm, "Total anti-symmetrische Quasigruppen", 2004: finds every wrong digit and every swapped neighbour.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip


def damm_digit(digits: str) -> str:
    """The check digit to write after a row of ASCII digits."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def _is_check_right(digits_with_check: str) -> bool:
    return damm_digit(digits_with_check) == "0"


def _serial_digits(n: int, width: int) -> str:
    if not 1 <= n < 10**width:
        raise IdentifierProblem(Message("This number series is used up; no new number can be given."))
    return f"{n:0{width}}"


def subscriber_number(n: int) -> str:
    """The n-th customer: NNNNNN-C."""
    digits = _serial_digits(n, 6)
    return f"{digits}-{damm_digit(digits)}"


def card_number(n: int) -> str:
    """The n-th warranty card of our own: G-NNNNNNNN-C."""
    digits = _serial_digits(n, 8)
    return f"G-{digits}-{damm_digit(digits)}"


def reception_number(branch: str | int, jalali_year: int, n: int) -> str:
    """The n-th reception of a branch (1 to 99) in a Jalali year: BB-YY-NNNNN-C; the check covers all digits."""
    digits = f"{_serial_digits(int(branch), 2)}{jalali_year % 100:02}{_serial_digits(n, 5)}"
    return f"{digits[:2]}-{digits[2:4]}-{digits[4:]}-{damm_digit(digits)}"


def order_number(reception: str, k: int) -> str:
    """The k-th order of a reception: the first bears its number, the second adds -2, up to -99."""
    if not 1 <= k <= 99:
        raise IdentifierProblem(Message("One reception holds at most 99 devices; open another reception."))
    return reception if k == 1 else f"{reception}-{k}"


def history_number(n: int) -> str:
    """The n-th order that was imported from older records: H-NNNNNNN-C."""
    digits = _serial_digits(n, 7)
    return f"H-{digits}-{damm_digit(digits)}"


def unit_tag(n: int) -> str:
    """The n-th tag for a unit without a legible serial: U, nine digits, check digit."""
    digits = _serial_digits(n, 9)
    return f"U{digits}{damm_digit(digits)}"


def claim_number(jalali_year: int, n: int) -> str:
    """The n-th claim at a supplier in a Jalali year: K-YY-NNNN-C."""
    digits = f"{jalali_year % 100:02}{_serial_digits(n, 4)}"
    return f"K-{digits[:2]}-{digits[2:]}-{damm_digit(digits)}"


def minutes_number(jalali_year: int, n: int) -> str:
    """The n-th minutes in a Jalali year: M-YY-NNNN-C."""
    digits = f"{jalali_year % 100:02}{_serial_digits(n, 4)}"
    return f"M-{digits[:2]}-{digits[2:]}-{damm_digit(digits)}"


SLIP_LETTERS = {
    "receipt": "SR", "issue": "SI", "return": "SB", "faulty_receipt": "SF", "scrap": "SX", "count": "SC",
}  # fmt: skip
"""How the number of each kind of store slip begins."""


def slip_number(kind: str, jalali_year: int, n: int) -> str:
    """The n-th slip of a kind in a Jalali year: two letters, YY-NNNNN-C; the check covers all digits."""
    digits = f"{jalali_year % 100:02}{_serial_digits(n, 5)}"
    return f"{SLIP_LETTERS[kind]}-{digits[:2]}-{digits[2:]}-{damm_digit(digits)}"


def order_barcode(number: str) -> str:
    """What the label of an order holds: J and digits only; two more digits from the second order on."""
    read = read_own_number(number)
    if read is None or read.kind not in {OwnNumberKind.RECEPTION, OwnNumberKind.ORDER}:
        raise IdentifierProblem(Message("{number} is not the number of an order.", number=OwnNumber(number)))
    if read.problem:
        raise IdentifierProblem(read.problem)
    *parts, last = read.number.split("-")
    return "J" + "".join([*parts, last.zfill(2) if len(parts) == 4 else last])


# A scanner types the letter key of whatever keyboard layout is on; both Persian layouts of Windows agree on these.
_LETTER_KEYS = {"ت": "J", "ل": "G", "ا": "H", "ع": "U"}
_SEPARATORS = re.compile(r"[\W_]+")
_RECEPTION_WIDTHS = (2, 2, 5, 1, 2)
_SUBSCRIBER_WIDTHS = (6, 1)


def read_own_number(text: str) -> TypedNumber | None:
    """Recognise a number of ours in any digits, with or without separators, typed or scanned; None if it is not one."""
    norm = code_norm(text)
    if norm[:2] in SLIP_LETTERS.values() and len(norm) == 10 and norm[2:].isdecimal():
        return _typed(OwnNumberKind.SLIP, norm[2:], f"{norm[:2]}-{norm[2:4]}-{norm[4:9]}-{norm[9]}")
    letter = _LETTER_KEYS.get(norm[:1], norm[:1])
    if letter.isalpha():
        return _read_lettered(letter, norm[1:])
    groups = [group for group in _SEPARATORS.split(ascii_digits(clean(text))) if group]
    if not groups or not all(group.isdecimal() for group in groups):
        return None
    return _read_groups(groups) if len(groups) > 1 else _read_bare(groups[0])


def _read_lettered(letter: str, digits: str) -> TypedNumber | None:
    if not digits.isdecimal():
        return None
    match letter, len(digits):
        case "G", 9:
            return _typed(OwnNumberKind.CARD, digits, f"G-{digits[:8]}-{digits[8]}")
        case "H", 8:
            return _typed(OwnNumberKind.HISTORY, digits, f"H-{digits[:7]}-{digits[7]}")
        case "U", 10:
            return _typed(OwnNumberKind.UNIT_TAG, digits, f"U{digits}")
        case "J", 10 | 12:
            return _typed_order(OwnNumberKind.ORDER, digits)
    return None


def _read_bare(digits: str) -> TypedNumber | None:
    match len(digits):
        case 7:
            return _typed(OwnNumberKind.SUBSCRIBER, digits, f"{digits[:6]}-{digits[6]}", is_explicit=False)
        case 10 | 12:
            return _typed_order(OwnNumberKind.RECEPTION, digits, is_explicit=False)
    return None


def _read_groups(groups: list[str]) -> TypedNumber | None:
    """Separated digits; leading zeros may be left out as long as the check digit fits."""
    widths = {2: _SUBSCRIBER_WIDTHS, 4: _RECEPTION_WIDTHS[:4], 5: _RECEPTION_WIDTHS}.get(len(groups))
    if widths is None or any(len(group) > width for group, width in zip(groups, widths, strict=True)):
        return _read_bare("".join(groups)) if len(groups) <= 3 else None
    digits = "".join(group.zfill(width) for group, width in zip(groups, widths, strict=True))
    if len(groups) == 2:
        read = _typed(OwnNumberKind.SUBSCRIBER, digits, f"{digits[:6]}-{digits[6]}")
    else:
        read = _typed_order(OwnNumberKind.RECEPTION, digits)
    is_full = all(len(group) == width for group, width in zip(groups[:4], widths, strict=False))
    return read if read is not None and (is_full or read.is_check_right) else None


def _typed_order(kind: OwnNumberKind, digits: str, *, is_explicit: bool = True) -> TypedNumber | None:
    k = int(digits[10:] or 1)
    if k == 0:
        return None
    reception = f"{digits[:2]}-{digits[2:4]}-{digits[4:9]}-{digits[9]}"
    kind = kind if k == 1 else OwnNumberKind.ORDER
    return _typed(kind, digits[:10], order_number(reception, k), is_explicit=is_explicit)


def _typed(kind: OwnNumberKind, digits: str, number: str, *, is_explicit: bool = True) -> TypedNumber:
    return TypedNumber(kind, number, _is_check_right(digits), is_explicit)
