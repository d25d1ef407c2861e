"""Numbers that others gave out: phones, people, companies, banks, makers. Ours, in own_numbers.py, are named here too.

A function named after a number returns the form that is stored, or raises IdentifierProblem. Where a wrong number is
only doubtful, it stores what was typed and a second function, `..._doubt`, says in one sentence what looks wrong.
"""

from __future__ import annotations

import re

from aftersales_desktop.domain.own_numbers import (
    IdentifierProblem,
    OwnNumberKind,
    TypedNumber,
    card_number,
    claim_number,
    damm_digit,
    history_number,
    minutes_number,
    order_barcode,
    order_number,
    read_own_number,
    reception_number,
    subscriber_number,
    unit_tag,
)
from aftersales_desktop.domain.text import ascii_digits, clean, clean_code
from aftersales_desktop.i18n import Message

__all__ = [
    "IdentifierProblem",
    "OwnNumberKind",
    "TypedNumber",
    "card_number",
    "claim_number",
    "damm_digit",
    "economic_number",
    "economic_number_doubt",
    "history_number",
    "imei",
    "imei_doubt",
    "legal_id",
    "legal_id_doubt",
    "minutes_number",
    "national_id",
    "national_id_doubt",
    "order_barcode",
    "order_number",
    "phone",
    "postal_code",
    "postal_code_doubt",
    "read_own_number",
    "reception_number",
    "serial",
    "subscriber_number",
    "unit_tag",
]

_SEPARATORS = re.compile(r"[\s\-–—‑‒−_./()،,]+")


def _without_separators(text: str) -> str:
    return _SEPARATORS.sub("", ascii_digits(clean(text))).upper()


def _as_typed(text: str) -> str:
    """Digits without separators; anything else is kept as a code, because a doubtful number is stored all the same."""
    digits = _without_separators(text)
    return digits if _is_digits(digits) else clean_code(text)


def _is_digits(text: str) -> bool:
    return re.fullmatch("[0-9]+", text) is not None


_MOBILE = re.compile(r"(?:\+98|0098|98)?0?(9[0-9]{9})")
_LANDLINE = re.compile(r"(?:\+98|0098|98)?0?([1-8][0-9])([1-9][0-9]{7})")
_LOCAL = re.compile(r"[1-9][0-9]{7}")
_ABROAD = re.compile(r"(?:\+|00)([1-9][0-9]{7,14})")


def phone(text: str, area_code: str = "021") -> str:
    """A mobile or landline number as 0..., or one abroad as +...; eight bare digits get the centre's area code."""
    typed = _without_separators(text)
    if found := _MOBILE.fullmatch(typed):
        return f"0{found[1]}"
    if _LOCAL.fullmatch(typed):
        return f"0{_area_digits(area_code)}{typed}"
    if found := _LANDLINE.fullmatch(typed):
        return f"0{found[1]}{found[2]}"
    found = _ABROAD.fullmatch(typed)
    if found and not found[1].startswith("98"):
        return f"+{found[1]}"
    raise IdentifierProblem(
        Message("A phone number has 11 digits and begins with 0, or 8 digits without the area code.")
    )


def _area_digits(area_code: str) -> str:
    """The two digits of an area code, typed with or without its 0."""
    found = re.fullmatch("0?([1-8][0-9])", _without_separators(area_code))
    if found is None:
        raise IdentifierProblem(Message("An area code has 3 digits and begins with 0."))
    return found[1]


def national_id(text: str) -> str:
    """A national ID of a person; eight or nine digits are filled up with leading zeros."""
    typed = _as_typed(text)
    return typed.zfill(10) if _is_digits(typed) and len(typed) in {8, 9} else typed


def national_id_doubt(text: str) -> Message | None:
    """Length and check digit of a national ID; an empty field raises no doubt, here and below."""
    typed = national_id(text)
    if typed and not (_is_digits(typed) and len(typed) == 10):
        return Message("A national ID has 10 digits.")
    return Message("This national ID is not valid; check its digits.") if typed and not _is_national_id(typed) else None


