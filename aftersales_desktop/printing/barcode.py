"""Bars and squares that a scanner reads: Code 128 and QR, as rows with a byte a module, 1 where it is dark.

A module is the width of the narrowest bar; quiet zones are not part of the rows.

Code 128: ISO/IEC 15417 (code sets B and C, switching to C where digits get shorter by it). QR: ISO/IEC 18004.
Both take printable ASCII only, because scanners disagree about anything else.
"""

from __future__ import annotations

import re
from functools import lru_cache

import segno

CODE128_QUIET_MODULES = 10
QR_QUIET_MODULES = 4

_QR_MASK = 2
_DARK = re.compile(b"\x01+")
_START_B, _START_C, _TO_C, _TO_B, _STOP = 104, 105, 99, 100, 106
_PATTERNS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 "
    "113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 "
    "212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 "
    "113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 "
    "314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 "
    "241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 "
    "214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 "
    "211232 2331112 "
)


def _modules(pattern: str) -> bytes:
    """One value as modules; its pattern names the widths of bars and spaces by turns."""
    return b"".join((b"\1", b"\0")[place % 2] * int(width) for place, width in enumerate(pattern))


_SYMBOLS = tuple(map(_modules, _PATTERNS.split()))


def _check(payload: str) -> None:
    if not payload or not all(" " <= character <= "~" for character in payload):
        raise ValueError(f"a barcode holds printable ASCII only, not {payload!r}")


def dark_runs(row: bytes) -> list[tuple[int, int]]:
    """Dark stretches of a row: where each starts and how wide it is, in modules."""
    spans = [run.span() for run in _DARK.finditer(row)]
    return [(start, end - start) for start, end in spans]


@lru_cache(maxsize=256)
def qr_rows(payload: str) -> tuple[bytes, ...]:
    """A QR code of the smallest size, error correction M or better; ValueError if not printable ASCII or too long."""
    _check(payload)
    return tuple(map(bytes, segno.make(payload, error="m", micro=False, mask=_QR_MASK).matrix))


@lru_cache(maxsize=256)
def code128_rows(payload: str) -> tuple[bytes, ...]:
    """A Code 128 symbol: one row; ValueError if not printable ASCII."""
    return (b"".join([_SYMBOLS[value] for value in _code128_values(payload)]),)


def _code128_values(payload: str) -> list[int]:
    """Start, characters, check value and stop."""
    _check(payload)
    values = _code128_characters(payload)
    check = values[0] + sum(place * value for place, value in enumerate(values))
    return [*values, check % 103, _STOP]


def _code128_characters(payload: str) -> list[int]:
    values = [_START_C if _starts_in_pairs(payload) else _START_B]
    in_pairs, place = values[0] == _START_C, 0
    while place < len(payload):
        digits = _digits_from(payload, place)
        if in_pairs and digits >= 2:
            values.append(int(payload[place : place + 2]))
            place += 2
        elif in_pairs:
            values.append(_TO_B)
            in_pairs = False
        elif digits % 2 == 0 and _is_worth_pairs(digits, place + digits == len(payload)):
            values.append(_TO_C)
            in_pairs = True
        else:
            values.append(ord(payload[place]) - ord(" "))
            place += 1
    return values


def _starts_in_pairs(payload: str) -> bool:
    digits = _digits_from(payload, 0)
    return digits >= 4 or digits == len(payload) == 2


def _is_worth_pairs(digits: int, at_end: bool) -> bool:
    """Pairs save a symbol each but changing costs one: once at the end, twice in the middle."""
    return digits >= (4 if at_end else 6)


def _digits_from(payload: str, place: int) -> int:
    end = place
    while end < len(payload) and "0" <= payload[end] <= "9":
        end += 1
    return end - place
