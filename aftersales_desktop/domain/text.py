"""Text as it is stored, searched, sorted and allowed on paper: one spelling for what people type in many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from aftersales_desktop.i18n import Code, Message

ZERO_WIDTH_NON_JOINER = "\u200c"
LONGEST_KEY = 400
PERSIAN_ALPHABET = "آابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"

_FIRST_SORT_CHARACTER = 0xE000
_SORT_DIGITS = 12
_LINE_BREAKS = "\n\r\v\f\x85\u2028\u2029"
_STORED_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "Ω": "\u2126", "μ": "µ"})
_FOLDED_LETTERS = {"ي": "ی", "ى": "ی", "ې": "ی", "ك": "ک", "ڪ": "ک", "ة": "ه", "ە": "ه", "ہ": "ه", "ھ": "ه", "ٱ": "ا"}
_SORT_LETTERS = {letter: chr(_FIRST_SORT_CHARACTER + place) for place, letter in enumerate(PERSIAN_ALPHABET)}

_PRESENTATION_FORMS = re.compile("[\ufb50-\ufd3d\ufd40-\ufdff\ufe70-\ufefc]+")
_SPACES = re.compile(" {2,}")
_SPACED_BREAK = re.compile(" ?\n ?")
_WORD_EDGE = r"""\s()\[\]{}<>«»،؛؟!?:;.,/\\_"'“”…-"""
_LOOSE_NON_JOINER = re.compile(f"(?:^|(?<=[{_WORD_EDGE}]))\u200c+|\u200c+(?=[{_WORD_EDGE}]|$)|(?<=\u200c)\u200c+")
_NUMBER = re.compile("[0-9]+")

# What the bundled typeface can draw and paper may hold; invisible characters other than the non-joiner are left out.
PRINTABLE_RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x00AC), (0x00AE, 0x017F), (0x018F, 0x018F), (0x0192, 0x0192), (0x01A0, 0x01A1),
    (0x01AF, 0x01B0), (0x01FA, 0x01FF), (0x0218, 0x021B), (0x0259, 0x0259), (0x02BC, 0x02BC), (0x0300, 0x0301),
    (0x0303, 0x0303), (0x0309, 0x0309), (0x0323, 0x0323), (0x060C, 0x060C), (0x061B, 0x061B), (0x061F, 0x061F),
    (0x0621, 0x063A), (0x0641, 0x0655), (0x0660, 0x066D), (0x0670, 0x0671), (0x0679, 0x0679), (0x067C, 0x067C),
    (0x067E, 0x067E), (0x0681, 0x0681), (0x0685, 0x0686), (0x0688, 0x0689), (0x0691, 0x0691), (0x0693, 0x0693),
    (0x0695, 0x0696), (0x0698, 0x0698), (0x069A, 0x069A), (0x06A4, 0x06A4), (0x06A9, 0x06AD), (0x06AF, 0x06AF),
    (0x06B5, 0x06B5), (0x06BA, 0x06BA), (0x06BC, 0x06BE), (0x06C0, 0x06C3), (0x06C6, 0x06CE), (0x06D0, 0x06D0),
    (0x06D2, 0x06D5), (0x06F0, 0x06F9), (0x200C, 0x200C), (0x2010, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022),
    (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2074, 0x2074),
    (0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2126, 0x2126), (0x215B, 0x215E), (0x2202, 0x2202),
    (0x220F, 0x220F), (0x2211, 0x2212), (0x221A, 0x221A), (0x221E, 0x221E), (0x222B, 0x222B), (0x2248, 0x2248),
    (0x2260, 0x2260), (0x2264, 0x2265), (0xFD3E, 0xFD3F),
)  # fmt: skip
_PRINTABLE = frozenset(code for first, last in PRINTABLE_RANGES for code in range(first, last + 1))


class _Table(dict[int, str | None]):
    """A translation table that works each character out once, when it is first met."""

    def __init__(self, rule: Callable[[str], str | None]) -> None:
        super().__init__()
        self._rule = rule

    def __missing__(self, code: int) -> str | None:
        self[code] = self._rule(chr(code))
        return self[code]


def _stored(character: str) -> str | None:
    if character in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(character)
    if character == "\t" or category == "Zs":
        return " "
    if character == ZERO_WIDTH_NON_JOINER:
        return character
    is_variation_selector = "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    return None if category in {"Cc", "Cf", "Cs"} or character == "ـ" or is_variation_selector else character


def _digit(character: str) -> str:
    return str(unicodedata.digit(character)) if unicodedata.category(character) == "Nd" else character


def _folded(character: str) -> str | None:
    if character in _FOLDED_LETTERS:
        return _FOLDED_LETTERS[character]
    category = unicodedata.category(character)
    if character in "ءـٴ" or category in {"Mn", "Me", "Cf", "Cs"}:
        return None
    if category == "Cc":
        return " " if character in _LINE_BREAKS or character == "\t" else None
    if category == "Nd":
        return _digit(character)
    return character if category[0] in "LN" or category == "Mc" else " "


def _sorted(character: str) -> str | None:
    if character == _SORT_LETTERS["آ"]:
        return character
    folded = _folded(character)
    return _SORT_LETTERS.get(folded, folded) if folded else None


_STORED = _Table(_stored)
_ASCII_DIGITS = _Table(_digit)
_FOLDED = _Table(_folded)
_SORTED = _Table(_sorted)


