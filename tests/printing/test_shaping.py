"""Glyphs and what they stand for."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from aftersales_desktop.printing.shaping import NO_GLYPH, REPLACEMENT, Glyph, Segment, paper_family
from tests.printing.corpus import LINES

ROOM_TO_BE_READ = 100
"""Characters closer than this (em/1000) are one drawn twice for poppler."""


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
    assert (alef.text, lam.text, lam.id) == ("ا", "ل", NO_GLYPH)
    assert alef.id != NO_GLYPH


@pytest.mark.parametrize("text", ["لا", "لله", "الله", "\u200cشود", "\u200cالله"])
def test_letters_drawn_by_one_glyph_share_its_width(face, text):
    segment = face.shape(text, True)
    drawn = [glyph for glyph in segment.glyphs if glyph.id != NO_GLYPH][-1]
    shares = segment.glyphs[segment.glyphs.index(drawn) :]
    assert sum(glyph.width for glyph in segment.glyphs) == pytest.approx(segment.width, abs=1.5)
    assert sum(glyph.width for glyph in shares) == face.glyph_width(drawn.id)
    assert "".join(carried(segment)) == text[::-1]
    assert min(glyph.width for glyph in segment.glyphs) > ROOM_TO_BE_READ


def test_a_mark_takes_no_share_of_a_ligature(face):
    segment = face.shape("دورهٔ", True)
    assert [(glyph.text, glyph.width) for glyph in segment.glyphs[:2]] == [
        ("ٔ", 0),
        ("ه", face.glyph_width(segment.glyphs[1].id)),
    ]


def test_a_half_space_is_kept_for_copying_but_draws_nothing(face):
    segment = face.shape("می\u200cشود", True)
    assert [glyph.id for glyph in segment.glyphs if glyph.text == "\u200c"] == [NO_GLYPH]
    assert "".join(carried(segment)) == "می\u200cشود"[::-1]


def test_a_half_space_at_the_end_has_no_width(face):
    assert face.shape("می\u200c", True).items[0] == Glyph(NO_GLYPH, "\u200c")


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
