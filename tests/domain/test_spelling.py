"""A word nobody is called leads to the words that sound like it or are one slip away."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aftersales_desktop.domain.spelling import Vocabulary, is_one_slip, sound
from aftersales_desktop.domain.text import PERSIAN_ALPHABET

WORDS = ("احمدی", "صادقی", "ذوالفقاری", "طباطبایی", "غفاری", "حسینی", "رضایی", "ظریف")


@pytest.fixture
def words() -> Vocabulary:
    vocabulary = Vocabulary()
    for word in WORDS:
        vocabulary.add(word)
    return vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("سادقی", "صادقی"), ("ثادقی", "صادقی"), ("زوالفقاری", "ذوالفقاری"), ("تباتبایی", "طباطبایی"),
        ("قفاری", "غفاری"),
        ("هسینی", "حسینی"), ("احمی", "احمدی"), ("احممدی", "احمدی"), ("اخمدی", "احمدی"), ("امحدی", "احمدی"),
        ("هصینی", "حسینی"), ("رضاییی", "رضایی"), ("زریف", "ظریف"), ("حمدی", "احمدی"),
    ],
)  # fmt: skip
def test_homophones_and_slips_lead_to_the_name(words, typed, meant):
    assert words.likely(typed, 3)[0] == meant


@pytest.mark.parametrize("typed", ["اخمدن", "", "ی", "اح", "کاوه", "ا" * 500])
def test_more_than_a_slip_leads_nowhere(words, typed):
    assert words.likely(typed, 3) == []


def test_the_word_itself_is_no_correction(words):
    assert words.likely("احمدی", 3) == []


def test_sound_goes_before_frequency_and_frequency_before_the_alphabet():
    words = Vocabulary()
    for word in ("نوری", "نورا", "نورا", "نورا", "نوره"):
        words.add(word)
    assert words.likely("نورت", 2) == ["نورا", "نوره"]
    words.add("نورط")
    assert words.likely("نورت", 2) == ["نورط", "نورا"]


def slips_of(word: str) -> set[str]:
    """Everything one slip away, made the plain way."""
    parts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    gone = {left + right[1:] for left, right in parts if right}
    turned = {left + right[1] + right[0] + right[2:] for left, right in parts if len(right) > 1}
    changed = {left + letter + right[1:] for left, right in parts if right for letter in PERSIAN_ALPHABET}
    added = {left + letter + right for left, right in parts for letter in PERSIAN_ALPHABET}
    return gone | turned | changed | added


@given(st.text("ابپت", max_size=6), st.text("ابپت", max_size=6))
def test_one_slip_is_what_the_plain_way_makes(one, other):
    assert is_one_slip(one, other) == (other == one or other in slips_of(one))
    assert is_one_slip(one, other) == is_one_slip(other, one)


def test_every_slip_of_every_word_leads_back(words):
    chance = random.Random(1)
    for word in WORDS:
        for typed in chance.sample(sorted(slips_of(word) - set(WORDS)), 60):
            if len(typed) >= 3:
                assert word in words.likely(typed, 10), typed


def test_a_sound_is_one_letter():
    assert sound("صثسضظذزطتحهغق") == "سسسززززتتههقق"