def _is_national_id(digits: str) -> bool:
    if len(set(digits)) == 1 or digits[3:9] == "000000":
        return False
    remainder = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return int(digits[9]) == (remainder if remainder < 2 else 11 - remainder)


def legal_id(text: str) -> str:
    """A national ID of a company."""
    return _as_typed(text)


def legal_id_doubt(text: str) -> Message | None:
    """Length and check digit of a company's national ID."""
    typed = legal_id(text)
    if typed and not (_is_digits(typed) and len(typed) == 11):
        return Message("A company's national ID has 11 digits.")
    if typed and not _is_legal_id(typed):
        return Message("This company's national ID is not valid; check its digits.")
    return None


def _is_legal_id(digits: str) -> bool:
    addend = int(digits[9]) + 2
    weights = (29, 27, 23, 19, 17) * 2
    total = sum((addend + int(digit)) * weight for digit, weight in zip(digits[:10], weights, strict=True))
    return int(digits[10]) == total % 11 % 10 and len(set(digits)) > 1


def economic_number(text: str) -> str:
    """An economic number of the tax office."""
    return _as_typed(text)


def economic_number_doubt(text: str) -> Message | None:
    """Whether an official invoice may carry this number: 11 digits for a company, 14 for a person.

    A person has the national ID and four digits from 0001. The older number of 12 digits is no longer accepted
    (Iranian tax administration, circular 260/21017/د, 1403).
    """
    typed = economic_number(text)
    if not typed:
        return None
    match len(typed) if _is_digits(typed) else 0:
        case 11:
            is_right = _is_legal_id(typed)
        case 12:
            return Message("Official invoices no longer accept the 12-digit economic number; ask for the new one.")
        case 14:
            is_right = _is_national_id(typed[:10]) and typed[10:] != "0000"
        case _:
            return Message("An economic number has 11 or 14 digits.")
    return None if is_right else Message("This economic number is not valid; check its digits.")


def postal_code(text: str) -> str:
    """An Iranian postal code."""
    return _as_typed(text)


def postal_code_doubt(text: str) -> Message | None:
    """Length, and the placeholders people type; there is no public check digit."""
    typed = postal_code(text)
    if typed and not (_is_digits(typed) and len(typed) == 10):
        return Message("A postal code has 10 digits.")
    is_placeholder = typed[:1] == "0" or len(set(typed)) == 1 or typed == "1234567890"
    return Message("This postal code is unlikely; check its digits.") if is_placeholder else None


def imei(text: str) -> str:
    """The IMEI of a phone or modem; the word IMEI in front is dropped."""
    return _as_typed(re.sub("^ *imei *(?:[12](?=[ :]))?[ :]*", "", ascii_digits(text), flags=re.IGNORECASE))


def imei_doubt(text: str) -> Message | None:
    """Length and check digit of an IMEI (3GPP TS 23.003, annex B)."""
    typed = imei(text)
    if typed and not (_is_digits(typed) and len(typed) == 15):
        return Message("An IMEI has 15 digits.")
    if typed and not (_is_luhn(typed) and int(typed)):
        return Message("This IMEI is not valid; check its digits.")
    return None


def _is_luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


_SERIAL_LENGTHS = range(3, 41)


def serial(text: str) -> str:
    """A maker's serial number: A to Z, 0 to 9, and . / _ - inside; 3 to 40 characters, spaces dropped."""
    code = clean_code(text)
    if not code:
        raise IdentifierProblem(Message("Enter the serial number."))
    if re.search("[\u0600-\u06ff]", code):
        raise IdentifierProblem(Message("A serial number has no Persian letters; type it with English keys."))
    if found := re.search("[^A-Z0-9./_-]", code):
        raise IdentifierProblem(Message("A serial number may not contain {character}.", character=found[0]))
    if not code[0].isalnum():
        raise IdentifierProblem(Message("A serial number begins with a letter or a digit."))
    if len(code) not in _SERIAL_LENGTHS:
        raise IdentifierProblem(
            Message(
                "A serial number has {shortest} to {longest} characters; this one has {length}.",
                shortest=_SERIAL_LENGTHS.start,
                longest=_SERIAL_LENGTHS.stop - 1,
                length=len(code),
            )  # fmt: skip
        )
    return code