def clean(text: str, *, lines: bool = False) -> str:
    """Text in the one spelling that is stored: Persian ی and ک, no hidden characters, single spaces.

    A zero-width non-joiner stays inside a word and goes at its ends. Line breaks stay when `lines` is true.
    """
    text = _PRESENTATION_FORMS.sub(_plain_letters, text.replace("\r\n", "\n")).translate(_STORED)
    text = unicodedata.normalize("NFC", text).translate(_STORED_LETTERS)
    if not lines:
        text = text.replace("\n", " ")
    text = _LOOSE_NON_JOINER.sub("", text)
    return _SPACED_BREAK.sub("\n", _SPACES.sub(" ", text)).strip(" \n")


def _plain_letters(forms: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", forms[0])


def clean_code(text: str) -> str:
    """A serial, model or card code as it is stored: no spaces, ASCII digits, capitals."""
    capitals = clean(ascii_digits(clean(text)).upper())
    return capitals.replace(" ", "").replace(ZERO_WIDTH_NON_JOINER, "")


def ascii_digits(text: str) -> str:
    """Persian, Arabic and all other decimal digits as 0 to 9; nothing else changes."""
    return text.translate(_ASCII_DIGITS)


def only_digits(text: str) -> str:
    """The decimal digits of a text, as 0 to 9."""
    return "".join(character for character in ascii_digits(text) if "0" <= character <= "9")


def fold(text: str) -> str:
    """What two spellings of one name have in common: letters and digits only, words parted by one space.

    Letter variants, hamza, vowel marks, accents, letter case and the non-joiner make no difference.
    """
    return " ".join(_decomposed(text).translate(_FOLDED).split())


def _decomposed(text: str) -> str:
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())


def search_form(text: str) -> str:
    """What the full-text index holds for a name: its words, and the same words written together.

    At most LONGEST_KEY characters, which is what an index column takes, in whole words.
    """
    parted = fold(text.replace(ZERO_WIDTH_NON_JOINER, " ")).split()
    words = list(dict.fromkeys([*parted, *fold(text).split()]))
    if len(parted) > 1 and "".join(parted) not in words:
        words.append("".join(parted))
    form = " ".join(words)
    return form if len(form) <= LONGEST_KEY else form[: LONGEST_KEY + 1].rpartition(" ")[0] or form[:LONGEST_KEY]


def search_tokens(query: str) -> list[str]:
    """The words of a search box, folded as the index is."""
    return fold(query).split()


def sort_key(text: str) -> str:
    """A key whose plain order is the Persian alphabet; numbers inside names count by value."""
    marked = unicodedata.normalize("NFKC", text).replace("آ", _SORT_LETTERS["آ"])
    key = " ".join(_decomposed(marked).translate(_SORTED).split())
    return _NUMBER.sub(_padded_number, key)[:LONGEST_KEY]


def _padded_number(number: re.Match[str]) -> str:
    return number[0].lstrip("0").zfill(_SORT_DIGITS)


def code_norm(text: str) -> str:
    """A code as it is compared: capitals, ASCII digits, every separator dropped. O and 0 stay different."""
    return "".join(character for character in clean_code(text) if character.isalnum())


def reverse(text: str) -> str:
    """The text from its end, for finding by the last characters."""
    return text[::-1]


_UNSEEN = ("Cc", "Cs")
"""Control characters, and halves of a character, which no file can hold."""


def text_problem(text: str, *, longest: int, lines: bool = False) -> Message | None:
    """Why a text cannot be stored and printed, in one sentence, or None. `longest` counts cleaned characters."""
    if any(unicodedata.category(character) in _UNSEEN and character not in "\t\n\r" for character in text):
        return Message("This text holds a hidden control character; delete it and type it again.")
    cleaned = clean(text, lines=lines)
    for character in cleaned:
        if ord(character) not in _PRINTABLE and character != "\n":
            return Message("The character {character} cannot be printed; delete it.", character=_name(character))
    if cleaned.startswith("="):
        return Message("Text may not begin with =; other programs would take it for a formula.")
    if len(cleaned) > longest:
        return Message(
            "Shorten this to at most {longest} characters; it has {length}.", longest=longest, length=len(cleaned)
        )
    return None


def _name(character: str) -> str:
    visible = character.isprintable() and unicodedata.category(character)[0] != "M"
    return character if visible else Code(f"U+{ord(character):04X}")


def printable(text: str, *, longest: int, lines: bool = False) -> str:
    """The same text without what `text_problem` refuses, for history that came from elsewhere.

    Letters no paper can hold become a question mark, symbols are dropped, and a long text is cut with an ellipsis.
    """
    kept = "".join(_printable(character) for character in clean(text, lines=lines))
    kept = clean(kept, lines=lines).lstrip(f"= \n{ZERO_WIDTH_NON_JOINER}")
    return kept if len(kept) <= longest else clean(kept[: longest - 1], lines=lines) + "…"


def _printable(character: str) -> str:
    if ord(character) in _PRINTABLE or character == "\n":
        return character
    plain = clean(unicodedata.normalize("NFKD", character))
    plain = "".join(part for part in plain if ord(part) in _PRINTABLE)
    if plain:
        return plain
    return "?" if character.isalnum() or character == "\ufffd" else ""
