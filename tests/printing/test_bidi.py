"""The bidi algorithm against Unicode's own cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from aftersales_desktop.printing import bidi
from aftersales_desktop.printing.bidi_explicit import MAX_DEPTH
from tests.printing.make_bidi_tables import SAMPLE, SAMPLE_SIZE, character_cases, class_cases
from tests.programs import needs_unicode_data

OF_CLASS = {
    "L": "a", "R": "\u05d0", "EN": "1", "ES": "+", "ET": "#", "AN": "\u0660", "CS": ",", "B": "\u2029", "S": "\t",
    "WS": " ", "ON": "!", "NSM": "\u0300", "AL": "\u0628", "BN": "\u00ad", "LRE": "\u202a", "RLE": "\u202b",
    "PDF": "\u202c", "LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068",
    "PDI": "\u2069",
}  # fmt: skip
"""A character of each class that is no bracket."""

BASE_OF_BIT = {1: None, 2: 0, 4: 1}
CHARACTER_CASES, CLASS_CASES = 91_707, 770_241
REMOVED = "x"


class Case(NamedTuple):
    text: str
    base: int | None
    paragraph_level: int | None
    levels: list[str]
    order: list[int]


def cases_of(line: str) -> Iterator[Case]:
    """The cases of one line: C of BidiCharacterTest.txt, T of BidiTest.txt (up to three base levels)."""
    kind, *fields = line.split(";")
    if kind == "C":
        codes, base, level, levels, order = fields
        text = "".join(chr(int(code, 16)) for code in codes.split())
        wanted = None if base == "2" else int(base)
        yield Case(text, wanted, int(level), levels.split(), list(map(int, order.split())))
        return
    classes, bits, levels, order = fields
    text = "".join(OF_CLASS[name] for name in classes.split())
    for bit, base in BASE_OF_BIT.items():
        if int(bits) & bit:
            yield Case(text, base, None, levels.split(), list(map(int, order.split())))


def is_wrong(case: Case) -> bool:
    paragraph = bidi.levels(case.text, case.base)
    line = bidi.line_levels(paragraph, 0, len(case.text))
    shown = [place for place in bidi.visual_order(line) if case.levels[place] != REMOVED]
    levels_agree = all(level in (REMOVED, str(own)) for level, own in zip(case.levels, line, strict=True))
    base_agrees = case.paragraph_level in (None, paragraph.base)
    return not (levels_agree and base_agrees and shown == case.order)


def wrong_cases(lines: list[str]) -> tuple[int, list[Case]]:
    """How many cases the lines hold, and those we get wrong."""
    cases = [case for line in lines for case in cases_of(line)]
    return len(cases), [case for case in cases if is_wrong(case)]


def sample() -> list[str]:
    return [line for line in Path(SAMPLE).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


def test_the_examples_have_their_class():
    assert {bidi.CLASS_OF[character] for character in OF_CLASS.values()} == set(OF_CLASS)
    assert all(bidi.CLASS_OF[character] == name for name, character in OF_CLASS.items())


def test_sample_of_unicodes_cases():
    lines = sample()
    assert len(lines) == SAMPLE_SIZE
    count, wrong = wrong_cases(lines)
    assert count > SAMPLE_SIZE
    assert not wrong[:5]


@pytest.mark.conformance
@needs_unicode_data()
def test_every_case_of_bidi_character_test():
    assert wrong_cases(character_cases()) == (CHARACTER_CASES, [])


@pytest.mark.conformance
@needs_unicode_data()
def test_every_case_of_bidi_test():
    assert wrong_cases(class_cases()) == (CLASS_CASES, [])


def shown(text: str, base: int | None = 1) -> str:
    """The characters of one line from left to right."""
    paragraph = bidi.levels(text, base)
    return "".join(text[place] for place in bidi.visual_order(bidi.line_levels(paragraph, 0, len(text))))


def test_numbers_keep_their_order_inside_persian():
    assert shown("مبلغ ۱۲۳ ریال") == "لایر ۱۲۳ غلبم"
    assert shown("مدل AB-12 است") == "تسا AB-12 لدم"


def test_an_isolate_keeps_a_phone_together():
    assert "021-88" in shown("تلفن \u2066021-88\u2069 است")
    assert "021-88" not in shown("تلفن 021-88 است")


@pytest.mark.parametrize(("text", "base"), [("سلام abc", 1), ("abc سلام", 0), ("123", 0), ("(۱۲)", 0), ("", 0)])
def test_the_first_letter_sets_the_direction(text, base):
    assert bidi.levels(text).base == base


def test_a_tab_and_spaces_at_the_end_of_a_line_fall_back():
    paragraph = bidi.levels("abc\t אב ", 0)
    assert bidi.line_levels(paragraph, 0, 8) == [0, 0, 0, 0, 0, 1, 1, 0]
    assert bidi.line_levels(bidi.levels("אב cd", 1), 0, 3)[-1] == 1


def test_levels_do_not_depend_on_how_deep_embeddings_go():
    text = "\u202b" * 200 + "a" + "\u202c" * 200 + "b"
    found = bidi.levels(text, 0)
    assert max(found.levels) == MAX_DEPTH + 1  # a Latin letter inside the deepest right-to-left level
    assert found.levels[-1] == 0
