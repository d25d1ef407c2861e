"""Papers of the samples, rendered and written for other programs to read."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from aftersales_desktop.printing.documents import DOCUMENTS, document_named
from tests.printing import leaving_samples, outside_samples, samples, store_samples
from tests.printing.pdf_reading import decoded, rasters, text_by_poppler, written

LANGUAGES = ("fa", "en")
PAPERS = [
    (document.name, paper, language) for document in DOCUMENTS for paper in document.papers for language in LANGUAGES
]
"""Every paper in every size and language."""

SAMPLES: dict[str, Any] = {
    **samples.SAMPLES,
    **outside_samples.SAMPLES,
    "estimate": leaving_samples.estimate,
    "exit-slip": leaving_samples.exit_slip,
}
"""What each paper is tried with, by its name."""

HARD = {
    "warranty-card": {
        "usual": samples.card,
        "raw": samples.raw_card,
        "foreign": samples.foreign_card,
        "void": samples.void_card,
        "phone": lambda: samples.card(unit=samples.phone_unit()),
        "longest": samples.long_card,
    },
    "intake-receipt": {
        "usual": samples.reception,
        "two devices": lambda: samples.reception(samples.order(1), samples.order(2, unit=samples.phone_unit())),
        "twelve devices": lambda: samples.many_devices(12),
        "longest": samples.long_reception,
    },
    "device-label": {"usual": samples.order, "longest": lambda: samples.long_order(50)},
    "device-biography": {"usual": samples.life, "longest": samples.long_life},
    "work-sheet": {
        "usual": samples.order,
        "returned": lambda: samples.order(parent_number="01-04-00003-1", technician_name="حسین رضایی"),
        "longest": lambda: samples.long_order(50),
    },
    "test-page": {"usual": samples.BlankPage},
    "cell-labels": {"usual": samples.cells, "longest": lambda: samples.CellLabels("x", "x", ("ABC-99",) * 25)},
    **store_samples.HARD,
    "estimate": {
        "usual": leaving_samples.estimate,
        "answered": leaving_samples.answered_estimate,
        "longest": leaving_samples.long_estimate,
    },
    "exit-slip": {
        "usual": leaving_samples.exit_slip,
        "without lines": lambda: leaving_samples.exit_slip(leaving_samples.labour(), closing_seal="", checks=()),
        "longest": leaving_samples.long_exit,
    },
    **outside_samples.HARD,
    "list": {"usual": samples.list_content, "longest": samples.long_list},
}
"""Rows that are hard to fit, by paper."""
"""What each paper is tried with, by its name."""


def rendered(name: str, paper: str, language: str, row: Any = None, **changes: Any) -> bytes:
    row = SAMPLES[name]() if row is None else row
    return document_named(name).render(row, samples.context(language, paper, **changes))


def text_of(folder: Path, pdf: bytes) -> str:
    """Its words, every run of blanks as one space, so that a phrase is found across lines."""
    plain = text_by_poppler(written(folder, pdf)).replace("\u200c", "").replace("\u200f", " ")
    return " ".join(unicodedata.normalize("NFC", plain).split())


def scanned(folder: Path, pdf: bytes, dots_per_inch: int = 203, *options: str) -> list[set[str]]:
    """What a scanner reads on each page as a thermal printer prints it."""
    pictures = rasters(written(folder, pdf), folder, dots_per_inch, *(options or ("-mono",)))
    return [decoded(picture) for picture in pictures]
