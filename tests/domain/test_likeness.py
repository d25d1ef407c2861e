"""Names of one person in several spellings, and of several persons."""

from __future__ import annotations

import pytest

from aftersales_desktop.domain.likeness import Likeness, is_same_place, name_likeness
from aftersales_desktop.domain.text import search_tokens


@pytest.mark.parametrize(
    ("typed", "known", "expected"),
    [
        ("رضا احمدی", "رضا احمدی", Likeness.SAME),
        ("احمدی رضا", "رضا احمدی", Likeness.SAME),
        ("رضا احمدي", "رضا احمدی", Likeness.SAME),
        ("محمد رضا کریمی", "محمدرضا کریمی", Likeness.SAME),
        ("رضا احمدپی", "رضا احمدی", Likeness.ALIKE),
        ("صادق طاهری", "سادق تاهری", Likeness.ALIKE),
        ("سارا کریمی", "سارا کریمی نژاد", Likeness.PART),
        ("سارا کریمی نژاد", "سارا کریمی", Likeness.PART),
        ("سارا کریمی", "سارا رحیمی", Likeness.NONE),
        ("رضا", "رضا احمدی", Likeness.NONE),
        ("رضا رضا", "رضا احمدی", Likeness.NONE),
        ("", "", Likeness.NONE),
        ("Sara Karimi", "sara karimy", Likeness.ALIKE),
    ],
)
def test_names(typed, known, expected):
    assert name_likeness(search_tokens(typed), search_tokens(known)) is expected


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        (("تهران", ""), ("تهران", ""), True),
        (("تهران", ""), ("کرج", ""), False),
        (("", "خیابان شریعتی کوچه نور"), ("تهران", "شریعتی، کوچهٔ نور، پلاک ۲"), True),
        (("تهران", "خیابان آزادی"), ("تهران", "ستارخان"), False),
        (("", ""), ("", ""), False),
        (("تهران", ""), ("", "ستارخان"), False),
    ],
)
def test_places(here, there, expected):
    assert is_same_place(*map(search_tokens, here), *map(search_tokens, there)) is expected
