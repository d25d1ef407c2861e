"""Glyphs and what they stand for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aftersales_desktop.printing.shaping import NO_GLYPH, REPLACEMENT, Glyph, Segment, paper_family
from tests.printing.corpus import LINES


@pytest.fixture
def face():
    return paper_family().regular


def carried(segment: Segment) -> list[str]:
    return [item.text for item in segment.items if isinstance(item, Glyph)]


def test_every_glyph_stands_for_one_character(face):
    for text in LINES.values():
        for segment in (face.shape(text, True), face.shape(text, False)):
            assert all(len(character) <= 1 for character in carried(segment))


def test_lam_alef_is_one_glyph_that_reads_as_two_characters(face):
    alef, lam = [item for item in face.shape("لا", True).items if isinstance(item, Glyph)]
    assert (alef.id, alef.text, lam.text) == (NO_GLYPH, "ا", "ل")
    assert lam.id != NO_GLYPH


def test_a_half_space_is_kept_for_copying_but_draws_nothing(face):
    segment = face.shape("می\u200cشود", True)
    assert Glyph(NO_GLYPH, "\u200c") in segment.items
    assert "".join(carried(segment)) == "می\u200cشود"[::-1]


def test_direction_marks_leave_no_trace(face):
    plain = face.shape("AB-1", False)
    assert face.shape("\u2066AB-1\u2069\u200e", False).items == plain.items


def test_a_bracket_in_persian_stands_for_what_it_looks_like(face):
    assert "".join(carried(face.shape("(ب", True))) == "ب)"


def test_soft_hyphens_are_not_shown(face):
    assert "".join(carried(face.shape("af\u00adter", False))) == "after"


def test_no_discretionary_ligature(face):
    assert len(carried(face.shape("customer", False))) == len("customer")
    assert NO_GLYPH not in [item.id for item in face.shape("customer", False).items if isinstance(item, Glyph)]


def test_missing_characters_are_shown_and_named(face):
    segment = face.shape("a😀中", False)
    assert segment.missing == "中😀"
    replacement = face.shape(REPLACEMENT, False).items
    assert list(segment.items).count(replacement[0]) == 2
    assert 0 not in [item.id for item in segment.items if isinstance(item, Glyph)]


def test_invisible_characters_are_not_missing(face):
    assert face.shape("❤\ufe0f".replace("❤", "a") + "\u2060\ufeff", False).missing == ""


def test_characters_the_font_can_compose_are_not_missing(face):
    assert face.shape("دورۀ", True).missing == ""


def test_marks_stand_apart_and_are_part_of_the_text(face):
    segment = face.shape("مُهر", True)
    assert [mark.y != 0 for mark in segment.raised] == [True]
    assert Glyph(NO_GLYPH, "ُ") in segment.items
    assert face.outline(segment.raised[0].id).endswith("h")
    assert face.outline(face.space.items[0].id) == ""


def test_the_same_text_is_shaped_once(face):
    assert face.shape("دستگاه", True) is face.shape("دستگاه", True)
    assert face.shape.cache_info().maxsize


def test_threads_get_the_same_glyphs(face):
    texts = [f"{text} {number}" for number, text in enumerate(LINES.values())]
    alone = [face._shape(text, True).items for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: face._shape(text, True).items, texts))
    assert together == alone


def test_metrics_are_those_of_the_font(face):
    assert (face.ascent, face.descent) == (1025, -537) or face.ascent - face.descent == pytest.approx(1560, abs=10)
    assert face.glyph_width(NO_GLYPH) == 0
    assert face.space.width > 200
