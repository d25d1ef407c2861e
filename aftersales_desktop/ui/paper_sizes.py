"""The sizes of paper that printers are set up for, and what they are called."""

from __future__ import annotations

from typing import Any

from aftersales_desktop.i18n import Words

PAPER_SIZES = ("A5", "A4", "A6", "card", "roll80", "50x30", "58x40", "100x50")


def paper_title(paper: str, words: Words) -> str:
    """A size in words; the standard ones bear their own name."""
    titles: dict[str, Any] = {
        "card": words("Card 85.6 × 54 mm"),
        "roll80": words("Roll 80 mm"),
        "50x30": words("Label 50 × 30 mm"),
        "58x40": words("Label 58 × 40 mm"),
        "100x50": words("Label 100 × 50 mm"),
    }
    return titles.get(paper, paper)
