"""The warranty card: what it promises, to whom, until when, and what is marked on it."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.identifiers import card_number
from aftersales_desktop.domain.warranty import CardState, Category, StartBasis, VoidRecord, VoidScope
from aftersales_desktop.i18n import Words
from aftersales_desktop.printing.documents.warranty_card import render_cards
from aftersales_desktop.services.card_rows import VoidRow
from tests.printing import samples
from tests.printing.paper_files import LANGUAGES, rendered, scanned, text_of
from tests.printing.paper_geometry import pages
from tests.printing.pdf_reading import found_share, written
from tests.programs import needs

SIZES = ("card", "A6")

both_sizes = pytest.mark.parametrize("paper", SIZES)
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def card_text(folder, paper, language, row=None, **changes):
    return text_of(folder, rendered("warranty-card", paper, language, row or samples.card(), **changes))


@needs("pdftotext")
@both_sizes
@both_languages
def test_a_card_has_a_front_and_a_back(tmp_path, paper, language):
    for row in (samples.card(), samples.raw_card(), samples.long_card()):
        assert len(pages(written(tmp_path, rendered("warranty-card", paper, language, row)))) == 2


@needs("pdftoppm", "zbarimg")
@both_sizes
@both_languages
@pytest.mark.parametrize("dots", [203, 300])
def test_both_codes_of_a_card_are_read(tmp_path, paper, language, dots):
    for row in (samples.card(), samples.void_card(), samples.long_card()):
        front, back = scanned(tmp_path, rendered("warranty-card", paper, language, row, copy=2), dots)
        assert front == {row.number, row.number.replace("-", "")}
        assert back == set()


@needs("pdftoppm", "zbarimg")
@both_sizes
def test_a_foreign_number_is_read_as_it_is(tmp_path, paper):
    front, _back = scanned(tmp_path, rendered("warranty-card", paper, "fa", samples.foreign_card()))
    assert front == {"SAMS-IR-2025-000447718"}


@needs("pdftotext", "pdftoppm", "zbarimg")
@both_sizes
@pytest.mark.parametrize("number", ["کارت ۱۲", "A" * 40, "X"])
def test_numbers_no_code_can_hold_are_printed_all_the_same(tmp_path, paper, number):
    row = samples.card(number=number, is_ours=False)
    pdf = rendered("warranty-card", paper, "fa", row)
    assert number.split()[0] in text_of(tmp_path, pdf).replace(" ", "")
    assert scanned(tmp_path, pdf)[0] == (set() if not number.isascii() else {number})


@needs("pdftotext")
@both_sizes
@both_languages
def test_the_days_of_every_category_are_told(tmp_path, paper, language):
    row, words = samples.card(), Words(language)
    found = card_text(tmp_path, paper, language, row)
    days = [row.started_on, *row.ends.values()]
    assert len(set(days)) == 4
    assert [day for day in days if words.date(day).strip("\u2066\u2069") not in found] == []
    assert Category.SHIPPING not in row.ends
    assert "—" in found


@needs("pdftotext")
@both_sizes
@both_languages
def test_owner_and_device_are_told(tmp_path, paper, language):
    words = Words(language)
    found = card_text(tmp_path, paper, language, samples.card(unit=samples.phone_unit()))
    expected = ("رضا احمدی", words.phone("09123456789").strip("\u2066\u2069"), "R58N30ABCDE", "Galaxy S21 Ultra")
    assert [each for each in (*expected, "356938035643809", "490154203237518") if each not in found] == []


@needs("pdftotext")
@both_sizes
def test_terms_are_in_the_language_of_the_paper(tmp_path, paper):
    persian, english = (card_text(tmp_path, paper, language) for language in LANGUAGES)
    assert found_share(samples.TERMS_FA.replace("\u200c", ""), persian) > 0.95
    assert found_share(samples.TERMS_EN, english) > 0.95
    assert "technician" not in persian
    only_english = samples.card(terms=samples.terms(text_fa=""))
    assert "technician" in card_text(tmp_path, paper, "fa", only_english)


@needs("pdftotext")
@both_sizes
def test_terms_too_long_for_a_card_end_with_where_the_rest_is(tmp_path, paper):
    found = card_text(tmp_path, paper, "en", samples.long_card())
    assert "The full terms are kept at the service centre." in found
    assert "…" in found
    assert "The full terms" not in card_text(tmp_path, paper, "en")


@needs("pdftotext")
@both_sizes
def test_a_copy_says_which_one_it_is(tmp_path, paper):
    assert "DUPLICATE" not in card_text(tmp_path, paper, "en", copy=0)
    assert "DUPLICATE 1" in card_text(tmp_path, paper, "en", copy=1)
    assert "DUPLICATE 12" in card_text(tmp_path, paper, "en", copy=12)
    assert "۱۲" in card_text(tmp_path, paper, "fa", copy=12)


@needs("pdftotext")
@both_sizes
def test_a_void_card_says_so(tmp_path, paper):
    assert "VOID" in card_text(tmp_path, paper, "en", samples.void_card())
    assert "VOID" not in card_text(tmp_path, paper, "en", samples.card())
    assert "REPLACED" in card_text(tmp_path, paper, "en", samples.card(state=CardState.REPLACED, replaced_by="G-1"))
    assert "VOID" in card_text(tmp_path, paper, "en", samples.card(is_withdrawn=True))


@needs("pdftotext")
@pytest.mark.parametrize(("scope", "is_marked"), [(VoidScope.DEVICE, True), (VoidScope.PARTS, False)])
def test_a_refusal_of_some_parts_leaves_the_card_valid(tmp_path, scope, is_marked):
    refusal = VoidRow(1, VoidRecord(scope, (), "شکستگی", samples.TODAY), "", "مریم", None, "", "")
    found = card_text(tmp_path, "card", "en", samples.card(voids=(refusal,)))
    assert ("VOID" in found) is is_marked


@needs("pdftotext")
def test_refused_part_groups_are_told_as_not_covered(tmp_path):
    record = VoidRecord(VoidScope.PARTS, (), "شکستگی", samples.TODAY, part_groups=("Display",))
    standing = VoidRow(1, record, "", "مریم", None, "", "")
    revoked = VoidRow(1, record, "", "مریم", samples.NOW, "مریم", "اشتباه")
    assert "Display" in card_text(tmp_path, "card", "en", samples.card(voids=(standing,)))
    assert "Display" not in card_text(tmp_path, "card", "en", samples.card(voids=(revoked,)))


@needs("pdftotext")
@both_sizes
def test_a_start_that_is_capped_says_by_what(tmp_path, paper):
    capped = samples.terms(start_basis=StartBasis.PRODUCTION_CAP, cap_months=6, transferable=False)
    found = card_text(tmp_path, paper, "en", samples.card(terms=capped))
    assert "at the latest 6 months after production or import" in found
    assert "Holds for this owner only." in found


@needs("pdftotext")
def test_a_card_of_another_company_bears_its_name_and_not_our_logo(tmp_path):
    pdf = rendered("warranty-card", "A6", "en", samples.foreign_card())
    assert b"/Subtype/Image" not in pdf
    assert b"/Subtype/Image" in rendered("warranty-card", "A6", "en", samples.card())
    found = text_of(tmp_path, pdf)
    assert "شرکت گارانتی سامسرویس" in found
    assert "The terms of" in found


@needs("pdftotext")
@both_sizes
def test_where_to_turn_to_is_on_the_back(tmp_path, paper):
    _front, back = pages(written(tmp_path, rendered("warranty-card", paper, "en")))
    found = {word.text for word in back.words}
    assert {"021", "88776655", "شریعتی،"} <= found


@needs("pdftotext", "pdftoppm", "zbarimg")
def test_a_batch_is_one_file_that_shares_what_is_the_same(tmp_path):
    rows = [samples.card(number=number) for number in map(card_number, (412, 413, 99_999_999))]
    batch = render_cards(rows, samples.context("fa", "card"))
    assert len(pages(written(tmp_path, batch))) == 6
    assert [found for found in scanned(tmp_path, batch) if found] == [
        {row.number, row.number.replace("-", "")} for row in rows
    ]
    alone = len(rendered("warranty-card", "card", "fa"))
    assert len(batch) - alone < 2 * 6_000


def test_one_file_holds_many_cards_in_little_room():
    rows = [samples.card(number=card_number(place)) for place in range(1, 101)]
    assert len(render_cards(rows, samples.context("fa", "card", centre=samples.bare_centre()))) < 100 * 5_000
