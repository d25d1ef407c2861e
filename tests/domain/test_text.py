"""Text: one spelling stored, many found, the Persian alphabet in order, nothing unprintable let in."""

import unicodedata

import pytest
import uharfbuzz
from hypothesis import given, settings
from hypothesis import strategies as st

from aftersales_desktop.domain import text
from aftersales_desktop.i18n import Code, Message, Words
from aftersales_desktop.resource import resource_path

ZWNJ = "\u200c"
HIDDEN = "\u200e\u200f\u202a\u202e\u2066\u2068\u2069\ufeff\u200b\u200d\u2060\u00ad\ufe0f\u061cـ"

persian_words = st.text(alphabet="آابپتجچحخدذرزژسشصضطظعغفقکگلمنوهیيكةأإؤئءۀ\u200c\u064e\u0651 ۰۱٤5x-", max_size=30)
anything = st.text(max_size=40) | persian_words


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  علي   كاظمي ", "علی کاظمی"),
        ("موسى", "موسی"),
        ("کیان‌سرویس", "کیان‌سرویس"),
        ("‌خانه‌ ها‌", "خانه ها"),
        ("خانه‌‌ها", "خانه‌ها"),
        ("(خانه‌)‌ها", "(خانه)ها"),
        ("خانهٔ‌ما", "خانهٔ‌ما"),
        ("سـلام", "سلام"),
        ("a\u200fb\u2066c\u2069\ufeff", "abc"),
        ("a\x00b\x1bc", "abc"),
        ("یک\tدو\nسه", "یک دو سه"),
        ("یک\u00a0دو\u2003سه", "یک دو سه"),
        ("e\u0301", "é"),
        ("ﺳﻼﻡ", "سلام"),
        ("۱۲ ٣٤", "۱۲ ٣٤"),
        ("10 \u03a9 و 5 \u03bcF", "10 \u2126 و 5 \u00b5F"),
        ("مسؤول أحمد خانة", "مسؤول أحمد خانة"),
        ("bad\ud800end", "badend"),
        ("❤\ufe0f", "❤"),
    ],
)
def test_clean(typed, stored):
    assert text.clean(typed) == stored


def test_clean_keeps_lines_only_when_asked():
    assert text.clean(" یک \r\n\r\n دو\u2028سه\n", lines=True) == "یک\n\nدو\nسه"
    assert text.clean("یک\r\nدو", lines=False) == "یک دو"


@given(anything, st.booleans())
def test_clean_text_is_clean(typed, lines):
    once = text.clean(typed, lines=lines)
    assert text.clean(once, lines=lines) == once
    assert once == once.strip()
    assert "  " not in once
    assert not set(once) & set(HIDDEN + "يىك")
    categories = {unicodedata.category(character) for character in once.replace("\n", "")}
    assert not categories & {"Cc", "Cs"}
    once.encode("utf-8")


def test_clean_settles_on_every_character():
    ideographs = range(0x3400, 0xD7B0)
    unsettled = [
        hex(code)
        for code in range(0x1F000)
        if code not in ideographs
        if text.clean(once := text.clean(f"ب{chr(code)}a")) != once
        or text.clean_code(code_once := text.clean_code(f"ب{chr(code)}a")) != code_once
        or text.fold(fold_once := text.fold(f"ب{chr(code)}a")) != fold_once
    ]
    assert unsettled == []


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (" ab 12-۹r ", "AB12-9R"),
        ("sn:٤٥/x\u200c1", "SN:45/X1"),
        ("\u2066G-00000123-4\u2069", "G-00000123-4"),
        ("", ""),
    ],
)
def test_clean_code(typed, stored):
    assert text.clean_code(typed) == stored


def test_digits():
    assert text.ascii_digits("۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩ ۵a½") == "0123456789 0123456789 5a½"
    assert text.only_digits("۰۹۱۲ (345) ٦٧-a") == "091234567"


SAME_NAMES = [
    ("علي كاظمي", "علی کاظمی"),
    ("مسئول", "مسیول"),
    ("مؤسسه", "موسسه"),
    ("أحمد", "احمد"),
    ("آرش", "ارش"),
    ("خانهٔ ما", "خانه ما"),
    ("خانۀ ما", "خانه ما"),
    ("فاطمة", "فاطمه"),
    ("مُحَمَّد", "محمد"),
    ("جزء", "جز"),
    ("کیان‌سرویس", "کیانسرویس"),
    ("CAFÉ Bosch", "cafe bosch"),
    ("واحد ۱۲", "واحد ٣".replace("٣", "12")),
    ("سـلام", "سلام"),
    ("X-200", "x 200"),
    ("  (کیان) ", "کیان"),
    ("ﺳﻼﻡ", "سلام"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAMES)
def test_fold_makes_spellings_equal(one, other):
    assert text.fold(one) == text.fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("صابر", "سابر"), ("کار", "گار"), ("O1", "01"), ("علی", "عالی")])
