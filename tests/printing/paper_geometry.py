"""Where words stand on the pages of a PDF, as another program measures them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from tests.printing.pdf_reading import run

MM = 72 / 25.4
_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_MARKS = re.compile("[\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_PERSIAN = re.compile("[\u0621-\u06cc]")
_WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')


@dataclass(frozen=True)
class Word:
    """A word and its box in mm from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page in mm and the words on it."""

    width: float
    height: float
    words: tuple[Word, ...]

    def outside(self, margin: float) -> list[Word]:
        """Words that reach nearer to an edge than the margin; blank above and below their letters does not count."""
        return [
            word
            for word in map(_of_letters, self.words)
            if word.left < margin
            or word.right > self.width - margin
            or word.top < margin
            or word.bottom > self.height - margin
        ]

    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of words that lie on each other."""
        words = sorted((_of_letters(word) for word in self.words), key=lambda word: word.top)
        found = []
        for place, one in enumerate(words):
            for other in words[place + 1 :]:
                if other.top >= one.bottom:
                    break
                beside = min(one.right, other.right) - max(one.left, other.left)
                if beside > 0.3 and min(one.bottom, other.bottom) - other.top > 0.25 * (one.bottom - one.top):
                    found.append((one.text, other.text))
        return found


def pages(path: Path) -> list[Page]:
    """Every page with its words."""
    found = []
    for width, height, content in _PAGE.findall(run("pdftotext", "-bbox", "-enc", "UTF-8", path, "-")):
        words = tuple(
            Word(_in_reading_order(unescape(text)), *(float(number) / MM for number in numbers))
            for *numbers, text in _WORD.findall(content)
        )
        found.append(Page(float(width) / MM, float(height) / MM, words))
    return found


def _in_reading_order(text: str) -> str:
    """With boxes, poppler gives Persian words from left to right."""
    plain = _MARKS.sub("", text)
    return plain[::-1] if _PERSIAN.search(plain) else plain


def _of_letters(word: Word) -> Word:
    """The box without the blank that a font keeps above and below most letters."""
    height = word.bottom - word.top
    return Word(word.text, word.left, word.top + 0.25 * height, word.right, word.bottom - 0.25 * height)
