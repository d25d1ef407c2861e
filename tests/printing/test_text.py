"""Lines: the same glyphs in the same order as Qt sets them, broken and aligned as asked."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_desktop.i18n import formats
from aftersales_desktop.printing.shaping import paper_family
from aftersales_desktop.printing.text import Line, Style, bold, layout, line_start, line_stretch, text_width
from tests.printing.corpus import LATIN_PARAGRAPH, LINES, PARAGRAPH, isolated
from tests.printing.own_lines import drawn_text, placed_glyphs, segment_text
from tests.printing.qt_lines import EM, Glyphs, paper_font, qt_lines

DRIFT = 5.0
"""Hundredths of an em."""
ONE_LINE = 1e7
NO_GLYPH_OF_QT = 0xFFFF
PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
PIECES = (
    "سلام", "دستگاه", "لا", "می\u200cشود", "لطفاً", "(", ")", "[A", "b]", "«", "»", "{", "}", "VIP", "@x", "۱۲۳", "456",
    "۱٬۲۰۰", "1,200", "٣٤", "۱۵٪", "12:30", "۱۴۰۴/۰۱/۰۲", "AB-12", "\u2066X-1\u2069", "\u2068متن a\u2069", "\u200f",
    "-", "+", "×", "$", "%", ".", "،", "؟", "°C", "ي", "ك",
)  # fmt: skip


@pytest.fixture(scope="module")
def font(qapp):
    return paper_font()


@pytest.fixture(scope="module")
def bold_font(qapp):
    return paper_font(bold=True)


def visible(glyphs: Glyphs) -> Glyphs:
    """Glyph ids with their positions (hundredths of an em from the leftmost glyph) where something is drawn."""
    outline = paper_family().regular.outline
    drawn = [(x, glyph) for x, glyph in glyphs if glyph < NO_GLYPH_OF_QT and outline(glyph)]
    left = min((x for x, _ in drawn), default=0.0)
    return sorted((glyph, x - left) for x, glyph in drawn)


def assert_like_qt(text: str, font, *, right_to_left: bool, width: float = ONE_LINE, is_bold: bool = False) -> None:
    """Sorted by glyph, then by position: equal ids within a twentieth of an em have the order of Qt."""
    own = layout(text, Style(EM, bold=is_bold), width, right_to_left=right_to_left)
    qt = [visible(line) for line in qt_lines(text, font, right_to_left=right_to_left, width=width)]
    ours = [visible([(x / 10, glyph) for x, glyph in placed_glyphs(line)]) for line in own]
    assert [[glyph for glyph, _ in line] for line in ours] == [[glyph for glyph, _ in line] for line in qt]
    drifts = [
        abs(x - y) for own, other in zip(ours, qt, strict=True) for (_, x), (_, y) in zip(own, other, strict=True)
    ]
    assert max(drifts, default=0.0) < DRIFT


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
@pytest.mark.parametrize("name", LINES)
def test_lines_like_qt(name, right_to_left, font):
    assert_like_qt(LINES[name], font, right_to_left=right_to_left)


@pytest.mark.parametrize("name", LINES)
def test_bold_lines_like_qt(name, bold_font):
    assert_like_qt(LINES[name], bold_font, right_to_left=True, is_bold=True)


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
@pytest.mark.parametrize("width", [1500, 2200, 2500, 4000, 5500])
@pytest.mark.parametrize("text", [PARAGRAPH, LATIN_PARAGRAPH], ids=["Persian", "Latin"])
def test_paragraphs_like_qt(text, width, right_to_left, font):
    assert_like_qt(text, font, right_to_left=right_to_left, width=width)


def test_the_corpus_is_large_enough():
    assert len(LINES) >= 60


@settings(max_examples=150, deadline=None, derandomize=True)
@given(words=st.lists(st.sampled_from(PIECES), max_size=12), spaces=st.randoms(), right_to_left=st.booleans())
def test_random_mixes_like_qt(font, words, spaces, right_to_left):
    text = "".join(word + spaces.choice(("", " ", " ")) for word in words)
    assert_like_qt(text, font, right_to_left=right_to_left)


def numbers_of_every_kind() -> list[str]:
    dice = random.Random(20)
    found = []
    for _ in range(60):
        found += [
            f"{dice.randrange(1300, 1500)}/{dice.randrange(1, 13):02}/{dice.randrange(1, 32):02}",
            f"{dice.randrange(10**12):,}".replace(",", "٬"),
            f"0{dice.randrange(10, 99)}-{dice.randrange(10**7, 10**8)}",
            f"0{dice.randrange(900, 1000)} {dice.randrange(100, 1000)} {dice.randrange(1000, 10000)}",
            f"{dice.choice('ABX')}{dice.choice('YZ')}-{dice.randrange(10**6)}/{dice.randrange(99)}",
        ]
    return [text for number in found for text in (number, number.translate(formats.PERSIAN_DIGITS))]


@pytest.mark.parametrize("right_to_left", [True, False], ids=["rtl", "ltr"])
def test_numbers_are_never_reversed(right_to_left):
    for number in numbers_of_every_kind():
        for text in (isolated(number), f"مبلغ {isolated(number)} ریال", f"No. {isolated(number)} of"):
            (line,) = layout(text, Style(), None, right_to_left=right_to_left)
            assert number in drawn_text(line).replace("\u00a0", " ")


@pytest.mark.parametrize("text", ["۱۴۰۴/۰۵/۱۲", "۱٬۲۵۱٬۰۰۰", "۱۲٫۵", "۱۰:۳۰"])
def test_bare_numbers_inside_persian_are_not_reversed_either(text):
    (line,) = layout(f"عدد {text} است", Style(), None, right_to_left=True)
    assert text in drawn_text(line)


@pytest.mark.parametrize("text", [*LINES.values(), PARAGRAPH, LATIN_PARAGRAPH])
@pytest.mark.parametrize("is_bold", [False, True])
def test_no_text_needs_the_glyph_for_missing_characters(text, is_bold):
    for line in layout(text, Style(bold=is_bold), None, right_to_left=True):
        assert not any(segment.missing for segment in line.segments)
        assert 0 not in [glyph for _, glyph in placed_glyphs(line)]


def test_a_tab_is_a_space():
    lines = [layout(text, Style(), None, right_to_left=True) for text in ("الف\tب", "الف ب", "الف\u2003ب")]
    assert lines[0] == lines[1] == lines[2]


def test_line_breaks_of_all_kinds_begin_a_line():
    assert len(layout("الف\nب\r\nپ\u2028ت\u2029ث\x85ج", Style(), None, right_to_left=True)) == 6
    assert len(layout("", Style(), None, right_to_left=True)) == 1


@pytest.mark.parametrize("text", ["\x00\x07کد\x1f", "کد\ud800"], ids=["controls", "half a pair"])
def test_what_is_no_text_cannot_stop_a_paper(text):
    (line,) = layout(text, Style(), None, right_to_left=True)
    assert drawn_text(line).startswith(("د", "\ufffd"))


@pytest.mark.parametrize("width", [20.0, 35.0, 50.0, 120.0])
def test_no_line_is_wider_than_its_box(width):
    style = Style(10)
    for text in (PARAGRAPH, LATIN_PARAGRAPH, "A" * 80, "ی" * 90, "https://example.ir/" + "a1-" * 30):
        lines = layout(text, style, width, right_to_left=True)
        assert max(line.width for line in lines) * style.size / 1000 <= width + 0.02


def test_a_phone_is_never_broken():
    lines = layout(f"تلفن همراه مشتری {isolated('۰۹۱۲ ۳۴۵ ۶۷۸۹')}", Style(10), 100, right_to_left=True)
    assert len(lines) == 2
    assert drawn_text(lines[1]) == "۰۹۱۲\u00a0۳۴۵\u00a0۶۷۸۹"


def test_a_long_code_breaks_at_its_marks_and_loses_nothing():
    code = "SN-2024-ABCD-0001-EFGH-0002-IJKL-0003"
    lines = layout(isolated(code), Style(10), 60, right_to_left=True)
    texts = [drawn_text(line) for line in lines]
    assert "".join(texts) == code
    assert all(text.endswith("-") for text in texts[:-1])


def test_a_box_narrower_than_a_letter_still_gets_every_letter():
    assert [drawn_text(line) for line in layout("ABC", Style(10), 1, right_to_left=False)] == ["A", "B", "C"]


def test_a_break_keeps_marks_with_their_letter():
    lines = layout("بُ" * 40, Style(10), 30, right_to_left=True)
    assert all(not drawn_text(line).endswith("ُ") or len(drawn_text(line)) > 1 for line in lines)
    assert all(len(drawn_text(line)) % 2 == 0 for line in lines)


def test_bold_inside_a_sentence_changes_the_weight_only_there():
    (line,) = layout(f"مبلغ {bold('۱٬۰۰۰ ریال')} است", Style(), None, right_to_left=True)
    assert weights_of(line) == {"تسا": False, "لایر": True, "۱٬۰۰۰": True, "غلبم": False}


def weights_of(line: Line) -> dict[str, bool]:
    """Which words of a line are bold, from left to right."""
    family = paper_family()
    return {segment_text(part): part.face is family.bold for part in line.segments if segment_text(part).strip()}


def test_bold_goes_on_over_a_line_break_and_ends_where_it_was_closed():
    lines = layout("a " + bold("b\nc") + " d", Style(), None, right_to_left=False)
    assert [list(weights_of(line).values()) for line in lines] == [[False, True], [True, False]]


def test_letters_still_join_where_the_weight_changes():
    family = paper_family()
    (line,) = layout(f"کار{bold('ها')}", Style(), None, right_to_left=True)
    assert line.segments[0].items == family.bold.shape("ها", True).items  # reh joins nothing behind it
    (line,) = layout(f"بی{bold('بی')}", Style(), None, right_to_left=True)
    assert line.segments[0].items != family.bold.shape("بی", True).items
    assert line.segments[1].items != family.regular.shape("بی", True).items


def test_wrapping_does_not_depend_on_bold_marks():
    plain = layout(PARAGRAPH, Style(10), 200, right_to_left=True)
    marked = layout(bold(PARAGRAPH), Style(10), 200, right_to_left=True)
    assert len(marked) >= len(plain)
    assert layout(PARAGRAPH, Style(10, bold=True), 200, right_to_left=True)[0].width == marked[0].width


@pytest.mark.parametrize(
    ("align", "right_to_left", "start"),
    [("start", True, 70.0), ("end", True, 0.0), ("start", False, 0.0), ("end", False, 70.0), ("center", True, 35.0)],
)
def test_alignment_follows_the_paper(align, right_to_left, start):
    style = Style(10, align=align)
    (line,) = layout("AB", style, 100, right_to_left=right_to_left)
    line = line._replace(width=3000)
    assert line_start(line, style, 100, right_to_left=right_to_left) == pytest.approx(start)


def test_justified_lines_fill_the_box_but_for_the_last():
    style, width = Style(10, align="justify"), 250.0
    lines = layout(PARAGRAPH, style, width, right_to_left=True)
    for line in lines[:-1]:
        stretch = line_stretch(line, style, width)
        assert line_start(line, style, width, right_to_left=True) == 0
        assert line.width * style.size / 1000 + stretch * line.gaps == pytest.approx(width)
    assert line_stretch(lines[-1], style, width) == 0
    assert line_start(lines[-1], style, width, right_to_left=True) == pytest.approx(width - lines[-1].width / 100)


def test_the_last_line_of_a_justified_latin_text_stands_left_on_a_persian_paper():
    style = Style(10, align="justify", direction="auto")
    last = layout(LATIN_PARAGRAPH, style, 250, right_to_left=True)[-1]
    assert line_start(last, style, 250, right_to_left=True) == 0


@pytest.mark.parametrize(("text", "base"), [("John علی", 0), ("علی John", 1), ("۱۲۳", 0)])
def test_automatic_direction_follows_the_first_letter(text, base):
    (line,) = layout(text, Style(direction="auto"), None, right_to_left=True)
    assert line.base == base


def test_direction_can_be_forced():
    (line,) = layout("علی John", Style(direction="ltr"), None, right_to_left=True)
    assert re.sub(r"\s+", " ", drawn_text(line)) == "یلع John"


def test_text_width_is_that_of_the_longest_line():
    style = Style(12)
    assert text_width("A\nAAA", style) == pytest.approx(3 * text_width("A", style), rel=0.02)
    assert text_width("", style) == 0


def test_layout_is_kept_for_the_next_paper():
    assert (
        layout(PARAGRAPH, Style(10), 200, right_to_left=True)[0]
        is layout(PARAGRAPH, Style(10, color="#ff0000"), 200, right_to_left=True)[0]
    )