def test_fold_keeps_names_apart(one, other):
    assert text.fold(one) != text.fold(other)


@given(anything)
def test_fold_holds_letters_and_digits_only(typed):
    folded = text.fold(typed)
    assert text.fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert not set(folded) & set("يىكةۀأإآٱؤئء۰۱٤ABC\u200c\u0640\u064e")
    assert text.fold(text.clean(typed)) == text.fold(typed.replace("\n", " "))


def finds(query: str, name: str) -> bool:
    """What a prefix index over `search_form` answers, every word of the query being needed."""
    words = text.search_form(name).split()
    return all(any(word.startswith(token) for word in words) for token in text.search_tokens(query))


@pytest.mark.parametrize("name", ["علی‌رضا محمدی", "محمدی علی‌رضا"])
@pytest.mark.parametrize("query", ["علی", "علیرضا", "علی‌رضا", "علي رضا", "محمدی", "محم علیر", "رضا"])
def test_search_finds_names_with_a_non_joiner(query, name):
    assert finds(query, name)


@pytest.mark.parametrize("query", ["كيان سرويس", "کیانسرویس", "کیان‌سرویس", "سرویس"])
def test_search_finds_the_company(query):
    assert finds(query, "کیان‌سرویس")
    assert finds(query, "شرکت «کیان سرویس»") or query == "کیانسرویس" or query == "کیان‌سرویس"


def test_search_form_is_words_and_their_join():
    assert text.search_form("علي رضا") == "علی رضا علیرضا"
    assert text.search_form("علی") == "علی"
    assert text.search_form("") == ""
    assert text.search_form("X-200") == "x 200 x200"


@given(st.text(alphabet="اب™½1 \u200c-", max_size=300))
def test_index_columns_have_room_for_every_key(name):
    form = text.search_form(name)
    assert len(form) <= text.LONGEST_KEY
    assert len(text.sort_key(name)) <= text.LONGEST_KEY
    assert len(text.fold(name)) > 190 or set(text.fold(name).split()) <= set(form.split())


def test_a_form_that_is_too_long_loses_whole_words():
    name = " ".join(f"واژه{number}" for number in range(100))
    words = text.search_form(name).split()
    assert words == text.fold(name).split()[: len(words)]
    assert len(words) > 50
    assert len(text.sort_key("1 " * 60)) == text.LONGEST_KEY
    assert text.search_form("ا" * 500) == "ا" * 400


@given(persian_words)
def test_every_name_is_found_by_itself(name):
    assert finds(name, name)
    assert finds(text.clean(name), name)


def test_the_alphabet_is_in_order():
    assert "".join(sorted("یهونملگکقفغعظطضصشسژزرذدخحچجثتپباآ", key=text.sort_key)) == text.PERSIAN_ALPHABET
    assert sorted(["گوشی", "كولر", "یخچال", "وان", "هود", "پنکه", "بخاری"], key=text.sort_key) == [
        "بخاری", "پنکه", "كولر", "گوشی", "وان", "هود", "یخچال",
    ]  # fmt: skip


def test_sort_counts_numbers_by_value_and_short_before_long():
    assert sorted(["قفسه 10", "قفسه ۹", "قفسه", "قفسه 010ب"], key=text.sort_key) == [
        "قفسه", "قفسه ۹", "قفسه 10", "قفسه 010ب",
    ]  # fmt: skip
    assert sorted(["علیرضا", "علی محمدی", "علی"], key=text.sort_key) == ["علی", "علی محمدی", "علیرضا"]


def test_sort_ignores_how_a_letter_was_typed():
    assert text.sort_key("كاظمي") == text.sort_key("کاظمی")
    assert text.sort_key("قفسه 5") == text.sort_key("قفسه 00000000000005")
    assert text.sort_key("علی‌رضا") == text.sort_key("علیرضا")
    assert text.sort_key("ﺁب") == text.sort_key("آب") != text.sort_key("اب")


@given(anything, anything)
def test_names_that_sort_apart_were_written_apart(one, other):
    if text.clean(one) == text.clean(other):
        assert text.sort_key(one) == text.sort_key(other)


@pytest.mark.parametrize(
    ("typed", "norm"),
    [("ab-12/۹_x.y", "AB129XY"), ("O0", "O0"), (" sn 00 1 ", "SN001"), ("G-00000123-4", "G000001234"), ("-", "")],
)
def test_code_norm(typed, norm):
    assert text.code_norm(typed) == norm


@given(anything)
def test_code_norm_is_its_own_norm(typed):
    assert text.code_norm(text.code_norm(typed)) == text.code_norm(typed)
    assert text.code_norm(text.clean_code(typed)) == text.code_norm(typed)


def test_reverse():
    assert text.reverse("AB12") == "21BA"


GOOD = [
    "",
    "سلام، دنیا؟",
    "50° ± 2 ٪ × ½ m²",
    "é ü ç ş ğ Ș",
    "می‌شود",
    "„quoted“ – and…",
    "10 Ω 5 μF ≤ 3",
    "a=b",
    "یک\tدو",
]


@pytest.mark.parametrize("typed", GOOD)
def test_text_that_may_be_stored(typed):
    assert text.text_problem(typed, longest=40) is None
    assert text.printable(typed, longest=40) == text.clean(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("خراب 😀", "😀"),
        ("Привет", "П"),
        ("中", "中"),
        ("a✓", "✓"),
        ("\ue000", "U+E000"),
        ("\U000f0000", "U+F0000"),
        ("\ufdd0", "U+FDD0"),
        ("a\u0488", "U+0488"),
        ("\ufffd", "\ufffd"),
    ],
)
def test_what_no_paper_can_print_is_refused_by_name(typed, shown):
    problem = text.text_problem(typed, longest=40)
    assert problem == Message("The character {character} cannot be printed; delete it.", character=shown)
    assert isinstance(problem.args["character"], Code) is shown.startswith("U+")
    assert text.text_problem(text.printable(typed, longest=40), longest=40) is None


@pytest.mark.parametrize("typed", ["a\x00b", "a\x1b[0m", "\x7f", "\x85"])
def test_control_characters_are_refused(typed):
    assert text.text_problem(typed, longest=40) == Message(
        "This text holds a hidden control character; delete it and type it again."
    )


def test_lines_are_no_control_characters():
    assert text.text_problem("یک\r\nدو", longest=40, lines=True) is None
    assert text.text_problem("یک\nدو", longest=40) is None


@pytest.mark.parametrize("typed", ["=1+1", "  =A1", "\u200f=cmd"])
def test_formulas_are_refused(typed):
    problem = text.text_problem(typed, longest=40)
    assert problem == Message("Text may not begin with =; other programs would take it for a formula.")


def test_length_counts_what_is_stored():
    assert text.text_problem("  ab  cd  ", longest=5) is None
    problem = text.text_problem("abcdef", longest=5)
    assert Words("en").say(problem) == "Shorten this to at most 5 characters; it has 6."


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("😀 خوب شد 😀", "خوب شد"),
        ("Ирина 5", "????? 5"),
        ("ﬁne ①", "fine 1"),
        ("==x", "x"),
        ("abcdefgh", "abcd…"),
        ("abc defgh", "abc…"),
        ("a\x00b", "ab"),
        ("=\u200c=\u200cx", "x"),
        ("abcd\u200cefgh", "abcd…"),
        ("abc\u200cdefgh", "abc…"),
    ],
)
def test_printable_keeps_what_it_can(typed, kept):
    assert text.printable(typed, longest=5 if typed.startswith("abc") else 20) == kept


@settings(max_examples=1000)
@given(anything | st.text(alphabet="=ab \u200c\n😀ء", max_size=40), st.integers(1, 30), st.booleans())
def test_printable_text_has_no_problem(typed, longest, lines):
    kept = text.printable(typed, longest=longest, lines=lines)
    assert text.text_problem(kept, longest=longest, lines=lines) is None
    assert text.clean(kept, lines=lines) == kept


@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold"])
def test_the_typeface_draws_every_printable_character(weight):
    blob = uharfbuzz.Blob.from_file_path(str(resource_path(f"fonts/Vazirmatn-{weight}.ttf")))
    drawn = set(uharfbuzz.Face(blob).unicodes)
    allowed = {code for first, last in text.PRINTABLE_RANGES for code in range(first, last + 1)}
    assert allowed - drawn == set()
    assert len(allowed) > 500
